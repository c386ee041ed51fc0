package auth

import (
	"context"

	"laidan/internal/crm"
	"laidan/internal/db"
)

// PasswordChange is a new password that passed, with the old one looked at.
type PasswordChange struct {
	old  Passed
	hash string
}

// PreparePassword checks the old password of whoever holds the token, and
// hashes the new one. A wrong old password counts like a wrong log-in, so that a
// borrowed browser is no place to guess.
func PreparePassword(ctx context.Context, d *db.DB, token, address, old, password string) (c PasswordChange, err error) {
	var l loginRow
	err = d.View(ctx, crm.Actor{}, func(tx *db.Tx) error {
		a, err := Resolve(tx, token)
		if err != nil {
			return err
		}
		if kindOf(token) != kindBrowser {
			return crm.Fail(crm.Forbidden, "auth.browser_only")
		}
		l, err = loginOf(tx, a.Tenant, a.Person)
		return err
	})
	if err != nil {
		return c, err
	}
	if err := CheckPassword("/new", password, l.Email); err != nil {
		return c, err
	}
	c.old, err = Check(ctx, d, Attempt{Email: l.Email, Password: old, Address: address, Session: token})
	if crm.CodeOf(err) == "auth.wrong" {
		return c, crm.Bad("/old", "auth.old_wrong")
	}
	if err != nil {
		return c, err
	}
	c.hash, err = Hash(ctx, password)
	return c, err
}

// ChangePassword stores the reader's new password and ends their other sessions
// and tokens, but those to keep.
func ChangePassword(tx *db.Tx, c PasswordChange, keep []crm.ID[crm.Session]) error {
	if err := c.old.forgive(tx); err != nil {
		return err
	}
	if err := c.old.stillRight(tx); err != nil {
		return err
	}
	if err := stillIn(tx); err != nil {
		return err
	}
	return setPassword(tx, c.old.login, c.hash, keep, "auth.PasswordChanged")
}
