package bulk

import (
	"testing"

	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/db/dbtest"
)

// A first import does not work with the plans of the empty tables it began with:
// each page took longer than the one before, until a minute later.
func TestFirstImportKnowsItsTables(t *testing.T) {
	d := dbtest.Postgres(t)
	r := newRig(t, d)
	rows := func() (n float64) {
		t.Helper()
		if err := d.View(t.Context(), crm.Actor{}, func(tx *db.Tx) (err error) {
			n, err = db.GlobalOne[float64](tx, "SELECT CAST(reltuples AS DOUBLE PRECISION) FROM pg_class WHERE oid = 'customer_key'::regclass")
			return err
		}); err != nil {
			t.Fatal(err)
		}
		return n
	}
	before := rows()
	imp := r.run("support", r.upload("support", "a.csv", people(1200, ""), ""))
	if after := rows(); imp.Created != 1200 || after < 400 || before > 100 {
		t.Errorf("%d customers made; PostgreSQL knew of %g keys before and %g after", imp.Created, before, after)
	}
}
