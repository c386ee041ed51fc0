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
// 100,000 customers of 20 owners with 300,000 notes, rights checked, commits durable.
func measurePeers(ctx context.Context, o options, name string) error {
	s, err := prepare(ctx, o, name, 100000, 300000, 26)
	if err != nil {
		return err
	}
	defer s.close()
	dir, url, err := s.copyOf("peers")
	if err != nil {
		return err
	}
	defer s.drop("peers")
	a, err := openApp(ctx, dir, url)
	if err != nil {
		return err
	}
	c, err := hire(ctx, a, 20)
	if err != nil {
		a.Close()
		return err
	}
	list, err := c.customers(ctx, a.DB, "owner_id IS NOT NULL", nil, 400)
	a.Close()
	if err != nil {
		return err
	}
	srv, err := startServer(o, dir, url)
	if err != nil {
		return err
	}
	defer srv.stop()
	fmt.Printf("\n%s beside the best other product (docs/performance.md names them), 100,000 customers, 300,000 notes, 20 owners\n\n", name)
	fmt.Println("| operation | callers | ours/s | p50 ms | p99 ms | best other/s | multiple | aim |")
	fmt.Println("|---|--:|--:|--:|--:|--:|--:|--:|")
	created := 0
	for _, op := range []string{"get", "list", "search", "create", "note"} {
		for k, n := range callers {
			best := peer[op].one
			if k == 1 {
				best = peer[op].sixteen
			}
			said := false
			f := drive(n, 2*o.span, 1<<30, false, func(i int) error {
				_, err := srv.call(ctx, peerRequest(c, op, list, i, n))
				if err != nil && !said {
					said = true
					fmt.Fprintln(os.Stderr, err)
				}
				return err
			})
			created += f.n
			fmt.Printf("| %s | %d | %.0f | %s | %s | %.0f | %.1f | %.0f |%s\n", op, n, f.rate(), ms(f.p50), ms(f.p99), best, f.rate()/best, peer[op].aim,
				failures(row{http: f}))
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
		return request{"GET", "/customers?limit=50&sort=-createdAt&filter=" + escape(fmt.Sprintf("owner = %q and layer = %q", x.Owner.String(), "implemented")), director, ""}
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
		return request{"GET", "/customers?limit=20&q=" + escape(q), who, ""}
	case "create":
		body := fmt.Sprintf(`{"name":"压测新建%d号%d组公司","kind":"company","source":"bench","city":"苏州"}`, i, callers)
		if i%4 == 0 { // with every number typed in, a person would soon be held for asking which numbers we know
			body = fmt.Sprintf(`{"name":"压测新建%d号%d组公司","kind":"company","phone":"19%09d","source":"bench"}`, i, callers, 100000000*min(callers, 2)+i)
		}
		return request{"POST", "/customers", c.tokens[c.reps[i%len(c.reps)]], body}
	}
	return request{"POST", "/customers/" + x.ID.String() + "/touches", director, `{"channel":"call","result":"connected","content":"讲了一年省多少人。","confirmTwice":true}`}
}
