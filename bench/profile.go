package main

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"runtime/pprof"
	"slices"
	"strings"
	"syscall"
	"time"

	"laidan/internal/app"
	"laidan/internal/db"
)

// profile runs one of the peers' operations in this process: how long it takes
// from the handler on, what its statements cost on their own, and where the
// processor's time goes (a file for `go tool pprof`).
func profile(ctx context.Context, o options, name, op, file string) error {
	s, err := prepare(ctx, o, name, 100000, 300000, 26)
	if err != nil {
		return err
	}
	defer s.close()
	dir, url, err := s.copyOf("profile")
	if err != nil {
		return err
	}
	defer s.drop("profile")
	a, err := openApp(ctx, dir, url)
	if err != nil {
		return err
	}
	defer a.Close()
	c, err := hire(ctx, a, 20)
	if err != nil {
		return err
	}
	list, err := c.customers(ctx, a.DB, "owner_id IS NOT NULL", nil, 400)
	if err != nil {
		return err
	}
	h := a.Router().Handler()
	n := 0
	call := func() error {
		n++
		return handle(h, peerRequest(c, op, list, n, 1))
	}
	if err := explainCalls(ctx, a, call); err != nil {
		return err
	}
	f, err := os.Create(file)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	if err := pprof.StartCPUProfile(f); err != nil {
		return err
	}
	defer pprof.StopCPUProfile()
	took, cpu := []time.Duration{}, processorTime()
	for began := time.Now(); time.Since(began) < 4*o.span; {
		t := time.Now()
		if err := call(); err != nil {
			return err
		}
		took = append(took, time.Since(t))
	}
	slices.Sort(took)
	fmt.Printf("\n%s: %d calls, p50 %s ms, p99 %s ms, processor %s ms a call\n", op, len(took), ms(took[len(took)/2]), ms(took[len(took)*99/100]),
		ms((processorTime()-cpu)/time.Duration(len(took))))
	return nil
}

func handle(h http.Handler, r request) error {
	q := httptest.NewRequest(r.method, "/api/v1"+r.path, strings.NewReader(r.body))
	q.Header.Set("Authorization", "Bearer "+r.token)
	if r.body != "" {
		q.Header.Set("Content-Type", "application/json")
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, q)
	if w.Code >= 300 {
		return fmt.Errorf("%s %s: %d %s", r.method, r.path, w.Code, w.Body)
	}
	return nil
}

// explainCalls prints the statements of one call with the time each takes when
// it is read again (writes are timed inside a transaction that is undone).
func explainCalls(ctx context.Context, a *app.App, call func() error) error {
	for range 5 {
		if err := call(); err != nil {
			return err
		}
	}
	var list []db.Recorded
	a.DB.Record(func(text string, args []any) { list = append(list, db.Recorded{Text: text, Args: args}) })
	err := call()
	a.DB.Record(nil)
	if err != nil {
		return err
	}
	for _, s := range list {
		took := "-"
		if head := strings.TrimSpace(s.Text); strings.HasPrefix(head, "SELECT") || strings.HasPrefix(head, "WITH") {
			times := []time.Duration{}
			for range 9 {
				t := time.Now()
				if err := a.DB.Replay(ctx, strings.Contains(head, "FOR UPDATE"), []db.Recorded{s}); err != nil {
					return err
				}
				times = append(times, time.Since(t))
			}
			slices.Sort(times)
			took = ms(times[len(times)/2])
		}
		fmt.Printf("%8s ms  %s\n", took, strings.Join(strings.Fields(s.Text), " "))
	}
	return nil
}

// processorTime is what this process has used so far: unlike the time of day, it
// says little about what else the machine does.
func processorTime() time.Duration {
	var u syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
