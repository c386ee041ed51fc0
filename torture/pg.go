package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"time"

	"laidan/torture/proxy"

	"laidan/internal/db/pgserver"
)

// database is the name of the bench's own database.
func (b *bench) database() string {
	u, _ := url.Parse(b.url)
	return strings.TrimPrefix(u.Path, "/")
}

// postgresKilled: the server goes down at once and comes up again, or one of
// its processes is killed with -9, which makes it recover by itself.
func postgresKilled(ctx context.Context, b *bench) (string, error) {
	n, err := b.node(b.dir, b.url)
	if err != nil {
		return "", err
	}
	l, err := b.write(ctx, 16, "pgkill", func() *node { return n })
	if err != nil {
		return "", err
	}
	crashes, kills, began := 0, 0, time.Now()
	for time.Since(began) < b.o.most/2 && err == nil {
		time.Sleep(time.Duration(500+b.r.IntN(1000)) * time.Millisecond)
		if b.r.IntN(2) == 0 {
			b.s.pg.Crash()
			time.Sleep(time.Duration(b.r.IntN(500)) * time.Millisecond)
			err = b.s.pg.Restart()
			crashes++
		} else if pids, perr := b.s.pg.Backends(ctx, b.database()); perr == nil && len(pids) > 0 {
			_ = syscall.Kill(pids[b.r.IntN(len(pids))], syscall.SIGKILL)
			kills++
		}
		if !l.more(l.done()+20, 30*time.Second) {
			err = errors.New("no act within 30 s after PostgreSQL came back")
		}
	}
	l.end()
	saw, serr := l.settled(ctx)
	return fmt.Sprintf("%d shut down at once, %d processes killed, longest act %.1f s; %s", crashes, kills, l.slow.Seconds(), saw), errors.Join(err, serr)
}

// signalAll sends a signal to PostgreSQL and all its processes.
func signalAll(s *pgserver.Server, sig syscall.Signal) {
	pid := s.Process().Pid
	_ = syscall.Kill(pid, sig)
	b, _ := os.ReadFile(fmt.Sprintf("/proc/%d/task/%d/children", pid, pid))
	for _, f := range strings.Fields(string(b)) {
		if child, err := strconv.Atoi(f); err == nil {
			_ = syscall.Kill(child, sig)
		}
	}
}

// postgresPaused: PostgreSQL stops answering, once shortly and once for longer
// than an act may wait.
func postgresPaused(ctx context.Context, b *bench) (string, error) {
	n, err := b.node(b.dir, b.url)
	if err != nil {
		return "", err
	}
	l, err := b.write(ctx, 16, "pgpause", func() *node { return n })
	if err != nil {
		return "", err
	}
	for _, pause := range []time.Duration{6 * time.Second, 33 * time.Second} {
		time.Sleep(time.Second)
		signalAll(b.s.pg, syscall.SIGSTOP)
		time.Sleep(pause)
		signalAll(b.s.pg, syscall.SIGCONT)
		if !l.more(l.done()+100, 20*time.Second) {
			err = errors.Join(err, fmt.Errorf("no acts within 20 s after a pause of %v", pause))
		}
	}
	l.end()
	saw, serr := l.settled(ctx)
	return fmt.Sprintf("paused 6 s and 33 s, longest act %.1f s; %s", l.slow.Seconds(), saw), errors.Join(err, serr)
}

// commitCut: a proxy drops every fifth COMMIT on its way, and every fifth answer
// to one. Acts are repeated under their key until acknowledged.
func commitCut(ctx context.Context, b *bench) (string, error) {
	p, err := proxy.New(b.s.pg.Addr())
	if err != nil {
		return "", err
	}
	defer p.Close()
	n, err := b.node(b.dir, strings.Replace(b.url, b.s.pg.Addr(), p.Addr(), 1))
	if err != nil {
		return "", err
	}
	var commits, lost, unanswered atomic.Int64
	p.OnCommit(func() proxy.Cut {
		switch commits.Add(1) % 5 {
		case 1:
			lost.Add(1)
			return proxy.Lost
		case 3:
			unanswered.Add(1)
			return proxy.Unanswered
		}
		return proxy.Pass
	})
	l, err := b.write(ctx, 16, "cut", func() *node { return n })
	if err != nil {
		return "", err
	}
	l.more(b.o.pick(1000, 10000), b.o.most*3/4)
	l.end()
	p.OnCommit(nil)
	saw, err := l.settled(ctx)
	return fmt.Sprintf("%d commits lost on the way, %d unanswered; %s", lost.Load(), unanswered.Load(), saw), err
}
