package db

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"laidan/internal/crm"
)

var indexOn = regexp.MustCompile(`^CREATE (UNIQUE )?INDEX (\w+) ON (\w+) `)

// WithoutIndexes runs fn while the secondary indexes of tables are away and
// builds them again afterwards: sorting a million keys once is several times
// faster than inserting them one by one. It does nothing unless the tables are
// empty, so nobody's work can meet a missing index or a missing unique key.
func (d *DB) WithoutIndexes(ctx context.Context, tables []string, fn func() error) error {
	empty := true
	err := d.View(ctx, crm.Actor{}, func(tx *Tx) error {
		for _, t := range tables {
			n, err := GlobalOne[int](tx, "SELECT COUNT(*) FROM (SELECT 1 AS one FROM "+t+" LIMIT 1) r")
			if err != nil {
				return err
			}
			empty = empty && n == 0
		}
		return nil
	})
	if err != nil {
		return err
	}
	if !empty {
		return fn()
	}
	var drop, create []string
	for _, m := range migrations() {
		for _, s := range statementsOf(d.engine.dialect(), m.text) {
			if f := indexOn.FindStringSubmatch(s); f != nil && slices.Contains(tables, f[3]) {
				drop = append(drop, "DROP INDEX "+f[2])
				create = append(create, s)
			}
		}
	}
	if err := d.engine.script(ctx, drop); err != nil {
		return err
	}
	ferr := fn()
	for _, s := range create {
		if err := d.engine.script(ctx, []string{s}); err != nil {
			return fmt.Errorf("build index: %w", err)
		}
	}
	// With an index SQLite drops what is known of it, and without that it chooses
	// worse plans until the next start.
	if !d.Postgres() {
		if err := d.writeStatistics(ctx); err != nil {
			return err
		}
	}
	return ferr
}

// Analyze refreshes PostgreSQL's statistics after a bulk load. SQLite keeps the
// fixed ones that Migrate writes.
func (d *DB) Analyze(ctx context.Context) error {
	if !d.Postgres() {
		return nil
	}
	return d.engine.script(ctx, []string{"ANALYZE"})
}

// grown tells whether a table is ten times as large as when PostgreSQL last looked.
const grown = `SELECT pg_relation_size(oid) / 8192 >= 10 * GREATEST(relpages, 1) AS grown FROM pg_class WHERE oid = CAST(CAST(@table AS TEXT) AS regclass)`

// Refresh makes PostgreSQL's statistics of a table anew when it has grown tenfold.
// Its own housekeeping does so a minute later or more; until then a load into an
// empty table, whose plans are those of an empty table, reads all of it for each row.
func (d *DB) Refresh(ctx context.Context, table string) error {
	if !d.Postgres() {
		return nil
	}
	due := false
	err := d.View(ctx, crm.Actor{}, func(tx *Tx) (err error) {
		due, err = GlobalOne[bool](tx, grown, Args{"table": table})
		return err
	})
	if err == nil && due {
		err = d.engine.script(ctx, []string{"ANALYZE " + table})
	}
	return err
}

// Tables lists the tables of the schema in the order of their creation.
func Tables() []string {
	var list []string
	for _, m := range migrations() {
		for _, s := range statementsOf(sqlite, m.text) {
			if rest, ok := strings.CutPrefix(s, "CREATE TABLE "); ok {
				name, _, _ := strings.Cut(rest, " ")
				list = append(list, name)
			}
		}
	}
	return list
}
