package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"
)

// node is one running server of the real binary.
type node struct {
	b     *bench
	dir   string
	addr  string
	url   string
	wrap  []string // a command that starts it, such as strace
	http  *http.Client
	ready time.Duration

	mu  sync.Mutex
	cmd *exec.Cmd
}

// node starts a server on the bench's database; dir and url may be others.
func (b *bench) node(dir, url string, wrap ...string) (*node, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	n := &node{b: b, dir: dir, addr: l.Addr().String(), url: url, wrap: wrap,
		http: &http.Client{Timeout: 100 * time.Second, Transport: &http.Transport{MaxIdleConnsPerHost: 256}}}
	_ = l.Close()
	b.nodes = append(b.nodes, n)
	return n, n.start()
}

func (n *node) start() error {
	args := append(append([]string{}, n.wrap...), n.b.o.binary, "serve", "--data", n.dir, "--listen", n.addr, "--log-level", "error")
	if n.url != "" {
		args = append(args, "--db", n.url)
	}
	cmd := exec.Command(args[0], args[1:]...)
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	log, err := os.OpenFile(filepath.Join(n.b.s.dir, n.b.name+"-"+n.b.db+".log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer func() { _ = log.Close() }()
	cmd.Stdout, cmd.Stderr = log, log
	began := time.Now()
	if err := cmd.Start(); err != nil {
		return err
	}
	n.mu.Lock()
	n.cmd = cmd
	n.mu.Unlock()
	for time.Since(began) < 30*time.Second {
		if r, err := n.http.Get("http://" + n.addr + "/readyz"); err == nil {
			_ = r.Body.Close()
			if r.StatusCode == http.StatusOK {
				n.ready = time.Since(began)
				return nil
			}
		}
		time.Sleep(5 * time.Millisecond)
	}
	text, _ := os.ReadFile(log.Name())
	return fmt.Errorf("the server did not become ready: %s", tail(string(text), 600))
}

func tail(s string, n int) string {
	if len(s) > n {
		return s[len(s)-n:]
	}
	return s
}

// kill is kill -9 of the server, and of what it was started by.
func (n *node) kill() {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.cmd == nil {
		return
	}
	if len(n.wrap) > 0 {
		_ = syscall.Kill(n.pid(), syscall.SIGKILL)
	}
	_ = n.cmd.Process.Kill()
	_ = n.cmd.Wait()
	n.cmd = nil
}

// pid is the server's own process id, also behind a wrapper.
func (n *node) pid() int {
	if len(n.wrap) == 0 {
		return n.cmd.Process.Pid
	}
	id := n.cmd.Process.Pid
	for {
		b, _ := os.ReadFile(fmt.Sprintf("/proc/%d/task/%d/children", id, id))
		child, err := strconv.Atoi(strings.Fields(string(b) + " -")[0])
		if err != nil {
			return id
		}
		id = child
	}
}

func (n *node) signal(s syscall.Signal) error { return syscall.Kill(n.pid(), s) }

// memory is the server's resident memory in MiB.
func (n *node) memory() float64 {
	b, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", n.pid()))
	for line := range strings.SplitSeq(string(b), "\n") {
		if f := strings.Fields(line); len(f) > 1 && f[0] == "VmRSS:" {
			kb, _ := strconv.Atoi(f[1])
			return float64(kb) / 1024
		}
	}
	return 0
}

func (b *bench) stopNodes() {
	for _, n := range b.nodes {
		n.kill()
	}
	b.nodes = nil
}

// answer is what came back; status 0 when nothing did.
type answer struct {
	status int
	body   []byte
	err    error
}

func (a answer) String() string {
	if a.err != nil {
		return a.err.Error()
	}
	return fmt.Sprintf("%d %.300s", a.status, a.body)
}

func (a answer) into(v any) error {
	if a.status != http.StatusOK && a.status != http.StatusCreated {
		return fmt.Errorf("%s", a)
	}
	return json.Unmarshal(a.body, v)
}

func (n *node) do(ctx context.Context, method, path, token, kind string, body io.Reader, key string) answer {
	q, err := http.NewRequestWithContext(ctx, method, "http://"+n.addr+"/api/v1"+path, body)
	if err != nil {
		return answer{err: err}
	}
	q.Header.Set("Authorization", "Bearer "+token)
	if kind != "" {
		q.Header.Set("Content-Type", kind)
	}
	if key != "" {
		q.Header.Set("Idempotency-Key", key)
	}
	r, err := n.http.Do(q)
	if err != nil {
		return answer{err: err}
	}
	defer func() { _ = r.Body.Close() }()
	text, err := io.ReadAll(r.Body)
	return answer{r.StatusCode, text, err}
}

func (n *node) post(ctx context.Context, path, token, body, key string) answer {
	return n.do(ctx, http.MethodPost, path, token, "application/json", strings.NewReader(body), key)
}

func (n *node) get(ctx context.Context, path, token string) answer {
	return n.do(ctx, http.MethodGet, path, token, "", nil, "")
}
