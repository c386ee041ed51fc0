package dbtest

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"laidan/internal/db"
	"laidan/internal/job"
)

var databases atomic.Int64

// Each runs fn as a subtest on a fresh SQLite and on a fresh PostgreSQL database.
func Each(t *testing.T, fn func(t *testing.T, d *db.DB)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { fn(t, SQLite(t)) })
	t.Run("postgres", func(t *testing.T) { fn(t, Postgres(t)) })
}

// SQLite opens a fresh migrated SQLite database.
func SQLite(t testing.TB) *db.DB {
	t.Helper()
	dir := t.TempDir()
	return open(t, db.Options{URL: filepath.Join(dir, "laidan.db"), Normal: true})
}

// Postgres opens a fresh migrated PostgreSQL database.
func Postgres(t testing.TB) *db.DB {
	t.Helper()
	return open(t, db.Options{URL: PostgresURL(t)})
}

// PostgresURL makes an empty database and drops it after the test.
func PostgresURL(t testing.TB) string {
	t.Helper()
	return PostgresIn(t, "UTF8")
}

// PostgresIn is PostgresURL with another encoding.
func PostgresIn(t testing.TB, encoding string) string {
	t.Helper()
	s := shared()
	if s.err != nil {
		t.Fatal(s.err)
	}
	name := fmt.Sprintf("t%d_%d_%d", os.Getpid(), time.Now().UnixNano()%1e9, databases.Add(1))
	admin(t, s.url, "CREATE DATABASE "+name+" TEMPLATE template0 LOCALE 'C' ENCODING '"+encoding+"'")
	t.Cleanup(func() { admin(t, s.url, "DROP DATABASE IF EXISTS "+name+" WITH (FORCE)") })
	u, err := url.Parse(s.url)
	if err != nil {
		t.Fatal(err)
	}
	u.Path = "/" + name
	return u.String()
}

func admin(t testing.TB, url, text string) {
	t.Helper()
	ctx := context.Background()
	c, err := pgx.Connect(ctx, url)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close(ctx) }()
	if _, err := c.Exec(ctx, text); err != nil {
		t.Fatal(err)
	}
}

func open(t testing.TB, o db.Options) *db.DB {
	t.Helper()
	d, err := db.Open(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(d.Close)
	writeDown(t, d)
	if err := d.Migrate(context.Background()); err != nil {
		t.Fatal(err)
	}
	if err := job.Migrate(context.Background(), d); err != nil {
		t.Fatal(err)
	}
	return d
}
