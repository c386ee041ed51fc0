package proof

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"
)

// corners seeds what only a single predicate looks at: somebody who works no
// longer, what was kept from another role, a number that was erased and came
// again, a file that names people and products.
func (l *lab) corners(product string) {
	l.t.Helper()
	n := 900 // numbers of their own
	sold := object{"grade": "A", "productId": product, "goal": mark}
	l.names["stored"] = l.customer("rep2", &n, sold)
	l.must("manager1", http.MethodPost, "/customers/"+l.names["stored"]+"/archive", object{"version": 1})
	l.sold("rep4", product, &n)
	l.must("finance", http.MethodPost, "/contracts/"+l.names["rep4 contract"]+"/payments", object{"amount": object{"amount": 700000 + n - 900, "currency": "CNY"}, "paidOn": "2026-10-13", "method": mark})
	l.must("rep4", http.MethodPost, "/customers/"+l.names["rep4 sold"]+"/moves", object{"to": "implemented"})
	l.must("rep4", http.MethodPut, "/customers/"+l.names["rep4 rich"]+"/collaborators/"+l.person("rep1"), object{"mayTouch": true})
	l.names["west shared"] = l.customer("rep3", &n, nil)
	l.must("rep3", http.MethodPut, "/customers/"+l.names["west shared"]+"/collaborators/"+l.person("rep1"), object{"mayTouch": true})
	l.names["again"] = l.customer("rep1", &n, object{"contacts": []any{object{"name": mark + "再", "channels": []any{object{"kind": "phone", "value": l.names["erased phone"]}}}}})
	l.names["board"] = l.customer("rep1", &n, nil)
	l.names["board phone"] = fmt.Sprintf("%s%04d", number, n)
	l.must("manager1", http.MethodPost, "/customers/shared-numbers", object{"phone": l.names["board phone"], "reason": mark + "总机"})

	// Support sold once. What it kept is its own, without the right to plan it or
	// to see its numbers.
	support := l.person("support")
	for i, role := range []string{"rep", "support"} {
		l.must("admin", http.MethodPatch, "/people/"+support, object{"version": 1 + i, "roles": []string{role}})
		if role == "rep" {
			l.names["support own"] = l.customer("support", &n, nil)
		}
	}

	// A product that is sold no longer, in a file that names it and an owner.
	old := l.must("director", http.MethodPost, "/products", object{"name": mark + "旧品", "code": mark + "OLD"}).text("id")
	l.must("director", http.MethodPatch, "/products/"+old, object{"version": 1, "active": false})
	file := fmt.Sprintf("公司,联系人,手机,负责人,产品\n%[1]s置8500,%[1]s人,%[2]s8500,%[1]srep2,%[1]s旧品\n", mark, number)
	l.names["placed"] = l.upload("manager1", "/imports", mark+"placed.csv", file).text("id")
	l.must("manager1", http.MethodPost, "/imports/"+l.names["placed"]+"/run", nil)
}

// left is what somebody did who is gone since: customers that were given to
// them, another team before, and work that they left behind.
func (l *lab) left(north string) {
	l.t.Helper()
	n := 800
	gone := l.names["gone"]
	l.must("founder", http.MethodPatch, "/people/"+gone, object{"version": 1, "departmentId": north})
	given := l.customer("manager1", &n, nil)
	l.must("manager1", http.MethodPost, "/customers/"+given+"/assign", object{"ownerId": gone})
	l.names["orphaned"] = l.must("gone", http.MethodPost, "/bulk-acts", object{"filter": `name contains "` + mark + `"`, "action": "tags", "add": []string{mark + "余"}}).text("id")
}

// edits are rows as no route leaves them in this hour: a layer without a plan, one
// that was reached before it was put away, a key of another program, an exit a few
// milliseconds after the one before, somebody who sees so many people that a search
// asks for everybody's, a bulk act over a customer that its author no longer sees,
// and a notice of an assignment that the next one is added to.
func (l *lab) edits() {
	l.t.Helper()
	s := l.dump()
	c := s["customer"]
	for _, r := range c.rows {
		if num(r[c.column("id")].(int64)) == l.names["passed"] {
			r[c.column("layer")] = int64(3)
		}
		if num(r[c.column("id")].(int64)) == l.names["put away"] {
			r[c.column("layer")] = int64(7)
		}
	}
	k := s["customer_key"]
	row := slices.Clone(k.rows[0])
	row[k.column("kind")], row[k.column("norm")], row[k.column("customer_id")] = "ext:erp", mark+"-7", number64of(l.names["plain"])
	k.rows = append(k.rows, row)
	s["customer_key"] = k
	e := s["layer_exit"]
	for _, r := range e.rows {
		if num(r[e.column("customer_id")].(int64)) == l.names["plain"] && r[e.column("layer")] == int64(1) {
			later := slices.Clone(r)
			later[e.column("at")] = r[e.column("at")].(int64) + 9
			r[e.column("next_day")] = r[e.column("day")]
			e.rows = append(e.rows, later)
			break
		}
	}
	s["layer_exit"] = e
	p := s["person"]
	for _, r := range p.rows {
		if r[p.column("email")] == "director2@alpha.test" {
			r[p.column("visible")] = int64(201)
		}
	}
	b := s["bulk_act_row"]
	for _, r := range b.rows {
		if num(r[b.column("act_id")].(int64)) == l.names["bulk"] {
			more := slices.Clone(r)
			more[b.column("customer_id")], more[b.column("code")] = number64of(l.names["cold west"]), ""
			b.rows = append(b.rows, more)
			break
		}
	}
	s["bulk_act_row"] = b
	f, n, of := s["fact"], s["notice"], s.people()
	for _, r := range f.rows {
		if r[f.column("kind")] == "customer.HandedOver" && r[f.column("actor_id")] == of["manager1"] && strings.Contains(fmt.Sprint(r[f.column("payload")]), `"to":"`+num(of["rep1"])) {
			told := slices.Clone(n.rows[0])
			cells := object{"id": never - 400, "person_id": of["rep1"], "kind": "assigned", "params": `{"by":"` + mark + `manager1","facts":["1"]}`,
				"source_id": of["manager1"] ^ r[f.column("at")].(int64)/(5*time.Minute).Milliseconds()}
			for column, v := range cells {
				told[n.column(column)] = v
			}
			n.rows = append(n.rows, told)
			break
		}
	}
	s["notice"] = n
	l.load(s, "customer", "customer_key", "layer_exit", "person", "bulk_act_row", "notice")
}

// stirred are customers that lie about elsewhere: who has no owner here or is put
// away has a next step and a last contact there, and what is put away is nobody's.
func (s snapshot) stirred() snapshot {
	t := s["customer"]
	for _, r := range t.rows {
		put := truth(r[t.column("archived")])
		if put && r[t.column("merged_into")] == nil {
			r[t.column("owner_id")] = nil
		}
		if put || r[t.column("owner_id")] == nil {
			r[t.column("next_at")], r[t.column("last_touch_at")] = noon.Add(30*time.Hour).UnixMilli(), noon.Add(-30*time.Hour).UnixMilli()
		}
	}
	return s
}

// truth is a truth as the databases keep it.
func truth(v any) bool { return v == true || v == int64(1) }

// shadowing adds what tells a row of the first organisation that its work was
// done: the notices it is about to send, the keys it is about to drop, an erasure
// of what it has put away, a customer merged into one it takes back, an import
// behind one that came with none, a share of what somebody does not see. And a pool
// before all others.
func (s snapshot) shadowing(alone snapshot, names map[string]string) snapshot {
	tenant := s["tenant"].rows[0][s["tenant"].column("id")]
	id := never - 3<<30
	add := func(name string, cells object, like []any) {
		t := s[name]
		row := slices.Clone(like)
		if row == nil {
			row = slices.Clone(t.rows[0])
		}
		for c, v := range cells {
			row[t.column(c)] = v
		}
		row[t.column("tenant_id")] = tenant
		t.rows = append(t.rows, row)
		s[name] = t
	}
	tell := func(person, source any, kind string) {
		id--
		add("notice", object{"id": id, "person_id": person, "source_id": source, "kind": kind}, nil)
	}
	manager := map[any]any{}
	d, p := alone["department"], alone["person"]
	for _, r := range p.rows {
		for _, of := range d.rows {
			if of[d.column("id")] == r[p.column("department_id")] {
				manager[r[p.column("id")]] = of[d.column("manager_id")]
			}
		}
	}
	c := alone["customer"]
	for _, r := range c.rows {
		owner, due, at := r[c.column("owner_id")], r[c.column("first_due_at")], r[c.column("id")].(int64)
		if due != nil && owner != nil {
			for _, kind := range []string{"first_80", "first_100"} {
				for _, person := range []any{owner, manager[owner]} {
					if person != nil {
						tell(person, at^due.(int64), kind)
					}
				}
			}
		}
		if truth(r[c.column("archived")]) {
			id--
			add("fact", object{"id": id, "kind": "privacy.Erased", "subject_id": at, "customer_id": at}, nil)
		}
	}
	plans := alone["plan"]
	for _, r := range plans.rows {
		tell(r[plans.column("person_id")], r[plans.column("id")], "plan_due")
	}
	k := alone["customer_key"]
	for _, r := range k.rows {
		weak := any(int64(0)) // as the database keeps it, or a change of it is not seen
		if _, ok := r[k.column("strong")].(bool); ok {
			weak = false
		}
		add("customer_key", object{"strong": weak}, r)
	}
	m, imp := s["customer"], idsIn(alone, "import")[0]
	for _, r := range m.rows {
		if num(r[m.column("id")].(int64)) == names["after"] {
			r[m.column("merged_into")] = number64of(names["imported touched"])
		}
		if num(r[m.column("id")].(int64)) == names["stored"] {
			r[m.column("import_id")] = imp
		}
	}
	for _, name := range []string{"touch", "import_row"} {
		add(name, object{"customer_id": number64of(names["stored"]), "import_id": imp}, nil)
	}
	notices := alone["notice"]
	for _, r := range notices.rows {
		if r[notices.column("kind")] == "assigned" {
			add("notice", object{"params": `{"by":"x","facts":["2"]}`}, r)
		}
	}
	add("collaborator", object{"person_id": alone.people()["director2"], "customer_id": number64of(names["taken"]), "until": nil}, nil)
	heads := s["department"]
	for _, r := range heads.rows { // the first team's manager is somebody before all that are managers here
		if r[heads.column("id")] == alone.named("department", mark+"east改") {
			r[heads.column("manager_id")] = alone.people()["rep1"]
		}
	}
	add("pool", object{"id": idsIn(alone, "pool")[0] - 1, "department_id": idsIn(alone, "department")[0]}, nil)
	return s
}
