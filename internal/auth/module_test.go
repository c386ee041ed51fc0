package auth

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/db/dbtest"
	"laidan/internal/httpapi"
	"laidan/internal/org"
)

// TestMain wires what the composition root wires.
func TestMain(m *testing.M) {
	org.OpenLogin, org.MoveLogin, org.Invite, org.EndSessions = OpenLogin, MoveLogin, Invite, EndSessions
	org.HandOutAll = func(*db.Tx, crm.PersonID, org.Heir) (int, error) { return 0, nil }
	os.Exit(m.Run())
}

const (
	secretWord = "plum-orbit-42"
	mail       = "li.na@example.cn"
)

// hashed is the hash of secretWord, made once.
var hashed = sync.OnceValue(func() string {
	h, err := Hash(context.Background(), secretWord)
	if err != nil {
		panic(err)
	}
	return h
})

// place is a world with one person who can log in, and the API over it.
type place struct {
	dbtest.World
	d      *db.DB
	url    string
	person crm.PersonID
}

func settle(t *testing.T, d *db.DB) *place {
	t.Helper()
	p := &place{World: dbtest.Tenant(t, d), d: d}
	err := d.Update(t.Context(), p.System(t), func(tx *db.Tx) error {
		made, err := org.CreatePerson(tx, org.NewPerson{Name: "李娜", Email: mail, DepartmentID: p.East1, Roles: []string{"rep"}})
		if err != nil {
			return err
		}
		p.person = made.ID
		return SetHash(tx, made.ID, hashed())
	})
	if err != nil {
		t.Fatal(err)
	}
	p.url = listen(t, d)
	return p
}

func listen(t *testing.T, d *db.DB) string {
	t.Helper()
	r := httpapi.New(httpapi.Options{DB: d, Resolve: Resolve, NeedsSetup: NeedsSetup(d)})
	Routes(r)
	org.Routes(r)
	s := httptest.NewServer(r.Handler())
	t.Cleanup(s.Close)
	return s.URL + "/api/v1"
}

// reply is what came back from the API.
type reply struct {
	status int
	body   string
	cookie *http.Cookie
}

func (r reply) code() string {
	var p struct {
		Code   string
		Errors []struct{ Pointer, Code string }
	}
	_ = json.Unmarshal([]byte(r.body), &p)
	if len(p.Errors) == 1 {
		return p.Errors[0].Pointer + " " + p.Errors[0].Code
	}
	return p.Code
}

// send calls the API with a cookie's session or a bearer token.
func send(t *testing.T, method, url, token, body string) reply {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	switch {
	case strings.HasPrefix(token, TokenPrefix):
		req.Header.Set("Authorization", "Bearer "+token)
	case token != "":
		req.AddCookie(&http.Cookie{Name: httpapi.CookieName, Value: token})
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	r := reply{status: resp.StatusCode, body: string(b)}
	for _, c := range resp.Cookies() {
		r.cookie = c
	}
	return r
}

func (p *place) login(t *testing.T, email, password string) reply {
	t.Helper()
	return send(t, "POST", p.url+"/login", "", fmt.Sprintf(`{"email":%q,"password":%q}`, email, password))
}

// enter logs in and returns the session's secret.
func (p *place) enter(t *testing.T) string {
	t.Helper()
	r := p.login(t, mail, secretWord)
	if r.status != 200 || r.cookie == nil {
		t.Fatalf("log-in: %d %s", r.status, r.body)
	}
	return r.cookie.Value
}

func (p *place) update(t *testing.T, fn func(tx *db.Tx) error) {
	t.Helper()
	if err := p.d.Update(t.Context(), p.System(t), fn); err != nil {
		t.Fatal(err)
	}
}

func (p *place) later(after time.Duration) { p.SetNow(p.d.Now().Add(after)) }

func (p *place) kinds(t *testing.T) []string {
	t.Helper()
	var kinds []string
	p.update(t, func(tx *db.Tx) (err error) {
		kinds, err = db.All[string](tx, `SELECT kind FROM fact WHERE tenant_id = @tenant AND kind LIKE 'auth.%' ORDER BY id`)
		return err
	})
	return kinds
}

func TestLoginAnswersWithSessionAndPerson(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		p := settle(t, d)
		r := p.login(t, " Li.Na@Example.CN ", secretWord)
		if r.status != 200 {
			t.Fatalf("%d %s", r.status, r.body)
		}
		c := r.cookie
		if c == nil || c.Name != "laidan_session" || !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Secure || c.Path != "/" ||
			c.MaxAge != 30*24*3600 || len(c.Value) != 43 {
			t.Fatalf("cookie %+v", c)
		}
		var me Me
		if err := json.Unmarshal([]byte(r.body), &me); err != nil {
			t.Fatal(err)
		}
		if me.ID != p.person || me.Name != "李娜" || me.Email != mail || me.Home != "today" || me.Scope != crm.ScopeOwn ||
			me.Department.Name != "华东一组" || me.Tenant.ID != p.Tenant || me.Tenant.Zone != "Asia/Shanghai" || me.Language != "zh-CN" ||
			me.Hold != (Hold{Quota: 30, Left: 30, DailyClaims: 5}) || len(me.Permissions) < 10 || strings.Contains(r.body, c.Value) {
			t.Fatalf("%s", r.body)
		}
		if got := send(t, "GET", p.url+"/me", c.Value, ""); got.status != 200 || got.cookie == nil || got.cookie.Value != c.Value {
			t.Fatalf("GET /me: %d %s", got.status, got.body)
		}
		p.update(t, func(tx *db.Tx) error {
			stored, err := db.GlobalAll[string](tx, `SELECT token_hash FROM session`)
			if len(stored) != 1 || stored[0] != digest(c.Value) {
				t.Errorf("the database keeps %v", stored)
			}
			return err
		})
		if kinds := p.kinds(t); fmt.Sprint(kinds) != "[auth.LoggedIn]" {
			t.Errorf("facts: %v", kinds)
		}
	})
}

func TestEveryWrongLoginLooksTheSame(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		p := settle(t, d)
		p.update(t, func(tx *db.Tx) error {
			for _, n := range []org.NewPerson{
				{Name: "无密码", Email: "new@example.cn", DepartmentID: p.East1, Roles: []string{"rep"}},
				{Name: "离职", Email: "gone@example.cn", DepartmentID: p.East1, Roles: []string{"rep"}},
			} {
				made, err := org.CreatePerson(tx, n)
				if err != nil {
					return err
				}
				if n.Name == "离职" {
					if err := SetHash(tx, made.ID, hashed()); err != nil {
						return err
					}
					if _, err := org.Disable(tx, made.ID, org.Heir{}); err != nil {
						return err
					}
				}
			}
			return nil
		})
		want := p.login(t, mail, "wrong-password")
		if want.status != 401 || want.code() != "auth.wrong" || want.cookie != nil {
			t.Fatalf("%d %s", want.status, want.body)
		}
		for _, c := range [][2]string{{"nobody@example.cn", secretWord}, {"new@example.cn", ""}, {"gone@example.cn", secretWord}, {"", ""},
			{"' OR 1=1 --", "x"}, {mail, ""}} {
			if got := p.login(t, c[0], c[1]); got != want {
				t.Errorf("%q: %d %s", c[0], got.status, got.body)
			}
		}
	})
}

func TestLockout(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		p := settle(t, d)
		session := p.enter(t)
		for _, email := range []string{mail, "nobody@example.cn"} { // the lock does not tell who exists
			for i := range 5 {
				if r := p.login(t, email, "wrong-password"); r.status != 401 {
					t.Fatalf("%s attempt %d: %d %s", email, i+1, r.status, r.body)
				}
			}
			r := p.login(t, email, secretWord)
			if r.status != 429 || r.code() != "auth.locked" || !strings.Contains(r.body, `"until":"2026-10-14T02:43:00Z"`) {
				t.Fatalf("%s: %d %s", email, r.status, r.body)
			}
		}
		if r := send(t, "GET", p.url+"/me", session, ""); r.status != 200 {
			t.Fatalf("a session that exists is locked out: %d", r.status)
		}
		p.later(time.Minute)
		if r := p.login(t, mail, "wrong-password"); r.status != 401 {
			t.Fatalf("after a minute: %d", r.status)
		}
		p.later(time.Minute)
		if r := p.login(t, mail, secretWord); r.status != 429 {
			t.Fatalf("the second lock is no longer than the first: %d", r.status)
		}
		p.later(time.Minute)
		p.enter(t)
		for range 4 { // success has cleared the account
			if r := p.login(t, mail, "wrong-password"); r.status != 401 {
				t.Fatalf("%d %s", r.status, r.body)
			}
		}
		p.enter(t)
		kinds := strings.Join(p.kinds(t), " ")
		if n := strings.Count(kinds, "auth.LogInFailed"); n != 10 {
			t.Errorf("%d failures in the log: %s", n, kinds)
		}
	})
}

// A hundred guesses at once are a hundred failures, not one.
func TestGuessesAtOnceAreCounted(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		p := settle(t, d)
		var mu sync.Mutex
		seen := map[int]int{}
		var wg sync.WaitGroup
		for range 24 {
			wg.Go(func() {
				r := p.login(t, mail, "wrong-password")
				mu.Lock()
				defer mu.Unlock()
				seen[r.status]++
			})
		}
		wg.Wait()
		if seen[401] != 5 || seen[429] != 19 {
			t.Fatalf("answers: %v", seen)
		}
	})
}

func TestAddressLockAndItsForgiveness(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		p := settle(t, d)
		for i := range AddressLimit.Free {
			if r := p.login(t, fmt.Sprintf("n%d@example.cn", i), "x"); r.status != 401 {
				t.Fatalf("%d: %d %s", i, r.status, r.body)
			}
		}
		if r := p.login(t, mail, secretWord); r.status != 429 {
			t.Fatalf("the address is open: %d", r.status)
		}
		p.later(time.Minute)
		for range 10 { // right passwords do not use the address up
			p.enter(t)
		}
	})
}

func TestLoginReplacesTheBrowsersSession(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		p := settle(t, d)
		planted := p.enter(t)
		r := send(t, "POST", p.url+"/login", planted, fmt.Sprintf(`{"email":%q,"password":%q}`, mail, secretWord))
		if r.status != 200 || r.cookie.Value == planted {
			t.Fatalf("%d %v", r.status, r.cookie)
		}
		if old := send(t, "GET", p.url+"/me", planted, ""); old.status != 401 {
			t.Fatalf("the earlier session lives on: %d", old.status)
		}
		out := send(t, "POST", p.url+"/logout", r.cookie.Value, "")
		if out.status != 204 || out.cookie == nil || out.cookie.MaxAge >= 0 || out.cookie.Value != "" {
			t.Fatalf("%d %+v", out.status, out.cookie)
		}
		if gone := send(t, "GET", p.url+"/me", r.cookie.Value, ""); gone.status != 401 || gone.code() != "auth.none" {
			t.Fatalf("%d %s", gone.status, gone.body)
		}
		if again := send(t, "POST", p.url+"/logout", r.cookie.Value, ""); again.status != 204 {
			t.Fatalf("logging out twice: %d", again.status)
		}
	})
}

func TestHashOfAnOlderCostIsReplaced(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		p := settle(t, d)
		weak := cost{memory: 8 * 1024, passes: 1, lanes: 1}
		salt := []byte("0123456789abcdef")
		p.update(t, func(tx *db.Tx) error { return SetHash(tx, p.person, weak.phc(salt, weak.key(secretWord, salt))) })
		p.enter(t)
		p.update(t, func(tx *db.Tx) error {
			l, err := loginOf(tx, p.Tenant, p.person)
			if !strings.HasPrefix(l.Hash, "$argon2id$v=19$m=19456,") {
				t.Errorf("kept %s", l.Hash)
			}
			return err
		})
		p.enter(t)
	})
}

func TestResolveIsOneStatement(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
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
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
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
		if got := row(); got.SeenAt != crm.At(d.Now()) || got.ExpiresAt != crm.At(d.Now().Add(sessionLife)) {
			t.Fatalf("not slid: %+v", got)
		}
		p.later(29 * 24 * time.Hour)
		if r := send(t, "GET", p.url+"/me", session, ""); r.status != 200 {
			t.Fatal("the session ended although it was used")
		}
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

func TestChangePassword(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		p := settle(t, d)
		here, there := p.enter(t), p.enter(t)
		token := send(t, "POST", p.url+"/me/tokens", here, `{"name":"脚本"}`)
		var made struct{ Token string }
		if err := json.Unmarshal([]byte(token.body), &made); err != nil || token.status != 200 {
			t.Fatalf("%d %s", token.status, token.body)
		}
		change := func(with, old, fresh string) reply {
			return send(t, "POST", p.url+"/me/password", with, fmt.Sprintf(`{"old":%q,"new":%q}`, old, fresh))
		}
		for _, c := range []struct{ with, old, fresh, code string }{
			{here, "wrong", "new-plum-43", "/old auth.old_wrong"},
			{here, secretWord, "short", "/new auth.password_short"},
			{here, secretWord, "password123", "/new auth.password_common"},
			{here, secretWord, mail, "/new auth.password_email"},
			{made.Token, secretWord, "new-plum-43", "auth.browser_only"},
			{"", secretWord, "new-plum-43", "auth.none"},
		} {
			if r := change(c.with, c.old, c.fresh); r.code() != c.code {
				t.Errorf("%q: %d %s", c.code, r.status, r.body)
			}
		}
		if r := change(here, secretWord, "new-plum-43"); r.status != 204 {
			t.Fatalf("%d %s", r.status, r.body)
		}
		for token, want := range map[string]int{here: 200, there: 401, made.Token: 200} {
			if r := send(t, "GET", p.url+"/me", token, ""); r.status != want {
				t.Errorf("%.6s: %d, want %d", token, r.status, want)
			}
		}
		if r := p.login(t, mail, secretWord); r.status != 401 {
			t.Errorf("the old password still works: %d", r.status)
		}
		if r := p.login(t, mail, "new-plum-43"); r.status != 200 {
			t.Errorf("the new password does not work: %d", r.status)
		}
		// Guessing the old password from a borrowed browser locks as at the door.
		for range 5 {
			change(here, "wrong", "other-plum-44")
		}
		if r := change(here, "new-plum-43", "other-plum-44"); r.status != 429 {
			t.Errorf("%d %s", r.status, r.body)
		}
	})
}

func TestSessionsAndTokens(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
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
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		p := settle(t, d)
		mine := p.enter(t)
		var other crm.ID[crm.Session]
		var foreign string
		p.Update(t, "rep1", func(tx *db.Tx) (err error) {
			other, foreign, err = CreateToken(tx, tx.Me(), "x", 1)
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

func TestMeChanges(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		p := settle(t, d)
		session := p.enter(t)
		patch := func(body string) (me Me, r reply) {
			r = send(t, "PATCH", p.url+"/me", session, body)
			_ = json.Unmarshal([]byte(r.body), &me)
			return me, r
		}
		if me, r := patch(`{"language":"en","settings":{"theme":"dark","rows":50}}`); me.Language != "en" || me.Settings["theme"] != "dark" {
			t.Fatalf("%s", r.body)
		}
		if me, r := patch(`{"settings":{"rows":null,"dense":true}}`); me.Language != "en" || fmt.Sprint(me.Settings) != "map[dense:true theme:dark]" {
			t.Fatalf("%s", r.body)
		}
		if r := send(t, "GET", p.url+"/nowhere", session, ""); r.status != 404 {
			t.Error(r.status)
		}
		if _, r := patch(`{"language":"fr"}`); r.code() != "/language org.language" || !strings.Contains(r.body, "detail") {
			t.Errorf("%s", r.body)
		}
		if _, r := patch(`{"settings":{"x":"` + strings.Repeat("y", maxSettings) + `"}}`); r.code() != "/settings auth.settings_size" {
			t.Errorf("%.200s", r.body)
		}
		if me, _ := patch(`{"language":""}`); me.Language != "zh-CN" {
			t.Errorf("%+v", me)
		}
	})
}

func errCode(err error) string {
	var e *crm.Error
	if errors.As(err, &e) {
		return e.Code
	}
	return fmt.Sprint(err)
}
