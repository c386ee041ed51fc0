package dbtest

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"laidan/internal/db"
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
	file := filepath.Join(t.TempDir(), "laidan.db")
	content, err := migratedFile()
	if err == nil {
		err = os.WriteFile(file, content, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	return open(t, db.Options{URL: file, Normal: true})
}

// Postgres opens a fresh migrated PostgreSQL database.
func Postgres(t testing.TB) *db.DB {
	t.Helper()
	template, err := migratedDatabase()
	if err != nil {
		t.Fatal(err)
	}
	return open(t, db.Options{URL: create(t, "TEMPLATE "+template+" STRATEGY FILE_COPY")})
}

// PostgresURL makes an empty database and drops it after the test.
func PostgresURL(t testing.TB) string {
	t.Helper()
	return PostgresIn(t, "UTF8")
}

// PostgresIn is PostgresURL with another encoding.
func PostgresIn(t testing.TB, encoding string) string {
	t.Helper()
	return create(t, "TEMPLATE template0 LOCALE 'C' ENCODING '"+encoding+"'")
}

// create makes a database of the shared server and drops it after the test.
func create(t testing.TB, options string) string {
	t.Helper()
	s := shared()
	if s.err != nil {
		t.Fatal(s.err)
	}
	name := newName()
	if err := admin(s.url, "CREATE DATABASE "+name+" "+options); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := admin(s.url, "DROP DATABASE IF EXISTS "+name+" WITH (FORCE)"); err != nil {
			t.Error(err)
		}
	})
	return s.database(name)
}

func newName() string {
	return fmt.Sprintf("t%d_%d_%d", os.Getpid(), time.Now().UnixNano()%1e9, databases.Add(1))
}

func admin(url, text string) error {
	ctx := context.Background()
	c, err := pgx.Connect(ctx, url)
	if err != nil {
		return err
	}
	defer func() { _ = c.Close(ctx) }()
	_, err = c.Exec(ctx, text)
	return err
}

func open(t testing.TB, o db.Options) *db.DB {
	t.Helper()
	d, err := db.Open(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(d.Close)
	writeDown(t, d)
	if err := migrate(d); err != nil {
		t.Fatal(err)
	}
	return d
}
