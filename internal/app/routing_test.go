package app

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"laidan/internal/db/dbtest"
	"laidan/internal/job"
)

// acrossTenants are the statements that are not one organisation's, by the words
// they begin with: log-in and sessions come before the organisation is known,
// the rest is housekeeping of the installation.
var acrossTenants = map[string]string{
	"SELECT s.id AS session":              "who a session belongs to: its organisation is what is being looked up",
	"SELECT DISTINCT tenant_id FROM fact": "the sealer looks for organisations with unsealed facts",
	"SELECT l.tenant_id":                  "log-in by e-mail: its organisation is what is being looked up",
}

// recorded are distinct statements with the arguments of one use.
type recorded struct {
	mu   sync.Mutex
	said map[string][]any
}

func (r *recorded) add(text string, args []any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if _, ok := r.said[text]; !ok {
		r.said[text] = append([]any(nil), args...)
	}
}

// Every statement of the program touches one of 32 partitions by tenant: the
// stand-in for PostgreSQL spread over machines. Those that do not are listed
// above by name.
func TestStatementsTouchOnePartition(t *testing.T) {
	r := recorded{said: map[string][]any{}}
	in := open(t, dbtest.PostgresURL(t))
	in.a.DB.Record(r.add)
	in.found()
	day(t, in)
	in.everything()
	in.a.DB.Record(nil)
	ctx := context.Background()
	url := dbtest.PostgresURL(t)
	open(t, url).a.Close() // migrated and empty
	c, err := pgx.Connect(ctx, url)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close(ctx) }()
	began := time.Now()
	if err := dbtest.Partition(ctx, c, 32); err != nil {
		t.Fatal(err)
	}
	t.Logf("partitioned in %v", time.Since(began))
	one, none, used := 0, 0, map[string]bool{}
	for text, args := range r.said {
		parts, err := dbtest.Parts(ctx, c, text, args)
		if err != nil {
			t.Errorf("%v\n%s", err, text)
			continue
		}
		name := ""
		for begin := range acrossTenants {
			if strings.HasPrefix(strings.TrimSpace(text), begin) {
				name = begin
			}
		}
		switch {
		case name != "":
			used[name] = true
		case len(parts) > 1:
			t.Errorf("touches partitions %v:\n%s\n%v", parts, text, args)
		case len(parts) == 1:
			one++
		default:
			none++
		}
	}
	for name := range acrossTenants {
		if !used[name] {
			t.Errorf("listed but never said: %s", name)
		}
	}
	t.Logf("%d statements: %d touch one partition, %d are of the platform or insert, %d are listed", len(r.said), one, none, len(used))
	if one+none < 150 {
		t.Errorf("only %d statements were seen", one+none)
	}
}

// everything asks every route once or more, as people who may, with what it
// takes to reach the statements behind it; imports, undo, sealing and the
// crons run as well.
func (in *installation) everything() {
	in.t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- in.a.Serve(ctx, nil) }()
	defer func() {
		cancel()
		if err := <-done; err != nil {
			in.t.Error(err)
		}
	}()
	first := func(who, path string) (id string) {
		list := in.must(who, http.MethodGet, path, nil).items()
		if len(list) > 0 {
			id, _ = list[0].(map[string]any)["id"].(string)
		}
		return id
	}
	ids := map[string]string{"pool": first("admin", "/pools"), "person": first("admin", "/people?q=许"), "other": first("admin", "/people?q=鲁"),
		"third": first("admin", "/people?q=施"), "dep": first("admin", "/departments"), "product": first("director", "/products"), "contract": first("finance", "/contracts"), "deal": first("director", "/deals?state=won")}
	if ids["deal"] == "" {
		ids["deal"] = first("director", "/deals")
	}
	ids["soon"], ids["later"] = time.Now().Add(50*time.Hour).UTC().Format(time.RFC3339), time.Now().Add(99*time.Hour).UTC().Format(time.RFC3339)
	for i := range 6 {
		a := in.must("support", http.MethodPost, "/customers", map[string]any{"name": fmt.Sprintf("遍历机械 %d", i), "kind": "company", "phone": fmt.Sprintf("1391234567%d", i)})
		ids[fmt.Sprintf("c%d", i)] = a.text("id")
	}
	fill := func(s string) string {
		for k, v := range ids {
			s = strings.ReplaceAll(s, "{"+k+"}", v)
		}
		return s
	}
	for _, line := range strings.Split(strings.TrimSpace(errands), "\n") {
		f := strings.SplitN(strings.TrimSpace(line), " ", 5)
		who, method, path, save, body := f[0], f[1], fill(f[2]), "-", ""
		if len(f) > 3 {
			save = f[3]
		}
		if len(f) > 4 {
			body = fill(f[4])
		}
		var r io.Reader
		if body != "" {
			r = strings.NewReader(body)
		}
		a := in.send(who, method, path, "application/json", r)
		if a.status != 200 && a.status != 204 {
			in.t.Errorf("%s: %d %s", fill(line), a.status, a.raw)
		}
		if save != "-" {
			if ids[save] = a.text("id"); ids[save] == "" { // a touch comes with its customer
				ids[save] = a.text(save, "id")
			}
			ids[save+"v"] = a.text("version")
		}
	}
	in.importOnce()
	for _, m := range in.a.House() {
		for _, c := range m.Crons {
			if err := c.Run(job.Run{Ctx: ctx, DB: in.a.DB, Tenant: in.tenant()}); err != nil {
				in.t.Errorf("%s: %v", c.Name, err)
			}
		}
	}
	until(in.t, "sealed", 20*time.Second, func() bool {
		return in.count("SELECT COUNT(*) FROM fact WHERE tenant_id = @tenant AND seq IS NULL") == 0
	})
}

// importOnce brings a file in and takes it back.
func (in *installation) importOnce() {
	in.t.Helper()
	var body bytes.Buffer
	m := multipart.NewWriter(&body)
	w, err := m.CreateFormFile("file", "客户.csv")
	if err != nil {
		in.t.Fatal(err)
	}
	_, _ = fmt.Fprintln(w, "公司名称,联系人,手机,备注,合同金额")
	for i := range 40 {
		_, _ = fmt.Fprintf(w, "导入机械%d有限公司,王工,1370000%04d,备注,%d\n", i, i%30, i)
	}
	_ = m.Close()
	a := in.send("support", http.MethodPost, "/imports", m.FormDataContentType(), &body)
	id := a.text("id")
	state := func(want string) {
		until(in.t, "import "+want, 60*time.Second, func() bool { return in.must("support", http.MethodGet, "/imports/"+id, nil).text("state") == want })
	}
	in.must("support", http.MethodPatch, "/imports/"+id, map[string]any{"options": map[string]any{}})
	in.must("support", http.MethodPost, "/imports/"+id+"/run", map[string]any{})
	state("done")
	in.send("support", http.MethodGet, "/imports/"+id+"/errors?outcome=all", "", nil)
	in.must("support", http.MethodGet, "/imports", nil)
	in.must("support", http.MethodPost, "/imports/"+id+"/undo", map[string]any{})
	state("undone")
}

// errands are who, method, path, name to keep the id under, body.
const errands = `
director GET /customers?limit=5&total=true
rep1 GET /customers?limit=5&sort=queue
manager GET /customers?limit=5&sort=name&total=true
director GET /customers?limit=5&q=遍历
rep1 GET /customers?limit=5&q=4170
director GET /customers?in=cold&limit=5
director GET /cold
director GET /export
director GET /export?format=xlsx
rep1 POST /customers/{c0}/claim - {}
rep1 POST /customers/{c1}/claim - {}
rep1 POST /customers/{c2}/claim - {}
rep1 POST /customers/{c0}/touches touch {"channel":"call","confirmTwice":true,"result":"connected","content":"说过 13912345670","next":{"at":"{soon}","channel":"call","content":"再谈","goal":"约见"}}
rep1 PATCH /customers/{c0}/touches/{touch} - {"content":"改过"}
manager POST /customers/{c0}/touches/{touch}/comments - {"content":"好","mentions":["{person}"]}
rep1 POST /customers/{c0}/plans plan {"at":"{later}","channel":"visit","content":"上门","goal":"演示","reason":"改期"}
rep1 GET /plans?from=2099-01-01&to=2099-01-30
rep1 POST /customers/{c0}/contacts contact {"name":"李工","title":"主管","channels":[{"kind":"phone","value":"13512340000"},{"kind":"email","value":"li@x.test"}]}
rep1 DELETE /customers/{c0}/contacts/{contact}
rep1 PUT /customers/{c0}/collaborators/{other} - {"mayTouch":true}
rep2 GET /customers/{c0}
rep1 DELETE /customers/{c0}/collaborators/{other}
rep1 GET /customers/{c0}
rep1 GET /customers/{c0}/timeline?kind=change
rep1 GET /customers/{c0}/receipts
rep1 GET /customers/{c0}/deals
rep1 GET /customers/{c0}/moves/check?to=graded
rep1 POST /customers/{c0}/deals lostdeal {"name":"小单","amount":{"amount":100,"currency":"CNY"}}
rep1 POST /deals/{lostdeal}/lost - {"reason":"价格","version":{lostdealv}}
manager POST /customers/{c1}/merge - {"from":"{c2}"}
manager POST /customers/{c1}/assign - {"ownerId":"{other}"}
rep2 POST /customers/{c1}/release - {"reason":"让一让"}
support POST /assign/round-robin - {"ids":["{c1}","{c3}"],"departmentId":"{dep}"}
director POST /customers/bulk - {"action":"grade","grade":"B","ids":["{c0}"]}
director POST /customers/bulk - {"action":"tags","add":["重点"],"ids":["{c0}"]}
director POST /customers/bulk - {"action":"assign","ownerId":"{other}","ids":["{c4}"],"dryRun":true}
director POST /customers/duplicates - {"name":"遍历机械 0","phone":"13912345670"}
manager POST /customers/shared-numbers - {"phone":"13912345670","reason":"总机"}
rep1 GET /queue
manager GET /queue?team=true
manager GET /queue?owner={person}
rep1 GET /rhythm?customer={c0}&result=connected
rep1 POST /customers/{c0}/moves - {"to":"abandoned","reason":"refused"}
rep1 GET /summary
manager GET /summary?department={dep}
director GET /funnel
rep1 GET /funnel
director GET /funnel?department={dep}
director GET /funnel?owner={person}&from=2026-01-01&to=2026-12-31
director GET /funnel/board
rep1 GET /funnel/board?layer=resource
director GET /funnel/template
director GET /hold
director GET /hold?department={dep}
finance GET /contracts
finance GET /contracts/{contract}
director GET /deals
admin POST /fields field {"kind":"text","label":"行业细分"}
director GET /fields
rep1 POST /views view {"name":"我的","list":"customers","filter":"grade = \"A\"","sort":"name"}
rep1 GET /views?list=customers
rep1 GET /views/counts
rep1 DELETE /views/{view}
rep1 PATCH /me - {"language":"en"}
rep1 PATCH /me - {"language":"zh-CN"}
rep1 GET /me/sessions
rep1 GET /me/tokens
rep1 GET /notices
rep1 POST /notices/read - {"all":true}
admin GET /audit?limit=20
admin GET /audit?customer={c0}
admin GET /audit?kind=customer.Created&from=2026-01-01
admin GET /organisation
admin GET /people
admin GET /people/names
admin GET /people/{person}
admin PUT /people/{person}/quota - {"quota":40}
admin POST /people/{third}/disable - {"poolId":"{pool}"}
admin POST /people/{third}/enable
admin POST /pools newpool {"name":"西南公海","dailyClaims":9}
admin GET /pools
support GET /pools/{pool}/customers
support GET /products?all=true
director POST /products newproduct {"name":"加购","code":"ADD"}
`
