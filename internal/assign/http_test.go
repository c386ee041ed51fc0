package assign

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/db/dbtest"
	"laidan/internal/httpapi"
)

type caller func(status int, who, method, path, body string) map[string]any

// serve is the module's routes over one database; a token is a person's key.
func serve(t *testing.T, d *db.DB, w dbtest.World) caller {
	t.Helper()
	r := httpapi.New(httpapi.Options{DB: d, Resolve: func(_ *db.Tx, token string) (crm.Actor, error) { return w.As(token), nil }})
	Routes(r)
	s := httptest.NewServer(r.Handler())
	t.Cleanup(s.Close)
	return func(status int, who, method, path, body string) map[string]any {
		t.Helper()
		req, err := http.NewRequestWithContext(t.Context(), method, s.URL+httpapi.Prefix+path, strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Authorization", "Bearer "+who)
		if body != "" {
			req.Header.Set("Content-Type", "application/json")
		}
		resp, err := s.Client().Do(req)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = resp.Body.Close() }()
		b, err := io.ReadAll(resp.Body)
		if err != nil {
			t.Fatal(err)
		}
		if resp.StatusCode != status {
			t.Errorf("%s %s %s %s: %d %s", who, method, path, body, resp.StatusCode, b)
		}
		out := map[string]any{}
		_ = json.Unmarshal(b, &out)
		return out
	}
}

func TestRoutes(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		call := serve(t, d, w)
		id, pool := pooled(t, w, "甲公司").String(), w.Pool.String()
		rep2 := w.As("rep2").Person.String()
		if list := call(200, "rep1", "GET", "/pools/"+pool+"/customers?sort=-createdAt&total=true", ""); len(list["items"].([]any)) != 1 {
			t.Errorf("%v", list)
		}
		call(403, "finance", "GET", "/pools/"+pool+"/customers", "")
		call(404, "rep1", "GET", "/pools/77/customers", "")
		call(200, "finance", "GET", "/pools", "")
		call(403, "rep1", "POST", "/pools", `{"name":"我的公海"}`)
		made := call(200, "director", "POST", "/pools", `{"name":"一组公海","departmentId":"`+w.East1.String()+`"}`)
		call(200, "director", "PATCH", "/pools/"+made["id"].(string), `{"dailyClaims":3,"version":1}`)
		call(422, "director", "PATCH", "/pools/"+made["id"].(string), `{"dailyClaims":0,"version":2}`)
		record := call(200, "rep1", "POST", "/customers/"+id+"/claim", "")
		if record["owner"].(map[string]any)["name"] != "许婷希" || record["pool"] != nil {
			t.Errorf("%v", record)
		}
		if e := call(409, "rep2", "POST", "/customers/"+id+"/claim", ""); e["code"] != "claim.taken" || e["state"] != nil {
			t.Errorf("%v", e)
		}
		call(403, "support", "POST", "/customers/"+id+"/claim", "")
		call(404, "rep3", "POST", "/customers/77/claim", "")
		call(403, "rep1", "POST", "/customers/"+id+"/assign", `{"ownerId":"`+rep2+`"}`)
		call(409, "manager1", "POST", "/customers/"+id+"/assign", `{"ownerId":"`+rep2+`","version":1}`)
		call(200, "manager1", "POST", "/customers/"+id+"/assign", `{"ownerId":"`+rep2+`"}`)
		list := call(200, "rep2", "GET", "/customers/"+id+"/receipts", "")["items"].([]any)
		if first := list[0].(map[string]any); len(list) != 3 || first["kind"] != "assign" || first["from"].(map[string]any)["name"] != "许婷希" ||
			first["trace"].(map[string]any)["chosen"] != rep2 {
			t.Errorf("%v", list)
		}
		call(404, "rep1", "GET", "/customers/"+id+"/receipts", "")
		call(200, "rep2", "POST", "/customers/"+id+"/release", "")
		call(422, "rep2", "POST", "/customers/"+id+"/claim", "")
		robin := `{"ids":["` + id + `"],"departmentId":"` + w.East1.String() + `","dryRun":true}`
		if out := call(200, "manager1", "POST", "/assign/round-robin", robin); len(out["assigned"].([]any)) != 1 {
			t.Errorf("%v", out)
		}
		robin = `{"poolId":"` + pool + `","filter":"layer = \"resource\"","departmentId":"` + w.East1.String() + `"}`
		call(403, "rep1", "POST", "/assign/round-robin", robin)
		call(422, "manager1", "POST", "/assign/round-robin", `{"departmentId":"`+w.East1.String()+`"}`)
		call(200, "manager1", "POST", "/assign/round-robin", robin)
	})
}

func TestColdRoutes(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		call := serve(t, d, w)
		claimed(t, w, "rep1")
		cold := abandoned(t, w, "rep1").String()
		call(403, "rep1", "GET", "/cold", "")
		if out := call(200, "manager1", "GET", "/cold?total=true", ""); len(out["items"].([]any)) != 1 {
			t.Errorf("%v", out)
		}
		if out := call(200, "manager2", "GET", "/cold", ""); len(out["items"].([]any)) != 0 {
			t.Errorf("another team's: %v", out)
		}
		call(422, "manager1", "POST", "/customers/"+cold+"/evaluate", `{"verdict":"keep","note":"再等等","until":"2026-10-40"}`)
		call(200, "manager1", "POST", "/customers/"+cold+"/evaluate", `{"verdict":"keep","note":"再等等","until":"2026-12-01"}`)
		call(200, "manager1", "POST", "/customers/"+cold+"/evaluate", `{"verdict":"release","note":"可以再试"}`)
		hold := call(200, "manager1", "GET", "/hold?department="+w.East1.String(), "")["items"].([]any)
		if len(hold) != 2 || hold[0].(map[string]any)["byLayer"].(map[string]any)["resource"] == nil {
			t.Errorf("%v", hold)
		}
		call(404, "manager1", "GET", "/hold?department="+w.East2.String(), "")
	})
}
