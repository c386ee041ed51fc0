package proof

import (
	_ "embed"
	"fmt"
	"net/http"
	"regexp"
	"strconv"
	"strings"

	"laidan/internal/authz"
	"laidan/internal/httpapi"
)

//go:embed testdata/errands.txt
var errandLines string

var placeholder = regexp.MustCompile(`<([^<>]+)>`)

// errands are the requests of testdata/errands.txt, with the ids of the seeding.
// Who lacks the right of a route meets it in the corpus and is spared here.
func (s *sweeper) errands(who string) []request {
	routes := s.router.Routes()
	var out []request
	perms := authz.Perms([]string{roleOf(who)})
	for line := range strings.Lines(errandLines) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		rest, all := strings.CutPrefix(line, "* ")
		of := []string{""}
		if all {
			of = visited
		}
		for _, name := range of {
			text, ok := s.resolved(rest, name)
			if !ok {
				if !all {
					s.t.Fatalf("errands.txt names what the seeding does not make: %s", line)
				}
				continue // that customer has none
			}
			text, then, _ := strings.Cut(text, " => ")
			method, rest, _ := strings.Cut(text, " ")
			path, body, _ := strings.Cut(rest, " ")
			q := request{route: routeOf(routes, method, path), path: path, ids: "own", then: then}
			if !perms[string(q.route.Perm)] {
				continue
			}
			if body != "" {
				q.kind, q.body = "application/json", []byte(body)
			}
			out = append(out, q)
		}
	}
	return out
}

// visited are the customers that lines with a star are about.
var visited = []string{"rep1 rich", "rep1 done", "rep1 sold", "rep2 rich", "kept", "from", "ended", "back", "erased", "taken", "claimed", "passed"}

func roleOf(who string) string {
	for _, p := range cast {
		if p.key == bare(who) {
			return p.role
		}
	}
	return ""
}

// resolved puts ids in the place of names; false if there is no such row.
func (s *sweeper) resolved(text, customer string) (string, bool) {
	found := true
	out := placeholder.ReplaceAllStringFunc(text, func(of string) string {
		v := s.meant(strings.Trim(of, "<>"), customer)
		found = found && v != ""
		return v
	})
	return out, found
}

// meant is what a placeholder stands for.
func (s *sweeper) meant(word, customer string) string {
	if rest, ok := strings.CutPrefix(word, "v "); ok {
		return s.alone.cell(s.meant(rest, customer), "version")
	}
	if rest, ok := strings.CutPrefix(word, "n "); ok {
		return s.alone.cell(s.meant(rest, customer), "name")
	}
	if rest, ok := strings.CutPrefix(word, "other "); ok {
		what, rest, _ := strings.Cut(rest, " ")
		return wordsOf(bravo).Replace(s.alone.cell(s.meant(rest, customer), what))
	}
	kind, name, _ := strings.Cut(word, " ")
	switch kind {
	case "*":
		return s.names[customer]
	case "person":
		return s.idBy("person", "email", name+"@alpha.test")
	case "department", "pool":
		return s.idBy(kind, "name", mark+name)
	case "field":
		return s.idBy("field_def", "label", mark+name)
	case "view":
		return s.idBy("saved_view", "name", mark+name)
	case "notices":
		return ids(s.alone, "notice")
	case "next":
		return num(s.alone.ring("plan", "customer_id")[number64of(s.names[customer])])
	case "pool0":
		return s.names["pool0"]
	case "template": // as it was saved last, with the version it has now
		sent := s.recipes["PUT /funnel/template"]
		return regexp.MustCompile(`"version":\d+`).ReplaceAllString(string(sent[len(sent)-1]), `"version":`+s.alone.cell(num(idsIn(s.alone, "funnel")[0]), "version"))
	case "loose":
		return s.idBy("blob", "name", mark+"散件.txt")
	case "twin":
		return s.below(s.copies[kilo], name, s.names[customer])
	case "product", "tenant":
		return num(idsIn(s.alone, kind)[0])
	case "plan", "touch", "deal", "contract", "contact", "channel", "blob":
		if name == "*" {
			name = customer
		}
		return s.below(s.alone, kind, s.names[name])
	}
	return s.names[word]
}

func (s *sweeper) idBy(name, column, value string) string {
	t := s.alone[name]
	for _, r := range t.rows {
		if fmt.Sprint(r[t.column(column)]) == value {
			return fmt.Sprint(r[t.column("id")])
		}
	}
	return ""
}

// below is the last row of a customer in a table; of plans the open one.
func (s *sweeper) below(of snapshot, name, customer string) (id string) {
	t := of[name]
	for _, r := range t.rows {
		if fmt.Sprint(r[t.column("customer_id")]) == customer && (name != "plan" || r[t.column("state")] == "open") {
			id = fmt.Sprint(r[t.column("id")])
		}
	}
	return id
}

// ids are those of a table as a list in JSON.
func ids(of snapshot, name string) string {
	var out []string
	for _, id := range idsIn(of, name) {
		out = append(out, `"`+num(id)+`"`)
	}
	return strings.Join(out, ",")
}

func number64of(id string) int64 {
	n, _ := strconv.ParseInt(id, 10, 64)
	return n
}

// cell is a column of the row with an id.
func (s snapshot) cell(id, column string) string {
	for _, t := range s {
		at, c := t.column("id"), t.column(column)
		if at < 0 || c < 0 {
			continue
		}
		for _, r := range t.rows {
			if fmt.Sprint(r[at]) == id {
				return fmt.Sprint(r[c])
			}
		}
	}
	return ""
}

// routeOf is the route that a path leads to.
func routeOf(routes []httpapi.Route, method, path string) httpapi.Route {
	path, _, _ = strings.Cut(path, "?")
	have := strings.Split(path, "/")
	best, fixed := httpapi.Route{}, -1
	for _, r := range routes {
		want := strings.Split(strings.TrimPrefix(r.Path, httpapi.Prefix), "/")
		if r.Method != method || len(want) != len(have) {
			continue
		}
		same := 0
		for i, w := range want {
			if w == have[i] {
				same++
			} else if !strings.HasPrefix(w, "{") {
				same = -100
			}
		}
		if same > fixed {
			best, fixed = r, same
		}
	}
	if fixed < 0 {
		panic("no route for " + method + " " + path)
	}
	return best
}

// combined are questions with several parameters at once: lists read other
// statements for each way to filter, sort and search.
func (m *maker) combined(r httpapi.Route) []request {
	op := operation(m.doc, r)
	var out []request
	for range m.mixes {
		q := m.paths(r)[0]
		q.route, q.twin = r, ""
		var parts []string
		for _, p := range op.Parameters {
			list := m.values(p.Name, p.Schema)
			if p.In != "query" || p.Name == "cursor" || m.rng.IntN(5) < 2 {
				continue
			}
			parts = append(parts, p.Name+"="+urlText(list[m.rng.IntN(len(list))]))
		}
		if len(parts) > 1 {
			q.path += "?" + strings.Join(parts, "&")
			out = append(out, q)
		}
	}
	return out
}

// isList reports whether a route takes a filter.
func isList(m *maker, r httpapi.Route) bool {
	if r.Method != http.MethodGet {
		return false
	}
	for _, p := range operation(m.doc, r).Parameters {
		if p.In == "query" && p.Name == "filter" {
			return true
		}
	}
	return false
}
