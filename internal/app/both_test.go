package app

import (
	"testing"

	"laidan/internal/db"
	"laidan/internal/db/dbtest"
)

// bare runs a test on both databases, with the rooms joined but no
// server.
func bare(t *testing.T, fn func(t *testing.T, d *db.DB)) {
	t.Helper()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		if err := (&App{DB: d}).House().Bind(d); err != nil {
			t.Fatal(err)
		}
		fn(t, d)
	})
}
