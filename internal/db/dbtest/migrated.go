package dbtest

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"sync"

	"laidan/internal/db"
	"laidan/internal/job"
)

// Migrating takes longer than most tests: each process does it once for each
// database and hands out copies.

// migratedFile is the content of a migrated SQLite database.
var migratedFile = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "laidan-migrated")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	file := filepath.Join(dir, "laidan.db")
	if err := makeMigrated(file); err != nil {
		return nil, err
	}
	c, err := sql.Open("sqlite", file)
	if err != nil {
		return nil, err
	}
	_, err = c.Exec(forgetNode)
	if err := errors.Join(err, c.Close()); err != nil {
		return nil, err
	}
	return os.ReadFile(file)
})

// migratedDatabase is the name of a migrated PostgreSQL database. It goes away
// with the server.
var migratedDatabase = sync.OnceValues(func() (string, error) {
	s := shared()
	if s.err != nil {
		return "", s.err
	}
	name := newName()
	if err := admin(s.url, "CREATE DATABASE "+name+" TEMPLATE template0 LOCALE 'C' ENCODING 'UTF8'"); err != nil {
		return "", err
	}
	if err := makeMigrated(s.database(name)); err != nil {
		return "", err
	}
	return name, admin(s.database(name), forgetNode)
})

// forgetNode gives back the node number of the process that migrated, which a
// copy would take for taken.
const forgetNode = "DELETE FROM node"

func makeMigrated(url string) error {
	d, err := db.Open(context.Background(), db.Options{URL: url})
	if err != nil {
		return err
	}
	defer d.Close()
	return migrate(d)
}

func migrate(d *db.DB) error {
	if err := d.Migrate(context.Background()); err != nil {
		return err
	}
	return job.Migrate(context.Background(), d)
}
