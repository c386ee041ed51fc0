package funnel

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"laidan/internal/crm"
	"laidan/internal/customer"
	"laidan/internal/db"
	"laidan/internal/db/dbtest"
	"laidan/internal/httpapi"
	"laidan/internal/words"
)

// site is the module's routes over one database; a token is a person's key.
type site struct {
	*httptest.Server
	t *testing.T
}

func serve(t *testing.T, d *db.DB, w dbtest.World) site {
	t.Helper()
	r := httpapi.New(httpapi.Options{DB: d, Resolve: func(_ *db.Tx, token string) (crm.Actor, error) { return w.As(token), nil }})
	Routes(r)
	s := httptest.NewServer(r.Handler())
	t.Cleanup(s.Close)
	return site{s, t}
}

// answer is a response as a client sees it.
type answer struct {
	status int
	text   string
}

func (a answer) into(t *testing.T, v any) {
	t.Helper()
	if err := json.Unmarshal([]byte(a.text), v); err != nil {
		t.Fatalf("%v in %s", err, a.text)
	}
}

// code is the code of a problem.
func (a answer) code() string {
	var p struct{ Code string }
	_ = json.Unmarshal([]byte(a.text), &p)
	return p.Code
}

func (s site) call(who, method, path, body string) answer {
	s.t.Helper()
	req, err := http.NewRequestWithContext(s.t.Context(), method, s.URL+httpapi.Prefix+path, strings.NewReader(body))
	if err != nil {
		s.t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+who)
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	resp, err := s.Client().Do(req)
	if err != nil {
		s.t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return answer{resp.StatusCode, string(b)}
}

func TestRoutes(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		s := serve(t, d, w)
		id := given(t, w, "rep1")
		moves := "/customers/" + id.String() + "/moves"
		steps := []struct {
			who, method, path, body string
			status                  int
			code                    string
		}{
			{"rep1", "GET", moves + "/check?to=graded", "", 200, ""},
			{"rep1", "GET", moves + "/check?to=won", "", 422, "invalid"},
			{"rep1", "POST", moves, `{"to":"graded"}`, 422, "move.missing"},
			{"rep1", "POST", moves, `{"to":"won"}`, 422, "invalid"},
			{"rep2", "POST", moves, `{"to":"graded"}`, 404, "not_found"},
			{"rep2", "GET", moves + "/check?to=graded", "", 404, "not_found"},
			{"support", "POST", moves, `{"to":"graded"}`, 403, "forbidden"},
			{"rep1", "POST", moves, `{"to":"abandoned","reason":"烦"}`, 422, "invalid"},
			{"rep1", "POST", moves, `{"to":"graded","override":true,"reason":"x"}`, 403, "customer.not_allowed"},
			{"manager1", "POST", moves, `{"to":"graded","override":true,"reason":"补录","version":1}`, 409, "conflict"},
			{"manager1", "POST", moves, `{"to":"graded","override":true,"reason":"补录"}`, 200, ""},
			{"manager1", "POST", moves, `{"to":"graded","override":true,"reason":"补录"}`, 409, "move.same"},
			{"rep1", "GET", "/funnel", "", 200, ""},
			{"rep1", "GET", "/funnel?from=2026-13-01", "", 422, "invalid"},
			{"rep1", "GET", "/funnel?from=2026-10-14&to=2026-10-01", "", 422, "invalid"},
			{"rep1", "GET", "/funnel?owner=" + w.As("rep2").Person.String(), "", 404, "not_found"},
			{"rep1", "GET", "/funnel?department=" + w.East1.String(), "", 404, "not_found"},
			{"manager1", "GET", "/funnel?owner=" + w.As("rep2").Person.String(), "", 200, ""},
			{"manager1", "GET", "/funnel?owner=" + w.As("rep3").Person.String(), "", 404, "not_found"},
			{"manager1", "GET", "/funnel?department=" + w.East2.String(), "", 404, "not_found"},
			{"manager1", "GET", "/funnel/board?department=" + w.East2.String(), "", 404, "not_found"},
			{"director", "GET", "/funnel?department=" + w.East2.String(), "", 200, ""},
			{"director", "GET", "/funnel/board?owner=" + w.As("rep1").Person.String(), "", 200, ""},
			{"rep1", "GET", "/funnel/board?layer=lead&cursor=x", "", 422, "invalid"},
			{"finance", "GET", "/funnel", "", 403, "forbidden"},
			{"rep1", "GET", "/funnel/template", "", 200, ""},
			{"rep1", "PUT", "/funnel/template", strings.Replace(Default().JSON(), "{", `{"version":1,`, 1), 403, "forbidden"},
			{"rep1", "POST", moves, `{"to":"abandoned","reason":"bought_elsewhere","competitor":"金蝶"}`, 200, ""},
			{"rep1", "GET", moves + "/check?to=graded", "", 404, "not_found"},
		}
		for _, st := range steps {
			if a := s.call(st.who, st.method, st.path, st.body); a.status != st.status || a.code() != st.code {
				t.Errorf("%s %s %s %s: %d %s", st.who, st.method, st.path, st.body, a.status, a.text)
			}
		}
	})
}

// What a screen reads from the answers.
func TestShapes(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		s := serve(t, d, w)
		id := given(t, w, "rep1")
		var lacking struct{ State Lacking }
		s.call("rep1", "POST", "/customers/"+id.String()+"/moves", `{"to":"contacted"}`).into(t, &lacking)
		if m := lacking.State.Missing; len(m) != 4 || m[3].Layer != "contacted" || m[3].Code != "connected" || m[3].Action != "touch" || m[3].Detail == "" {
			t.Errorf("%+v", m)
		}
		var v Verdict
		s.call("manager1", "GET", "/customers/"+id.String()+"/moves/check?to=graded&version=1", "").into(t, &v)
		if v.To != "graded" || v.Allowed || len(v.Missing) != 3 || !v.MayOverride || !v.Newer || v.Version != 2 {
			t.Errorf("%+v", v)
		}
		var record customer.Record
		s.call("manager1", "POST", "/customers/"+id.String()+"/moves", `{"to":"lead","override":true,"reason":"补录"}`).into(t, &record)
		if record.Layer != "lead" || record.IdealDays != 5 || record.Version != 3 || record.Owner.Name != "许婷希" {
			t.Errorf("%+v", record)
		}
		var r Report
		s.call("manager1", "GET", "/funnel?from=2026-10-01&to=2026-10-31", "").into(t, &r)
		if r.People != 2 || len(r.Layers) != 7 || r.Layers[3].Layer != "lead" || r.Layers[3].Count != 1 || r.Layers[3].Ideal != 14 ||
			*r.Layers[3].Band != (Band{10, 14}) || r.Layers[3].State != Under || r.Layers[0].Rate.N != 1 || r.Layers[0].Rate.Judged {
			t.Errorf("%+v", r)
		}
		if r.Period != (Period{20261001, 20261031}) || r.Slots.Received != 1 || r.Combined.Ideal != 20 {
			t.Errorf("%+v", r)
		}
	})
}

func TestBoard(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		s := serve(t, d, w)
		var ids []string
		for i := range 23 {
			id := given(t, w, "rep1")
			ids = append(ids, id.String())
			if i >= 3 { // the first three have no plan and stand last
				exec(t, w, `UPDATE customer SET next_at = @at WHERE tenant_id = @tenant AND id = @id`, db.Args{"id": id, "at": int64(9e11) - int64(i/2)})
			}
		}
		given(t, w, "rep3")
		want := append(order(ids[3:]), ids[:3]...)
		for who, query := range map[string]string{"rep1": "", "manager1": "", "director": "department=" + w.East1.String()} {
			var seen []string
			cursor := ""
			for range 3 {
				var b Board
				path := "/funnel/board?" + query
				if cursor != "" {
					path += "&layer=resource&cursor=" + cursor
				}
				s.call(who, "GET", path, "").into(t, &b)
				if cursor == "" && len(b.Columns) != 7 || b.Columns[0].Count != 23 {
					t.Fatalf("%s: %+v", who, b)
				}
				for _, c := range b.Columns[0].Cards {
					seen = append(seen, c.ID)
				}
				if cursor = b.Columns[0].Next; cursor == "" {
					break
				}
			}
			if fmt.Sprint(seen) != fmt.Sprint(want) {
				t.Errorf("%s sees %v\nwant %v", who, seen, want)
			}
		}
		var b Board
		s.call("director", "GET", "/funnel/board", "").into(t, &b)
		if b.Columns[0].Count != 24 || len(b.Columns[0].Cards) != 20 {
			t.Errorf("the director sees %d, %d cards", b.Columns[0].Count, len(b.Columns[0].Cards))
		}
	})
}

// order is the order of next contact: i/2 later ones come first, then by id.
func order(ids []string) []string {
	var out []string
	for hi := len(ids); hi > 0; {
		lo := hi - 1
		if (lo+3)%2 == 1 && lo > 0 {
			lo--
		}
		out = append(out, ids[lo:hi]...)
		hi = lo
	}
	return out
}

func TestTemplateRoutes(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		s := serve(t, d, w)
		var f struct {
			Template
			Name    string
			Version int64
		}
		s.call("rep1", "GET", "/funnel/template", "").into(t, &f)
		if f.JSON() != Default().JSON() || f.Version != 1 || f.Name != "默认漏斗" {
			t.Errorf("%+v", f)
		}
		id := given(t, w, "rep1")
		days := func() float64 {
			var r struct{ Layers []LayerFigure }
			s.call("rep1", "GET", "/funnel", "").into(t, &r)
			return float64(r.Layers[2].Ideal)
		}
		if days() != 13 {
			t.Errorf("ideal %v", days())
		}
		f.Holds[1].Ideal = 20
		body := func(version int64) string {
			b, err := json.Marshal(map[string]any{"layers": f.Layers, "holds": f.Holds, "total": f.Total, "coolingDays": 30, "version": version})
			if err != nil {
				t.Fatal(err)
			}
			return string(b)
		}
		if a := s.call("director", "PUT", "/funnel/template", body(7)); a.status != 409 {
			t.Errorf("%d %s", a.status, a.text)
		}
		if a := s.call("director", "PUT", "/funnel/template", strings.Replace(body(1), `"days":5`, `"days":0`, 1)); a.status != 422 {
			t.Errorf("%d %s", a.status, a.text)
		}
		if a := s.call("director", "PUT", "/funnel/template", body(1)); a.status != 200 {
			t.Errorf("%d %s", a.status, a.text)
		}
		if days() != 20 {
			t.Errorf("the change shows later: %v", days())
		}
		if err := move(t, d, w.As("rep1"), id, Request{To: words.Abandoned, Reason: "unfit"}); err != nil {
			t.Fatal(err)
		}
		w.View(t, "manager1", func(tx *db.Tx) error {
			c, err := customer.Get(tx, id)
			if err == nil && c.CoolUntil != crm.At(w.At.AddDate(0, 0, 30)) {
				t.Errorf("cools until %v", c.CoolUntil.Time())
			}
			return err
		})
	})
}

func TestStanding(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		id := given(t, w, "rep1")
		w.SetNow(w.At.AddDate(0, 0, 1))
		if err := move(t, d, w.As("manager1"), id, Request{To: words.Contacted, Override: true, Reason: "补录"}); err != nil {
			t.Fatal(err)
		}
		w.SetNow(w.At.AddDate(0, 0, 6)) // a weekend later
		w.View(t, "rep1", func(tx *db.Tx) error {
			c, err := customer.Get(tx, id)
			if err != nil {
				return err
			}
			s, err := StandingOf(tx, c)
			if err != nil {
				return err
			}
			if s.Steps[0] != (Step{"resource", 1, 1, true}) || s.Steps[1] != (Step{"graded", 0, 1, true}) || s.Steps[2] != (Step{"contacted", 3, 5, false}) {
				t.Errorf("%+v", s.Steps)
			}
			if s.Next.To != "lead" || len(s.Next.Missing) != 1 || s.Next.Missing[0].Code != "feedback" {
				t.Errorf("%+v", s.Next)
			}
			return nil
		})
	})
}
