package auth

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"laidan/internal/crm"
	"laidan/internal/customer"
	"laidan/internal/db"
	"laidan/internal/db/dbtest"
	"laidan/internal/httpapi"
	"laidan/internal/org"
	"laidan/internal/room"
	"laidan/internal/room/roomtest"
)

// each runs a test on both databases.
func each(t *testing.T, fn func(t *testing.T, d *db.DB)) {
	t.Helper()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		db.Bind(d, room.House{})
		roomtest.Bind(d, Needs{}, org.Needs{OpenLogin: OpenLogin, MoveLogin: MoveLogin, Invite: Invite, EndSessions: EndSessions, SetQuota: customer.SetQuota})
		fn(t, d)
	})
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
	device string
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
		req.AddCookie(&http.Cookie{Name: httpapi.SessionCookie, Value: token})
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
		if strings.HasSuffix(c.Name, httpapi.SessionCookie) {
			r.cookie = c
		} else {
			r.device = c.Value
		}
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

func errCode(err error) string {
	var e *crm.Error
	if errors.As(err, &e) {
		return e.Code
	}
	return fmt.Sprint(err)
}
