package auth

import (
	"context"
	"slices"
	"time"

	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/org"
)

// Attempt is a password that was typed for an account.
type Attempt struct {
	Email    string
	Password string
	Address  string // of the client
}

func (a Attempt) account() string { return accountGuard(a.Email) }

// accountGuard is the guard's name for an e-mail: its digest, because people
// type passwords into that field too.
func accountGuard(email string) string { return "account:" + digest(org.EmailKey(email)) }

func (a Attempt) source() string { return "address:" + a.Address }

func (a Attempt) guards() []string {
	list := []string{a.account(), a.source()}
	slices.Sort(list)
	return list
}

// Check looks at a password outside of any transaction that does something
// else, because hashing takes tens of milliseconds. Every wrong case (unknown
// e-mail, wrong password, no password yet, person disabled) takes the same
// steps and gets the same answer.
func Check(ctx context.Context, d *db.DB, a Attempt) (l loginRow, newHash string, err error) {
	err = d.Update(ctx, crm.Actor{}, func(tx *db.Tx) error {
		if l, _, err = loginByEmail(tx, org.EmailKey(a.Email)); err != nil {
			return err
		}
		return countAttempt(tx, a)
	})
	if err != nil {
		return l, "", err
	}
	ok, stale, err := Matches(ctx, l.Hash, a.Password)
	if err != nil {
		return l, "", err
	}
	if !ok || !l.Active {
		if err := d.Update(ctx, crm.Actor{}, func(tx *db.Tx) error { return noteFailure(tx, a, l) }); err != nil {
			return l, "", err
		}
		return l, "", crm.Fail(crm.Unauthorized, "auth.wrong")
	}
	if stale {
		newHash, err = Hash(ctx, a.Password)
	}
	return l, newHash, err
}

// countAttempt refuses an attempt while account or address are locked, and
// counts it as a failure until it turns out right.
func countAttempt(tx *db.Tx, a Attempt) error {
	guards, err := lockGuards(tx, a.guards())
	if err != nil {
		return err
	}
	account, source := guards[a.account()], guards[a.source()]
	if until := max(account.Locked(tx.Now), source.Locked(tx.Now)); until != 0 {
		return locked(until, tx.Now)
	}
	if err := saveGuard(tx, a.account(), account.Failed(AccountLimit, tx.Now)); err != nil {
		return err
	}
	return saveGuard(tx, a.source(), source.Failed(AddressLimit, tx.Now))
}

func locked(until crm.Millis, now time.Time) error {
	wait := until.Time().Sub(now)
	minutes := int((wait + time.Minute - 1) / time.Minute)
	return crm.Fail(crm.TooMany, "auth.locked", "until", until.Time().Format(time.RFC3339), "count", minutes)
}

// noteFailure writes the failure into the organisation's log. An account that
// does not exist has no log, but costs a write as well: time must not tell.
func noteFailure(tx *db.Tx, a Attempt, l loginRow) error {
	guards, err := lockGuards(tx, a.guards())
	if err != nil {
		return err
	}
	if err := saveGuard(tx, a.account(), guards[a.account()]); err != nil {
		return err
	}
	if l.Tenant.IsZero() {
		return nil
	}
	tx.Become(crm.Actor{Tenant: l.Tenant})
	return record(tx, "auth.LogInFailed", l.Person, map[string]any{
		"name": l.Name, "address": a.Address, "locked": guards[a.account()].Locked(tx.Now) != 0})
}

// forgive clears the account's failures after a right password and takes this
// attempt back from the address.
func forgive(tx *db.Tx, a Attempt) error {
	guards, err := lockGuards(tx, a.guards())
	if err != nil {
		return err
	}
	if err := dropGuard(tx, a.account()); err != nil {
		return err
	}
	return saveGuard(tx, a.source(), guards[a.source()].Forgiven(AddressLimit))
}

// LogIn begins a session after Check found the password right. A session that
// the browser still had ends: a new log-in always gets a new secret.
func LogIn(tx *db.Tx, a Attempt, l loginRow, newHash, oldToken, agent string) (secret string, err error) {
	if err := forgive(tx, a); err != nil {
		return "", err
	}
	if newHash != "" {
		if err := rehash(tx, l, newHash); err != nil {
			return "", err
		}
	}
	if kindOf(oldToken) == kindBrowser {
		if err := deleteByHash(tx, digest(oldToken)); err != nil {
			return "", err
		}
	}
	tx.Become(crm.Actor{Tenant: l.Tenant})
	if secret, err = begin(tx, l.Person, a.Address, agent); err != nil {
		return "", err
	}
	return secret, record(tx, "auth.LoggedIn", l.Person, map[string]any{
		"address": a.Address, "agent": agent})
}

// LogOut ends the session of a token. One that is unknown has ended already.
func LogOut(tx *db.Tx, token string) error {
	a, err := Resolve(tx, token)
	if crm.KindOf(err) == crm.Unauthorized {
		return nil
	}
	if err != nil {
		return err
	}
	tx.Become(a)
	if err := deleteByHash(tx, digest(token)); err != nil {
		return err
	}
	tx.Announce("person", crm.CustomerID{}, a.Person)
	return record(tx, "auth.LoggedOut", a.Person, nil)
}

// setPassword stores a new password's hash. Other browser sessions of the
// person end, because one of them may be why the password changes; API tokens
// are listed for the person to end.
func setPassword(tx *db.Tx, person crm.PersonID, email, hash string, kind string) error {
	if err := updateHash(tx, person, hash); err != nil {
		return err
	}
	if err := deleteSessions(tx, person, []string{kindBrowser}, tx.Actor.Session); err != nil {
		return err
	}
	if err := deleteLinks(tx, tx.Tenant(), person); err != nil {
		return err
	}
	if err := dropGuard(tx, accountGuard(email)); err != nil {
		return err
	}
	tx.Announce("person", crm.CustomerID{}, person)
	return record(tx, kind, person, nil)
}
