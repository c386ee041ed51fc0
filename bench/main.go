// Command bench measures Laidan on this machine: each operation over HTTP and
// the same SQL through the bare driver, in one run, and prints both as ratios.
//
//	make bench                            the full matrix (first seeding takes longer)
//	go run ./bench -sizes 10000 -db sqlite   one part of it
//	go run ./bench -db sqlite -profile list  where the time of one operation goes
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"syscall"
	"time"
)

type options struct {
	dbs    []string
	sizes  []int
	span   time.Duration
	peers  bool
	bulk   bool
	curve  bool
	binary string
	cache  string
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	dbs := flag.String("db", "sqlite,postgres", "databases, separated by commas")
	sizes := flag.String("sizes", "10000,100000,1000000", "customers; touches are five times as many")
	span := flag.Duration("span", time.Second, "how long each read is repeated")
	peers := flag.Bool("peers", true, "also the five operations of other products, at 100,000 customers and 300,000 touches")
	bulk := flag.Bool("bulk", true, "also import and export")
	curve := flag.Bool("tenants", true, "also the same customers in one, ten and a thousand organisations")
	out := flag.String("out", "", "folder for results.json and tables.md; the results found there are compared with")
	binary := flag.String("binary", "bin/laidan", "the program to measure")
	cache := flag.String("cache", ".cache/bench", "where seeded databases are kept")
	op := flag.String("profile", "", "only profile one operation of the peers: get, list, search, create, note; or queue, funnel, import")
	cpu := flag.String("cpu", "cpu.prof", "where -profile writes the processor's time, one file for each way to ask")
	flag.Parse()
	o := options{dbs: strings.Split(*dbs, ","), span: *span, peers: *peers, bulk: *bulk, curve: *curve, binary: *binary, cache: *cache}
	for s := range strings.SplitSeq(*sizes, ",") {
		if s == "" {
			continue // the peers alone
		}
		n, err := strconv.Atoi(s)
		if err != nil {
			return err
		}
		o.sizes = append(o.sizes, n)
	}
	if *op != "" {
		debug.SetGCPercent(300) // as laidan serve
		return profile(ctx, o, o.dbs[0], *op, *cpu)
	}
	rep, before := newReport(), stored(*out)
	keep := func() error { // after each part: a run takes long, and what is measured is measured
		if *out == "" {
			return nil
		}
		return rep.save(*out, before)
	}
	fmt.Printf("Machine: %s\n", rep.Machine)
	for _, name := range o.dbs {
		for _, size := range o.sizes {
			// The full matrix of roles and operations at 100,000; at the other sizes the
			// manager alone, for the curve.
			roles := []string{"manager"}
			if size == 100000 {
				roles = []string{"rep", "manager", "director"}
			}
			if err := measure(ctx, o, rep, name, size, 5*size, roles); err != nil {
				return fmt.Errorf("%s at %d: %w", name, size, err)
			}
			if err := keep(); err != nil {
				return err
			}
		}
		if o.peers {
			if err := measurePeers(ctx, o, rep, name); err != nil {
				return fmt.Errorf("%s, peers: %w", name, err)
			}
			if err := keep(); err != nil {
				return err
			}
		}
		if o.curve {
			if err := measureTenants(ctx, o, rep, name); err != nil {
				return fmt.Errorf("%s, organisations: %w", name, err)
			}
			if err := keep(); err != nil {
				return err
			}
		}
	}
	return nil
}

func cpuName() string {
	b, _ := os.ReadFile("/proc/cpuinfo")
	for line := range strings.SplitSeq(string(b), "\n") {
		if name, ok := strings.CutPrefix(line, "model name"); ok {
			return strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(name), ":"))
		}
	}
	return runtime.GOARCH
}
