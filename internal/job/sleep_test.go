package job_test

import (
	"log/slog"
	"sync/atomic"
	"testing"
	"time"

	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/db/dbtest"
	"laidan/internal/job"
)

// A node that slept wakes and says that its run of a job ended. The run that
// another node began meanwhile goes on, also when it has to come back for more.
func TestSleeperEndsNobodysJob(t *testing.T) {
	url := dbtest.PostgresURL(t)
	asleep, awake := opened(t, url), opened(t, url)
	if err := job.Migrate(t.Context(), asleep); err != nil {
		t.Fatal(err)
	}
	var runs atomic.Int64
	begun, woke, again := make(chan int64, 9), make(chan bool), make(chan bool)
	work := job.Work{Kinds: []job.Kind{{Name: "test.work", Run: func(job.Run) error {
		n := runs.Add(1)
		begun <- n
		switch n {
		case 1: // asleep
			<-woke
			return nil
		case 2:
			<-again
			return job.ErrAgain
		}
		return nil
	}}}}
	next := func(want int64) {
		t.Helper()
		select {
		case n := <-begun:
			if n != want {
				t.Fatalf("run %d began, not %d", n, want)
			}
		case <-time.After(15 * time.Second):
			t.Fatalf("run %d never began", want)
		}
	}
	start := func(d *db.DB) {
		q, err := job.Start(t.Context(), d, work, slog.New(slog.DiscardHandler))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { q.Stop(t.Context()) })
	}
	if err := asleep.Update(t.Context(), crm.Actor{}, func(tx *db.Tx) error { return job.Insert(tx, "test.work", struct{}{}) }); err != nil {
		t.Fatal(err)
	}
	start(asleep)
	next(1)
	if err := awake.Update(t.Context(), crm.Actor{}, func(tx *db.Tx) error { // its lease was not renewed for long
		_, err := db.GlobalExec(tx, "UPDATE node SET leased_until = 0 WHERE holder = @h", db.Args{"h": asleep.Holder()})
		return err
	}); err != nil {
		t.Fatal(err)
	}
	start(awake)
	next(2)
	close(woke)
	time.Sleep(time.Second) // the sleeper reports
	close(again)
	next(3)
}

func opened(t *testing.T, url string) *db.DB {
	t.Helper()
	d, err := db.Open(t.Context(), db.Options{URL: url})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(d.Close)
	if err := d.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	return d
}
