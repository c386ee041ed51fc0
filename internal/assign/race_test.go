package assign

import (
	"fmt"
	"testing"

	"laidan/internal/crm"
	"laidan/internal/customer"
	"laidan/internal/db"
	"laidan/internal/db/dbtest"
)

type newPerson struct {
	ID         crm.PersonID     `db:"id"`
	Name       string           `db:"name"`
	Key        string           `db:"name_key"`
	Email      string           `db:"email"`
	Department crm.DepartmentID `db:"department_id"`
	Roles      string           `db:"roles"`
	Scope      crm.Scope        `db:"scope"`
	At         crm.Millis       `db:"created_at"`
}

type newHold struct {
	Person crm.PersonID `db:"person_id"`
	Quota  int64        `db:"quota"`
}

// hire adds n reps to a team, with a quota each.
func hire(t testing.TB, w dbtest.World, n int, quota int64) []crm.Actor {
	t.Helper()
	var actors []crm.Actor
	var people []newPerson
	var holds []newHold
	w.Update(t, "admin", func(tx *db.Tx) error {
		for i := range n {
			a := w.As("rep1")
			a.Person, a.Name = db.NewID[crm.Person](tx), fmt.Sprintf("业务员 %d", i)
			actors = append(actors, a)
			people = append(people, newPerson{a.Person, a.Name, a.Name, a.Name + "@test", w.East1, "rep", crm.ScopeOwn, tx.NowMillis()})
			holds = append(holds, newHold{a.Person, quota})
		}
		if err := db.InsertMany(tx, "person", people); err != nil {
			return err
		}
		return db.InsertMany(tx, "hold", holds)
	})
	return actors
}

// together runs one act per actor at once and counts the codes.
func together(t *testing.T, d *db.DB, actors []crm.Actor, fn func(i int) act) map[string]int {
	t.Helper()
	start, results := make(chan struct{}), make(chan error, len(actors))
	for i, a := range actors {
		go func() {
			<-start
			results <- d.Update(t.Context(), a, func(tx *db.Tx) error {
				_, err := fn(i)(tx)
				return err
			})
		}()
	}
	close(start)
	codes := map[string]int{}
	for range actors {
		codes[codeOf(t, <-results)]++
	}
	return codes
}

// Two hundred people claim one customer at once: one has it, the others hear
// that somebody was faster, and nobody else's counter moved.
func TestClaimRace(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		id := pooled(t, w, "抢手")
		actors := hire(t, w, 200, 30)
		codes := together(t, d, actors, func(int) act {
			return func(tx *db.Tx) (customer.Customer, error) { return Claim(tx, id) }
		})
		if codes[""] != 1 || codes["claim.taken"] != 199 {
			t.Errorf("%v", codes)
		}
		owner := one[crm.PersonID](t, w, `SELECT owner_id FROM customer WHERE tenant_id = @tenant AND id = @id`, db.Args{"id": id})
		if n := one[int64](t, w, `SELECT used FROM hold WHERE tenant_id = @tenant AND person_id = @owner`, db.Args{"owner": owner}); n != 1 {
			t.Errorf("the winner uses %d slots", n)
		}
		sum := one[int64](t, w, `SELECT CAST(SUM(used) + SUM(claims) AS BIGINT) FROM hold WHERE tenant_id = @tenant`)
		receipts := one[int64](t, w, `SELECT COUNT(*) FROM receipt WHERE tenant_id = @tenant AND kind = 'claim'`)
		if sum != 2 || receipts != 1 {
			t.Errorf("%d slots and claims in all, %d receipts", sum, receipts)
		}
	})
}

// One person claims many customers at once: the last two slots go to two of
// them, and the day's limit holds as well.
func TestSlotRace(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		for _, tt := range []struct {
			name        string
			used, limit int64
			won         int
			refusal     string
		}{
			{"at 28 of 30", 28, 1000, 2, "hold.full"},
			{"at 30 of 30", 30, 1000, 0, "hold.full"},
			{"five a day", 0, 5, 5, "claim.daily_limit"},
		} {
			rep := hire(t, w, 1, 30)[0]
			exec(t, w, `UPDATE hold SET used = @used WHERE tenant_id = @tenant AND person_id = @id`, db.Args{"used": tt.used, "id": rep.Person})
			exec(t, w, `UPDATE pool SET daily_claims = @limit WHERE tenant_id = @tenant`, db.Args{"limit": tt.limit})
			var ids []crm.CustomerID
			actors := make([]crm.Actor, 12)
			for i := range actors {
				ids, actors[i] = append(ids, pooled(t, w, "客户")), rep
			}
			codes := together(t, d, actors, func(i int) act {
				return func(tx *db.Tx) (customer.Customer, error) { return Claim(tx, ids[i]) }
			})
			if codes[""] != tt.won || codes[tt.refusal] != len(actors)-tt.won {
				t.Errorf("%s: %v", tt.name, codes)
			}
			n := one[int64](t, w, `SELECT used FROM hold WHERE tenant_id = @tenant AND person_id = @id`, db.Args{"id": rep.Person})
			if n != tt.used+int64(tt.won) {
				t.Errorf("%s: %d slots used", tt.name, n)
			}
		}
	})
}
