package db

import (
	"context"
	"errors"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"laidan/internal/crm"
)

// grouped opens a database with a table of numbers.
func grouped(t *testing.T) (*DB, *sqliteEngine) {
	t.Helper()
	d, err := Open(context.Background(), Options{URL: filepath.Join(t.TempDir(), "a.db")})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(d.Close)
	e := d.engine.(*sqliteEngine)
	if err := e.script(t.Context(), []string{"CREATE TABLE number (n INTEGER PRIMARY KEY)"}); err != nil {
		t.Fatal(err)
	}
	return d, e
}

func insert(c conn, n int) error {
	_, err := c.exec(context.Background(), "INSERT INTO number (n) VALUES (?)", []any{int64(n)})
	return err
}

func numbers(t *testing.T, e *sqliteEngine) map[int64]bool {
	t.Helper()
	have := map[int64]bool{}
	err := e.view(t.Context(), func(c conn) error {
		r, err := c.query(t.Context(), "SELECT n FROM number", nil)
		if err != nil {
			return err
		}
		for r.next() {
			v, _ := r.values()
			have[v[0].(int64)] = true
		}
		return r.close()
	})
	if err != nil {
		t.Fatal(err)
	}
	return have
}

// TestSharedCommits: of many acts at once, those that were acknowledged are
// there and no others, whether others were refused, panicked or came alone.
func TestSharedCommits(t *testing.T) {
	_, e := grouped(t)
	const rounds, callers = 40, 16
	refused := errors.New("refused")
	var mu sync.Mutex
	acked := map[int64]bool{}
	shared := 0
	var wg sync.WaitGroup
	for c := range callers {
		wg.Go(func() {
			for r := range rounds {
				n := c*rounds + r
				var err error
				func() {
					defer func() {
						if recover() != nil {
							err = refused
						}
					}()
					in := e.share
					if n%11 == 5 { // an import, a job
						in = e.update
					}
					err = in(t.Context(), func(c conn) error {
						if c.(*sqliteConn).group != nil && e.waiting.Load() > 0 {
							mu.Lock()
							shared++
							mu.Unlock()
						}
						if err := insert(c, n); err != nil {
							return err
						}
						switch n % 7 {
						case 3:
							return refused
						case 4:
							panic("a fault in an act")
						case 5: // the statement fails, the act goes on
							if insert(c, n) == nil {
								return errors.New("one number twice")
							}
						}
						return nil
					})
				}()
				if failed := n%7 == 3 || n%7 == 4; failed != (err != nil) {
					t.Errorf("%d: %v", n, err)
				}
				if err == nil {
					// What was acknowledged can be read by others at once.
					if r%8 == 0 && !numbers(t, e)[int64(n)] {
						t.Errorf("%d was acknowledged and is not there", n)
					}
					mu.Lock()
					acked[int64(n)] = true
					mu.Unlock()
				}
			}
		})
	}
	wg.Wait()
	have := numbers(t, e)
	if len(have) != len(acked) {
		t.Errorf("%d acknowledged, %d there", len(acked), len(have))
	}
	for n := range acked {
		if !have[n] {
			t.Errorf("%d was acknowledged and is not there", n)
		}
	}
	if shared < 20 {
		t.Errorf("only %d acts had somebody waiting behind them: nothing was shared", shared)
	}
	if len(e.writer) != 1 || e.waiting.Load() != 0 {
		t.Error("the writer did not come back")
	}
}

// TestLostTransaction: where SQLite ends a shared transaction by itself, as on a
// full disk, nobody in it is told that their act was done.
func TestLostTransaction(t *testing.T) {
	_, e := grouped(t)
	first, second := make(chan error, 1), make(chan error, 1)
	entered, lost := make(chan struct{}), make(chan struct{})
	go func() {
		first <- e.share(t.Context(), func(c conn) error {
			close(entered)
			<-lost // the second one waits behind this one
			return insert(c, 1)
		})
	}()
	<-entered
	go func() {
		second <- e.share(t.Context(), func(c conn) error {
			if c.(*sqliteConn).group == nil {
				t.Error("the second act is not in the first one's transaction")
			}
			_ = c.(*sqliteConn).script(t.Context(), "ROLLBACK") // what SQLite does then
			return nil                                          // and the act did not look
		})
	}()
	for e.waiting.Load() == 0 {
		time.Sleep(time.Millisecond)
	}
	close(lost)
	for i, c := range []chan error{first, second} {
		if err := <-c; !errors.Is(err, errGroup) {
			t.Errorf("act %d: %v", i+1, err)
		}
	}
	if have := numbers(t, e); len(have) != 0 {
		t.Errorf("there is %v", have)
	}
	if err := e.share(t.Context(), func(c conn) error { return insert(c, 2) }); err != nil {
		t.Errorf("afterwards: %v", err)
	}
}

// TestWhoWaitsForAnAct: an act that nobody waits behind is committed at once,
// and one that gives up waiting leaves no group without an end.
func TestWhoWaitsForAnAct(t *testing.T) {
	_, e := grouped(t)
	entered, free := make(chan struct{}), make(chan struct{})
	done := make(chan error, 1)
	go func() {
		done <- e.share(t.Context(), func(c conn) error { close(entered); <-free; return insert(c, 1) })
	}()
	<-entered
	ctx, cancel := context.WithCancel(t.Context())
	gaveUp := make(chan error, 1)
	go func() { gaveUp <- e.share(ctx, func(c conn) error { return insert(c, 2) }) }()
	for e.waiting.Load() == 0 {
		time.Sleep(time.Millisecond)
	}
	cancel()
	if err := <-gaveUp; crm.CodeOf(err) != "busy" {
		t.Errorf("gave up: %v", err)
	}
	close(free)
	select {
	case err := <-done:
		if err != nil || !numbers(t, e)[1] {
			t.Errorf("%v", err)
		}
	case <-time.After(10 * time.Second):
		t.Fatal("nobody committed")
	}
}
