package demo

import (
	"context"
	"fmt"
	"testing"
	"time"

	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/db/dbtest"
)

var now = time.Date(2026, 11, 18, 2, 42, 0, 0, time.UTC)

func generate(t *testing.T, d *db.DB, o Options) Result {
	t.Helper()
	o.Now, o.PasswordHash = now, "x"
	d.SetClock(func() time.Time { return now })
	r, err := Generate(context.Background(), d, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestDemo(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		r := generate(t, d, Options{Seed: 1, Customers: 3000, People: 24, Touches: 15000})
		a := crm.Actor{Tenant: r.Tenant, Zone: time.UTC}
		one := func(text string) int64 {
			var n int64
			err := d.View(context.Background(), a, func(tx *db.Tx) (err error) {
				n, err = db.One[int64](tx, text)
				return err
			})
			if err != nil {
				t.Fatal(text, err)
			}
			return n
		}
		for text, want := range map[string]int64{
			"SELECT COUNT(*) FROM customer WHERE tenant_id = @tenant": 3000,
			"SELECT COUNT(*) FROM touch WHERE tenant_id = @tenant":    15000,
			"SELECT COUNT(*) FROM person WHERE tenant_id = @tenant":   24,
			// The counters are what a recount gives, and nobody holds more than the quota.
			`SELECT COUNT(*) FROM hold h WHERE h.tenant_id = @tenant AND (h.used > h.quota OR h.used <> (SELECT COUNT(*) FROM customer c
				WHERE c.tenant_id = @tenant AND c.owner_id = h.person_id AND c.layer BETWEEN 1 AND 5 AND NOT c.self_found))`: 0,
			`SELECT COUNT(*) FROM customer WHERE tenant_id = @tenant AND owner_id IS NOT NULL AND pool_id IS NOT NULL`:                                                         0,
			`SELECT COUNT(*) FROM customer c WHERE c.tenant_id = @tenant AND c.touches <> (SELECT COUNT(*) FROM touch t WHERE t.tenant_id = @tenant AND t.customer_id = c.id)`: 0,
			// The running stock of people is the number of their customers.
			`SELECT SUM(stock) - (SELECT COUNT(*) FROM customer WHERE tenant_id = @tenant AND owner_id IS NOT NULL) FROM funnel_day
				WHERE tenant_id = @tenant AND day = 0 AND scope_id IN (SELECT id FROM person WHERE tenant_id = @tenant)`: 0,
			// Every day's changes add up to the stock of now.
			`SELECT COUNT(*) FROM (SELECT scope_id, layer FROM funnel_day WHERE tenant_id = @tenant GROUP BY scope_id, layer
				HAVING SUM(CASE WHEN day = 0 THEN stock ELSE 0 END) <> SUM(CASE WHEN day > 0 THEN stock ELSE 0 END)) AS wrong`: 0,
		} {
			if got := one(text); got != want {
				t.Errorf("%s: %d, want %d", text, got, want)
			}
		}
		for text, atLeast := range map[string]int64{
			"SELECT COUNT(*) FROM customer WHERE tenant_id = @tenant AND self_found":                       1,
			"SELECT COUNT(*) FROM customer WHERE tenant_id = @tenant AND layer = 0":                        20,
			"SELECT COUNT(*) FROM customer WHERE tenant_id = @tenant AND layer = 6":                        3,
			"SELECT COUNT(*) FROM customer WHERE tenant_id = @tenant AND next_at < @now":                   5,
			"SELECT COUNT(*) FROM customer WHERE tenant_id = @tenant AND first_due_at IS NOT NULL":         5,
			"SELECT COUNT(*) FROM customer WHERE tenant_id = @tenant AND pool_id IS NOT NULL":              300,
			"SELECT COUNT(*) FROM customer WHERE tenant_id = @tenant AND owner_id IS NOT NULL AND layer=5": 8,
		} {
			if got := one(text); got < atLeast {
				t.Errorf("%s: %d, want at least %d", text, got, atLeast)
			}
		}
	})
}

// The rates of a whole history lie near the ideal ones: every stated rate within
// a few points, as n is in the hundreds.
func TestRatesNearIdeal(t *testing.T) {
	d := dbtest.SQLite(t)
	r := generate(t, d, Options{Seed: 3, Customers: 6000, People: 40, Touches: 0})
	type rate struct {
		Layer     int   `db:"layer"`
		Forward   int64 `db:"forward"`
		Abandoned int64 `db:"abandoned"`
	}
	var rates []rate
	err := d.View(context.Background(), crm.Actor{Tenant: r.Tenant, Zone: time.UTC}, func(tx *db.Tx) (err error) {
		rates, err = db.All[rate](tx, `SELECT layer, SUM(CASE WHEN abandoned THEN 0 ELSE 1 END) AS forward, SUM(CASE WHEN abandoned THEN 1 ELSE 0 END) AS abandoned
			FROM layer_exit WHERE tenant_id = @tenant AND next_day IS NULL GROUP BY layer ORDER BY layer`)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	ideal := map[int]float64{1: 100, 2: 90, 3: 50, 4: 30, 5: 10}
	for _, x := range rates {
		want, ok := ideal[x.Layer]
		if n := x.Forward + x.Abandoned; ok && n >= 30 {
			if got := 100 * float64(x.Forward) / float64(n); got < want-8 || got > want+8 {
				t.Errorf("layer %d: %.1f %% of %d, ideal %.0f %%", x.Layer, got, n, want)
			}
		}
	}
}

func TestSameSeedSameRows(t *testing.T) {
	digest := func(d *db.DB) string {
		r := generate(t, d, Options{Seed: 7, Customers: 300, People: 12, Touches: 900})
		out := ""
		err := d.View(context.Background(), crm.Actor{Tenant: r.Tenant, Zone: time.UTC}, func(tx *db.Tx) error {
			for _, text := range []string{
				"SELECT id || name || phone || layer || COALESCE(next_at, 0) FROM customer WHERE tenant_id = @tenant ORDER BY id",
				"SELECT customer_id || '/' || id || content || at FROM touch WHERE tenant_id = @tenant ORDER BY customer_id, id",
			} {
				list, err := db.All[string](tx, text)
				if err != nil {
					return err
				}
				out += fmt.Sprint(list)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	if a, b := digest(dbtest.SQLite(t)), digest(dbtest.Postgres(t)); a != b {
		t.Error("the same seed told two stories")
	}
}

// One database holds several demonstrations, each with ids and log-ins of its own.
func TestSecondDemonstration(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		seen := map[crm.TenantID]bool{}
		for n := range 3 {
			r := generate(t, d, Options{Seed: 1, Customers: 60, People: MinPeople, Touches: 200, Number: n, MoreFollow: n < 2})
			seen[r.Tenant] = true
			a := crm.Actor{Tenant: r.Tenant, Zone: time.UTC}
			var customers int64
			var director string
			err := d.View(context.Background(), a, func(tx *db.Tx) (err error) {
				if customers, err = db.One[int64](tx, "SELECT COUNT(*) FROM customer WHERE tenant_id = @tenant"); err != nil {
					return err
				}
				director, err = db.One[string](tx, "SELECT email FROM person WHERE tenant_id = @tenant AND email = @email", db.Args{"email": Email("director", n)})
				return err
			})
			if err != nil || customers != 60 {
				t.Errorf("number %d: %d customers, director %q, %v", n, customers, director, err)
			}
		}
		if len(seen) != 3 {
			t.Errorf("%d organisations", len(seen))
		}
		for _, n := range []int{-1, MostNumber + 1} {
			if _, err := Generate(context.Background(), d, Options{Seed: 1, Customers: 60, People: MinPeople, Touches: 1, Now: now, Number: n}); err == nil {
				t.Errorf("number %d was taken", n)
			}
		}
	})
}
