package main

import (
	"context"
	"fmt"
	"os"
)

// peer is what the best other product did on a machine like this one
// (requests per second alone and with 16 callers), and the multiple we aim at.
var peer = map[string]struct {
	one, sixteen, aim float64
}{
	"get": {1051, 1961, 2}, "list": {265, 353, 4}, "search": {7.1, 10.3, 100}, "create": {773, 1460, 1}, "note": {890, 1257, 1},
}

// measurePeers runs the five operations the other products were measured with:
// 100,000 customers of 20 owners with 300,000 notes, rights checked. Writes on
// SQLite are measured synced at each commit (full) and, like those of the best
// other product, synced later (normal).
func measurePeers(ctx context.Context, o options, rep *report, name string) error {
	s, err := prepare(ctx, o, name, extent{100000, 300000, 26, 1})
	if err != nil {
		return err
	}
	defer s.close()
	from := len(rep.Peers)
	for _, sync := range []string{"full", "normal"} {
		ops := []string{"get", "list", "search", "create", "note"}
		if sync == "normal" {
			if s.pg != nil {
				continue
			}
			ops = ops[3:]
		}
		if err := s.runPeers(ctx, o, rep, name, sync, ops); err != nil {
			return err
		}
	}
	(&report{Peers: rep.Peers[from:]}).printPeers(os.Stdout)
	return nil
}

func (s *store) runPeers(ctx context.Context, o options, rep *report, name, sync string, ops []string) error {
	dir, url, err := s.copyOf("peers")
	if err != nil {
		return err
	}
	defer s.drop("peers")
	a, err := openApp(ctx, dir, url)
	if err != nil {
		return err
	}
	c, err := hire(ctx, a, 0, 20)
	if err != nil {
		a.Close()
		return err
	}
	list, err := c.customers(ctx, a.DB, "owner_id IS NOT NULL", nil, 400)
	a.Close()
	if err != nil {
		return err
	}
	srv, err := startServer(o, dir, url, sync)
	if err != nil {
		return err
	}
	defer srv.stop()
	for _, op := range ops {
		for k, n := range callers {
			best := peer[op].one
			if k == 1 {
				best = peer[op].sixteen
			}
			said := false
			call := func(i int) error {
				_, err := srv.call(ctx, peerRequest(c, op, list, i, n))
				if err != nil && !said {
					said = true
					fmt.Fprintln(os.Stderr, err)
				}
				return err
			}
			if op == "get" || op == "list" || op == "search" {
				drive(n, o.span/4, 1<<30, false, call) // warm
			}
			rep.Peers = append(rep.Peers, peerRow{name, op, sync, n, drive(n, 2*o.span, 1<<30, false, call), best, peer[op].aim})
		}
	}
	return nil
}

func peerRequest(c *cast, op string, list []sample, i, callers int) request {
	x := list[i%len(list)]
	director := c.token("director")
	switch op {
	case "get":
		return request{"GET", "/customers/" + x.ID.String(), director, ""}
	case "list":
		return request{"GET", "/customers?limit=50&sort=-createdAt&fields=" + shown + "&filter=" + escape(fmt.Sprintf("owner = %q and layer = %q", x.Owner.String(), "implemented")), director, ""}
	case "search":
		r := []rune(x.Name)
		q := string(r[len(r)/3 : len(r)/3+2])
		if i%5 == 0 {
			q = "机械" // the most common bigram
		}
		who := director
		if i%2 == 0 {
			who = c.tokens[c.reps[i%len(c.reps)]]
		}
		return request{"GET", "/customers?limit=20&fields=" + found + "&q=" + escape(q), who, ""}
	case "funnel": // these two only to be profiled
		return request{"GET", "/funnel", director, ""}
	case "queue":
		return request{"GET", "/queue?fields=" + followed, c.tokens[c.reps[i%len(c.reps)]], ""}
	case "create":
		body := fmt.Sprintf(`{"name":"压测新建%d号%d组公司","kind":"company","source":"bench","city":"苏州"}`, i, callers)
		if i%4 == 0 { // with every number typed in, a person would soon be held for asking which numbers we know
			body = fmt.Sprintf(`{"name":"压测新建%d号%d组公司","kind":"company","phone":"19%09d","source":"bench"}`, i, callers, 100000000*min(callers, 2)+i)
		}
		// The turn moves on by one each round, so that everybody types in as many numbers.
		return request{"POST", "/customers", c.tokens[c.reps[(i+i/len(c.reps))%len(c.reps)]], body}
	}
	return request{"POST", "/customers/" + x.ID.String() + "/touches", director, `{"channel":"call","result":"connected","content":"讲了一年省多少人。","confirmTwice":true}`}
}
