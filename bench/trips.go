package main

import (
	"context"
	"fmt"
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
	P50   float64 `json:"p50"`   // milliseconds over the long cable
	Turns float64 `json:"turns"` // messages to the database that were waited for, counted
	Trips float64 `json:"trips"` // the time, in round trips
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
		before := far.Turns()
		f := drive(1, o.span/2, max(half, 1), x.write, func(sample int) error { return do((half + sample) % len(x.reqs)) })
		aim := 4.0
		if x.write {
			aim = 8
		}
		if f.Failed > 0 {
			return nil, fmt.Errorf("%s over a long cable: %d of %d failed", x.name, f.Failed, f.N)
		}
		out = append(out, tripRow{p.roles[i], x.name, f.P50, float64(far.Turns()-before) / float64(max(f.N, 1)), f.P50 / inMS(cable), aim})
	}
	return out, nil
}
