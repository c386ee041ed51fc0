package proof

import (
	"bufio"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"laidan/internal/auth"
	"laidan/internal/authz"
	"laidan/internal/httpapi"
)

// keyring is a person with every way in: two browsers, a token of each scope,
// one with the scopes a new one gets, and one from before there were scopes.
type keyring struct {
	*lab
	email, password, id string
	keys                map[string]string
}

func (l *lab) keyring(name string) *keyring {
	l.t.Helper()
	k := &keyring{lab: l, email: name + "@alpha.test", password: "first horse 9 " + name, keys: map[string]string{}}
	made := l.must("founder", http.MethodPost, "/people", object{"name": mark + name, "email": k.email, "roles": authz.Roles, "departmentId": l.must("founder", http.MethodGet, "/me", nil).text("department", "id")})
	k.id = made.text("id")
	k.keys["browser"] = k.accept(made.text("inviteUrl"), k.password)
	k.keys["other browser"] = k.logIn(k.password)
	for _, s := range authz.Scopes {
		k.token(string(s), s)
	}
	k.token("plain")
	k.token("every scope", authz.Scopes...)
	k.unscoped()
	return k
}

func (k *keyring) token(name string, scopes ...authz.Scope) {
	k.t.Helper()
	r := k.call(k.keys["browser"], http.MethodPost, "/me/tokens", object{"name": name, "scopes": scopes})
	if k.keys[name] = r.text("token"); r.status != http.StatusOK {
		k.t.Fatalf("%d %s", r.status, r.body)
	}
}

// unscoped makes a token as it was before there were scopes, and does to it what
// the migration did.
func (k *keyring) unscoped() {
	k.t.Helper()
	k.token("unscoped", authz.ScopeAdmin)
	b, err := os.ReadFile("../db/migrations/0055_access.sql")
	if err != nil {
		k.t.Fatal(err)
	}
	migrated := regexp.MustCompile(`UPDATE session SET scopes = [^;]+`).FindString(string(b))
	one := " AND token_hash = '" + digest(k.keys["unscoped"]) + "'"
	for _, stmt := range []string{"UPDATE session SET scopes = '' WHERE 1 = 1", migrated} {
		if _, err := k.sql.Exec(stmt + one); err != nil {
			k.t.Fatal(err)
		}
	}
}

// secretOf is the session that an answer gives to a browser.
func (k *keyring) secretOf(r reply) string {
	k.t.Helper()
	for _, c := range (&http.Response{Header: r.header}).Cookies() {
		if strings.HasSuffix(c.Name, httpapi.SessionCookie) && c.Value != "" {
			return c.Value
		}
	}
	k.t.Fatalf("no session: %d %s", r.status, r.body)
	return ""
}

func (k *keyring) accept(link, password string) string {
	k.t.Helper()
	_, secret, _ := strings.Cut(link, "#")
	return k.secretOf(k.call("", http.MethodPost, "/invite", object{"token": secret, "password": password}))
}

func (k *keyring) logIn(password string) string {
	k.t.Helper()
	return k.secretOf(k.call("", http.MethodPost, "/login", object{"email": k.email, "password": password}))
}

// endings are the ways in which all that a person had in hand ends. Each gives
// the key that goes on, if one does.
var endings = map[string]func(k *keyring) (kept string){
	"change": func(k *keyring) string {
		r := k.call(k.keys["browser"], http.MethodPost, "/me/password", object{"old": k.password, "new": "second horse 9"})
		if r.status >= 300 {
			k.t.Fatalf("%d %s", r.status, r.body)
		}
		return "browser"
	},
	"reset by an administrator": func(k *keyring) string {
		link := k.must("founder", http.MethodPost, "/people/"+k.id+"/invite", object{}).text("inviteUrl")
		k.keys["new browser"] = k.accept(link, "second horse 9")
		return "new browser"
	},
	"reset at the server": func(k *keyring) string {
		link, err := auth.UserPassword(context.Background(), k.app.DB, k.email)
		if err != nil {
			k.t.Fatal(err)
		}
		k.keys["new browser"] = k.accept(link, "second horse 9")
		return "new browser"
	},
	"disabled": func(k *keyring) string {
		k.must("founder", http.MethodPost, "/people/"+k.id+"/disable", object{"receiverId": k.person("founder")})
		return ""
	},
	"disabled at the server": func(k *keyring) string {
		if err := auth.UserDisable(context.Background(), k.app.DB, k.email, "founder@alpha.test"); err != nil {
			k.t.Fatal(err)
		}
		return ""
	},
}

// TestOldKeysOpenNothing: after a person's password changed or their access
// ended, no session and no token from before opens any route, and their streams
// end.
func TestOldKeysOpenNothing(t *testing.T) {
	each(t, func(t *testing.T, l *lab) {
		l.establish()
		srv := httptest.NewServer(l.handler)
		t.Cleanup(srv.Close)
		type stream struct {
			name  string
			ended <-chan bool
			since time.Time
		}
		var streams []stream
		for how, end := range endings {
			k := l.keyring(fmt.Sprint("k", len(streams)))
			for name, key := range k.keys {
				if r := l.call(key, http.MethodGet, "/me", nil); r.status == http.StatusUnauthorized {
					t.Errorf("%s: %s opens nothing before", how, name)
				}
			}
			for _, name := range []string{"other browser", "read"} {
				streams = append(streams, stream{how + ": " + name, l.untilEnd(srv, k.keys[name]), time.Now()})
			}
			kept := end(k)
			for name, key := range k.keys {
				l.opens(t, how+": "+name, key, name == kept)
			}
		}
		for _, s := range streams {
			select {
			case <-s.ended:
			case <-time.After(max(time.Second, time.Until(s.since.Add(8*time.Second)))): // five, on a busy machine
				t.Errorf("%s: the stream goes on", s.name)
			}
		}
	})
}

// opens asks every route that is not public with a key.
func (l *lab) opens(t *testing.T, name, key string, want bool) {
	t.Helper()
	for _, r := range l.router.Routes() {
		if r.Perm == authz.Public || want && (streams(r) || r.Method != http.MethodGet) {
			continue
		}
		path := parameter.ReplaceAllString(strings.TrimPrefix(r.Path, httpapi.Prefix), "1")
		got := l.send(key, r.Method, path, "application/json", []byte("{}"))
		if (got.status != http.StatusUnauthorized) != want {
			t.Errorf("%s: %s %s: %d %s", name, r.Method, path, got.status, clip(string(got.body)))
			return
		}
	}
}

// untilEnd listens and tells when the stream ends.
func (l *lab) untilEnd(srv *httptest.Server, key string) <-chan bool {
	l.t.Helper()
	q, err := http.NewRequestWithContext(l.t.Context(), http.MethodGet, srv.URL+httpapi.Prefix+"/live", nil)
	if err != nil {
		l.t.Fatal(err)
	}
	q.Header.Set("Authorization", "Bearer "+key)
	r, err := srv.Client().Do(q)
	if err != nil {
		l.t.Fatal(err)
	}
	if r.StatusCode != http.StatusOK {
		l.t.Fatalf("a stream: %d", r.StatusCode)
	}
	ended := make(chan bool)
	go func() {
		defer func() { _ = r.Body.Close() }()
		for lines := bufio.NewScanner(r.Body); lines.Scan(); {
		}
		close(ended)
	}()
	return ended
}

// TestTokensWithoutScopes: a token made without a word about scopes, and one from
// before there were any, read and write and do no more.
func TestTokensWithoutScopes(t *testing.T) {
	each(t, func(t *testing.T, l *lab) {
		l.establish()
		k := l.keyring("plain")
		for _, name := range []string{"plain", "unscoped"} {
			for _, r := range l.router.Routes() {
				if r.Scope == authz.ScopeNone || streams(r) {
					continue
				}
				path := parameter.ReplaceAllString(strings.TrimPrefix(r.Path, httpapi.Prefix), "1")
				got := l.send(k.keys[name], r.Method, path, "", nil)
				want := r.Scope == authz.ScopeRead || r.Scope == authz.ScopeWrite
				if refused := strings.HasPrefix(got.text("code"), "auth."); refused == want || refused && got.status != http.StatusForbidden {
					t.Errorf("%s token: %s %s: %d %s", name, r.Method, path, got.status, clip(string(got.body)))
				}
			}
		}
	})
}
