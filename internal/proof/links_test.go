package proof

import (
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"

	"laidan/internal/authz"
	"laidan/internal/httpapi"
)

// elsewhere are the headers of requests that somebody's link may have led to.
var elsewhere = []http.Header{
	{"Sec-Fetch-Site": {"cross-site"}}, {"Sec-Fetch-Site": {"same-site"}}, {"Sec-Fetch-Site": {"none"}},
	{"Sec-Fetch-Site": {"cross-site"}, "Referer": {"http://example.com/customers"}}, // what a browser says of itself counts
	{}, {"Referer": {"http://other.example/"}}, {"Referer": {"http://example.com.other.example/"}}, {"Referer": {"example.com"}},
}

// here are those of requests that our own pages send, with Sec-Fetch-Site and,
// over http in a local network, without.
var here = []http.Header{{"Sec-Fetch-Site": {"same-origin"}}, {"Referer": {"http://example.com/customers"}}}

// TestLinksElsewhereLeaveNoTrace asks every reading route. What leaves a fact or
// uses up an allowance when our own page asks does neither when a link on another
// site led to it; a token was never led anywhere.
func TestLinksElsewhereLeaveNoTrace(t *testing.T) {
	each(t, func(t *testing.T, l *lab) {
		s := newSweeper(l)
		s.enter(s.alone)
		var traced []string
		for _, r := range s.router.Routes() {
			if r.Method != http.MethodGet || streams(r) || r.Scope == authz.ScopeNone {
				continue
			}
			m := &maker{doc: s.router.OpenAPI(), world: s.alone, copies: s.copies, known: s.recipes, rng: rand.New(rand.NewPCG(seed, hash(r.Path))), each: 1, asks: 3}
			list := m.of(r)
			if isList(m, r) { // by a full number
				list = append(list, request{route: r, ids: "own", path: list[0].path + "?q=" + number + "0001"})
			}
			who := able(r)
			for _, q := range list {
				if left, _ := l.follow(who, q, here[0]); q.ids == "own" && left {
					traced = append(traced, r.Path)
					l.untraced(who, q)
				}
			}
		}
		traced = slices.Compact(traced)
		for _, path := range []string{"/customers", "/pools/{id}/customers", "/export", "/customers/{id}/personal-data"} {
			if !slices.Contains(traced, httpapi.Prefix+path) {
				t.Errorf("%s leaves no trace at all: %v", path, traced)
			}
		}
	})
}

// untraced asks for what leaves a trace by links from everywhere.
func (l *lab) untraced(who string, q request) {
	l.t.Helper()
	if left, got := l.follow(who, q, here[1]); !left {
		l.t.Errorf("%s as %s over http: %d %s", q, who, got.status, clip(string(got.body)))
	}
	for _, from := range elsewhere {
		if left, got := l.follow(who, q, from); left || got.text("code") != "request.foreign" {
			l.t.Errorf("%s as %s from %v: %d %s, a trace: %v", q, who, from, got.status, clip(string(got.body)), left)
		}
	}
	token := who + " by token"
	if l.tokens[token] == "" {
		l.script(token, who+"@alpha.test")
	}
	by := elsewhere[0].Clone()
	by.Set("Authorization", "Bearer "+l.tokens[token])
	if left, got := l.follow(who, q, by); !left {
		l.t.Errorf("%s with a token: %d %s", q, got.status, clip(string(got.body)))
	}
}

// follow asks as a browser does, and tells whether that left a fact or a count.
func (l *lab) follow(who string, q request, from http.Header) (left bool, got reply) {
	l.t.Helper()
	const facts, counts = "SELECT COUNT(*) FROM fact", "SELECT COALESCE(SUM(used), 0) FROM attempt"
	before := l.number(facts) + l.number(counts)
	ask := httptest.NewRequest(http.MethodGet, httpapi.Prefix+q.path, nil)
	ask.AddCookie(&http.Cookie{Name: httpapi.SessionCookie, Value: l.tokens[who]})
	for name, values := range from {
		ask.Header[name] = values
	}
	w := httptest.NewRecorder()
	l.handler.ServeHTTP(w, ask)
	left = l.number(facts)+l.number(counts) != before
	if _, err := l.sql.Exec("DELETE FROM attempt"); err != nil { // the next one is not over the limit
		l.t.Fatal(err)
	}
	return left, reply{w.Code, w.Header(), w.Body.Bytes()}
}

func (l *lab) number(query string) (n int) {
	l.t.Helper()
	if err := l.sql.QueryRow(query).Scan(&n); err != nil {
		l.t.Fatal(err)
	}
	return n
}
