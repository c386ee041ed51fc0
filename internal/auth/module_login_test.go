package auth

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/org"
)

func TestLoginAnswersWithSessionAndPerson(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
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
	each(t, func(t *testing.T, d *db.DB) {
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
	each(t, func(t *testing.T, d *db.DB) {
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
	each(t, func(t *testing.T, d *db.DB) {
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
	each(t, func(t *testing.T, d *db.DB) {
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
	each(t, func(t *testing.T, d *db.DB) {
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
	each(t, func(t *testing.T, d *db.DB) {
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
