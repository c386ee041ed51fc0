package main

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

// server is a PostgreSQL of the torture's own, durable as in production.
type server struct {
	bin, dir string
	port     int
	attr     *syscall.SysProcAttr
	more     []string
	cmd      *exec.Cmd
}

// startPostgres makes a cluster in dir and starts it.
func startPostgres(dir string, more []string) (*server, error) {
	bins, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if len(bins) == 0 {
		return nil, errors.New("PostgreSQL's server programs are missing: install the package postgresql")
	}
	sort.Strings(bins)
	s := &server{bin: filepath.Dir(bins[len(bins)-1]), dir: dir, attr: &syscall.SysProcAttr{Pdeathsig: syscall.SIGQUIT}, more: more}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	if os.Getuid() == 0 { // PostgreSQL refuses to run as root
		u, err := user.Lookup("postgres")
		if err != nil {
			return nil, err
		}
		uid, _ := strconv.Atoi(u.Uid)
		gid, _ := strconv.Atoi(u.Gid)
		s.attr.Credential = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
		if err := os.Chown(dir, uid, gid); err != nil {
			return nil, err
		}
	}
	c := exec.Command(filepath.Join(s.bin, "initdb"), "-D", filepath.Join(dir, "data"), "-U", "laidan", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--wal-segsize=1")
	c.SysProcAttr, c.Dir = s.attr, dir
	if out, err := c.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("initdb: %w\n%s", err, out)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	s.port = l.Addr().(*net.TCPAddr).Port
	_ = l.Close()
	return s, s.start()
}

func (s *server) start() error {
	if err := s.launch(); err != nil {
		return err
	}
	var err error
	for range 300 {
		if err = s.exec(context.Background(), "postgres", "SELECT 1"); err == nil {
			return nil
		}
		time.Sleep(100 * time.Millisecond)
	}
	return fmt.Errorf("PostgreSQL did not start: %w", err)
}

// launch starts the server and does not wait for it.
func (s *server) launch() error {
	args := append([]string{"-D", filepath.Join(s.dir, "data"), "-p", strconv.Itoa(s.port), "-k", s.dir, "-c", "listen_addresses=127.0.0.1",
		"-c", "shared_buffers=128MB", "-c", "max_connections=200", "-c", "restart_after_crash=on"}, s.more...)
	s.cmd = exec.Command(filepath.Join(s.bin, "postgres"), args...)
	s.cmd.SysProcAttr, s.cmd.Dir = s.attr, s.dir
	return s.cmd.Start()
}

func (s *server) url(name string) string {
	return fmt.Sprintf("postgres://laidan@127.0.0.1:%d/%s?sslmode=disable", s.port, name)
}

func (s *server) addr() string { return fmt.Sprintf("127.0.0.1:%d", s.port) }

func (s *server) exec(ctx context.Context, database, text string) error {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	c, err := pgx.Connect(ctx, s.url(database))
	if err != nil {
		return err
	}
	defer func() { _ = c.Close(context.WithoutCancel(ctx)) }()
	_, err = c.Exec(ctx, text)
	return err
}

// backends are the process ids that serve one database.
func (s *server) backends(ctx context.Context, database string) ([]int, error) {
	c, err := pgx.Connect(ctx, s.url("postgres"))
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

// crash ends the server without any farewell.
func (s *server) crash() {
	_ = s.cmd.Process.Signal(syscall.SIGQUIT)
	_ = s.cmd.Wait()
}

func (s *server) stop() {
	_ = s.cmd.Process.Signal(syscall.SIGCONT)
	_ = s.cmd.Process.Signal(syscall.SIGINT)
	_ = s.cmd.Wait()
}
