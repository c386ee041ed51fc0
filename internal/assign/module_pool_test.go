package assign

import (
	"testing"

	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/db/dbtest"
)

func ptr[T any](v T) *T { return &v }

func TestPools(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		for range 3 {
			pooled(t, w, "客户")
		}
		var team Listed
		w.Update(t, "support", func(tx *db.Tx) (err error) {
			team, err = CreatePool(tx, PoolChange{Name: ptr(" 一组公海 "), DepartmentID: &w.East1, DailyClaims: ptr[int64](8)})
			return err
		})
		if team.Name != "一组公海" || team.DailyClaims != 8 || team.PreviousOwnerDays != 7 || team.Department.Name != "华东一组" || team.MayClaim {
			t.Errorf("%+v", team)
		}
		for who, want := range map[string]int{"rep1": 2, "manager1": 2, "rep3": 1, "director": 2, "support": 2, "admin": 2, "finance": 0, "service": 0} {
			w.View(t, who, func(tx *db.Tx) error {
				list, err := Pools(tx)
				if err != nil || len(list) != want {
					t.Errorf("%s sees %d pools: %v", who, len(list), err)
				}
				if want > 0 && (list[0].Count != 3 || list[0].More || list[0].Department != nil || list[0].MayClaim != (who != "support" && who != "admin")) {
					t.Errorf("%s sees %+v", who, list[0])
				}
				return nil
			})
		}
	})
}

// Departments that somebody's hand put under each other in a ring hold nobody up:
// the way to the root ends.
func TestDepartmentsInARing(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		w.Update(t, "admin", func(tx *db.Tx) error {
			_, err := db.Exec(tx, "UPDATE department SET parent_id = @child WHERE tenant_id = @tenant AND id = @root", db.Args{"child": w.East1, "root": w.Root})
			return err
		})
		w.View(t, "rep1", func(tx *db.Tx) error {
			list, err := Pools(tx)
			if len(list) != 1 {
				t.Errorf("%d pools", len(list))
			}
			return err
		})
		w.Update(t, "rep1", func(tx *db.Tx) error {
			home, err := poolFor(tx, crm.PoolID{}, w.East1)
			if home != w.Pool {
				t.Errorf("home is %v, want %v", home, w.Pool)
			}
			return err
		})
	})
}

func TestChangePool(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		foreign := dbtest.Tenant(t, d)
		change := func(id crm.PoolID, ch PoolChange) error {
			return d.Update(t.Context(), w.As("director"), func(tx *db.Tx) error {
				_, err := ChangePool(tx, id, ch)
				return err
			})
		}
		customerID := pooled(t, w, "客户")
		steps := []struct {
			name string
			id   crm.PoolID
			ch   PoolChange
			want string
		}{
			{"rename", w.Pool, PoolChange{Name: ptr("总公海"), Version: 1}, ""},
			{"an older version", w.Pool, PoolChange{Name: ptr("公海"), Version: 1}, "conflict"},
			{"no name", w.Pool, PoolChange{Name: ptr(" "), Version: 2}, "field.required"},
			{"a foreign department", w.Pool, PoolChange{DepartmentID: &foreign.East1, Version: 2}, "department.unknown"},
			{"close with customers in it", w.Pool, PoolChange{Active: ptr(false), Version: 2}, "pool.not_empty"},
			{"a foreign pool", foreign.Pool, PoolChange{Name: ptr("我的"), Version: 1}, "not_found"},
		}
		for _, s := range steps {
			if code := codeOf(t, change(s.id, s.ch)); code != s.want {
				t.Errorf("%s: %q, want %q", s.name, code, s.want)
			}
		}
		w.Update(t, "rep1", func(tx *db.Tx) error {
			_, err := Claim(tx, customerID)
			return err
		})
		if code := codeOf(t, change(w.Pool, PoolChange{Active: ptr(false), Version: 2})); code != "pool.last" {
			t.Errorf("closed the last pool: %q", code)
		}
	})
}

func TestHoldings(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		for range 3 {
			claimed(t, w, "rep1")
		}
		exec(t, w, `UPDATE customer SET layer = 4 WHERE tenant_id = @tenant AND id = (SELECT MIN(id) FROM customer WHERE tenant_id = @tenant)`)
		own := claimed(t, w, "rep1")
		exec(t, w, `UPDATE customer SET self_found = TRUE WHERE tenant_id = @tenant AND id = @id`, db.Args{"id": own})
		for who, want := range map[string]int{"rep1": 1, "rep3": 1, "manager1": 2, "manager2": 1, "director": 3, "support": 3, "finance": 0} {
			w.View(t, who, func(tx *db.Tx) error {
				list, err := Holdings(tx, crm.DepartmentID{})
				if err != nil || len(list) != want {
					t.Errorf("%s sees the hold of %d: %v", who, len(list), err)
				}
				return nil
			})
		}
		w.View(t, "manager1", func(tx *db.Tx) error {
			if _, err := Holdings(tx, w.East2); crm.KindOf(err) != crm.NotFound {
				t.Errorf("another team's: %v", err)
			}
			list, err := Holdings(tx, w.East1)
			h := list[0]
			if err == nil && (h.Person.Name != "许婷希" || h.Quota != 30 || h.Used != 4 || h.Left != 26 || h.SelfFound != 1 ||
				h.ByLayer["resource"] != 3 || h.ByLayer["lead"] != 1 || h.ByLayer["opportunity"] != 0 || h.Earned != 3 || *h.AbandonedPerReceived != 0.25) {
				t.Errorf("%+v", h)
			}
			return err
		})
	})
}

func TestReceiptsAreForThoseWhoSee(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		id := pooled(t, w, "客户")
		w.Update(t, "rep1", func(tx *db.Tx) error {
			_, err := Claim(tx, id)
			return err
		})
		for who, want := range map[string]crm.Kind{"rep1": "", "manager1": "", "rep2": crm.NotFound, "manager2": crm.NotFound, "finance": crm.NotFound} {
			w.View(t, who, func(tx *db.Tx) error {
				list, err := Receipts(tx, id)
				if crm.KindOf(err) != want || want == "" && (len(list) != 2 || list[0].Kind != KindClaim || list[1].Kind != "create" || list[1].Pool.Name != "公海") {
					t.Errorf("%s: %v %+v", who, err, list)
				}
				return nil
			})
		}
	})
}
