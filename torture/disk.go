package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// smallDisk mounts a disk of its own in memory.
func (b *bench) smallDisk(megabytes int) (dir string, err error) {
	dir = filepath.Join(b.dir, "disk")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", err
	}
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, fmt.Sprintf("size=%dm,mode=755", megabytes)); err != nil {
		return "", fmt.Errorf("a small disk needs root: %w", err)
	}
	b.undo = append(b.undo, func() { _ = syscall.Unmount(dir, syscall.MNT_DETACH) })
	return dir, nil
}

// fill takes all room but so many bytes; the returned function gives it back.
func fill(dir string, leave uint64) (func(), error) {
	file := filepath.Join(dir, "filler")
	f, err := os.Create(file)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	for range 20 { // writers take room at the same time
		var st syscall.Statfs_t
		if err = syscall.Statfs(dir, &st); err != nil {
			break
		}
		free := st.Bavail * uint64(st.Bsize)
		if free <= leave {
			break
		}
		if err = syscall.Fallocate(int(f.Fd()), 0, 0, int64(free-leave)); !errors.Is(err, syscall.ENOSPC) {
			break
		}
	}
	return func() { _ = os.Remove(file) }, err
}

// diskFull: the disk fills up under writers. They hear 507 (503 while PostgreSQL
// itself recovers), reads go on, and with room again all goes on.
func diskFull(ctx context.Context, b *bench) (string, error) {
	var n *node
	var dir string
	var err error
	if b.db == "sqlite" {
		if dir, err = b.smallDisk(96); err != nil {
			return "", err
		}
		if err = b.copySeed(dir); err != nil {
			return "", err
		}
		b.dir = dir
		n, err = b.node(dir, "")
	} else {
		n, dir, err = b.smallCluster(ctx)
	}
	if err != nil {
		return "", err
	}
	l, err := b.write(ctx, 8, "full", func() *node { return n })
	if err != nil {
		return "", err
	}
	time.Sleep(2 * time.Second)
	room, err := fill(dir, 1<<20)
	if err != nil {
		return "", err
	}
	full := l.seen("507", b.o.most/4)
	reads := 0
	for range 20 {
		if a := n.get(ctx, "/customers?limit=5", b.tokens["director"]); a.status == 200 {
			reads++
		}
	}
	time.Sleep(2 * time.Second)
	room()
	restarted := b.revive(l)
	before := l.done()
	went := l.more(before+50, b.o.most/2)
	l.end()
	saw, err := l.settled(ctx)
	saw = fmt.Sprintf("507 seen: %v, %d of 20 reads answered meanwhile%s; %s", full, reads, restarted, saw)
	if !full || !went || b.db == "sqlite" && reads < 20 {
		err = errors.Join(err, fmt.Errorf("507 seen %v, went on %v, reads %d", full, went, reads))
	}
	return saw, err
}

// smallCluster is a PostgreSQL on a small disk with its own organisation.
func (b *bench) smallCluster(ctx context.Context) (*node, string, error) {
	dir, err := b.smallDisk(256)
	if err != nil {
		return nil, "", err
	}
	pg, err := startPostgres(filepath.Join(dir, "pg"), "max_wal_size=16MB", "min_wal_size=2MB")
	if err != nil {
		return nil, "", err
	}
	s := &stage{o: b.o, dir: b.dir, pg: pg, seed: map[string]seeded{}}
	b.undo = append(b.undo, pg.Stop)
	if err := pg.Exec(ctx, "postgres", "CREATE DATABASE seed"); err != nil {
		return nil, "", err
	}
	if err := s.sow(ctx, "postgres", pg.URL("seed")); err != nil {
		return nil, "", err
	}
	b.seeded, b.url, b.own = s.seed["postgres"], pg.URL("seed"), pg
	n, err := b.node(b.dir, b.url)
	return n, dir, err
}

// revive starts a PostgreSQL that could not even write its log, as its
// supervisor would.
func (b *bench) revive(l *load) string {
	if b.own == nil {
		return ""
	}
	for range 50 {
		if b.own.Exec(context.Background(), "postgres", "SELECT 1") == nil {
			return ""
		}
		time.Sleep(100 * time.Millisecond)
	}
	b.own.Crash()
	if err := b.own.Restart(); err != nil {
		return ", PostgreSQL did not start again: " + err.Error()
	}
	return ", PostgreSQL started again by its supervisor"
}

// seen waits until a refusal with these words came.
func (l *load) seen(words string, most time.Duration) bool {
	for began := time.Now(); time.Since(began) < most; time.Sleep(20 * time.Millisecond) {
		l.mu.Lock()
		for code := range l.codes {
			if strings.Contains(code, words) {
				l.mu.Unlock()
				return true
			}
		}
		l.mu.Unlock()
	}
	return false
}

func (l *load) done() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return len(l.acked)
}

// more waits until so many acts are acknowledged.
func (l *load) more(n int, most time.Duration) bool {
	for began := time.Now(); time.Since(began) < most; time.Sleep(20 * time.Millisecond) {
		if l.done() >= n {
			return true
		}
	}
	return false
}

// diskErrors makes the kernel refuse the process's writes and syncs, by the
// debugger's way: ENOSPC, EIO and EROFS in turn, each of them gone again after.
func diskErrors(ctx context.Context, b *bench) (string, error) {
	n, err := b.node(b.dir, b.url)
	if err != nil {
		return "", err
	}
	l, err := b.write(ctx, 8, "errors", func() *node { return n })
	if err != nil {
		return "", err
	}
	saw := ""
	for _, what := range []string{"pwrite64:error=ENOSPC", "pwrite64:error=EIO", "fsync,fdatasync:error=EIO", "pwrite64:error=EROFS"} {
		l.mu.Lock()
		clear(l.codes)
		l.mu.Unlock()
		call, _, _ := strings.Cut(what, ":")
		c := exec.CommandContext(ctx, "strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace="+call, "-e", "inject="+what, "-p", fmt.Sprint(n.pid()))
		if err := c.Start(); err != nil {
			return saw, err
		}
		refused := l.seen("507", b.o.most/6)
		time.Sleep(time.Second)
		if a := n.get(ctx, "/customers?limit=5", b.tokens["director"]); a.status != 200 {
			err = errors.Join(err, fmt.Errorf("a read while writes fail: %s", a))
		}
		_ = c.Process.Signal(syscall.SIGINT)
		_ = c.Wait()
		went := l.more(l.done()+30, b.o.most/6)
		saw += fmt.Sprintf("%s: 507 seen %v, went on %v. ", what, refused, went)
		if !refused || !went {
			err = errors.Join(err, fmt.Errorf("%s: 507 seen %v, went on %v, codes %v", what, refused, went, l.codes))
		}
	}
	l.end()
	said, serr := l.settled(ctx)
	return saw + said, errors.Join(err, serr)
}
