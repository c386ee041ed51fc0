package db_test

import (
	"context"
	"testing"
	"time"

	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/db/dbtest"
)

// leases writes who holds the node numbers from..1023, and how long from now.
func leases(t *testing.T, d *db.DB, from int, until time.Duration) {
	t.Helper()
	must(t, d.Update(context.Background(), crm.Actor{}, func(tx *db.Tx) error {
		for id := from; id < 1024; id++ {
			_, err := db.GlobalExec(tx, "INSERT INTO node (id, holder, leased_until) VALUES (@id, 'dead', @until) ON CONFLICT (id) DO UPDATE SET leased_until = excluded.leased_until",
				db.Args{"id": id, "until": time.Now().Add(until).UnixMilli()})
			if err != nil {
				return err
			}
		}
		return nil
	}))
}

// A program killed over and over uses a number each time. When all are used up
// it starts with one whose holder has been silent, never with a live one's.
func TestNodeNumbersUsedUp(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		url := d.URL()
		leases(t, d, 1, 9*time.Minute) // number 0 is this process's own
		again, err := db.Open(context.Background(), db.Options{URL: url})
		must(t, err)
		defer again.Close()
		must(t, again.Migrate(context.Background()))
		if node := again.NewNumber() >> 12 & 1023; node == 0 {
			t.Error("took the number of a living process")
		}
		leases(t, d, 1, 10*time.Minute) // all renewed a moment ago
		third, err := db.Open(context.Background(), db.Options{URL: url})
		must(t, err)
		defer third.Close()
		if err := third.Migrate(context.Background()); err == nil {
			t.Error("took a number that somebody renewed a moment ago")
		}
	})
}

// The number of a process that ended stays taken until the clock has passed its
// last id: a clock set back would make the same ids again.
func TestNodeNumberAndClockSetBack(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		began := time.Now().Add(-time.Millisecond)
		other, err := db.Open(context.Background(), db.Options{URL: d.URL()})
		must(t, err)
		must(t, other.Migrate(context.Background()))
		id := other.NewNumber()
		other.Close()
		must(t, d.View(context.Background(), crm.Actor{}, func(tx *db.Tx) error {
			until, err := db.GlobalOne[int64](tx, "SELECT leased_until FROM node WHERE id = @id", db.Args{"id": id >> 12 & 1023})
			if until < began.UnixMilli() || until < crm.IDTime(id).UnixMilli() {
				t.Errorf("free from %v on, its last id is of %v", time.UnixMilli(until), crm.IDTime(id))
			}
			return err
		}))
	})
}
