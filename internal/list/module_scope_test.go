package list

import (
	"fmt"
	"slices"
	"testing"

	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/db/dbtest"
)

// TestPlansAgree reads the same list by each plan: what is quickest must not
// change what is seen.
func TestPlansAgree(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		seed(t, w, d, 300, owners(w)...)
		share(t, w, "manager1", 0)
		w.View(t, "manager1", func(tx *db.Tx) error {
			for _, sort := range allSorts {
				for _, filter := range []string{"", `grade in ("A", "B")`} {
					var lists [][]int64
					for _, n := range []int{0, 3_000, 50_000} {
						s := testSpec(scopeOf(team, size{n, 50_000, false}, false, "c"))
						s.Name = fmt.Sprint("customers", n)
						page, err := Run[customer](tx, s, Params{Sort: sort, Filter: filter, Limit: 200})
						if err != nil {
							return err
						}
						lists = append(lists, idsOf(page.Items))
					}
					if len(lists[0]) == 0 || !slices.Equal(lists[0], lists[1]) || !slices.Equal(lists[0], lists[2]) {
						t.Errorf("%s %s: %v", sort, filter, lists)
					}
				}
			}
			return nil
		})
	})
}

// share makes rep3's first living customer a shared one, until an instant.
func share(t *testing.T, w dbtest.World, who string, until crm.Millis) crm.CustomerID {
	t.Helper()
	var id crm.CustomerID
	w.Update(t, "director", func(tx *db.Tx) error {
		var err error
		id, err = db.One[crm.CustomerID](tx, `SELECT id FROM customer WHERE tenant_id = @tenant AND owner_id = @owner AND NOT archived AND merged_into IS NULL
			AND id NOT IN (SELECT customer_id FROM collaborator WHERE tenant_id = @tenant) ORDER BY id LIMIT 1`, db.Args{"owner": w.As("rep3").Person})
		if err != nil {
			return err
		}
		_, err = db.Exec(tx, `INSERT INTO collaborator (tenant_id, customer_id, person_id, may_touch, until, created_by, created_at)
			VALUES (@tenant, @id, @who, FALSE, @until, @me, @now)`, db.Args{"id": id, "who": w.As(who).Person, "until": until})
		return err
	})
	return id
}

func TestSharedCustomersAreListed(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		seed(t, w, d, 100, owners(w)...)
		now := crm.At(w.At)
		for _, who := range []string{"rep1", "manager1", "admin"} {
			before := walkAll(t, w, who, Params{Sort: "name"})
			shown := []int64{share(t, w, who, 0).Int64(), share(t, w, who, now+1).Int64()}
			over := share(t, w, who, now).Int64()
			after := idsOf(walkAll(t, w, who, Params{Sort: "name", Limit: 11}))
			if len(after) != len(before)+2 || !slices.Contains(after, shown[0]) || !slices.Contains(after, shown[1]) || slices.Contains(after, over) {
				t.Errorf("%s: %d after %d", who, len(after), len(before))
			}
		}
		// A manager's own customer shared with the manager is listed once.
		mine := share(t, w, "manager2", 0).Int64()
		list := idsOf(walkAll(t, w, "manager2", Params{Sort: "name"}))
		if slices.Index(list, mine) < 0 || slices.Contains(list[slices.Index(list, mine)+1:], mine) {
			t.Error("a shared customer of the team is not listed exactly once")
		}
	})
}

func TestOtherOrganisationsAreOutOfSight(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w, other := dbtest.Tenant(t, d), dbtest.Tenant(t, d)
		seed(t, w, d, 40, owners(w)...)
		seed(t, other, d, 40, owners(other)...)
		share(t, other, "rep1", 0)
		for _, who := range []string{"rep1", "manager1", "director", "service"} {
			seen := map[crm.PersonID]bool{}
			for _, id := range owners(w) {
				seen[id] = true
			}
			list := walkAll(t, w, who, Params{Sort: "name"})
			if len(list) == 0 {
				t.Errorf("%s sees nothing", who)
			}
			for _, c := range list {
				if !seen[c.OwnerID] {
					t.Errorf("%s sees %v", who, c.ID)
				}
			}
		}
	})
}

func TestOwnersAndConditionAgreeWithTheList(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		seed(t, w, d, 100, owners(w)...)
		for _, who := range []string{"rep1", "manager1", "director", "service", "admin"} {
			if who != "admin" {
				share(t, w, who, 0)
			}
			want := len(walkAll(t, w, who, Params{Sort: "name"}))
			w.View(t, who, func(tx *db.Tx) error {
				scope, err := ScopeOf(tx, "x")
				if err != nil {
					return err
				}
				n, err := db.One[int](tx, "SELECT COUNT(*) FROM customer x WHERE x.tenant_id = @tenant AND "+scope.Condition())
				if err != nil || n != want {
					t.Errorf("%s: %d by condition, %d in the list, %v", who, n, want, err)
				}
				owned, err := db.One[int](tx, "SELECT COUNT(*) FROM customer x WHERE x.tenant_id = @tenant AND NOT x.archived AND x.merged_into IS NULL AND "+Owners(tx, "x.owner_id"))
				if err != nil || who != "service" && (owned > want || owned < want-1) {
					t.Errorf("%s: %d by owner, %d in the list, %v", who, owned, want, err)
				}
				return nil
			})
		}
	})
}
