package db

import (
	"context"
)

// Recorded is one statement as it was sent to the driver.
type Recorded struct {
	Text string
	Args []any
}

// Replay runs recorded statements in one transaction over the same driver, pool
// and prepared statements, scanning every row into variables and doing nothing
// else: the bare cost that a benchmark compares a request with.
func (d *DB) Replay(ctx context.Context, write bool, list []Recorded) error {
	in := d.engine.view
	if write {
		in = d.engine.update
	}
	return in(ctx, func(c conn) error {
		for _, s := range list {
			if err := replayOne(ctx, c, s); err != nil {
				return err
			}
		}
		return nil
	})
}

func replayOne(ctx context.Context, c conn, s Recorded) error {
	r, err := c.query(ctx, s.Text, s.Args)
	if err != nil {
		return err
	}
	for r.next() {
		if _, err := r.values(); err != nil {
			_ = r.close()
			return err
		}
	}
	return r.close()
}
