package audit

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"testing"

	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/db/dbtest"
	"laidan/internal/event"
)

// attack is something that plain SQL can do to the log; it answers what.
type attack struct {
	name string
	run  func(rnd *rand.Rand, do func(text string, args db.Args)) string
}

const logRows = 200

func some(rnd *rand.Rand) int64 { return 1 + rnd.Int64N(logRows) }

func columnEdit(column string, value func(rnd *rand.Rand) string) attack {
	return attack{"edit " + column, func(rnd *rand.Rand, do func(string, db.Args)) string {
		n := some(rnd)
		do("UPDATE fact SET "+column+" = "+value(rnd)+" WHERE tenant_id = @tenant AND seq = @n", db.Args{"n": n})
		return fmt.Sprint("place ", n)
	}}
}

func text(rnd *rand.Rand) string   { return fmt.Sprintf("'x%d'", rnd.Uint32()) }
func number(rnd *rand.Rand) string { return fmt.Sprint(rnd.Uint32()) }

var attacks = []attack{
	columnEdit("payload", text), columnEdit("payload", func(*rand.Rand) string { return "payload || ' '" }),
	columnEdit("payload", func(*rand.Rand) string { return "REPLACE(payload, '谈', '没谈')" }),
	columnEdit("salt", text), columnEdit("commitment", text), columnEdit("chain", text), columnEdit("kind", text),
	columnEdit("subject_id", number), columnEdit("actor_id", number), columnEdit("customer_id", number), columnEdit("at", number),
	columnEdit("at", func(*rand.Rand) string { return "at + 1" }), columnEdit("actor_id", func(*rand.Rand) string { return "NULL" }),
	columnEdit("id", func(rnd *rand.Rand) string { return "-" + number(rnd) }),
	columnEdit("tenant_id", func(rnd *rand.Rand) string { return "-" + number(rnd) }),
	columnEdit("seq", func(*rand.Rand) string { return "NULL" }),
	{"empty without an erasure", func(rnd *rand.Rand, do func(string, db.Args)) string {
		n := some(rnd)
		do("UPDATE fact SET payload = '', salt = '' WHERE tenant_id = @tenant AND seq = @n", db.Args{"n": n})
		return fmt.Sprint("place ", n)
	}},
	{"delete one", func(rnd *rand.Rand, do func(string, db.Args)) string {
		n := some(rnd)
		do("DELETE FROM fact WHERE tenant_id = @tenant AND seq = @n", db.Args{"n": n})
		return fmt.Sprint("place ", n)
	}},
	{"delete a stretch", func(rnd *rand.Rand, do func(string, db.Args)) string {
		n := some(rnd)
		do("DELETE FROM fact WHERE tenant_id = @tenant AND seq BETWEEN @n AND @to", db.Args{"n": n, "to": n + rnd.Int64N(20)})
		return fmt.Sprint("from ", n)
	}},
	{"cut off the end", func(rnd *rand.Rand, do func(string, db.Args)) string {
		n := some(rnd)
		do("DELETE FROM fact WHERE tenant_id = @tenant AND seq >= @n", db.Args{"n": n})
		return fmt.Sprint("from ", n)
	}},
	{"delete and close up", func(rnd *rand.Rand, do func(string, db.Args)) string {
		n := some(rnd)
		do("DELETE FROM fact WHERE tenant_id = @tenant AND seq = @n", db.Args{"n": n})
		do("UPDATE fact SET seq = -(seq - 1) WHERE tenant_id = @tenant AND seq > @n", db.Args{"n": n})
		do("UPDATE fact SET seq = -seq WHERE tenant_id = @tenant AND seq < 0", nil)
		return fmt.Sprint("place ", n)
	}},
	{"exchange two", func(rnd *rand.Rand, do func(string, db.Args)) string {
		a, b := some(rnd), some(rnd)
		if a == b {
			b = a%logRows + 1
		}
		do("UPDATE fact SET seq = -CAST(@a AS BIGINT) WHERE tenant_id = @tenant AND seq = @a", db.Args{"a": a})
		do("UPDATE fact SET seq = @a WHERE tenant_id = @tenant AND seq = @b", db.Args{"a": a, "b": b})
		do("UPDATE fact SET seq = @b WHERE tenant_id = @tenant AND seq = -CAST(@a AS BIGINT)", db.Args{"a": a, "b": b})
		return fmt.Sprintf("%d and %d", a, b)
	}},
	{"exchange what two say", func(rnd *rand.Rand, do func(string, db.Args)) string {
		a := 1 + rnd.Int64N(logRows-1)
		do(`UPDATE fact SET payload = (SELECT o.payload FROM fact o WHERE o.tenant_id = @tenant AND o.seq = @b),
			salt = (SELECT o.salt FROM fact o WHERE o.tenant_id = @tenant AND o.seq = @b),
			commitment = (SELECT o.commitment FROM fact o WHERE o.tenant_id = @tenant AND o.seq = @b)
			WHERE tenant_id = @tenant AND seq = @a`, db.Args{"a": a, "b": a + 1})
		return fmt.Sprintf("%d as %d", a, a+1)
	}},
	{"insert one in between", func(rnd *rand.Rand, do func(string, db.Args)) string {
		n := some(rnd)
		do("UPDATE fact SET seq = -(seq + 1) WHERE tenant_id = @tenant AND seq >= @n", db.Args{"n": n})
		do("UPDATE fact SET seq = -seq WHERE tenant_id = @tenant AND seq < 0", nil)
		do(`INSERT INTO fact (tenant_id, id, kind, subject_id, at, payload, salt, commitment, seq, chain)
			SELECT tenant_id, -id, kind, subject_id, at, payload, salt, commitment, @n, chain FROM fact WHERE tenant_id = @tenant AND seq = @m`,
			db.Args{"n": n, "m": n%logRows + 2})
		return fmt.Sprint("place ", n)
	}},
}

var errBack = errors.New("back to how it was")

// Every one of many random edits, deletions, insertions and reorderings by plain
// SQL is found. The seed is fixed; PROOF=full runs 1,000 of them per database.
func TestVerifyFindsRandomTampering(t *testing.T) {
	tries := 100
	if os.Getenv("PROOF") == "full" {
		tries = 1000
	}
	each(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		write(t, d, w, logRows, true)
		data := t.TempDir()
		if err := Note(t.Context(), d, data); err != nil {
			t.Fatal(err)
		}
		kept, err := Kept(data)
		if err != nil {
			t.Fatal(err)
		}
		links := linksOf(kept, w.Tenant.Int64())
		rnd := rand.New(rand.NewPCG(20261014, 1))
		found := 0
		for i := range tries {
			a := attacks[i%len(attacks)]
			err := d.Update(t.Context(), crm.Actor{Tenant: w.Tenant}, func(tx *db.Tx) error {
				what := a.run(rnd, func(text string, args db.Args) {
					if _, err := db.Exec(tx, text, args); err != nil {
						t.Fatal(a.name, err)
					}
				})
				r, err := VerifyIn(func(fn func(tx *db.Tx) error) error { return fn(tx) }, links...)
				if err != nil {
					t.Fatal(a.name, err)
				}
				if r.OK() {
					t.Errorf("%d: %s at %s was not found: %+v", i, a.name, what, r)
				} else {
					found++
				}
				return errBack
			})
			if !errors.Is(err, errBack) {
				t.Fatal(err)
			}
		}
		if r := verify(t, d, w, links...); !r.OK() || found != tries {
			t.Errorf("%d of %d found; afterwards %+v", found, tries, r.First)
		}
	})
}

// An erasure vouches for the facts it emptied, and for no others.
func TestErasureVouchesForWhatItEmptied(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		write(t, d, w, 10, true)
		var ids []crm.FactID
		w.Update(t, "admin", func(tx *db.Tx) (err error) {
			if ids, err = db.All[crm.FactID](tx, "SELECT id FROM fact WHERE tenant_id = @tenant AND seq IN (4, 9) ORDER BY seq"); err != nil {
				return err
			}
			if _, err = db.Exec(tx, "UPDATE fact SET payload = '', salt = '' WHERE tenant_id = @tenant AND id IN (@ids)", db.Args{"ids": ids}); err != nil {
				return err
			}
			return event.Record(tx, event.Fact{Kind: ErasedKind, Subject: 1, Data: Vouch{Facts: ids}})
		})
		if r := verify(t, d, w); !r.OK() || r.Erased != 2 {
			t.Fatalf("%+v", r)
		}
		write(t, d, w, 0, true)
		if r := verify(t, d, w); !r.OK() || r.Erased != 2 || r.Sealed != 11 {
			t.Fatalf("%+v", r)
		}
		tamper(t, d, w, `UPDATE fact SET payload = '', salt = '' WHERE tenant_id = @tenant AND seq = 6`)
		if r := verify(t, d, w); r.OK() || r.First.Fault != FaultEmptied || r.First.Seq != 6 {
			t.Fatalf("%+v", r)
		}
	})
}

// A log that became shorter does not move its checkpoint back.
func TestNoteNeverStepsBack(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		w, data := dbtest.Tenant(t, d), t.TempDir()
		write(t, d, w, 10, true)
		for range 2 {
			if err := Note(t.Context(), d, data); err != nil {
				t.Fatal(err)
			}
			kept, err := Kept(data)
			if err != nil || len(kept) != 1 || kept[0].Seq != 10 {
				t.Fatalf("%+v %v", kept, err)
			}
			tamper(t, d, w, `DELETE FROM fact WHERE tenant_id = @tenant AND seq > 5`)
			write(t, d, w, 1, true)
		}
	})
}
