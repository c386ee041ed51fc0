package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	sqlite3 "modernc.org/sqlite/lib"

	"laidan/internal/crm"
)

// SQLite has one writer, and a commit writes every changed page to the log and
// waits for the disk. Acts that wait for the writer at the same moment share one
// transaction, each in a savepoint of its own: pages that several of them change
// are written once, and the disk is waited for once. An act is answered only
// after the common commit; one that is refused takes back its own part alone.
//
// Who finishes while others wait passes the writer on with the transaction open,
// and stands in line again to commit it. The line is first come, first served,
// so a group is at most those who waited when its first act ended.

// groupTime is the age at which a group is committed even though others wait.
const groupTime = 20 * time.Millisecond

// group is a transaction that several acts share.
type group struct {
	tx    *sql.Tx
	began time.Time
	done  chan struct{}
	err   error // after done
}

var errGroup = errors.New("db: another act ended the transaction that this one was part of")

// take waits for the writer with no transaction open.
func (e *sqliteEngine) take(ctx context.Context) (*sqliteConn, error) {
	select {
	case c := <-e.writer:
		if c.group != nil {
			_ = e.commit(c)
		}
		return c, nil
	case <-ctx.Done():
		return nil, wrap(crm.Unavailable, "busy", ctx.Err())
	}
}

// share runs fn in a transaction that may be shared with others who write at the
// same moment.
func (e *sqliteEngine) share(ctx context.Context, fn func(conn) error) (err error) {
	var c *sqliteConn
	e.waiting.Add(1)
	select {
	case c = <-e.writer:
		e.waiting.Add(-1)
	case <-ctx.Done():
		e.waiting.Add(-1)
		return wrap(crm.Unavailable, "busy", ctx.Err())
	}
	ctx = context.WithoutCancel(ctx)
	first := c.group == nil
	if err := e.enter(ctx, c); err != nil {
		e.writer <- c
		return err
	}
	g := c.group
	kept := false
	defer func() { // fn was refused, or panicked: its part goes, what others wrote stays
		if kept {
			return
		}
		if first || !c.within() || c.end(ctx, "ROLLBACK TO act", "RELEASE act") != nil {
			e.abandon(c, err)
		}
		e.writer <- c
	}()
	if err := fn(c); err != nil {
		return err
	}
	if !c.within() {
		return errGroup
	}
	if !first {
		if err := c.end(ctx, "RELEASE act"); err != nil {
			return err
		}
	}
	kept = true
	return e.leave(c, g)
}

// enter begins the transaction, or a part of the one that is open.
func (e *sqliteEngine) enter(ctx context.Context, c *sqliteConn) error {
	if c.group != nil {
		if err := c.end(ctx, "SAVEPOINT act"); err != nil {
			e.abandon(c, err)
			return err
		}
		return nil
	}
	tx, err := c.c.BeginTx(ctx, nil)
	if err == nil {
		c.tx, c.group = tx, &group{tx: tx, began: time.Now(), done: make(chan struct{})}
	}
	return err
}

// leave gives the writer back: after the commit, or to those who wait.
func (e *sqliteEngine) leave(c *sqliteConn, g *group) error {
	if e.waiting.Load() == 0 || time.Since(g.began) > groupTime {
		err := e.commit(c)
		e.writer <- c
		return err
	}
	e.writer <- c
	select {
	case <-g.done:
	case c := <-e.writer:
		if c.group == g {
			_ = e.commit(c)
		}
		e.writer <- c
		<-g.done
	}
	return g.err
}

func (e *sqliteEngine) commit(c *sqliteConn) error {
	g := c.group
	g.err = g.tx.Commit()
	if g.err != nil { // SQLite mostly has rolled back by itself; a transaction left open would lock every later one out
		_, _ = c.c.ExecContext(context.Background(), "ROLLBACK")
	}
	c.tx, c.group = nil, nil
	close(g.done)
	return g.err
}

// abandon ends a group without its changes.
func (e *sqliteEngine) abandon(c *sqliteConn, why error) {
	g := c.group
	_ = g.tx.Rollback()
	_, _ = c.c.ExecContext(context.Background(), "ROLLBACK")
	if g.err = errGroup; why != nil {
		g.err = fmt.Errorf("%w: %w", errGroup, why)
	}
	c.tx, c.group = nil, nil
	close(g.done)
}

// end runs statements that open or close a part of a transaction.
func (c *sqliteConn) end(ctx context.Context, texts ...string) error {
	for _, text := range texts {
		if _, err := c.exec(ctx, text, nil); err != nil {
			return err
		}
	}
	return nil
}

// within reports whether a transaction is open: after a full disk and the like
// SQLite ends it by itself.
func (c *sqliteConn) within() bool { return sqlite3.Xsqlite3_get_autocommit(c.tls, c.handle) == 0 }
