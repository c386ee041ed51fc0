package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"
)

// report is everything one run measured: what dist/bench/results.json holds and
// the next run compares itself with.
type report struct {
	At      time.Time    `json:"at"`
	Commit  string       `json:"commit"`
	Machine string       `json:"machine"`
	Sizes   []sizeReport `json:"sizes"`
	Peers   []peerRow    `json:"peers"`
	Bulk    []bulkReport `json:"bulk"`
	Trips   []tripRow    `json:"trips"`
	Tenants []tenantRow  `json:"tenants"`
}

// sizeReport is one database at one size.
type sizeReport struct {
	Database  string  `json:"database"`
	Customers int     `json:"customers"`
	Touches   int     `json:"touches"`
	ReadyMS   float64 `json:"readyMs"`
	MemoryMiB float64 `json:"memoryMiB"` // resident, after the run
	FileMiB   float64 `json:"fileMiB"`   // of it, pages of the database file mapped into memory
	DiskMiB   float64 `json:"diskMiB"`   // the database
	Rows      []row   `json:"rows"`
}

// row is one operation with so many callers; times in milliseconds.
type row struct {
	Role       string  `json:"role"`
	Op         string  `json:"op"`
	Callers    int     `json:"callers"`
	Statements int     `json:"statements"` // of one request, session and idempotency included
	HTTP       figures `json:"http"`
	Bare       figures `json:"bare"`
}

type peerRow struct {
	Database string  `json:"database"`
	Op       string  `json:"op"`
	Sync     string  `json:"sync"`
	Callers  int     `json:"callers"`
	HTTP     figures `json:"http"`
	Best     float64 `json:"best"`
	Aim      float64 `json:"aim"`
}

// bulkReport is rows a second.
type bulkReport struct {
	Database  string  `json:"database"`
	Customers int     `json:"customers"`
	Import    float64 `json:"import"`
	Raw       float64 `json:"raw"` // the same rows by the bare driver, without the index of words
	Export    float64 `json:"export"`
	Seed      float64 `json:"seed,omitempty"`
}

func newReport() *report {
	commit, _ := exec.Command("git", "rev-parse", "--short", "HEAD").Output()
	return &report{At: time.Now().UTC().Truncate(time.Second), Commit: strings.TrimSpace(string(commit)),
		Machine: fmt.Sprintf("%d cores, %s, %s %s", runtime.NumCPU(), cpuName(), runtime.GOOS, runtime.Version())}
}

// save writes the results and their tables into a folder.
func (r *report) save(dir string, before *report) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	b, err := json.MarshalIndent(r, "", " ")
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dir, "results.json"), append(b, '\n'), 0o644); err != nil {
		return err
	}
	f, err := os.Create(filepath.Join(dir, "tables.md"))
	if err != nil {
		return err
	}
	r.print(f, before)
	return f.Close()
}

func stored(dir string) *report {
	b, err := os.ReadFile(filepath.Join(dir, "results.json"))
	if err != nil {
		return nil
	}
	var r report
	if json.Unmarshal(b, &r) != nil {
		return nil
	}
	return &r
}

func (r *report) print(w io.Writer, before *report) {
	fmt.Fprintf(w, "Measured %s at %s on %s.\n", r.At.Format("2006-01-02 15:04"), r.Commit, r.Machine)
	for _, s := range r.Sizes {
		s.print(w)
	}
	r.printFlatness(w)
	r.printScope(w)
	r.printTrips(w)
	r.printPeers(w)
	r.printTenants(w)
	r.printBulk(w)
	r.printLosses(w, before)
}

func (s sizeReport) print(w io.Writer) {
	fmt.Fprintf(w, "\n### %s, %d customers, %d touches\n\nReady in %.2f s; resident memory after the run %.0f MiB, %.0f of it the mapped file; disk %.0f MiB, %.0f bytes a customer with all that belongs to it.\n\n",
		s.Database, s.Customers, s.Touches, s.ReadyMS/1000, s.MemoryMiB, s.FileMiB, s.DiskMiB, s.DiskMiB*(1<<20)/float64(s.Customers))
	fmt.Fprintln(w, "| role | operation | callers | statements | HTTP/s | p50 ms | p99 ms | bare p50 | bare p99 | p50 ratio | p99 ratio |")
	fmt.Fprintln(w, "|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|")
	empty := s.empty()
	for _, x := range s.Rows {
		note := ""
		if x.Op == "get" && x.Callers == 1 && s.Database == "sqlite" && x.Bare.P50 > 0 {
			note = fmt.Sprintf(" less the empty request %.2f", (x.HTTP.P50-empty)/x.Bare.P50)
		}
		if n := x.HTTP.Failed + x.Bare.Failed; n > 0 {
			note += fmt.Sprintf(" **%d failed**", n)
		}
		fmt.Fprintf(w, "| %s | %s | %d | %d | %.0f | %.2f | %.2f | %.2f | %.2f | %.2f | %.2f |%s\n", x.Role, x.Op, x.Callers, x.Statements, x.HTTP.Rate,
			x.HTTP.P50, x.HTTP.P99, x.Bare.P50, x.Bare.P99, ratio(x.HTTP.P50, x.Bare.P50), ratio(x.HTTP.P99, x.Bare.P99), note)
	}
}

// empty is the median of a request that only logs in.
func (s sizeReport) empty() float64 {
	for _, x := range s.Rows {
		if x.Op == emptyOp && x.Callers == 1 {
			return x.HTTP.P50
		}
	}
	return 0
}

func ratio(a, b float64) float64 {
	if b == 0 {
		return 0
	}
	return a / b
}

// printFlatness is the median at the largest size over that at the smallest.
func (r *report) printFlatness(w io.Writer) {
	for _, name := range r.databases() {
		var of []sizeReport
		for _, s := range r.Sizes {
			if s.Database == name {
				of = append(of, s)
			}
		}
		if len(of) < 2 {
			continue
		}
		small, large := of[0], of[len(of)-1]
		fmt.Fprintf(w, "\n### %s: medians alone at %d customers over those at %d\n\n| role | operation | %d | %d | ratio |\n|---|---|--:|--:|--:|\n",
			name, large.Customers, small.Customers, small.Customers, large.Customers)
		for _, x := range large.Rows {
			for _, y := range small.Rows {
				if x.Callers == 1 && y.Callers == 1 && x.Role == y.Role && x.Op == y.Op {
					fmt.Fprintf(w, "| %s | %s | %.2f | %.2f | %.2f |\n", x.Role, x.Op, y.HTTP.P50, x.HTTP.P50, ratio(x.HTTP.P50, y.HTTP.P50))
				}
			}
		}
	}
}

func (r *report) databases() []string {
	var names []string
	for _, s := range r.Sizes {
		if !slices.Contains(names, s.Database) {
			names = append(names, s.Database)
		}
	}
	return names
}

func (r *report) printTrips(w io.Writer) {
	if len(r.Trips) == 0 {
		return
	}
	fmt.Fprintf(w, "\n### PostgreSQL behind a cable of %d ms: what a request waits for, in round trips (its own work counts too; the count holds what was done behind the answer)\n\n| role | operation | p50 ms | in round trips | counted | aim |\n|---|---|--:|--:|--:|--:|\n", cable.Milliseconds())
	for _, x := range r.Trips {
		fmt.Fprintf(w, "| %s | %s | %.1f | %.1f | %.1f | %.0f |\n", x.Role, x.Op, x.P50, x.Trips, x.Turns, x.Aim)
	}
}

// printScope is what it costs that somebody does not see everything.
func (r *report) printScope(w io.Writer) {
	for _, s := range r.Sizes {
		all := map[string]float64{}
		for _, x := range s.Rows {
			if x.Role == "director" && x.Callers == 1 {
				all[x.Op] = x.HTTP.P50
			}
		}
		if len(all) == 0 {
			continue
		}
		fmt.Fprintf(w, "\n### %s, %d customers: a list over that of somebody who sees all (medians alone, aim at most 1.3)\n\n| role | operation | p50 ms | ratio |\n|---|---|--:|--:|\n", s.Database, s.Customers)
		for _, x := range s.Rows {
			if strings.HasPrefix(x.Op, "list") && x.Role != "director" && x.Callers == 1 {
				fmt.Fprintf(w, "| %s | %s | %.2f | %.2f |\n", x.Role, x.Op, x.HTTP.P50, ratio(x.HTTP.P50, all[x.Op]))
			}
		}
	}
}

// printTenants is the curve over organisations, as ratios to one organisation.
func (r *report) printTenants(w io.Writer) {
	if len(r.Tenants) == 0 {
		return
	}
	fmt.Fprintf(w, "\n### %d customers in so many organisations (medians over one organisation: aim at most 1.2; memory without pages of the mapped file: 1.1)\n\n"+
		"| database | organisations | operation | callers | HTTP/s | p50 ms | p99 ms | ratio | MiB | ratio |\n|---|--:|---|--:|--:|--:|--:|--:|--:|--:|\n", curveCustomers)
	for _, x := range r.Tenants {
		one := x
		for _, y := range r.Tenants {
			if y.Database == x.Database && y.Tenants == 1 && y.Op == x.Op && y.Callers == x.Callers {
				one = y
			}
		}
		fmt.Fprintf(w, "| %s | %d | %s | %d | %.0f | %.2f | %.2f | %.2f | %.0f | %.2f |\n", x.Database, x.Tenants, x.Op, x.Callers, x.HTTP.Rate, x.HTTP.P50, x.HTTP.P99,
			ratio(x.HTTP.P50, one.HTTP.P50), x.MemoryMiB, ratio(x.MemoryMiB, one.MemoryMiB))
	}
}

func (r *report) printPeers(w io.Writer) {
	if len(r.Peers) == 0 {
		return
	}
	fmt.Fprintln(w, "\n### Beside the best other product: 100,000 customers, 300,000 notes, 20 owners")
	fmt.Fprintln(w, "\n| database | operation | synchronous | callers | ours/s | p50 ms | p99 ms | best other/s | multiple | aim |")
	fmt.Fprintln(w, "|---|---|---|--:|--:|--:|--:|--:|--:|--:|")
	for _, x := range r.Peers {
		fmt.Fprintf(w, "| %s | %s | %s | %d | %.0f | %.2f | %.2f | %.0f | %.1f | %.0f |", x.Database, x.Op, x.Sync, x.Callers, x.HTTP.Rate, x.HTTP.P50, x.HTTP.P99, x.Best,
			x.HTTP.Rate/x.Best, x.Aim)
		if x.HTTP.Failed > 0 {
			fmt.Fprintf(w, " **%d failed**", x.HTTP.Failed)
		}
		fmt.Fprintln(w)
	}
}

func (r *report) printBulk(w io.Writer) {
	if len(r.Bulk) == 0 {
		return
	}
	fmt.Fprintln(w, "\n### Rows a second\n\n| database | customers before | import with duplicate check | the same rows by the bare driver | ratio (aim 0.3) | export |\n|---|--:|--:|--:|--:|--:|")
	for _, b := range r.Bulk {
		fmt.Fprintf(w, "| %s | %d | %.0f | %.0f | %.2f | %.0f |\n", b.Database, b.Customers, b.Import, b.Raw, ratio(b.Import, b.Raw), b.Export)
	}
}

// printLosses names what became more than 5 % slower beside the bare driver
// than in the run before: the ratio, because machines differ.
func (r *report) printLosses(w io.Writer, before *report) {
	if before == nil {
		return
	}
	old := map[string]row{}
	for _, s := range before.Sizes {
		for _, x := range s.Rows {
			old[fmt.Sprint(s.Database, s.Customers, x.Role, x.Op, x.Callers)] = x
		}
	}
	fmt.Fprintf(w, "\n### Slower than at %s by more than 5 %% (ratio to the bare driver, medians)\n\n", before.Commit)
	none := true
	for _, s := range r.Sizes {
		for _, x := range s.Rows {
			y, ok := old[fmt.Sprint(s.Database, s.Customers, x.Role, x.Op, x.Callers)]
			was, is := ratio(y.HTTP.P50, y.Bare.P50), ratio(x.HTTP.P50, x.Bare.P50)
			if ok && was > 0 && is > 1.05*was {
				none = false
				fmt.Fprintf(w, "* %s %d %s %s, %d callers: %.2f, was %.2f\n", s.Database, s.Customers, x.Role, x.Op, x.Callers, is, was)
			}
		}
	}
	if none {
		fmt.Fprintln(w, "Nothing.")
	}
}
