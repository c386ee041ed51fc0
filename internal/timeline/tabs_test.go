package timeline_test

import (
	"testing"

	"laidan/internal/app"
	"laidan/internal/authz"
	"laidan/internal/crm"
	"laidan/internal/customer"
	"laidan/internal/db"
	"laidan/internal/db/dbtest"
	"laidan/internal/timeline"
)

// Every tab answers whoever sees the customer: what they may not read is neither
// told nor counted, and a tab without anything to read is empty.
func TestTabsOfEverybody(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		if err := (&app.App{DB: d}).House().Bind(d); err != nil {
			t.Fatal(err)
		}
		w := dbtest.Tenant(t, d)
		var id crm.CustomerID
		w.Update(t, "rep1", func(tx *db.Tx) error {
			c, err := customer.Create(tx, customer.New{Name: "澜禾"})
			id = c.ID
			if err == nil {
				_, err = db.Exec(tx, `INSERT INTO deal (tenant_id, customer_id, id, name, created_at) VALUES (@tenant, @id, 7, '一单', @now)`, db.Args{"id": id})
			}
			return err
		})
		read := func(deals bool, tab, cursor string) timeline.Timeline {
			t.Helper()
			a := w.As("rep1")
			if !deals {
				perms := map[string]bool{}
				for p, ok := range a.Perms {
					perms[p] = ok && p != string(authz.DealRead) && p != string(authz.ContractRead)
				}
				a.Perms = perms
			}
			var page timeline.Timeline
			err := d.View(t.Context(), a, func(tx *db.Tx) (err error) {
				page, err = timeline.Read(tx, id, tab, cursor, 1)
				return err
			})
			if err != nil {
				t.Fatalf("tab %q from %q: %v", tab, cursor, err)
			}
			return page
		}
		for _, tab := range []string{timeline.TabAll, timeline.TabTouch, timeline.TabMove, timeline.TabDeal, timeline.TabFile, timeline.TabChange} {
			for _, deals := range []bool{true, false} {
				first := read(deals, tab, "")
				if first.Counts == nil || first.Counts.Change != 1 || (first.Counts.Deal == 1) != deals {
					t.Errorf("tab %q, deals %v: counts %+v", tab, deals, first.Counts)
				}
				if len(first.Items) > 0 && first.Items[0].Part == nil {
					t.Errorf("tab %q: %+v has no part", tab, first.Items[0])
				}
			}
		}
		if n := len(read(true, timeline.TabDeal, "").Items); n != 1 {
			t.Errorf("%d deals", n)
		}
		all := read(true, timeline.TabAll, "")
		if page := read(false, timeline.TabDeal, all.Next); all.Next == "" || len(page.Items) != 0 || page.Counts != nil {
			t.Errorf("the next page of deals nobody may read: %+v", page)
		}
	})
}
