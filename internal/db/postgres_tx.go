package db

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// pgTx shows a transaction to the job queue as the driver's own. What waits is
// sent before or with what the queue asks; only the act itself ends it.
type pgTx struct{ c *pgConn }

var _ pgx.Tx = pgTx{}

var errNotYours = errors.New("db: the act ends its transaction, and has no other inside")

func (t pgTx) Begin(context.Context) (pgx.Tx, error) { return nil, errNotYours }
func (t pgTx) Commit(context.Context) error          { return errNotYours }
func (t pgTx) Rollback(context.Context) error        { return errNotYours }
func (t pgTx) LargeObjects() pgx.LargeObjects        { return pgx.LargeObjects{} }
func (t pgTx) Conn() *pgx.Conn                       { return t.c.c }

func (t pgTx) Exec(ctx context.Context, text string, args ...any) (pgconn.CommandTag, error) {
	return t.c.tag(ctx, text, args)
}

func (t pgTx) Query(ctx context.Context, text string, args ...any) (pgx.Rows, error) {
	return t.c.ask(ctx, text, args)
}

func (t pgTx) QueryRow(ctx context.Context, text string, args ...any) pgx.Row {
	r, err := t.c.ask(ctx, text, args)
	return pgRow{r, err}
}

func (t pgTx) CopyFrom(ctx context.Context, table pgx.Identifier, columns []string, rows pgx.CopyFromSource) (int64, error) {
	if err := t.c.flush(ctx); err != nil {
		return 0, err
	}
	return t.c.c.CopyFrom(ctx, table, columns, rows)
}

func (t pgTx) Prepare(ctx context.Context, name, text string) (*pgconn.StatementDescription, error) {
	if err := t.c.flush(ctx); err != nil {
		return nil, err
	}
	return t.c.c.Prepare(ctx, name, text)
}

// SendBatch sends what waits as the head of the batch.
func (t pgTx) SendBatch(ctx context.Context, b *pgx.Batch) pgx.BatchResults {
	if err := t.c.flush(ctx); err != nil {
		return failedBatch{err}
	}
	return t.c.c.SendBatch(ctx, b)
}

// pgRow is the one row of an answer.
type pgRow struct {
	r   pgx.Rows
	err error
}

func (r pgRow) Scan(into ...any) error {
	if r.err != nil {
		return r.err
	}
	defer r.r.Close()
	if !r.r.Next() {
		if err := r.r.Err(); err != nil {
			return err
		}
		return pgx.ErrNoRows
	}
	if err := r.r.Scan(into...); err != nil {
		return err
	}
	r.r.Close()
	return r.r.Err()
}

type failedBatch struct{ err error }

func (b failedBatch) Exec() (pgconn.CommandTag, error) { return pgconn.CommandTag{}, b.err }
func (b failedBatch) Query() (pgx.Rows, error)         { return nil, b.err }
func (b failedBatch) QueryRow() pgx.Row                { return pgRow{nil, b.err} }
func (b failedBatch) Close() error                     { return b.err }
