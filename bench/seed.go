package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"laidan/internal/app"
	"laidan/internal/auth"
	"laidan/internal/config"
	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/db/pgserver"
	"laidan/internal/demo"
)

// store is one seeded database that can be copied any number of times.
type store struct {
	dir string           // SQLite: folder of the seed
	pg  *pgserver.Server // PostgreSQL: the server; the seed is the database "seed"
}

// seedAt is the instant all seeds lead up to; the measured server's clock is
// later, which makes more plans overdue but changes no plan of a query.
func seedAt() time.Time {
	return time.Now().UTC().Truncate(24 * time.Hour).Add(2*time.Hour + 42*time.Minute)
}

// seedHash names a seed by what made it: generator and schema.
func seedHash() (string, error) {
	h := sha256.New()
	for _, dir := range []string{"internal/demo", "internal/db/migrations", "internal/db/search.go", "internal/textkey"} {
		err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() || strings.HasSuffix(path, "_test.go") {
				return err
			}
			b, err := os.ReadFile(path)
			_, _ = h.Write(b)
			return err
		})
		if err != nil {
			return "", err
		}
	}
	_, _ = io.WriteString(h, seedAt().Format("2006-01-02"))
	return hex.EncodeToString(h.Sum(nil))[:12], nil
}

// extent is how much a seed holds; of each organisation the same share.
type extent struct{ customers, touches, staff, tenants int }

func (x extent) String() string {
	s := fmt.Sprintf("%d-%d-%d", x.customers, x.touches, x.staff)
	if x.tenants > 1 {
		s += fmt.Sprintf("-in%d", x.tenants)
	}
	return s
}

// people is how many colleagues work on so many customers: enough that nobody
// has more than the quota, as in a real team.
func people(customers int) int { return max(24, customers/350) }

// prepare seeds a database once; later runs find it.
func prepare(ctx context.Context, o options, name string, x extent) (*store, error) {
	hash, err := seedHash()
	if err != nil {
		return nil, err
	}
	dir, err := filepath.Abs(filepath.Join(o.cache, fmt.Sprintf("%s-%s-%s", name, hash, x)))
	if err != nil {
		return nil, err
	}
	s := &store{dir: dir}
	done := filepath.Join(dir, "done")
	if name == "postgres" {
		// Its own user must reach the folder, which may lie below a private one here.
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return nil, err
		}
		if s.pg, err = pgserver.Start(filepath.Join(os.TempDir(), "laidan-bench", filepath.Base(dir)), nil, "shared_buffers=1GB", "max_wal_size=4GB"); err != nil {
			return nil, err
		}
	}
	if _, err := os.Stat(done); err == nil {
		return s, nil
	}
	url := dir
	if s.pg != nil {
		if err := s.pg.Create(ctx, "seed", ""); err != nil {
			return nil, err
		}
		url = s.pg.URL("seed")
	} else if err := os.RemoveAll(dir); err != nil {
		return nil, err
	}
	a, err := openApp(ctx, dir, url)
	if err != nil {
		return nil, err
	}
	defer a.Close()
	hashed, err := auth.Hash(ctx, "bench-password")
	if err != nil {
		return nil, err
	}
	rows, began := 0, time.Now()
	for i := range x.tenants {
		r, err := demo.Generate(ctx, a.DB, demo.Options{Seed: uint64(i + 1), Customers: x.customers / x.tenants, People: x.staff / x.tenants, Touches: x.touches / x.tenants,
			Now: seedAt(), PasswordHash: hashed, Number: i, MoreFollow: i < x.tenants-1})
		if err != nil {
			return nil, err
		}
		if err := lift(ctx, a.DB, r.Tenant); err != nil {
			return nil, err
		}
		rows += r.Rows
	}
	took := time.Since(began).Seconds()
	fmt.Printf("\nSeeded %s: %d organisations, %d customers, %d touches, %d rows in %.0f s (%.0f rows/s)\n", name, x.tenants, x.customers, x.touches, rows, took, float64(rows)/took)
	return s, os.WriteFile(done, nil, 0o600)
}

// lift takes away the limits that would end a load of claims.
func lift(ctx context.Context, d *db.DB, tenant crm.TenantID) error {
	return d.Update(ctx, crm.Actor{Tenant: tenant, Zone: time.UTC}, func(tx *db.Tx) error {
		if _, err := db.Exec(tx, "UPDATE hold SET quota = 1000000 WHERE tenant_id = @tenant"); err != nil {
			return err
		}
		_, err := db.Exec(tx, "UPDATE pool SET daily_claims = 1000000 WHERE tenant_id = @tenant")
		return err
	})
}

func openApp(ctx context.Context, dir, url string) (*app.App, error) {
	s := config.Settings{Data: dir, Listen: "127.0.0.1:0", Synchronous: "full", MaxUpload: 64 << 20}
	if db.IsPostgres(url) {
		s.DB = url
	}
	return app.Open(ctx, s, "bench", nil)
}

// copyOf makes a fresh copy of the seed to work on and tells how to open it.
func (s *store) copyOf(name string) (dir, url string, err error) {
	dir = filepath.Join(s.dir, "copy-"+name)
	if err := os.RemoveAll(dir); err != nil {
		return "", "", err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", "", err
	}
	if s.pg != nil {
		return dir, s.pg.URL(name), s.pg.Create(context.Background(), name, "seed")
	}
	for _, f := range []string{"laidan.db", "laidan.db-wal"} {
		if err := copyFile(filepath.Join(s.dir, f), filepath.Join(dir, f)); err != nil && !os.IsNotExist(err) {
			return "", "", err
		}
	}
	return dir, dir, nil
}

func (s *store) drop(name string) {
	_ = os.RemoveAll(filepath.Join(s.dir, "copy-"+name))
	if s.pg != nil {
		_ = s.pg.Drop(context.Background(), name)
	}
}

func (s *store) close() {
	if s.pg != nil {
		s.pg.Stop()
	}
}

func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer func() { _ = in.Close() }()
	out, err := os.Create(to)
	if err != nil {
		return err
	}
	if _, err := io.Copy(out, in); err != nil {
		_ = out.Close()
		return err
	}
	return out.Close()
}

// size is how much disk the seed takes, in MiB.
func (s *store) size() float64 {
	if s.pg != nil {
		n, err := s.pg.Size(context.Background(), "seed")
		if err != nil {
			return 0
		}
		return float64(n) / (1 << 20)
	}
	i, err := os.Stat(filepath.Join(s.dir, "laidan.db"))
	if err != nil {
		return 0
	}
	return float64(i.Size()) / (1 << 20)
}
