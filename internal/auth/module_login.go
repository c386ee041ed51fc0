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

// Passed is an attempt whose password was right.
type Passed struct {
	attempt       Attempt
	login         loginRow
	newHash       string // of the same password at today's cost; "" when nothing is to do
	before, after Guard  // of the address, around this attempt
}

// Check looks at a password outside of any transaction that does something
// else, because hashing takes tens of milliseconds. Every wrong case (unknown
// e-mail, wrong password, no password yet, person disabled) takes the same
// steps and gets the same answer.
func Check(ctx context.Context, d *db.DB, a Attempt) (Passed, error) {
	p := Passed{attempt: a}
	err := d.Update(ctx, crm.Actor{}, func(tx *db.Tx) (err error) {
		if p.login, _, err = loginByEmail(tx, org.EmailKey(a.Email)); err != nil {
			return err
		}
		p.before, p.after, err = countAttempt(tx, a)
		return err
	})
	if err != nil {
		return p, err
	}
	ok, stale, err := Matches(ctx, p.login.Hash, a.Password)
	if err != nil {
		return p, err
	}
	if !ok || !p.login.Active {
		if err := d.Update(ctx, crm.Actor{}, func(tx *db.Tx) error { return noteFailure(tx, a, p.login) }); err != nil {
			return p, err
		}
		return p, crm.Fail(crm.Unauthorized, "auth.wrong")
	}
	if stale {
		p.newHash, err = Hash(ctx, a.Password)
	}
	return p, err
}

// countAttempt refuses an attempt while account or address are locked, and
// counts it as a failure until it turns out right.
func countAttempt(tx *db.Tx, a Attempt) (before, after Guard, err error) {
	guards, err := lockGuards(tx, a.guards())
	if err != nil {
		return before, after, err
	}
	account, before := guards[a.account()], guards[a.source()]
	if until := max(account.Locked(tx.Now), before.Locked(tx.Now)); until != 0 {
		return before, after, locked(until, tx.Now)
	}
	if err := saveGuard(tx, a.account(), account.Failed(AccountLimit, tx.Now)); err != nil {
		return before, after, err
	}
	after = before.Failed(AddressLimit, tx.Now)
	return before, after, saveGuard(tx, a.source(), after)
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
func (p Passed) forgive(tx *db.Tx) error {
	guards, err := lockGuards(tx, p.attempt.guards())
	if err != nil {
		return err
	}
	if err := dropGuard(tx, p.attempt.account()); err != nil {
		return err
	}
	source := p.attempt.source()
	return saveGuard(tx, source, guards[source].Forgiven(p.before, p.after))
}

// LogIn begins a session after Check found the password right. A session that
// the browser still had ends: a new log-in always gets a new secret.
func LogIn(tx *db.Tx, p Passed, oldToken, agent string) (secret string, err error) {
	if err := p.forgive(tx); err != nil {
		return "", err
	}
	if p.newHash != "" {
		if err := rehash(tx, p.login, p.newHash); err != nil {
			return "", err
		}
	}
	if kindOf(oldToken) == kindBrowser {
		if err := deleteByHash(tx, digest(oldToken)); err != nil {
			return "", err
		}
	}
	tx.Become(crm.Actor{Tenant: p.login.Tenant})
	if secret, err = begin(tx, p.login.Person, p.attempt.Address, agent); err != nil {
		return "", err
	}
	return secret, record(tx, "auth.LoggedIn", p.login.Person, map[string]any{"address": p.attempt.Address, "agent": agent})
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

// SetHash stores a password's hash for a person of the transaction's
// organisation, without ending anything: for people just created.
func SetHash(tx *db.Tx, person crm.PersonID, hash string) error {
	if err := updateHash(tx, person, hash); err != nil {
		return err
	}
	return deleteLinks(tx, tx.Tenant(), person)
}
