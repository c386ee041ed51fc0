package proof

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/danielgtaylor/huma/v2"

	"laidan/internal/authz"
	"laidan/internal/httpapi"
)

// lines reads a list of payloads, one a line.
func lines(t *testing.T, file string, want int) []string {
	t.Helper()
	b, err := os.ReadFile("testdata/" + file)
	if err != nil {
		t.Fatal(err)
	}
	list := strings.Split(strings.TrimSuffix(string(b), "\n"), "\n")
	if len(list) != want || len(slices.Compact(slices.Sorted(slices.Values(list)))) != want {
		t.Fatalf("%s holds %d payloads, want %d different ones", file, len(list), want)
	}
	return list
}

// telltale are words that only a database, a driver or a disk would say.
var telltale = regexp.MustCompile(`(?i)\bsyntax error|sqlstate|sqlite|pgx|\bpq:|constraint failed|no such (table|column)|unrecognized token|SELECT .*? FROM|goroutine \d|\.go:\d|/internal/|/tmp/|/var/|/root/`)

// payload is where a text goes in a request: a leaf of the body, a parameter of
// the query or of the path.
type place struct {
	request
	where string
	with  func(text string) request
}

// places are all texts of a request.
func places(q request, op *huma.Operation) []place {
	var out []place
	if q.kind == "application/json" {
		var v any
		_ = json.Unmarshal(q.body, &v)
		for _, at := range leaves(v, nil) {
			out = append(out, place{q, strings.Join(at, "/"), func(text string) request {
				var copied any
				_ = json.Unmarshal(q.body, &copied)
				next := q
				next.body, _ = json.Marshal(put(copied, at, text))
				return next
			}})
		}
	}
	for _, p := range op.Parameters {
		switch p.In {
		case "query":
			out = append(out, place{q, "?" + p.Name, func(text string) request {
				next := q
				next.path += "?" + url.QueryEscape(p.Name) + "=" + url.QueryEscape(text)
				return next
			}})
		case "path":
			out = append(out, place{q, "{" + p.Name + "}", func(text string) request {
				next, parts := q, strings.Split(strings.TrimPrefix(q.route.Path, httpapi.Prefix), "/")
				for i, part := range strings.Split(q.path, "/") {
					if parts[i] == "{"+p.Name+"}" {
						part = url.PathEscape(text)
					}
					parts[i] = part
				}
				next.path = strings.Join(parts, "/")
				return next
			}})
		}
	}
	return out
}

// leaves are the ways to all texts in a value.
func leaves(v any, at []string) [][]string {
	var out [][]string
	switch x := v.(type) {
	case map[string]any:
		for _, k := range slices.Sorted(keysOf(x)) {
			out = append(out, leaves(x[k], append(slices.Clone(at), k))...)
		}
	case []any:
		for i, e := range x {
			out = append(out, leaves(e, append(slices.Clone(at), fmt.Sprint(i)))...)
		}
	case string:
		out = append(out, at)
	}
	return out
}

func put(v any, at []string, text string) any {
	if len(at) == 0 {
		return text
	}
	switch x := v.(type) {
	case map[string]any:
		x[at[0]] = put(x[at[0]], at[1:], text)
	case []any:
		var i int
		_, _ = fmt.Sscan(at[0], &i)
		x[i] = put(x[i], at[1:], text)
	}
	return v
}

// able is somebody who may use a route.
func able(r httpapi.Route) string {
	for _, p := range cast {
		if r.Perm == authz.Public || r.Perm == authz.Self || authz.Perms([]string{p.role})[string(r.Perm)] {
			return p.key
		}
	}
	return "rep1"
}

// TestTextsAreNoStatements puts hostile texts into every text of every route.
// They may be refused or stored; they never change which statements run, break
// the server or bring the database's words back.
func TestTextsAreNoStatements(t *testing.T) {
	payloads := lines(t, "sql.txt", 40)
	each(t, func(t *testing.T, l *lab) {
		s := newSweeper(l)
		s.enter(s.alone)
		perPlace := 2
		if full() {
			perPlace = len(payloads)
		}
		next, count, place := 0, 0, 0
		for _, r := range s.router.Routes() {
			if streams(r) || strings.HasSuffix(r.Path, "/login") || strings.HasSuffix(r.Path, "/password") {
				continue // streams end never; log-ins are as slow as they must be
			}
			op := operation(s.router.OpenAPI(), r)
			m := &maker{doc: s.router.OpenAPI(), world: s.alone, copies: s.copies, known: s.recipes, rng: rand.New(rand.NewPCG(seed, hash(r.Method+r.Path))), each: 1, bodies: 2, asks: 1}
			who := able(r)
			for _, q := range m.of(r) {
				if q.ids != "own" || strings.Contains(q.path, "?") {
					continue
				}
				for _, p := range places(q, op) {
					if place++; s.postgres && !full() && place%3 != 0 {
						continue // the same statements; SQLite has seen all of them
					}
					known, accepted := map[string]bool{}, false
					for _, harmless := range []string{"plain", "two words", "", "x", "中文", "1234567890", "a@b.example"} {
						r, ran := s.statements(who, p.with(harmless))
						accepted = accepted || r.status < 300
						maps.Copy(known, ran)
					}
					for range perPlace {
						text := payloads[next%len(payloads)]
						next, count = next+1, count+1
						got, ran := s.statements(who, p.with(text))
						said := echo(text).Replace(string(got.body)) // what was sent may come back
						if got.status >= 500 || got.status >= 400 && tells(said, text) {
							s.find("%s %s %s = %s: %d %s", r.Method, r.Path, p.where, text, got.status, clip(string(got.body)))
						}
						if got.status < 300 && !accepted {
							s.find("%s %s %s accepts %s (%d) and no plain text", r.Method, r.Path, p.where, text, got.status)
						}
						for stmt := range ran {
							if !known[stmt] && !strings.HasPrefix(stmt, "INSERT INTO node ") { // a lease that goes on beside
								s.find("%s %s %s = %s runs another statement: %s", r.Method, r.Path, p.where, text, stmt)
							}
						}
					}
				}
			}
		}
		t.Logf("%d texts, seed %d", count, seed)
		for i, f := range s.findings {
			if i < 20 {
				t.Error(f)
			}
		}
		if len(s.findings) > 20 {
			t.Errorf("… and %d more", len(s.findings)-20)
		}
		if log := l.log.String(); log != "" {
			t.Errorf("logged: %s", clip(log))
		}
	})
}

// lists of values are as long as they are.
var lists = regexp.MustCompile(`\((\?|\$\d+)(, ?(\?|\$\d+))*\)`)

// searchWords of a search are as many as they are: one condition each.
var searchWords = regexp.MustCompile(`( AND c\.search LIKE (\?|\$\d+))+`)

// parameters have numbers on PostgreSQL, which follow from both.
var parameters = regexp.MustCompile(`\$\d+`)

// plainText is the text of a statement without how many values it was given.
func plainText(text string) string {
	return parameters.ReplaceAllString(searchWords.ReplaceAllString(lists.ReplaceAllString(text, "(?)"), " AND c.search LIKE ?"), "?")
}

// echo takes a text out of an answer, as JSON writes it.
func echo(text string) *strings.Replacer {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(text)
	return strings.NewReplacer(strings.Trim(strings.TrimSpace(b.String()), `"`), "", text, "")
}

// tells reports whether an answer has words of the database that were not sent.
func tells(said, sent string) bool {
	return slices.ContainsFunc(telltale.FindAllString(said, -1), func(word string) bool { return !strings.Contains(sent, word) })
}

// statements asks and collects the texts of the statements that ran.
func (s *sweeper) statements(who string, q request) (reply, map[string]bool) {
	ran := map[string]bool{}
	s.app.DB.Record(func(text string, _ []any) { ran[plainText(text)] = true })
	defer s.app.DB.Record(nil)
	r, _ := s.one(who, q)
	return r, ran
}

// What answers come back must not be taken for pages.
func TestAnswersAreNoPages(t *testing.T) {
	payloads := lines(t, "xss.txt", 80)
	each(t, func(t *testing.T, l *lab) {
		l.found()
		for i, text := range payloads {
			r := l.call(l.tokens["rep1"], http.MethodPost, "/customers", object{"name": text, "kind": "company", "remark": text, "force": true})
			if r.status != http.StatusOK {
				t.Errorf("%s: %d %s", text, r.status, r.body)
				continue
			}
			got := l.must("rep1", http.MethodGet, "/customers/"+r.text("id"), nil)
			if got.text("remark") != strings.TrimSpace(text) {
				t.Errorf("payload %d came back as %q", i, got.text("remark"))
			}
			h := got.header
			if h.Get("Content-Type") != "application/json" || h.Get("X-Content-Type-Options") != "nosniff" || !strings.Contains(h.Get("Content-Security-Policy"), "default-src 'self'") {
				t.Fatalf("headers of data: %v", h)
			}
		}
		if bad := l.call(l.tokens["rep1"], http.MethodPost, "/customers", object{"name": "x", "kind": "company", "website": "javascript:alert(1)"}); bad.status != http.StatusUnprocessableEntity {
			t.Errorf("a script as website: %d", bad.status)
		}
	})
}
