package list

import (
	"context"
	"fmt"
	"testing"
	"time"

	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/db/dbtest"
)

type personRow struct {
	ID         crm.PersonID     `db:"id"`
	Name       string           `db:"name"`
	Key        string           `db:"name_key"`
	Email      string           `db:"email"`
	Department crm.DepartmentID `db:"department_id"`
	Roles      string           `db:"roles"`
	Scope      crm.Scope        `db:"scope"`
	At         crm.Millis       `db:"created_at"`
}
type visRow struct {
	V crm.PersonID `db:"viewer_id"`
	O crm.PersonID `db:"owner_id"`
}

func TestExplore(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		var owners []crm.PersonID
		for _, k := range []string{"rep1", "rep2", "rep3"} {
			owners = append(owners, w.As(k).Person)
		}
		for i := 0; i < 97; i++ {
			owners = append(owners, crm.IDOf[crm.Person](d.NewNumber()))
		}
		t0 := time.Now()
		seed(t, w, d, 50000, owners...)
		var vis []visRow
		for i := 3; i < 10; i++ {
			vis = append(vis, visRow{w.As("manager1").Person, owners[i]})
		}
		for i := 3; i < 100; i++ {
			vis = append(vis, visRow{w.As("director").Person, owners[i]})
		}
		w.Update(t, "director", func(tx *db.Tx) error {
			if err := db.InsertMany(tx, "visible", vis); err != nil {
				return err
			}
			_, err := db.GlobalExec(tx, "ANALYZE")
			return err
		})
		fmt.Println("seed", time.Since(t0))
		for _, pl := range []struct {
			who string
			p   plan
		}{{"rep1", mine}, {"manager1", few}, {"manager1", many}, {"director", few}, {"director", many}, {"director", everybody}} {
			for _, sort := range []string{"queue", "nextAt", "-nextAt", "name", "lastTouchAt", "createdAt"} {
				for _, filter := range []string{"", `grade = "A" and layer = "lead"`} {
					s := testSpec(scopeOf(pl.p, false, "c"))
					s.Sorts[0].most = 0
					var n int
					var best time.Duration = time.Hour
					for k := 0; k < 8; k++ {
						w.View(t, pl.who, func(tx *db.Tx) error {
							t0 := time.Now()
							page, err := Run[customer](tx, s, Params{Sort: sort, Filter: filter})
							best = min(best, time.Since(t0))
							n = len(page.Items)
							return err
						})
					}
					fmt.Printf("%-8s pg=%v plan=%d %-12s %-12.12s n=%d %v\n", pl.who, d.Postgres(), pl.p, sort, filter, n, best)
				}
			}
			for _, qq := range []string{"客户", "42"} {
				s := testSpec(scopeOf(pl.p, false, "c"))
				_ = qq
				_ = s
			}
			var best time.Duration = time.Hour
			for k := 0; k < 4; k++ {
				w.View(t, pl.who, func(tx *db.Tx) error {
					t0 := time.Now()
					_, err := Count(tx, testSpec(scopeOf(pl.p, false, "c")), Params{})
					best = min(best, time.Since(t0))
					return err
				})
			}
			fmt.Printf("%-8s pg=%v plan=%d count %v\n", pl.who, d.Postgres(), pl.p, best)
		}
		_ = context.Background
	})
}
