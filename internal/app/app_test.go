package app

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"laidan/internal/auth"
	"laidan/internal/auth/authtest"
	"laidan/internal/crm"
	"laidan/internal/customer"
	"laidan/internal/db"
	"laidan/internal/db/dbtest"
	"laidan/internal/i18n"
)

// installation is the whole program over HTTP on a fresh database.
type installation struct {
	t      testing.TB
	a      *App
	srv    *httptest.Server
	tokens map[string]string
	// contract is what every answer is compared with.
	contract *contract
}

func each(t *testing.T, fn func(t *testing.T, in *installation)) {
	t.Helper()
	run := func(name, url string) {
		t.Run(name, func(t *testing.T) { fn(t, open(t, url)) })
	}
	run("sqlite", "")
	run("postgres", dbtest.PostgresURL(t))
}

type answer struct {
	status int
	body   map[string]any
	raw    string
}

func (in *installation) call(who, method, path string, body any) answer {
	in.t.Helper()
	var r io.Reader
	if body != nil {
		b, err := json.Marshal(body)
		if err != nil {
			in.t.Fatal(err)
		}
		r = bytes.NewReader(b)
	}
	return in.send(who, method, path, "application/json", r)
}

func (in *installation) send(who, method, path, kind string, body io.Reader) answer {
	in.t.Helper()
	q, err := http.NewRequestWithContext(context.Background(), method, in.srv.URL+"/api/v1"+path, body)
	if err != nil {
		in.t.Fatal(err)
	}
	if body != nil {
		q.Header.Set("Content-Type", kind)
	}
	if who != "" {
		q.Header.Set("Authorization", "Bearer "+in.tokens[who])
	}
	resp, err := in.srv.Client().Do(q)
	if err != nil {
		in.t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	a := read(resp)
	for _, fault := range in.contract.faults(method, q.URL.Path, a.status, resp.Header.Get("Content-Type"), a.raw) {
		in.t.Errorf("%s %s answers other than the document says: %s", method, path, fault)
	}
	return a
}

func read(resp *http.Response) answer {
	b, err := io.ReadAll(resp.Body)
	a := answer{status: resp.StatusCode, raw: string(b)}
	if err != nil {
		a.raw += err.Error()
	}
	_ = json.Unmarshal(b, &a.body)
	return a
}

// must calls and fails unless the answer has one of 200 and 204.
func (in *installation) must(who, method, path string, body any) answer {
	in.t.Helper()
	a := in.call(who, method, path, body)
	if a.status != http.StatusOK && a.status != http.StatusNoContent {
		in.t.Fatalf("%s %s as %s: %d %s", method, path, who, a.status, a.raw)
	}
	return a
}

func (a answer) text(keys ...string) string {
	v := any(a.body)
	for _, k := range keys {
		m, ok := v.(map[string]any)
		if !ok {
			return ""
		}
		v = m[k]
	}
	if v == nil {
		return ""
	}
	return fmt.Sprint(v)
}

func (a answer) items() []any {
	list, _ := a.body["items"].([]any)
	return list
}

func (in *installation) upload(who, name string, content []byte) string {
	in.t.Helper()
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	w, err := m.CreateFormFile("file", name)
	if err != nil {
		in.t.Fatal(err)
	}
	_, _ = w.Write(content)
	_ = m.Close()
	a := in.send(who, http.MethodPost, "/files", m.FormDataContentType(), &b)
	if a.status != http.StatusOK {
		in.t.Fatalf("upload: %d %s", a.status, a.raw)
	}
	return a.text("id")
}

// found sets the installation up as a newcomer does and hires a small team.
func (in *installation) found() {
	in.t.Helper()
	if a := in.call("", http.MethodGet, "/customers", nil); a.text("code") != "setup.needed" {
		in.t.Fatalf("before the set-up: %d %s", a.status, a.raw)
	}
	link, err := auth.SetupLink(context.Background(), in.a.DB, "http://x")
	if err != nil {
		in.t.Fatal(err)
	}
	_, secret, _ := strings.Cut(link, "#")
	in.must("", http.MethodPost, "/setup", map[string]any{"token": secret, "organisation": "澜山科技", "name": "单雨", "email": "admin@x.test", "password": "correct horse 9"})
	in.token("admin", "admin@x.test")
	root := in.must("admin", http.MethodGet, "/departments", nil).items()[0].(map[string]any)["id"]
	east := in.must("admin", http.MethodPost, "/departments", map[string]any{"name": "华东一组", "parentId": root}).text("id")
	west := in.must("admin", http.MethodPost, "/departments", map[string]any{"name": "西南一组", "parentId": root}).text("id")
	for _, p := range []struct{ key, name, dep, role string }{{"rep1", "许婷希", east, "rep"}, {"rep2", "鲁昀", east, "rep"}, {"rep3", "施溪卓", west, "rep"},
		{"manager", "顾隽灿", east, "manager"}, {"director", "秦霖洛", fmt.Sprint(root), "director"}, {"support", "兰沐", fmt.Sprint(root), "support"},
		{"finance", "程析", fmt.Sprint(root), "finance"}, {"service", "戴竣", fmt.Sprint(root), "service"}} {
		in.must("admin", http.MethodPost, "/people", map[string]any{"name": p.name, "email": p.key + "@x.test", "departmentId": p.dep, "roles": []string{p.role}})
		in.token(p.key, p.key+"@x.test")
	}
}

func (in *installation) token(key, email string) {
	in.t.Helper()
	in.tokens[key] = authtest.Session(in.t, in.a.DB, email)
}

// A customer's whole way, as every role sees it: from the pool to the payment.
func TestDay(t *testing.T) {
	each(t, func(t *testing.T, in *installation) {
		in.found()
		day(t, in)
	})
}

func day(t *testing.T, in *installation) {
	product := in.must("director", http.MethodPost, "/products", map[string]any{"name": "仓储管理 标准版", "code": "WMS", "price": map[string]any{"amount": 8600000, "currency": "CNY"}}).text("id")
	c := in.must("support", http.MethodPost, "/customers", map[string]any{"name": "苏州澜禾精密机械有限公司", "kind": "company", "source": "展会",
		"contacts": []any{map[string]any{"name": "程竞钊", "title": "生产副总", "channels": []any{map[string]any{"kind": "phone", "value": "13862041723"}}}}})
	id := c.text("id")
	if c.text("province") != "江苏" || c.text("pool", "name") == "" || c.text("owner") != "" {
		t.Errorf("new customer: %s", c.raw)
	}
	if again := in.call("rep3", http.MethodPost, "/customers", map[string]any{"name": "别的名字", "kind": "company", "phone": "+86 138-6204-1723"}); again.status != 409 || again.text("code") != "customer.duplicate" {
		t.Errorf("same number again: %d %s", again.status, again.raw)
	}
	in.must("rep1", http.MethodPost, "/customers/"+id+"/claim", map[string]any{})
	if a := in.call("rep3", http.MethodGet, "/customers/"+id, nil); a.status != 404 {
		t.Errorf("a foreign customer: %d %s", a.status, a.raw)
	}
	if a := in.call("finance", http.MethodGet, "/customers?limit=5", nil); a.status != 403 {
		t.Errorf("finance lists customers: %d", a.status)
	}
	move := func(to string, want int) answer {
		t.Helper()
		a := in.call("rep1", http.MethodPost, "/customers/"+id+"/moves", map[string]any{"to": to})
		if a.status != want {
			t.Errorf("move to %s: %d %s", to, a.status, a.raw)
		}
		return a
	}
	if a := move("graded", 422); a.text("code") != "move.missing" || strings.Count(a.raw, `"layer":"graded"`) < 3 {
		t.Errorf("what is missing: %s", a.raw)
	}
	version := in.must("rep1", http.MethodGet, "/customers/"+id, nil).body["version"]
	in.must("rep1", http.MethodPatch, "/customers/"+id, map[string]any{"version": version, "grade": "A", "productId": product, "goal": "本月签约"})
	if a := in.call("rep1", http.MethodPatch, "/customers/"+id, map[string]any{"version": version, "grade": "B"}); a.status != 409 || a.text("state", "grade") != "A" {
		t.Errorf("an old version: %d %s", a.status, a.raw)
	}
	move("graded", 200)
	in.must("rep1", http.MethodPost, "/customers/"+id+"/touches", map[string]any{"channel": "call", "result": "connected", "content": "介绍了盘点模块",
		"feedback": "说得清一年省多少人就批", "next": map[string]any{"at": time.Now().Add(48 * time.Hour).UTC().Format(time.RFC3339), "channel": "visit", "goal": "演示"}})
	move("lead", 200) // jumps over contacted: both standards are met
	move("opportunity", 422)
	deal := in.must("rep1", http.MethodPost, "/customers/"+id+"/deals", map[string]any{"name": "仓储一期", "productId": product, "amount": map[string]any{"amount": 8600000, "currency": "CNY"}, "expectedOn": "2099-02-01"}).text("id")
	move("opportunity", 200)
	move("signed", 422)
	paper := in.upload("rep1", "合同.pdf", []byte("%PDF-1.4 signed"))
	contract := in.must("rep1", http.MethodPost, "/deals/"+deal+"/contract", map[string]any{"number": "LS-1", "amount": map[string]any{"amount": 8600000, "currency": "CNY"}, "signedOn": "2026-10-14", "fileId": paper}).text("id")
	move("signed", 200)
	in.must("finance", http.MethodPost, "/contracts/"+contract+"/payments", map[string]any{"amount": map[string]any{"amount": 8600000, "currency": "CNY"}, "paidOn": "2026-10-15", "method": "银行转账"})
	if a := in.call("finance", http.MethodGet, "/files/"+paper, nil); a.status != 200 || a.raw != "%PDF-1.4 signed" {
		t.Errorf("finance opens the contract: %d %s", a.status, a.raw)
	}
	photo := in.upload("rep1", "现场.jpg", []byte("\xff\xd8\xff photo"))
	in.must("rep1", http.MethodPost, "/customers/"+id+"/touches", map[string]any{"channel": "visit", "result": "met", "files": []string{photo}, "confirmTwice": true})
	if a := in.call("finance", http.MethodGet, "/files/"+photo, nil); a.status != 404 {
		t.Errorf("finance opens a file of a touch: %d %s", a.status, a.raw)
	}
	move("implemented", 422)
	done := in.upload("rep1", "验收单.pdf", []byte("%PDF-1.4 accepted"))
	in.must("rep1", http.MethodPost, "/contracts/"+contract+"/acceptance", map[string]any{"acceptedOn": "2026-10-20", "fileId": done})
	move("implemented", 200)
	if a := in.must("service", http.MethodGet, "/customers?limit=5", nil); len(a.items()) != 1 {
		t.Errorf("service sees %s", a.raw)
	}
	f := in.must("manager", http.MethodGet, "/funnel", nil)
	if !strings.Contains(f.raw, `"signed":1`) {
		t.Errorf("funnel: %s", f.raw)
	}
	line := in.must("manager", http.MethodGet, "/customers/"+id+"/timeline", nil)
	if n := len(line.items()); n != 12 {
		t.Errorf("timeline of %d: %s", n, line.raw)
	}
	if strings.Contains(line.raw, "13862041723") {
		t.Error("the timeline shows a number")
	}
}

// 200 requests at once for one pooled customer: one winner, and nobody above quota.
func TestClaimRace(t *testing.T) {
	each(t, func(t *testing.T, in *installation) {
		in.found()
		id := in.must("support", http.MethodPost, "/customers", map[string]any{"name": "争抢机械", "kind": "company", "phone": "13812345678"}).text("id")
		var won, lost, other atomic.Int64
		var wg sync.WaitGroup
		for i := range 200 {
			who := fmt.Sprintf("rep%d", i%3+1)
			wg.Go(func() {
				switch a := in.call(who, http.MethodPost, "/customers/"+id+"/claim", map[string]any{}); a.status {
				case 200:
					won.Add(1)
				case 409, 404, 422, 403:
					lost.Add(1)
				default:
					other.Add(1)
					t.Errorf("%d %s", a.status, a.raw)
				}
			})
		}
		wg.Wait()
		if won.Load() != 1 || lost.Load() != 199 {
			t.Errorf("%d won, %d lost, %d else", won.Load(), lost.Load(), other.Load())
		}
		ctx := context.Background()
		var tenant crm.TenantID
		err := in.a.DB.View(ctx, crm.Actor{}, func(tx *db.Tx) (err error) {
			tenant, err = db.GlobalOne[crm.TenantID](tx, "SELECT id FROM tenant")
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		err = in.a.DB.View(ctx, crm.Actor{Tenant: tenant}, func(tx *db.Tx) error {
			owners, err := db.All[crm.PersonID](tx, "SELECT person_id FROM hold WHERE tenant_id = @tenant AND used > 0")
			if err != nil {
				return err
			}
			for _, p := range owners {
				n, err := customer.Recount(tx, p)
				if err != nil || n != 1 {
					t.Errorf("recount %d, %v", n, err)
				}
			}
			if len(owners) != 1 {
				t.Errorf("%d people hold the customer", len(owners))
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

// Every route refuses an unknown caller, and answers somebody without the right
// with 403, whatever the input: nothing may hang on the order of checks.
func TestEveryRouteNeedsItsRight(t *testing.T) {
	each(t, func(t *testing.T, in *installation) {
		in.found()
		for _, r := range in.a.Router().Routes() {
			path := strings.TrimPrefix(r.Path, "/api/v1")
			for strings.Contains(path, "{") {
				from, to := strings.Index(path, "{"), strings.Index(path, "}")
				path = path[:from] + "424242" + path[to+1:]
			}
			if r.Perm == "public" || strings.HasSuffix(path, "/live") {
				continue
			}
			if a := in.call("", r.Method, path, nil); a.status != 401 {
				t.Errorf("%s %s by nobody: %d %s", r.Method, path, a.status, a.raw)
			}
			if r.Perm == "self" {
				continue
			}
			for _, who := range []string{"rep1", "manager", "director", "support", "service", "finance", "admin"} {
				a := in.call(who, r.Method, path, map[string]any{})
				if a.status >= 500 {
					t.Errorf("%s %s as %s: %d %s", r.Method, path, who, a.status, a.raw)
				}
				if code := a.text("code"); code != "" && !i18n.Has("zh-CN", "error."+code) {
					t.Errorf("%s %s: no sentence for %s", r.Method, path, code)
				}
			}
		}
	})
}
