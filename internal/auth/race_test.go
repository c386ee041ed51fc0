package auth

import (
	"testing"
	"time"

	"laidan/internal/crm"
	"laidan/internal/db"
)

const newWord = "pear-orbit-77"

// newPassword changes the password as its owner does in another browser.
func (p *place) newPassword(t *testing.T) error {
	t.Helper()
	hash, err := Hash(t.Context(), newWord)
	if err != nil {
		t.Fatal(err)
	}
	return p.d.Update(t.Context(), crm.Actor{Tenant: p.Tenant}, func(tx *db.Tx) error {
		l, err := loginOf(tx, p.Tenant, p.person)
		if err != nil {
			return err
		}
		return setPassword(tx, l, hash, nil, "auth.PasswordChanged")
	})
}

// Looking at a password takes a while. A password that was replaced meanwhile
// opens nothing and changes nothing.
func TestOldPasswordOpensNothing(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		p := settle(t, d)
		session := p.enter(t)
		login, err := Check(t.Context(), d, Attempt{Email: mail, Password: secretWord, Address: "192.0.2.1"})
		if err != nil {
			t.Fatal(err)
		}
		change, err := PreparePassword(t.Context(), d, session, "192.0.2.1", secretWord, "apple-orbit-78")
		if err != nil {
			t.Fatal(err)
		}
		if err := p.newPassword(t); err != nil {
			t.Fatal(err)
		}
		if err := d.Update(t.Context(), crm.Actor{}, func(tx *db.Tx) error { _, err := LogIn(tx, login, "", ""); return err }); errCode(err) != "auth.wrong" {
			t.Errorf("a log-in with the old password: %v", err)
		}
		if err := d.Update(t.Context(), crm.Actor{Tenant: p.Tenant, Person: p.person}, func(tx *db.Tx) error { return ChangePassword(tx, change, nil) }); errCode(err) != "auth.wrong" {
			t.Errorf("a change with the old password: %v", err)
		}
		if got := p.login(t, mail, newWord); got.status != 200 {
			t.Errorf("the new password: %d %s", got.status, got.body)
		}
	})
}

// Whoever found a session and makes tokens all the time keeps none when the
// owner chooses a new password: it ends those made before, and none comes after.
func TestNoTokenOutlivesANewPassword(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		if d.Postgres() { // on SQLite one act comes after the other
			tokensAtOnce(t, settle(t, d))
		}
	})
}

func tokensAtOnce(t *testing.T, p *place) {
	d, session := p.d, p.enter(t)
	making := func(then func(tx *db.Tx) error) error {
		return d.Update(t.Context(), crm.Actor{}, func(tx *db.Tx) error {
			a, err := Resolve(tx, session)
			if err != nil {
				return err
			}
			tx.Become(a)
			return then(tx)
		})
	}
	var token string
	create := func(tx *db.Tx) (err error) {
		_, token, err = CreateToken(tx, p.person, NewToken{Name: "found"})
		return err
	}
	changed := make(chan error, 1)
	if err := making(func(tx *db.Tx) error { // first, and the change waits
		if err := create(tx); err != nil {
			return err
		}
		go func() { changed <- p.newPassword(t) }()
		time.Sleep(300 * time.Millisecond)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if err := <-changed; err != nil {
		t.Fatal(err)
	}
	open := func() bool {
		return d.View(t.Context(), crm.Actor{}, func(tx *db.Tx) error { _, err := Resolve(tx, token); return err }) == nil
	}
	if open() {
		t.Error("a token made at the same moment is still good")
	}
	p.update(t, func(tx *db.Tx) error { return SetHash(tx, p.person, hashed()) })
	session = p.enter(t)
	if err := making(func(tx *db.Tx) error { // the change comes between
		if err := p.newPassword(t); err != nil {
			return err
		}
		return create(tx)
	}); errCode(err) != "auth.none" || open() {
		t.Errorf("a token made after its session ended: %v", err)
	}
}
