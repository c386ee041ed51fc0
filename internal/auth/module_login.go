package auth

import (
	"context"

	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/org"
)

// Attempt is a password that was typed for an account.
type Attempt struct {
	Email    string
	Password string
	Address  string // of the client
	Device   string // secret of the browser's device cookie
	Session  string // secret of the session at which a password is asked once more
}

// Passed is an attempt whose password was right.
type Passed struct {
	attempt Attempt
	login   loginRow
	newHash string // of the same password at today's cost; "" when nothing is to do
	guards  []limited
	// What the guards were before this attempt and are through it.
	before, after map[string]Guard
}

// Check looks at a password outside of any transaction that does something
// else, because hashing takes tens of milliseconds. Every wrong case (unknown
// e-mail, wrong password, no password yet, person disabled) takes the same
// steps and gets the same answer.
func Check(ctx context.Context, d *db.DB, a Attempt) (Passed, error) {
	p := Passed{attempt: a}
	known := false
	err := d.Update(ctx, crm.Actor{}, func(tx *db.Tx) (err error) {
		if p.login, _, err = loginByEmail(tx, org.EmailKey(a.Email)); err != nil {
			return err
		}
		if known, err = knows(tx, a, p.login); err != nil {
			return err
		}
		p.guards = guardsOf(a, known)
		p.before, p.after, err = countAttempt(tx, p.guards)
		return err
	})
	if err != nil {
		return p, err
	}
	ok, stale, err := Matches(ctx, p.login.Hash, a.Password, known)
	if err != nil {
		return p, err
	}
	if !ok || !p.login.Active {
		if err := d.Update(ctx, crm.Actor{}, p.noteFailure); err != nil {
			return p, err
		}
		return p, crm.Fail(crm.Unauthorized, "auth.wrong")
	}
	if stale {
		p.newHash, err = Hash(ctx, a.Password)
	}
	return p, err
}

// noteFailure writes the failure into the organisation's log. An account that
// does not exist has no log, but costs a write as well: time must not tell.
func (p Passed) noteFailure(tx *db.Tx) error {
	guards, err := lockGuards(tx, subjects(p.guards))
	if err != nil {
		return err
	}
	first := p.guards[0].subject
	if err := saveGuard(tx, first, guards[first]); err != nil {
		return err
	}
	if p.login.Tenant.IsZero() {
		return nil
	}
	tx.Become(crm.Actor{Tenant: p.login.Tenant})
	return record(tx, "auth.LogInFailed", p.login.Person, map[string]any{
		"name": p.login.Name, "address": p.attempt.Address, "locked": lockedUntil(guards, tx.Now) != 0})
}

// forgive takes the slips before a right password back, and this attempt with
// the lock that it brought, unless others failed meanwhile.
func (p Passed) forgive(tx *db.Tx) error {
	guards, err := lockGuards(tx, subjects(p.guards))
	if err != nil {
		return err
	}
	own := p.guards[0].subject
	slips := guards[own].Failures
	if err := dropGuard(tx, own); err != nil {
		return err
	}
	for _, l := range p.guards[1:] {
		g, n := guards[l.subject], slips
		if g == p.after[l.subject] {
			g, n = p.before[l.subject], slips-1
		}
		if err := saveGuard(tx, l.subject, g.Relieved(n, l.limit)); err != nil {
			return err
		}
	}
	return nil
}

// stillRight refuses a password that was right when it was looked at and was
// replaced since: hashing takes its time, and a new password ends what the old one
// opened. From now on nobody replaces it until the transaction ends.
func (p Passed) stillRight(tx *db.Tx) error {
	hash, err := lockLogin(tx, p.login.Person)
	if err == nil && hash != p.login.Hash {
		err = crm.Fail(crm.Unauthorized, "auth.wrong")
	}
	return err
}

// LogIn begins a session after Check found the password right. A session that
// the browser still had ends: a new log-in always gets a new secret.
func LogIn(tx *db.Tx, p Passed, oldToken, agent string) (secret string, err error) {
	if err := p.forgive(tx); err != nil {
		return "", err
	}
	tx.Become(crm.Actor{Tenant: p.login.Tenant})
	if err := p.stillRight(tx); err != nil {
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

// setPassword stores a new password's hash. The person's other sessions and
// tokens end, because one of them may be why the password changes; those in keep
// stay, as the person named them.
func setPassword(tx *db.Tx, l loginRow, hash string, keep []crm.ID[crm.Session], kind string) error {
	// The guard comes before the log-in, as in LogIn, so that the two do not wait for each other.
	if err := dropGuard(tx, accountGuard(l.Email)); err != nil {
		return err
	}
	if err := updateHash(tx, l.Person, hash); err != nil {
		return err
	}
	ids := []int64{tx.Actor.Session}
	for _, id := range keep {
		ids = append(ids, id.Int64())
	}
	if err := deleteSessions(tx, l.Person, ids); err != nil {
		return err
	}
	if err := forgetDevices(tx, l.Person); err != nil {
		return err
	}
	if err := deleteLinks(tx, tx.Tenant(), l.Person); err != nil {
		return err
	}
	tx.Announce("person", crm.CustomerID{}, l.Person)
	return record(tx, kind, l.Person, map[string]any{"kept": len(keep)})
}

// SetHash stores a password's hash for a person of the transaction's
// organisation, without ending anything: for people just created.
func SetHash(tx *db.Tx, person crm.PersonID, hash string) error {
	if err := updateHash(tx, person, hash); err != nil {
		return err
	}
	return deleteLinks(tx, tx.Tenant(), person)
}
