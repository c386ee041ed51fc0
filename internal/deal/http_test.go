package deal

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

type caller func(who, method, path, body string) (int, map[string]any)

func serve(t *testing.T, d *db.DB, w dbtest.World) caller {
	t.Helper()
	r := httpapi.New(httpapi.Options{DB: d, Resolve: func(_ *db.Tx, token string) (crm.Actor, error) { return w.As(token), nil }})
	Routes(r)
	s := httptest.NewServer(r.Handler())
	t.Cleanup(s.Close)
	return func(who, method, path, body string) (int, map[string]any) {
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
		out := map[string]any{}
		if err := json.Unmarshal(b, &out); err != nil {
			t.Fatalf("%v in %s", err, b)
		}
		return resp.StatusCode, out
	}
}

func TestRoutes(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		call := serve(t, d, w)
		id := owned(t, w, "rep1").String()
		file := uploaded(t, w, "rep1").String()
		expect := func(status int, who, method, path, body string) map[string]any {
			t.Helper()
			got, out := call(who, method, path, body)
			if got != status {
				t.Errorf("%s %s %s %s: %d %v", who, method, path, body, got, out)
			}
			return out
		}
		terms := `{"name":"仓储管理","amount":{"amount":8600000,"currency":"CNY"},"expectedOn":"2026-10-31"}`
		expect(404, "rep2", "POST", "/customers/"+id+"/deals", terms)
		expect(403, "finance", "POST", "/customers/"+id+"/deals", terms)
		expect(422, "rep1", "POST", "/customers/"+id+"/deals", `{"name":"仓储管理","amount":{"amount":0,"currency":"CNY"}}`)
		deal := expect(200, "rep1", "POST", "/customers/"+id+"/deals", terms)
		if deal["expectedOn"] != "2026-10-31" || deal["state"] != "open" || deal["product"] != nil {
			t.Errorf("%v", deal)
		}
		did, _ := deal["id"].(string)
		expect(200, "rep1", "PATCH", "/deals/"+did, `{"probability":60,"version":1}`)
		expect(200, "rep1", "GET", "/deals?state=open&sort=-amount", "")
		expect(422, "rep1", "GET", "/deals?state=sold", "")
		paper := `{"number":"HT-1","amount":{"amount":8600000,"currency":"CNY"},"signedOn":"2026-10-14","fileId":"` + file + `"}`
		contract := expect(200, "rep1", "POST", "/deals/"+did+"/contract", paper)
		if contract["signedOn"] != "2026-10-14" || contract["acceptedOn"] != nil {
			t.Errorf("%v", contract)
		}
		cid, _ := contract["id"].(string)
		pay := `{"amount":{"amount":8600000,"currency":"CNY"},"paidOn":"2026-10-14","method":"对公转账"}`
		expect(404, "rep3", "POST", "/contracts/"+cid+"/payments", pay)
		expect(403, "service", "POST", "/contracts/"+cid+"/payments", pay)
		expect(200, "finance", "POST", "/contracts/"+cid+"/payments", pay)
		expect(200, "rep1", "POST", "/contracts/"+cid+"/acceptance", `{"acceptedOn":"2026-10-14","fileId":"`+file+`"}`)
		expect(404, "rep3", "GET", "/contracts/"+cid, "")
		expect(404, "rep1", "GET", "/contracts/77", "")
		for _, who := range []string{"rep1", "manager1", "director", "finance"} {
			one := expect(200, who, "GET", "/contracts/"+cid, "")
			if list, _ := one["payments"].([]any); len(list) != 1 || strings.Contains(one["customer"].(map[string]any)["name"].(string), "4172344") {
				t.Errorf("%s: %v", who, one)
			}
		}
		expect(200, "finance", "GET", "/contracts?filter=open+%3D+0&total=true", "")
		expect(200, "rep1", "GET", "/customers/"+id+"/deals", "")
		expect(422, "rep1", "POST", "/deals/"+did+"/lost", `{"reason":"价格"}`)
		expect(404, "rep1", "PATCH", "/deals/77", `{"probability":60,"version":1}`)
	})
}
