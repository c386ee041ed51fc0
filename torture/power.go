package main

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"time"
)

// powerLoss records every write and fsync of a server under 8 writers, then
// builds what a disk could hold had the power gone at random moments: what was
// synced, and any part of the rest, torn at any sector. Each such image must
// open, be whole, and hold every act acknowledged before that moment; with
// synchronous=NORMAL it may lack the last acts, and no earlier one.
func powerLoss(ctx context.Context, b *bench) (string, error) {
	if _, err := exec.LookPath("strace"); err != nil {
		return "", fmt.Errorf("install the package strace: %w", err)
	}
	saw := ""
	for _, mode := range []string{"full", "normal"} {
		dir := filepath.Join(b.dir, mode)
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return saw, err
		}
		if err := b.copySeed(dir); err != nil {
			return saw, err
		}
		base, err := os.ReadFile(filepath.Join(dir, "laidan.db"))
		if err != nil {
			return saw, err
		}
		events, err := b.traced(ctx, dir, mode)
		if err != nil {
			return saw, err
		}
		c := crash{events: events, base: base, dir: filepath.Join(b.dir, "image"), strict: mode == "full", r: b.r, integrity: integrity}
		said, err := c.try(ctx, b.o.pick(150, 1000), b.o.most*3/10)
		saw += "synchronous=" + mode + ": " + said + ". "
		if err != nil {
			return saw, err
		}
	}
	return saw, nil
}

// traced runs a server under strace while 8 writers work, and kills it.
func (b *bench) traced(ctx context.Context, dir, mode string) ([]event, error) {
	trace := filepath.Join(b.dir, mode+".trace")
	n, err := b.node(dir, "", append([]string{"env", "LAIDAN_SYNCHRONOUS=" + mode, "strace"}, straceArgs(trace)...)...)
	if err != nil {
		return nil, err
	}
	// The marks are read from the trace, not from the load.
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	l, err := b.write(ctx, 8, "power", func() *node { return n })
	if err != nil {
		return nil, err
	}
	time.Sleep(b.o.most / 15)
	l.stop.Store(true)
	n.kill()
	cancel()
	l.wg.Wait()
	b.nodes = nil
	return readTrace(trace, "torture-power-")
}

// crash builds and checks crash images.
type crash struct {
	events    []event
	base      []byte
	dir       string
	strict    bool
	r         *rand.Rand
	integrity func(string) error
}

// disk is what is surely on disk and what may be.
type disk struct {
	sure    map[string][]byte
	pending []int // events
}

func (c *crash) try(ctx context.Context, images int, most time.Duration) (string, error) {
	var cuts []int
	for range images {
		cuts = append(cuts, c.r.IntN(len(c.events)+1))
	}
	slices.Sort(cuts)
	d := disk{sure: map[string][]byte{"laidan.db": slices.Clone(c.base), "laidan.db-wal": nil}}
	var acked []string
	at, tried, worst, began := 0, 0, 0, time.Now()
	writes, syncs := 0, 0
	for _, cut := range cuts {
		for ; at < cut; at++ {
			switch e := c.events[at]; e.kind {
			case "ack":
				acked = append(acked, e.mark)
			case "sync":
				syncs++
				d.sync(c.events, e)
			default:
				writes++
				d.pending = append(d.pending, at)
			}
		}
		if time.Since(began) > most {
			break
		}
		lost, err := c.check(ctx, d.image(c.events, c.r, c.r.IntN(3)), acked)
		if err != nil {
			return "", fmt.Errorf("image at event %d of %d: %w", cut, len(c.events), err)
		}
		tried++
		worst = max(worst, lost)
	}
	if len(acked) == 0 || syncs == 0 {
		return "", fmt.Errorf("the trace of %d events shows %d acknowledged acts and %d syncs", len(c.events), len(acked), syncs)
	}
	return fmt.Sprintf("%d images of %d writes and %d syncs, %d acts acknowledged, at most %d of the last ones lost", tried, writes, syncs, len(acked), worst), nil
}

// sync moves a file's earlier writes to the sure part.
func (d *disk) sync(events []event, s event) {
	rest := d.pending[:0]
	for _, i := range d.pending {
		if events[i].file == s.file && i < s.upTo {
			d.sure[s.file] = apply(d.sure[s.file], events[i], 0, len(events[i].data))
			continue
		}
		rest = append(rest, i)
	}
	d.pending = rest
}

// apply writes the part [from, to) of an event's data, or cuts the file.
func apply(file []byte, e event, from, to int) []byte {
	if e.kind == "cut" {
		if int64(len(file)) > e.off {
			return file[:e.off]
		}
		return append(file, make([]byte, e.off-int64(len(file)))...)
	}
	end := e.off + int64(to)
	if int64(len(file)) < end {
		file = append(file, make([]byte, end-int64(len(file)))...)
	}
	copy(file[e.off+int64(from):end], e.data[from:to])
	return file
}

const sector = 512

// image is one possible disk: nothing of what was pending, all of it with the
// last write torn, or any part of it.
func (d *disk) image(events []event, r *rand.Rand, how int) map[string][]byte {
	out := map[string][]byte{}
	for name, b := range d.sure {
		out[name] = slices.Clone(b)
	}
	for k, i := range d.pending {
		e := events[i]
		from, to := 0, len(e.data)
		switch {
		case how == 0:
			continue
		case how == 1 && k < len(d.pending)-1:
		case how == 2 && r.IntN(3) == 0:
			continue
		default:
			if n := len(e.data) / sector; n > 0 && r.IntN(2) == 0 {
				from = sector * r.IntN(n)
				to = min(len(e.data), from+sector*(1+r.IntN(n)))
			}
		}
		out[e.file] = apply(out[e.file], e, from, to)
	}
	return out
}

// check opens an image and tells how many acknowledged acts it lacks.
func (c *crash) check(ctx context.Context, image map[string][]byte, acked []string) (lost int, err error) {
	if err := os.RemoveAll(c.dir); err != nil {
		return 0, err
	}
	if err := os.MkdirAll(c.dir, 0o755); err != nil {
		return 0, err
	}
	for name, b := range image {
		if name == "laidan.db-wal" && len(b) == 0 {
			continue
		}
		if err := os.WriteFile(filepath.Join(c.dir, name), b, 0o600); err != nil {
			return 0, err
		}
	}
	file := filepath.Join(c.dir, "laidan.db")
	if err := c.integrity(file); err != nil {
		return 0, err
	}
	there, err := marks(ctx, file)
	if err != nil {
		return 0, err
	}
	// Lost ones must be the last ones. Eight writers may be told out of order.
	first := -1
	for i, m := range acked {
		if there[m] == 0 {
			lost++
			if first < 0 {
				first = i
			}
			continue
		}
		if there[m] > 1 {
			return 0, fmt.Errorf("%s is there %d times", m, there[m])
		}
		if first >= 0 && i > first+16 {
			return lost, fmt.Errorf("%s is lost, %s, acknowledged %d acts later, is there", acked[first], m, i-first)
		}
	}
	if c.strict && lost > 0 {
		return lost, fmt.Errorf("%d of %d acknowledged acts are lost", lost, len(acked))
	}
	return lost, nil
}

func marks(ctx context.Context, file string) (map[string]int, error) {
	h, err := sql.Open("sqlite", "file:"+file)
	if err != nil {
		return nil, err
	}
	defer func() { _ = h.Close() }()
	rows, err := h.QueryContext(ctx, "SELECT content, COUNT(*) FROM touch WHERE content LIKE 'torture-power-%' GROUP BY content")
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	out := map[string]int{}
	for rows.Next() {
		var m string
		var n int
		if err := rows.Scan(&m, &n); err != nil {
			return nil, err
		}
		out[m] = n
	}
	return out, rows.Err()
}
