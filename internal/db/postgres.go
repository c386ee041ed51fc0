package db

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
)

// pgEngine has one pool for acts and one whose sessions are read-only, so that
// a read route cannot write. A read needs no BEGIN: under READ COMMITTED each
// statement has its own snapshot anyway, and a round trip is saved.
type pgEngine struct {
	pool *pgxpool.Pool
	read *pgxpool.Pool
}

func openPostgres(ctx context.Context, o Options) (engine, error) {
	conns := int32(o.Readers)
	if conns == 0 {
		conns = 16
	}
	conns = max(conns, 3) // one of them listens for ever
	open := func(readOnly bool) (*pgxpool.Pool, error) {
		cfg, err := pgxpool.ParseConfig(o.URL)
		if err != nil {
			return nil, err
		}
		cfg.MaxConns = conns
		cfg.MaxConnIdleTime = 5 * time.Minute
		cfg.ConnConfig.RuntimeParams["application_name"] = "laidan"
		cfg.ConnConfig.RuntimeParams["timezone"] = "UTC"
		// The default is for spinning disks and prefers reading whole tables.
		cfg.ConnConfig.RuntimeParams["random_page_cost"] = "1.1"
		cfg.ConnConfig.DialFunc = (&net.Dialer{KeepAliveConfig: net.KeepAliveConfig{Enable: true, Idle: 10 * time.Second, Interval: 5 * time.Second, Count: 3}}).DialContext
		if readOnly {
			cfg.ConnConfig.RuntimeParams["default_transaction_read_only"] = "on"
		}
		for name, value := range patience(readOnly) {
			if _, own := cfg.ConnConfig.RuntimeParams[name]; !own { // the URL may say otherwise
				cfg.ConnConfig.RuntimeParams[name] = value
			}
		}
		return pgxpool.NewWithConfig(ctx, cfg)
	}
	pool, err := open(false)
	if err != nil {
		return nil, err
	}
	read, err := open(true)
	if err != nil {
		pool.Close()
		return nil, err
	}
	if err := pool.Ping(ctx); err != nil {
		pool.Close()
		read.Close()
		return nil, err
	}
	return &pgEngine{pool: pool, read: read}, nil
}

// sleepTime is how long a node that stands still in the middle of an act (a
// paused machine, a cable pulled out) may keep rows from others. Its acts that
// wait for a row end before that: else each would take it from the one before and
// sleep on it. One of them may still get it, as PostgreSQL counts the wait for a
// place in the line apart: nobody waits for longer than twice this time.
var sleepTime = 14 * time.Second

// patience are the settings by which PostgreSQL gives up a node that sleeps. A
// session that is inside a transaction and says nothing ends after sleepTime,
// and so does one that takes no answers; who waits for a row in vain tries again.
func patience(readOnly bool) map[string]string {
	ms := func(d time.Duration) string { return strconv.FormatInt(d.Milliseconds(), 10) }
	p := map[string]string{
		"idle_in_transaction_session_timeout": ms(sleepTime),
		"lock_timeout":                        ms(sleepTime * 6 / 7),
		"tcp_keepalives_idle":                 "10",
		"tcp_keepalives_interval":             "5",
		"tcp_keepalives_count":                "3",
	}
	if !readOnly { // reads lock no rows and may go to a slow reader
		p["tcp_user_timeout"] = ms(sleepTime)
	}
	return p
}

// patient is for what takes long and whose maker watches over it: backups that
// write files between two questions, migrations that wait for one another.
const patient = "SET LOCAL idle_in_transaction_session_timeout = 0; SET LOCAL lock_timeout = 0; SET LOCAL tcp_user_timeout = 0"

func (e *pgEngine) dialect() dialect { return postgres }

func (e *pgEngine) close() {
	e.read.Close()
	e.pool.Close()
}

func (e *pgEngine) view(ctx context.Context, fn func(conn) error) error {
	c, err := e.read.Acquire(ctx)
	if err != nil {
		return err
	}
	defer c.Release()
	return fn(&pgConn{c: c.Conn()})
}

// share is update: PostgreSQL lets many write at once and shares their commits itself.
func (e *pgEngine) share(ctx context.Context, fn func(conn) error) error { return e.update(ctx, fn) }

func (e *pgEngine) update(ctx context.Context, fn func(conn) error) error {
	p, err := e.pool.Acquire(ctx)
	if err != nil {
		return err
	}
	defer p.Release() // which closes a connection that is still inside a transaction
	c := beginning(p.Conn())
	done := false
	defer func() {
		if !done {
			c.rollback(ctx)
		}
	}()
	if err := fn(c); err != nil {
		return err
	}
	if c.failed != nil {
		return c.failed
	}
	done = true
	// A commit is not cancelled with its request: the caller could not know
	// whether it happened.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), commitTime)
	defer cancel()
	if err := committed(c.commit(ctx)); err != nil {
		c.rollback(ctx)
		return err
	}
	return nil
}

// commitTime is how long a commit may take before its connection is given up:
// behind a cable pulled out it would hang for a quarter of an hour.
const commitTime = 30 * time.Second

// committed tells a commit that the server refused from one whose answer never
// came.
func committed(err error) error {
	var pg *pgconn.PgError
	var unsent pgx.ErrPreprocessingBatch
	if err == nil || errors.As(err, &pg) || errors.As(err, &unsent) || errors.Is(err, pgx.ErrTxCommitRollback) {
		return err
	}
	return errUnknown(err)
}

// script holds a lock so that two nodes starting at once migrate in turn.
func (e *pgEngine) script(ctx context.Context, statements []string) error {
	tx, err := e.pool.Begin(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback(ctx) }()
	if _, err := tx.Exec(ctx, "SET LOCAL lock_timeout = 0"); err != nil {
		return err
	}
	for _, s := range statements {
		beforeStatement(s)
		if _, err := tx.Exec(ctx, s); err != nil {
			return fmt.Errorf("%w in %s", err, firstLine(s))
		}
	}
	return tx.Commit(ctx)
}
