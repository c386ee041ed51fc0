package app

import (
	"fmt"
	"testing"

	"laidan/internal/assign"
	"laidan/internal/crm"
	"laidan/internal/customer"
	"laidan/internal/db"
	"laidan/internal/db/dbtest"
	"laidan/internal/funnel"
	"laidan/internal/org"
	"laidan/internal/words"
)

// stocks are the running stocks of a department: by the roll-ups, and counted
// from the customers themselves.
func stocks(t *testing.T, w dbtest.World, d crm.DepartmentID) (booked, counted string) {
	t.Helper()
	w.View(t, "director", func(tx *db.Tx) error {
		r, err := funnel.Get(tx, funnel.Query{Department: d})
		if err != nil {
			return err
		}
		for _, l := range r.Layers {
			layer, _ := words.DepthOf(l.Layer)
			n, err := db.One[int64](tx, `SELECT COUNT(*) FROM customer WHERE tenant_id = @tenant AND department_id = @d AND owner_id IS NOT NULL
				AND NOT archived AND layer = @layer`, db.Args{"d": d, "layer": layer})
			if err != nil {
				return err
			}
			booked, counted = booked+fmt.Sprint(l.Count, " "), counted+fmt.Sprint(n, " ")
		}
		return nil
	})
	return booked, counted
}

// Who changes department takes their customers' stock along; what was moved
// before stays in the old department's figures.
func TestDepartmentChange(t *testing.T) {
	bare(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		var ids []crm.CustomerID
		for i := range 4 {
			w.Update(t, "support", func(tx *db.Tx) error {
				c, err := customer.Create(tx, customer.New{Name: fmt.Sprintf("换组 %d", i), PoolID: w.Pool})
				ids = append(ids, c.ID)
				return err
			})
			w.Update(t, "rep1", func(tx *db.Tx) error { _, err := assign.Claim(tx, ids[i]); return err })
		}
		w.Update(t, "manager1", func(tx *db.Tx) error {
			_, err := funnel.Move(tx, ids[0], funnel.Request{To: words.Lead, Override: true, Reason: "老客户"})
			return err
		})
		w.Update(t, "manager1", func(tx *db.Tx) error {
			c, err := customer.ForUpdate(tx, ids[3])
			if err == nil {
				_, err = customer.Archive(tx, c)
			}
			return err
		})
		w.Update(t, "admin", func(tx *db.Tx) error {
			_, err := org.ChangePerson(tx, w.As("rep1").Person, org.PersonChange{Version: 1, DepartmentID: &w.East2})
			return err
		})
		for name, dep := range map[string]crm.DepartmentID{"old": w.East1, "new": w.East2} {
			booked, counted := stocks(t, w, dep)
			if booked != counted {
				t.Errorf("%s department: booked %s, counted %s", name, booked, counted)
			}
		}
		w.View(t, "director", func(tx *db.Tx) error {
			was, err := funnel.Get(tx, funnel.Query{Department: w.East1})
			now, err2 := funnel.Get(tx, funnel.Query{Department: w.East2})
			if err != nil || err2 != nil {
				t.Fatal(err, err2)
			}
			if was.Layers[0].Entered != 4 || was.Layers[0].Rate == nil || was.Layers[0].Rate.Forward != 1 {
				t.Errorf("the old department keeps its history: %+v", was.Layers[0])
			}
			if now.Layers[0].Entered != 0 || now.Layers[0].Count != 2 {
				t.Errorf("the new department: %+v", now.Layers[0])
			}
			return nil
		})
		// The archived one comes back in the new department.
		w.Update(t, "director", func(tx *db.Tx) error {
			c, err := customer.ForUpdate(tx, ids[3])
			if err == nil {
				_, err = customer.Restore(tx, c)
			}
			return err
		})
		if booked, counted := stocks(t, w, w.East2); booked != counted {
			t.Errorf("restored: booked %s, counted %s", booked, counted)
		}
	})
}

// Customers handed to somebody while they are disabled: whoever comes second
// sees the first, so that nobody who left owns a customer.
func TestHandOverRacesDisable(t *testing.T) {
	bare(t, func(t *testing.T, d *db.DB) {
		for round := range 12 {
			w := dbtest.Tenant(t, d)
			leaver, heir := w.As("rep2").Person, w.As("rep1").Person
			var ids []crm.CustomerID
			w.Update(t, "support", func(tx *db.Tx) error {
				for i := range 8 {
					c, err := customer.Create(tx, customer.New{Name: fmt.Sprintf("抢时 %d", i), PoolID: w.Pool})
					if err != nil {
						return err
					}
					ids = append(ids, c.ID)
				}
				return nil
			})
			start, results := make(chan struct{}), make(chan error)
			run := func(who string, fn func(tx *db.Tx) error) {
				go func() {
					<-start
					results <- d.Update(t.Context(), w.As(who), fn)
				}()
			}
			for i, id := range ids {
				if i%2 == 0 {
					run("rep2", func(tx *db.Tx) error { _, err := assign.Claim(tx, id); return err })
				} else {
					run("manager1", func(tx *db.Tx) error {
						_, err := assign.Assign(tx, id, assign.Give{To: leaver})
						return err
					})
				}
			}
			run("admin", func(tx *db.Tx) error { _, err := org.Disable(tx, leaver, org.Heir{ReceiverID: heir}); return err })
			close(start)
			for range len(ids) + 1 {
				if err := <-results; err != nil && crm.CodeOf(err) != "person.inactive" {
					t.Errorf("round %d: %v", round, err)
				}
			}
			w.View(t, "admin", func(tx *db.Tx) error {
				n, err := db.One[int64](tx, `SELECT COUNT(*) FROM customer WHERE tenant_id = @tenant AND owner_id = @id`, db.Args{"id": leaver})
				if n != 0 {
					t.Errorf("round %d: who left still has %d customers", round, n)
				}
				return err
			})
		}
	})
}
