package customer

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/field"
	"laidan/internal/httpapi"
)

// server answers requests; the token names who asks.
func (w world) server() func(who, method, path, body string) (int, map[string]any) {
	r := httpapi.New(httpapi.Options{DB: w.d, Resolve: func(tx *db.Tx, token string) (crm.Actor, error) {
		if token == "" {
			return crm.Actor{}, crm.Fail(crm.Unauthorized, "auth.none")
		}
		return w.As(token), nil
	}})
	Routes(r)
	field.Routes(r)
	h := r.Handler()
	return func(who, method, path, body string) (int, map[string]any) {
		req := httptest.NewRequest(method, "/api/v1"+path, strings.NewReader(body))
		req.Header.Set("Authorization", "Bearer "+who)
		req.Header.Set("Content-Type", "application/json")
		rec := httptest.NewRecorder()
		h.ServeHTTP(rec, req)
		out := map[string]any{}
		_ = json.Unmarshal(rec.Body.Bytes(), &out)
		return rec.Code, out
	}
}

func TestRoutes(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		call := w.server()
		must := func(who, method, path, body string, want int) map[string]any {
			t.Helper()
			code, out := call(who, method, path, body)
			if code != want {
				t.Fatalf("%s %s %s: %d %v", who, method, path, code, out)
			}
			return out
		}
		def := must("admin", http.MethodPost, "/fields", `{"label":"预算","kind":"number"}`, 200)
		key := def["key"].(string)
		c := must("rep1", http.MethodPost, "/customers", `{"name":"澜禾","kind":"company","phone":"13812344172","custom":{"`+key+`":8.5},
			"contacts":[{"name":"程竞钊","title":"副总","channels":[{"kind":"wechat","value":"chengjz"}]}],"tags":["VIP"],"source":"展会"}`, 200)
		id := c["id"].(string)
		if c["phone"] != "138****4172" || c["custom"].(map[string]any)[key] != 8.5 || c["owner"].(map[string]any)["name"] != "许婷希" {
			t.Errorf("%v", c)
		}
		must("rep1", http.MethodPost, "/customers", `{"name":"另一家","phone":"13812344172"}`, 409)
		must("rep1", http.MethodPost, "/customers", `{"name":"另一家","robot":true}`, 422)
		must("finance", http.MethodGet, "/customers", "", 403)
		must("rep3", http.MethodGet, "/customers/"+id, "", 404)
		page := must("rep1", http.MethodGet, `/customers?filter=custom.`+key+`+%3E+8&total=true&limit=10`, "", 200)
		if len(page["items"].([]any)) != 1 || page["total"].(map[string]any)["count"] != 1.0 {
			t.Errorf("%v", page)
		}
		full := must("rep1", http.MethodGet, "/customers/"+id+"?standing=true", "", 200)
		contact := full["contacts"].([]any)[0].(map[string]any)
		if contact["name"] != "程竞钊" || len(contact["channels"].([]any)) != 2 {
			t.Errorf("%v", full)
		}
		edited := must("rep1", http.MethodPatch, "/customers/"+id, `{"version":1,"grade":"A","custom":{"`+key+`":null}}`, 200)
		if edited["grade"] != "A" || edited["version"] != 2.0 || len(edited["custom"].(map[string]any)) != 0 {
			t.Errorf("%v", edited)
		}
		conflict := must("rep1", http.MethodPatch, "/customers/"+id, `{"version":1,"grade":"B"}`, 409)
		if conflict["state"].(map[string]any)["grade"] != "A" {
			t.Errorf("%v", conflict)
		}
		must("rep1", http.MethodPatch, "/customers/"+id+"/contacts/"+contact["id"].(string), `{"version":1,"title":"总经理"}`, 200)
		added := must("rep1", http.MethodPost, "/customers/"+id+"/contacts", `{"name":"韩鸣杭"}`, 200)
		must("rep1", http.MethodDelete, "/customers/"+id+"/contacts/"+added["id"].(string), "", 204)
		shown := must("rep1", http.MethodPost, "/customers/"+id+"/reveal", `{}`, 200)
		if shown["value"] != "13812344172" || shown["tel"] != "tel:+8613812344172" {
			t.Errorf("%v", shown)
		}
		person := w.As("rep3").Person.String()
		must("rep1", http.MethodPut, "/customers/"+id+"/collaborators/"+person, `{"mayTouch":true,"until":"2026-11-01T00:00:00Z"}`, 200)
		must("rep3", http.MethodGet, "/customers/"+id, "", 200)
		must("rep3", http.MethodDelete, "/customers/"+id+"/collaborators/"+person, "", 204)
		number, _ := crm.ParseID[crm.Customer](id)
		w.must("rep1", func(tx *db.Tx) error {
			page, err := readLine(tx, number, "change", "", 30)
			if len(page.Items) != 7 {
				t.Errorf("%d changes: %s", len(page.Items), page.raw)
			}
			return err
		})
		must("rep1", http.MethodPost, "/customers/duplicates", `{"phone":"13812344172"}`, 200)
		other := must("manager1", http.MethodPost, "/customers", `{"name":"澜禾二"}`, 200)
		must("manager1", http.MethodPost, "/customers/"+id+"/merge", `{"from":"`+other["id"].(string)+`"}`, 200)
		merged := must("manager1", http.MethodGet, "/customers/"+other["id"].(string), "", 404)
		if merged["state"].(map[string]any)["mergedInto"] != id {
			t.Errorf("%v", merged)
		}
		must("manager1", http.MethodPost, "/customers/bulk", `{"ids":["`+id+`"],"action":"tags","add":["重点"]}`, 200)
		now := must("manager1", http.MethodGet, "/customers/"+id, "", 200)
		version, _ := json.Marshal(now["version"])
		must("manager1", http.MethodPost, "/customers/"+id+"/archive", `{"version":`+string(version)+`}`, 200)
		if list := must("manager1", http.MethodGet, "/customers?in=archived", "", 200); len(list["items"].([]any)) != 1 {
			t.Errorf("%v", list)
		}
		views := must("rep1", http.MethodGet, "/views", "", 200)
		if len(views["items"].([]any)) != len(systemViews) {
			t.Errorf("%v", views)
		}
		v := must("rep1", http.MethodPost, "/views", `{"name":"A 级","filter":"grade = \"A\""}`, 200)
		must("rep1", http.MethodPatch, "/views/"+v["id"].(string), `{"version":1,"shared":true}`, 200)
		must("rep1", http.MethodGet, "/views/counts", "", 200)
		must("rep1", http.MethodDelete, "/views/"+v["id"].(string), "", 204)
		for _, f := range must("rep1", http.MethodGet, "/fields", "", 200)["items"].([]any) {
			f := f.(map[string]any)
			if label := f["label"].(string); label == "" || strings.HasPrefix(label, "field.") || f["key"] == "phone" {
				t.Errorf("field %v", f)
			}
		}
	})
}
