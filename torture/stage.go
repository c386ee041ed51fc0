package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"time"

	"laidan/internal/app"
	"laidan/internal/auth"
	"laidan/internal/authz"
	"laidan/internal/config"
	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/db/pgserver"
	"laidan/internal/demo"
)

// stage holds the seeded databases that every experiment gets a copy of.
type stage struct {
	o    options
	dir  string
	pg   *pgserver.Server
	seed map[string]seeded
}

// seeded is an organisation with a token for each of some people.
type seeded struct {
	tenant crm.TenantID
	tokens map[string]string
	people map[string]crm.PersonID
	reps   []string
}

const customers, staff = 1500, 40

func newStage(ctx context.Context, o options) (*stage, error) {
	dir, err := os.MkdirTemp("", "laidan-torture")
	if err != nil {
		return nil, err
	}
	if err := os.Chmod(dir, 0o755); err != nil { // PostgreSQL's own user walks through it
		return nil, err
	}
	s := &stage{o: o, dir: dir, seed: map[string]seeded{}}
	if o.binary, err = filepath.Abs(o.binary); err != nil {
		return nil, err
	}
	s.o = o
	if s.pg, err = startPostgres(filepath.Join(dir, "pg")); err != nil {
		return nil, err
	}
	if err = s.pg.Exec(ctx, "postgres", "CREATE DATABASE seed"); err == nil {
		err = s.sow(ctx, "postgres", s.pg.URL("seed"))
	}
	if err == nil {
		err = s.sow(ctx, "sqlite", "")
	}
	if err != nil {
		s.close()
	}
	return s, err
}

func (s *stage) close() {
	if s.pg != nil {
		s.pg.Stop()
	}
	_ = os.RemoveAll(s.dir)
}

// sow writes the organisation once; lifted limits let writers go on for long.
func (s *stage) sow(ctx context.Context, name, url string) error {
	a, err := openApp(ctx, filepath.Join(s.dir, "seed"), url)
	if err != nil {
		return err
	}
	defer a.Close()
	r, err := demo.Generate(ctx, a.DB, demo.Options{Seed: s.o.seed, Customers: customers, People: staff, Touches: 500, Now: time.Now(), PasswordHash: "x"})
	if err != nil {
		return err
	}
	out := seeded{tenant: r.Tenant, tokens: map[string]string{}, people: map[string]crm.PersonID{}}
	names := []string{"director", "admin", "manager1", "support1"}
	for i := range staff {
		names = append(names, fmt.Sprintf("rep%d", i+1))
	}
	err = a.DB.Update(ctx, system(r.Tenant), func(tx *db.Tx) error {
		if _, err := db.Exec(tx, "UPDATE hold SET quota = 1000000 WHERE tenant_id = @tenant"); err != nil {
			return err
		}
		_, err := db.Exec(tx, "UPDATE pool SET daily_claims = 1000000, previous_owner_days = 0 WHERE tenant_id = @tenant")
		return err
	})
	if err != nil {
		return err
	}
	for _, n := range names {
		email := demo.Email(n, 0)
		var id crm.PersonID
		err := a.DB.View(ctx, system(r.Tenant), func(tx *db.Tx) (err error) {
			id, _, err = db.Maybe[crm.PersonID](tx, "SELECT id FROM person WHERE tenant_id = @tenant AND email = @email", db.Args{"email": email})
			return err
		})
		if err != nil {
			return err
		}
		if id.IsZero() {
			break
		}
		if out.tokens[n], err = auth.TokenFor(ctx, a.DB, email, auth.NewToken{Name: "torture", Scopes: authz.Scopes}); err != nil {
			return err
		}
		out.people[n] = id
		if len(n) > 3 && n[:3] == "rep" {
			out.reps = append(out.reps, n)
		}
	}
	s.seed[name] = out
	return nil
}

func system(tenant crm.TenantID) crm.Actor {
	return crm.Actor{Tenant: tenant, Zone: time.UTC, Scope: crm.ScopeAll}
}

func openApp(ctx context.Context, dir, url string) (*app.App, error) {
	return app.Open(ctx, config.Settings{Data: dir, DB: url, Listen: "127.0.0.1:0", Synchronous: "full", MaxUpload: 64 << 20}, "torture", nil)
}

// startPostgres starts a durable PostgreSQL, as in production; small pieces of
// log show a full disk soon.
func startPostgres(dir string, more ...string) (*pgserver.Server, error) {
	return pgserver.Start(dir, []string{"--wal-segsize=1"}, append([]string{"shared_buffers=128MB", "max_connections=200", "restart_after_crash=on"}, more...)...)
}

// bench is one experiment's own database and servers.
type bench struct {
	seeded
	s         *stage
	o         options
	name      string // of the experiment
	db        string
	dir       string
	url       string // "" on SQLite
	r         *rand.Rand
	nodes     []*node
	undo      []func()
	own       *pgserver.Server // a PostgreSQL of the experiment alone
	unchecked bool             // the experiment has checked by itself, or there is nothing left to check
}

func (s *stage) bench(ctx context.Context, experiment, name string) (*bench, error) {
	b := &bench{seeded: s.seed[name], s: s, o: s.o, name: experiment, db: name, r: rand.New(rand.NewPCG(s.o.seed, uint64(len(experiment))))}
	b.dir = filepath.Join(s.dir, experiment+"-"+name)
	if err := os.MkdirAll(b.dir, 0o755); err != nil {
		return nil, err
	}
	b.undo = append(b.undo, func() { _ = os.RemoveAll(b.dir) })
	switch name {
	case "sqlite":
		return b, b.copySeed(b.dir)
	case "postgres":
		database := "t_" + strings.ReplaceAll(experiment, "-", "_")
		b.url = s.pg.URL(database)
		b.undo = append(b.undo, func() {
			_ = s.pg.Exec(context.WithoutCancel(ctx), "postgres", "DROP DATABASE IF EXISTS "+database+" WITH (FORCE)")
		})
		return b, s.pg.Exec(ctx, "postgres", "CREATE DATABASE "+database+" TEMPLATE seed STRATEGY FILE_COPY")
	}
	return b, nil
}

func (b *bench) copySeed(to string) error {
	for _, f := range []string{"laidan.db", "laidan.db-wal"} {
		if err := copyFile(filepath.Join(b.s.dir, "seed", f), filepath.Join(to, f)); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	return nil
}

func (b *bench) close() {
	b.stopNodes()
	for i := len(b.undo) - 1; i >= 0; i-- {
		b.undo[i]()
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
