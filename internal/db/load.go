package db

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"

	"laidan/internal/crm"
)

// Content is what Load puts into a database.
type Content struct {
	Schema []Step
	Tables []TableInfo
	// Open gives the rows of a table in COPY's text format.
	Open func(table string) (io.ReadCloser, error)
	// Check looks at the result before it is committed.
	Check func(tx *Tx) error
	// Replace drops what is there; without it a used database is refused.
	Replace bool
}

// ErrUsed is what Load answers when the database has tables of an installation.
var ErrUsed = errors.New("the database is not empty")

// Used reports whether the database has tables of an installation.
func (d *DB) Used(ctx context.Context) (bool, error) {
	used := false
	err := d.View(ctx, crm.Actor{}, func(tx *Tx) (err error) {
		used, err = HasTable(tx, "tenant")
		return err
	})
	return used, err
}

// Load fills a PostgreSQL database in one transaction: either all of the
// content is there afterwards, or what was there before. The job queue's tables
// must exist.
func (d *DB) Load(ctx context.Context, c Content) error {
	e, ok := d.engine.(*pgEngine)
	if !ok {
		return errors.New("only PostgreSQL loads tables")
	}
	tx, err := e.pool.Begin(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback(context.WithoutCancel(ctx)) }()
	own := &Tx{Ctx: ctx, Now: d.Now(), db: d, conn: &pgConn{c: tx.Conn()}}
	l := loader{tx: tx, own: own}
	l.run(patient, "SELECT pg_advisory_xact_lock(7249011)")
	l.clear(c.Replace)
	l.schema(c.Schema)
	indexes := l.dropIndexes()
	for _, t := range c.Tables {
		l.fill(t, c.Open)
	}
	l.run(indexes...)
	l.run("SELECT setval(pg_get_serial_sequence('river_job', 'id'), GREATEST(1, (SELECT COALESCE(MAX(id), 0) FROM river_job)))")
	if l.err == nil && c.Check != nil {
		l.err = c.Check(own)
	}
	if l.err != nil {
		return l.err
	}
	if err := tx.Commit(ctx); err != nil {
		return err
	}
	return d.Analyze(ctx)
}

// loader does one thing after another until the first error.
type loader struct {
	tx  pgx.Tx
	own *Tx
	err error
}

func (l *loader) run(statements ...string) {
	for _, s := range statements {
		if l.err != nil {
			return
		}
		if _, err := l.tx.Exec(l.own.Ctx, s); err != nil {
			l.err = fmt.Errorf("%w in %s", err, firstLine(s))
		}
	}
}

// clear drops the tables of an installation; the job queue's stay, emptied.
func (l *loader) clear(replace bool) {
	if l.err != nil {
		return
	}
	var tables []TableInfo
	if tables, l.err = AllTables(l.own); l.err != nil {
		return
	}
	known := append(Tables(), "schema_version", "search_doc")
	for _, t := range tables {
		switch {
		case t.Name == "river_job":
			l.run("TRUNCATE river_job")
		case slices.Contains(known, t.Name):
			if t.Name == "tenant" && !replace {
				l.err = ErrUsed
				return
			}
			l.run("DROP TABLE " + t.Name)
		}
	}
}

// schema makes the tables by this program's migrations, up to those of the
// backup.
func (l *loader) schema(steps []Step) {
	l.run(schemaVersion)
	for _, s := range steps {
		m, ok := migrationOf(s.Version)
		if !ok || !s.Known() {
			l.err = fmt.Errorf("migration %s is unknown to this program", s.Name)
			return
		}
		l.run(statementsOf(postgres, m.text)...)
		l.run(m.note())
	}
	l.run(searchSchema(postgres)...)
}

// dropIndexes takes the secondary indexes away and tells how to make them anew:
// sorting all keys once is several times faster than inserting one by one.
func (l *loader) dropIndexes() []string {
	if l.err != nil {
		return nil
	}
	type index struct {
		Name string `db:"name"`
		Text string `db:"text"`
	}
	var list []index
	list, l.err = GlobalAll[index](l.own, `SELECT i.relname AS name, pg_get_indexdef(i.oid) AS text FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid
		JOIN pg_class t ON t.oid = x.indrelid WHERE t.relnamespace = current_schema()::regnamespace AND NOT x.indisprimary
		AND t.relname NOT LIKE 'river%' ORDER BY t.relname, i.relname`)
	var create []string
	for _, i := range list {
		l.run("DROP INDEX " + i.Name)
		create = append(create, i.Text)
	}
	return create
}

func (l *loader) fill(t TableInfo, open func(string) (io.ReadCloser, error)) {
	if l.err != nil {
		return
	}
	var r io.ReadCloser
	if r, l.err = open(t.Name); l.err != nil {
		return
	}
	defer func() { _ = r.Close() }()
	_, err := l.tx.Conn().PgConn().CopyFrom(l.own.Ctx, r, fmt.Sprintf("COPY %s (%s) FROM STDIN", t.Name, quoted(t.Columns)))
	if err != nil {
		l.err = fmt.Errorf("table %s: %w", t.Name, err)
	}
}

// IntegrityCheck lets SQLite look at every page and index of its file and tells
// what is wrong, nil when nothing is. PostgreSQL answers nil: its own checksums
// watch each page that is read.
func (d *DB) IntegrityCheck(ctx context.Context) ([]string, error) {
	if d.Postgres() {
		return nil, nil
	}
	var list []string
	err := d.View(ctx, crm.Actor{}, func(tx *Tx) (err error) {
		list, err = GlobalAll[string](tx, "PRAGMA integrity_check")
		return err
	})
	if len(list) == 1 && strings.EqualFold(list[0], "ok") {
		return nil, err
	}
	return list, err
}
