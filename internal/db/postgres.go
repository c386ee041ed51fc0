package db

import (
	"context"
	"errors"
	"fmt"
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
		if readOnly {
			cfg.ConnConfig.RuntimeParams["default_transaction_read_only"] = "on"
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
	return fn(pgConn{q: c.Conn()})
}

// share is update: PostgreSQL lets many write at once and shares their commits itself.
func (e *pgEngine) share(ctx context.Context, fn func(conn) error) error { return e.update(ctx, fn) }

func (e *pgEngine) update(ctx context.Context, fn func(conn) error) error {
	tx, err := e.pool.Begin(ctx)
	if err != nil {
		return err
	}
	done := false
	defer func() {
		if !done {
			_ = tx.Rollback(context.WithoutCancel(ctx))
		}
	}()
	if err := fn(pgConn{q: tx, tx: tx}); err != nil {
		return err
	}
	done = true
	// A commit is not cancelled with its request: the caller could not know
	// whether it happened.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), commitTime)
	defer cancel()
	return committed(tx.Commit(ctx))
}

// commitTime is how long a commit may take before its connection is given up:
// behind a cable pulled out it would hang for a quarter of an hour.
const commitTime = 30 * time.Second

// committed tells a commit that the server refused from one whose answer never
// came.
func committed(err error) error {
	var pg *pgconn.PgError
	if err == nil || errors.As(err, &pg) || errors.Is(err, pgx.ErrTxCommitRollback) || errors.Is(err, pgx.ErrTxClosed) {
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
	for _, s := range statements {
		beforeStatement(s)
		if _, err := tx.Exec(ctx, s); err != nil {
			return fmt.Errorf("%w in %s", err, firstLine(s))
		}
	}
	return tx.Commit(ctx)
}

type pgQuerier interface {
	Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error)
}

type pgConn struct {
	q  pgQuerier
	tx pgx.Tx
}

func (c pgConn) query(ctx context.Context, text string, args []any) (rows, error) {
	r, err := c.q.Query(ctx, text, args...)
	if err != nil {
		return nil, fmt.Errorf("%w in %s", err, text)
	}
	return &pgRows{r: r}, nil
}

func (c pgConn) exec(ctx context.Context, text string, args []any) (int64, error) {
	r, err := c.q.Query(ctx, text, args...)
	if err != nil {
		return 0, err
	}
	r.Close()
	if err := r.Err(); err != nil {
		return 0, err
	}
	return r.CommandTag().RowsAffected(), nil
}

func (c pgConn) raw() any { return c.tx }

type pgRows struct {
	r    pgx.Rows
	cols []string
}

func (r *pgRows) next() bool { return r.r.Next() }

func (r *pgRows) columns() ([]string, error) {
	if r.cols == nil {
		for _, f := range r.r.FieldDescriptions() {
			r.cols = append(r.cols, f.Name)
		}
	}
	return r.cols, nil
}

func (r *pgRows) values() ([]any, error) { return r.r.Values() }

func (r *pgRows) close() error {
	r.r.Close()
	return r.r.Err()
}
