package db_test

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"testing"

	"github.com/jackc/pgx/v5"

	"laidan/internal/db"
	"laidan/internal/db/dbtest"
	"laidan/torture/proxy"
)

const addProduct = `INSERT INTO product (tenant_id, id, name, name_key, price, created_at) VALUES (@tenant, @id, @name, @name, 0, 0)`

func add(tx *db.Tx, id int64, name string) error {
	return db.Write(tx, addProduct, db.Args{"id": id, "name": name})
}

func names(t *testing.T, d *db.DB) string {
	t.Helper()
	var list []string
	must(t, d.View(context.Background(), actor, func(tx *db.Tx) (err error) {
		list, err = db.All[string](tx, "SELECT name FROM product WHERE tenant_id = @tenant ORDER BY id")
		return err
	}))
	return fmt.Sprint(list)
}

var errChanged = errors.New("changed my mind")

// What was written without waiting for the answer is seen by what is asked
// next, in the order of the program, and is there after the commit.
func TestWritesKeepTheirOrder(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		must(t, d.Update(context.Background(), actor, func(tx *db.Tx) error {
			for i := range int64(120) { // more than one round trip carries
				must(t, add(tx, i+1, fmt.Sprint("p", i)))
			}
			n, err := db.One[int](tx, "SELECT COUNT(*) FROM product WHERE tenant_id = @tenant")
			if err != nil || n != 120 {
				t.Errorf("%d seen, %v", n, err)
			}
			must(t, db.Write(tx, "UPDATE product SET name = 'b' WHERE tenant_id = @tenant AND id = 1"))
			must(t, db.Write(tx, "UPDATE product SET name = name || 'c' WHERE tenant_id = @tenant AND id = 1"))
			if changed, err := db.Exec(tx, "DELETE FROM product WHERE tenant_id = @tenant AND id > 2"); err != nil || changed != 118 {
				t.Errorf("%d deleted, %v", changed, err)
			}
			return db.Write(tx, "UPDATE product SET name = name || 'd' WHERE tenant_id = @tenant AND id = 1")
		}))
		if got := names(t, d); got != "[bcd p1]" {
			t.Error(got)
		}
	})
}

// The error of a write comes at the latest from the commit, and nothing stays.
func TestWriteThatFails(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		must(t, d.Update(context.Background(), actor, func(tx *db.Tx) error { return add(tx, 1, "one") }))
		for name, after := range map[string]func(tx *db.Tx) error{
			"the commit": func(*db.Tx) error { return nil },
			"a write":    func(tx *db.Tx) error { return add(tx, 3, "three") },
			"a question whose error nobody hears": func(tx *db.Tx) error {
				_, _ = db.All[string](tx, "SELECT name FROM product WHERE tenant_id = @tenant")
				return add(tx, 4, "four")
			},
			"a question": func(tx *db.Tx) error {
				_, err := db.All[string](tx, "SELECT name FROM product WHERE tenant_id = @tenant")
				return err
			},
			"a count": func(tx *db.Tx) error {
				_, err := db.Exec(tx, "DELETE FROM product WHERE tenant_id = @tenant")
				return err
			},
		} {
			err := d.Update(context.Background(), actor, func(tx *db.Tx) error {
				if err := add(tx, 2, "two"); err != nil {
					return err
				}
				if err := add(tx, 1, "again"); err != nil {
					return err
				}
				return after(tx)
			})
			if key, ok := db.IsUnique(err); !ok || key != "product_pkey" {
				t.Errorf("before %s: %v", name, err)
			}
			if got := names(t, d); got != "[one]" {
				t.Errorf("before %s: %s", name, got)
			}
		}
	})
}

// An act that fails of itself leaves nothing, whatever was sent by then, and its
// connection serves the next.
func TestWritesGivenUp(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		for i := range 40 {
			err := d.Update(context.Background(), actor, func(tx *db.Tx) error {
				must(t, add(tx, 1, "one"))
				if i%2 == 0 {
					if _, err := db.One[int](tx, "SELECT COUNT(*) FROM product WHERE tenant_id = @tenant"); err != nil {
						return err
					}
				}
				return errChanged
			})
			if !errors.Is(err, errChanged) {
				t.Fatal(err)
			}
		}
		must(t, d.Update(context.Background(), actor, func(*db.Tx) error { return nil }))
		if got := names(t, d); got != "[]" {
			t.Error(got)
		}
	})
}

// The job queue sees the transaction as its driver's own: what was written
// before it is there, and it can neither end it nor leave something half read.
func TestTransactionShownToTheQueue(t *testing.T) {
	d := dbtest.Postgres(t)
	must(t, d.Update(context.Background(), actor, func(tx *db.Tx) error {
		q := tx.Raw().(pgx.Tx)
		must(t, add(tx, 1, "one"))
		var n int
		must(t, q.QueryRow(tx.Ctx, "SELECT COUNT(*) FROM product").Scan(&n))
		must(t, add(tx, 2, "two"))
		rows, err := q.Query(tx.Ctx, "SELECT id FROM product ORDER BY id")
		must(t, err)
		list, err := pgx.CollectRows(rows, pgx.RowTo[int64])
		must(t, err)
		must(t, add(tx, 3, "three"))
		tag, err := q.Exec(tx.Ctx, "UPDATE product SET price = 5")
		must(t, err)
		if n != 1 || fmt.Sprint(list) != "[1 2]" || tag.RowsAffected() != 3 {
			t.Errorf("saw %d, %v, %s", n, list, tag)
		}
		must(t, add(tx, 4, "four"))
		copied, err := q.CopyFrom(tx.Ctx, pgx.Identifier{"product"}, []string{"tenant_id", "id", "name", "name_key", "price", "created_at"},
			pgx.CopyFromRows([][]any{{actor.Tenant.Int64(), int64(5), "five", "", int64(0), int64(0)}}))
		must(t, err)
		must(t, add(tx, 6, "six"))
		var b pgx.Batch
		b.Queue("SELECT COUNT(*) FROM product")
		answers := q.SendBatch(tx.Ctx, &b)
		must(t, answers.QueryRow().Scan(&n))
		must(t, answers.Close())
		if copied != 1 || n != 6 {
			t.Errorf("copied %d, then %d", copied, n)
		}
		if err := q.QueryRow(tx.Ctx, "SELECT id FROM product WHERE id = 99").Scan(&n); !errors.Is(err, pgx.ErrNoRows) {
			t.Error(err)
		}
		if q.Commit(tx.Ctx) == nil || q.Rollback(tx.Ctx) == nil {
			t.Error("the queue ended the transaction")
		}
		if _, err := q.Begin(tx.Ctx); err == nil {
			t.Error("the queue began another")
		}
		return nil
	}))
	if got := names(t, d); got != "[one two three four five six]" {
		t.Error(got)
	}
	err := d.Update(context.Background(), actor, func(tx *db.Tx) error {
		must(t, add(tx, 1, "again"))
		return tx.Raw().(pgx.Tx).SendBatch(tx.Ctx, &pgx.Batch{}).Close()
	})
	if _, ok := db.IsUnique(err); !ok {
		t.Error(err)
	}
}

// An act with three changes and two questions goes to a database far away three
// times: with BEGIN, with the second question, with COMMIT.
func TestRoundTripsOfAnAct(t *testing.T) {
	home, err := url.Parse(dbtest.PostgresURL(t))
	must(t, err)
	far, err := proxy.New(home.Host)
	must(t, err)
	defer far.Close()
	home.Host = far.Addr()
	d, err := db.Open(context.Background(), db.Options{URL: home.String()})
	must(t, err)
	defer d.Close()
	must(t, d.Migrate(context.Background()))
	id := int64(0)
	act := func() {
		must(t, d.Update(context.Background(), actor, func(tx *db.Tx) error {
			if _, err := db.All[string](tx, "SELECT name FROM product WHERE tenant_id = @tenant"); err != nil {
				return err
			}
			for range 3 {
				id++
				must(t, add(tx, id, fmt.Sprint("p", id)))
			}
			_, err := db.One[int](tx, "SELECT COUNT(*) FROM product WHERE tenant_id = @tenant")
			must(t, add(tx, -id, fmt.Sprint("p", -id)))
			return err
		}))
	}
	for range 3 { // statements are prepared then
		act()
	}
	fewest := int64(100)
	for range 5 { // something else may speak meanwhile: the node keeps its lease
		before := far.Turns()
		act()
		fewest = min(fewest, far.Turns()-before)
	}
	if fewest != 3 {
		t.Errorf("%d round trips", fewest)
	}
}

// Questions that go together are answered as if each had been asked where it
// stands: after what was written before it, before what was written after it.
func TestQuestionsTogether(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		const count, all = "SELECT COUNT(*) FROM product WHERE tenant_id = @tenant", "SELECT name FROM product WHERE tenant_id = @tenant ORDER BY id"
		must(t, d.Update(context.Background(), actor, func(tx *db.Tx) error {
			none := db.Ask[string](tx, all)
			must(t, add(tx, 1, "one"))
			one := db.Ask[int](tx, count)
			must(t, add(tx, 2, "two"))
			both := db.Ask[string](tx, all)
			must(t, add(tx, 3, "three"))
			three, err := db.One[int](tx, count)
			must(t, err)
			last := db.Ask[int](tx, count)
			got := []any{three}
			for _, a := range []*db.Answer[string]{none, both} {
				list, err := a.All()
				must(t, err)
				got = append(got, list)
			}
			for range 2 { // an answer can be looked at again
				for _, a := range []*db.Answer[int]{one, last} {
					list, err := a.All()
					must(t, err)
					got = append(got, list)
				}
			}
			if s := fmt.Sprint(got); s != "[3 [] [one two] [1] [3] [1] [3]]" {
				t.Error(s)
			}
			return nil
		}))
		// In a read as well, where nothing sends what nobody looks at.
		must(t, d.View(context.Background(), actor, func(tx *db.Tx) error {
			a, b := db.Ask[string](tx, all), db.Ask[int](tx, count)
			db.Ask[int](tx, count)
			names, err := a.All()
			must(t, err)
			n, err := b.All()
			if fmt.Sprint(names, n) != "[one two three] [3]" {
				t.Error(names, n)
			}
			return err
		}))
	})
}

func TestQuestionThatFails(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		err := d.View(context.Background(), actor, func(tx *db.Tx) error {
			bad := db.Ask[product](tx, "SELECT id, 5 AS nobody FROM (SELECT 1 AS id) x WHERE @tenant = @tenant")
			good := db.Ask[int](tx, "SELECT COUNT(*) FROM product WHERE tenant_id = @tenant")
			_, first := bad.All()
			if first == nil {
				t.Error("a column without a field was taken")
			}
			if _, err := good.All(); d.Postgres() && err == nil {
				t.Error("answered after a question that failed") // its answer was not read
			}
			return first
		})
		if err == nil {
			t.Error("the error was lost")
		}
		if got := names(t, d); got != "[]" { // the connection is whole
			t.Error(got)
		}
	})
}
