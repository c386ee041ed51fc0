package db_test

import (
	"strings"
	"testing"

	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/db/dbtest"
)

// TestSQLiteTellsAnOwnerFromAnOrganisation: without statistics a bare tenant
// looks as selective as an owner, and a list of a team walks through all
// customers once per member.
func TestSQLiteTellsAnOwnerFromAnOrganisation(t *testing.T) {
	d := dbtest.SQLite(t)
	w := dbtest.Tenant(t, d)
	type step struct {
		ID     int    `db:"id"`
		Parent int    `db:"parent"`
		Unused int    `db:"notused"`
		Detail string `db:"detail"`
	}
	w.View(t, "manager1", func(tx *db.Tx) error {
		// EXPLAIN alone does not notice a changed schema; a statement does.
		n, err := db.GlobalOne[int](tx, "SELECT COUNT(*) FROM sqlite_stat1 WHERE tbl = 'customer'")
		if err != nil || n < 5 {
			t.Fatalf("%d statistics of customers, %v", n, err)
		}
		steps, err := db.All[step](tx, `EXPLAIN QUERY PLAN SELECT c.id FROM visible v CROSS JOIN customer c WHERE v.tenant_id = @tenant
			AND v.viewer_id = @me AND c.tenant_id = @tenant AND c.owner_id = v.owner_id AND c.next_at IS NOT NULL AND NOT c.archived
			ORDER BY c.next_at, c.id LIMIT 51`)
		var plan string
		for _, s := range steps {
			plan += s.Detail + "\n"
		}
		if !strings.Contains(plan, "customer_owner (tenant_id=? AND owner_id=?)") {
			t.Errorf("the plan is\n%s", plan)
		}
		return err
	})
}

// TestStatisticsAfterBulkLoad: indexes that were away for a bulk load have their
// statistics again.
func TestStatisticsAfterBulkLoad(t *testing.T) {
	d := dbtest.SQLite(t)
	count := func() (n int) {
		err := d.View(t.Context(), crm.Actor{}, func(tx *db.Tx) (err error) {
			n, err = db.GlobalOne[int](tx, "SELECT COUNT(*) FROM sqlite_stat1 WHERE idx IS NOT NULL")
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	before := count()
	if err := d.WithoutIndexes(t.Context(), []string{"customer", "touch"}, func() error {
		if n := count(); n >= before-10 {
			t.Errorf("%d of %d statistics are left while indexes are away", n, before)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if after := count(); after != before {
		t.Errorf("%d statistics, %d before", after, before)
	}
}
