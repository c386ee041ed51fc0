package db

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"sync"
)

// The connection of the job queue. It writes, and SQLite has one writer: it
// waits in line for the writer's place for the length of a statement or of a
// transaction, and the statement then finds the file unlocked.

type queueConnector struct {
	e    *sqliteEngine
	name string
}

func (c *queueConnector) Driver() driver.Driver { return c.e.handle.Driver() }

func (c *queueConnector) Connect(context.Context) (driver.Conn, error) {
	d, err := c.Driver().Open(c.name)
	if err != nil {
		return nil, err
	}
	q, ok := d.(queueDriver)
	if !ok {
		_ = d.Close()
		return nil, fmt.Errorf("db: the driver's %T cannot serve the job queue", d)
	}
	return &queueConn{queueDriver: q, e: c.e}, nil
}

// queueDriver is what the driver's connections offer.
type queueDriver interface {
	driver.Conn
	driver.ConnBeginTx
	driver.ConnPrepareContext
	driver.ExecerContext
	driver.QueryerContext
}

type queueConn struct {
	queueDriver
	e    *sqliteEngine
	inTx bool // the place is held for a transaction
}

// place waits for the writer's place and answers how to give it back. Within a
// transaction it is held already.
func (c *queueConn) place(ctx context.Context) (func(), error) {
	if c.inTx {
		return func() {}, nil
	}
	w, err := c.e.take(ctx)
	if err != nil {
		return nil, err
	}
	return sync.OnceFunc(func() { c.e.writer <- w }), nil
}

func (c *queueConn) ExecContext(ctx context.Context, text string, args []driver.NamedValue) (driver.Result, error) {
	leave, err := c.place(ctx)
	if err != nil {
		return nil, err
	}
	defer leave()
	return c.queueDriver.ExecContext(ctx, text, args)
}

func (c *queueConn) QueryContext(ctx context.Context, text string, args []driver.NamedValue) (driver.Rows, error) {
	leave, err := c.place(ctx)
	if err != nil {
		return nil, err
	}
	r, err := c.queueDriver.QueryContext(ctx, text, args)
	if err != nil {
		leave()
		return nil, err
	}
	return &queueRows{r, leave}, nil
}

// queueRows hold the place until they are closed: a statement that writes and
// returns rows ends only then.
type queueRows struct {
	driver.Rows
	leave func()
}

func (r *queueRows) Close() error {
	defer r.leave()
	return r.Rows.Close()
}

func (c *queueConn) BeginTx(ctx context.Context, o driver.TxOptions) (driver.Tx, error) {
	if c.inTx {
		return nil, errors.New("db: a transaction within a transaction")
	}
	leave, err := c.place(ctx)
	if err != nil {
		return nil, err
	}
	tx, err := c.queueDriver.BeginTx(ctx, o)
	if err != nil {
		leave()
		return nil, err
	}
	c.inTx = true
	return &queueTx{tx, c, leave}, nil
}

type queueTx struct {
	driver.Tx
	c     *queueConn
	leave func()
}

func (t *queueTx) end(err error) error {
	t.c.inTx = false
	t.leave()
	return err
}

func (t *queueTx) Commit() error {
	err := t.Tx.Commit()
	if err != nil { // left open it would lock everybody out
		_ = t.Tx.Rollback()
	}
	return t.end(err)
}

func (t *queueTx) Rollback() error { return t.end(t.Tx.Rollback()) }
