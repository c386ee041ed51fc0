package main

import (
	"cmp"
	"fmt"
	"os"
	"runtime"
	"strings"
	"time"
)

// report collects results and writes them as a table.
type report struct {
	o     options
	began time.Time
	load  string // of the machine before anything was done
	lines []line
}

type line struct {
	e  experiment
	db string
	outcome
}

func (r *report) add(e experiment, db string, o outcome) {
	r.lines = append(r.lines, line{e, db, o})
	fmt.Printf("%-12s %-9s seed %d  %s  %.0f s  %s\n", e.name, db, r.o.seed, verdict(o), o.took.Seconds(), o.saw)
	if o.err != nil {
		fmt.Printf("    %s\n", strings.ReplaceAll(o.err.Error(), "\n", "\n    "))
	}
}

func verdict(o outcome) string {
	if o.err != nil {
		return "BROKEN"
	}
	return "holds"
}

func (r *report) broken() (n int) {
	for _, l := range r.lines {
		if l.err != nil {
			n++
		}
	}
	return n
}

func (r *report) machine() string {
	load, _ := os.ReadFile("/proc/loadavg")
	first, _, _ := strings.Cut(string(load), " ")
	r.load = cmp.Or(r.load, first)
	return fmt.Sprintf("Machine: %d cores, %s, %s %s, load %s at the start", runtime.NumCPU(), cpu(), runtime.GOOS, runtime.Version(), r.load)
}

// text is docs/torture.md.
func (r *report) text() string {
	var b strings.Builder
	size, command := "A sample of each experiment", "make torture"
	if r.o.full {
		size, command = "Each experiment in full", "TORTURE=full make torture"
	}
	fmt.Fprintf(&b, "# What was done to the program, and what held\n\nWritten by `%s`; do not edit. %s, at most about %v each, seed %d, on %s, in %.0f minutes.\n%s\n\n", command, size, r.o.most, r.o.seed,
		r.began.Format("2006-01-02"), time.Since(r.began).Minutes(), r.machine())
	b.WriteString("After every experiment with a database of its own the rules are checked on what it left: one owner or one pool for each customer, slots and stock equal to a recount,\n" +
		"one fact for each touch, the chain of the fact log unbroken, and SQLite's own integrity check.\n\n")
	b.WriteString("| experiment | what was done | database | seed | result | seconds | seen |\n|---|---|---|---|---|---|---|\n")
	for _, l := range r.lines {
		saw := l.saw
		if l.err != nil {
			saw = strings.TrimSpace(saw + " " + strings.ReplaceAll(l.err.Error(), "\n", "; "))
		}
		db := l.db
		if db == "none" {
			db = "-"
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %d | %s | %.0f | %s |\n", l.e.name, l.e.what, db, r.o.seed, verdict(l.outcome), l.took.Seconds(), strings.ReplaceAll(saw, "|", "/"))
	}
	return b.String()
}
