package db

import (
	"context"
	"regexp"
	"strings"
	"sync"

	"laidan/internal/crm"
)

// Column is a column of the schema as the migrations write it.
type Column struct {
	Name     string
	Text     bool // holds text
	Personal bool // tagged "-- pii"
	Null     bool // may be NULL
	Default  string
}

var (
	createTable = regexp.MustCompile(`^CREATE TABLE (\w+) \($`)
	addColumn   = regexp.MustCompile(`^ALTER TABLE (\w+) ADD COLUMN (.*);`)
	columnLine  = regexp.MustCompile(`^(\w+)\s+(BIGINT|TEXT|BOOLEAN|DOUBLE PRECISION)\b(.*)$`)
	defaultText = regexp.MustCompile(`DEFAULT '([^']*)'`)
)

// Columns are the columns of every table, read from the migrations: the tag
// "-- pii" there is what makes a column personal.
var Columns = sync.OnceValue(func() map[string][]Column {
	out := map[string][]Column{}
	for _, m := range migrations() {
		table := ""
		for line := range strings.Lines(m.text) {
			line = strings.TrimSpace(line)
			if f := createTable.FindStringSubmatch(line); f != nil {
				table = f[1]
				continue
			}
			if strings.HasPrefix(line, ")") {
				table = ""
			}
			to := table
			if f := addColumn.FindStringSubmatch(line); f != nil {
				to, line = f[1], f[2]
				if strings.Contains(m.text, f[0]+" -- pii") {
					line += " -- pii"
				}
			}
			if f := columnLine.FindStringSubmatch(line); f != nil && to != "" {
				c := Column{Name: f[1], Text: f[2] == "TEXT", Personal: strings.Contains(f[3], "-- pii"), Null: !strings.Contains(f[3], "NOT NULL")}
				if d := defaultText.FindStringSubmatch(f[3]); d != nil {
					c.Default = d[1]
				}
				out[to] = append(out[to], c)
			}
		}
	}
	return out
})

// Scrub takes what was deleted out of SQLite's files as well: the search
// index's old segments are merged, in steps between which others write, and the
// WAL is emptied. It does nothing on PostgreSQL, where vacuum does this work.
func (d *DB) Scrub(ctx context.Context) error {
	e, ok := d.engine.(*sqliteEngine)
	if !ok {
		return nil
	}
	if err := d.settle(ctx); err != nil {
		return err
	}
	// A negative number of pages joins all segments; the steps go on with it.
	for step, more := "-400", true; more; step = "400" {
		err := d.Update(ctx, crm.Actor{}, func(tx *Tx) error {
			before, err := GlobalOne[int64](tx, "SELECT total_changes()")
			if err != nil {
				return err
			}
			if _, err := GlobalExec(tx, "INSERT INTO search_fts (search_fts, rank) VALUES ('merge', "+step+")"); err != nil {
				return err
			}
			after, err := GlobalOne[int64](tx, "SELECT total_changes()")
			more = after-before >= 2
			return err
		})
		if err != nil {
			return err
		}
	}
	return e.emptyWAL(ctx)
}

// emptyWAL brings all pages into the file and cuts the WAL to nothing.
func (e *sqliteEngine) emptyWAL(ctx context.Context) error {
	c, err := e.take(ctx)
	if err != nil {
		return err
	}
	defer func() { e.writer <- c }()
	_, err = c.c.ExecContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)")
	return err
}

// Compact writes the SQLite file anew without free space. Nobody can write
// meanwhile. On PostgreSQL it vacuums.
func (d *DB) Compact(ctx context.Context) error {
	e, ok := d.engine.(*sqliteEngine)
	if !ok {
		_, err := d.engine.(*pgEngine).pool.Exec(ctx, "VACUUM")
		return err
	}
	c, err := e.take(ctx)
	if err != nil {
		return err
	}
	_, err = c.c.ExecContext(ctx, "VACUUM")
	e.writer <- c
	if err != nil {
		return err
	}
	return e.emptyWAL(ctx)
}
