package customer

import (
	"slices"
	"sync"
	"testing"

	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/room/roomtest"
	"laidan/internal/words"
)

func TestHandOver(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		c := w.create("support", New{Name: "待领"})
		rep1, rep2 := w.As("rep1").Person, w.As("rep2").Person
		var left []crm.CustomerID
		roomtest.Bind(w.d, Needs{OwnerLeft: func(_ *db.Tx, ids []crm.CustomerID, _ string) error { left = append(left, ids...); return nil }})
		got, err := w.act("rep1", c.ID, func(tx *db.Tx, c Customer) (Customer, error) {
			before := tx.Statements()
			c, err := HandOver(tx, c, Handover{To: rep1, Kind: "claim", EnforceSlot: true, ClaimLimit: 5})
			if n := tx.Statements() - before; n > 6 {
				t.Errorf("a claim's hand-over takes %d statements", n)
			}
			return c, err
		})
		if err != nil || got.OwnerID != rep1 || got.OwnerName != "许婷希" || got.InPool() || got.Version != 2 || got.FirstDueAt.IsZero() || got.DepartmentID != w.East1 {
			t.Fatalf("%+v %v", got, err)
		}
		w.must("rep1", func(tx *db.Tx) error {
			s, err := db.One[slots](tx, slotsSQL, db.Args{"person": rep1})
			if s.Used != 1 || s.Claims != 1 {
				t.Errorf("%+v", s)
			}
			return err
		})
		if len(left) != 0 {
			t.Error("nobody left a pooled customer")
		}
		got, err = w.act("manager1", c.ID, func(tx *db.Tx, c Customer) (Customer, error) {
			return HandOver(tx, c, Handover{To: rep2, Kind: "assign", Reason: "排班", Trace: map[string]int{"load": 3}, EnforceSlot: true})
		})
		if err != nil || got.OwnerName != "鲁昀" || got.ReleasedBy != rep1 || got.ReleasedAt != crm.At(w.At) || len(left) != 1 {
			t.Fatalf("%+v %v %v", got, err, left)
		}
		if u1, _ := w.used("rep1"); u1 != 0 {
			t.Errorf("rep1 holds %d", u1)
		}
		if _, err = w.act("manager1", c.ID, func(tx *db.Tx, c Customer) (Customer, error) {
			return HandOver(tx, c, Handover{To: rep2, Kind: "assign"})
		}); codeOf(err) != "handover.same" {
			t.Errorf("to its owner: %v", err)
		}
		w.must("manager1", func(tx *db.Tx) error {
			kinds, err := db.All[string](tx, `SELECT kind FROM receipt WHERE tenant_id = @tenant AND customer_id = @id ORDER BY id`, db.Args{"id": c.ID})
			if !slices.Equal(kinds, []string{"create", "claim", "assign"}) {
				t.Errorf("receipts %v", kinds)
			}
			return err
		})
	})
}

func TestClaimLimit(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		rep1 := w.As("rep1").Person
		claim := func(id crm.CustomerID) error {
			_, err := w.act("rep1", id, func(tx *db.Tx, c Customer) (Customer, error) {
				return HandOver(tx, c, Handover{To: rep1, Kind: "claim", EnforceSlot: true, ClaimLimit: 2})
			})
			return err
		}
		var ids []crm.CustomerID
		for _, name := range []string{"一", "二", "三"} {
			ids = append(ids, w.create("support", New{Name: name}).ID)
		}
		if err := claim(ids[0]); err != nil {
			t.Fatal(err)
		}
		if err := claim(ids[1]); err != nil {
			t.Fatal(err)
		}
		if err := claim(ids[2]); codeOf(err) != "claim.daily_limit" {
			t.Errorf("a third claim today: %v", err)
		}
		w.SetNow(w.At.Add(24 * 3600e9))
		if err := claim(ids[2]); err != nil {
			t.Errorf("tomorrow: %v", err)
		}
	})
}

// Of many who claim one customer at once, one gets it; nobody's counter is off.
func TestClaimRace(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		c := w.create("support", New{Name: "抢手"})
		var wg sync.WaitGroup
		won := make([]bool, 24)
		for i := range won {
			who := []string{"rep1", "rep2", "rep3"}[i%3]
			wg.Go(func() {
				_, err := w.act(who, c.ID, func(tx *db.Tx, c Customer) (Customer, error) {
					if !c.InPool() {
						return c, crm.Fail(crm.Conflict, "claim.taken")
					}
					return HandOver(tx, c, Handover{To: tx.Me(), Kind: "claim", EnforceSlot: true, ClaimLimit: 5})
				})
				won[i] = err == nil
				if err != nil && codeOf(err) != "claim.taken" && crm.KindOf(err) != crm.NotFound {
					t.Errorf("a loser hears %v", err)
				}
			})
		}
		wg.Wait()
		n := 0
		for _, ok := range won {
			if ok {
				n++
			}
		}
		if n != 1 {
			t.Errorf("%d got it", n)
		}
		for _, who := range []string{"rep1", "rep2", "rep3"} {
			if used, recount := w.used(who); used != recount {
				t.Errorf("%s: %d counted, %d owned", who, used, recount)
			}
		}
	})
}

func TestVersionConflict(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		c := w.create("rep1", New{Name: "两人改", Phone: "13812344172"})
		name := "改过一次"
		if _, err := w.act("manager1", c.ID, func(tx *db.Tx, c Customer) (Customer, error) { return Update(tx, c, Changes{Name: &name}) }); err != nil {
			t.Fatal(err)
		}
		err := w.try("rep1", func(tx *db.Tx) error { _, err := forAct(tx, c.ID, ActEdit, 1); return err })
		if crm.KindOf(err) != crm.Conflict {
			t.Fatalf("an old version: %v", err)
		}
		r := stateOf[Record](t, err)
		if r.Name != name || r.Version != 2 || r.Phone != "138****4172" || !slices.Contains(r.Actions, ActEdit) {
			t.Errorf("the newer state is %+v", r)
		}
		// A write on an older row changes nothing, even without asking first.
		w.must("rep1", func(tx *db.Tx) error {
			old, err := Get(tx, c.ID)
			old.Version = 1
			if err != nil {
				return err
			}
			if _, err := SetLayer(tx, old, words.Graded, tx.Now, false); crm.KindOf(err) != crm.Conflict {
				t.Errorf("layer: %v", err)
			}
			if _, err := Update(tx, old, Changes{Grade: &words.Grades[0]}); crm.KindOf(err) != crm.Conflict {
				t.Errorf("edit: %v", err)
			}
			if _, err := HandOver(tx, old, Handover{Pool: w.Pool, Kind: "release"}); crm.KindOf(err) != crm.Conflict {
				t.Errorf("hand-over: %v", err)
			}
			return nil
		})
	})
}

func TestHandOverAll(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		rep1, rep2 := w.As("rep1").Person, w.As("rep2").Person
		for _, name := range []string{"一", "二", "三"} {
			w.create("manager1", New{Name: name, OwnerID: rep1})
		}
		own := w.create("rep1", New{Name: "自己找的"})
		signed := w.create("rep1", New{Name: "签约的", Layer: words.Signed})
		var moved int
		roomtest.Bind(w.d, Needs{StockMoved: func(_ *db.Tx, _ string, steps ...Step) error { moved += len(steps); return nil }})
		counts := map[int]int{}
		hand := func(who string, from crm.PersonID, h Handover) (n int) {
			w.must(who, func(tx *db.Tx) (err error) {
				before := tx.Statements()
				n, err = HandOverAll(tx, from, h)
				counts[tx.Statements()-before]++
				return err
			})
			return n
		}
		if n := hand("director", rep1, Handover{To: rep2, Kind: "disable", Reason: "离职"}); n != 5 || moved != 5 {
			t.Errorf("%d handed over, %d moved", n, moved)
		}
		for _, id := range []crm.CustomerID{own.ID, signed.ID} {
			if c := w.get("rep2", id); c.OwnerID != rep2 || c.SelfFound || c.ReleasedBy != rep1 || c.Version != 2 || c.FirstDueAt.IsZero() {
				t.Errorf("%+v", c.Row)
			}
		}
		for who, want := range map[string]int64{"rep1": 0, "rep2": 4} {
			if used, recount := w.used(who); used != want || recount != want {
				t.Errorf("%s holds %d, owns %d, want %d", who, used, recount, want)
			}
		}
		if n := hand("director", rep2, Handover{Pool: w.Pool, Kind: "disable"}); n != 5 {
			t.Errorf("%d to the pool", n)
		}
		if c := w.get("rep1", own.ID); c.PoolID != w.Pool || !c.OwnerID.IsZero() || !c.FirstDueAt.IsZero() || !c.AssignedAt.IsZero() {
			t.Errorf("%+v", c.Row)
		}
		if used, recount := w.used("rep2"); used != 0 || recount != 0 {
			t.Errorf("rep2 holds %d, owns %d", used, recount)
		}
		if n := hand("director", rep2, Handover{Pool: w.Pool, Kind: "disable"}); n != 0 {
			t.Errorf("%d of nothing", n)
		}
	})
}

func TestArchive(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		rep1 := w.As("rep1").Person
		c := w.create("manager1", New{Name: "重复的", OwnerID: rep1})
		if _, err := w.act("rep1", c.ID, Archive); crm.KindOf(err) != crm.Forbidden {
			t.Errorf("a rep archives: %v", err)
		}
		got, err := w.act("manager1", c.ID, Archive)
		if err != nil || !got.Archived {
			t.Fatal(err)
		}
		if used, recount := w.used("rep1"); used != 0 || recount != 0 {
			t.Errorf("hold %d %d", used, recount)
		}
		if got := actionsAs(w, "manager1", c.ID); !slices.Equal(got, []Act{ActRestore}) {
			t.Errorf("an archived customer allows %v", got)
		}
		if _, err := w.act("manager1", c.ID, func(tx *db.Tx, c Customer) (Customer, error) { return c, Allow(tx, c, ActEdit) }); codeOf(err) != "customer.archived" {
			t.Errorf("edit: %v", err)
		}
		w.must("director", func(tx *db.Tx) error {
			_, err := db.Exec(tx, `UPDATE person SET active = FALSE WHERE tenant_id = @tenant AND id = @id`, db.Args{"id": rep1})
			return err
		})
		got, err = w.act("manager1", c.ID, Restore)
		if err != nil || got.Archived || !got.InPool() {
			t.Errorf("its owner has left: %+v %v", got.Row, err)
		}
	})
}
