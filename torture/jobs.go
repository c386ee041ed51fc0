package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"
)

// jobsKilled: an import is worked off in portions; the process dies around
// their commits. Each row comes in once.
func jobsKilled(ctx context.Context, b *bench) (string, error) {
	const rows = 12000
	n, err := b.node(b.dir, b.url)
	if err != nil {
		return "", err
	}
	imp, err := n.startImport(ctx, rows)
	if err != nil {
		return "", err
	}
	kills, most, last := 0, b.o.pick(8, 40), int64(0)
	if b.url != "" {
		most = b.o.pick(2, 20) // another process waits for the dead one's lease
	}
	for began := time.Now(); time.Since(began) < max(b.o.most, 90*time.Second); time.Sleep(15 * time.Millisecond) {
		imp = n.importState(ctx, imp.ID)
		if imp.State == "done" || imp.State == "failed" {
			break
		}
		if imp.RowsRead > last && kills < most {
			last = imp.RowsRead
			time.Sleep(time.Duration(b.r.IntN(120)) * time.Millisecond) // anywhere in the next portion
			n.kill()
			kills++
			if err := n.start(); err != nil {
				return "", err
			}
		}
	}
	if kills == 0 {
		err = errors.New("the import was over before it could be killed")
	}
	return fmt.Sprintf("%d kills, import of %d rows: %+v", kills, rows, imp.Counts), errors.Join(err, b.importDone(ctx, imp, rows))
}

// clockJumps runs the program inside this one, because only its own clock may
// jump: an hour forth, two back, forth again.
func clockJumps(ctx context.Context, b *bench) (string, error) {
	a, err := openApp(ctx, b.dir, b.url)
	if err != nil {
		return "", err
	}
	defer a.Close()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	a.Listen = l.Addr().String()
	_ = l.Close()
	serving, stop := context.WithCancel(ctx)
	ended := make(chan error, 1)
	go func() { ended <- a.Serve(serving, nil) }()
	n := &node{b: b, addr: a.Listen, http: &http.Client{Timeout: 30 * time.Second, Transport: &http.Transport{MaxIdleConnsPerHost: 64}}}
	for range 400 {
		if n.get(ctx, "/me", b.tokens["director"]).status == http.StatusOK {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	w, err := b.write(ctx, 8, "clock", func() *node { return n })
	if err != nil {
		stop()
		return "", errors.Join(err, <-ended)
	}
	jumps := 0
	for range b.o.pick(8, 60) {
		for _, by := range []time.Duration{time.Hour, -time.Hour, 0} {
			a.DB.SetClock(func() time.Time { return time.Now().Add(by) })
			jumps++
			time.Sleep(400 * time.Millisecond)
		}
	}
	w.end()
	stop()
	err = <-ended
	saw, serr := w.settled(ctx)
	return fmt.Sprintf("%d jumps of an hour; %s", jumps, saw), errors.Join(err, serr)
}
