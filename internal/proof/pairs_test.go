package proof

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"laidan/internal/bulk"
	"laidan/internal/crm"
)

// pairs seeds customers in the order of their ids: one with much on it and behind
// it one with little. In organisations whose rows hang on the next customer the
// second has what it has not here, so that whoever asks for the presence of a row
// and forgets the organisation is told otherwise.
func (l *lab) pairs(n *int, product string) {
	l.t.Helper()
	at := func(d time.Duration) { l.app.DB.SetClock(func() time.Time { return noon.Add(d) }) }
	defer at(-time.Hour)
	var laden, plain string
	at(-2 * time.Hour)
	laden = l.customer("rep1", n, object{"grade": "A", "productId": product, "goal": mark})
	plain = l.customer("rep1", n, object{"grade": "A", "productId": product, "goal": mark, "taxCode": "TAX" + mark + "0001"})
	l.names["laden"], l.names["plain"] = laden, plain
	again := func() { // out of its layer, into the cold and back: the same layer is left each time
		l.must("rep1", http.MethodPost, "/customers/"+laden+"/moves", object{"to": "graded"})
		l.must("rep1", http.MethodPost, "/customers/"+laden+"/moves", object{"to": "abandoned", "reason": "unfit"})
		l.must("manager1", http.MethodPost, "/customers/"+laden+"/evaluate", object{"verdict": "release", "note": mark, "ownerId": l.person("rep1")})
	}
	again()
	at(-time.Hour)
	again()
	again()
	again()
	l.must("rep1", http.MethodPost, "/customers/"+plain+"/moves", object{"to": "graded"})
	l.must("rep1", http.MethodPost, "/customers/"+laden+"/touches", object{"channel": "call", "result": "do_not_contact"})
	l.must("rep1", http.MethodPost, "/customers/"+plain+"/touches", object{"channel": "call", "result": "no_answer"})
	for _, who := range []string{"rep3", "support", "finance", "service", "rep2"} {
		l.must("rep1", http.MethodPut, "/customers/"+laden+"/collaborators/"+l.person(who), object{"mayTouch": true})
	}
	for _, c := range []struct{ name, who string }{{"cold", "rep1"}, {"cold west", "rep3"}} {
		l.names[c.name] = l.customer(c.who, n, nil)
		l.must(c.who, http.MethodPost, "/customers/"+l.names[c.name]+"/moves", object{"to": "abandoned", "reason": "unfit"})
	}

	// What was due: a plan whose time went by, one for now, and first responses
	// that nobody gave, with a manager to hear of it.
	for _, p := range []struct {
		name string
		due  time.Duration
	}{{"missed", -90 * time.Minute}, {"due", 5 * time.Minute}} {
		at(-4 * time.Hour)
		l.names[p.name] = l.customer("rep2", n, nil)
		l.must("rep2", http.MethodPost, "/customers/"+l.names[p.name]+"/plans", object{"at": noon.Add(p.due).Format(time.RFC3339), "channel": "call", "content": mark + "到点"})
	}
	at(-30 * time.Hour)
	l.names["waiting"] = l.customer("rep2", n, nil)
	at(-time.Hour)
	root := l.must("director", http.MethodGet, "/me", nil).text("department", "id")
	l.headed()
	l.faster(n, root)
	l.undone(n)
}

// headed gives the teams their managers, lets a rep look after a whole team, and
// takes the founder's place away, so that one administrator is left.
func (l *lab) headed() {
	l.t.Helper()
	items, _ := l.must("admin", http.MethodGet, "/departments", nil).json()["items"].([]any)
	for _, i := range items {
		it := i.(object)
		for team, manager := range map[string]string{"east": "manager1", "west": "manager2"} {
			if strings.HasPrefix(fmt.Sprint(it["name"]), mark+team) {
				l.must("admin", http.MethodPatch, "/departments/"+fmt.Sprint(it["id"]), object{"version": it["version"], "managerId": l.person(manager)})
			}
		}
	}
	l.must("admin", http.MethodPost, "/people/"+l.person("founder")+"/disable", object{})
	l.must("admin", http.MethodPatch, "/people/"+l.person("rep3"), object{"version": 1, "scope": "team"})
	l.must("admin", http.MethodPatch, "/people/"+l.person("finance2"), object{"version": 1, "scope": "all"})
}

// faster are customers that left a pool of the first team a minute ago: one by
// one, and one that was handed on since.
func (l *lab) faster(n *int, root string) {
	l.t.Helper()
	east := l.must("rep1", http.MethodGet, "/me", nil).text("department", "id")
	pool := l.must("support", http.MethodPost, "/pools", object{"name": mark + "快", "departmentId": east}).text("id")
	// The pool of all becomes that of the uppermost team, to which all belong: the
	// empty one is the last without a team.
	items, _ := l.must("support", http.MethodGet, "/pools", nil).json()["items"].([]any)
	for _, i := range items {
		if it := i.(object); it["department"] == nil && !strings.HasPrefix(fmt.Sprint(it["name"]), mark+"空") {
			l.names["pool0"] = fmt.Sprint(it["id"])
			l.must("support", http.MethodPatch, "/pools/"+l.names["pool0"], object{"version": it["version"], "name": it["name"], "departmentId": root})
		}
	}
	for _, name := range []string{"quick", "quicker", "quickest"} {
		l.names[name] = l.customer("support", n, object{"poolId": pool})
	}
	l.app.DB.SetClock(func() time.Time { return noon.Add(-time.Minute) })
	l.must("rep1", http.MethodPost, "/customers/"+l.names["quick"]+"/claim", nil)
	l.must("rep1", http.MethodPost, "/customers/"+l.names["quicker"]+"/claim", nil)
	l.must("rep2", http.MethodPost, "/customers/"+l.names["quickest"]+"/claim", nil)
	l.must("manager1", http.MethodPost, "/customers/"+l.names["quickest"]+"/assign", object{"ownerId": l.person("rep1")})
	l.app.DB.SetClock(func() time.Time { return noon.Add(-time.Hour) })
}

// undone leaves an import to be taken back: of what it made, one customer was
// changed at the moment it ended, one was worked on, and one came with a contact.
// It met one of before, too. Before and behind stand customers whose rows, hung on
// the next one, would change the outcome.
func (l *lab) undone(n *int) {
	l.t.Helper()
	at := noon.Add(31 * time.Hour).Format(time.RFC3339)
	laden := func(id string) {
		l.must("rep1", http.MethodPost, "/customers/"+id+"/plans", object{"at": at, "channel": "call", "content": mark + "先"})
		l.must("rep1", http.MethodPost, "/customers/"+id+"/deals", object{"name": mark + "先机", "amount": object{"amount": 800000, "currency": "CNY"}})
	}
	before := l.customer("rep1", n, nil)
	l.names["before"] = before
	phone := fmt.Sprintf("%s%04d", number, *n)
	l.must("rep1", http.MethodPost, "/customers/"+before+"/plans", object{"at": at, "channel": "call", "content": mark + "先"})
	file := fmt.Sprintf("公司,联系人,手机,行业,通话结果,通话时间\n%[1]s始8400,%[1]s人,%[2]s8400,%[1]s业,,\n%[1]s始8402,%[1]s人,%[2]s8402,%[1]s业,,\n%[1]s始8401,%[1]s人,%[2]s8401,%[1]s业,接通,2026-10-13\n%[1]s先,%[1]s人,%[3]s,%[1]s业,,\n%[1]s坏,%[1]s人,12,,,\n",
		mark, number, phone)
	options, _ := json.Marshal(object{"duplicates": "fill"})
	kind, body := form(mark+"undoing.csv", []byte(file), map[string]string{"options": string(options)})
	r := l.send(l.tokens["rep1"], http.MethodPost, "/imports", kind, body)
	if r.status >= 300 {
		l.t.Fatalf("import: %d %s", r.status, r.body)
	}
	id := r.text("id")
	l.names["undoing"] = id
	l.must("rep1", http.MethodPost, "/imports/"+id+"/run", nil)
	imp, err := crm.ParseID[crm.Import](id)
	if err == nil {
		_, err = bulk.Run(context.Background(), l.app.DB, l.app.Files, l.tenant(), imp)
	}
	if err != nil {
		l.t.Fatal(err)
	}
	var made []string
	customers := l.dump()["customer"]
	for _, r := range customers.rows {
		if fmt.Sprint(r[customers.column("import_id")]) == id {
			made = append(made, fmt.Sprint(r[customers.column("id")]))
		}
	}
	slices.Sort(made)
	l.names["imported"], l.names["imported worked"], l.names["imported touched"] = made[0], made[1], made[2]
	l.names["after"] = l.customer("rep1", n, nil)
	// What the import wrote itself at that moment is told apart by its rows.
	l.must("rep1", http.MethodPatch, "/customers/"+made[0], object{"version": 1, "remark": mark + "同时"})
	laden(made[1])
	l.must("rep1", http.MethodPost, "/imports/"+id+"/undo", nil)
}
