package db

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"reflect"
	"unsafe"

	"modernc.org/libc"
	sqlite3 "modernc.org/sqlite/lib"
)

// sqliteConn is one connection. It speaks to the driver itself: database/sql
// would lock, copy and convert each value once more, a third of the time of a
// list. It stays checked out of the sql.DB for the life of the program, and one
// goroutine at a time has it, so that nothing comes between.
type sqliteConn struct {
	c     *sql.Conn
	d     sqliteDriver
	tx    *sql.Tx // of the writer, while a transaction runs
	group *group  // of the writer, while that transaction is shared
	stmts map[string]driver.Stmt

	handle uintptr // what the driver calls its connection
	tls    *libc.TLS
}

// sqliteDriver is what the driver's connections offer.
type sqliteDriver interface {
	driver.ConnPrepareContext
	driver.ExecerContext
}

// maxStatements bounds a connection's cache; texts with slices make new ones.
const maxStatements = 1000

func newSQLiteConn(c *sql.Conn) (*sqliteConn, error) {
	sc := &sqliteConn{c: c, stmts: map[string]driver.Stmt{}, tls: libc.NewTLS()}
	return sc, c.Raw(func(dc any) (err error) {
		var ok bool
		if sc.d, ok = dc.(sqliteDriver); !ok {
			return fmt.Errorf("db: the driver's %T prepares no statements", dc)
		}
		return sc.tune(dc)
	})
}

// tune sets what the driver offers no setting for.
//
// No lock: SQLite takes one around each of its calls, several times per value
// read, which is 40 % of the time of a list. Without it (SQLITE_OPEN_NOMUTEX) a
// connection must be used by one goroutine at a time, and ours are.
//
// Stable plans (QPSG): a plan that may depend on bound values is made anew at
// each call, 30 % of the time of a list. Ours never depend on them.
func (c *sqliteConn) tune(dc any) error {
	field := reflect.Indirect(reflect.ValueOf(dc)).FieldByName("db")
	if field.Kind() != reflect.Uintptr || field.Uint() == 0 {
		return errors.New("db: the driver keeps its connection elsewhere than in " + reflect.TypeOf(dc).String() + ".db")
	}
	c.handle = uintptr(field.Uint())
	libc.AtomicStoreNUintptr(c.handle+unsafe.Offsetof(sqlite3.Tsqlite3{}.Fmutex), 0, 0)
	on := libc.NewVaList(int32(1), uintptr(0))
	defer libc.Xfree(c.tls, on)
	if rc := sqlite3.Xsqlite3_db_config(c.tls, c.handle, sqlite3.SQLITE_DBCONFIG_ENABLE_QPSG, on); rc != sqlite3.SQLITE_OK {
		return fmt.Errorf("db: SQLite refuses stable plans (%d)", rc)
	}
	return nil
}

func (c *sqliteConn) close() {
	for _, s := range c.stmts {
		_ = s.Close()
	}
	_ = c.c.Close()
	c.tls.Close()
}

// script runs texts that are not worth preparing.
func (c *sqliteConn) script(ctx context.Context, text string) error {
	_, err := c.d.ExecContext(ctx, text, nil)
	return err
}

func (c *sqliteConn) prepare(ctx context.Context, text string) (driver.Stmt, error) {
	if s, ok := c.stmts[text]; ok {
		return s, nil
	}
	if len(c.stmts) >= maxStatements {
		for k, s := range c.stmts {
			_ = s.Close()
			delete(c.stmts, k)
			if len(c.stmts) < maxStatements*3/4 {
				break
			}
		}
	}
	s, err := c.d.PrepareContext(ctx, text)
	if err != nil {
		return nil, fmt.Errorf("%w in %s", err, text)
	}
	c.stmts[text] = s
	return s, nil
}

// named numbers the values as the driver takes them.
func named(args []any) []driver.NamedValue {
	list := make([]driver.NamedValue, len(args))
	for i, v := range args {
		list[i] = driver.NamedValue{Ordinal: i + 1, Value: v}
	}
	return list
}

func (c *sqliteConn) exec(ctx context.Context, text string, args []any) (int64, error) {
	ctx = context.WithoutCancel(ctx)
	s, err := c.prepare(ctx, text)
	if err != nil {
		return 0, err
	}
	r, err := s.(driver.StmtExecContext).ExecContext(ctx, named(args))
	if err != nil {
		return 0, err
	}
	return r.RowsAffected()
}

func (c *sqliteConn) query(ctx context.Context, text string, args []any) (rows, error) {
	ctx = context.WithoutCancel(ctx)
	s, err := c.prepare(ctx, text)
	if err != nil {
		return nil, err
	}
	r, err := s.(driver.StmtQueryContext).QueryContext(ctx, named(args))
	if err != nil {
		return nil, err
	}
	n := len(r.Columns())
	return &sqliteRows{r: r, dest: make([]driver.Value, n), vals: make([]any, n)}, nil
}

func (c *sqliteConn) write(ctx context.Context, text string, args []any) error {
	_, err := c.exec(ctx, text, args)
	return err
}

func (c *sqliteConn) later(ctx context.Context, text string, args []any, read func(rows) error) error {
	r, err := c.query(ctx, text, args)
	if err != nil {
		return err
	}
	return read(r)
}

func (c *sqliteConn) flush(context.Context) error { return nil }

func (c *sqliteConn) raw() any { return c.tx }

type sqliteRows struct {
	r    driver.Rows
	dest []driver.Value
	vals []any
	err  error
}

func (r *sqliteRows) next() bool {
	if r.err = r.r.Next(r.dest); r.err != nil {
		return false
	}
	for i, v := range r.dest {
		r.vals[i] = v
	}
	return true
}

func (r *sqliteRows) columns() ([]string, error) { return r.r.Columns(), nil }

func (r *sqliteRows) values() ([]any, error) { return r.vals, nil }

func (r *sqliteRows) close() error {
	err := r.err
	if errors.Is(err, io.EOF) {
		err = nil
	}
	if cerr := r.r.Close(); err == nil {
		err = cerr
	}
	return err
}
