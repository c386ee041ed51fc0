// Package job is a thin face of River: background work inserted in the act's own
// transaction, run at least once, on both databases.
//
// A run has one minute. Longer work does a portion, keeps its place in the
// database and returns ErrAgain; after a crash it goes on from there.
package job

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"github.com/riverqueue/river/rivermigrate"

	"laidan/internal/authz"
	"laidan/internal/crm"
	"laidan/internal/db"
)

// Kind is one kind of background work.
type Kind struct {
	Name string
	Run  func(r Run) error
	Bulk bool // waits while the disk is nearly full
}

// Cron is work repeated at an interval, once over all nodes, for every tenant.
type Cron struct {
	Name  string
	Every time.Duration
	Run   func(r Run) error
}

// Run is one execution.
type Run struct {
	Ctx     context.Context
	DB      *db.DB
	Tenant  crm.TenantID
	Attempt int
	payload json.RawMessage
}

// Into decodes the payload.
func (r Run) Into(v any) error { return json.Unmarshal(r.payload, v) }

// Update runs fn in a transaction as the system acting for the tenant.
func (r Run) Update(fn func(tx *db.Tx) error) error {
	a, err := authz.System(r.Ctx, r.DB, r.Tenant)
	if err != nil {
		return err
	}
	return r.DB.Update(r.Ctx, a, fn)
}

// ErrAgain asks for another run of the same job at once.
var ErrAgain = errors.New("more to do")

type args struct {
	Name    string          `json:"-"`
	Tenant  crm.TenantID    `json:"tenant"`
	Payload json.RawMessage `json:"payload"`
}

func (a args) Kind() string { return a.Name }

const (
	timeout     = time.Minute
	rescueAfter = 2 * time.Minute
	maxAttempts = 12
)

// client is what River's client offers, whatever the database.
type client interface {
	insert(tx *db.Tx, a args, o *river.InsertOpts) error
	start(ctx context.Context) error
	stop(ctx context.Context) error
}

type lite struct{ *river.Client[*sql.Tx] }

func (c lite) insert(tx *db.Tx, a args, o *river.InsertOpts) error {
	_, err := c.InsertTx(tx.Ctx, tx.Raw().(*sql.Tx), a, o)
	return err
}
func (c lite) start(ctx context.Context) error { return c.Start(ctx) }
func (c lite) stop(ctx context.Context) error  { return c.StopAndCancel(ctx) }

type pg struct{ *river.Client[pgx.Tx] }

func (c pg) insert(tx *db.Tx, a args, o *river.InsertOpts) error {
	_, err := c.InsertTx(tx.Ctx, tx.Raw().(pgx.Tx), a, o)
	return err
}
func (c pg) start(ctx context.Context) error { return c.Start(ctx) }
func (c pg) stop(ctx context.Context) error  { return c.StopAndCancel(ctx) }

var inserters sync.Map // *db.DB -> client that only inserts

func inserter(d *db.DB) (client, error) {
	if c, ok := inserters.Load(d); ok {
		return c.(client), nil
	}
	c, err := newClient(d, nil, &river.Config{Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		return nil, err
	}
	inserters.Store(d, c)
	return c, nil
}

func newClient(d *db.DB, handle any, cfg *river.Config) (client, error) {
	if d.Postgres() {
		pool, _ := handle.(*pgxpool.Pool)
		c, err := river.NewClient(riverpgxv5.New(pool), cfg)
		return pg{c}, err
	}
	h, _ := handle.(*sql.DB)
	c, err := river.NewClient(riversqlite.New(h), cfg)
	return lite{c}, err
}

// Insert adds a job in the transaction: it runs if and only if the act commits.
func Insert(tx *db.Tx, kind string, payload any) error {
	return InsertAt(tx, kind, payload, time.Time{})
}

// InsertAt adds a job that runs at a given time.
func InsertAt(tx *db.Tx, kind string, payload any, at time.Time) error {
	b, err := json.Marshal(payload)
	if err != nil {
		return err
	}
	return tx.Uncounted(func() error {
		c, err := inserter(tx.DB())
		if err != nil {
			return err
		}
		return c.insert(tx, args{Name: kind, Tenant: tx.Tenant(), Payload: b}, &river.InsertOpts{ScheduledAt: at, MaxAttempts: maxAttempts})
	})
}

// Migrate brings River's own tables up to date.
func Migrate(ctx context.Context, d *db.DB) error {
	handle := d.JobHandle()
	var err error
	if pool, ok := handle.(*pgxpool.Pool); ok {
		m, merr := rivermigrate.New(riverpgxv5.New(pool), &rivermigrate.Config{Logger: slog.New(slog.DiscardHandler)})
		if merr != nil {
			return merr
		}
		_, err = m.Migrate(ctx, rivermigrate.DirectionUp, nil)
	} else {
		h := handle.(*sql.DB)
		defer func() { _ = h.Close() }()
		m, merr := rivermigrate.New(riversqlite.New(h), &rivermigrate.Config{Logger: slog.New(slog.DiscardHandler)})
		if merr != nil {
			return merr
		}
		_, err = m.Migrate(ctx, rivermigrate.DirectionUp, nil)
	}
	if err != nil {
		return fmt.Errorf("job tables: %w", err)
	}
	return nil
}

// Forget deletes jobs of the organisation whose arguments or errors hold one of the patterns of
// LIKE, unless they run just now: a person that is erased must not live on in
// the queue. (SQLite keeps JSON as bytes in which texts stand as they are.)
func Forget(tx *db.Tx, patterns []string) (int64, error) {
	total := int64(0)
	for _, p := range patterns {
		n, err := db.GlobalExec(tx, `DELETE FROM river_job WHERE state <> 'running' AND CAST(args AS TEXT) LIKE @own AND (CAST(args AS TEXT) LIKE @p ESCAPE '\'
			OR CAST(errors AS TEXT) LIKE @p ESCAPE '\')`, db.Args{"p": p, "own": "%" + tx.Tenant().String() + "%"})
		if err != nil {
			return total, err
		}
		total += n
	}
	return total, nil
}

// NewRun is one execution outside the queue.
func NewRun(ctx context.Context, d *db.DB, tenant crm.TenantID, payload any) (Run, error) {
	b, err := json.Marshal(payload)
	return Run{Ctx: ctx, DB: d, Tenant: tenant, Attempt: 1, payload: b}, err
}
