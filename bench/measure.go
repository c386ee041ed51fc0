package main

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	"laidan/internal/app"
	"laidan/internal/db"
)

// recorded are the statements of each sample of an operation.
type recorded [][]db.Recorded

// record runs every sample through the handlers in this process and keeps the
// statements they sent, session and rights included. Reads go twice: what the
// program remembers from then on is not part of a request.
func record(a *app.App, h http.Handler, o op) (recorded, error) {
	var mu sync.Mutex
	var list recorded
	var now []db.Recorded
	a.DB.Record(func(text string, args []any) {
		mu.Lock()
		defer mu.Unlock()
		now = append(now, db.Recorded{Text: text, Args: args})
	})
	defer a.DB.Record(nil)
	reqs := o.reqs
	if !o.write {
		reqs = slices.Concat(o.reqs, o.reqs)
	}
	for _, r := range reqs {
		mu.Lock()
		now = nil
		mu.Unlock()
		q := httptest.NewRequest(r.method, "/api/v1"+r.path, strings.NewReader(r.body))
		q.Header.Set("Authorization", "Bearer "+r.token)
		if r.body != "" {
			q.Header.Set("Content-Type", "application/json")
		}
		w := httptest.NewRecorder()
		h.ServeHTTP(w, q)
		if w.Code >= 300 {
			return nil, fmt.Errorf("%s %s: %d %s", r.method, r.path, w.Code, w.Body)
		}
		mu.Lock()
		list = append(list, now)
		mu.Unlock()
	}
	return list[len(list)-len(o.reqs):], nil
}

// measure fills the report of one database and size.
func measure(ctx context.Context, o options, rep *report, name string, customers, touches int, roles []string) error {
	s, err := prepare(ctx, o, name, extent{customers, touches, people(customers), 1})
	if err != nil {
		return err
	}
	defer s.close()
	plan, err := planOf(ctx, s, roles)
	if err != nil {
		return err
	}
	out := sizeReport{Database: name, Customers: customers, Touches: touches, DiskMiB: s.size()}
	if err := plan.run(ctx, s, o, &out); err != nil {
		return err
	}
	rep.Sizes = append(rep.Sizes, out)
	out.print(os.Stdout)
	if s.pg != nil && len(roles) > 1 {
		if rep.Trips, err = plan.trips(ctx, s, o); err != nil {
			return err
		}
		rep.printTrips(os.Stdout)
	}
	if o.bulk && customers <= 100000 {
		b, err := measureBulk(ctx, o, s, customers)
		if err != nil {
			return err
		}
		rep.Bulk = append(rep.Bulk, b)
		fmt.Printf("\nimport %.0f rows/s, the bare driver %.0f, export %.0f rows/s\n", b.Import, b.Raw, b.Export)
	}
	return nil
}

func ms(d time.Duration) string { return fmt.Sprintf("%.2f", inMS(d)) }

// plan is what is measured: operations with their recorded statements.
type plan struct {
	roles []string
	ops   []op
	stmts []recorded
}

var callers = []int{1, 16}

// planOf records on a copy that is thrown away.
func planOf(ctx context.Context, s *store, roles []string) (*plan, error) {
	// Tokens are made on the seed itself, so that every copy knows them.
	c, err := s.hire(ctx)
	if err != nil {
		return nil, err
	}
	dir, url, err := s.copyOf("record")
	if err != nil {
		return nil, err
	}
	defer s.drop("record")
	a, err := openApp(ctx, dir, url)
	if err != nil {
		return nil, err
	}
	defer a.Close()
	p := &plan{}
	for _, role := range roles {
		reads, err := c.reads(ctx, a.DB, role)
		if err != nil {
			return nil, err
		}
		for _, r := range reads {
			p.roles, p.ops = append(p.roles, role), append(p.ops, r)
		}
	}
	writes, err := c.writes(ctx, a.DB, writeSamples*len(callers))
	if err != nil {
		return nil, err
	}
	for _, w := range writes {
		p.roles, p.ops = append(p.roles, "rep"), append(p.ops, w)
	}
	h := a.Router().Handler()
	for _, x := range p.ops {
		r, err := record(a, h, x)
		if err != nil {
			return nil, err
		}
		p.stmts = append(p.stmts, r)
	}
	return p, nil
}

// hire makes tokens on the seed.
func (s *store) hire(ctx context.Context) (*cast, error) {
	url := s.dir
	if s.pg != nil {
		url = s.pg.URL("seed")
	}
	a, err := openApp(ctx, s.dir, url)
	if err != nil {
		return nil, err
	}
	defer a.Close()
	return hire(ctx, a, 0, 60)
}

// share is the part of a write's samples that one concurrency uses.
func share(n, which int) (from, to int) {
	return n * which / len(callers), n * (which + 1) / len(callers)
}

// goes is how often the bare driver and the server take turns at an operation: a
// machine that is faster in one minute than in the next is so to both.
const goes = 3

// run measures every operation, the bare driver and HTTP in turns, each on a
// copy of its own.
func (p *plan) run(ctx context.Context, s *store, o options, out *sizeReport) error {
	dir, url, err := s.copyOf("bare")
	if err != nil {
		return err
	}
	defer s.drop("bare")
	a, err := openApp(ctx, dir, url)
	if err != nil {
		return err
	}
	defer a.Close()
	if dir, url, err = s.copyOf("http"); err != nil {
		return err
	}
	defer s.drop("http")
	srv, err := startServer(o, dir, url, "full")
	if err != nil {
		return err
	}
	defer srv.stop()
	for i, x := range p.ops {
		for k, n := range callers {
			from, to, turns := 0, len(x.reqs), goes
			if x.write { // each sample once
				from, to = share(len(x.reqs), k)
				turns = 1
			}
			said := false
			ask := func(sample int) error {
				_, err := srv.call(ctx, x.reqs[from+sample])
				if err != nil && !said {
					said = true
					fmt.Fprintln(os.Stderr, err)
				}
				return err
			}
			replay := func(sample int) error { return a.DB.Replay(ctx, x.write, p.stmts[i][from+sample]) }
			var bare, http series
			for turn := range turns {
				for _, side := range []struct {
					seen *series
					do   func(int) error
				}{{&bare, replay}, {&http, ask}} {
					if !x.write && turn == 0 {
						drive(n, o.span/4, to-from, false, side.do) // warm
					}
					side.seen.drive(n, o.span/time.Duration(turns), to-from, x.write, side.do)
				}
			}
			out.Rows = append(out.Rows, row{Role: p.roles[i], Op: x.name, Callers: n, Statements: p.stmts[i].most(), HTTP: http.figures(), Bare: bare.figures()})
		}
	}
	out.MemoryMiB, out.FileMiB = srv.memory()
	out.ReadyMS = inMS(srv.ready)
	return nil
}

// most is how many statements the longest sample sent.
func (r recorded) most() int {
	n := 0
	for _, list := range r {
		n = max(n, len(list))
	}
	return n
}
