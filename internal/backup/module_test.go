package backup

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"laidan/internal/audit"
	"laidan/internal/blob"
	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/db/dbtest"
	"laidan/internal/demo"
	"laidan/internal/event"
)

// world is an installation with some hundred customers and two uploaded files.
type world struct {
	d      *db.DB
	tenant crm.TenantID
	files  blob.Store
	lost   crm.BlobID
}

func each(t *testing.T, fn func(t *testing.T, w world)) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		ctx := context.Background()
		r, err := demo.Generate(ctx, d, demo.Options{Seed: 7, Customers: 300, People: 24, Touches: 900, Now: time.Date(2026, 10, 14, 2, 42, 0, 0, time.UTC), PasswordHash: "x"})
		if err != nil {
			t.Fatal(err)
		}
		w := world{d: d, tenant: r.Tenant, files: blob.Store{Dir: filepath.Join(t.TempDir(), "files"), Max: 1 << 20}}
		for _, text := range []string{"合同扫描件", strings.Repeat("recording ", 9000)} {
			b, err := w.files.Put(ctx, d, crm.Actor{Tenant: r.Tenant}, "attachment", "a.txt", strings.NewReader(text))
			if err != nil {
				t.Fatal(err)
			}
			w.lost = b.ID
		}
		err = d.Update(ctx, crm.Actor{Tenant: r.Tenant}, func(tx *db.Tx) error {
			for i := range int64(50) {
				if err := event.Record(tx, event.Fact{Kind: "test.Happened", Subject: i, Data: "某事"}); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		for more := true; more; {
			if more, err = event.Seal(ctx, d); err != nil {
				t.Fatal(err)
			}
		}
		fn(t, w)
	})
}

func (w world) backup(t *testing.T) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "b.zip")
	if _, err := Make(context.Background(), w.d, file, Options{Program: "test", Files: w.files, Uploads: true}); err != nil {
		t.Fatal(err)
	}
	return file
}

// empty is a place of the same kind without anything in it.
func (w world) empty(t *testing.T) Place {
	t.Helper()
	p := Place{Data: filepath.Join(t.TempDir(), "data"), Program: "test"}
	p.Files = blob.Store{Dir: filepath.Join(p.Data, "files"), Max: 1 << 20}
	if w.d.Postgres() {
		p.URL = dbtest.PostgresURL(t)
	}
	return p
}

func (p Place) open(t *testing.T) *db.DB {
	t.Helper()
	d, err := db.Open(context.Background(), db.Options{URL: p.database()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(d.Close)
	return d
}

// content is a hash of every row of every table that a backup keeps.
func content(t *testing.T, d *db.DB) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := d.Snapshot(context.Background(), func(s *db.Snapshot) error {
		tables, err := s.Tables()
		for _, table := range tables {
			h := sha256.New()
			n := 0
			rerr := db.GlobalEachRow(s.Tx, "SELECT "+strings.Join(table.Columns, ", ")+" FROM "+table.Name+" ORDER BY "+strings.Join(table.Columns[:min(3, len(table.Columns))], ", "),
				func(_ []string, values []any) error {
					n++
					_, err := fmt.Fprintln(h, values...)
					return err
				})
			if rerr != nil {
				return fmt.Errorf("%s: %w", table.Name, rerr)
			}
			out[table.Name] = fmt.Sprintf("%d rows %s", n, hex.EncodeToString(h.Sum(nil)))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// Everything that was there is there again: each row, each file, the log.
func TestRoundTrip(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		before := content(t, w.d)
		file := w.backup(t)
		if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("a backup holds personal data, its mode is %v %v", info.Mode(), err)
		}
		p := w.empty(t)
		m, err := Restore(context.Background(), file, p)
		if err != nil {
			t.Fatal(err)
		}
		d := p.open(t)
		after := content(t, d)
		for table, rows := range before {
			if after[table] != rows {
				t.Errorf("%s: %s, restored %s", table, rows, after[table])
			}
		}
		if len(m.Tables) < 40 || m.Rows() < 3000 || len(before) != len(after) {
			t.Errorf("%d tables, %d rows in the manifest; %d and %d tables", len(m.Tables), m.Rows(), len(before), len(after))
		}
		f, err := p.Files.Open(w.tenant, w.lost)
		if err != nil {
			t.Fatal(err)
		}
		b, _ := io.ReadAll(f)
		_ = f.Close()
		if string(b) != strings.Repeat("recording ", 9000) {
			t.Error("the uploaded file is another")
		}
		kept, err := audit.Kept(p.Data)
		if err != nil || len(kept) != 1 || kept[0].Seq == 0 {
			t.Errorf("the checkpoint of the log was not set: %v %v", kept, err)
		}
		if err := d.Migrate(context.Background()); err != nil { // as the next start does
			t.Error(err)
		}
		found := 0
		_ = d.View(context.Background(), crm.Actor{Tenant: w.tenant}, func(tx *db.Tx) error {
			list, err := db.SearchIDs(tx, []string{"gongsi"}, nil, 5)
			found = len(list)
			return err
		})
		before2 := 0
		_ = w.d.View(context.Background(), crm.Actor{Tenant: w.tenant}, func(tx *db.Tx) error {
			list, err := db.SearchIDs(tx, []string{"gongsi"}, nil, 5)
			before2 = len(list)
			return err
		})
		if found != before2 {
			t.Errorf("the search index finds %d, before %d", found, before2)
		}
	})
}

// A backup is one state: while 4 writers move customers between hold and log,
// what it holds agrees with itself, and the writers do not wait for its end.
// undoMigrations takes away what some migrations made, the last one first. Those
// that are not named here stay.
var undoMigrations = []string{
	"DROP TABLE audit_key", "DROP INDEX customer_key_tail", "DROP TABLE known_device", "ALTER TABLE session DROP COLUMN scopes", "DROP INDEX blob_size", "DROP TABLE audit_mark",
	"DELETE FROM schema_version WHERE version IN (50, 51, 55, 56, 60)",
}

// A backup of an earlier version, with fewer tables, can be restored, and the
// program goes on from it.
func TestBackupOfAnEarlierVersion(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		if err := w.d.Update(t.Context(), crm.Actor{}, func(tx *db.Tx) error {
			for _, text := range undoMigrations {
				if _, err := db.GlobalExec(tx, text); err != nil {
					return fmt.Errorf("%s: %w", text, err)
				}
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		place := w.empty(t)
		if _, err := Restore(t.Context(), w.backup(t), place); err != nil {
			t.Fatal(err)
		}
		d := place.open(t)
		if err := d.Migrate(t.Context()); err != nil {
			t.Fatal(err)
		}
		if r, err := audit.Verify(t.Context(), d, w.tenant); err != nil || !r.OK() || r.Sealed == 0 {
			t.Errorf("%+v %v", r, err)
		}
	})
}

func TestWhileWriting(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		ctx := context.Background()
		var wg sync.WaitGroup
		stop := make(chan struct{})
		var mu sync.Mutex
		written := 0
		for range 4 {
			wg.Go(func() {
				for {
					select {
					case <-stop:
						return
					default:
					}
					err := w.d.Update(ctx, crm.Actor{Tenant: w.tenant}, func(tx *db.Tx) error {
						// Two tables that must always agree.
						id := tx.DB().NewNumber()
						if _, err := db.Exec(tx, "INSERT INTO call_number (tenant_id, norm) VALUES (@tenant, @n)", db.Args{"n": fmt.Sprint("pair-", id)}); err != nil {
							return err
						}
						return event.Record(tx, event.Fact{Kind: "test.Pair", Subject: id, Data: "x"})
					})
					if err != nil {
						t.Error(err)
						return
					}
					mu.Lock()
					written++
					mu.Unlock()
				}
			})
		}
		count := func() int { mu.Lock(); defer mu.Unlock(); return written }
		for count() < 20 {
			time.Sleep(time.Millisecond)
		}
		file := filepath.Join(t.TempDir(), "b.zip")
		before := count()
		_, err := Make(ctx, w.d, file, Options{Program: "test", Files: w.files, Uploads: true})
		during := count() - before
		close(stop)
		wg.Wait()
		if err != nil {
			t.Fatal(err)
		}
		if during == 0 {
			t.Error("nobody could write while the backup was made")
		}
		p := w.empty(t)
		if _, err := Restore(ctx, file, p); err != nil {
			t.Fatal(err)
		}
		d := p.open(t)
		err = d.View(ctx, crm.Actor{Tenant: w.tenant}, func(tx *db.Tx) error {
			pairs, err := db.One[int](tx, "SELECT COUNT(*) FROM call_number WHERE tenant_id = @tenant AND norm LIKE 'pair-%'")
			facts, ferr := db.One[int](tx, "SELECT COUNT(*) FROM fact WHERE tenant_id = @tenant AND kind = 'test.Pair'")
			if err != nil || ferr != nil || pairs != facts || pairs < 20 {
				t.Errorf("%d pairs, %d facts (%v %v)", pairs, facts, err, ferr)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

// Whatever single byte is wrong, nothing is restored and the reason is said.
func TestOneByteWrong(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		file := w.backup(t)
		good, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		rnd := rand.New(rand.NewPCG(3, 3))
		places := []int{0, 4, 10, 26, len(good) - 1, len(good) - 64, len(good) - 65, len(good) - len(sealPrefix) - 64, len(good) - len(sealPrefix) - 70}
		for range 60 {
			places = append(places, rnd.IntN(len(good)))
		}
		bad := filepath.Join(t.TempDir(), "bad.zip")
		for _, i := range places {
			b := append([]byte(nil), good...)
			b[i] ^= byte(1 + rnd.IntN(255))
			refused(t, w, bad, b, "", fmt.Sprintf("byte %d of %d", i, len(good)))
		}
		refused(t, w, bad, good[:len(good)-1], "end is missing", "cut off by one")
		refused(t, w, bad, good[:len(good)/2], "end is missing", "cut in half")
		refused(t, w, bad, []byte("PK"), "no backup", "not a backup")
	})
}

func refused(t *testing.T, w world, file string, b []byte, words, what string) {
	t.Helper()
	if err := os.WriteFile(file, b, 0o600); err != nil {
		t.Fatal(err)
	}
	data := filepath.Join(t.TempDir(), "data")
	p := Place{Data: data, Files: blob.Store{Dir: filepath.Join(data, "files")}}
	if w.d.Postgres() {
		p.URL = "postgres://nobody@127.0.0.1:1/none" // must not even be asked
	}
	_, err := Restore(context.Background(), file, p)
	if err == nil || !strings.Contains(err.Error(), "backup") || !strings.Contains(err.Error(), words) {
		t.Errorf("%s: %v", what, err)
	}
	if _, err := os.Stat(data); err == nil {
		t.Errorf("%s: something was written", what)
	}
}

// rewrite makes a well-sealed archive with another manifest, for faults that a
// seal does not find.
func rewrite(t *testing.T, file, to string, change func(m *Manifest), keep func(name string) bool) {
	t.Helper()
	a, err := Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	w, err := create(to)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range a.Manifest.Entries {
		if !keep(e.Name) {
			continue
		}
		in, err := a.entry(e.Name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.add(e.Name, func(out io.Writer) error { _, err := io.Copy(out, in); return err }); err != nil {
			t.Fatal(err)
		}
		_ = in.Close()
	}
	m := a.Manifest
	change(&m)
	w.entries = m.Entries
	if err := w.finish(m); err != nil {
		t.Fatal(err)
	}
}

func TestRefusals(t *testing.T) {
	all := func(string) bool { return true }
	each(t, func(t *testing.T, w world) {
		file := w.backup(t)
		for name, c := range map[string]struct {
			change func(m *Manifest)
			keep   func(string) bool
			words  string
		}{
			"newer": {func(m *Manifest) {
				m.Schema = append(m.Schema, db.Step{Version: 9999, Name: "9999_future.sql", Hash: "x"})
			}, all, "newer version (test): this program does not know its schema 9999_future.sql"},
			"changed": {func(m *Manifest) { m.Schema[0].Hash = "x" }, all, "another line of versions"},
			"format":  {func(m *Manifest) { m.Format = 2 }, all, "format 2"},
			"engine": {func(m *Manifest) {
				m.Engine = map[string]string{SQLite: Postgres, Postgres: SQLite}[m.Engine]
				m.Tables = nil
			}, all, "is"},
			"missing": {func(*Manifest) {}, func(n string) bool { return n != imageName && n != tablesDir+"customer" }, "is missing"},
			"upload":  {func(*Manifest) {}, func(n string) bool { return !strings.HasPrefix(n, filesDir) }, "is missing"},
			"rows":    {func(m *Manifest) { m.Tables[3].Rows++ }, all, "the manifest says"},
			"chain":   {func(m *Manifest) { m.Chains[0].Seq++ }, all, "the manifest says"},
			"hash":    {func(m *Manifest) { m.Entries[0].SHA256 = strings.Repeat("0", 64) }, all, "not what was saved"},
			"outside": {func(m *Manifest) { m.Entries[0].Name = "files/../../x" }, all, "leads outside"},
		} {
			t.Run(name, func(t *testing.T) {
				bad := filepath.Join(t.TempDir(), "bad.zip")
				rewrite(t, file, bad, c.change, c.keep)
				p := w.empty(t)
				_, err := Restore(context.Background(), bad, p)
				if err == nil || !strings.Contains(err.Error(), c.words) {
					t.Fatalf("%v", err)
				}
				if _, err := os.Stat(filepath.Join(p.Data, "laidan.db")); err == nil {
					t.Error("a database was left behind")
				}
				if p.URL != "" {
					if used, err := p.open(t).Used(context.Background()); err != nil || used {
						t.Error("tables were left behind", err)
					}
				}
				if err := Interrupted(p.Data); err != nil {
					t.Error(err)
				}
			})
		}
	})
}

// A restore overwrites nothing unless told, and then keeps what was there. It
// refuses while a server works there.
func TestReplace(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		ctx := context.Background()
		file := w.backup(t)
		p := w.empty(t)
		if _, err := Restore(ctx, file, p); err != nil {
			t.Fatal(err)
		}
		if _, err := Restore(ctx, file, p); err == nil || !strings.Contains(err.Error(), "--replace") {
			t.Fatalf("the second restore: %v", err)
		}
		d := p.open(t)
		if err := d.Migrate(ctx); err != nil { // a server takes a node number
			t.Fatal(err)
		}
		p.Replace = true
		if _, err := Restore(ctx, file, p); err == nil || !strings.Contains(err.Error(), "stop it first") {
			t.Fatalf("beside a server: %v", err)
		}
		err := d.Update(ctx, crm.Actor{Tenant: w.tenant}, func(tx *db.Tx) error {
			_, err := db.Exec(tx, "UPDATE customer SET name = 'later' WHERE tenant_id = @tenant")
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		d.Close()
		if _, err := Restore(ctx, file, p); err != nil {
			t.Fatal(err)
		}
		later := -1
		_ = p.open(t).View(ctx, crm.Actor{Tenant: w.tenant}, func(tx *db.Tx) (err error) {
			later, err = db.One[int](tx, "SELECT COUNT(*) FROM customer WHERE tenant_id = @tenant AND name = 'later'")
			return err
		})
		if later != 0 {
			t.Errorf("%d rows are still those from before", later)
		}
		old, _ := filepath.Glob(filepath.Join(p.Data, "replaced-*", "laidan.db"))
		if w.d.Postgres() {
			old, _ = filepath.Glob(filepath.Join(p.Data, "backups", "before-restore-*.zip"))
		}
		if len(old) != 1 {
			t.Errorf("what was there was not kept: %v", old)
		}
	})
}

// An uploaded file that is gone does not keep the rest from being saved; the
// backup names it.
func TestMissingUpload(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		if err := w.files.Remove(w.tenant, w.lost); err != nil {
			t.Fatal(err)
		}
		a, err := Open(w.backup(t))
		if err != nil {
			t.Fatal(err)
		}
		defer a.Close()
		if len(a.Manifest.Missing) != 1 || !strings.HasSuffix(a.Manifest.Missing[0], w.lost.String()) {
			t.Errorf("%v", a.Manifest.Missing)
		}
	})
}
