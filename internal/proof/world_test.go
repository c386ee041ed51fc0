package proof

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"

	"laidan/internal/auth"
	"laidan/internal/bulk"
	"laidan/internal/crm"
)

// The people of an organisation: two teams and every role. They are the
// identities of the sweep.
var cast = []struct{ key, role, team string }{
	{"rep1", "rep", "east"}, {"rep2", "rep", "east"}, {"rep3", "rep", "west"}, {"manager1", "manager", "east"}, {"manager2", "manager", "west"},
	{"director", "director", "root"}, {"director2", "director", "east"}, {"support", "support", "root"}, {"service", "service", "root"}, {"finance", "finance", "root"}, {"admin", "admin", "root"},
	{"finance2", "finance", "root"},
}

// Whatever belongs to the first organisation says so: its words hold this mark
// and its numbers begin like this. Copies of it get other ones, so that a leak
// is found by looking for them.
const (
	mark   = "ALPHA"
	number = "1380013"
)

type object = map[string]any

// establish makes the first organisation with its founder.
func (l *lab) establish() {
	l.t.Helper()
	link, err := auth.SetupLink(context.Background(), l.app.DB, "http://x")
	if err != nil {
		l.t.Fatal(err)
	}
	_, secret, _ := strings.Cut(link, "#")
	l.must("", http.MethodPost, "/setup", object{"token": secret, "organisation": mark + "科技", "name": mark + "创始", "email": "founder@alpha.test", "password": "correct horse 9"})
	l.token("founder", "founder@alpha.test")
}

// found seeds the first organisation by its own routes.
func (l *lab) found() {
	l.t.Helper()
	l.establish()
	items, _ := l.must("founder", http.MethodGet, "/departments", nil).json()["items"].([]any)
	root := items[0].(object)["id"].(string)
	teams := object{"root": root}
	for _, name := range []string{"east", "west"} {
		teams[name] = l.must("founder", http.MethodPost, "/departments", object{"name": mark + name, "parentId": root}).text("id")
	}
	for _, p := range cast {
		l.must("founder", http.MethodPost, "/people", object{"name": mark + p.key, "email": p.key + "@alpha.test", "departmentId": teams[p.team], "roles": []string{p.role}})
		l.token(p.key, p.key+"@alpha.test")
	}
	product := l.must("director", http.MethodPost, "/products", object{"name": mark + "产品", "code": mark, "price": object{"amount": 100000, "currency": "CNY"}}).text("id")
	for _, kind := range []string{"text", "number", "date"} {
		l.must("admin", http.MethodPost, "/fields", object{"label": mark + kind, "kind": kind})
	}
	l.must("admin", http.MethodPost, "/pools", object{"name": mark + "西区", "departmentId": teams["west"]})
	n := 0
	for _, rep := range []string{"rep1", "rep2", "rep3"} {
		l.portfolio(rep, product, &n)
	}
	l.central(&n)
	l.relations(&n, product)
}

func (l *lab) customer(who string, n *int, more object) string {
	l.t.Helper()
	*n++
	tags := []string{mark}
	if *n%2 == 0 {
		tags = append(tags, mark+"偶")
	}
	body := object{"name": fmt.Sprintf("%s机械%02d有限公司", mark, *n), "kind": "company", "source": mark + "展会", "remark": mark + "备注，另一个电话 " + fmt.Sprintf("%s%04d", number, *n+5000), "tags": tags,
		"contacts": []any{object{"name": mark + "联系人", "title": mark + "经理", "channels": []any{object{"kind": "phone", "value": fmt.Sprintf("%s%04d", number, *n)},
			object{"kind": "wechat", "value": fmt.Sprintf("alpha_%s%04d", number, *n+6000)}, object{"kind": "email", "value": fmt.Sprintf("c%d@alpha.example", *n)}}}}}
	for k, v := range more {
		body[k] = v
	}
	return l.must(who, http.MethodPost, "/customers", body).text("id")
}

// portfolio is what one rep has: customers in several layers with all that
// hangs on them, views, an import, a file.
func (l *lab) portfolio(who, product string, n *int) {
	l.t.Helper()
	at := noon.Add(30 * time.Hour).Format(time.RFC3339)
	fresh := l.customer(who, n, nil)
	l.must(who, http.MethodPost, "/customers/"+fresh+"/plans", object{"at": at, "channel": "call", "content": mark + "计划", "goal": mark})
	warm := l.customer(who, n, object{"grade": "A", "productId": product, "goal": mark + "目标", "custom": object{}})
	l.names[who+" warm"] = warm
	l.must(who, http.MethodPost, "/customers/"+warm+"/moves", object{"to": "graded"})
	touch := l.must(who, http.MethodPost, "/customers/"+warm+"/touches", object{"channel": "call", "result": "connected", "content": mark + "谈话，改打 " + number + "5551", "feedback": mark + "反馈 " + number + "5552",
		"files": []string{l.upload(who, "/files", mark+".jpg", mark).text("id")}, "next": object{"at": at, "channel": "visit", "content": mark, "goal": mark}})
	l.must(who, http.MethodPost, "/customers/"+warm+"/touches/"+touch.text("touch", "id")+"/comments", object{"content": mark + "评论"})
	sold := l.customer(who, n, object{"grade": "A", "productId": product, "goal": mark + "目标"})
	l.must(who, http.MethodPost, "/customers/"+sold+"/touches", object{"channel": "visit", "result": "met", "content": mark + "拜访", "feedback": mark + "很好",
		"next": object{"at": at, "channel": "visit", "content": mark}})
	money := object{"amount": 500000 + *n, "currency": "CNY"}
	deal := l.must(who, http.MethodPost, "/customers/"+sold+"/deals", object{"name": mark + "商机", "productId": product, "amount": money, "expectedOn": "2026-12-01"}).text("id")
	l.must(who, http.MethodPost, "/customers/"+sold+"/moves", object{"to": "opportunity"})
	paper := l.upload(who, "/files", mark+"合同.pdf", "%PDF-1.4 "+mark).text("id")
	contract := l.must(who, http.MethodPost, "/deals/"+deal+"/contract", object{"number": fmt.Sprintf("%s-%d", mark, *n), "amount": money, "signedOn": "2026-10-10", "fileId": paper}).text("id")
	l.must(who, http.MethodPost, "/customers/"+sold+"/moves", object{"to": "signed"})
	l.must("finance", http.MethodPost, "/contracts/"+contract+"/payments", object{"amount": object{"amount": 1000, "currency": "CNY"}, "paidOn": "2026-10-11", "method": mark + "转账", "remark": mark + " " + number + "5553"})
	l.must(who, http.MethodPost, "/views", object{"list": "customers", "name": mark + "视图" + who, "filter": `grade = "A"`, "sort": "name", "columns": []string{"name"}})
	l.must(who, http.MethodPost, "/views", object{"list": "customers", "name": mark + "共享" + who, "filter": `tags has "` + mark + `偶"`, "shared": true})
	l.upload(who, "/imports", mark+who+".csv", fmt.Sprintf("公司,联系人,手机\n%s新%s,%s人,%s9%03d\n%s坏,%s人,123\n", mark, who, mark, number, *n, mark, mark))
	l.upload(who, "/files", mark+"散件.txt", mark)
	offer := l.customer(who, n, nil)
	open := l.must(who, http.MethodPost, "/customers/"+offer+"/deals", object{"name": mark + "机会", "amount": money}).text("id")
	l.must(who, http.MethodPatch, "/deals/"+open, object{"version": 1, "name": mark + "机会二"})
	l.must(who, http.MethodPatch, "/customers/"+offer, object{"version": l.must(who, http.MethodGet, "/customers/"+offer, nil).json()["version"], "remark": mark + "改"})
	l.must(who, http.MethodPost, "/customers/duplicates", object{"name": mark + "查重"})
	l.must(who, http.MethodPatch, "/customers/"+warm+"/touches/"+touch.text("touch", "id"), object{"content": mark + "改过"})
}

// central is what lies outside the portfolios: pools, the cold store, the
// archive, shares, notices and imports that were run.
func (l *lab) central(n *int) {
	l.t.Helper()
	for range 3 {
		l.customer("support", n, nil)
	}
	cold := l.customer("rep1", n, nil)
	l.must("rep1", http.MethodPost, "/customers/"+cold+"/moves", object{"to": "abandoned", "reason": "unfit"})
	gone := l.customer("manager1", n, nil)
	l.names["put away"] = gone
	l.must("manager1", http.MethodPost, "/customers/"+gone+"/archive", object{"version": 1})
	shared := l.customer("rep2", n, nil)
	l.must("rep2", http.MethodPut, "/customers/"+shared+"/collaborators/"+l.person("rep1"), object{"mayTouch": true})
	read := l.customer("rep3", n, nil)
	l.must("rep3", http.MethodPut, "/customers/"+read+"/collaborators/"+l.person("rep2"), object{"mayTouch": false, "until": noon.Add(48 * time.Hour).Format(time.RFC3339)})
	given := l.customer("rep1", n, nil)
	l.must("manager1", http.MethodPost, "/customers/"+given+"/assign", object{"ownerId": l.person("rep2")})
	east := l.must("rep1", http.MethodGet, "/me", nil).text("department", "id")
	l.must("manager1", http.MethodPost, "/customers/bulk", object{"ids": []string{given}, "action": "tags", "add": []string{mark + "批"}})
	l.must("manager1", http.MethodPost, "/assign/round-robin", object{"ids": []string{l.customer("support", n, nil)}, "departmentId": east})
	template := l.must("director", http.MethodGet, "/funnel/template", nil).json()
	delete(template, "name")
	l.must("director", http.MethodPut, "/funnel/template", template)
	for _, path := range []string{"/pools", "/products", "/departments", "/fields"} {
		items, _ := l.must("founder", http.MethodGet, path, nil).json()["items"].([]any)
		for _, i := range items {
			it := i.(object)
			if it["id"] != nil && it["version"] != nil && it["custom"] != false {
				key, name := "name", it["name"]
				if path == "/fields" {
					key, name = "label", it["label"]
				}
				who := map[string]string{"/pools": "support", "/products": "director", "/departments": "admin", "/fields": "admin"}[path]
				l.must(who, http.MethodPatch, path+"/"+it["id"].(string), object{"version": it["version"], key: fmt.Sprint(name, "改")})
			}
		}
	}
	l.must("admin", http.MethodPost, "/people/"+l.person("support")+"/invite", object{})
	for _, p := range []struct {
		who  string
		from int
	}{{"rep1", 8100}, {"support", 8200}} {
		who, from := p.who, p.from
		file := fmt.Sprintf("公司,联系人,手机\n%s行%d,%s人,%s%04d\n%s坏,%s人,12\n%s又%d,%s人,%s0001\n", mark, from, mark, number, from, mark, mark, mark, from, mark, number)
		id := l.upload(who, "/imports", mark+who+"跑.csv", file).text("id")
		l.must(who, http.MethodPost, "/imports/"+id+"/run", nil)
		imp, err := crm.ParseID[crm.Import](id)
		if err == nil {
			_, err = bulk.Run(context.Background(), l.app.DB, l.app.Files, l.tenant(), imp)
		}
		if err != nil {
			l.t.Fatal(err)
		}
	}
}

// person is the id of one of the cast, by their own page.
func (l *lab) person(key string) string {
	l.t.Helper()
	return l.must(key, http.MethodGet, "/me", nil).text("id")
}

func (l *lab) tenant() crm.TenantID {
	l.t.Helper()
	id, err := crm.ParseID[crm.Tenant](l.must("admin", http.MethodGet, "/me", nil).text("tenant", "id"))
	if err != nil {
		l.t.Fatal(err)
	}
	return id
}
