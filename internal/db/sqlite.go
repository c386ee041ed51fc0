package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"runtime"
	"strings"
	"sync/atomic"
	"time"

	_ "modernc.org/sqlite" // the embedded database

	"laidan/internal/crm"
)

// minSQLite is the first version without the WAL reset fault that can corrupt a
// database written and checkpointed by two connections.
var minSQLite = [3]int{3, 51, 3}

// secure_delete(ON) overwrites what is deleted with zeros, so that an erased
// person does not live on in the free pages of the file (docs/operations.md).

// sqliteEngine has one write connection and a pool of read-only ones. Each
// connection keeps its prepared statements.
type sqliteEngine struct {
	file    string
	handle  *sql.DB
	readers chan *sqliteConn
	writer  chan *sqliteConn // holds the one writer when it is free
	waiting atomic.Int64     // acts that would share a transaction with whoever has it
	all     []*sqliteConn
	keeper  *sql.Conn // of the checkpoints
}

func openSQLite(ctx context.Context, o Options) (engine, error) {
	file, err := File(o.URL)
	if err != nil {
		return nil, err
	}
	if err := private(file); err != nil {
		return nil, err
	}
	e, err := openLite(ctx, file, o, url.Values{"_txlock": {"immediate"}}, "journal_mode(WAL)")
	if !IsFull(err) {
		return e, err
	}
	// Not even the WAL's index can be made. A database that was closed in good
	// order needs neither: it is read as it is, and whoever writes hears why not.
	if wal, serr := os.Stat(file + "-wal"); serr == nil && wal.Size() > 0 {
		return nil, err
	}
	return openLite(ctx, file, o, url.Values{"immutable": {"1"}, "mode": {"ro"}}, "query_only(ON)")
}

func openLite(ctx context.Context, file string, o Options, q url.Values, mode string) (engine, error) {
	sync := "FULL"
	if o.Normal {
		sync = "NORMAL"
	}
	// busy_timeout comes first: the following pragmas may have to wait already.
	for _, p := range []string{"busy_timeout(10000)", mode, "synchronous(" + sync + ")",
		"foreign_keys(ON)", "secure_delete(ON)", "cache_size(-16000)", "temp_store(MEMORY)", "mmap_size(1073741824)", "wal_autocheckpoint(8192)",
		"journal_size_limit(67108864)"} {
		q.Add("_pragma", p)
	}
	h, err := sql.Open("sqlite", "file:"+file+"?"+q.Encode())
	if err != nil {
		return nil, err
	}
	e := &sqliteEngine{file: file, handle: h, writer: make(chan *sqliteConn, 1)}
	readers := o.Readers
	if readers == 0 {
		readers = max(4, 2*runtime.NumCPU())
	}
	e.readers = make(chan *sqliteConn, readers)
	for i := range readers + 1 {
		c, err := h.Conn(ctx)
		if err != nil {
			e.close()
			return nil, err
		}
		sc, err := newSQLiteConn(c)
		if err != nil {
			_ = c.Close()
			e.close()
			return nil, err
		}
		e.all = append(e.all, sc)
		if i == 0 {
			if err := checkVersion(ctx, c); err != nil {
				e.close()
				return nil, err
			}
			e.writer <- sc
			continue
		}
		if err := sc.script(ctx, "PRAGMA query_only = ON"); err != nil {
			e.close()
			return nil, err
		}
		e.readers <- sc
	}
	return e, nil
}

// private makes a new database file readable by its owner alone; SQLite gives
// the WAL beside it the same mode. An existing file keeps the mode it has.
func private(file string) error {
	f, err := os.OpenFile(file, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	if err != nil {
		return err
	}
	return f.Close()
}

func checkVersion(ctx context.Context, c *sql.Conn) error {
	var text string
	if err := c.QueryRowContext(ctx, "SELECT sqlite_version()").Scan(&text); err != nil {
		return err
	}
	var v [3]int
	if _, err := fmt.Sscanf(text, "%d.%d.%d", &v[0], &v[1], &v[2]); err != nil {
		return fmt.Errorf("sqlite version %q: %w", text, err)
	}
	for i := range v {
		if v[i] != minSQLite[i] {
			if v[i] < minSQLite[i] {
				return fmt.Errorf("SQLite %s can corrupt a database; %v or newer is needed", text, minSQLite)
			}
			return nil
		}
	}
	return nil
}

func (e *sqliteEngine) dialect() dialect { return sqlite }

func (e *sqliteEngine) close() {
	for _, c := range e.all {
		c.close()
	}
	if e.keeper != nil {
		_ = e.keeper.Close()
	}
	_ = e.handle.Close()
}

func (e *sqliteEngine) view(ctx context.Context, fn func(conn) error) error {
	var c *sqliteConn
	select {
	case c = <-e.readers:
	case <-ctx.Done():
		return wrap(crm.Unavailable, "busy", ctx.Err())
	}
	defer func() { e.readers <- c }()
	ctx = context.WithoutCancel(ctx)
	if _, err := c.exec(ctx, "BEGIN", nil); err != nil {
		return err
	}
	defer func() { _, _ = c.exec(ctx, "ROLLBACK", nil) }()
	return fn(c)
}

// update waits for the one writer. The transaction is not cancelled with the
// request: half a statement saved is not worth an interrupted writer.
func (e *sqliteEngine) update(ctx context.Context, fn func(conn) error) (err error) {
	c, err := e.take(ctx)
	if err != nil {
		return err
	}
	defer func() { e.writer <- c }()
	ctx = context.WithoutCancel(ctx)
	tx, err := c.c.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	c.tx = tx
	done := false
	defer func() { // also when fn panics: the connection must not keep a transaction
		c.tx = nil
		if !done {
			_ = tx.Rollback()
		}
	}()
	if err := fn(c); err != nil {
		return err
	}
	done = true
	err = tx.Commit()
	if err != nil { // SQLite mostly has rolled back by itself; a transaction left open would lock every later one out
		_, _ = c.c.ExecContext(ctx, "ROLLBACK")
	}
	return err
}

func (e *sqliteEngine) script(ctx context.Context, statements []string) error {
	return e.update(ctx, func(c conn) error {
		for _, s := range statements {
			beforeStatement(s)
			if err := c.(*sqliteConn).script(ctx, s); err != nil {
				return fmt.Errorf("%w in %s", err, firstLine(s))
			}
		}
		return nil
	})
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(s), "\n")
	return line
}

// JobHandle opens a connection for the job queue's background work. On SQLite it
// takes its turn with the writer: the two would otherwise try again and again
// while the other one writes, and a long import would leave no gap.
func (d *DB) JobHandle() any {
	switch e := d.engine.(type) {
	case *sqliteEngine:
		q := url.Values{"_txlock": {"immediate"}}
		for _, p := range []string{"busy_timeout(10000)", "journal_mode(WAL)", "synchronous(NORMAL)", "secure_delete(ON)", "wal_autocheckpoint(8192)"} {
			q.Add("_pragma", p)
		}
		h := sql.OpenDB(&queueConnector{e: e, name: "file:" + e.file + "?" + q.Encode()})
		h.SetMaxOpenConns(1)
		h.SetConnMaxIdleTime(time.Hour)
		return h
	case *pgEngine:
		return e.pool
	}
	return nil
}
