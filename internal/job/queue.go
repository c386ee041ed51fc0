package job

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river"

	"laidan/internal/crm"
	"laidan/internal/db"
)

// Queue runs the jobs of this node.
type Queue struct {
	client client
	handle any
	cancel context.CancelFunc

	stopping atomic.Bool
}

// Work is what a queue has to do.
type Work struct {
	Kinds []Kind
	Crons []Cron
	Room  func() error // nil when the disk has room for work that can wait
}

// Start begins to work off jobs of the given kinds and to repeat the crons.
func Start(ctx context.Context, d *db.DB, w Work, log *slog.Logger) (*Queue, error) {
	workers := river.NewWorkers()
	for _, k := range w.Kinds {
		river.AddWorkerArgs(workers, args{Name: k.Name}, river.WorkFunc(w.run(d, k)))
	}
	var periodic []*river.PeriodicJob
	for _, c := range w.Crons {
		k := Kind{Name: c.Name, Run: perTenant(c)}
		river.AddWorkerArgs(workers, args{Name: k.Name}, river.WorkFunc(w.run(d, k)))
		periodic = append(periodic, river.NewPeriodicJob(river.PeriodicInterval(c.Every), func() (river.JobArgs, *river.InsertOpts) {
			return args{Name: c.Name, Payload: json.RawMessage("{}")}, &river.InsertOpts{MaxAttempts: 1}
		}, &river.PeriodicJobOpts{ID: c.Name}))
	}
	q := &Queue{handle: d.JobHandle()}
	cfg := &river.Config{
		Queues:               map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: 4}},
		Workers:              workers,
		PeriodicJobs:         periodic,
		JobTimeout:           timeout,
		RescueStuckJobsAfter: rescueAfter,
		FetchPollInterval:    500 * time.Millisecond,
		Logger:               slog.New(levelHandler{log.Handler(), &q.stopping}),
	}
	if d.Postgres() {
		cfg.ID = d.Holder()
	}
	if h, ok := q.handle.(*sql.DB); ok {
		// Only one process serves a SQLite file: what a killed one left running is free.
		if _, err := h.ExecContext(ctx, "UPDATE river_job SET state = 'available' WHERE state = 'running'"); err != nil {
			_ = h.Close()
			return nil, err
		}
	}
	c, err := newClient(d, q.handle, cfg)
	if err != nil {
		return nil, err
	}
	q.client = c
	if pool, ok := q.handle.(*pgxpool.Pool); ok {
		var background context.Context
		background, q.cancel = context.WithCancel(ctx)
		go rescue(background, d, pool, log)
	}
	return q, c.start(ctx)
}

// Starting is a queue that may still have to wait for room on the disk.
type Starting struct {
	mu      sync.Mutex
	queue   *Queue
	stopped bool
}

// Begin is Start that a full disk does not keep from succeeding: jobs wait until
// there is room, and are tried again until the context ends.
func Begin(ctx context.Context, d *db.DB, w Work, log *slog.Logger) (*Starting, error) {
	s := &Starting{}
	q, err := Start(ctx, d, w, log)
	if err == nil || !db.IsFull(err) {
		s.queue = q
		return s, err
	}
	log.Error("the disk is full: no job runs until there is room", "error", err)
	go func() { // ends with the context
		for {
			select {
			case <-ctx.Done():
				return
			case <-time.After(startAgain):
			}
			if s.again(ctx, d, w, log) {
				return
			}
		}
	}()
	return s, nil
}

const startAgain = 10 * time.Second

func (s *Starting) again(ctx context.Context, d *db.DB, w Work, log *slog.Logger) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.stopped {
		return true
	}
	q, err := Start(ctx, d, w, log)
	if err == nil {
		s.queue = q
		log.Info("there is room again: jobs run")
	}
	return err == nil
}

// Stop ends the running jobs; they run again after the next start.
func (s *Starting) Stop(ctx context.Context) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.stopped = true
	if s.queue != nil {
		s.queue.Stop(ctx)
	}
}

// handOver gives the jobs of processes that are gone to others. River would do so
// by the clock alone, minutes later. They get new ids: a process that only slept
// still says how its run ended, and River, which asks for no more than an id that
// is running, would take that for the end of the run that goes on elsewhere.
const handOver = `WITH gone AS (DELETE FROM river_job
		WHERE state = 'running' AND attempted_by[array_upper(attempted_by, 1)] <> ALL($1) RETURNING *)
	INSERT INTO river_job (args, attempt, attempted_at, attempted_by, created_at, errors, kind, max_attempts, metadata, priority, queue,
		scheduled_at, state, tags, unique_key, unique_states)
	SELECT args, attempt, attempted_at, attempted_by, created_at, errors, kind, max_attempts, metadata, priority, queue,
		now(), 'available', tags, unique_key, unique_states FROM gone`

// rescueEvery keeps the jobs of a node that sleeps from waiting for longer than
// half a minute.
const rescueEvery = 3 * time.Second

// rescue looks for jobs of dead processes until the context ends.
func rescue(ctx context.Context, d *db.DB, pool *pgxpool.Pool, log *slog.Logger) {
	for {
		live, err := d.LiveHolders(ctx)
		if err == nil {
			_, err = pool.Exec(ctx, handOver, live)
		}
		if err != nil && ctx.Err() == nil {
			log.Warn("rescue jobs", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(rescueEvery):
		}
	}
}

// Stop ends the running jobs; they run again after the next start.
func (q *Queue) Stop(ctx context.Context) {
	q.stopping.Store(true)
	if q.cancel != nil {
		q.cancel()
	}
	_ = q.client.stop(ctx)
	if h, ok := q.handle.(*sql.DB); ok {
		_ = h.Close()
	}
}

// roomAgain is when bulk work looks for room again.
const roomAgain = time.Minute

func (w Work) run(d *db.DB, k Kind) func(context.Context, *river.Job[args]) error {
	return func(ctx context.Context, j *river.Job[args]) error {
		if k.Bulk && w.Room != nil && w.Room() != nil {
			return river.JobSnooze(roomAgain)
		}
		err := k.Run(Run{Ctx: ctx, DB: d, Tenant: j.Args.Tenant, Attempt: j.Attempt, payload: j.Args.Payload})
		if errors.Is(err, ErrAgain) {
			return river.JobSnooze(0)
		}
		return err
	}
}

// perTenant runs a cron for every tenant; one tenant's failure does not stop the others.
func perTenant(c Cron) func(Run) error {
	return func(r Run) error {
		var tenants []crm.TenantID
		err := r.DB.View(r.Ctx, crm.Actor{}, func(tx *db.Tx) error {
			var err error
			tenants, err = db.GlobalAll[crm.TenantID](tx, "SELECT id FROM tenant ORDER BY id")
			return err
		})
		for _, t := range tenants {
			one := r
			one.Tenant = t
			err = errors.Join(err, c.Run(one))
		}
		return err
	}
}

// levelHandler lets River's warnings through and keeps its chatter out, and what
// it says of statements that a stop broke off.
type levelHandler struct {
	slog.Handler
	stopping *atomic.Bool
}

func (h levelHandler) Enabled(ctx context.Context, l slog.Level) bool {
	return l >= slog.LevelWarn && h.Handler.Enabled(ctx, l)
}

func (h levelHandler) Handle(ctx context.Context, r slog.Record) error {
	if h.stopping.Load() {
		brokenOff := false
		r.Attrs(func(a slog.Attr) bool {
			brokenOff = strings.Contains(a.Value.String(), context.Canceled.Error())
			return !brokenOff
		})
		if brokenOff {
			return nil
		}
	}
	return h.Handler.Handle(ctx, r)
}

func (h levelHandler) WithAttrs(attrs []slog.Attr) slog.Handler {
	return levelHandler{h.Handler.WithAttrs(attrs), h.stopping}
}

func (h levelHandler) WithGroup(name string) slog.Handler {
	return levelHandler{h.Handler.WithGroup(name), h.stopping}
}
