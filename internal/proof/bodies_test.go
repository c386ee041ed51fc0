package proof

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"laidan/internal/httpapi"
)

// named names in a body, in the place of each id, one of others and one that
// never was: they must be the same.
func (m *maker) named(q request) []request {
	var body any
	_ = json.Unmarshal(q.body, &body)
	var out []request
	for _, at := range leaves(body, nil) {
		word := at[len(at)-1]
		if word[0] >= '0' && word[0] <= '9' && len(at) > 1 {
			word = at[len(at)-2]
		}
		name := m.table(strings.TrimSuffix(word, "Id"))
		if word == "ids" || word == "id" {
			name = "customer"
		}
		if name == "" || !strings.HasSuffix(word, "Id") && word != "ids" && word != "id" && word != "files" && word != "from" {
			continue
		}
		for _, whose := range []string{charlie, hotel, "never"} {
			id := never
			if ids := idsIn(m.copies[whose], name); len(ids) > 0 {
				id = ids[m.rng.IntN(len(ids))]
			} else if whose != "never" {
				continue
			}
			var copied any
			_ = json.Unmarshal(q.body, &copied)
			next := q
			next.body, _ = json.Marshal(put(copied, at, fmt.Sprint(id)))
			next.ids, next.id, next.twin = whose, fmt.Sprint(id), q.twin+" "+strings.Join(at, "/")
			out = append(out, next)
		}
	}
	return out
}

// fill gives a request its body.
func (m *maker) fill(q *request, op *huma.Operation, n int) {
	if op.RequestBody == nil {
		return
	}
	if j := op.RequestBody.Content["application/json"]; j != nil {
		q.kind = "application/json"
		if known := m.recipes(q.route); n >= m.bodies || q.ids != "own" && len(known) > 0 {
			q.body = []byte(brand("NEW", digitsOf[bravo]).Replace(string(known[m.rng.IntN(len(known))])))
			if v := versionIn.FindString(string(q.body)); v != "" {
				q.body = []byte(strings.Replace(string(q.body), v, fmt.Sprintf(`"version":%d`, m.version(q)), 1))
			}
			return
		}
		v := m.value("", j.Schema, n, m.version(q), 0)
		q.body, _ = json.Marshal(v)
		return
	}
	content := fmt.Sprintf("公司,联系人,手机\nNEW公司%d,NEW人,%s0003\nNEW公司,NEW人,%s0001\nNEW坏,NEW人,12\n", n, digitsOf[bravo], number)
	q.kind, q.body = form("NEW.csv", []byte(content), nil)
}

var (
	versionIn = regexp.MustCompile(`"version":\d+`)
	pathParam = regexp.MustCompile(`\{[^}]*\}`)
)

// recipes are bodies that worked for a route.
func (m *maker) recipes(r httpapi.Route) [][]byte {
	return m.known[r.Method+" "+pathParam.ReplaceAllString(strings.TrimPrefix(r.Path, httpapi.Prefix), "{}")]
}

// version is that of the row whose id is in the path.
func (m *maker) version(q *request) int64 {
	for _, t := range m.world {
		id, v := t.column("id"), t.column("version")
		if id < 0 || v < 0 {
			continue
		}
		for _, r := range t.rows {
			if fmt.Sprint(r[id]) == q.id {
				n, _ := r[v].(int64)
				return n
			}
		}
	}
	return 1
}

// value makes a value for a schema. Body 0 has what is needed, body 1 has
// everything, others have a choice.
func (m *maker) value(name string, s *huma.Schema, n int, version int64, depth int) any {
	if s.Ref != "" {
		s = m.doc.Components.Schemas.SchemaFromRef(s.Ref)
	}
	if len(s.Enum) > 0 {
		return s.Enum[m.rng.IntN(len(s.Enum))]
	}
	switch s.Type {
	case "object":
		out := object{}
		for key, of := range s.Properties {
			_ = of
			out[key] = nil
		}
		for _, key := range slices.Sorted(keysOf(out)) {
			needed := slices.Contains(s.Required, key)
			if depth > 4 || !needed && (n == 0 || n > 1 && m.rng.IntN(2) == 0) {
				delete(out, key)
				continue
			}
			out[key] = m.value(key, s.Properties[key], n, version, depth+1)
		}
		return out
	case "array":
		return []any{m.value(name, s.Items, n, version, depth+1)}
	case "boolean":
		return m.rng.IntN(2) == 0
	case "integer", "number":
		switch {
		case name == "version":
			return version
		case s.Minimum != nil:
			return int64(*s.Minimum) + 1
		}
		return 7
	}
	return m.word(name, s)
}

func keysOf(o object) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range o {
			if !yield(k) {
				return
			}
		}
	}
}

// words are texts for fields that want a certain form.
var words = map[string]string{"currency": "CNY", "zone": "Asia/Shanghai", "language": "zh-CN", "phoneRegion": "CN", "website": "https://new.example", "taxCode": "91330100MA27X1231A",
	"email": "new@alpha.test", "wechat": "new_wechat", "filter": `grade = "A"`, "sort": "name", "password": "correct horse 10", "old": "wrong horse 11", "new": "correct horse 12",
	"roles": "rep", "layer": "graded", "signedOn": "2026-10-13", "paidOn": "2026-10-13", "acceptedOn": "2026-10-14", "expectedOn": "2026-12-02", "preferred": "phone"}

func (m *maker) word(name string, s *huma.Schema) string {
	if w, ok := words[name]; ok {
		return w
	}
	switch {
	case name == "phone" || name == "value":
		return fmt.Sprintf("%s%04d", digitsOf[bravo], 1+m.rng.IntN(9))
	case s.Format == "date-time":
		return noon.Add(26 * time.Hour).Format(time.RFC3339)
	case name == "ids":
		return m.pick("customer")
	case name == "mentions":
		return m.pick("person")
	case name == "id":
		return m.pick("touch")
	case strings.HasSuffix(name, "Id"), name == "files", name == "from":
		return m.pick(strings.TrimSuffix(name, "Id"))
	}
	return "NEW" + name
}
