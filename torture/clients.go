package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// badClients: 200 connections that dawdle, hang, send without end or take
// nothing, beside 16 ordinary ones. Those stay served, and memory bounded.
func badClients(ctx context.Context, b *bench) (string, error) {
	n, err := b.node(b.dir, b.url)
	if err != nil {
		return "", err
	}
	quiet := b.ordinary(ctx, n, b.o.most/15)
	bad, stop := context.WithCancel(ctx)
	defer stop()
	var open, cutOff atomic.Int64
	var wg sync.WaitGroup
	for i := range 200 {
		wg.Go(func() {
			for bad.Err() == nil {
				open.Add(1)
				b.misbehave(bad, n, i%5)
				open.Add(-1)
				if bad.Err() == nil {
					cutOff.Add(1)
					time.Sleep(time.Second) // a flood would measure the cores
				}
			}
		})
	}
	most, busy := 0.0, figures{}
	done := make(chan struct{})
	go func() {
		defer close(done)
		busy = b.ordinary(ctx, n, b.o.most/3)
	}()
	for running := true; running; {
		select {
		case <-done:
			running = false
		case <-time.After(100 * time.Millisecond):
			most = max(most, n.memory())
		}
	}
	stop()
	wg.Wait()
	after := b.ordinary(ctx, n, b.o.most/30)
	saw := fmt.Sprintf("ordinary requests p50/p99 %v before, %v beside 200 bad clients (of which %d were cut off), %v after; at most %.0f MB", quiet, busy, cutOff.Load(), after, most)
	switch {
	case quiet.failed+busy.failed+after.failed > 0:
		err = fmt.Errorf("%d ordinary requests failed: %s", quiet.failed+busy.failed+after.failed, busy.fault)
	case most > 400:
		err = fmt.Errorf("the server grew to %.0f MB", most)
	case cutOff.Load() == 0:
		err = fmt.Errorf("no bad client was cut off")
	}
	return saw, err
}

// figures are the latencies of ordinary requests.
type figures struct {
	p50, p99  time.Duration
	n, failed int
	fault     string
}

func (f figures) String() string {
	return fmt.Sprintf("%.1f/%.0f ms", f.p50.Seconds()*1000, f.p99.Seconds()*1000)
}

// ordinary reads lists from 16 callers for a while.
func (b *bench) ordinary(ctx context.Context, n *node, span time.Duration) (f figures) {
	var mu sync.Mutex
	var all []time.Duration
	var wg sync.WaitGroup
	began := time.Now()
	for range 16 {
		wg.Go(func() {
			for time.Since(began) < span && ctx.Err() == nil {
				t := time.Now()
				a := n.get(ctx, "/customers?limit=20", b.tokens["rep1"])
				took := time.Since(t)
				mu.Lock()
				all = append(all, took)
				if a.err != nil || a.status != 200 {
					f.failed++
					f.fault = a.String()
				}
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	slices.Sort(all)
	if f.n = len(all); f.n > 0 {
		f.p50, f.p99 = all[f.n/2], all[min(f.n-1, f.n*99/100)]
	}
	return f
}

// misbehave is one bad connection, until it is cut off or the time is over.
func (b *bench) misbehave(ctx context.Context, n *node, how int) {
	c, err := net.DialTimeout("tcp", n.addr, 5*time.Second)
	if err != nil {
		return
	}
	defer func() { _ = c.Close() }()
	defer context.AfterFunc(ctx, func() { _ = c.Close() })()
	head := func(method, path, more string) {
		_, _ = fmt.Fprintf(c, "%s /api/v1%s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n%s", method, path, b.tokens["director"], more)
	}
	switch how {
	case 0: // headers, one byte at a time
		for _, x := range []byte("GET /api/v1/me HTTP/1.1\r\nX-Slow: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa") {
			if _, err := c.Write([]byte{x}); err != nil {
				return
			}
			select {
			case <-ctx.Done():
				return
			case <-time.After(300 * time.Millisecond):
			}
		}
	case 1: // a body that never comes
		head("POST", "/customers", "Content-Type: application/json\r\nIdempotency-Key: slow\r\nContent-Length: 100000\r\n\r\n{")
		_, _ = io.Copy(io.Discard, c)
	case 2: // a body without end
		head("POST", "/customers", "Content-Type: application/json\r\nIdempotency-Key: huge\r\nTransfer-Encoding: chunked\r\n\r\n")
		go func() { _, _ = io.Copy(io.Discard, c) }()
		piece := []byte("10000\r\n" + string(make([]byte, 0x10000)) + "\r\n")
		for {
			if _, err := c.Write(piece); err != nil {
				return
			}
		}
	case 3: // an upload without end
		head("POST", "/files", "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 1000000000000\r\n\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n")
		go func() { _, _ = io.Copy(io.Discard, c) }()
		piece := make([]byte, 64<<10)
		for {
			if _, err := c.Write(piece); err != nil {
				return
			}
			select {
			case <-ctx.Done():
				return
			case <-time.After(500 * time.Millisecond): // 128 KB/s each, or it would measure the disk
			}
		}
	case 4: // an export that nobody takes
		head("GET", "/export", "\r\n")
		<-ctx.Done()
	}
}
