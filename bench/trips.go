package main

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"laidan/torture/proxy"
)

// cable is what a round trip to the database takes longer.
const cable = 20 * time.Millisecond

// tripRow is how many round trips to a database far away an operation waits for.
type tripRow struct {
	Role  string  `json:"role"`
	Op    string  `json:"op"`
	P50   float64 `json:"p50"` // milliseconds over the long cable
	Trips float64 `json:"trips"`
	Aim   float64 `json:"aim"`
}

// trips measures the plan's operations alone with PostgreSQL at the end of a
// long cable. Everything was asked before, so that statements are prepared.
func (p *plan) trips(ctx context.Context, s *store, o options) ([]tripRow, error) {
	dir, url, err := s.copyOf("trips")
	if err != nil {
		return nil, err
	}
	defer s.drop("trips")
	far, err := proxy.New(s.pg.Addr())
	if err != nil {
		return nil, err
	}
	defer far.Close()
	srv, err := startServer(o, dir, strings.Replace(url, s.pg.Addr(), far.Addr(), 1), "full")
	if err != nil {
		return nil, err
	}
	defer srv.stop()
	var out []tripRow
	for i, x := range p.ops {
		do := func(sample int) error { _, err := srv.call(ctx, x.reqs[sample]); return err }
		half := min(len(x.reqs)/2, 15)
		far.Delay(0)
		drive(1, o.span/4, max(half, 1), x.write, do)
		far.Delay(cable)
		f := drive(1, o.span/2, max(half, 1), x.write, func(sample int) error { return do((half + sample) % len(x.reqs)) })
		aim := 4.0
		if x.write {
			aim = 8
		}
		if f.Failed > 0 {
			return nil, fmt.Errorf("%s over a long cable: %d of %d failed", x.name, f.Failed, f.N)
		}
		out = append(out, tripRow{p.roles[i], x.name, f.P50, f.P50 / inMS(cable), aim})
	}
	return out, nil
}

func (r *report) printTrips(w io.Writer) {
	if len(r.Trips) == 0 {
		return
	}
	fmt.Fprintf(w, "\n### PostgreSQL behind a cable of %d ms: what a request waits for, in round trips\n\n| role | operation | p50 ms | round trips | aim |\n|---|---|--:|--:|--:|\n", cable.Milliseconds())
	for _, x := range r.Trips {
		fmt.Fprintf(w, "| %s | %s | %.1f | %.1f | %.0f |\n", x.Role, x.Op, x.P50, x.Trips, x.Aim)
	}
}

// printScope is what it costs that somebody does not see everything.
func (r *report) printScope(w io.Writer) {
	for _, s := range r.Sizes {
		all := map[string]float64{}
		for _, x := range s.Rows {
			if x.Role == "director" && x.Callers == 1 {
				all[x.Op] = x.HTTP.P50
			}
		}
		if len(all) == 0 {
			continue
		}
		fmt.Fprintf(w, "\n### %s, %d customers: a list over that of somebody who sees all (medians alone, aim at most 1.3)\n\n| role | operation | p50 ms | ratio |\n|---|---|--:|--:|\n", s.Database, s.Customers)
		for _, x := range s.Rows {
			if strings.HasPrefix(x.Op, "list") && x.Role != "director" && x.Callers == 1 {
				fmt.Fprintf(w, "| %s | %s | %.2f | %.2f |\n", x.Role, x.Op, x.HTTP.P50, ratio(x.HTTP.P50, all[x.Op]))
			}
		}
	}
}
