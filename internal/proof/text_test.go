package proof

import (
	"bytes"
	"encoding/base64"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"laidan/internal/httpapi"
)

// stand stands for a text in a body or an address until it is replaced by bytes
// that no encoder would write.
const stand = "unreadabletext"

// unreadable are texts that not every database stores, as a body and an address
// write them.
var unreadable = []struct{ name, json, address string }{
	{"NUL", `a\u0000b`, "a%00b"},
	{"no UTF-8", "a\xffb", "a%FFb"},
	{"half a rune", "a\xe4\xbd", "a%E4%BD"},
}

// headers that are read somewhere. The network refuses NUL in them by itself.
var headers = []string{"Accept-Language", "Authorization", "Content-Type", "Cookie", "Idempotency-Key", "User-Agent", "X-Forwarded-For", "Forwarded", "Referer", "Accept", "Sec-Fetch-Site"}

// TestUnreadableTextsAreRefused puts NUL and broken UTF-8 into every text, name,
// parameter and cursor of every route, and into every header: 400, 422 or, where
// nothing is looked up by the text, what the route answers otherwise; never 500,
// and the same on both databases.
func TestUnreadableTextsAreRefused(t *testing.T) {
	each(t, func(t *testing.T, l *lab) {
		s := newSweeper(l)
		s.enter(s.alone)
		count := 0
		for _, r := range s.router.Routes() {
			if streams(r) || strings.HasSuffix(r.Path, "/logout") {
				continue // reads no text, and would end the session
			}
			who := able(r)
			m := &maker{doc: s.router.OpenAPI(), world: s.alone, copies: s.copies, known: s.recipes, rng: rand.New(rand.NewPCG(seed, hash(r.Method+r.Path))), each: 1, bodies: 1, asks: 1}
			for _, q := range m.of(r) {
				if q.ids != "own" || strings.Contains(q.path, "?") {
					continue
				}
				for _, p := range places(q, operation(s.router.OpenAPI(), r)) {
					for _, bad := range unreadable {
						count++
						next := p.with(stand)
						next.path = strings.ReplaceAll(next.path, stand, bad.address)
						next.body = bytes.ReplaceAll(next.body, []byte(stand), []byte(bad.json))
						refused(t, l, who, next, r.Method+" "+r.Path+" "+p.where+" "+bad.name)
					}
				}
				if q.kind == "application/json" && bytes.HasPrefix(q.body, []byte("{")) { // a name
					next := q
					next.body = append([]byte(`{"a\u0000b":1,`), q.body[1:]...)
					refused(t, l, who, next, r.Method+" "+r.Path+" a name in the body")
				}
			}
		}
		for _, cursor := range []string{"a\x00b", "a\xffb", `{"k":["a\u0000b"]}`, `["a` + "\xff" + `b"]`} {
			q := request{route: httpapi.Route{Method: http.MethodGet}, path: "/customers?cursor=" + base64.RawURLEncoding.EncodeToString([]byte(cursor))}
			refused(t, l, who(s), q, "a cursor")
		}
		for _, name := range headers {
			for _, path := range []string{"/me", "/customers"} {
				q := httptest.NewRequest(http.MethodGet, httpapi.Prefix+path, nil)
				q.Header.Set("Authorization", "Bearer "+l.tokens[who(s)])
				q.Header.Set(name, "a\xffb")
				w := httptest.NewRecorder()
				l.handler.ServeHTTP(w, q)
				if w.Code != http.StatusBadRequest {
					t.Errorf("%s: %d %s", name, w.Code, w.Body)
				}
			}
		}
		t.Logf("%d texts", count)
	})
}

func who(s *sweeper) string { return able(httpapi.Route{Perm: "customer.read"}) }

func refused(t *testing.T, l *lab, who string, q request, where string) {
	t.Helper()
	r := l.send(l.tokens[who], q.route.Method, q.path, q.kind, q.body)
	if r.status != http.StatusBadRequest && r.status != http.StatusUnprocessableEntity {
		t.Errorf("%s as %s: %d %s", where, who, r.status, clip(string(r.body)))
	}
}
