package assign

import (
	"flag"
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"laidan/internal/crm"
	"laidan/internal/customer"
	"laidan/internal/db"
	"laidan/internal/db/dbtest"
	"laidan/internal/words"
)

func TestByRoundRobin(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		ids := []crm.CustomerID{abandoned(t, w, "rep1"), claimed(t, w, "rep1")}
		for i := range 5 {
			ids = append(ids, pooled(t, w, fmt.Sprintf("客户 %d", i)))
		}
		exec(t, w, `UPDATE hold SET used = 28 WHERE tenant_id = @tenant AND person_id = @id`, db.Args{"id": w.As("rep2").Person})
		hand := func(who string, team crm.DepartmentID, dry bool) (out HandOut, err error) {
			err = d.Update(t.Context(), w.As(who), func(tx *db.Tx) error {
				out, err = ByRoundRobin(tx, ids, team, dry)
				return err
			})
			return out, err
		}
		if _, err := hand("manager1", w.East2, true); codeOf(t, err) != "department.unknown" {
			t.Errorf("handed out over a foreign team: %v", err)
		}
		plan, err := hand("manager1", w.East1, true)
		if err != nil || used(t, w, "rep1") != 1 {
			t.Fatalf("a dry run acts: %v", err)
		}
		done, err := hand("manager1", w.East1, false)
		if err != nil {
			t.Fatal(err)
		}
		if fmt.Sprint(plan) != fmt.Sprint(done) {
			t.Errorf("planned %v\ndone %v", plan, done)
		}
		if len(done.Assigned) != 6 || len(done.Left) != 1 || done.Left[0].Code != "assign.cold" || done.Left[0].Detail == "" {
			t.Errorf("%+v", done)
		}
		// rep1's own goes to rep2, then turns change until rep2 is full.
		if a, b := used(t, w, "rep1"), used(t, w, "rep2"); a != 4 || b != 30 {
			t.Errorf("rep1 has %d, rep2 has %d", a, b)
		}
		w.View(t, "manager1", func(tx *db.Tx) error {
			list, err := Receipts(tx, done.Assigned[0].CustomerID)
			r := list[0]
			if err == nil && (r.Kind != KindRoundRobin || r.To.ID != r.Trace.Chosen.String() || r.Trace.Replay() != r.Trace.Chosen || r.By.Name != "顾隽灿") {
				t.Errorf("%+v", r)
			}
			if err == nil && (len(r.Trace.Candidates) != 1 || len(r.Trace.Excluded) != 2) {
				t.Errorf("%+v", r.Trace)
			}
			return err
		})
		exec(t, w, `UPDATE hold SET used = 30 WHERE tenant_id = @tenant`)
		ids = []crm.CustomerID{pooled(t, w, "没人接")}
		if none, err := hand("manager1", w.East1, false); err != nil || len(none.Left) != 1 || none.Left[0].Code != "assign.nobody" {
			t.Errorf("%+v %v", none, err)
		}
	})
}

func TestHandOutAll(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		statements := map[int]int{}
		for _, n := range []int{3, 25} {
			for range n {
				claimed(t, w, "rep1")
			}
			exec(t, w, `UPDATE hold SET quota = 1 WHERE tenant_id = @tenant`)
			before := used(t, w, "rep2")
			w.Update(t, "admin", func(tx *db.Tx) error {
				got, err := HandOutAll(tx, w.As("rep1").Person, w.As("rep2").Person, crm.PoolID{})
				statements[n] = tx.Statements()
				if got != n {
					t.Errorf("handed out %d of %d", got, n)
				}
				return err
			})
			if a, b := used(t, w, "rep1"), used(t, w, "rep2"); a != 0 || b != before+int64(n) {
				t.Errorf("rep1 uses %d, rep2 %d", a, b)
			}
		}
		if statements[3] != statements[25] {
			t.Errorf("statements grow with the customers: %v", statements)
		}
		w.Update(t, "admin", func(tx *db.Tx) error {
			_, err := HandOutAll(tx, w.As("rep2").Person, crm.PersonID{}, w.Pool)
			return err
		})
		receipts := one[int64](t, w, `SELECT COUNT(*) FROM receipt WHERE tenant_id = @tenant AND kind = 'disable'`)
		pooled := one[int64](t, w, `SELECT COUNT(*) FROM customer WHERE tenant_id = @tenant AND pool_id = @pool`, db.Args{"pool": w.Pool})
		if receipts != 56 || pooled != 28 || used(t, w, "rep2") != 0 {
			t.Errorf("%d receipts, %d in the pool", receipts, pooled)
		}
	})
}

// Whatever happens, a customer has one owner or one pool or lies cold, every
// counter equals its recount, and no claim or assignment went above the quota.
func TestCountersEqualRecount(t *testing.T) {
	old := flag.Lookup("rapid.checks").Value.String()
	if err := flag.Set("rapid.checks", "12"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = flag.Set("rapid.checks", old) })
	each(t, func(t *testing.T, d *db.DB) {
		rapid.Check(t, func(rt *rapid.T) {
			w := dbtest.Tenant(t, d)
			exec(t, w, `UPDATE hold SET quota = 2 WHERE tenant_id = @tenant`)
			exec(t, w, `UPDATE pool SET previous_owner_days = 1, daily_claims = 3 WHERE tenant_id = @tenant`)
			var ids []crm.CustomerID
			for range 6 {
				ids = append(ids, pooled(t, w, "客户"))
			}
			now := w.At
			for range rapid.IntRange(1, 40).Draw(rt, "acts") {
				now = now.Add(time.Duration(rapid.IntRange(0, 20).Draw(rt, "hours")) * time.Hour)
				w.SetNow(now)
				who := rapid.SampledFrom([]string{"rep1", "rep2", "rep3", "manager1", "director"}).Draw(rt, "who")
				err := d.Update(t.Context(), w.As(who), func(tx *db.Tx) error { return anything(rt, tx, w, ids) })
				if err != nil && crm.KindOf(err) == "" {
					rt.Fatal(err)
				}
			}
			for _, who := range []string{"rep1", "rep2", "rep3", "manager1"} {
				var n int64
				w.View(t, "admin", func(tx *db.Tx) (err error) {
					n, err = customer.Recount(tx, w.As(who).Person)
					return err
				})
				if u := used(t, w, who); u != n {
					rt.Errorf("%s uses %d slots, a recount finds %d", who, u, n)
				}
			}
			if n := one[int64](t, w, `SELECT COUNT(*) FROM customer WHERE tenant_id = @tenant AND (owner_id IS NOT NULL AND (pool_id IS NOT NULL OR layer = 0)
				OR owner_id IS NULL AND pool_id IS NULL AND layer <> 0)`); n != 0 {
				rt.Errorf("%d customers are in two places or in none", n)
			}
			if n := one[int64](t, w, `SELECT COUNT(*) FROM hold WHERE tenant_id = @tenant AND claims > 3`); n != 0 {
				rt.Errorf("%d people claimed more than three on a day", n)
			}
		})
	})
}

func anything(rt *rapid.T, tx *db.Tx, w dbtest.World, ids []crm.CustomerID) error {
	id := rapid.SampledFrom(ids).Draw(rt, "customer")
	to := w.As(rapid.SampledFrom([]string{"rep1", "rep2", "rep3", "manager1"}).Draw(rt, "to")).Person
	var err error
	switch rapid.IntRange(0, 8).Draw(rt, "act") {
	case 0, 1, 2:
		_, err = Claim(tx, id)
	case 3:
		_, err = Release(tx, id, Back{Reason: "退"})
	case 4:
		_, err = Assign(tx, id, Give{To: to})
	case 5:
		_, err = ByRoundRobin(tx, ids[:3], w.East1, rapid.Bool().Draw(rt, "dry"))
	case 6:
		var c customer.Customer
		if c, err = customer.ForUpdate(tx, id); err == nil && !c.OwnerID.IsZero() && c.Access(tx).Team() {
			if c, err = customer.SetLayer(tx, c, words.Abandoned, tx.Now, false); err == nil {
				_, err = customer.HandOver(tx, c, customer.Handover{Cold: true, Kind: "abandon", Reason: "unfit"})
			}
		}
	case 7:
		v := Verdict{Verdict: rapid.SampledFrom([]string{VerdictReject, VerdictRelease}).Draw(rt, "verdict"), Note: "看过"}
		_, err = Evaluate(tx, id, v)
	case 8:
		_, err = HandOutAll(tx, w.As("rep2").Person, w.As("rep3").Person, crm.PoolID{})
	}
	return err
}
