package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"

	"laidan/internal/crm"
)

// Step is one migration as a database or a backup knows it.
type Step struct {
	Version int    `json:"version" db:"version"`
	Name    string `json:"name" db:"name"`
	Hash    string `json:"hash" db:"hash"`
}

// Steps are the migrations of this program, in order.
func Steps() []Step {
	var list []Step
	for _, m := range migrations() {
		list = append(list, Step{m.version, m.name, m.hash})
	}
	return list
}

// Applied are the migrations a database has seen; none when it is empty.
func (d *DB) Applied(ctx context.Context) ([]Step, error) {
	var list []Step
	err := d.View(ctx, crm.Actor{}, func(tx *Tx) (err error) {
		list, err = appliedSteps(tx)
		return err
	})
	return list, err
}

// Due are the migrations that Migrate would run now. A schema this program does
// not know is an error, as for Migrate.
func (d *DB) Due(ctx context.Context) ([]Step, error) {
	applied, err := d.Applied(ctx)
	if err != nil || len(applied) == 0 {
		return Steps(), err
	}
	if _, err := d.pending(ctx); err != nil {
		return nil, err
	}
	var due []Step
	for _, s := range Steps() {
		if !slices.Contains(applied, s) {
			due = append(due, s)
		}
	}
	return due, nil
}

func appliedSteps(tx *Tx) ([]Step, error) {
	there, err := HasTable(tx, "schema_version")
	if err != nil || !there {
		return nil, err
	}
	return GlobalAll[Step](tx, "SELECT version, name, hash FROM schema_version ORDER BY version")
}

const (
	tableLite = "SELECT COUNT(*) FROM sqlite_schema WHERE type = 'table' AND name = @name"
	tablePg   = "SELECT COUNT(*) FROM pg_class WHERE relkind = 'r' AND relname = @name AND relnamespace = current_schema()::regnamespace"
)

// HasTable reports whether the database has a table: earlier versions lack some.
func HasTable(tx *Tx, name string) (bool, error) {
	text := tableLite
	if tx.Postgres() {
		text = tablePg
	}
	n, err := GlobalOne[int](tx, text, Args{"name": name})
	return n > 0, err
}

// TableInfo is a table and its columns in their order.
type TableInfo struct {
	Name    string   `json:"name"`
	Columns []string `json:"columns"`
}

// Snapshot is one consistent state of the whole database. Others go on writing
// meanwhile; nothing they do is seen.
type Snapshot struct {
	Tx   *Tx
	lite *sql.Conn
	pg   pgx.Tx
}

// Snapshot runs fn on a connection of its own, so that neither readers nor the
// writer wait for it.
func (d *DB) Snapshot(ctx context.Context, fn func(*Snapshot) error) error {
	if e, ok := d.engine.(*pgEngine); ok {
		tx, err := e.pool.BeginTx(ctx, pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly})
		if err != nil {
			return err
		}
		defer func() { _ = tx.Rollback(context.WithoutCancel(ctx)) }()
		if _, err := tx.Exec(ctx, patient); err != nil {
			return err
		}
		return fn(&Snapshot{Tx: &Tx{Ctx: ctx, Now: d.Now(), db: d, conn: &pgConn{c: tx.Conn()}}, pg: tx})
	}
	e := d.engine.(*sqliteEngine)
	q := url.Values{"_pragma": {"busy_timeout(10000)", "query_only(ON)", "cache_size(-8000)"}}
	h, err := sql.Open("sqlite", "file:"+e.file+"?"+q.Encode())
	if err != nil {
		return err
	}
	defer func() { _ = h.Close() }()
	c, err := h.Conn(ctx)
	if err != nil {
		return err
	}
	sc, err := newSQLiteConn(c)
	if err != nil {
		_ = c.Close()
		return err
	}
	defer sc.close()
	if _, err := c.ExecContext(ctx, "BEGIN"); err != nil {
		return err
	}
	defer func() { _, _ = c.ExecContext(context.WithoutCancel(ctx), "ROLLBACK") }()
	s := &Snapshot{Tx: &Tx{Ctx: ctx, Now: d.Now(), db: d, conn: sc}, lite: c}
	// The state is fixed by the first read and not by BEGIN.
	if _, err := GlobalOne[int](s.Tx, "SELECT COUNT(*) FROM sqlite_schema"); err != nil {
		return err
	}
	return fn(s)
}

// Applied are the migrations the state has seen.
func (s *Snapshot) Applied() ([]Step, error) { return appliedSteps(s.Tx) }

// unkept are tables whose rows say something about running processes and their
// data folders only.
func unkept(table string) bool {
	return table == "schema_version" || table == "node" || table == "audit_key" || strings.HasPrefix(table, "river_") && table != "river_job" ||
		strings.HasPrefix(table, "sqlite_") || strings.HasPrefix(table, "search_fts")
}

const (
	columnsLite = `SELECT t.name AS tbl, c.name AS col FROM sqlite_schema t JOIN pragma_table_info(t.name) c
		WHERE t.type = 'table' AND t.sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY t.name, c.cid`
	columnsPg = `SELECT c.relname AS tbl, a.attname AS col FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
		WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace AND a.attnum > 0 AND NOT a.attisdropped
		AND a.attgenerated = '' ORDER BY c.relname, a.attnum`
)

// AllTables lists every table there is with its columns, by name.
func AllTables(tx *Tx) ([]TableInfo, error) {
	text := columnsLite
	if tx.Postgres() {
		text = columnsPg
	}
	type row struct {
		Table  string `db:"tbl"`
		Column string `db:"col"`
	}
	rows, err := GlobalAll[row](tx, text)
	if err != nil {
		return nil, err
	}
	var list []TableInfo
	for _, r := range rows {
		if n := len(list); n == 0 || list[n-1].Name != r.Table {
			list = append(list, TableInfo{Name: r.Table})
		}
		t := &list[len(list)-1]
		t.Columns = append(t.Columns, r.Column)
	}
	return list, nil
}

// Tables are the tables a backup keeps.
func (s *Snapshot) Tables() ([]TableInfo, error) {
	all, err := AllTables(s.Tx)
	var kept []TableInfo
	for _, t := range all {
		if !unkept(t.Name) {
			kept = append(kept, t)
		}
	}
	return kept, err
}

// CountRows counts a table named by AllTables.
func CountRows(tx *Tx, table string) (int64, error) {
	return GlobalOne[int64](tx, "SELECT COUNT(*) FROM "+table)
}

// Image writes the SQLite file as it is in this state, page after page. The
// pages come through the pager and not from the file, so those that are still in
// the WAL are right too, and no second copy on disk is needed.
func (s *Snapshot) Image(w io.Writer) error {
	if s.lite == nil {
		return errors.New("only SQLite has an image")
	}
	rows, err := s.lite.QueryContext(s.Tx.Ctx, "SELECT data FROM sqlite_dbpage")
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	var page sql.RawBytes
	for rows.Next() {
		if err := rows.Scan(&page); err != nil {
			return err
		}
		if _, err := w.Write(page); err != nil {
			return err
		}
	}
	return rows.Err()
}

// Dump writes the rows of a table in COPY's text format and counts them.
func (s *Snapshot) Dump(t TableInfo, w io.Writer) (int64, error) {
	if s.pg == nil {
		return 0, errors.New("only PostgreSQL dumps tables")
	}
	tag, err := s.pg.Conn().PgConn().CopyTo(s.Tx.Ctx, w, fmt.Sprintf("COPY %s (%s) TO STDOUT", t.Name, quoted(t.Columns)))
	return tag.RowsAffected(), err
}

func quoted(columns []string) string {
	list := make([]string, len(columns))
	for i, c := range columns {
		list[i] = pgx.Identifier{c}.Sanitize()
	}
	return strings.Join(list, ", ")
}
