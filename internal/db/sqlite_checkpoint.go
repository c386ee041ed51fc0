package db

import (
	"context"
	"database/sql"
	"os"
	"time"
)

// Committed pages stand in the log until a checkpoint copies them into the
// database file. SQLite would do that inside the commit that makes the log long
// enough, and one caller in a thousand would wait for everybody's pages. Here a
// connection of its own does it, beside the writer; only a log that it cannot
// keep up with is shortened by the writer (wal_autocheckpoint).
const (
	checkpointEvery = 250 * time.Millisecond
	checkpointFrom  = 4 << 20 // bytes of log
)

func (d *DB) checkpoints() {
	e, ok := d.engine.(*sqliteEngine)
	if !ok {
		return
	}
	d.every(checkpointEvery, func() {
		if i, err := os.Stat(e.file + "-wal"); err == nil && i.Size() >= checkpointFrom {
			// A failure is tried again; the writer's own limit stands behind it.
			_ = e.checkpoint(context.Background())
		}
	})
}

// checkpoint copies what the readers of the moment allow, without waiting.
func (e *sqliteEngine) checkpoint(ctx context.Context) error {
	if e.keeper == nil {
		c, err := e.handle.Conn(ctx)
		if err != nil {
			return err
		}
		e.keeper = c
	}
	var r struct{ busy, pages, copied sql.NullInt64 }
	if err := e.keeper.QueryRowContext(ctx, "PRAGMA wal_checkpoint(PASSIVE)").Scan(&r.busy, &r.pages, &r.copied); err != nil {
		return err
	}
	return nil
}
