package main

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"laidan/internal/crm"
	"laidan/internal/db"
)

// TestMain lets this binary be the traced process: it saves touches and tells a
// socket of each, as a server does.
func TestMain(m *testing.M) {
	if os.Getenv("TORTURE_CHILD") != "" {
		if err := saveAndTell(os.Getenv("TORTURE_CHILD"), os.Getenv("TORTURE_TELL")); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

type touchRow struct {
	ID       int64  `db:"id"`
	Customer int64  `db:"customer_id"`
	Channel  string `db:"channel"`
	Result   string `db:"result"`
	At       int64  `db:"at"`
	Day      int64  `db:"day"`
	Content  string `db:"content"`
	Created  int64  `db:"created_at"`
}

func saveAndTell(dir, addr string) error {
	ctx := context.Background()
	c, err := net.Dial("tcp", addr)
	if err != nil {
		return err
	}
	d, err := db.Open(ctx, db.Options{URL: dir})
	if err != nil {
		return err
	}
	for i := range 120 {
		mark := fmt.Sprintf("torture-power-%d", i)
		row := touchRow{ID: d.NewNumber(), Customer: 1, Channel: "call", Result: "no_answer", Content: mark}
		err := d.Update(ctx, crm.Actor{Tenant: crm.IDOf[crm.Tenant](1)}, func(tx *db.Tx) error { return db.InsertMany(tx, "touch", []touchRow{row}) })
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintf(c, "HTTP/1.1 200 OK\r\n\r\n{\"content\":%q}\n", mark); err != nil {
			return err
		}
	}
	return nil // without closing the database: the power is gone
}

// recordedRun is the trace of such a process and the file it began with.
func recordedRun(t *testing.T) (events []event, base []byte) {
	t.Helper()
	if _, err := exec.LookPath("strace"); err != nil {
		t.Fatal("install strace (scripts/prepare does): ", err)
	}
	dir := t.TempDir()
	d, err := db.Open(t.Context(), db.Options{URL: dir})
	if err == nil {
		err = d.Migrate(t.Context())
	}
	if err != nil {
		t.Fatal(err)
	}
	d.Close()
	if base, err = os.ReadFile(filepath.Join(dir, "laidan.db")); err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	go func() {
		if c, err := l.Accept(); err == nil {
			_, _ = io.Copy(io.Discard, c)
		}
	}()
	trace := filepath.Join(t.TempDir(), "trace")
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	c := exec.CommandContext(ctx, "strace", append(straceArgs(trace), os.Args[0])...)
	c.Env = append(os.Environ(), "TORTURE_CHILD="+dir, "TORTURE_TELL="+l.Addr().String())
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if events, err = readTrace(trace, "torture-power-"); err != nil {
		t.Fatal(err)
	}
	return events, base
}

// The power fails at 40 moments: each disk that could be left opens, is whole and
// holds every act acknowledged before. The same disks without the syncs do not,
// or this test could not fail.
func TestPowerLoss(t *testing.T) {
	events, base := recordedRun(t)
	c := crash{events: events, base: base, dir: t.TempDir(), strict: true, r: rand.New(rand.NewPCG(1, 1)), integrity: integrity}
	saw, err := c.try(t.Context(), 40, time.Minute)
	if err != nil {
		t.Error(err)
	}
	t.Log(saw)
	lying := c
	lying.events = nil
	kept := 0
	for _, e := range events {
		if e.kind == "sync" {
			if kept++; kept > 3 {
				continue // a disk that says "written" and is not
			}
			e.upTo = min(e.upTo, len(lying.events))
		}
		lying.events = append(lying.events, e)
	}
	if _, err := lying.try(t.Context(), 40, time.Minute); err == nil || !strings.Contains(err.Error(), "acknowledged acts are lost") && !strings.Contains(err.Error(), "integrity") && !strings.Contains(err.Error(), "malformed") {
		t.Errorf("a disk that does not sync passes: %v", err)
	}
}
