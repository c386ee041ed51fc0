package followup

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"laidan/internal/crm"
	"laidan/internal/customer"
	"laidan/internal/db"
	"laidan/internal/httpapi"
	"laidan/internal/words"
)

// server answers the module's routes; the token is the person's key.
func (w world) server() *httptest.Server {
	r := httpapi.New(httpapi.Options{DB: w.d, Version: "test", Resolve: func(_ *db.Tx, token string) (crm.Actor, error) { return w.As(token), nil }})
	Routes(r)
	s := httptest.NewServer(r.Handler())
	w.t.Cleanup(s.Close)
	return s
}

// ask sends a request and gives status and answer.
func (w world) ask(s *httptest.Server, who, method, path, body string, header ...string) (int, map[string]any) {
	w.t.Helper()
	req, err := http.NewRequestWithContext(context.Background(), method, s.URL+httpapi.Prefix+path, strings.NewReader(body))
	if err != nil {
		w.t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+who)
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	resp, err := s.Client().Do(req)
	if err != nil {
		w.t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	var v map[string]any
	if err := json.NewDecoder(resp.Body).Decode(&v); err != nil {
		w.t.Fatal(err)
	}
	return resp.StatusCode, v
}

// dig follows a path of keys and indexes into an answer.
func dig(v any, path ...any) any {
	for _, p := range path {
		switch p := p.(type) {
		case string:
			m, ok := v.(map[string]any)
			if !ok {
				return nil
			}
			v = m[p]
		case int:
			l, ok := v.([]any)
			if !ok || p >= len(l) {
				return nil
			}
			v = l[p]
		}
	}
	return v
}

// promised is a customer with a promise that is late.
func (w world) promised() crm.CustomerID {
	return w.customer(given{name: "澜禾精密机械", temperature: words.Hot, grade: "A", layer: 5, phone: "+8613800004172", last: "10-13 09:00",
		plan: Step{At: at("10-14 10:00"), Channel: words.Call, Content: "回电说报价", Promised: true}})
}

// TestQueueAndTouchRoutes holds the shape of the two answers a rep's day is made of.
func TestQueueAndTouchRoutes(t *testing.T) {
	each(t, func(w world) {
		s := w.server()
		id := w.promised()
		status, v := w.ask(s, "rep1", "GET", "/queue", "")
		if status != 200 || dig(v, "items", 0, "reason", "text") != "答应 10:00 回电说报价，已过 42 分钟" || dig(v, "items", 0, "reason", "params", "late") != 42.0 ||
			dig(v, "items", 0, "dueAt") != "2026-10-14T02:00:00.000Z" || dig(v, "items", 0, "customer", "phone") != "+86138****4172" && dig(v, "items", 0, "customer", "phone") != "138****4172" ||
			dig(v, "done", "finishAt") != nil || dig(v, "alarms", "overdue") != 1.0 || dig(v, "bands", 0, "layer") != "resource" {
			w.t.Errorf("queue %d %v", status, v)
		}
		// Three taps; sent twice with one key it happens once.
		body := `{"channel":"call","result":"connected","next":{"at":"2026-10-16T10:00:00+08:00","channel":"call","content":"","goal":"请董事长看演示"}}`
		for range 2 {
			status, v = w.ask(s, "rep1", "POST", "/customers/"+id.String()+"/touches", body, "Idempotency-Key", "k1")
			if status != 200 || dig(v, "touch", "result") != "connected" || dig(v, "touch", "by", "name") != "许婷希" || dig(v, "touch", "canCorrect") != true ||
				dig(v, "record", "nextAt") != "2026-10-16T02:00:00.000Z" || dig(v, "record", "touches") != 1.0 {
				w.t.Fatalf("touch %d %v", status, v)
			}
		}
	})
}

// TestQueueWritesWhatReflectionWould: the queue writes itself, byte for byte as
// encoding/json would, and sends of each customer what was asked for.
func TestQueueWritesWhatReflectionWould(t *testing.T) {
	each(t, func(w world) {
		w.promised()
		err := w.as("rep1", func(tx *db.Tx) error {
			whole, err := getQueue(tx, &queueIn{})
			if err != nil || len(whole.Items) == 0 {
				w.t.Fatalf("%d lines, %v", len(whole.Items), err)
			}
			got, err := crm.AppendJSON(nil, whole)
			if err != nil {
				return err
			}
			var want bytes.Buffer
			e := json.NewEncoder(&want)
			e.SetEscapeHTML(false)
			if err := e.Encode(whole); err != nil {
				return err
			}
			if string(got) != strings.TrimSpace(want.String()) {
				w.t.Errorf("%s\nwant %s", got, want.String())
			}
			few, err := getQueue(tx, &queueIn{Wanted: customer.Wanted{Fields: []customer.MemberName{"name", "actions"}}})
			if err != nil {
				return err
			}
			got, err = few.Items[0].Customer.AppendJSON(nil)
			var sent map[string]any
			if err == nil {
				err = json.Unmarshal(got, &sent)
			}
			if len(sent) != 3 || sent["id"] != whole.Items[0].Customer.ID || sent["name"] != whole.Items[0].Customer.Name || sent["actions"] == nil {
				w.t.Errorf("asked for name and actions: %s", got)
			}
			return err
		})
		if err != nil {
			w.t.Fatal(err)
		}
		status, v := w.ask(w.server(), "rep1", "GET", "/queue?fields=name,nobody", "")
		if status != 422 || dig(v, "errors", 0, "pointer") != "?fields" {
			w.t.Errorf("an unknown field: %d %v", status, v)
		}
	})
}

// TestRoutes: status, code and sentence of every route.
func TestRoutes(t *testing.T) {
	each(t, func(w world) {
		s := w.server()
		id := w.promised()
		path := "/customers/" + id.String()
		body := `{"channel":"call","result":"connected"}`
		_, v := w.ask(s, "rep1", "POST", path+"/touches", body)
		touch, _ := dig(v, "touch", "id").(string)
		for _, c := range []struct {
			name, who, method, path, body string
			status                        int
			code                          string
		}{
			{"twice a day asks", "rep1", "POST", path + "/touches", `{"channel":"wechat","result":"sent"}`, 409, "touch.twice_today"},
			{"confirmed", "rep1", "POST", path + "/touches", `{"channel":"wechat","result":"sent","confirmTwice":true}`, 200, ""},
			{"bad channel", "rep1", "POST", path + "/touches", `{"channel":"pigeon","result":"sent"}`, 422, "invalid"},
			{"no result", "rep1", "POST", path + "/touches", `{"channel":"call"}`, 422, "invalid"},
			{"foreign customer", "rep3", "POST", path + "/touches", body, 404, "not_found"},
			{"no right", "finance", "POST", path + "/touches", body, 403, "forbidden"},
			{"correct", "rep1", "PATCH", path + "/touches/" + touch, `{"content":"改过"}`, 200, ""},
			{"comment", "manager1", "POST", path + "/touches/" + touch + "/comments", `{"content":"好","mentions":["` + w.As("rep1").Person.String() + `"]}`, 200, ""},
			{"comment without words", "manager1", "POST", path + "/touches/" + touch + "/comments", `{"content":""}`, 422, "invalid"},
			{"plan", "rep1", "POST", path + "/plans", `{"at":"2026-10-20T10:00:00+08:00","channel":"visit","content":"演示","goal":"签约","promised":true,"reason":"客户改期"}`, 200, ""},
			{"call", "rep1", "POST", path + "/call", "", 200, ""},
			{"call by number", "rep1", "POST", path + "/call", `{}`, 200, ""},
			{"rhythm", "rep1", "GET", "/rhythm?customer=" + id.String() + "&result=no_answer", "", 200, ""},
			{"rhythm of nobody", "rep1", "GET", "/rhythm", "", 422, "invalid"},
			{"plans", "rep1", "GET", "/plans?from=2026-10-01&to=2026-10-31", "", 200, ""},
			{"plans of a bad day", "rep1", "GET", "/plans?from=soon", "", 422, "invalid"},
			{"team queue", "manager1", "GET", "/queue?team=1", "", 200, ""},
			{"foreign queue", "rep1", "GET", "/queue?owner=" + w.As("rep2").Person.String(), "", 404, "not_found"},
			{"summary", "manager1", "GET", "/summary", "", 200, ""},
			{"summary of a day", "rep1", "GET", "/summary?day=2026-10-13&owner=" + w.As("rep1").Person.String(), "", 200, ""},
			{"queue without the right", "admin", "GET", "/queue", "", 403, "forbidden"},
		} {
			status, v := w.ask(s, c.who, c.method, c.path, c.body)
			code, _ := v["code"].(string)
			if status != c.status || code != c.code {
				w.t.Errorf("%s: %d %s %v", c.name, status, code, v)
			}
			if c.code != "" && (v["detail"] == nil || strings.Contains(v["detail"].(string), "error.")) {
				w.t.Errorf("%s has no sentence: %v", c.name, v["detail"])
			}
		}
	})
}

func TestPlanRoutes(t *testing.T) {
	each(t, func(w world) {
		s := w.server()
		path := "/customers/" + w.promised().String()
		_, v := w.ask(s, "rep1", "GET", "/plans", "")
		plan, _ := dig(v, "items", 0, "id").(string)
		if dig(v, "items", 0, "customer", "name") != "澜禾精密机械" || dig(v, "items", 0, "promised") != true {
			w.t.Errorf("plans: %v", v)
		}
		if status, v := w.ask(s, "rep1", "POST", path+"/plans/"+plan+"/cancel", `{"reason":"不去了"}`); status != 200 || dig(v, "nextAt") != nil {
			w.t.Errorf("cancel: %d %v", status, v)
		}
		if status, v := w.ask(s, "rep1", "POST", path+"/plans/"+plan+"/done", ""); status != 422 || v["code"] != "plan.closed" {
			w.t.Errorf("done again: %d %v", status, v)
		}
	})
}
