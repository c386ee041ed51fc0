// Command torture breaks a running Laidan on purpose and checks that nothing
// acknowledged is lost, nothing is done twice and every rule still holds. It
// drives the real binary over HTTP on SQLite and on PostgreSQL, and writes what
// it did to docs/torture.md.
//
//	make torture                                  a sample of every experiment, within 25 minutes
//	TORTURE=full make torture                     all 1,000 kills, 2,000 crash images, …
//	go run ./torture -only kill -db sqlite -seed 7   one of them
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"runtime"
	"strings"
	"syscall"
	"time"
)

type options struct {
	seed   uint64
	full   bool
	binary string
	most   time.Duration // of one experiment on one database
}

// pick is the size of an experiment: a sample, or all of it.
func (o options) pick(sample, full int) int {
	if o.full {
		return full
	}
	return sample
}

// experiment does one thing to one database and says what it saw; an error is a
// promise that did not hold.
type experiment struct {
	name string
	what string
	dbs  string // "both", "sqlite", "postgres", or "none" when it needs no database of its own
	run  func(ctx context.Context, b *bench) (string, error)
}

func experiments() []experiment {
	return []experiment{
		{"kill", "kill -9 at random under 16 writers", "both", killed},
		{"power", "power loss: crash images from traced writes and fsyncs", "sqlite", powerLoss},
		{"disk-full", "a small disk runs full under 8 writers, then has room again", "both", diskFull},
		{"disk-errors", "ENOSPC, EIO and EROFS injected into the writes of the running process", "sqlite", diskErrors},
		{"pg-killed", "PostgreSQL shut down at once and a backend killed with -9, again and again", "postgres", postgresKilled},
		{"pg-paused", "PostgreSQL stopped (SIGSTOP) and continued under 16 writers", "postgres", postgresPaused},
		{"commit-cut", "connections cut in COMMIT, before it arrives and before it is answered", "postgres", commitCut},
		{"node-paused", "two nodes, the one that runs an import paused and continued", "postgres", nodePaused},
		{"two-nodes", "two nodes against one on the same cores, and what they say", "postgres", twoNodes},
		{"claim", "200 claimers, 1,000 customers, the history checked by porcupine", "both", claimRace},
		{"fight", "64 writers move, assign, release, claim and merge the same 100 customers", "both", fight},
		{"jobs", "killed around the portions of an import, before and after their commit", "both", jobsKilled},
		{"clock", "the clock jumps an hour forth and back under 8 writers", "both", clockJumps},
		{"clients", "slow, hanging and huge clients beside ordinary ones", "both", badClients},
		{"parsers", "CSV, XLSX, XLS, vCard, dates, conditions and JSON bodies fuzzed", "none", parsers},
		{"parser-memory", "files that are small to send and large to read, and honest ones of 64 MB: how far the server grows", "both", parserMemory},
		{"routing", "every statement of all module tests on 32 partitions", "none", routing},
	}
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "torture:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	o := options{}
	flag.Uint64Var(&o.seed, "seed", 1, "seed of everything random; printed with each result")
	flag.BoolVar(&o.full, "full", os.Getenv("TORTURE") == "full", "all of each experiment, not a sample")
	flag.StringVar(&o.binary, "binary", "bin/laidan", "the program to torture")
	flag.DurationVar(&o.most, "most", 0, "how long an experiment may take on one database, about; 90s, in full 20m")
	only := flag.String("only", "", "experiments by name, separated by commas")
	dbs := flag.String("db", "sqlite,postgres", "databases, separated by commas")
	out := flag.String("report", "", "where to write the report; empty: docs/torture.md when nothing was left out")
	flag.Parse()
	if o.most == 0 {
		o.most = 90 * time.Second
		if o.full {
			o.most = 20 * time.Minute
		}
	}
	if *out == "" && *only == "" && *dbs == "sqlite,postgres" {
		*out = "docs/torture.md"
	}
	r := &report{o: o, began: time.Now()}
	fmt.Println(r.machine())
	stage, err := newStage(ctx, o)
	if err != nil {
		return err
	}
	defer stage.close()
	for _, e := range experiments() {
		if *only != "" && !listed(*only, e.name) {
			continue
		}
		for _, name := range []string{"sqlite", "postgres", "none"} {
			if e.dbs != name && (e.dbs != "both" || name == "none") || name != "none" && !listed(*dbs, name) {
				continue
			}
			if ctx.Err() != nil {
				return ctx.Err()
			}
			r.add(e, name, stage.perform(ctx, e, name))
			if *out != "" { // also what an interrupted run has seen
				if err := os.WriteFile(*out, []byte(r.text()), 0o644); err != nil {
					return err
				}
			}
		}
	}
	if n := r.broken(); n > 0 {
		return fmt.Errorf("%d experiments found a broken promise", n)
	}
	return nil
}

func listed(list, name string) bool {
	for s := range strings.SplitSeq(list, ",") {
		if strings.TrimSpace(s) == name {
			return true
		}
	}
	return false
}

// outcome is what one experiment on one database came to.
type outcome struct {
	saw  string
	err  error
	took time.Duration
}

// perform gives an experiment a fresh database and checks every rule afterwards.
func (s *stage) perform(ctx context.Context, e experiment, name string) (out outcome) {
	began := time.Now()
	defer func() { out.took = time.Since(began) }()
	most := s.o.most + 2*time.Minute // an end for what hangs; experiments keep their time by themselves
	if name == "none" {
		most += 10 * time.Minute // compiles and runs tests, on a busy machine for long
	}
	ctx, cancel := context.WithTimeout(ctx, most)
	defer cancel()
	b, err := s.bench(ctx, e.name, name)
	if err != nil {
		return outcome{err: err}
	}
	defer b.close()
	out.saw, out.err = e.run(ctx, b)
	b.stopNodes()
	if name != "none" && !b.unchecked {
		out.err = errors.Join(out.err, b.rules(context.WithoutCancel(ctx)))
	}
	return out
}

func cpu() string {
	b, _ := os.ReadFile("/proc/cpuinfo")
	for line := range strings.SplitSeq(string(b), "\n") {
		if name, ok := strings.CutPrefix(line, "model name"); ok {
			return strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(name), ":"))
		}
	}
	return runtime.GOARCH
}
