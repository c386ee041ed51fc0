package app

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"laidan/internal/backup"
	"laidan/internal/config"
	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/db/dbtest"
)

// A database in use is copied before its schema changes; the copy restores to
// what was there. A new database, or one that is current, is not copied.
func TestBackupBeforeUpgrade(t *testing.T) {
	for _, name := range []string{"sqlite", "postgres"} {
		t.Run(name, func(t *testing.T) {
			ctx := context.Background()
			s := config.Settings{Data: t.TempDir(), Listen: "127.0.0.1:0", Synchronous: "normal", MaxUpload: 1 << 20, BackupBeforeUpgrade: true}
			if name == "postgres" {
				s.DB = dbtest.PostgresURL(t)
			}
			copies := func() []string { return kept(filepath.Join(s.Data, keptDir)) }
			start := func() {
				t.Helper()
				a, err := Open(ctx, s, "test", nil)
				if err != nil {
					t.Fatal(err)
				}
				a.Close()
			}
			older := func() { // as if one migration were not made yet
				t.Helper()
				d, err := OpenDB(ctx, s)
				if err != nil {
					t.Fatal(err)
				}
				defer d.Close()
				err = d.Update(ctx, crm.Actor{}, func(tx *db.Tx) error {
					for _, text := range []string{"DROP TABLE known_device", "ALTER TABLE session DROP COLUMN scopes", "DELETE FROM schema_version WHERE version = 55"} {
						if _, err := db.GlobalExec(tx, text); err != nil {
							return err
						}
					}
					return nil
				})
				if err != nil {
					t.Fatal(err)
				}
			}
			start()
			start()
			if n := len(copies()); n != 0 {
				t.Fatalf("%d copies of an empty or current database", n)
			}
			older()
			start()
			list := copies()
			if len(list) != 1 || !strings.Contains(list[0], "before-upgrade-0055-") {
				t.Fatalf("%v", list)
			}
			p := backup.Place{Data: t.TempDir(), Program: "test"}
			p.Files.Dir = filepath.Join(p.Data, "files")
			if name == "postgres" {
				p.URL = dbtest.PostgresURL(t)
			}
			m, err := backup.Restore(ctx, list[0], p)
			if err != nil || m.Uploads || slices.ContainsFunc(m.Schema, func(s db.Step) bool { return s.Version == 55 }) {
				t.Fatalf("%+v %v", m.Schema, err)
			}
			s.BackupBeforeUpgrade = false
			older()
			start()
			if n := len(copies()); n != 1 {
				t.Errorf("%d copies although none was wanted", n)
			}
			// A copy that cannot be made stops the upgrade before it begins.
			s.BackupBeforeUpgrade = true
			older()
			dir := filepath.Join(s.Data, keptDir)
			if err := os.Rename(dir, dir+"-away"); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(dir, nil, 0o600); err != nil {
				t.Fatal(err)
			}
			if a, err := Open(ctx, s, "test", nil); err == nil {
				a.Close()
				t.Error("upgraded without the copy that was asked for")
			}
			// A restore that was killed keeps the server from starting.
			if err := os.Mkdir(filepath.Join(s.Data, ".restoring"), 0o700); err != nil {
				t.Fatal(err)
			}
			if _, err := Open(ctx, s, "test", nil); err == nil || !strings.Contains(err.Error(), "laidan restore --replace FILE") {
				t.Errorf("%v", err)
			}
		})
	}
}
