package auth

import (
	"fmt"
	"testing"

	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/db/dbtest"
	"laidan/internal/org"
)

func TestNetworkOf(t *testing.T) {
	for in, want := range map[string]string{"192.0.2.7": "192.0.2.7", "::ffff:192.0.2.7": "192.0.2.7",
		"2001:db8:1:2:3:4:5:6": "2001:db8:1:2::/64", "2001:db8:1:2::9": "2001:db8:1:2::/64", "odd": "odd"} {
		if got := networkOf(in); got != want {
			t.Errorf("%s: %s, want %s", in, got, want)
		}
	}
}

// slip types a wrong password without waiting for the hash.
func slip(t *testing.T, d *db.DB, a Attempt, known bool) error {
	t.Helper()
	return d.Update(t.Context(), crm.Actor{}, func(tx *db.Tx) error {
		_, _, err := countAttempt(tx, guardsOf(a, known))
		return err
	})
}

func TestStrangersDoNotLockTheOwnerOut(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		p := settle(t, d)
		first := p.login(t, mail, secretWord)
		if first.device == "" {
			t.Fatal("a log-in does not mark the browser")
		}
		for n := range 9 { // five guesses each from nine networks
			for range PairLimit.Free {
				_ = slip(t, d, Attempt{Email: mail, Address: fmt.Sprintf("2001:db8:0:%d::%d", n, n)}, false)
			}
		}
		if r := p.login(t, mail, secretWord); r.status != 200 {
			t.Errorf("the owner at a new browser: %d %s", r.status, r.body)
		}
		for n := range 120 {
			_ = slip(t, d, Attempt{Email: mail, Address: fmt.Sprintf("198.51.100.%d", n)}, false)
		}
		if r := p.login(t, mail, secretWord); r.code() != "auth.locked" {
			t.Errorf("guesses from everywhere go on: %d", r.status)
		}
		if _, err := Check(t.Context(), d, Attempt{Email: mail, Password: secretWord, Address: "127.0.0.1", Device: first.device}); err != nil {
			t.Errorf("the owner at a known browser: %v", err)
		}
	})
}

func TestOneOfficeDoesNotLockItself(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		p := settle(t, d)
		for n := range 30 { // thirty people mistype twice on Monday morning
			for range 2 {
				if err := slip(t, d, Attempt{Email: fmt.Sprintf("n%d@example.cn", n), Address: "127.0.0.1"}, false); err != nil {
					t.Fatal(err)
				}
			}
		}
		if r := p.login(t, mail, secretWord); r.status != 200 {
			t.Errorf("the next one: %d %s", r.status, r.body)
		}
	})
}

func TestNobodyInvitesThemselves(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		err := d.Update(t.Context(), w.As("admin"), func(tx *db.Tx) error { _, err := org.InviteAgain(tx, tx.Me()); return err })
		if errCode(err) != "org.invite_self" {
			t.Error(err)
		}
	})
}

func TestResetEndsTokens(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		p := settle(t, d)
		token, err := TokenFor(t.Context(), d, mail, NewToken{Name: "x"})
		if err != nil {
			t.Fatal(err)
		}
		link, err := UserPassword(t.Context(), d, mail)
		if err != nil {
			t.Fatal(err)
		}
		r := send(t, "POST", p.url+"/invite", "", fmt.Sprintf(`{"token":%q,"password":"violet-tram-9"}`, secretOf(link)))
		if got := send(t, "GET", p.url+"/me", token, ""); r.status != 200 || got.status != 401 {
			t.Errorf("%d %s; the token: %d", r.status, r.body, got.status)
		}
	})
}
