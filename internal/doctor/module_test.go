package doctor_test

import (
	"context"
	"fmt"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"laidan/internal/app"
	"laidan/internal/config"
	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/db/dbtest"
	"laidan/internal/demo"
	"laidan/internal/doctor"
	"laidan/internal/event"
	"laidan/internal/host"
)

// healthy makes an installation with which nothing is wrong.
func healthy(t *testing.T, s config.Settings) config.Settings {
	t.Helper()
	ctx := context.Background()
	if s.Data == "" {
		s.Data = filepath.Join(t.TempDir(), "data")
	}
	s.Listen, s.Synchronous, s.MaxUpload = "127.0.0.1:8080", "full", 1<<20
	a, err := app.Open(ctx, s, "test", nil)
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	hash := "x"
	if _, err := demo.Generate(ctx, a.DB, demo.Options{Seed: 4, Customers: 400, People: 24, Touches: 900, Now: time.Now().Add(-time.Hour), PasswordHash: hash}); err != nil {
		t.Fatal(err)
	}
	tenant := tenantOf(t, a.DB)
	for range 2 {
		if _, err := a.Files.Put(ctx, a.DB, crm.Actor{Tenant: tenant}, "attachment", "a.txt", strings.NewReader("text")); err != nil {
			t.Fatal(err)
		}
	}
	err = a.DB.Update(ctx, crm.Actor{Tenant: tenant}, func(tx *db.Tx) error {
		for i := range int64(20) {
			if err := event.Record(tx, event.Fact{Kind: "test.Happened", Subject: i, Data: i}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := event.Seal(ctx, a.DB); err != nil {
		t.Fatal(err)
	}
	return s
}

func tenantOf(t *testing.T, d *db.DB) (id crm.TenantID) {
	t.Helper()
	err := d.View(context.Background(), crm.Actor{}, func(tx *db.Tx) (err error) {
		id, err = db.GlobalOne[crm.TenantID](tx, "SELECT MIN(id) FROM tenant")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func patient(s config.Settings) doctor.Patient {
	return doctor.Patient{Settings: s, Files: app.Files(s), Tool: func() string { return "" },
		Disk:   func(string) (host.Disk, error) { return host.Disk{Free: 1 << 40, Total: 2 << 40}, nil },
		OpenDB: func(ctx context.Context) (*db.DB, error) { return app.OpenDB(ctx, s) }}
}

func examine(t *testing.T, p doctor.Patient) (names []string, all []doctor.Finding) {
	t.Helper()
	all, err := doctor.Examine(context.Background(), p, "en")
	if err != nil {
		t.Error(err)
	}
	for _, f := range all {
		names = append(names, f.Check)
		if f.Text == "" || f.Remedy == "" || strings.Contains(f.Text+f.Remedy, "{{") || strings.HasPrefix(f.Text, "doctor.") || strings.HasPrefix(f.Remedy, "doctor.") {
			t.Errorf("%s has no proper words: %q %q", f.Check, f.Text, f.Remedy)
		}
	}
	return names, all
}

// sqlFaults are planted by SQL, on both databases.
var sqlFaults = map[string][]string{
	"schema_unknown": {"INSERT INTO schema_version (version, name, hash, applied_at) VALUES (9999, 'x', 'x', 1)"},
	"schema_behind":  {"DROP TABLE erased_key", "DROP TABLE erased_number", "DELETE FROM schema_version WHERE version = 40"},
	"table_missing":  {"DROP TABLE shared_number"},
	"index_missing":  {"DROP INDEX customer_owner"},
	"clock":          {fmt.Sprintf("UPDATE fact SET at = %d WHERE seq = 20", time.Now().Add(24*time.Hour).UnixMilli())},
	"jobs_failed":    {jobRow("discarded", "attempted_at")},
	"jobs_waiting":   {jobRow("available", "attempted_at")},
	"jobs_hanging":   {jobRow("running", "attempted_at")},
	"sealing":        {"UPDATE fact SET seq = NULL, at = 1000 WHERE seq = 20"},
	"log_changed":    {"UPDATE fact SET payload = 'x' WHERE seq = 7"},
	"hold":           {"UPDATE hold SET used = used + 1"},
	"hold_missing":   {"DELETE FROM hold"},
	"funnel_day":     {"UPDATE funnel_day SET stock = stock + 1 WHERE day = 0"},
	"owner_left":     {"UPDATE person SET active = FALSE WHERE id IN (SELECT owner_id FROM customer)"},
	"owner_unknown":  {"UPDATE customer SET owner_id = 12345 WHERE owner_id IS NOT NULL"},
	"pool_closed":    {"UPDATE pool SET active = FALSE"},
	"plan_next":      {"UPDATE customer SET next_at = next_at + 1 WHERE next_at IS NOT NULL"},
	"paid":           {"INSERT INTO contract (tenant_id, customer_id, id, deal_id, number, amount, paid, signed_on, created_at) VALUES (1, 1, 1, 1, 'x', 5, 5, 20260101, 1)"},
	"keys":           {"UPDATE customer_key SET customer_id = 12345 WHERE kind = 'mobile' AND customer_id = (SELECT MIN(customer_id) FROM customer_key WHERE kind = 'mobile')"},
	"import_stuck":   {"INSERT INTO import (tenant_id, id, blob_id, file_name, state, options, created_by, created_at, started_at) VALUES (1, 1, 1, 'x', 'running', '{}', 1, 1, 1)"},
	"node_dead":      {"INSERT INTO node (id, holder, leased_until) VALUES (900, 'gone', 1)"},
	"housekeeping":   {"INSERT INTO idempotency (tenant_id, person_id, key, body_hash, status, response, created_at) VALUES (1, 1, 'k', 'h', 200, '', 1)"},
	"no_admin":       {"UPDATE login SET password_hash = ''"},
	"login_orphan":   {"INSERT INTO login (email_key, tenant_id, person_id) VALUES ('x', 1, 1)"},
	"session_left": {"UPDATE person SET active = FALSE WHERE id = (SELECT MAX(id) FROM person)",
		"INSERT INTO session (id, token_hash, tenant_id, person_id, kind, created_at, seen_at, expires_at) SELECT 1, 'h', tenant_id, id, 'browser', 1, 1, 9000000000000 FROM person WHERE NOT active"},
	"zone":        {"UPDATE tenant SET zone = 'Mars/Olympus'"},
	"search_gap":  {"UPDATE customer SET id = id + 1 WHERE id = (SELECT MIN(id) FROM customer)"},
	"search_rest": {"DELETE FROM customer WHERE id = (SELECT MIN(id) FROM customer)"},
}

func jobRow(state, column string) string {
	return "INSERT INTO river_job (kind, args, max_attempts, state, scheduled_at, " + column + ", finalized_at) VALUES ('x', '{}', 1, '" + state +
		"', '2020-01-01 00:00:00', '2020-01-01 00:00:00', " + map[bool]string{true: "'2020-01-01 00:00:00'", false: "NULL"}[state == "discarded"] + ")"
}

func plant(t *testing.T, s config.Settings, statements ...string) {
	t.Helper()
	d, err := app.OpenDB(context.Background(), s)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	err = d.Update(context.Background(), crm.Actor{}, func(tx *db.Tx) error {
		for _, text := range statements {
			if _, err := db.GlobalExec(tx, text); err != nil {
				return fmt.Errorf("%s: %w", text, err)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func copyOf(t *testing.T, s config.Settings) config.Settings {
	t.Helper()
	from := s.Data
	s.Data = filepath.Join(t.TempDir(), "data")
	if err := os.CopyFS(s.Data, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
	err := filepath.WalkDir(s.Data, func(path string, e os.DirEntry, err error) error {
		if err == nil && e.IsDir() {
			return os.Chmod(path, 0o700)
		}
		return os.Chmod(path, 0o600)
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// Each fault that SQL can plant is named, with its remedy; a healthy
// installation has none.
func TestPlantedInTheDatabase(t *testing.T) {
	base := healthy(t, config.Settings{})
	if names, _ := examine(t, patient(base)); len(names) > 0 {
		t.Fatalf("nothing was planted, found %v", names)
	}
	for check, statements := range sqlFaults {
		s := copyOf(t, base)
		plant(t, s, statements...)
		if names, _ := examine(t, patient(s)); !slices.Contains(names, check) {
			t.Errorf("%s was not named; found %v", check, names)
		}
	}
}

// On PostgreSQL the same checks find the same, and the settings of the test
// server, which does without durability, are named too.
func TestPlantedInPostgres(t *testing.T) {
	s := healthy(t, config.Settings{DB: dbtest.PostgresURL(t)})
	server := []string{"pg_fsync", "pg_full_pages", "pg_commit"}
	names, _ := examine(t, patient(s))
	slices.Sort(names)
	if !slices.Equal(names, []string{"pg_commit", "pg_fsync", "pg_full_pages"}) {
		t.Fatalf("%v", names)
	}
	// One after another, as some hide others.
	last := []string{"hold_missing", "sealing", "session_left", "owner_left", "owner_unknown", "search_gap", "search_rest", "schema_unknown", "schema_behind", "table_missing"}
	want := server
	for check, statements := range sqlFaults {
		if !slices.Contains(last, check) {
			plant(t, s, statements...)
			want = append(want, check)
		}
	}
	for _, check := range append([]string{""}, last...) {
		if check != "" {
			plant(t, s, sqlFaults[check]...)
			want = []string{check}
		}
		names, _ := examine(t, patient(s))
		for _, w := range want {
			if !slices.Contains(names, w) {
				t.Errorf("%s was not named; found %v", w, names)
			}
		}
		if check == "schema_unknown" {
			plant(t, s, "DELETE FROM schema_version WHERE version = 9999")
		}
		if check == "schema_behind" { // the rest of the checks wants the tables back
			a, err := app.Open(context.Background(), s, "test", nil)
			if err != nil {
				t.Fatal(err)
			}
			a.Close()
		}
	}
}

// Faults of settings, folders, disks and files.
func TestPlantedInTheMachine(t *testing.T) {
	base := healthy(t, config.Settings{})
	one := func(s config.Settings) string {
		list, _ := filepath.Glob(filepath.Join(s.Data, "files", "*", "*", "*"))
		return list[0]
	}
	old := time.Now().Add(-48 * time.Hour)
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	for check, plant := range map[string]func(p *doctor.Patient){
		"data_missing":     func(p *doctor.Patient) { must(os.RemoveAll(p.Data)) },
		"database_missing": func(p *doctor.Patient) { must(os.Remove(p.SQLite())) },
		"data_mode":        func(p *doctor.Patient) { must(os.Chmod(p.Data, 0o755)) },
		"file_mode":        func(p *doctor.Patient) { must(os.Chmod(p.SQLite(), 0o644)) },
		"files_write": func(p *doctor.Patient) {
			must(os.RemoveAll(p.Files.Dir))
			must(os.WriteFile(p.Files.Dir, nil, 0o600))
		},
		"restore_interrupted": func(p *doctor.Patient) { must(os.Mkdir(filepath.Join(p.Data, ".restoring"), 0o700)) },
		"backup_partial": func(p *doctor.Patient) {
			must(os.Mkdir(filepath.Join(p.Data, "backups"), 0o700))
			must(os.WriteFile(filepath.Join(p.Data, "backups", "x.zip.partial"), nil, 0o600))
		},
		"disk_space": func(p *doctor.Patient) {
			p.Disk = func(string) (host.Disk, error) { return host.Disk{Free: 100 << 20, Total: 1 << 40}, nil }
		},
		"disk_inodes": func(p *doctor.Patient) {
			p.Disk = func(string) (host.Disk, error) {
				return host.Disk{Free: 1 << 40, Total: 2 << 40, FreeInodes: 10, AllInodes: 1e6}, nil
			}
		},
		"disk_readonly": func(p *doctor.Patient) {
			p.Disk = func(string) (host.Disk, error) { return host.Disk{Free: 1 << 40, Total: 2 << 40, ReadOnly: true}, nil }
		},
		"sqlite_tool":  func(p *doctor.Patient) { p.Tool = func() string { return "3.40.1" } },
		"synchronous":  func(p *doctor.Patient) { p.Synchronous = "normal" },
		"no_tls":       func(p *doctor.Patient) { p.Listen = "0.0.0.0:8080" },
		"proxies":      func(p *doctor.Patient) { p.TrustedProxies = []netip.Prefix{netip.MustParsePrefix("0.0.0.0/0")} },
		"public_plain": func(p *doctor.Patient) { p.PublicURL = "http://crm.example.com" },
		"checkpoint": func(p *doctor.Patient) {
			must(os.WriteFile(filepath.Join(p.Data, "audit-checkpoint.json"), []byte("?"), 0o600))
		},
		"audit_key": func(p *doctor.Patient) { // another node's
			d, err := p.OpenDB(context.Background())
			must(err)
			must(d.Update(context.Background(), crm.Actor{}, func(tx *db.Tx) error {
				_, err := db.GlobalExec(tx, "INSERT INTO audit_key (id, fingerprint, noted_at) VALUES (1, 'another', 1)")
				return err
			}))
			d.Close()
		},
		"log_cut": func(p *doctor.Patient) {
			d, err := p.OpenDB(context.Background())
			must(err)
			id := tenantOf(t, d)
			d.Close()
			must(os.WriteFile(filepath.Join(p.Data, "audit-checkpoint.json"), []byte(`[{"tenant":"`+id.String()+`","seq":21,"chain":"x"}]`), 0o600))
		},
		"file_gone":    func(p *doctor.Patient) { must(os.Remove(one(p.Settings))) },
		"file_changed": func(p *doctor.Patient) { must(os.WriteFile(one(p.Settings), []byte("other"), 0o600)) },
		"file_orphan": func(p *doctor.Patient) {
			f := filepath.Join(p.Files.Dir, "orphan")
			must(os.WriteFile(f, nil, 0o600))
			must(os.Chtimes(f, old, old))
		},
		"wal": func(p *doctor.Patient) {
			must(os.WriteFile(p.SQLite()+"-wal", nil, 0o600))
			must(os.Truncate(p.SQLite()+"-wal", 2<<30)) // sparse
		},
		"integrity": func(p *doctor.Patient) {
			f, err := os.OpenFile(p.SQLite(), os.O_RDWR, 0)
			must(err)
			info, err := f.Stat()
			must(err)
			for at := info.Size() / 8192 * 2 / 3 * 8192; at+100 < info.Size(); at += 5 * 8192 { // some pages: tables and indexes
				_, err = f.WriteAt(make([]byte, 64), at)
				must(err)
			}
			must(f.Close())
		},
		"unreachable": func(p *doctor.Patient) { must(os.WriteFile(p.SQLite(), []byte("this is no database at all"), 0o600)) },
		"pg_plain":    func(p *doctor.Patient) { p.DB = "postgres://db.example/x?sslmode=disable" },
	} {
		p := patient(copyOf(t, base))
		plant(&p)
		if names, _ := examine(t, p); !slices.Contains(names, check) {
			t.Errorf("%s was not named; found %v", check, names)
		}
	}
}

// A database whose encoding cannot hold Chinese is named.
func TestEncoding(t *testing.T) {
	s := healthy(t, config.Settings{DB: dbtest.PostgresIn(t, "SQL_ASCII")})
	if names, _ := examine(t, patient(s)); !slices.Contains(names, "pg_encoding") {
		t.Errorf("%v", names)
	}
}
