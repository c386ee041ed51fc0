package db_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/db/dbtest"
)

var actor = crm.Actor{Tenant: crm.IDOf[crm.Tenant](7), Person: crm.IDOf[crm.Person](9), Zone: time.UTC}

type product struct {
	ID     crm.ProductID `db:"id"`
	Name   string        `db:"name"`
	Key    string        `db:"name_key"`
	Price  int64         `db:"price"`
	Active bool          `db:"active"`
	At     crm.Millis    `db:"created_at"`
}

func insert(t *testing.T, d *db.DB, list ...product) {
	t.Helper()
	must(t, d.Update(context.Background(), actor, func(tx *db.Tx) error { return db.InsertMany(tx, "product", list) }))
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestRoundTrip(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		want := product{crm.IDOf[crm.Product](1 << 60), "仓储'标准版@x", "k", 8600000, true, crm.At(time.UnixMilli(1700000000123))}
		insert(t, d, want)
		must(t, d.View(context.Background(), actor, func(tx *db.Tx) error {
			const text = `SELECT id, name, name_key, price, active, created_at FROM product WHERE tenant_id = @tenant AND id IN (@ids) AND name <> '@tenant' -- @nothing
				AND active = @on`
			got, err := db.One[product](tx, text, db.Args{"ids": []crm.ProductID{want.ID, crm.IDOf[crm.Product](5), crm.IDOf[crm.Product](6)}}, struct {
				On bool `db:"on"`
			}{true})
			if err != nil || got != want {
				t.Errorf("got %+v, %v", got, err)
			}
			if n := tx.Statements(); n != 1 {
				t.Errorf("%d statements counted", n)
			}
			none, err := db.All[product](tx, text, db.Args{"ids": []crm.ProductID{}, "on": true})
			if err != nil || none == nil || len(none) != 0 {
				t.Errorf("empty slice matched %v, %v", none, err)
			}
			_, err = db.One[int64](tx, "SELECT id FROM product WHERE tenant_id = @tenant AND id = 3")
			if crm.KindOf(err) != crm.NotFound {
				t.Errorf("no row: %v", err)
			}
			sum, err := db.One[int64](tx, "SELECT SUM(price) FROM product WHERE tenant_id = @tenant")
			if err != nil || sum != want.Price {
				t.Errorf("sum %d, %v", sum, err)
			}
			return nil
		}))
	})
}

func TestStatementWithoutTenantPanics(t *testing.T) {
	d := dbtest.SQLite(t)
	defer func() {
		if recover() == nil {
			t.Error("ran a statement without tenant")
		}
		// The connection must have been given back without a transaction.
		insert(t, d, product{ID: crm.IDOf[crm.Product](1), At: 1})
	}()
	_ = d.Update(context.Background(), actor, func(tx *db.Tx) error {
		_, err := db.All[int64](tx, "SELECT id FROM product")
		return err
	})
}

func TestRollbackAndReadOnly(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		boom := errors.New("boom")
		ran := false
		err := d.Update(context.Background(), actor, func(tx *db.Tx) error {
			tx.OnCommit(func() { ran = true })
			must(t, db.InsertMany(tx, "product", []product{{ID: crm.IDOf[crm.Product](1), At: 1}}))
			return boom
		})
		if !errors.Is(err, boom) || ran {
			t.Errorf("err %v, after-commit ran: %v", err, ran)
		}
		count := func(tx *db.Tx) error {
			n, err := db.One[int](tx, "SELECT COUNT(*) FROM product WHERE tenant_id = @tenant")
			if err != nil || n != 0 {
				t.Errorf("%d rows after rollback, %v", n, err)
			}
			return nil
		}
		must(t, d.View(context.Background(), actor, count))
		err = d.View(context.Background(), actor, func(tx *db.Tx) error {
			_, err := db.Exec(tx, "DELETE FROM product WHERE tenant_id = @tenant")
			return err
		})
		if err == nil {
			t.Error("a view wrote")
		}
	})
}

func TestUniqueNamesTheIndex(t *testing.T) {
	type key struct {
		Kind     string `db:"kind"`
		Norm     string `db:"norm"`
		Customer int64  `db:"customer_id"`
		Strong   bool   `db:"strong"`
	}
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		add := func(k key) error {
			return d.Update(context.Background(), actor, func(tx *db.Tx) error { return db.InsertMany(tx, "customer_key", []key{k}) })
		}
		must(t, add(key{"mobile", "+8613800001234", 1, true}))
		must(t, add(key{"mobile", "+8613800001234", 2, false}))
		if name, ok := db.IsUnique(add(key{"mobile", "+8613800001234", 3, true})); !ok || name != "customer_key_strong" {
			t.Errorf("strong twice: %q %v", name, ok)
		}
		if name, ok := db.IsUnique(add(key{"mobile", "+8613800001234", 2, false})); !ok || name != "customer_key_pkey" {
			t.Errorf("same key twice: %q %v", name, ok)
		}
	})
}

func TestSearch(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		other := actor
		other.Tenant = crm.IDOf[crm.Tenant](8)
		put := func(a crm.Actor, id int64, doc string) {
			must(t, d.Update(context.Background(), a, func(tx *db.Tx) error { return db.PutSearch(tx, id, doc) }))
		}
		put(actor, 1, "澜禾 禾精 lhjm #4172 a'b\"c")
		put(actor, 2, "澜禾 #0001")
		put(other, 3, "澜禾 lhjm")
		put(actor, 2, "朗汇 #0001") // replaces
		for _, c := range []struct {
			terms []string
			want  string
		}{
			{[]string{"澜禾"}, "[1]"}, {[]string{"lhjm", "澜禾"}, "[1]"}, {[]string{"#4172"}, "[1]"}, {[]string{"LHJM"}, "[1]"},
			{[]string{"朗汇"}, "[2]"}, {[]string{"没有"}, "[]"}, {[]string{`x" OR "澜禾`}, "[]"}, {[]string{"a'b\"c"}, "[1]"},
		} {
			must(t, d.View(context.Background(), actor, func(tx *db.Tx) error {
				ids, err := db.SearchIDs(tx, c.terms, nil, 10)
				if err != nil || fmt.Sprint(ids) != c.want {
					t.Errorf("%v: %v %v, want %s", c.terms, ids, err, c.want)
				}
				return nil
			}))
		}
	})
}

// Many writers add to one counter; none may get lost, and ids never repeat.
func TestConcurrentWriters(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		insert(t, d, product{ID: crm.IDOf[crm.Product](1), At: 1})
		var wg sync.WaitGroup
		var seen sync.Map
		var double atomic.Bool
		for range 16 {
			wg.Go(func() {
				for range 20 {
					err := d.Update(context.Background(), actor, func(tx *db.Tx) error {
						if _, again := seen.LoadOrStore(db.NewID[crm.Customer](tx), true); again {
							double.Store(true)
						}
						_, err := db.Exec(tx, "UPDATE product SET price = price + 1 WHERE tenant_id = @tenant AND id = 1")
						return err
					})
					if err != nil {
						t.Error(err)
					}
				}
			})
		}
		wg.Wait()
		must(t, d.View(context.Background(), actor, func(tx *db.Tx) error {
			n, err := db.One[int](tx, "SELECT price FROM product WHERE tenant_id = @tenant AND id = 1")
			if n != 320 || double.Load() {
				t.Errorf("counter %d, double id %v", n, double.Load())
			}
			return err
		}))
	})
}

func TestMigrateTwiceAndRefuseNewer(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		must(t, d.Migrate(context.Background()))
		must(t, d.Update(context.Background(), crm.Actor{}, func(tx *db.Tx) error {
			_, err := db.GlobalExec(tx, "INSERT INTO schema_version (version, name, hash, applied_at) VALUES (9999, '9999_future.sql', 'x', 0)")
			return err
		}))
		if err := d.Migrate(context.Background()); err == nil {
			t.Error("started on a schema of a newer version")
		}
	})
}

func TestAnnounceAfterCommitOnly(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		got := make(chan db.Change, 10)
		defer d.Subscribe(func(c db.Change) { got <- c })()
		time.Sleep(200 * time.Millisecond) // PostgreSQL's listener connects
		_ = d.Update(context.Background(), actor, func(tx *db.Tx) error {
			tx.Announce("lost", crm.CustomerID{})
			return errors.New("no")
		})
		must(t, d.Update(context.Background(), actor, func(tx *db.Tx) error {
			tx.Announce("claimed", crm.IDOf[crm.Customer](5), actor.Person)
			return nil
		}))
		select {
		case c := <-got:
			if c.Topic != "claimed" || c.Customer.Int64() != 5 || c.Tenant != actor.Tenant || len(c.People) != 1 {
				t.Errorf("%+v", c)
			}
		case <-time.After(5 * time.Second):
			t.Error("no change arrived")
		}
	})
}

// TestWithoutIndexes: the indexes of empty tables are away while they are filled
// and back afterwards, on both databases; those of filled ones stay.
func TestWithoutIndexes(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		indexes := func() (n int) {
			query := "SELECT COUNT(*) FROM pg_indexes WHERE tablename IN ('touch', 'pool')"
			if !d.Postgres() {
				query = "SELECT COUNT(*) FROM sqlite_schema WHERE type = 'index' AND tbl_name IN ('touch', 'pool') AND sql IS NOT NULL"
			}
			err := d.View(t.Context(), crm.Actor{}, func(tx *db.Tx) (err error) {
				n, err = db.GlobalOne[int](tx, query)
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			return n
		}
		before := indexes()
		for _, filled := range []bool{false, true} {
			if filled {
				dbtest.Tenant(t, d) // has a pool
			}
			err := d.WithoutIndexes(t.Context(), []string{"touch", "pool"}, func() error {
				if away := indexes() < before; away == filled {
					t.Errorf("filled %t: %d of %d indexes meanwhile", filled, indexes(), before)
				}
				return nil
			})
			if err != nil || indexes() != before {
				t.Errorf("filled %t: %v, %d indexes of %d", filled, err, indexes(), before)
			}
		}
	})
}
