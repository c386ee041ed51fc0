package main

import (
	"context"
	"fmt"
	"time"
)

// killed: the process dies at random moments while 16 writers work.
func killed(ctx context.Context, b *bench) (string, error) {
	n, err := b.node(b.dir, b.url)
	if err != nil {
		return "", err
	}
	l, err := b.write(ctx, 16, "kill", func() *node { return n })
	if err != nil {
		return "", err
	}
	kills, slowest := 0, time.Duration(0)
	began := time.Now()
	for kills < b.o.pick(100, 1000) && time.Since(began) < b.o.most*3/4 && err == nil {
		time.Sleep(time.Duration(10+b.r.IntN(300)) * time.Millisecond)
		n.kill()
		kills++
		err = n.start()
		slowest = max(slowest, n.ready)
	}
	l.end()
	saw, serr := l.settled(ctx)
	if err == nil {
		err = serr
	}
	return fmt.Sprintf("%d kills, ready again within %d ms; %s", kills, slowest.Milliseconds(), saw), err
}
