package app

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"laidan/internal/assign"
	"laidan/internal/crm"
	"laidan/internal/customer"
	"laidan/internal/db"
	"laidan/internal/db/dbtest"
	"laidan/internal/org"
)

// bulked runs a bulk act and answers it with the codes of its refusals.
func bulked(t *testing.T, w dbtest.World, who string, b customer.Bulk) (out customer.BulkDone, codes []string) {
	t.Helper()
	w.Update(t, who, func(tx *db.Tx) (err error) { out, err = customer.RunBulk(tx, b); return err })
	for _, r := range out.Refused {
		codes = append(codes, r.Code)
	}
	slices.Sort(codes)
	return out, codes
}

// Handing out many obeys the rules of handing out one: quotas, who may receive,
// what may be released; each has its receipt with candidates and facts. The dry
// run foresees it all.
func TestBulkHandsOutByTheRules(t *testing.T) {
	bare(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		rep1, rep2 := w.As("rep1").Person, w.As("rep2").Person
		var ids []crm.CustomerID
		w.Update(t, "manager1", func(tx *db.Tx) error {
			for i := range 4 {
				c, err := customer.Create(tx, customer.New{Name: fmt.Sprintf("分配 %d", i), OwnerID: rep1})
				if err != nil {
					return err
				}
				ids = append(ids, c.ID)
			}
			_, err := db.Exec(tx, `UPDATE hold SET quota = 2 WHERE tenant_id = @tenant AND person_id = @p`, db.Args{"p": rep2})
			if err == nil {
				_, err = db.Exec(tx, `UPDATE customer SET layer = 6 WHERE tenant_id = @tenant AND id = @id`, db.Args{"id": ids[3]})
			}
			if err == nil {
				_, err = db.Exec(tx, `UPDATE hold SET used = used - 1 WHERE tenant_id = @tenant AND person_id = @p`, db.Args{"p": rep1})
			}
			return err
		})
		for _, dry := range []bool{true, false} {
			out, codes := bulked(t, w, "manager1", customer.Bulk{IDs: ids, Action: "assign", OwnerID: rep2, Reason: "排班", DryRun: dry})
			if out.Done != 3 || fmt.Sprint(codes) != "[hold.full]" { // the signed one needs no slot
				t.Errorf("assign, dry %v: %+v", dry, out)
			}
		}
		w.View(t, "manager1", func(tx *db.Tx) error {
			list, err := assign.Receipts(tx, ids[0])
			if err != nil || len(list) != 2 || list[0].Kind != "assign" || list[0].Trace.Chosen != rep2 || len(list[0].Trace.Candidates) != 1 || list[0].Trace.Facts["layer"] != "resource" {
				t.Errorf("receipts: %+v %v", list, err)
			}
			return nil
		})
		for _, dry := range []bool{true, false} {
			out, codes := bulked(t, w, "manager1", customer.Bulk{IDs: ids, Action: "release", Reason: "清理", DryRun: dry})
			if out.Done != 3 || fmt.Sprint(codes) != "[release.signed]" {
				t.Errorf("release, dry %v: %+v", dry, out)
			}
		}
		if _, codes := bulked(t, w, "manager1", customer.Bulk{IDs: ids[:1], Action: "release"}); fmt.Sprint(codes) != "[customer.not_allowed]" {
			t.Errorf("released twice: %v", codes)
		}
		err := d.Update(t.Context(), w.As("manager1"), func(tx *db.Tx) error {
			_, err := customer.RunBulk(tx, customer.Bulk{IDs: ids, Action: "assign", OwnerID: w.As("finance").Person})
			return err
		})
		if code := crm.CodeOf(err); code != "assign.not_seller" && code != "invalid" {
			t.Errorf("to finance: %v", err)
		}
		for _, p := range []crm.PersonID{rep1, rep2} {
			w.View(t, "admin", func(tx *db.Tx) error {
				want, err := customer.Recount(tx, p)
				used, err2 := db.One[int64](tx, `SELECT used FROM hold WHERE tenant_id = @tenant AND person_id = @p`, db.Args{"p": p})
				if used != want || err != nil || err2 != nil {
					t.Errorf("hold %d, counted %d: %v %v", used, want, err, err2)
				}
				return nil
			})
		}
	})
}

// More customers than one transaction holds: each is done or refused with its
// reason, nothing twice, and who was disabled meanwhile ends the act.
func TestBulkInTheBackground(t *testing.T) {
	bare(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		const n = 620
		w.Update(t, "director", func(tx *db.Tx) error {
			var drafts []*customer.Draft
			for i := range n {
				draft, err := customer.New{Name: fmt.Sprintf("成批 %d", i), Kind: "company", PoolID: w.Pool}.Draft("CN", nil)
				if err != nil {
					return err
				}
				draft.PoolID = w.Pool
				drafts = append(drafts, &draft)
			}
			if err := customer.CreateMany(tx, drafts); err != nil {
				return err
			}
			_, err := db.Exec(tx, `UPDATE hold SET quota = 250 WHERE tenant_id = @tenant AND person_id = @p`, db.Args{"p": w.As("rep1").Person})
			return err
		})
		filter := `layer = "resource"`
		start := func(b customer.Bulk) (a customer.BulkAct) {
			b.Filter, b.In, b.PoolID = &filter, customer.InPool, w.Pool
			w.Update(t, "director", func(tx *db.Tx) (err error) { a, err = customer.StartBulk(tx, b); return err })
			return a
		}
		finish := func(a customer.BulkAct) (customer.BulkAct, []customer.BulkRefused) {
			for more := true; more; {
				var err error
				if more, err = customer.ContinueBulk(t.Context(), d, w.Tenant, a.ID); err != nil {
					t.Fatal(err)
				}
			}
			var refused []customer.BulkRefused
			w.View(t, "director", func(tx *db.Tx) (err error) { a, refused, err = customer.GetBulk(tx, a.ID); return err })
			return a, refused
		}
		a, refused := finish(start(customer.Bulk{Action: "assign", OwnerID: w.As("rep1").Person}))
		if a.State != "done" || a.Total != n || a.Done != 250 || a.Refused != n-250 || len(refused) != n-250 || refused[0].Code != "hold.full" || refused[0].Detail == "" {
			t.Errorf("%+v, %d listed", a, len(refused))
		}
		if b, _ := finish(a); b.Done != a.Done {
			t.Errorf("done again: %+v", b)
		}
		w.View(t, "manager1", func(tx *db.Tx) error { // somebody else's act does not exist
			if _, _, err := customer.GetBulk(tx, a.ID); crm.KindOf(err) != crm.NotFound {
				t.Error(err)
			}
			return nil
		})
		late := start(customer.Bulk{Action: "assign", OwnerID: w.As("rep2").Person})
		w.Update(t, "admin", func(tx *db.Tx) error { _, err := org.Disable(tx, w.As("rep2").Person, org.Heir{}); return err })
		if late, _ = finish(late); late.State != "failed" || late.Done != 0 || late.Message == "" {
			t.Errorf("to who was disabled: %+v", late)
		}
		facts := 0
		w.View(t, "admin", func(tx *db.Tx) error {
			rows, err := db.All[string](tx, `SELECT payload FROM fact WHERE tenant_id = @tenant AND kind = 'customer.BulkEnded'`)
			for _, r := range rows {
				if json.Valid([]byte(r)) {
					facts++
				}
			}
			return err
		})
		if facts != 2 {
			t.Errorf("%d facts", facts)
		}
	})
}

// Whom a bulk act left as they were is told to its author as long as they see
// them: who was handed to another team since is counted and not named.
func TestBulkActForgetsWhoLeftItsAuthorsSight(t *testing.T) {
	bare(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		var ids []crm.CustomerID
		var a customer.BulkAct
		filter := `name contains "挪"`
		w.Update(t, "manager1", func(tx *db.Tx) error {
			for i := range 2 {
				c, err := customer.Create(tx, customer.New{Name: fmt.Sprintf("挪走 %d", i), OwnerID: w.As("rep1").Person})
				if err != nil {
					return err
				}
				ids = append(ids, c.ID)
			}
			_, err := db.Exec(tx, `UPDATE hold SET quota = 0 WHERE tenant_id = @tenant AND person_id = @p`, db.Args{"p": w.As("rep2").Person})
			if err == nil {
				a, err = customer.StartBulk(tx, customer.Bulk{Filter: &filter, Action: "assign", OwnerID: w.As("rep2").Person})
			}
			return err
		})
		for more := true; more; {
			var err error
			if more, err = customer.ContinueBulk(t.Context(), d, w.Tenant, a.ID); err != nil {
				t.Fatal(err)
			}
		}
		told := func() (list []customer.BulkRefused) {
			w.View(t, "manager1", func(tx *db.Tx) (err error) { a, list, err = customer.GetBulk(tx, a.ID); return err })
			return list
		}
		if list := told(); len(list) != 2 || a.Refused != 2 || list[0].Code != "hold.full" || list[0].Name != "挪走 0" {
			t.Fatalf("%+v, %+v", a, list)
		}
		w.Update(t, "director", func(tx *db.Tx) error {
			_, err := assign.Assign(tx, ids[0], assign.Give{To: w.As("rep3").Person})
			return err
		})
		if list := told(); len(list) != 1 || list[0].ID != ids[1].String() || a.Refused != 2 {
			t.Errorf("%+v, %+v", a, list)
		}
	})
}
