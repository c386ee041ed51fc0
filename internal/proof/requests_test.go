package proof

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"laidan/internal/httpapi"
)

// request is one request to a route, with how its ids stand to the first
// organisation's first team.
type request struct {
	route httpapi.Route
	path  string // with query, without the prefix
	kind  string
	body  []byte
	ids   string       // own, charlie, hotel, … or never: whose id stands in the path
	twin  string       // requests alike but for the id in the path
	id    string       // that id
	act   func() error // what is done instead of asking a route
	then  string       // who asks for what afterwards: "director /customers?q=x"
}

func (q request) String() string {
	return fmt.Sprintf("%s %s %s", q.route.Method, q.path, q.body)
}

// maker writes requests from the list of routes and their description.
type maker struct {
	doc    *huma.OpenAPI
	world  snapshot // the first organisation
	copies map[string]snapshot
	rng    *rand.Rand
	known  map[string][][]byte // bodies that worked while the world was made
	each   int                 // how many own ids a route is asked with
	bodies int                 // how many bodies
	asks   int                 // how many values of a parameter
	mixes  int                 // how many questions with several parameters a list is asked
	all    bool                // every value of each parameter: the mutation of rights finds the same requests in its sample as in a full run
}

// tablesOf are the tables behind the ids of paths and inputs, where the word is
// not the table's own name. A word that names no table gets ids of all kinds.
var tablesOf = map[string]string{"people": "person", "fields": "field_def", "files": "blob", "views": "saved_view", "sessions": "session", "tokens": "session",
	"touches": "touch", "collaborators": "person", "owner": "person", "manager": "person", "receiver": "person", "parent": "department", "file": "blob",
	"from": "customer", "subject": "customer", "view": "saved_view", "notices": "notice"}

func (m *maker) table(word string) string {
	if t, ok := tablesOf[word]; ok {
		return t
	}
	for _, name := range []string{word, strings.TrimSuffix(word, "s")} {
		if _, ok := m.world[name]; ok {
			return name
		}
	}
	return ""
}

// idsIn lists the ids of a table in a snapshot, in their order.
func idsIn(s snapshot, name string) []int64 {
	t, ok := s[name]
	i := t.column("id")
	if !ok || i < 0 {
		return nil
	}
	var out []int64
	for _, r := range t.rows {
		out = append(out, r[i].(int64))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

const never = int64(361234567890123456)

// pick is one id of a table: an own one, mostly.
func (m *maker) pick(word string) string {
	from := m.world
	switch m.rng.IntN(12) {
	case 0:
		return fmt.Sprint(never)
	case 1:
		from = m.copies[charlie]
	case 2:
		from = m.copies[hotel]
	}
	ids := idsIn(from, m.table(word))
	if len(ids) == 0 {
		if ids = idsIn(m.world, m.table(word)); len(ids) == 0 {
			ids = idsIn(m.world, "customer")
		}
	}
	return fmt.Sprint(ids[m.rng.IntN(len(ids))])
}

// of makes the requests to one route.
func (m *maker) of(r httpapi.Route) []request {
	op := operation(m.doc, r)
	var out []request
	for i, at := range m.paths(r) {
		at.route = r
		n := 1
		if at.ids == "own" && op.RequestBody != nil {
			n = m.bodies + min(2, len(m.recipes(r)))
		}
		for j := range n {
			q := at
			q.twin = fmt.Sprintf("%s %s %d", r.Method, r.Path, j)
			if q.ids != "own" { // the same body for all ids that are not there
				m.rng = rand.New(rand.NewPCG(seed, hash(q.twin)))
			}
			m.fill(&q, op, j)
			out = append(out, q)
			if i == 0 && q.kind == "application/json" {
				out = append(out, m.named(q)...)
			}
		}
		if r.Method == http.MethodGet && (i == 0 || m.all) {
			out = append(out, m.asked(at, op)...)
		}
	}
	return out
}

func operation(doc *huma.OpenAPI, r httpapi.Route) *huma.Operation {
	item := doc.Paths[r.Path]
	switch r.Method {
	case http.MethodGet:
		return item.Get
	case http.MethodPost:
		return item.Post
	case http.MethodPut:
		return item.Put
	case http.MethodPatch:
		return item.Patch
	}
	return item.Delete
}

// paths are the ways to fill the ids of a path.
func (m *maker) paths(r httpapi.Route) []request {
	path := strings.TrimPrefix(r.Path, httpapi.Prefix)
	parts := strings.Split(path, "/")
	first := slices.IndexFunc(parts, func(s string) bool { return strings.HasPrefix(s, "{") })
	if first < 0 {
		return []request{{path: path, ids: "own"}}
	}
	name := m.table(parts[first-1])
	own := idsIn(m.world, name)
	if len(own) == 0 {
		own = idsIn(m.world, "customer")
	}
	m.rng.Shuffle(len(own), func(i, j int) { own[i], own[j] = own[j], own[i] })
	var out []request
	for _, id := range own[:min(len(own), m.each)] {
		out = append(out, request{path: m.path(parts, first, id, m.world, id), ids: "own", id: fmt.Sprint(id)})
	}
	for _, whose := range []string{charlie, hotel, india, juliet} {
		if ids := idsIn(m.copies[whose], name); len(ids) > 0 {
			id := ids[m.rng.IntN(len(ids))]
			out = append(out, request{path: m.path(parts, first, id, m.copies[whose], id), ids: whose, id: fmt.Sprint(id)})
		}
	}
	return append(out, request{path: m.path(parts, first, never, m.world, own[0]), ids: "never", id: fmt.Sprint(never)})
}

// path fills in the first id and, below it, ids that belong to it.
func (m *maker) path(parts []string, first int, id int64, of snapshot, parent int64) string {
	out := slices.Clone(parts)
	for i, p := range parts {
		switch {
		case i == first:
			out[i] = fmt.Sprint(id)
		case strings.HasPrefix(p, "{"):
			out[i] = m.child(parts[i-1], of, parent)
		}
	}
	return strings.Join(out, "/")
}

func (m *maker) child(word string, of snapshot, parent int64) string {
	t := of[m.table(word)]
	id, up := t.column("id"), t.column("customer_id")
	if id >= 0 && up >= 0 {
		for _, r := range t.rows {
			if r[up] == parent {
				return fmt.Sprint(r[id])
			}
		}
	}
	return m.pick(word)
}

// asked are the questions of a reading route: each parameter alone, with values
// that would find what is foreign.
func (m *maker) asked(at request, op *huma.Operation) []request {
	var out []request
	for _, p := range op.Parameters {
		if p.In != "query" || at.ids != "own" {
			continue
		}
		values := m.values(p.Name, p.Schema)
		if !m.all { // some of each kind
			m.rng.Shuffle(len(values), func(i, j int) { values[i], values[j] = values[j], values[i] })
			values = values[:min(len(values), m.asks)]
		}
		for _, v := range values {
			q := at
			q.path += "?" + p.Name + "=" + urlText(v)
			q.twin = ""
			out = append(out, q)
		}
	}
	return out
}

func urlText(s string) string { return url.QueryEscape(s) }

// values are what a query parameter is asked with, by its name.
func (m *maker) values(name string, s *huma.Schema) []string {
	for _, e := range s.Enum {
		if e != "" {
			return append(values(s.Enum), "other")
		}
	}
	switch name {
	case "filter":
		return []string{`name contains "HOTEL"`, `name contains "BRAVO"`, `name contains "CHARLIE"`, `grade = "A"`, `createdAt > daysAgo(30)`, `tags has "ALPHA偶"`, `tags has "HOTEL"`,
			"owner = " + fmt.Sprint(idsIn(m.world, "person")[2]), `not (name is empty)`, `number contains "INDIA"`, `amount > 1`, `owner = me`, `source = "HOTEL展会"`, `phone contains "1360046"`,
			`layer between "resource" and "signed"`, `custom.` + "x = 1"}
	case "q":
		return []string{"HOTEL", "BRAVO", "CHARLIE", "INDIA", mark, "0001", digitsOf[hotel] + "0001", digitsOf[bravo] + "0002", "alpha_13800136001", "c1@hotel.example", "机械"}
	case "sort":
		var out []string
		for _, s := range []string{"queue", "nextAt", "lastTouchAt", "name", "createdAt", "layerSince", "amount", "expectedOn", "signedOn", "number", "other"} {
			out = append(out, s, "-"+s)
		}
		return out
	case "limit":
		return []string{"1", "100"}
	case "total", "team", "all", "unread", "standing", "active":
		return []string{"true", "false"}
	case "from", "to", "day":
		return []string{"2026-10-14", "2026-01-01", "graded", "signed"}
	case "format":
		return []string{"csv", "xlsx"}
	case "in":
		return []string{"pool", "cold", "archived"}
	case "cursor":
		return []string{"eyJ4IjoxfQ", fmt.Sprint(idsIn(m.copies[charlie], "customer")[0])}
	case "list":
		return []string{"customers", "deals", "contracts"}
	}
	if t := m.table(name); t != "" {
		out := []string{fmt.Sprint(never)}
		for _, s := range []snapshot{m.world, m.copies[charlie], m.copies[hotel]} {
			ids := idsIn(s, t)
			for _, id := range ids[:min(len(ids), 3)] {
				out = append(out, fmt.Sprint(id))
			}
		}
		return out
	}
	return []string{mark, "HOTEL", "1", "true"}
}

func values(enum []any) []string {
	var out []string
	for _, e := range enum {
		out = append(out, fmt.Sprint(e))
	}
	return out
}
