package db_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/db/dbtest"
)

// TestMain lets this binary run as the program that is killed while it migrates.
func TestMain(m *testing.M) {
	if url := os.Getenv("LAIDAN_HOLD_URL"); url != "" {
		os.Exit(holdRow(url))
	}
	if url := os.Getenv("LAIDAN_MIGRATE_URL"); url != "" {
		os.Exit(migrateUntilKilled(url))
	}
	os.Exit(m.Run())
}

func migrateUntilKilled(url string) int {
	last, _ := strconv.Atoi(os.Getenv("LAIDAN_MIGRATE_KILL"))
	n := 0
	db.BeforeStatement(func(string) {
		if n++; n == last {
			_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
			select {} // the signal is on its way
		}
	})
	d, err := db.Open(context.Background(), db.Options{URL: url, Readers: 2})
	if err == nil {
		defer d.Close()
		err = d.Migrate(context.Background())
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	fmt.Println("statements:", n)
	return 0
}

// child migrates and is killed before its n-th statement; it answers how many
// there were when it lived to the end.
func child(t *testing.T, url string, n int) (statements int, killed bool) {
	t.Helper()
	c := exec.Command(os.Args[0])
	c.Env = append(os.Environ(), "LAIDAN_MIGRATE_URL="+url, "LAIDAN_MIGRATE_KILL="+strconv.Itoa(n))
	var out, log bytes.Buffer
	c.Stdout, c.Stderr = &out, &log
	err := c.Run()
	if err == nil {
		_, err := fmt.Sscanf(out.String(), "statements: %d", &statements)
		if err != nil {
			t.Fatal(out.String())
		}
		return statements, false
	}
	if ws, ok := c.ProcessState.Sys().(syscall.WaitStatus); !ok || ws.Signal() != syscall.SIGKILL {
		t.Fatal(err, log.String())
	}
	return 0, true
}

// oldVersion is the schema of the first version; later ones change its tables.
const oldVersion = 3

var oldRows = []string{
	"INSERT INTO tenant (id, name, created_at) VALUES (7, '老公司', 1)",
	"INSERT INTO login (email_key, tenant_id, person_id, password_hash) VALUES ('a@x', 7, 9, 'h')",
	"INSERT INTO customer (tenant_id, id, name, name_key, layer_since, created_at, updated_at) VALUES (7, 1, '甲', 'jia', 1, 1, 1), (7, 2, '乙', 'yi', 1, 1, 1)",
	"INSERT INTO funnel_day (tenant_id, scope_id, day, layer, stock) VALUES (7, 9, 0, 1, 2)",
	"INSERT INTO fact (tenant_id, id, kind, subject_id, at, payload, salt, commitment) VALUES (7, 1, 'a.B', 1, 1, '{}', 's', 'c')",
}

func old(t *testing.T, url string) {
	t.Helper()
	d, err := db.Open(t.Context(), db.Options{URL: url, Readers: 1})
	must(t, err)
	defer d.Close()
	must(t, d.MigrateTo(t.Context(), oldVersion))
	must(t, d.Script(t.Context(), oldRows...))
}

// schemaOf is everything the database's catalogue says about tables and indexes.
func schemaOf(t *testing.T, d *db.DB) string {
	t.Helper()
	var b strings.Builder
	text := "SELECT type, name, COALESCE(sql, '') AS sql FROM sqlite_schema WHERE name NOT LIKE 'search_fts_%' AND name NOT LIKE 'sqlite_%' AND tbl_name NOT LIKE 'river%' ORDER BY type, name"
	if d.Postgres() {
		text = `SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, COALESCE(pg_get_expr(x.adbin, x.adrelid), ''), ''
			FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid LEFT JOIN pg_attrdef x ON x.adrelid = c.oid AND x.adnum = a.attnum
			WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
			UNION ALL SELECT indexname, '', '', false, indexdef, tablename FROM pg_indexes WHERE schemaname = current_schema() ORDER BY 1, 2, 5`
	}
	must(t, d.View(t.Context(), crm.Actor{}, func(tx *db.Tx) error {
		return db.GlobalEachRow(tx, text, func(_ []string, values []any) error {
			_, err := fmt.Fprintln(&b, values...)
			return err
		})
	}))
	return b.String()
}

// Killed before any statement of an upgrade, the next start finishes it: the
// schema is that of a new installation and nothing is lost.
func TestKillAtEachMigrationStatement(t *testing.T) {
	for _, name := range []string{"sqlite", "postgres"} {
		t.Run(name, func(t *testing.T) {
			place := func() string {
				if name == "postgres" {
					return dbtest.PostgresURL(t)
				}
				return filepath.Join(t.TempDir(), "laidan.db")
			}
			fresh := dbtest.SQLite
			if name == "postgres" {
				fresh = dbtest.Postgres
			}
			want := withoutJobs(schemaOf(t, fresh(t)))
			url := place()
			old(t, url)
			total, _ := child(t, url, 0)
			if total < 10 {
				t.Fatalf("only %d statements from version %d on", total, oldVersion)
			}
			for n := 1; n <= total; n += step(n) {
				url := place()
				old(t, url)
				if _, killed := child(t, url, n); !killed {
					t.Fatalf("statement %d of %d: not killed", n, total)
				}
				d, err := db.Open(t.Context(), db.Options{URL: url, Readers: 1})
				must(t, err)
				if err := d.Migrate(t.Context()); err != nil {
					t.Errorf("killed at %d: %v", n, err)
				}
				if got := withoutJobs(schemaOf(t, d)); got != want {
					t.Errorf("killed at %d: another schema\n%s", n, difference(got, want))
				}
				due, err := d.Due(t.Context())
				if err != nil || len(due) > 0 {
					t.Errorf("killed at %d: %v %v", n, due, err)
				}
				if bad, err := d.IntegrityCheck(t.Context()); err != nil || len(bad) > 0 {
					t.Errorf("killed at %d: %v %v", n, bad, err)
				}
				for table, rows := range map[string]int64{"tenant": 1, "login": 1, "customer": 2, "funnel_day": 1, "fact": 1} {
					must(t, d.View(t.Context(), crm.Actor{}, func(tx *db.Tx) error {
						if got, err := db.CountRows(tx, table); err != nil || got != rows {
							t.Errorf("killed at %d: %s has %d rows, %v", n, table, got, err)
						}
						return nil
					}))
				}
				d.Close()
			}
		})
	}
}

// step goes through the statements of the migrations one by one and through the
// many of the statistics, which are all alike, in strides.
func step(n int) int {
	if n > 30 && os.Getenv("PROOF") != "full" {
		return 13
	}
	return 1
}

// withoutJobs leaves out the job queue's tables, which this test does not make.
func withoutJobs(schema string) string {
	var keep []string
	for line := range strings.Lines(schema) {
		if !strings.Contains(line, "river") {
			keep = append(keep, line)
		}
	}
	return strings.Join(keep, "")
}

func difference(got, want string) string {
	have := map[string]bool{}
	for line := range strings.Lines(got) {
		have[line] = true
	}
	var b strings.Builder
	for line := range strings.Lines(want) {
		if !have[line] {
			b.WriteString("missing: " + line)
		}
	}
	return b.String()
}

// A program meets a schema it does not know, or one whose migrations were other
// ones: it refuses and says what to do.
func TestUnknownSchemaIsRefused(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		must(t, d.Script(t.Context(), "INSERT INTO schema_version (version, name, hash, applied_at) VALUES (9999, '9999_future.sql', 'x', 1)"))
		for _, try := range []func(context.Context) error{d.Migrate, func(ctx context.Context) error { _, err := d.Due(ctx); return err }} {
			if err := try(t.Context()); err == nil || !strings.Contains(err.Error(), "written by a newer version; start that version") {
				t.Errorf("%v", err)
			}
		}
		must(t, d.Script(t.Context(), "DELETE FROM schema_version WHERE version = 9999", "UPDATE schema_version SET hash = 'x' WHERE version = 2"))
		if err := d.Migrate(t.Context()); err == nil || !strings.Contains(err.Error(), "0002_customer.sql was applied with another content") {
			t.Errorf("%v", err)
		}
	})
}

// A new database and its WAL hold personal data: nobody else may read them.
func TestFilesAreTheOwnersAlone(t *testing.T) {
	dir := t.TempDir()
	d, err := db.Open(t.Context(), db.Options{URL: filepath.Join(dir, "laidan.db"), Readers: 1})
	must(t, err)
	defer d.Close()
	must(t, d.Migrate(t.Context()))
	list, err := os.ReadDir(dir)
	must(t, err)
	if len(list) < 2 {
		t.Fatal("no WAL beside the database")
	}
	for _, e := range list {
		if info, err := e.Info(); err != nil || info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s has mode %v", e.Name(), info.Mode())
		}
	}
}
