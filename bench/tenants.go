package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"

	"laidan/internal/db"
	"laidan/internal/demo"
)

// The curve over organisations: the same customers in one, ten and a thousand of
// them, everybody of whom is asking.
const (
	curveCustomers = 100000
	curveAskers    = 2 // reps of each organisation; of a single one, so many as of all together
)

var curve = []int{1, 10, 1000}

// tenantRow is one operation asked by people of so many organisations.
type tenantRow struct {
	Database  string  `json:"database"`
	Tenants   int     `json:"tenants"`
	Op        string  `json:"op"`
	Callers   int     `json:"callers"`
	HTTP      figures `json:"http"`
	MemoryMiB float64 `json:"memoryMiB"` // resident after everything was asked, less pages of the mapped file
}

// measureTenants asks the same of the reps of one organisation and of many.
func measureTenants(ctx context.Context, o options, rep *report, name string) error {
	for _, n := range curve {
		rows, err := measureCurve(ctx, o, name, n)
		if err != nil {
			return fmt.Errorf("%d organisations: %w", n, err)
		}
		rep.Tenants = append(rep.Tenants, rows...)
	}
	rep.printTenants(os.Stdout)
	return nil
}

func measureCurve(ctx context.Context, o options, name string, tenants int) ([]tenantRow, error) {
	staff := max(people(curveCustomers), tenants*demo.MinPeople)
	s, err := prepare(ctx, o, name, extent{curveCustomers, 5 * curveCustomers, staff, tenants})
	if err != nil {
		return nil, err
	}
	defer s.close()
	dir, url, err := s.copyOf("curve")
	if err != nil {
		return nil, err
	}
	defer s.drop("curve")
	ops, err := curveOps(ctx, dir, url, tenants)
	if err != nil {
		return nil, err
	}
	srv, err := startServer(o, dir, url, "full")
	if err != nil {
		return nil, err
	}
	defer srv.stop()
	var rows []tenantRow
	for _, x := range ops {
		for k, n := range callers {
			from, to := 0, len(x.reqs)
			if x.write {
				from, to = share(len(x.reqs), k)
			}
			do := func(sample int) error { _, err := srv.call(ctx, x.reqs[from+sample]); return err }
			if !x.write { // everybody once: their organisation is known then, as on any working day
				drive(n, o.span, to-from, true, do)
			}
			f := drive(n, o.span, to-from, x.write, do)
			if f.Failed > 0 {
				return nil, fmt.Errorf("%s: %d of %d failed", x.name, f.Failed, f.N)
			}
			rows = append(rows, tenantRow{Database: name, Tenants: tenants, Op: x.name, Callers: n, HTTP: f})
		}
	}
	memory, files := srv.memory()
	for i := range rows {
		rows[i].MemoryMiB = memory - files
	}
	return rows, nil
}

// curveOps are the day's operations of the reps of all organisations, mixed.
func curveOps(ctx context.Context, dir, url string, tenants int) ([]op, error) {
	a, err := openApp(ctx, dir, url)
	if err != nil {
		return nil, err
	}
	defer a.Close()
	reps := max(curveAskers, people(curveCustomers)/2/tenants)
	get, list, queue, touch := op{name: "get"}, op{name: "list"}, op{name: "queue"}, op{name: "log a touch", write: true}
	for i := range tenants {
		c, err := hire(ctx, a, i, reps)
		if err != nil {
			return nil, err
		}
		for _, r := range c.reps {
			own, err := c.customers(ctx, a.DB, "owner_id = @p", db.Args{"p": c.people[r]}, max(1, 2000/tenants/reps))
			if err != nil {
				return nil, err
			}
			t := c.tokens[r]
			for _, x := range own {
				get.reqs = append(get.reqs, request{"GET", "/customers/" + x.ID.String(), t, ""})
			}
			list.reqs = append(list.reqs, request{"GET", "/customers?limit=20&sort=-lastTouchAt&fields=" + shown, t, ""})
			queue.reqs = append(queue.reqs, request{"GET", "/queue?limit=10&fields=" + followed, t, ""})
		}
		acts, err := c.writes(ctx, a.DB, max(1, 2*writeSamples/tenants))
		if err != nil {
			return nil, err
		}
		touch.reqs = append(touch.reqs, acts[0].reqs...)
	}
	ops := []op{get, list, queue, touch}
	r := rand.New(rand.NewPCG(1, 2))
	for _, x := range ops {
		r.Shuffle(len(x.reqs), func(i, k int) { x.reqs[i], x.reqs[k] = x.reqs[k], x.reqs[i] })
	}
	return ops, nil
}
