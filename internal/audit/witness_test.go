package audit

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/db/dbtest"
	"laidan/internal/event"
)

// kept is an installation with a key, ten sealed facts and their checkpoint.
func kept(t *testing.T, d *db.DB) (dbtest.World, string) {
	t.Helper()
	w, data := dbtest.Tenant(t, d), filepath.Join(t.TempDir(), "not made yet")
	t.Cleanup(func() { keys.Delete(d) })
	if made, err := AgreeKey(t.Context(), d, data); err != nil || !made {
		t.Fatal(made, err)
	}
	write(t, d, w, 10, true)
	if err := Note(t.Context(), d, data); err != nil {
		t.Fatal(err)
	}
	return w, data
}

func check(t *testing.T, d *db.DB, data string) (string, error) {
	t.Helper()
	list, err := Kept(data)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	err = VerifyAll(t.Context(), d, list, &out)
	return out.String(), err
}

// File and mark watch each other: whoever takes away or shortens the one, alone
// or with the end of the log, is told by the other.
func TestVerifyNamesCheckpoints(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		w, data := kept(t, d)
		if out, err := check(t, d, data); err != nil {
			t.Fatal(out, err)
		}
		file := filepath.Join(data, checkpointName)
		whole, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		links, _ := Kept(data)
		shorter := Checkpoint{Tenant: w.Tenant.Int64()}
		if err := d.View(t.Context(), crm.Actor{Tenant: w.Tenant}, func(tx *db.Tx) (err error) {
			shorter.Link, err = db.One[Link](tx, "SELECT seq, chain FROM fact WHERE tenant_id = @tenant AND seq = 4")
			return err
		}); err != nil {
			t.Fatal(err)
		}
		named := func(step, want string) {
			t.Helper()
			if out, err := check(t, d, data); !errors.Is(err, ErrTampered) || !strings.Contains(out, want) {
				t.Errorf("%s: %v %s", step, err, out)
			}
		}
		if err := os.Remove(file); err != nil {
			t.Fatal(err)
		}
		named("file gone", "is gone")
		if err := Keep(data, shorter); err != nil {
			t.Fatal(err)
		}
		named("file shorter", "set back to place 4")
		tamper(t, d, w, "DELETE FROM fact WHERE tenant_id = @tenant AND seq > 4")
		named("file shorter and log cut", FaultTruncated)
		if err := Note(t.Context(), d, data); err != nil { // the server goes on meanwhile
			t.Fatal(err)
		}
		named("log cut and noted", FaultTruncated)
		if again, _ := Kept(data); again[0] != links[0] {
			t.Errorf("the checkpoint was not brought back: %+v", again)
		}
		tamper(t, d, w, "DELETE FROM audit_mark WHERE tenant_id = @tenant")
		if err := os.WriteFile(file, whole, 0o600); err != nil {
			t.Fatal(err)
		}
		named("mark gone", FaultTruncated)
		// Both witnesses gone: at least that is said, once the log is no longer young.
		if err := os.Remove(file); err != nil {
			t.Fatal(err)
		}
		d.SetClock(func() time.Time { return time.Now().AddDate(1, 0, 0) })
		named("both gone", "is gone")
	})
}

// Who can write to the database alone cannot empty a fact and vouch for it; what
// the program erases, and what was erased before there was a key, stays good.
func TestForgedErasureIsNamed(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		w, data := kept(t, d)
		empty := func(seq int, vouch func(tx *db.Tx, ids []crm.FactID) (Vouch, error)) {
			t.Helper()
			w.Update(t, "admin", func(tx *db.Tx) error {
				ids, err := db.All[crm.FactID](tx, "SELECT id FROM fact WHERE tenant_id = @tenant AND seq = @seq", db.Args{"seq": seq})
				if err != nil || len(ids) != 1 {
					t.Fatal(ids, err)
				}
				if _, err := db.Exec(tx, "UPDATE fact SET payload = '', salt = '' WHERE tenant_id = @tenant AND seq = @seq", db.Args{"seq": seq}); err != nil {
					return err
				}
				v, err := vouch(tx, ids)
				if err != nil {
					return err
				}
				return event.Record(tx, event.Fact{Kind: ErasedKind, Subject: 1, Data: v})
			})
			write(t, d, w, 0, true)
		}
		empty(3, Vouched)
		if out, err := check(t, d, data); err != nil {
			t.Fatal(out)
		}
		own, _ := keys.Load(d)
		bare := func(_ *db.Tx, ids []crm.FactID) (Vouch, error) { return Vouch{Facts: ids}, nil }
		empty(5, bare) // by a version without a key
		if err := os.Remove(filepath.Join(data, keyName)); err != nil {
			t.Fatal(err)
		}
		if err := NewKey(t.Context(), d, data); err != nil {
			t.Fatal(err)
		}
		if out, err := check(t, d, data); err != nil {
			t.Fatal(out)
		}
		if k, _ := keys.Load(d); k == own {
			t.Fatal("the key is the old one")
		}
		empty(7, bare)
		r, err := Verify(t.Context(), d, w.Tenant)
		if err != nil || r.OK() || r.First.Fault != FaultEmptied || r.First.Seq != 7 {
			t.Fatalf("%+v %v", r.First, err)
		}
	})
}

// A write-ahead log that broke takes acts with it; the checkpoint knows.
func TestLostActsAreCounted(t *testing.T) {
	dir := t.TempDir()
	d, err := db.Open(t.Context(), db.Options{URL: filepath.Join(dir, "laidan.db"), Readers: 1})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(d.Close)
	if err := d.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	w := dbtest.Tenant(t, d)
	write(t, d, w, 3, true)
	if err := d.Scrub(t.Context()); err != nil { // all is in the file now, the rest goes to the WAL
		t.Fatal(err)
	}
	write(t, d, w, 4, true)
	if err := Note(t.Context(), d, dir); err != nil {
		t.Fatal(err)
	}
	list, err := Kept(dir)
	if err != nil {
		t.Fatal(err)
	}
	if lost, err := Lost(t.Context(), d, list); err != nil || len(lost) != 0 {
		t.Fatal(lost, err)
	}
	other := filepath.Join(t.TempDir(), "laidan.db")
	copyFile(t, filepath.Join(dir, "laidan.db"), other) // without its WAL
	broken, err := db.Open(t.Context(), db.Options{URL: other, Readers: 1})
	if err != nil {
		t.Fatal(err)
	}
	defer broken.Close()
	lost, err := Lost(t.Context(), broken, list)
	if err != nil || len(lost) != 1 || lost[0] != (Loss{w.Tenant.Int64(), 3, 7}) {
		t.Errorf("%+v %v", lost, err)
	}
}

func copyFile(t *testing.T, from, to string) {
	t.Helper()
	in, err := os.Open(from)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = in.Close() }()
	out, err := os.Create(to)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = out.Close() }()
	if _, err := io.Copy(out, in); err != nil {
		t.Fatal(err)
	}
}
