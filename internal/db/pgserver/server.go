// Package pgserver starts a PostgreSQL of one's own in a folder: for the tests,
// the benchmark and the experiments that break things.
package pgserver

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"sort"
	"strconv"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"
)

// Server is a PostgreSQL on a free port of 127.0.0.1 that ends with this
// process, however it ends.
type Server struct {
	Dir string // its folder; data lies in data
	cmd *exec.Cmd

	bin  string
	port int
	attr *syscall.SysProcAttr
	args []string
}

// Start makes a cluster in dir unless there is one, starts it with more settings
// (name=value) and waits until it answers.
func Start(dir string, initdb []string, settings ...string) (*Server, error) {
	bin, err := programs()
	if err != nil {
		return nil, err
	}
	s := &Server{Dir: dir, bin: bin, attr: &syscall.SysProcAttr{Pdeathsig: syscall.SIGQUIT}}
	if err := s.folder(); err != nil {
		return nil, err
	}
	if _, err := os.Stat(filepath.Join(s.data(), "PG_VERSION")); err != nil {
		args := append([]string{"-D", s.data(), "-U", "laidan", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"}, initdb...)
		c := exec.Command(filepath.Join(bin, "initdb"), args...)
		c.SysProcAttr, c.Dir = s.attr, dir
		if out, err := c.CombinedOutput(); err != nil {
			return nil, fmt.Errorf("initdb: %w\n%s", err, out)
		}
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	s.port = l.Addr().(*net.TCPAddr).Port
	_ = l.Close()
	for _, set := range append([]string{"listen_addresses=127.0.0.1"}, settings...) {
		s.args = append(s.args, "-c", set)
	}
	return s, s.Restart()
}

// programs finds initdb and postgres: Debian keeps them off the PATH.
func programs() (string, error) {
	if p, err := exec.LookPath("initdb"); err == nil {
		return filepath.Dir(p), nil
	}
	dirs, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if len(dirs) == 0 {
		return "", errors.New("PostgreSQL's server programs are missing: install the package postgresql")
	}
	sort.Strings(dirs)
	return filepath.Dir(dirs[len(dirs)-1]), nil
}

// folder makes the server's folder, owned by whom the server runs as:
// PostgreSQL refuses to run as root.
func (s *Server) folder() error {
	if err := os.MkdirAll(s.Dir, 0o755); err != nil || os.Getuid() != 0 {
		return err
	}
	u, err := user.Lookup("postgres")
	if err != nil {
		return err
	}
	uid, _ := strconv.Atoi(u.Uid)
	gid, _ := strconv.Atoi(u.Gid)
	s.attr.Credential = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
	return os.Chown(s.Dir, uid, gid)
}

func (s *Server) data() string { return filepath.Join(s.Dir, "data") }

// Launch starts the server and does not wait for it.
func (s *Server) Launch() error {
	s.cmd = exec.Command(filepath.Join(s.bin, "postgres"), append([]string{"-D", s.data(), "-p", strconv.Itoa(s.port), "-k", s.Dir}, s.args...)...)
	s.cmd.SysProcAttr, s.cmd.Dir = s.attr, s.Dir
	log, err := os.OpenFile(filepath.Join(s.Dir, "log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	defer func() { _ = log.Close() }()
	s.cmd.Stdout, s.cmd.Stderr = log, log
	return s.cmd.Start()
}

// Restart launches the server and waits until it answers.
func (s *Server) Restart() error {
	if err := s.Launch(); err != nil {
		return err
	}
	var err error
	for range 300 {
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		err = s.Exec(ctx, "postgres", "SELECT 1")
		cancel()
		if err == nil {
			return nil
		}
		time.Sleep(100 * time.Millisecond)
	}
	return fmt.Errorf("PostgreSQL did not start: %w", err)
}

// URL names one of the server's databases.
func (s *Server) URL(database string) string {
	return fmt.Sprintf("postgres://laidan@%s/%s?sslmode=disable", s.Addr(), database)
}

// Addr is host and port.
func (s *Server) Addr() string { return fmt.Sprintf("127.0.0.1:%d", s.port) }

// Exec runs one statement on a connection of its own.
func (s *Server) Exec(ctx context.Context, database, text string) error {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Minute)
	defer cancel()
	c, err := pgx.Connect(ctx, s.URL(database))
	if err != nil {
		return err
	}
	defer func() { _ = c.Close(context.WithoutCancel(ctx)) }()
	_, err = c.Exec(ctx, text)
	return err
}

// Create makes a database anew, a copy of template unless that is empty.
func (s *Server) Create(ctx context.Context, name, template string) error {
	_ = s.Drop(ctx, name) // CREATE says what is wrong
	text := "CREATE DATABASE " + name
	if template != "" {
		text += " TEMPLATE " + template + " STRATEGY FILE_COPY"
	}
	return s.Exec(ctx, "postgres", text)
}

// Drop removes a database with whoever is connected to it.
func (s *Server) Drop(ctx context.Context, name string) error {
	return s.Exec(ctx, "postgres", "DROP DATABASE IF EXISTS "+name+" WITH (FORCE)")
}

// Backends are the process ids that serve one database.
func (s *Server) Backends(ctx context.Context, database string) ([]int, error) {
	c, err := pgx.Connect(ctx, s.URL("postgres"))
	if err != nil {
		return nil, err
	}
	defer func() { _ = c.Close(context.WithoutCancel(ctx)) }()
	rows, err := c.Query(ctx, "SELECT pid FROM pg_stat_activity WHERE datname = $1 ORDER BY pid", database)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowTo[int])
}

// Size is how many bytes a database takes on disk.
func (s *Server) Size(ctx context.Context, database string) (n int64, err error) {
	c, err := pgx.Connect(ctx, s.URL("postgres"))
	if err != nil {
		return 0, err
	}
	defer func() { _ = c.Close(context.WithoutCancel(ctx)) }()
	return n, c.QueryRow(ctx, "SELECT pg_database_size($1)", database).Scan(&n)
}

// Process is the running server.
func (s *Server) Process() *os.Process { return s.cmd.Process }

// Crash ends the server without any farewell.
func (s *Server) Crash() { s.end(syscall.SIGQUIT) }

// Stop ends the server; a stopped one (SIGSTOP) goes on first.
func (s *Server) Stop() {
	_ = s.cmd.Process.Signal(syscall.SIGCONT)
	s.end(syscall.SIGINT)
}

func (s *Server) end(sig os.Signal) {
	_ = s.cmd.Process.Signal(sig)
	_ = s.cmd.Wait()
}

// RemoveAfterwards leaves nothing behind: a process of its own waits until the
// server has ended, as nobody may be left who could, and removes the folder.
func (s *Server) RemoveAfterwards() error {
	c := exec.Command("sh", "-c", `while kill -0 "$1" 2>/dev/null; do sleep 1; done; rm -rf "$2"`, "sh", strconv.Itoa(s.cmd.Process.Pid), s.Dir)
	c.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	if err := c.Start(); err != nil {
		return err
	}
	return c.Process.Release()
}
