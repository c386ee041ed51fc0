package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"laidan/internal/db"
	"laidan/internal/textkey"
)

// figures are the latencies of one operation in milliseconds.
type figures struct {
	N      int     `json:"n"`
	Rate   float64 `json:"rate"` // a second
	P50    float64 `json:"p50"`
	P99    float64 `json:"p99"`
	Failed int     `json:"failed,omitempty"`
}

func inMS(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// drive calls do from so many callers at once, until the span is over or the
// samples of a write are used up.
func drive(callers int, span time.Duration, samples int, once bool, do func(sample int) error) figures {
	var r series
	r.drive(callers, span, samples, once, do)
	return r.figures()
}

// series is what was seen of one operation, in one or several goes.
type series struct {
	all    []time.Duration
	took   time.Duration
	failed int
}

func (r *series) drive(callers int, span time.Duration, samples int, once bool, do func(sample int) error) {
	var next atomic.Int64
	var failed atomic.Int64
	lists := make([][]time.Duration, callers)
	began := time.Now()
	var wg sync.WaitGroup
	for c := range callers {
		wg.Go(func() {
			for {
				i := int(next.Add(1)) - 1
				if once && i >= samples || !once && time.Since(began) > span {
					return
				}
				t := time.Now()
				if do(i%samples) != nil {
					failed.Add(1)
				}
				lists[c] = append(lists[c], time.Since(t))
			}
		})
	}
	wg.Wait()
	r.took += time.Since(began)
	r.failed += int(failed.Load())
	r.all = append(r.all, slices.Concat(lists...)...)
}

func (r *series) figures() figures {
	slices.Sort(r.all)
	f := figures{N: len(r.all), Rate: float64(len(r.all)) / r.took.Seconds(), Failed: r.failed}
	if f.N > 0 {
		f.P50, f.P99 = inMS(r.all[f.N/2]), inMS(r.all[min(f.N-1, f.N*99/100)])
	}
	return f
}

// process is a running server.
type process struct {
	cmd   *exec.Cmd
	base  string
	ready time.Duration
	http  *http.Client
}

func startServer(o options, dir, url, sync string) (*process, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	addr := l.Addr().String()
	_ = l.Close()
	binary, err := filepath.Abs(o.binary)
	if err != nil {
		return nil, err
	}
	args := []string{"serve", "--data", dir, "--listen", addr, "--log-level", "warn", "--synchronous", sync}
	if db.IsPostgres(url) {
		args = append(args, "--db", url)
	}
	p := &process{cmd: exec.Command(binary, args...), base: "http://" + addr, http: &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64}}}
	p.cmd.Stderr = os.Stderr
	p.cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	began := time.Now()
	if err := p.cmd.Start(); err != nil {
		return nil, err
	}
	for time.Since(began) < 20*time.Second {
		if r, err := p.http.Get(p.base + "/readyz"); err == nil {
			_ = r.Body.Close()
			if r.StatusCode == http.StatusOK {
				p.ready = time.Since(began)
				return p, nil
			}
		}
		time.Sleep(5 * time.Millisecond)
	}
	p.stop()
	return nil, fmt.Errorf("the server did not become ready")
}

func (p *process) stop() {
	_ = p.cmd.Process.Signal(syscall.SIGTERM)
	_ = p.cmd.Wait()
}

// memory is the server's resident memory in MiB, and how much of it are pages of
// files mapped into memory.
func (p *process) memory() (all, files float64) {
	b, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.cmd.Process.Pid))
	mib := func(line []string) float64 { kb, _ := strconv.Atoi(line[1]); return float64(kb) / 1024 }
	for line := range strings.SplitSeq(string(b), "\n") {
		switch f := strings.Fields(line); {
		case len(f) < 2:
		case f[0] == "VmRSS:":
			all = mib(f)
		case f[0] == "RssFile:":
			files = mib(f)
		}
	}
	return all, files
}

func (p *process) call(ctx context.Context, r request) ([]byte, error) {
	q, err := http.NewRequestWithContext(ctx, r.method, p.base+"/api/v1"+r.path, strings.NewReader(r.body))
	if err != nil {
		return nil, err
	}
	q.Header.Set("Authorization", "Bearer "+r.token)
	if r.body != "" {
		q.Header.Set("Content-Type", "application/json")
	}
	resp, err := p.http.Do(q)
	if err != nil {
		return nil, err
	}
	defer func() { _ = resp.Body.Close() }()
	b, err := io.ReadAll(resp.Body)
	if err == nil && resp.StatusCode >= 300 {
		return b, fmt.Errorf("%s %s: %d %s", r.method, r.path, resp.StatusCode, bytes.TrimSpace(b))
	}
	return b, err
}

// initialsOf are the pinyin initials of a name's first four characters.
func initialsOf(name string) string {
	key, _, _ := strings.Cut(textkey.SortKey(name), "\x01")
	out := ""
	for _, syllable := range strings.Fields(key) {
		if out += syllable[:1]; len(out) == 4 {
			break
		}
	}
	return out
}
