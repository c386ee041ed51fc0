package bulk

import (
	"context"
	"io"
	"runtime/debug"
	"time"

	"laidan/internal/blob"
	"laidan/internal/crm"
	"laidan/internal/sheet"
)

// gate lets so many through at a time.
type gate struct {
	room chan struct{}
	wait time.Duration // how long others wait before they are told to come again
}

func newGate(n int, wait time.Duration) gate { return gate{make(chan struct{}, n), wait} }

// enter waits for its turn; leave must be called then.
func (g gate) enter(ctx context.Context) (leave func(), err error) {
	leave = func() { <-g.room }
	select {
	case g.room <- struct{}{}:
		return leave, nil
	default:
	}
	turn := time.NewTimer(g.wait)
	defer turn.Stop()
	select {
	case g.room <- struct{}{}:
		return leave, nil
	case <-turn.C:
		return nil, crm.Fail(crm.TooMany, "import.busy")
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// A file of 64 MB may take the server some hundred megabytes of memory while it
// is tried: one at a time. A few more may lie on disk and wait.
var (
	uploading = newGate(6, 0)
	trying    = newGate(1, time.Minute)
)

// tryAlone waits for the turn to try a file. Meanwhile the collector lets less
// garbage stand than it does for the short work of requests.
func tryAlone(ctx context.Context) (leave func(), err error) {
	next, err := trying.enter(ctx)
	if err != nil {
		return nil, err
	}
	const thrifty = 75
	before := debug.SetGCPercent(thrifty)
	if before < thrifty { // set so by who runs the server
		debug.SetGCPercent(before)
	}
	return func() {
		debug.SetGCPercent(before)
		next()
	}, nil
}

// limits are those of an upload into this installation.
func limits(files blob.Store) sheet.Limits {
	lim := sheet.Standard
	lim.Temp = files.Temp
	return lim
}

// patient stops reading when nobody waits for the answer any more.
type patient struct {
	io.ReaderAt
	ctx context.Context
}

func (p patient) ReadAt(b []byte, off int64) (int, error) {
	if err := p.ctx.Err(); err != nil {
		return 0, err
	}
	return p.ReaderAt.ReadAt(b, off)
}
