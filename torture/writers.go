package main

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/words"
)

// load is writers that log touches, each under a key of its own, and repeat an
// act whose answer they did not get.
type load struct {
	b      *bench
	at     func() *node // the node to talk to now
	ids    []string     // customers to write to
	prefix string
	stop   atomic.Bool
	wg     sync.WaitGroup
	next   atomic.Int64

	mu    sync.Mutex
	acked []string
	codes map[string]int // refusals while something was broken, by status and code
	fault error          // the first answer that must not be
	slow  time.Duration  // the longest an act took, repeats included
	open  map[int]time.Time
}

// owned are customers with an owner, in a fixed order.
func (b *bench) owned(ctx context.Context, where string, most int) ([]string, error) {
	var out []string
	err := b.view(ctx, func(tx *db.Tx) error {
		list, err := db.All[crm.CustomerID](tx, fmt.Sprintf("SELECT id FROM customer WHERE tenant_id = @tenant AND NOT archived AND %s ORDER BY id LIMIT %d", where, most))
		for _, id := range list {
			out = append(out, id.String())
		}
		return err
	})
	if err == nil && len(out) == 0 {
		err = fmt.Errorf("no customers where %s", where)
	}
	return out, err
}

// write starts n writers.
func (b *bench) write(ctx context.Context, n int, prefix string, at func() *node) (*load, error) {
	ids, err := b.owned(ctx, "owner_id IS NOT NULL AND layer "+words.InHoldSQL+" AND NOT do_not_contact", 200)
	if err != nil {
		return nil, err
	}
	l := &load{b: b, at: at, ids: ids, prefix: "torture-" + prefix, codes: map[string]int{}, open: map[int]time.Time{}}
	for range n {
		l.wg.Go(func() {
			for !l.stop.Load() && ctx.Err() == nil {
				l.one(ctx, int(l.next.Add(1)))
			}
		})
	}
	return l, nil
}

// one act, until it is acknowledged.
func (l *load) one(ctx context.Context, i int) {
	mark := fmt.Sprintf("%s-%d", l.prefix, i)
	body := fmt.Sprintf(`{"channel":"call","result":"no_answer","confirmTwice":true,"content":%q}`, mark)
	began := time.Now()
	l.begin(i, began)
	defer l.close(i)
	for try := 0; time.Since(began) < 80*time.Second && ctx.Err() == nil; try++ {
		a := l.at().post(ctx, "/customers/"+l.ids[i%len(l.ids)]+"/touches", l.b.tokens["director"], body, mark)
		if a.err == nil && a.status == http.StatusOK {
			l.mu.Lock()
			l.acked = append(l.acked, mark)
			l.slow = max(l.slow, time.Since(began))
			l.mu.Unlock()
			return
		}
		code := "no answer"
		if a.err == nil {
			code = fmt.Sprintf("%d %s", a.status, codeOf(a.body))
		}
		l.mu.Lock()
		l.codes[code]++
		if a.err == nil && a.status != http.StatusServiceUnavailable && a.status != http.StatusInsufficientStorage && l.fault == nil {
			l.fault = fmt.Errorf("%s: %s", mark, a)
		}
		l.mu.Unlock()
		time.Sleep(time.Duration(20+10*min(try, 20)) * time.Millisecond)
	}
	l.mu.Lock()
	if l.fault == nil && ctx.Err() == nil {
		l.fault = fmt.Errorf("%s was not done in 80 s; seen %v", mark, l.codes)
	}
	l.mu.Unlock()
}

func (l *load) begin(i int, at time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.open[i] = at
}

func (l *load) close(i int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.open, i)
}

func codeOf(body []byte) string {
	_, rest, ok := strings.Cut(string(body), `"code":"`)
	if !ok {
		return "?"
	}
	code, _, _ := strings.Cut(rest, `"`)
	return code
}

// end stops the writers and waits for their last acts.
func (l *load) end() {
	l.stop.Store(true)
	l.wg.Wait()
}

// longest is how long the slowest act took so far, or the oldest of those that
// are not acknowledged yet.
func (l *load) longest() time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	most := l.slow
	for _, began := range l.open {
		most = max(most, time.Since(began))
	}
	return most
}

// settled compares what was acknowledged with what is there: all of it, once.
func (l *load) settled(ctx context.Context) (string, error) {
	var there []string
	err := l.b.view(ctx, func(tx *db.Tx) (err error) {
		there, err = db.All[string](tx, "SELECT content FROM touch WHERE tenant_id = @tenant AND content LIKE @like", db.Args{"like": l.prefix + "-%"})
		return err
	})
	if err != nil {
		return "", err
	}
	saw := fmt.Sprintf("%d acknowledged, %d stored; refused meanwhile: %v", len(l.acked), len(there), l.codes)
	if l.fault != nil {
		return saw, l.fault
	}
	return saw, compare(l.acked, there, true)
}

// compare finds acts that are missing, doubled, or (when exact) never acknowledged.
func compare(acked, there []string, exact bool) error {
	n := map[string]int{}
	for _, m := range there {
		n[m]++
	}
	lost, twice := 0, 0
	for _, m := range acked {
		if n[m] == 0 {
			lost++
		}
	}
	for _, k := range n {
		if k > 1 {
			twice++
		}
	}
	if lost > 0 || twice > 0 || exact && len(there) != len(acked) {
		return fmt.Errorf("%d acknowledged acts are lost, %d are there twice, %d are stored for %d acknowledged", lost, twice, len(there), len(acked))
	}
	return nil
}
