package db

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// pgConn runs the statements of one transaction, or of a read without one.
//
// A statement of which nobody needs the answer waits, and goes with the next one
// that is asked something: one round trip carries them all, BEGIN goes with the
// first question and COMMIT with the last changes. Order stays as it was written,
// and the error of one that waited comes from the question it went with.
type pgConn struct {
	c       *pgx.Conn
	waits   bool // inside update, which sends what is left
	waiting []question
	// failed is the first error of the transaction. PostgreSQL refuses whatever
	// comes after it, and who asked next may have looked away: an error of a change
	// that waited is not what they asked for.
	failed error
}

// keep remembers the first error of a transaction.
func (c *pgConn) keep(err error) error {
	if err != nil && c.waits && c.failed == nil {
		c.failed = err
	}
	return err
}

type question struct {
	text string
	args []any
	read func(rows) error // takes the answer; nil where nobody asks for it
}

// mostWaiting bounds what one round trip carries.
const mostWaiting = 50

func beginning(c *pgx.Conn) *pgConn {
	return &pgConn{c: c, waits: true, waiting: []question{{text: "begin"}}}
}

// ask sends what waits and one statement more, whose answer is the one to read.
func (c *pgConn) ask(ctx context.Context, text string, args []any) (pgx.Rows, error) {
	if c.failed != nil {
		return nil, c.failed
	}
	r, err := c.send(ctx, text, args)
	return r, c.keep(err)
}

func (c *pgConn) send(ctx context.Context, text string, args []any) (pgx.Rows, error) {
	if len(c.waiting) == 0 {
		return c.c.Query(ctx, text, args...)
	}
	list := append(c.waiting, question{text: text, args: args})
	c.waiting = nil
	var b pgx.Batch
	for _, q := range list {
		b.Queue(q.text, q.args...)
	}
	answers := c.c.SendBatch(ctx, &b)
	for _, q := range list[:len(list)-1] {
		if err := q.answered(answers); err != nil {
			_ = answers.Close()
			return nil, fmt.Errorf("%w in %s", err, firstLine(q.text))
		}
	}
	r, err := answers.Query()
	if err != nil {
		_ = answers.Close()
		return nil, err
	}
	return &lastRows{r, answers}, nil
}

func (q question) answered(answers pgx.BatchResults) error {
	if q.read == nil {
		_, err := answers.Exec()
		return err
	}
	r, err := answers.Query()
	if err != nil {
		return err
	}
	return q.read(&pgRows{r: r}) // an error of it is kept by who sent it
}

// lastRows are those of the last statement of a round trip.
type lastRows struct {
	pgx.Rows
	answers pgx.BatchResults
}

func (r *lastRows) Next() bool {
	if r.Rows.Next() {
		return true
	}
	r.Close()
	return false
}

func (r *lastRows) Close() {
	r.Rows.Close()
	_ = r.answers.Close() // its error is that of the rows
}

func (c *pgConn) query(ctx context.Context, text string, args []any) (rows, error) {
	r, err := c.ask(ctx, text, args)
	if err != nil {
		return nil, fmt.Errorf("%w in %s", err, text)
	}
	return &pgRows{r: r, c: c}, nil
}

func (c *pgConn) exec(ctx context.Context, text string, args []any) (int64, error) {
	tag, err := c.tag(ctx, text, args)
	return tag.RowsAffected(), err
}

func (c *pgConn) tag(ctx context.Context, text string, args []any) (pgconn.CommandTag, error) {
	r, err := c.ask(ctx, text, args)
	if err != nil {
		return pgconn.CommandTag{}, err
	}
	r.Close()
	return r.CommandTag(), c.keep(r.Err())
}

func (c *pgConn) write(ctx context.Context, text string, args []any) error {
	if !c.waits {
		_, err := c.exec(ctx, text, args)
		return err
	}
	return c.wait(ctx, question{text: text, args: args})
}

func (c *pgConn) later(ctx context.Context, text string, args []any, read func(rows) error) error {
	return c.wait(ctx, question{text, args, read})
}

func (c *pgConn) wait(ctx context.Context, q question) error {
	if c.failed != nil {
		return c.failed
	}
	c.waiting = append(c.waiting, q)
	if len(c.waiting) < mostWaiting {
		return nil
	}
	return c.flush(ctx)
}

// flush sends what waits on its own.
func (c *pgConn) flush(ctx context.Context) error {
	n := len(c.waiting)
	if n == 0 || c.failed != nil {
		return c.failed
	}
	last := c.waiting[n-1]
	c.waiting = c.waiting[:n-1]
	r, err := c.ask(ctx, last.text, last.args)
	if err != nil {
		return fmt.Errorf("%w in %s", err, firstLine(last.text))
	}
	if last.read != nil {
		return c.keep(last.read(&pgRows{r: r, c: c}))
	}
	r.Close()
	return c.keep(r.Err())
}

// commit sends the last changes and COMMIT; where nothing was sent yet there is
// nothing to end.
func (c *pgConn) commit(ctx context.Context) error {
	if len(c.waiting) == 1 && c.c.PgConn().TxStatus() == 'I' {
		return nil
	}
	tag, err := c.tag(ctx, "commit", nil)
	if err == nil && tag.String() == "ROLLBACK" {
		return pgx.ErrTxCommitRollback
	}
	return err
}

// rollback ends a transaction that was begun; a connection on which it fails is
// closed when it is given back.
func (c *pgConn) rollback(ctx context.Context) {
	c.waiting = nil
	if c.c.IsClosed() || c.c.PgConn().TxStatus() == 'I' {
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), commitTime)
	defer cancel()
	_, _ = c.c.Exec(ctx, "rollback")
}

func (c *pgConn) raw() any { return pgTx{c} }

type pgRows struct {
	r    pgx.Rows
	c    *pgConn
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
	if r.c == nil {
		return r.r.Err()
	}
	return r.c.keep(r.r.Err())
}
