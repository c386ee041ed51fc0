package list

import (
	"fmt"
	"os"
	"testing"
	"time"

	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/db/dbtest"
)

func TestExplore2(t *testing.T) {
	var d *db.DB
	if os.Getenv("PG") != "" {
		d = dbtest.Postgres(t)
	} else {
		d = dbtest.SQLite(t)
	}
	w := dbtest.Tenant(t, d)
	var owners []crm.PersonID
	for _, k := range []string{"rep1", "rep2", "rep3"} {
		owners = append(owners, w.As(k).Person)
	}
	for i := 0; i < 97; i++ {
		owners = append(owners, crm.IDOf[crm.Person](d.NewNumber()))
	}
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
		if os.Getenv("NOAN") != "" {
			return nil
		}
		_, err := db.GlobalExec(tx, "ANALYZE")
		return err
	})

	for _, pl := range []struct {
		who string
		p   plan
	}{{"rep1", mine}, {"manager1", few}, {"manager1", many}, {"director", few}, {"director", many}, {"director", everybody}} {
		for _, sort := range []string{"queue", "nextAt", "-nextAt", "name", "lastTouchAt", "createdAt"} {
			fmt.Printf("%-8s plan=%d %-12s", pl.who, pl.p, sort)
			for _, filter := range []string{"", `grade = "A" and layer = "lead"`} {
				s := testSpec(scopeOf(pl.p, false, "c"))
				s.Sorts[0].most = 0
				var best time.Duration = time.Hour
				for k := 0; k < 8; k++ {
					w.View(t, pl.who, func(tx *db.Tx) error {
						t0 := time.Now()
						_, err := Run[customer](tx, s, Params{Sort: sort, Filter: filter})
						best = min(best, time.Since(t0))
						return err
					})
				}
				fmt.Printf(" %v", best)
			}
			fmt.Println()
		}
		fmt.Printf("%-8s plan=%d count ", pl.who, pl.p)
		for _, filter := range []string{"", `grade = "A" and layer = "lead"`} {
			var best time.Duration = time.Hour
			for k := 0; k < 4; k++ {
				w.View(t, pl.who, func(tx *db.Tx) error {
					t0 := time.Now()
					_, err := Count(tx, testSpec(scopeOf(pl.p, false, "c")), Params{Filter: filter})
					best = min(best, time.Since(t0))
					return err
				})
			}
			fmt.Printf(" %v", best)
		}
		fmt.Println()
	}
}

type visRow struct {
	V crm.PersonID `db:"viewer_id"`
	O crm.PersonID `db:"owner_id"`
}
