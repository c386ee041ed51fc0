package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"runtime/pprof"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"
	"time"

	"laidan/internal/app"
	"laidan/internal/db"
)

// profile runs one of the peers' operations in this process: how long it takes
// from the handler on and over loopback, what its statements cost on their own, and where the
// processor's time goes (a file for `go tool pprof`).
func profile(ctx context.Context, o options, name, op, file string) error {
	s, err := prepare(ctx, o, name, extent{100000, 300000, 26, 1})
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
	c, err := hire(ctx, a, 0, 20)
	if err != nil {
		return err
	}
	if op == "import" {
		return profileImport(ctx, a, c, file)
	}
	list, err := c.customers(ctx, a.DB, "owner_id IS NOT NULL", nil, 400)
	if err != nil {
		return err
	}
	h := a.Router().Handler()
	var n atomic.Int64
	inProcess := func() error {
		i := int(n.Add(1))
		return handle(h, peerRequest(c, op, list, i, 1))
	}
	if err := explainCalls(ctx, a, inProcess); err != nil {
		return err
	}
	for _, way := range []struct {
		name    string
		callers int
		call    func() error
	}{{"in one process", 1, inProcess}, {"over loopback", 1, nil}, {"over loopback", 16, nil}} {
		if err := profileWay(ctx, a, way.name, way.callers, way.call, func(i int) request { return peerRequest(c, op, list, int(n.Add(1)), way.callers) }, o.span*4, file); err != nil {
			return err
		}
	}
	return nil
}

// profileWay times one way to ask: straight to the handler (call given), or the
// whole server with its jobs and a client, all in this process.
func profileWay(ctx context.Context, a *app.App, name string, callers int, call func() error, next func(int) request, span time.Duration, file string) error {
	do := func(int) error { return call() }
	if call == nil {
		p, stop, err := serveHere(ctx, a)
		if err != nil {
			return err
		}
		defer stop()
		do = func(i int) error { _, err := p.call(ctx, next(i)); return err }
	}
	drive(callers, span/8, 1<<30, false, do)
	name = strings.ReplaceAll(fmt.Sprintf("%s, %d callers", name, callers), " ", "-")
	f, err := os.Create(strings.TrimSuffix(file, ".prof") + "-" + name + ".prof")
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	if err := pprof.StartCPUProfile(f); err != nil {
		return err
	}
	cpu := processorTime()
	m := drive(callers, span, 1<<30, false, do)
	used := processorTime() - cpu
	pprof.StopCPUProfile()
	fmt.Printf("%-28s %6d calls, %d failed, %5.0f/s, p50 %.2f ms, p99 %.2f ms, processor %s ms a call\n", name, m.N, m.Failed, m.Rate, m.P50, m.P99, ms(used/time.Duration(m.N)))
	return nil
}

// profileImport imports a file into the server in this process.
func profileImport(ctx context.Context, a *app.App, c *cast, file string) error {
	p, stop, err := serveHere(ctx, a)
	if err != nil {
		return err
	}
	defer stop()
	f, err := os.Create(file)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	if err := pprof.StartCPUProfile(f); err != nil {
		return err
	}
	defer pprof.StopCPUProfile()
	cpu := processorTime()
	rows, took, err := p.importFile(ctx, c.token("support"), list(importRows))
	if err != nil {
		return err
	}
	fmt.Printf("import: %d rows, %.0f/s, processor %s ms a row with the dry run\n", rows, float64(rows)/took.Seconds(), ms((processorTime()-cpu)/time.Duration(rows)))
	return nil
}

func serveHere(ctx context.Context, a *app.App) (*process, func(), error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, nil, err
	}
	a.Listen = l.Addr().String()
	_ = l.Close()
	ctx, cancel := context.WithCancel(ctx)
	ready, ended := make(chan struct{}), make(chan error, 1)
	go func() { ended <- a.Serve(ctx, func(string) { close(ready) }) }()
	select {
	case <-ready:
	case err := <-ended:
		cancel()
		return nil, nil, err
	}
	p := &process{base: "http://" + a.Listen, http: &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64}}}
	return p, func() { cancel(); <-ended }, nil
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
				if err := a.DB.Replay(ctx, strings.Contains(head, " FOR "), []db.Recorded{s}); err != nil {
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
