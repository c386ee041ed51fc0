package bulk

import (
	"bytes"
	"encoding/json"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/db/dbtest"
	"laidan/internal/httpapi"
)

// TestRoutes goes the way of the screen: upload, adjust, run, errors, undo, export.
func TestRoutes(t *testing.T) {
	d := dbtest.SQLite(t)
	r := newRig(t, d)
	router := httpapi.New(httpapi.Options{DB: d, Resolve: func(_ *db.Tx, token string) (crm.Actor, error) { return r.w.As(token), nil }})
	Routes(router, r.files)
	s := httptest.NewServer(router.Handler())
	defer s.Close()
	call := func(method, path, who, mime string, body io.Reader) (int, map[string]any, string) {
		req, err := http.NewRequestWithContext(t.Context(), method, s.URL+"/api/v1"+path, body)
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Authorization", "Bearer "+who)
		req.Header.Set("Accept-Language", "zh-CN")
		if mime != "" {
			req.Header.Set("Content-Type", mime)
		}
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = res.Body.Close() }()
		raw, _ := io.ReadAll(res.Body)
		var v map[string]any
		_ = json.Unmarshal(raw, &v)
		return res.StatusCode, v, string(raw)
	}
	upload := func(who, content, options string) (int, map[string]any, string) {
		var b bytes.Buffer
		m := multipart.NewWriter(&b)
		f, _ := m.CreateFormFile("file", "名单.csv")
		_, _ = f.Write([]byte(content))
		if options != "" { // behind the file: both orders must work
			_ = m.WriteField("options", options)
		}
		_ = m.Close()
		return call("POST", "/imports", who, m.FormDataContentType(), &b)
	}
	status, v, raw := upload("support", fair, `{"source":"展会"}`)
	if status != http.StatusCreated {
		t.Fatal(status, raw)
	}
	id := v["id"].(string)
	p := v["preview"].(map[string]any)
	if c := p["counts"].(map[string]any); c["create"] != 3.0 || c["duplicate"] != 1.0 || c["reject"] != 3.0 {
		t.Error(c)
	}
	if strings.Contains(raw, "15900002208") || !strings.Contains(raw, "159****2208") {
		t.Error("the preview shows numbers")
	}
	if e := p["errors"].([]any)[0].(map[string]any); e["detail"] == "" || e["fix"] == nil {
		t.Error(e)
	}
	if len(v["targets"].([]any)) < 40 || v["detected"].(map[string]any)["region"] != "CN" {
		t.Error(raw)
	}
	if status, v, _ := call("PATCH", "/imports/"+id, "support", "application/json", strings.NewReader(`{"options":{"blank":["import.grade","import.date","phone"]}}`)); status != 200 ||
		v["preview"].(map[string]any)["counts"].(map[string]any)["create"] != 6.0 {
		t.Error(status, v)
	}
	if status, _, raw := call("PATCH", "/imports/"+id, "support", "application/json", strings.NewReader(`{"options":{"duplicates":"maybe"}}`)); status != 422 || !strings.Contains(raw, "/duplicates") {
		t.Error(status, raw)
	}
	if status, _, raw := call("GET", "/imports/"+id+"/errors?outcome=all", "support", "", nil); status != 200 || !strings.Contains(raw, "出错原因") {
		t.Error(status, raw)
	}
	if status, _, _ := call("GET", "/imports/"+id, "rep1", "", nil); status != 404 {
		t.Errorf("a colleague's import: %d", status)
	}
	if status, v, _ := call("POST", "/imports/"+id+"/run", "support", "", nil); status != 200 || v["state"] != "running" {
		t.Error(status, v)
	}
	if status, _, _ := call("POST", "/imports/"+id+"/run", "support", "", nil); status != 409 {
		t.Errorf("run twice: %d", status)
	}
	parsed, _ := crm.ParseID[crm.Import](id)
	if more, err := Run(t.Context(), d, r.files, r.w.Tenant, parsed); more || err != nil {
		t.Fatal(more, err)
	}
	if _, v, _ := call("GET", "/imports/"+id, "support", "", nil); v["state"] != "done" || v["counts"].(map[string]any)["create"] != 6.0 || v["undoUntil"] == nil {
		t.Error(v["state"], v["counts"])
	}
	if _, v, _ := call("GET", "/imports", "support", "", nil); len(v["items"].([]any)) != 1 {
		t.Error(v)
	}
	if status, _, raw := call("GET", "/export?format=csv&in=pool&pool="+r.w.Pool.String(), "support", "", nil); status != 200 || !strings.Contains(raw, "墨川仪器") || strings.Contains(raw, "15900002208") {
		t.Error(status, raw)
	}
	if status, v, _ := call("POST", "/imports/"+id+"/undo", "support", "", nil); status != 200 || v["state"] != "undoing" {
		t.Error(status, v)
	}
	for content, code := range map[string]string{"工号,姓名,部门,入职日期\n1,a,b,2020-01-01\n": "import.not_customers", "a,b\n=1+1,2\n": "import.formula"} {
		if status, v, raw := upload("support", content, ""); status < 400 || status > 499 || v["code"] != code {
			t.Error(status, raw)
		}
	}
}
