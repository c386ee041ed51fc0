package audit

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"laidan/internal/auth"
	"laidan/internal/authz"
	"laidan/internal/crm"
	"laidan/internal/customer"
	"laidan/internal/db"
	"laidan/internal/db/dbtest"
	"laidan/internal/event"
	"laidan/internal/httpapi"
	"laidan/internal/org"
	"laidan/internal/room/roomtest"
)

// each runs a test on both databases.
func each(t *testing.T, fn func(t *testing.T, d *db.DB)) {
	t.Helper()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		roomtest.Bind(d, auth.Needs{}, customer.Needs{},
			org.Needs{OpenLogin: auth.OpenLogin, MoveLogin: auth.MoveLogin, Invite: auth.Invite, EndSessions: auth.EndSessions, SetQuota: customer.SetQuota})
		fn(t, d)
	})
}

// write records n facts in an organisation, and seals them when asked.
func write(t *testing.T, d *db.DB, w dbtest.World, n int, seal bool) {
	t.Helper()
	w.Update(t, "rep1", func(tx *db.Tx) error {
		for i := range n {
			if err := event.Record(tx, event.Fact{Kind: "followup.Touched", Subject: int64(i + 1), Data: map[string]any{"content": fmt.Sprint("谈了", i)}}); err != nil {
				return err
			}
		}
		return nil
	})
	for more := seal; more; {
		var err error
		if more, err = event.Seal(t.Context(), d); err != nil {
			t.Fatal(err)
		}
	}
}

// tamper runs SQL as somebody with the database's password would.
func tamper(t *testing.T, d *db.DB, w dbtest.World, text string, args ...any) {
	t.Helper()
	err := d.Update(t.Context(), crm.Actor{Tenant: w.Tenant}, func(tx *db.Tx) error {
		n, err := db.Exec(tx, text, args...)
		if n == 0 {
			t.Errorf("nothing tampered with: %s", text)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func verify(t *testing.T, d *db.DB, w dbtest.World, checkpoints ...Link) Report {
	t.Helper()
	r, err := Verify(t.Context(), d, w.Tenant, checkpoints...)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestVerifyOfAnUntouchedLog(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		if r := verify(t, d, w); !r.OK() || r.Sealed+r.Unsealed != 0 || r.Head != (Link{}) {
			t.Fatalf("an empty log: %+v", r)
		}
		write(t, d, w, page+5, true) // more than one page
		write(t, d, w, 3, false)
		r := verify(t, d, w)
		if !r.OK() || r.Sealed != page+5 || r.Unsealed != 3 || r.Waiting != crm.At(w.At) || r.Head.Seq != page+5 || len(r.Head.Chain) != 64 {
			t.Fatalf("%+v", r)
		}
		// Another organisation's log is another chain.
		other := dbtest.Tenant(t, d)
		write(t, d, other, 2, true)
		if r := verify(t, d, other); !r.OK() || r.Sealed != 2 {
			t.Fatalf("%+v", r)
		}
	})
}

func TestVerifyNamesTheFirstBadRow(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		for name, c := range map[string]struct {
			sql   string
			fault string
			seq   int64
		}{
			"payload":     {`UPDATE fact SET payload = '{"content":"没谈"}' WHERE tenant_id = @tenant AND seq = 5`, FaultChanged, 5},
			"kind":        {`UPDATE fact SET kind = 'auth.LoggedIn' WHERE tenant_id = @tenant AND seq = 5`, FaultChanged, 5},
			"actor":       {`UPDATE fact SET actor_id = 7 WHERE tenant_id = @tenant AND seq = 5`, FaultChanged, 5},
			"no actor":    {`UPDATE fact SET actor_id = NULL WHERE tenant_id = @tenant AND seq = 5`, FaultChanged, 5},
			"instant":     {`UPDATE fact SET at = at - 86400000 WHERE tenant_id = @tenant AND seq = 5`, FaultChanged, 5},
			"subject":     {`UPDATE fact SET subject_id = 99 WHERE tenant_id = @tenant AND seq = 5`, FaultChanged, 5},
			"customer":    {`UPDATE fact SET customer_id = 99 WHERE tenant_id = @tenant AND seq = 5`, FaultChanged, 5},
			"id":          {`UPDATE fact SET id = id + 1000000 WHERE tenant_id = @tenant AND seq = 5`, FaultChanged, 5},
			"salt":        {`UPDATE fact SET salt = 'x' WHERE tenant_id = @tenant AND seq = 5`, FaultChanged, 5},
			"commitment":  {`UPDATE fact SET commitment = 'x' WHERE tenant_id = @tenant AND seq = 5`, FaultChanged, 5},
			"half erased": {`UPDATE fact SET payload = '' WHERE tenant_id = @tenant AND seq = 5`, FaultChanged, 5},
			"erased with another commitment": {`UPDATE fact SET payload = '', salt = '', commitment = 'x' WHERE tenant_id = @tenant AND seq = 5`,
				FaultChain, 5},
			"deleted":   {`DELETE FROM fact WHERE tenant_id = @tenant AND seq = 5`, FaultMissing, 6},
			"beginning": {`DELETE FROM fact WHERE tenant_id = @tenant AND seq < 3`, FaultMissing, 3},
			"closed up": {`UPDATE fact SET seq = CASE WHEN seq = 5 THEN NULL ELSE 5 END WHERE tenant_id = @tenant AND seq IN (5, 20)`, FaultChain, 5},
			"chain":     {`UPDATE fact SET chain = 'x' WHERE tenant_id = @tenant AND seq = 5`, FaultChain, 5},
			"unsealed":  {`UPDATE fact SET seq = NULL, chain = '', payload = '{}' WHERE tenant_id = @tenant AND seq = 20`, FaultChanged, 20},
		} {
			w := dbtest.Tenant(t, d)
			write(t, d, w, 20, true)
			tamper(t, d, w, c.sql)
			r := verify(t, d, w)
			want := c.seq
			if name == "unsealed" {
				want = 0 // found in the tail that waits for sealing
			}
			if r.OK() || r.First.Fault != c.fault || r.First.Seq != want {
				t.Errorf("%s: %+v", name, r.First)
			}
		}
	})
}

func TestCheckpointFindsACutTail(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		write(t, d, w, 10, true)
		early := verify(t, d, w).Head
		write(t, d, w, 10, true)
		late := verify(t, d, w).Head
		if r := verify(t, d, w, early, late); !r.OK() {
			t.Fatalf("%+v", r.First)
		}
		tamper(t, d, w, `DELETE FROM fact WHERE tenant_id = @tenant AND seq > 15`)
		if r := verify(t, d, w); !r.OK() { // what remains is a good chain: only the checkpoint tells
			t.Fatalf("%+v", r.First)
		}
		if r := verify(t, d, w, early, late); r.OK() || r.First.Fault != FaultTruncated || r.First.Seq != 20 {
			t.Fatalf("%+v", r.First)
		}
		// Writing the rest anew gives another chain.
		write(t, d, w, 5, true)
		if r := verify(t, d, w, early, late); r.OK() || r.First.Fault != FaultOther || r.First.Seq != 20 {
			t.Fatalf("%+v", r.First)
		}
	})
}

func TestVerifyAllPrintsEveryOrganisation(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		first, second := dbtest.Tenant(t, d), dbtest.Tenant(t, d)
		write(t, d, first, 2, true)
		write(t, d, second, 2, true)
		var out strings.Builder
		head := verify(t, d, first).Head
		if err := VerifyAll(t.Context(), d, nil, &out); err != nil || strings.Count(out.String(), "as written. 2 sealed") != 2 ||
			!strings.Contains(out.String(), fmt.Sprintf("Checkpoint 2:%s\n", head.Chain)) {
			t.Fatalf("%v %s", err, out.String())
		}
		tamper(t, d, second, `UPDATE fact SET actor_id = 7 WHERE tenant_id = @tenant AND seq = 2`)
		out.Reset()
		if err := VerifyAll(t.Context(), d, nil, &out); !errors.Is(err, ErrTampered) || !strings.Contains(out.String(), "NOT as written. First bad row: place 2") {
			t.Fatalf("%v %s", err, out.String())
		}
	})
}

func list(t *testing.T, d *db.DB, a crm.Actor, q Query) (p crm.Page[Item]) {
	t.Helper()
	err := d.View(t.Context(), a, func(tx *db.Tx) (err error) {
		p, err = List(tx, q)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestListTellsWhatHappened(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		rep := w.As("rep1").Person
		w.Update(t, "admin", func(tx *db.Tx) error {
			_, err := org.ChangePerson(tx, rep, org.PersonChange{Version: 1, Roles: &[]string{"rep", "manager"}, DepartmentID: &w.East2})
			return err
		})
		customer := crm.IDOf[crm.Customer](4711)
		w.Update(t, "rep2", func(tx *db.Tx) error {
			return errors.Join(
				event.Record(tx, event.Fact{Kind: "funnel.Moved", Subject: 4711, Customer: customer, Data: map[string]any{
					"from": "contacted", "to": "lead", "name": "青禾科技", "reason": "13800001234"}}),
				event.Record(tx, event.Fact{Kind: "customer.HandedOver", Subject: 4711, Customer: customer, Data: map[string]any{
					"kind": "assign", "to": rep, "name": "青禾科技"}}),
				event.Record(tx, event.Fact{Kind: "customer.HandedOver", Subject: 4711, Customer: customer, Data: map[string]any{
					"kind": "abandon", "cold": true}}),
				event.Record(tx, event.Fact{Kind: "something.New", Subject: 1, Data: []int{1}}))
		})
		admin := w.As("admin")
		got := []string{}
		for _, i := range list(t, d, admin, Query{}).Items {
			got = append(got, i.By.Name+" "+i.Text)
		}
		want := []string{"鲁昀 something.New", "鲁昀 把客户放进冷库（放弃）", "鲁昀 把客户交给许婷希（分配）", "鲁昀 把客户从「已接触」移到「有线索」",
			"单雨 修改了许婷希：部门、角色、数据范围"}
		if strings.Join(got, "\n") != strings.Join(want, "\n") {
			t.Errorf("got\n%s", strings.Join(got, "\n"))
		}
		changed := list(t, d, admin, Query{Kind: "org."}).Items[0]
		if fmt.Sprint(changed.Changes) != "[{departmentId 部门 华东一组 华东二组} {roles 角色 业务员 业务员、销售经理} {scope 数据范围 只看自己的 本团队}]" {
			t.Errorf("%v", changed.Changes)
		}
		admin.Language = "en"
		if text := list(t, d, admin, Query{Subject: rep.Int64()}).Items[0].Text; text != "Changed 许婷希: department, roles, scope" {
			t.Errorf("%s", text)
		}
		// What a customer is called and what was said stays closed.
		b, err := json.Marshal(list(t, d, admin, Query{Customer: customer}))
		if err != nil || strings.Contains(string(b), "青禾") || strings.Contains(string(b), "1380") {
			t.Errorf("%s %v", b, err)
		}
		tamper(t, d, w, `UPDATE fact SET payload = '', salt = '' WHERE tenant_id = @tenant AND kind = 'funnel.Moved'`)
		if text := list(t, d, w.As("admin"), Query{Kind: "funnel"}).Items[0].Text; !strings.Contains(text, "清除") {
			t.Errorf("%s", text)
		}
	})
}

func TestListPagesAndFilters(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		write(t, d, w, 30, true)
		w.SetNow(w.At.AddDate(0, 0, 1))
		write(t, d, w, 12, false)
		admin := w.As("admin")
		ids, sealed := map[crm.FactID]bool{}, 0
		q := Query{Limit: 10}
		for n := 1; ; n++ {
			p := list(t, d, admin, q)
			for _, i := range p.Items {
				if ids[i.ID] {
					t.Fatalf("%v comes twice", i.ID)
				}
				ids[i.ID] = true
				if i.Sealed {
					sealed++
				}
			}
			if q.Cursor = p.Next; p.Next == "" {
				break
			}
			if n > 10 {
				t.Fatal("no end")
			}
		}
		if len(ids) != 42 || sealed != 30 {
			t.Errorf("%d facts, %d sealed", len(ids), sealed)
		}
		day := crm.DayOf(w.At, time.UTC)
		for want, q := range map[int]Query{
			30: {To: day}, 12: {From: day.Add(1)}, 0: {From: day.Add(2)}, 42: {Kind: "followup.T"}, 2: {Subject: 3},
		} {
			q.Limit = 100
			if got := len(list(t, d, admin, q).Items); got != want {
				t.Errorf("%+v: %d facts, want %d", q, got, want)
			}
		}
		for _, q := range []Query{{Kind: "followup.t"}, {Kind: "auth"}, {Person: w.As("rep2").Person}, {Subject: 3, Person: w.As("rep2").Person}, {Customer: crm.IDOf[crm.Customer](3)}} {
			if got := list(t, d, admin, q); len(got.Items) != 0 || got.Next != "" {
				t.Errorf("%+v: %+v", q, got)
			}
		}
	})
}

// A rare kind far back is found by going on, each step a bounded look.
func TestListLooksBackInWindows(t *testing.T) {
	f := filter{Limit: 3, Window: 10, AnyActor: true, Everyone: true, Before: 1<<63 - 1, Kind: "auth", KindLen: 4}
	each(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		w.Update(t, "rep1", func(tx *db.Tx) error { return event.Record(tx, event.Fact{Kind: "auth.LoggedIn", Subject: 1}) })
		write(t, d, w, 25, false)
		f := f
		w.View(t, "admin", func(tx *db.Tx) error {
			for step := range 3 {
				rows, err := listFacts(tx, f)
				if err != nil {
					return err
				}
				next, err := beyond(tx, f)
				if err != nil {
					return err
				}
				if step < 2 && (len(rows) != 0 || next == 0) || step == 2 && (len(rows) != 1 || next != 0) {
					t.Errorf("step %d: %d rows, next %d", step, len(rows), next)
				}
				f.Before = next + 1
			}
			return nil
		})
	})
}

// narrowDirector makes the director one of 华东二组 only.
func narrowDirector(t *testing.T, w dbtest.World) {
	t.Helper()
	w.Update(t, "admin", func(tx *db.Tx) error {
		_, err := org.ChangePerson(tx, w.As("director").Person, org.PersonChange{Version: 1, DepartmentID: &w.East2})
		return err
	})
	w.Update(t, "admin", func(tx *db.Tx) error { // nor is manager of the root
		list, err := org.Departments(tx)
		if err != nil {
			return err
		}
		for _, dep := range list {
			if dep.ID == w.Root {
				_, err = org.ChangeDepartment(tx, w.Root, org.DepartmentChange{Version: dep.Version, ManagerID: &crm.PersonID{}})
			}
		}
		return err
	})
}

func TestWhoReadsTheLog(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		other := dbtest.Tenant(t, d)
		write(t, d, other, 3, false)
		narrowDirector(t, w)
		write(t, d, w, 4, false) // by rep1 of 华东一组
		w.Update(t, "rep3", func(tx *db.Tx) error { return event.Record(tx, event.Fact{Kind: "followup.Touched", Subject: 1}) })
		token := map[string]string{}
		for _, who := range []string{"admin", "director", "manager1", "rep1", "support", "service", "finance"} {
			w.Update(t, who, func(tx *db.Tx) (err error) {
				_, token[who], err = auth.CreateToken(tx, tx.Me(), auth.NewToken{Name: "test", Scopes: authz.Scopes})
				return err
			})
		}
		r := httpapi.New(httpapi.Options{DB: d, Resolve: auth.Resolve})
		Routes(r)
		s := httptest.NewServer(r.Handler())
		t.Cleanup(s.Close)
		get := func(who, query string) (int, crm.Page[Item]) {
			req, err := http.NewRequestWithContext(t.Context(), "GET", s.URL+"/api/v1/audit?"+query, nil)
			if err != nil {
				t.Fatal(err)
			}
			req.Header.Set("Authorization", "Bearer "+token[who])
			resp, err := s.Client().Do(req)
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = resp.Body.Close() }()
			var p crm.Page[Item]
			if err := json.NewDecoder(resp.Body).Decode(&p); err != nil {
				t.Fatal(err)
			}
			return resp.StatusCode, p
		}
		for who, want := range map[string]int{"admin": 5, "director": 1, "manager1": -1, "rep1": -1, "support": -1, "service": -1, "finance": -1} {
			status, p := get(who, "kind=followup")
			if want < 0 && status != 403 || want >= 0 && (status != 200 || len(p.Items) != want) {
				t.Errorf("%s: %d, %d facts, want %d", who, status, len(p.Items), want)
			}
		}
		for query, want := range map[string]int{"from=2026-13-01": 422, "cursor=%25": 422, "limit=1000": 422, "subject=x": 422,
			"person=" + w.As("rep1").Person.String() + "&from=2026-10-14&to=2026-10-14": 200} {
			if status, _ := get("admin", query); status != want {
				t.Errorf("%s: %d, want %d", query, status, want)
			}
		}
	})
}
