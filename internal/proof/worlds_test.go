package proof

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"laidan/internal/rights"
)

// worlds are the first organisation alone, and what stands beside it.
type worlds struct {
	alone  snapshot
	copies map[string]snapshot
	whole  snapshot // the first organisation with everything of its other team
	all    snapshot // everything together
}

// sees says which copies within the organisation an identity may see; the other
// organisations nobody does.
var sees = map[string][]string{"rep3": {hotel, india, juliet}, "manager2": {hotel, india, juliet}, "director": {hotel, india, juliet},
	"director2": {juliet}, "support": {juliet}, "service": {india}, "finance": {india}, "finance2": {india}}

// reference is the database that holds only what an identity may see. What is
// answered there is what must be answered in the full one.
func (w worlds) reference(who string) snapshot {
	var more []snapshot
	for _, name := range sees[who] {
		more = append(more, w.copies[name])
	}
	return w.alone.plus(more...)
}

// group names identities with the same reference.
func group(who string) string { return strings.Join(sees[who], " ") }

// build seeds the first organisation and copies it.
func (l *lab) build() worlds {
	l.t.Helper()
	// An hour before: within minutes the members of a pool hear who was faster.
	l.app.DB.SetClock(func() time.Time { return noon.Add(-time.Hour) })
	l.found()
	l.app.DB.SetClock(func() time.Time { return noon })
	l.notices()
	l.edits()
	l.script("expired", "rep1@alpha.test")
	l.script("revoked", "rep2@alpha.test")
	w := worlds{alone: l.dump(), copies: map[string]snapshot{}}
	tenant := w.alone["tenant"].rows[0][w.alone["tenant"].column("id")].(int64)
	l.first = tenant
	// Below the first organisation's id and above it: rows of theirs come first
	// and last where the organisation is forgotten.
	w.copies[bravo] = w.alone.tenantOf(bravo, tenant+2<<30)
	w.copies[bravo] = w.copies[bravo].differing(true).plus(w.copies[bravo].tangled()).stirred()
	w.copies[kilo] = w.alone.tenantOf(kilo, tenant-1<<30).hanging().differing(false).crowded().switchboards().shadowing(w.alone, l.names)
	w.copies[charlie] = w.alone.tenantOf(charlie, tenant+1<<30)
	w.otherTeam()
	w.whole = w.alone.plus(w.copies[hotel], w.copies[india], w.copies[juliet])
	w.all = w.alone
	if rights.WrittenKeys || l.postgres { // where ids may meet, kilo's rows are read first
		w.all = w.copies[kilo].plus(w.alone)
	}
	for _, name := range []string{bravo, charlie, kilo, hotel, india, juliet} {
		l.files(w.alone, name, w.copies[name])
		if name != kilo || !rights.WrittenKeys && !l.postgres {
			w.all = w.all.plus(w.copies[name])
		}
	}
	l.load(w.all)
	for _, p := range cast {
		l.token(bravo+"/"+p.key, p.key+"@bravo.test")
	}
	w.all = l.dump()
	l.ended(w)
	return w
}

// otherTeam copies what rep1 has to rep3, and a pool's customers to the pool of
// the other team: unsold customers and private things, contracts, imports.
func (w worlds) otherTeam() {
	person := w.alone.people()
	swap := map[int64]int64{person["rep1"]: person["rep3"], person["manager1"]: person["manager2"],
		w.alone.named("department", mark+"east改"): w.alone.named("department", mark+"west改")}
	contracts := w.alone.values("contract", "customer_id")
	unsold, sold := map[int64]bool{}, map[int64]bool{}
	for id := range w.alone.customersOf(person["rep1"]) {
		unsold[id], sold[id] = !contracts[id], contracts[id]
	}
	w.copies[hotel] = w.alone.handed(hotel, w.unsold(unsold, person["rep1"]), swap)
	w.copies[hotel]["funnel_day"] = w.fresh("funnel_day", w.copies[hotel]["funnel_day"])
	w.copies[india] = w.alone.handed(india, func(of string, t table, r []any) bool {
		switch of {
		case "customer":
			return sold[number64(t, r, "id")]
		case "fact", "collaborator", "notice":
			return false
		case "blob":
			return sold[number64(t, r, "customer_id")]
		}
		return w.hangs(t, r, sold)
	}, swap)
	w.copies[juliet] = w.pooled(person["rep1"], person["rep3"])
}

// unsold picks what one person has besides contracts and imports.
func (w worlds) unsold(open map[int64]bool, person int64) func(of string, t table, r []any) bool {
	return func(of string, t table, r []any) bool {
		switch of {
		case "customer":
			return open[number64(t, r, "id")]
		case "fact", "collaborator", "deal":
			return false
		case "saved_view":
			return number64(t, r, "owner_id") == person
		case "notice":
			return number64(t, r, "person_id") == person
		case "blob":
			n := number64(t, r, "customer_id")
			return open[n] || n == 0 && number64(t, r, "created_by") == person && fmt.Sprint(r[t.column("kind")]) == "attachment"
		case "funnel_day":
			return number64(t, r, "scope_id") == person
		}
		return w.hangs(t, r, open)
	}
}

// pooled copies customers without an owner into the other team's pool, and one
// person's imports to another.
func (w worlds) pooled(from, to int64) snapshot {
	pool := w.alone.named("pool", mark+"西区改")
	in, swap := map[int64]bool{}, map[int64]int64{from: to}
	c := w.alone["customer"]
	for _, r := range c.rows {
		if p := number64(c, r, "pool_id"); p != 0 {
			in[number64(c, r, "id")] = true
			swap[p] = pool
		}
	}
	return w.alone.handed(juliet, func(of string, t table, r []any) bool {
		switch of {
		case "customer":
			return in[number64(t, r, "id")]
		case "import":
			return number64(t, r, "created_by") == from
		case "import_row":
			return w.alone.madeBy(r[t.column("import_id")], from)
		case "blob":
			return number64(t, r, "created_by") == from && fmt.Sprint(r[t.column("kind")]) == "import"
		case "contact", "channel", "customer_key", "customer_tag", "receipt":
			return w.hangs(t, r, in)
		}
		return false
	}, swap)
}

// hangs reports whether a row belongs to one of the customers.
func (w worlds) hangs(t table, r []any, customers map[int64]bool) bool {
	return customers[number64(t, r, "customer_id")] || customers[w.alone.customerOfContract(number64(t, r, "contract_id"))]
}

// number64 is a number of a row, 0 if it has none.
func number64(t table, r []any, column string) int64 {
	i := t.column(column)
	if i < 0 {
		return 0
	}
	n, _ := r[i].(int64)
	return n
}

// ended lets one session expire and takes another one back, in every world.
func (l *lab) ended(w worlds) {
	for _, s := range []snapshot{w.alone, w.whole, w.all} {
		t := s["session"]
		t.rows = slices.DeleteFunc(t.rows, func(r []any) bool { return r[t.column("token_hash")] == digest(l.tokens["revoked"]) })
		for _, r := range t.rows {
			r[t.column("seen_at")] = noon.UnixMilli()
			if r[t.column("token_hash")] == digest(l.tokens["expired"]) {
				r[t.column("expires_at")] = noon.Add(-time.Second).UnixMilli()
			}
		}
		s["session"] = t
	}
}

// fresh are the rows of a copy whose key the organisation does not have yet.
func (w worlds) fresh(name string, t table) table {
	key := func(r []any) string {
		parts := []string{}
		for _, c := range []string{"scope_id", "day", "layer"} {
			parts = append(parts, fmt.Sprint(r[t.column(c)]))
		}
		return strings.Join(parts, " ")
	}
	have := map[string]bool{}
	for _, r := range w.alone[name].rows {
		have[key(r)] = true
	}
	t.rows = slices.DeleteFunc(slices.Clone(t.rows), func(r []any) bool { return have[key(r)] })
	return t
}

// notices are made by background work, which does not run here.
func (l *lab) notices() {
	l.t.Helper()
	s := l.dump()
	of, customer := s.people(), idsIn(s, "customer")[0]
	t := s["notice"]
	for i, who := range []string{"rep1", "rep2", "manager1", "rep3"} {
		row := make([]any, len(t.columns))
		for j, c := range t.columns {
			row[j] = object{"tenant_id": s["tenant"].rows[0][s["tenant"].column("id")], "id": never - 100 + int64(i), "person_id": of[who], "kind": "comment",
				"customer_id": customer, "params": `{"by":"` + mark + `某人","text":"` + mark + `"}`, "source_id": int64(i), "created_at": noon.UnixMilli()}[c]
		}
		t.rows = append(t.rows, row)
	}
	// More about customers with a name, that say so; and one so old that it is
	// forgotten.
	tenant := s["tenant"].rows[0][s["tenant"].column("id")]
	add := func(id, source int64, about string, person any, text string) {
		row := make([]any, len(t.columns))
		for j, c := range t.columns {
			row[j] = object{"tenant_id": tenant, "id": id, "person_id": person, "kind": "mention", "customer_id": number64of(about), "params": text, "source_id": source, "created_at": noon.UnixMilli()}[c]
		}
		t.rows = append(t.rows, row)
	}
	for i, name := range []string{"rep1 rich", "laden", "before", "kept"} {
		add(never-200+int64(i), 100+int64(i), l.names[name], of["rep2"], `{"by":"`+mark+`某人","text":"`+mark+`"}`)
	}
	name := fmt.Sprint(s.cell(l.names["rep1 rich"], "name"))
	add(never-300, 200, l.names["rep2 rich"], of["rep1"], `{"by":"`+mark+`某人","text":"`+name+`"}`)
	add(1<<30, 201, l.names["rep2 rich"], of["rep3"], `{"by":"`+mark+`某人","text":"`+mark+`"}`)
	s["notice"] = t
	k := s["idempotency"] // answers that are kept: one too long, one that names somebody
	for i, age := range []time.Duration{time.Hour, 90 * 24 * time.Hour} {
		row := make([]any, len(k.columns))
		for j, c := range k.columns {
			row[j] = object{"tenant_id": tenant, "person_id": of["rep1"], "key": fmt.Sprint(mark, i), "body_hash": "x", "status": int64(200), "response": `{"name":"` + name + `"}`, "created_at": noon.Add(-age).UnixMilli()}[c]
		}
		k.rows = append(k.rows, row)
	}
	s["idempotency"] = k
	v := s["saved_view"] // rep4 has as many views as one may have
	for i := range int64(100) {
		row := slices.Clone(v.rows[0])
		row[v.column("id")], row[v.column("owner_id")], row[v.column("shared")] = never-1000-i, number64of(l.names["rep4"]), false
		v.rows = append(v.rows, row)
	}
	s["saved_view"] = v
	b := s["blob"] // a file that hangs on no touch
	for _, r := range b.rows {
		if num(r[b.column("id")].(int64)) == l.names["rep2 loose"] {
			r[b.column("customer_id")] = number64of(l.names["rep2 rich"])
		}
	}
	a := s["bulk_act_row"] // an act that was refused for one
	for _, r := range a.rows {
		if num(r[a.column("act_id")].(int64)) == l.names["bulk"] {
			r[a.column("code")] = "forbidden"
			break
		}
	}
	for _, r := range a.rows {
		r[a.column("params")] = `{"name":"` + mark + `"}`
	}
	l.load(s, "notice", "saved_view", "blob", "bulk_act_row", "idempotency")
}

// files puts content behind the files of a copy.
func (l *lab) files(alone snapshot, name string, c snapshot) {
	l.t.Helper()
	t := c["blob"]
	words := wordsOf(name)
	for _, r := range t.rows {
		id, tenant := r[t.column("id")].(int64), r[t.column("tenant_id")].(int64)
		if _, err := os.Stat(l.file(alone["tenant"].rows[0][alone["tenant"].column("id")].(int64), id-shifts[name])); err != nil {
			continue // one of a tangled row: nobody asks for it
		}
		content, err := os.ReadFile(l.file(alone["tenant"].rows[0][alone["tenant"].column("id")].(int64), id-shifts[name]))
		if err != nil {
			l.t.Fatal(err)
		}
		to := l.file(tenant, id)
		if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
			l.t.Fatal(err)
		}
		if err := os.WriteFile(to, []byte(words.Replace(string(content))), 0o600); err != nil {
			l.t.Fatal(err)
		}
	}
}

func (l *lab) file(tenant, id int64) string {
	n := fmt.Sprint(id)
	return filepath.Join(l.app.Files.Dir, fmt.Sprint(tenant), n[len(n)-2:], n)
}

// people are the ids of the cast.
func (s snapshot) people() map[string]int64 {
	out := map[string]int64{}
	t := s["person"]
	for _, r := range t.rows {
		key, _, _ := strings.Cut(fmt.Sprint(r[t.column("email")]), "@")
		out[key] = r[t.column("id")].(int64)
	}
	return out
}

func (s snapshot) named(name, called string) int64 {
	t := s[name]
	for _, r := range t.rows {
		if r[t.column("name")] == called {
			return r[t.column("id")].(int64)
		}
	}
	panic("no " + called + " in " + name)
}

func (s snapshot) values(name, column string) map[int64]bool {
	out := map[int64]bool{}
	t := s[name]
	for _, r := range t.rows {
		if n, ok := r[t.column(column)].(int64); ok {
			out[n] = true
		}
	}
	return out
}

// customersOf are those a person owns or gave up.
func (s snapshot) customersOf(person int64) map[int64]bool {
	out := map[int64]bool{}
	t := s["customer"]
	for _, r := range t.rows {
		owner, left := r[t.column("owner_id")], r[t.column("released_by")]
		if owner == person || owner == nil && r[t.column("pool_id")] == nil && left == person {
			out[r[t.column("id")].(int64)] = true
		}
	}
	return out
}

func (s snapshot) customerOfContract(id int64) int64 {
	t := s["contract"]
	for _, r := range t.rows {
		if r[t.column("id")] == id {
			return r[t.column("customer_id")].(int64)
		}
	}
	return 0
}

func (s snapshot) madeBy(id any, person int64) bool {
	t := s["import"]
	for _, r := range t.rows {
		if r[t.column("id")] == id {
			return r[t.column("created_by")] == person
		}
	}
	return false
}
