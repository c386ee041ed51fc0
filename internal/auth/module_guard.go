package auth

import (
	"net/netip"
	"slices"
	"time"

	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/org"
)

// limited is one guard that an attempt has to pass, with how much it bears.
type limited struct {
	subject string
	limit   Limit
}

// accountGuard is the guard's name for an e-mail: its digest, because people
// type passwords into that field too.
func accountGuard(email string) string { return "account:" + digest(org.EmailKey(email)) }

// guardsOf are the guards of an attempt. The first one counts the slips of whoever
// is there alone.
func guardsOf(a Attempt, known bool) []limited {
	account := accountGuard(a.Email)
	if known {
		return []limited{{"known:" + digest(a.Session+a.Device) + "@" + account, DeviceLimit}}
	}
	network := networkOf(a.Address)
	return []limited{{"pair:" + network + "@" + account, PairLimit}, {account, AccountLimit}, {"address:" + network, AddressLimit}}
}

// networkOf is what counts as one address: an IPv6 customer has 2^64 of them, a
// /64.
func networkOf(address string) string {
	a, err := netip.ParseAddr(address)
	if err != nil {
		return address
	}
	a = a.Unmap().WithZone("")
	if a.Is4() {
		return a.String()
	}
	p, _ := a.Prefix(64) // fails for more bits than an address has
	return p.String()
}

func subjects(guards []limited) []string {
	list := make([]string, len(guards))
	for i, g := range guards {
		list[i] = g.subject
	}
	slices.Sort(list)
	return list
}

// countAttempt refuses an attempt while one of its guards is locked, and counts
// it as a failure until it turns out right.
func countAttempt(tx *db.Tx, list []limited) (before, after map[string]Guard, err error) {
	if before, err = lockGuards(tx, subjects(list)); err != nil {
		return nil, nil, err
	}
	if until := lockedUntil(before, tx.Now); until != 0 {
		return nil, nil, locked(until, tx.Now)
	}
	after = map[string]Guard{}
	for _, l := range list {
		after[l.subject] = before[l.subject].Failed(l.limit, tx.Now)
		if err := saveGuard(tx, l.subject, after[l.subject]); err != nil {
			return nil, nil, err
		}
	}
	return before, after, nil
}

func lockedUntil(guards map[string]Guard, now time.Time) (until crm.Millis) {
	for _, g := range guards {
		until = max(until, g.Locked(now))
	}
	return until
}

func locked(until crm.Millis, now time.Time) error {
	wait := until.Time().Sub(now)
	minutes := int((wait + time.Minute - 1) / time.Minute)
	return crm.Fail(crm.TooMany, "auth.locked", "until", until.Time().Format(time.RFC3339), "count", minutes)
}

// knows tells whether the attempt comes from a browser that the account already
// used: by its session, or by the cookie of an earlier log-in.
func knows(tx *db.Tx, a Attempt, l loginRow) (bool, error) {
	if kindOf(a.Session) == kindBrowser {
		r, ok, err := resolve(tx, digest(a.Session), kindBrowser)
		return ok && r.Tenant == l.Tenant && r.Person == l.Person, err
	}
	return knownDevice(tx, l, digest(a.Device))
}

// remember makes the browser a known one for the person and gives the secret it
// keeps: the one it has, as several people may share it, or a new one.
func remember(tx *db.Tx, person crm.PersonID, device string) (string, error) {
	if kindOf(device) != kindBrowser {
		device = newSecret()
	}
	return device, saveDevice(tx, person, digest(device))
}
