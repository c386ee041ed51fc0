package auth

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"laidan/internal/crm"
	"laidan/internal/db"
)

func TestResolveIsOneStatement(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		p := settle(t, d)
		session := p.enter(t)
		err := d.View(t.Context(), crm.Actor{}, func(tx *db.Tx) error {
			a, err := Resolve(tx, session)
			if a.Person != p.person || a.Tenant != p.Tenant || a.Department != p.East1 || a.Zone.String() != "Asia/Shanghai" ||
				a.Language != "zh-CN" || !a.May("customer.read") || a.May("people.write") || a.Session == 0 || a.Visible != 1 {
				t.Errorf("%+v", a)
			}
			if n := tx.Statements(); n != 1 {
				t.Errorf("%d statements", n)
			}
			for _, bad := range []string{"", "x", session[1:], TokenPrefix + session, newSecret(), newToken(), session + "A"} {
				if _, err := Resolve(tx, bad); crm.KindOf(err) != crm.Unauthorized || crm.CodeOf(err) != "auth.none" {
					t.Errorf("%q: %v", bad, err)
				}
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

func TestSessionsSlideAndExpire(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		p := settle(t, d)
		session := p.enter(t)
		row := func() (s sessionRow) {
			p.update(t, func(tx *db.Tx) error {
				list, err := db.GlobalAll[sessionRow](tx, `SELECT seen_at, expires_at FROM session`)
				s = list[0]
				return err
			})
			return s
		}
		first := row()
		p.later(4 * time.Minute)
		send(t, "GET", p.url+"/me", session, "")
		if row() != first {
			t.Fatal("a session's use is written more often than every 5 minutes")
		}
		p.later(29 * 24 * time.Hour)
		if r := send(t, "GET", p.url+"/me", session, ""); r.status != 200 {
			t.Fatal(r.status)
		}
		slid := func() {
			t.Helper()
			for range 200 { // written down after the answer
				if got := row(); got.SeenAt == crm.At(d.Now()) && got.ExpiresAt == crm.At(d.Now().Add(sessionLife)) {
					return
				}
				time.Sleep(10 * time.Millisecond)
			}
			t.Fatalf("not slid: %+v", row())
		}
		slid()
		p.later(29 * 24 * time.Hour)
		if r := send(t, "GET", p.url+"/me", session, ""); r.status != 200 {
			t.Fatal("the session ended although it was used")
		}
		slid()
		p.later(30 * 24 * time.Hour)
		if r := send(t, "GET", p.url+"/me", session, ""); r.status != 401 {
			t.Fatalf("unused for 30 days: %d", r.status)
		}
		p.update(t, purge)
		p.update(t, func(tx *db.Tx) error {
			n, err := db.GlobalOne[int](tx, `SELECT (SELECT COUNT(*) FROM session) + (SELECT COUNT(*) FROM login_guard)`)
			if n != 0 {
				t.Errorf("%d rows survive the purge", n)
			}
			return err
		})
	})
}

func TestSessionsAndTokens(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		p := settle(t, d)
		here, there := p.enter(t), p.enter(t)
		made := send(t, "POST", p.url+"/me/tokens", here, `{"name":"报表","days":30}`)
		var token struct{ ID, Token string }
		if err := json.Unmarshal([]byte(made.body), &token); err != nil || kindOf(token.Token) != kindToken {
			t.Fatalf("%s %v", made.body, err)
		}
		if r := send(t, "POST", p.url+"/me/tokens", token.Token, `{"name":"x"}`); r.code() != "auth.browser_only" {
			t.Errorf("a token makes a token: %d %s", r.status, r.body)
		}
		for body, code := range map[string]string{`{"name":" "}`: "/name field.required", `{"name":"x","days":999}`: "/days auth.token_days",
			`{"name":"x","days":-1}`: "/days auth.token_days"} {
			if r := send(t, "POST", p.url+"/me/tokens", here, body); r.code() != code {
				t.Errorf("%s: %s", body, r.body)
			}
		}
		var list struct{ Items []Session }
		r := send(t, "GET", p.url+"/me/sessions", here, "")
		if err := json.Unmarshal([]byte(r.body), &list); err != nil || len(list.Items) != 3 {
			t.Fatalf("%s %v", r.body, err)
		}
		current := 0
		for _, s := range list.Items {
			if s.Current {
				current++
			}
			if s.Kind == "token" && (s.Name != "报表" || s.ExpiresAt != crm.At(d.Now().AddDate(0, 0, 30))) {
				t.Errorf("%+v", s)
			}
		}
		if current != 1 || strings.Contains(r.body, here) || strings.Contains(r.body, digest(here)) {
			t.Errorf("%s", r.body)
		}
		if r := send(t, "GET", p.url+"/me/tokens", here, ""); !strings.Contains(r.body, "报表") || strings.Contains(r.body, "browser") {
			t.Errorf("%s", r.body)
		}
		for _, s := range list.Items {
			if !s.Current {
				kind := map[string]string{"token": "tokens", "browser": "sessions"}[s.Kind]
				if r := send(t, "DELETE", p.url+"/me/"+kind+"/"+s.ID.String(), here, ""); r.status != 204 {
					t.Errorf("%d %s", r.status, r.body)
				}
			}
		}
		for secret, want := range map[string]int{here: 200, there: 401, token.Token: 401} {
			if r := send(t, "GET", p.url+"/me", secret, ""); r.status != want {
				t.Errorf("%.6s: %d, want %d", secret, r.status, want)
			}
		}
	})
}

func TestNobodyEndsAnothersSession(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		p := settle(t, d)
		mine := p.enter(t)
		var other crm.ID[crm.Session]
		var foreign string
		p.Update(t, "rep1", func(tx *db.Tx) (err error) {
			other, foreign, err = CreateToken(tx, tx.Me(), NewToken{Name: "x", Days: 1})
			return err
		})
		for _, path := range []string{"/me/sessions/" + other.String(), "/me/tokens/" + other.String(), "/me/sessions/77"} {
			if r := send(t, "DELETE", p.url+path, mine, ""); r.status != 404 {
				t.Errorf("%s: %d", path, r.status)
			}
		}
		if r := send(t, "GET", p.url+"/me", foreign, ""); r.status != 200 {
			t.Error("another's token ended")
		}
	})
}

// A session ends 90 days after its beginning, used every day or not.
func TestSessionsEndAfterNinetyDays(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		p := settle(t, d)
		session, begun := p.enter(t), d.Now()
		last := crm.At(begun.Add(90 * 24 * time.Hour))
		for day := 1; day < 90; day++ {
			p.later(24 * time.Hour)
			want, got := min(crm.At(d.Now().Add(sessionLife)), last), crm.Millis(0)
			for range 500 { // written down after an answer
				if r := send(t, "GET", p.url+"/me", session, ""); r.status != 200 {
					t.Fatalf("day %d: %d", day, r.status)
				}
				p.update(t, func(tx *db.Tx) (err error) {
					got, err = db.GlobalOne[crm.Millis](tx, `SELECT expires_at FROM session`)
					return err
				})
				if got == want {
					break
				}
				time.Sleep(5 * time.Millisecond)
			}
			if got != want {
				t.Fatalf("day %d: ends %v, want %v", day, got.Time(), want.Time())
			}
		}
		p.SetNow(begun.Add(90*24*time.Hour - time.Second))
		if r := send(t, "GET", p.url+"/me", session, ""); r.status != 200 {
			t.Errorf("a second before: %d", r.status)
		}
		// Not even when the row says that it lasts longer.
		p.update(t, func(tx *db.Tx) error {
			_, err := db.GlobalExec(tx, `UPDATE session SET expires_at = @later`, db.Args{"later": last + 1e9})
			return err
		})
		p.SetNow(begun.Add(90 * 24 * time.Hour))
		if r := send(t, "GET", p.url+"/me", session, ""); r.status != 401 {
			t.Errorf("after 90 days: %d", r.status)
		}
	})
}
