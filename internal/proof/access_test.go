package proof

import (
	"bytes"
	"context"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"laidan/internal/auth"
	"laidan/internal/authz"
	"laidan/internal/httpapi"
)

// scopes of routes that a table of permissions could get wrong.
var scopes = map[string]authz.Scope{
	"GET /customers": "read", "GET /me": "read", "GET /live": "read", "GET /files/{id}": "read", "POST /files": "write", "POST /customers": "write",
	"POST /customers/{id}/reveal": "write", "GET /imports": "import", "POST /imports": "import", "POST /imports/{id}/undo": "import", "GET /export": "export",
	"GET /audit": "admin", "PATCH /people/{id}": "admin", "PATCH /organisation": "admin", "PUT /funnel/template": "admin",
	"POST /customers/{id}/erasure": "admin", "GET /customers/{id}/personal-data": "admin", "POST /login": "", "POST /invite": "",
	"POST /people": "browser", "POST /people/{id}/invite": "browser", "POST /me/password": "browser", "GET /me/tokens": "browser", "POST /me/tokens": "browser",
	"DELETE /me/tokens/{id}": "browser", "GET /me/sessions": "browser", "DELETE /me/sessions/{id}": "browser",
}

var parameter = regexp.MustCompile(`\{\w+\}`)

// TestTokensOpenWhatTheirScopesName asks every route with a token of each scope,
// of somebody with every role.
func TestTokensOpenWhatTheirScopesName(t *testing.T) {
	each(t, func(t *testing.T, l *lab) {
		l.found()
		admin := "/people/" + l.person("admin")
		l.must("admin", http.MethodPatch, admin, object{"version": l.must("admin", http.MethodGet, admin, nil).json()["version"], "roles": authz.Roles})
		seen := map[string]bool{}
		for _, scope := range authz.Scopes {
			token, err := auth.TokenFor(context.Background(), l.app.DB, "admin@alpha.test", auth.NewToken{Name: "one", Scopes: []authz.Scope{scope}})
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range l.router.Routes() {
				name := r.Method + " " + strings.TrimPrefix(r.Path, httpapi.Prefix)
				if want, ok := scopes[name]; ok && want != r.Scope {
					t.Errorf("%s needs the scope %q, want %q", name, r.Scope, want)
				}
				seen[name] = true
				if r.Scope == authz.ScopeNone || streams(r) && r.Scope == scope {
					continue
				}
				got := l.send(token, r.Method, parameter.ReplaceAllString(strings.TrimPrefix(r.Path, httpapi.Prefix), "1"), "", nil)
				want := map[bool]string{true: "", false: "auth.scope"}[r.Scope == scope]
				if r.Scope == authz.ScopeBrowser {
					want = "auth.browser_only"
				}
				code := got.text("code")
				if want != "" && (got.status != http.StatusForbidden || code != want) || want == "" && strings.HasPrefix(code, "auth.") {
					t.Errorf("%s with the scope %s: %d %s, want %q", name, scope, got.status, code, want)
				}
			}
		}
		for name := range scopes {
			if !seen[name] {
				t.Errorf("there is no route %s", name)
			}
		}
	})
}

// inFull is a mobile number in full, and no part of an id.
var inFull = regexp.MustCompile(`(^|[^\d])1[3-9]\d{9}([^\d]|$)`)

// TestNoSecretIsKeptForRepetition sends every write with an Idempotency-Key: what
// is remembered for the second time holds no number in full and no secret.
func TestNoSecretIsKeptForRepetition(t *testing.T) {
	each(t, func(t *testing.T, l *lab) {
		s := newSweeper(l)
		s.enter(s.alone)
		kept := 0
		for _, r := range s.router.Routes() {
			if r.Method == http.MethodGet || r.Scope == authz.ScopeNone || strings.HasSuffix(r.Path, "/password") || strings.Contains(r.Path, "/people") {
				// A colleague's own number is the organisation's, which everybody sees
				// in the list of people; invitations and passwords are tested in auth.
				continue
			}
			m := &maker{doc: s.router.OpenAPI(), world: s.alone, copies: s.copies, known: s.recipes, rng: rand.New(rand.NewPCG(seed, hash(r.Method+r.Path))), each: 2, bodies: 3, asks: 1}
			for _, q := range m.of(r) {
				if q.ids != "own" {
					continue
				}
				for _, who := range []string{able(r), "rep1"} {
					ask := httptest.NewRequest(r.Method, httpapi.Prefix+q.path, bytes.NewReader(q.body))
					ask.Header.Set("Authorization", "Bearer "+l.tokens[who])
					ask.Header.Set("Content-Type", q.kind)
					ask.Header.Set("Idempotency-Key", "one")
					w := httptest.NewRecorder()
					l.handler.ServeHTTP(w, ask)
					var response string
					row := l.sql.QueryRow("SELECT response FROM idempotency WHERE key = 'one'")
					if row.Scan(&response) != nil {
						continue
					}
					kept++
					if found := inFull.FindString(response); found != "" || strings.Contains(response, "#") || strings.Contains(response, auth.TokenPrefix) {
						t.Errorf("%s %s as %s keeps %s", r.Method, r.Path, who, clip(response))
					}
					s.enter(s.alone)
				}
			}
		}
		if kept < 20 {
			t.Errorf("only %d writes worked", kept)
		}
	})
}
