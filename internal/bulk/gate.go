package bulk

import (
	"context"
	"io"
	"runtime/debug"
	"sync"
	"time"

	"laidan/internal/blob"
	"laidan/internal/crm"
	"laidan/internal/sheet"
)

// gate lets so many through at a time, and of one person few: nobody fills the
// line alone.
type gate struct {
	room chan struct{}
	wait time.Duration // how long others wait before they are told to come again

	mu   sync.Mutex
	here map[crm.PersonID]int // who is in or waits
}

// ofOne is how many files one person may have in or before a gate.
const ofOne = 2

func newGate(n int, wait time.Duration) *gate {
	return &gate{room: make(chan struct{}, n), wait: wait, here: map[crm.PersonID]int{}}
}

// enter waits for a person's turn; leave must be called then. The program itself
// has no person and waits like everybody.
func (g *gate) enter(ctx context.Context, who crm.PersonID) (leave func(), err error) {
	if !g.count(who, 1) {
		return nil, crm.Fail(crm.TooMany, "import.busy_yours")
	}
	out, err := g.queue(ctx)
	if err != nil {
		g.count(who, -1)
		return nil, err
	}
	return func() {
		out()
		g.count(who, -1)
	}, nil
}

// count notes who comes and goes, and refuses the one too many.
func (g *gate) count(who crm.PersonID, n int) bool {
	if who.IsZero() {
		return true
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if n > 0 && g.here[who] >= ofOne {
		return false
	}
	if g.here[who] += n; g.here[who] == 0 {
		delete(g.here, who)
	}
	return true
}

func (g *gate) queue(ctx context.Context) (leave func(), err error) {
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
func tryAlone(ctx context.Context, who crm.PersonID) (leave func(), err error) {
	next, err := trying.enter(ctx, who)
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
