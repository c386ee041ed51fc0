package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// parserMost is by how many MB a file of at most 64 MB may make the server grow.
const parserMost = 300

// parserMemory uploads files that are small to send and large to read, and
// honest ones as large as may be sent, and sees how far the server grows.
func parserMemory(ctx context.Context, b *bench) (string, error) {
	var saw []string
	var faults error
	worst, only := 0.0, os.Getenv("TORTURE_FILES")
	for _, h := range hostiles() {
		if only != "" && !listed(only, h.name) {
			continue
		}
		said, grew, err := b.feed(ctx, h)
		worst = max(worst, grew)
		saw = append(saw, said)
		if err != nil {
			faults = errors.Join(faults, fmt.Errorf("%s: %w", h.name, err))
		}
	}
	return fmt.Sprintf("at most %.0f MB above idle; %s", worst, strings.Join(saw, ", ")), faults
}

// feed uploads one file to a fresh server, whose memory nothing else has used.
func (b *bench) feed(ctx context.Context, h hostile) (said string, grew float64, err error) {
	file, err := h.make(b.dir)
	if err != nil {
		return "", 0, err
	}
	defer func() { _ = os.Remove(file) }()
	info, err := os.Stat(file)
	if err != nil || info.Size() > 64<<20 {
		return "", 0, errors.Join(err, fmt.Errorf("%d bytes cannot be sent", info.Size()))
	}
	n, err := b.node(b.dir, b.url)
	if err != nil {
		return "", 0, err
	}
	defer b.stopNodes()
	n.http.Timeout = 10 * time.Minute
	if a := n.get(ctx, "/me", b.tokens["support1"]); a.status != 200 {
		return "", 0, errors.New(a.String())
	}
	idle := n.memory()
	began := time.Now()
	a := n.upload(ctx, file, b.tokens["support1"])
	took := time.Since(began)
	grew = n.peak() - idle
	said = fmt.Sprintf("%s %d MB: %d in %.1f s, +%.0f MB", h.name, info.Size()>>20, a.status, took.Seconds(), grew)
	if os.Getenv("TORTURE_TELL") != "" {
		fmt.Println("   ", said, strings.Join(strings.Fields(string(a.body[:min(len(a.body), 200)])), " "))
	}
	switch {
	case a.err != nil:
		err = fmt.Errorf("the server did not answer: %w", a.err)
	case grew > parserMost:
		err = fmt.Errorf("the server grew by %.0f MB", grew)
	case h.honest && a.status != 201:
		err = fmt.Errorf("an honest file was refused: %s", a)
	case a.status >= 500:
		err = errors.New(a.String())
	case n.get(ctx, "/me", b.tokens["support1"]).status != 200:
		err = errors.New("the server is gone")
	}
	return said, grew, errors.Join(err, b.leftovers())
}

// leftovers are files that an upload leaves behind beside its database row.
func (b *bench) leftovers() error {
	left, err := filepath.Glob(filepath.Join(b.dir, "tmp", "*"))
	if err == nil && len(left) > 0 {
		err = fmt.Errorf("left behind: %s", strings.Join(left, ", "))
	}
	return err
}

// upload sends a file as it lies on disk.
func (n *node) upload(ctx context.Context, file, token string) answer {
	r, w := io.Pipe()
	m := multipart.NewWriter(w)
	go func() {
		p, err := m.CreateFormFile("file", filepath.Base(file))
		if err == nil {
			var f *os.File
			if f, err = os.Open(file); err == nil {
				_, err = io.Copy(p, f)
				_ = f.Close()
			}
		}
		_ = w.CloseWithError(errors.Join(err, m.Close()))
	}()
	return n.do(ctx, "POST", "/imports", token, m.FormDataContentType(), r, "")
}

// peak is the most resident memory the server ever had, in MiB.
func (n *node) peak() float64 {
	b, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", n.pid()))
	for line := range strings.SplitSeq(string(b), "\n") {
		if f := strings.Fields(line); len(f) > 1 && f[0] == "VmHWM:" {
			kb, _ := strconv.Atoi(f[1])
			return float64(kb) / 1024
		}
	}
	return 0
}
