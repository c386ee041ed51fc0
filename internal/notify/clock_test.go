package notify

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/db/dbtest"
)

// A night in which summer time ends, seen by an organisation in Berlin, on a
// machine whose clock is set an hour back and forth: every plan is told of once,
// in the hour it was meant for.
func TestRemindersUnderClockJumps(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := world{dbtest.Tenant(t, d), d, t}
		rng := rand.New(rand.NewPCG(8, 1))
		began := time.Date(2026, 10, 24, 23, 0, 0, 0, time.UTC) // two hours before the clocks go back
		w.SetNow(began)
		if err := d.Update(context.Background(), w.System(t), func(tx *db.Tx) error {
			_, err := db.GlobalExec(tx, "UPDATE tenant SET zone = 'Europe/Berlin'")
			return err
		}); err != nil {
			t.Fatal(err)
		}
		const plans = 40
		for i := range plans {
			due := crm.At(began.Add(time.Hour + time.Duration(rng.IntN(240))*time.Minute))
			id := w.customer(fmt.Sprintf("客户%d", i), "rep1", map[string]any{"next": due})
			w.Update(t, "admin", func(tx *db.Tx) error {
				_, err := db.Exec(tx, `INSERT INTO plan (tenant_id, customer_id, id, person_id, at, channel, content, created_at)
					VALUES (@tenant, @customer, @id, @person, @at, 'call', @content, @now)`,
					db.Args{"customer": id, "id": 100 + i, "person": w.As("rep1").Person, "at": due, "content": fmt.Sprintf("计划%d", i)})
				return err
			})
		}
		// The minutes of six hours, with the clock wrong by up to 55 minutes.
		off := time.Duration(0)
		for minute := range 360 {
			if rng.IntN(25) == 0 {
				off = time.Duration(rng.IntN(111)-55) * time.Minute
			}
			w.SetNow(began.Add(time.Duration(minute)*time.Minute + off))
			if err := d.Update(context.Background(), w.System(t), Remind); err != nil {
				t.Fatal(err)
			}
		}
		type told struct {
			Source int64      `db:"source_id"`
			Times  int        `db:"times"`
			At     crm.Millis `db:"at"`
			Due    crm.Millis `db:"due"`
		}
		w.View(t, "rep1", func(tx *db.Tx) error {
			list, err := db.All[told](tx, `SELECT n.source_id, COUNT(*) AS times, MIN(n.created_at) AS at, MIN(p.at) AS due FROM notice n JOIN plan p ON p.tenant_id = @tenant AND p.id = n.source_id
				WHERE n.tenant_id = @tenant AND n.kind = 'plan_due' GROUP BY n.source_id`)
			if len(list) != plans {
				t.Errorf("%d of %d plans were told of", len(list), plans)
			}
			for _, n := range list {
				if wrong := n.At.Time().Sub(n.Due.Time()); n.Times != 1 || wrong < -planAhead || wrong > planBack {
					t.Errorf("plan %d: told %d times, %s after it was due", n.Source, n.Times, wrong)
				}
			}
			return err
		})
	})
}
