package auth

import (
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"laidan/internal/authz"
	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/db/dbtest"
	"laidan/internal/org"
	"laidan/internal/room"
	"laidan/internal/words"
)

// newcomer creates a person and returns the secret of their link.
func (p *place) newcomer(t *testing.T) (id crm.PersonID, secret string) {
	t.Helper()
	p.update(t, func(tx *db.Tx) error {
		made, err := org.CreatePerson(tx, org.NewPerson{Name: "曾雅", Email: "zeng@example.cn", DepartmentID: p.East1, Roles: []string{"rep"}})
		id, secret = made.ID, secretOf(made.InviteURL)
		return err
	})
	return id, secret
}

func TestInvitation(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		p := settle(t, d)
		_, secret := p.newcomer(t)
		r := send(t, "POST", p.url+"/invite/read", "", fmt.Sprintf(`{"token":%q}`, secret))
		if r.status != 200 || !strings.Contains(r.body, "曾雅") || !strings.Contains(r.body, "zeng@example.cn") || !strings.Contains(r.body, "测试公司") {
			t.Fatalf("%d %s", r.status, r.body)
		}
		if r := send(t, "POST", p.url+"/invite", "", fmt.Sprintf(`{"token":%q,"password":"zeng@example.cn"}`, secret)); r.code() != "/password auth.password_email" {
			t.Errorf("%s", r.body)
		}
		r = send(t, "POST", p.url+"/invite", "", fmt.Sprintf(`{"token":%q,"password":"violet-tram-9"}`, secret))
		if r.status != 200 || r.cookie == nil || send(t, "GET", p.url+"/me", r.cookie.Value, "").status != 200 {
			t.Fatalf("%d %s", r.status, r.body)
		}
		if r := p.login(t, "zeng@example.cn", "violet-tram-9"); r.status != 200 {
			t.Errorf("%d %s", r.status, r.body)
		}
		// Used, invented and malformed links answer alike.
		want := send(t, "POST", p.url+"/invite/read", "", fmt.Sprintf(`{"token":%q}`, secret))
		if want.status != 404 || want.code() != "auth.link_invalid" {
			t.Fatalf("%d %s", want.status, want.body)
		}
		for _, s := range []string{newSecret(), "x", TokenPrefix + secret} {
			if got := send(t, "POST", p.url+"/invite/read", "", fmt.Sprintf(`{"token":%q}`, s)); got != want {
				t.Errorf("%q: %d %s", s, got.status, got.body)
			}
			if got := send(t, "POST", p.url+"/invite", "", fmt.Sprintf(`{"token":%q,"password":"violet-tram-9"}`, s)); got.status != 404 {
				t.Errorf("%q: %d %s", s, got.status, got.body)
			}
		}
	})
}

func TestInvitationEnds(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		p := settle(t, d)
		id, first := p.newcomer(t)
		alive := func(secret string) bool {
			return send(t, "POST", p.url+"/invite/read", "", fmt.Sprintf(`{"token":%q}`, secret)).status == 200
		}
		invite := func() (secret string) {
			p.update(t, func(tx *db.Tx) error {
				link, err := org.InviteAgain(tx, id)
				secret = secretOf(link)
				return err
			})
			return secret
		}
		second := invite()
		if alive(first) || !alive(second) {
			t.Error("a new invitation does not end the one before")
		}
		p.later(48*time.Hour - time.Second)
		if !alive(second) {
			t.Error("ends before 48 hours")
		}
		p.later(time.Second)
		if alive(second) {
			t.Error("lives longer than 48 hours")
		}
		third := invite()
		p.update(t, func(tx *db.Tx) error { _, err := org.Disable(tx, id, org.Heir{}); return err })
		if alive(third) {
			t.Error("lives on after the person was disabled")
		}
		err := d.Update(t.Context(), p.System(t), func(tx *db.Tx) error { _, err := org.InviteAgain(tx, id); return err })
		if errCode(err) != "org.person_inactive" {
			t.Error(err)
		}
	})
}

func TestInvitationIsUsedOnce(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		p := settle(t, d)
		_, secret := p.newcomer(t)
		got := race(6, func(i int) int {
			return send(t, "POST", p.url+"/invite", "", fmt.Sprintf(`{"token":%q,"password":"violet-tram-%d"}`, secret, i)).status
		})
		if got[200] != 1 || got[404] != 5 {
			t.Fatalf("answers: %v", got)
		}
	})
}

// race runs fn n times at once and counts the answers.
func race[T comparable](n int, fn func(i int) T) map[T]int {
	var mu sync.Mutex
	var wg sync.WaitGroup
	got := map[T]int{}
	for i := range n {
		wg.Go(func() {
			answer := fn(i)
			mu.Lock()
			defer mu.Unlock()
			got[answer]++
		})
	}
	wg.Wait()
	return got
}

// setupToken makes a set-up link and returns its secret.
func setupToken(t *testing.T, d *db.DB) string {
	t.Helper()
	link, err := SetupLink(t.Context(), d, "https://crm.example.cn/")
	if err != nil {
		t.Fatal(err)
	}
	u, err := url.Parse(link)
	if err != nil || u.Host != "crm.example.cn" || u.Path != "/setup" {
		t.Fatalf("%q %v", link, err)
	}
	return u.Fragment // which browsers send to nobody
}

func setupBody(token, password string) string {
	return fmt.Sprintf(`{"token":%q,"organisation":"青禾科技","name":"周敏","email":"zhou@example.cn","password":%q}`, token, password)
}

// refuseSetups tries set-ups that must fail and returns the link that still works.
func refuseSetups(t *testing.T, d *db.DB, base string) string {
	t.Helper()
	stale := setupToken(t, d)
	token := setupToken(t, d)
	for _, c := range []struct{ body, code string }{
		{setupBody(stale, secretWord), "setup.link_invalid"},
		{setupBody("", secretWord), "setup.link_invalid"},
		{setupBody(newSecret(), secretWord), "setup.link_invalid"},
		{setupBody(token, "password123"), "/password auth.password_common"},
		{strings.Replace(setupBody(token, secretWord), "zhou@example.cn", "zhou", 1), "/email org.email"},
		{strings.Replace(setupBody(token, secretWord), "青禾科技", "  ", 1), "/organisation field.required"},
		{strings.Replace(setupBody(token, secretWord), `"name"`, `"zone":"Mars","name"`, 1), "/zone org.zone"},
	} {
		if r := send(t, "POST", base+"/setup", "", c.body); r.code() != c.code {
			t.Errorf("%s: %d %s", c.code, r.status, r.body)
		}
	}
	return token
}

func TestSetUp(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		ran := 0
		db.Bind(d, room.House{{Found: func(tx *db.Tx) error {
			ran++
			if tx.Tenant().IsZero() || tx.Actor.Language != "zh-CN" {
				t.Errorf("set-up of modules runs as %+v", tx.Actor)
			}
			return nil
		}}})
		now := time.Date(2026, 11, 21, 4, 0, 0, 0, time.UTC)
		d.SetClock(func() time.Time { return now })
		base := listen(t, d)
		if r := send(t, "GET", base+"/setup", "", ""); r.status != 200 || strings.TrimSpace(r.body) != `{"needed":true}` {
			t.Fatalf("%d %s", r.status, r.body)
		}
		if r := send(t, "GET", base+"/me", newSecret(), ""); r.status != 503 || r.code() != "setup.needed" {
			t.Errorf("before the set-up other routes answer: %d %s", r.status, r.body)
		}
		token := refuseSetups(t, d, base)
		r := send(t, "POST", base+"/setup", "", setupBody(token, secretWord))
		var me Me
		if err := json.Unmarshal([]byte(r.body), &me); err != nil || r.status != 200 || r.cookie == nil {
			t.Fatalf("%d %s", r.status, r.body)
		}
		if !slices.Equal(me.Roles, []words.Role{authz.Director, authz.Admin}) || me.Scope != crm.ScopeSubtree || me.Tenant.Name != "青禾科技" ||
			me.Department.Name != "青禾科技" || me.Home != "funnel" || me.Tenant.Currency != "CNY" {
			t.Errorf("%s", r.body)
		}
		if ran != 1 {
			t.Errorf("modules were set up %d times", ran)
		}
		if r := send(t, "GET", base+"/people", r.cookie.Value, ""); r.status != 200 || !strings.Contains(r.body, "周敏") {
			t.Errorf("%d %s", r.status, r.body)
		}
		if r := send(t, "POST", base+"/setup", "", setupBody(token, secretWord)); r.code() != "setup.done" {
			t.Errorf("used twice: %d %s", r.status, r.body)
		}
		if r := send(t, "GET", base+"/setup", "", ""); strings.TrimSpace(r.body) != `{"needed":false}` {
			t.Errorf("%s", r.body)
		}
		if link, err := SetupLink(t.Context(), d, "http://x"); link != "" || err != nil {
			t.Errorf("%q %v", link, err)
		}
		if r := send(t, "POST", base+"/login", "", fmt.Sprintf(`{"email":"zhou@example.cn","password":%q}`, secretWord)); r.status != 200 {
			t.Errorf("%d %s", r.status, r.body)
		}
	})
}

func TestSetUpLinkLastsAQuarterOfAnHour(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		now := time.Date(2026, 11, 21, 4, 0, 0, 0, time.UTC)
		d.SetClock(func() time.Time { return now })
		base := listen(t, d)
		token := setupToken(t, d)
		now = now.Add(15 * time.Minute)
		if r := send(t, "POST", base+"/setup", "", setupBody(token, secretWord)); r.code() != "setup.link_invalid" {
			t.Fatalf("%d %s", r.status, r.body)
		}
	})
}

func TestSetUpHasOneWinner(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		first := FirstRun{Token: setupToken(t, d), Organisation: "青禾科技", Name: "周敏"}
		// A second link, as another node may have printed in the same moment.
		second := first
		second.Token = newSecret()
		err := d.Update(t.Context(), crm.Actor{}, func(tx *db.Tx) error {
			return insertLink(tx, linkRow{Hash: digest(second.Token), Expires: crm.At(tx.Now.Add(setupLife))})
		})
		if err != nil {
			t.Fatal(err)
		}
		hash := hashed() // before the race: hashing one after the other would spread it
		got := race(8, func(i int) string {
			f := []FirstRun{first, second}[i%2]
			f.Email = fmt.Sprintf("zhou%d@example.cn", i)
			return errCode(d.Update(t.Context(), crm.Actor{}, func(tx *db.Tx) error {
				_, err := SetUp(tx, f, hash)
				return err
			}))
		})
		if got["<nil>"] != 1 || got["<nil>"]+got["setup.done"]+got["setup.link_invalid"] != 8 {
			t.Fatalf("answers: %v", got)
		}
		err = d.View(t.Context(), crm.Actor{}, func(tx *db.Tx) error {
			n, err := countTenants(tx)
			if n != 1 {
				t.Errorf("%d organisations", n)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

func TestCommandLine(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		if _, err := UserAdd(t.Context(), d, NewUser{Email: "a@b.cn", Name: "x"}); errCode(err) != "setup.needed" {
			t.Fatal(err)
		}
		p := settle(t, d)
		link, err := UserAdd(t.Context(), d, NewUser{Email: "zeng@example.cn", Name: "曾雅", Department: "华东二组"})
		if err != nil || !strings.HasPrefix(link, "/invite#") {
			t.Fatalf("%q %v", link, err)
		}
		if _, err := UserAdd(t.Context(), d, NewUser{Email: "x@example.cn", Name: "x", Department: "华北"}); errCode(err) != "invalid" {
			t.Error(err)
		}
		session := p.enter(t)
		link, err = UserPassword(t.Context(), d, "Li.Na@example.cn")
		if err != nil || send(t, "GET", p.url+"/me", session, "").status != 200 {
			t.Fatalf("%q %v", link, err)
		}
		if r := send(t, "POST", p.url+"/invite", "", fmt.Sprintf(`{"token":%q,"password":"violet-tram-9"}`, secretOf(link))); r.status != 200 {
			t.Fatalf("%d %s", r.status, r.body)
		}
		if send(t, "GET", p.url+"/me", session, "").status != 401 {
			t.Error("a reset password leaves old sessions open")
		}
		token, err := TokenFor(t.Context(), d, mail, NewToken{Name: "x"})
		if err != nil || send(t, "GET", p.url+"/me", token, "").status != 200 {
			t.Fatalf("%q %v", token, err)
		}
		for name, err := range map[string]error{
			"unknown":  UserDisable(t.Context(), d, "nobody@example.cn", ""),
			"receiver": UserDisable(t.Context(), d, mail, "nobody@example.cn"),
		} {
			if errCode(err) != "auth.nobody" {
				t.Errorf("%s: %v", name, err)
			}
		}
		if err := UserDisable(t.Context(), d, mail, "zeng@example.cn"); err != nil {
			t.Fatal(err)
		}
		if send(t, "GET", p.url+"/me", token, "").status != 401 {
			t.Error("the token outlives the person")
		}
		if _, err := TokenFor(t.Context(), d, mail, NewToken{Name: "x"}); errCode(err) != "org.person_inactive" {
			t.Error(err)
		}
		dbtest.Tenant(t, d)
		if _, err := UserAdd(t.Context(), d, NewUser{Email: "y@example.cn", Name: "y"}); errCode(err) != "auth.many_tenants" {
			t.Error(err)
		}
	})
}

// secretOf is what a link keeps behind its #, where no server sees it.
func secretOf(link string) string {
	_, secret, _ := strings.Cut(link, "#")
	return secret
}
