// Package db is the only home of SQL dialects. Modules write one SQL text with
// named parameters; db runs it on embedded SQLite or on PostgreSQL, always
// inside a transaction that carries an actor, a tenant and one fixed instant.
package db

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"laidan/internal/crm"
)

// Options open a database.
type Options struct {
	// URL is "postgres://…", or a directory or *.db file for SQLite.
	URL string
	// Normal relaxes SQLite's synchronous from FULL to NORMAL: a power loss may
	// then take the last acknowledged acts; a killed process still loses none.
	Normal bool
	// Readers is the number of read connections; 0 chooses.
	Readers int
}

// DB is an open database. It is safe for concurrent use.
type DB struct {
	engine   engine
	ids      atomic.Pointer[crm.IDs]
	lease    lease
	clock    atomic.Pointer[func() time.Time]
	live     hub
	record   atomic.Pointer[func(text string, args []any)]
	fresh    freshDocs
	expected atomic.Pointer[map[string]int]
	bound    atomic.Pointer[map[reflect.Type]any]
	url      string
	closing  chan struct{}
	once     sync.Once
	wg       sync.WaitGroup
}

// engine is what differs between the two databases.
type engine interface {
	dialect() dialect
	view(ctx context.Context, fn func(conn) error) error
	update(ctx context.Context, fn func(conn) error) error
	share(ctx context.Context, fn func(conn) error) error  // update, with a commit that others may share
	script(ctx context.Context, statements []string) error // in one transaction
	close()
}

// conn runs statements inside one transaction.
type conn interface {
	query(ctx context.Context, text string, args []any) (rows, error)
	exec(ctx context.Context, text string, args []any) (int64, error)
	write(ctx context.Context, text string, args []any) error // at the latest before the next question or the commit
	// later asks now or with the next question, flush at the latest; read gets the answer.
	later(ctx context.Context, text string, args []any, read func(rows) error) error
	flush(ctx context.Context) error
	raw() any // *sql.Tx or pgx.Tx, for the job queue
}

type rows interface {
	next() bool
	columns() ([]string, error)
	values() ([]any, error) // valid until the next call of next
	close() error           // the error of the iteration, if any
}

type dialect int

const (
	sqlite dialect = iota
	postgres
)

// Open opens the database and leases a node number for ids. It does not
// migrate: call Migrate, or CheckMigrated to refuse a schema of another version.
func Open(ctx context.Context, o Options) (*DB, error) {
	d := &DB{url: o.URL, closing: make(chan struct{})}
	now := newSteady().now
	d.clock.Store(&now)
	d.ids.Store(crm.NewIDs(0))
	var err error
	if IsPostgres(o.URL) {
		d.engine, err = openPostgres(ctx, o)
	} else {
		d.engine, err = openSQLite(ctx, o)
	}
	if err != nil {
		return nil, fmt.Errorf("open database: %w", err)
	}
	d.live.init(d)
	d.checkpoints()
	d.settling()
	return d, nil
}

// URL is what the database was opened with.
func (d *DB) URL() string { return d.url }

// IsPostgres reports whether a database URL names PostgreSQL.
func IsPostgres(url string) bool {
	return strings.HasPrefix(url, "postgres://") || strings.HasPrefix(url, "postgresql://")
}

// File is the SQLite file behind a URL or directory.
func File(url string) (string, error) {
	if strings.HasSuffix(url, ".db") {
		return url, os.MkdirAll(filepath.Dir(url), 0o700)
	}
	return filepath.Join(url, "laidan.db"), os.MkdirAll(url, 0o700)
}

// Postgres reports whether the database is PostgreSQL.
func (d *DB) Postgres() bool { return d.engine.dialect() == postgres }

// Close gives the node number back and closes all connections.
func (d *DB) Close() {
	d.once.Do(func() {
		close(d.closing)
		d.wg.Wait()
		// An older program does not know of waiting documents: leave none behind.
		ctx, done := context.WithTimeout(context.Background(), 2*time.Second)
		_ = d.settle(ctx) // if it fails they wait for the next start
		done()
		d.releaseNode()
		d.engine.close()
	})
}

// SetClock replaces the clock; tests and the demo generator use it.
func (d *DB) SetClock(now func() time.Time) { d.clock.Store(&now) }

// Now reads the clock.
func (d *DB) Now() time.Time { return (*d.clock.Load())().UTC().Truncate(time.Millisecond) }

// NewNumber makes an id outside a transaction.
func (d *DB) NewNumber() int64 { return d.ids.Load().Next(d.Now()) }

// Record lets a benchmark see every statement with its arguments; nil ends it.
func (d *DB) Record(fn func(text string, args []any)) {
	if fn == nil {
		d.record.Store(nil)
		return
	}
	d.record.Store(&fn)
}

// View runs fn in a read-only transaction as the actor.
func (d *DB) View(ctx context.Context, a crm.Actor, fn func(tx *Tx) error) error {
	return d.run(&Tx{Ctx: ctx, Actor: a}, d.engine.view, fn)
}

// Update runs fn in a transaction as the actor and commits when it returns nil.
// On PostgreSQL fn runs again after a deadlock or serialization failure, so it
// must have no effect outside the transaction (use OnCommit or a job).
func (d *DB) Update(ctx context.Context, a crm.Actor, fn func(tx *Tx) error) error {
	return d.update(ctx, a, d.engine.update, fn)
}

// Act is Update for what one person does at one moment: short, and one of many.
// On SQLite those who write at the same moment share one commit.
func (d *DB) Act(ctx context.Context, a crm.Actor, fn func(tx *Tx) error) error {
	return d.update(ctx, a, d.engine.share, fn)
}

func (d *DB) update(ctx context.Context, a crm.Actor, in around, fn func(tx *Tx) error) error {
	var err error
	for try := range 5 {
		if err = d.run(&Tx{Ctx: ctx, Actor: a, writes: true}, in, fn); !retryable(err) {
			return err
		}
		select {
		case <-ctx.Done():
			return err
		case <-time.After(time.Duration(1<<try) * 5 * time.Millisecond):
		}
	}
	return translate(err)
}

type around func(ctx context.Context, fn func(conn) error) error

func (d *DB) run(tx *Tx, in around, fn func(tx *Tx) error) error {
	tx.Now, tx.db = d.Now(), d
	err := in(tx.Ctx, func(c conn) error {
		tx.conn = c
		return fn(tx)
	})
	tx.conn = nil
	if err != nil {
		if retryable(err) {
			return err
		}
		for _, undone := range tx.undone {
			undone()
		}
		return translate(err)
	}
	for _, after := range tx.after {
		after()
	}
	d.live.publish(tx.changes)
	return nil
}

// every calls fn again and again until Close.
func (d *DB) every(pause time.Duration, fn func()) {
	d.background(func() {
		t := time.NewTicker(pause)
		defer t.Stop()
		for {
			select {
			case <-d.closing:
				return
			case <-t.C:
				fn()
			}
		}
	})
}

// background runs fn until Close; a panic ends fn, not the program.
func (d *DB) background(fn func()) {
	d.wg.Go(func() { // the one place of this package that starts one
		defer func() { _ = recover() }()
		fn()
	})
}
