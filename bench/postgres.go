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

// server is a PostgreSQL of the benchmark's own, durable as in production.
type server struct {
	port int
	cmd  *exec.Cmd
}

func startPostgres(dir string) (*server, error) {
	bins, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if len(bins) == 0 {
		return nil, errors.New("PostgreSQL's server programs are missing: install the package postgresql")
	}
	sort.Strings(bins)
	bin := filepath.Dir(bins[len(bins)-1])
	attr := &syscall.SysProcAttr{Pdeathsig: syscall.SIGQUIT}
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
		attr.Credential = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
		if err := os.Chown(dir, uid, gid); err != nil {
			return nil, err
		}
	}
	data := filepath.Join(dir, "data")
	if _, err := os.Stat(filepath.Join(data, "PG_VERSION")); err != nil {
		c := exec.Command(filepath.Join(bin, "initdb"), "-D", data, "-U", "laidan", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
		c.SysProcAttr, c.Dir = attr, dir
		if out, err := c.CombinedOutput(); err != nil {
			return nil, fmt.Errorf("initdb: %w\n%s", err, out)
		}
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	s := &server{port: l.Addr().(*net.TCPAddr).Port}
	_ = l.Close()
	s.cmd = exec.Command(filepath.Join(bin, "postgres"), "-D", data, "-p", strconv.Itoa(s.port), "-k", "/tmp", "-c", "listen_addresses=127.0.0.1",
		"-c", "shared_buffers=1GB", "-c", "max_wal_size=4GB", "-c", "max_connections=100")
	s.cmd.SysProcAttr, s.cmd.Dir = attr, dir
	if err := s.cmd.Start(); err != nil {
		return nil, err
	}
	for range 300 {
		if err = s.exec("postgres", "SELECT 1"); err == nil {
			return s, nil
		}
		time.Sleep(100 * time.Millisecond)
	}
	return nil, fmt.Errorf("PostgreSQL did not start: %w", err)
}

func (s *server) url(name string) string {
	return fmt.Sprintf("postgres://laidan@127.0.0.1:%d/%s?sslmode=disable", s.port, name)
}

func (s *server) exec(database, text string) error {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Minute)
	defer cancel()
	c, err := pgx.Connect(ctx, s.url(database))
	if err != nil {
		return err
	}
	defer func() { _ = c.Close(ctx) }()
	_, err = c.Exec(ctx, text)
	return err
}

func (s *server) create(name, template string) error {
	s.drop(name)
	text := "CREATE DATABASE " + name
	if template != "" {
		text += " TEMPLATE " + template + " STRATEGY FILE_COPY"
	}
	return s.exec("postgres", text)
}

func (s *server) drop(name string) {
	_ = s.exec("postgres", "DROP DATABASE IF EXISTS "+name+" WITH (FORCE)")
}

func (s *server) stop() {
	_ = s.cmd.Process.Signal(syscall.SIGINT)
	_ = s.cmd.Wait()
}

// megabytes is the size of a database on disk.
func (s *server) megabytes(name string) float64 {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	c, err := pgx.Connect(ctx, s.url("postgres"))
	if err != nil {
		return 0
	}
	defer func() { _ = c.Close(ctx) }()
	var n int64
	if c.QueryRow(ctx, "SELECT pg_database_size($1)", name).Scan(&n) != nil {
		return 0
	}
	return float64(n) / (1 << 20)
}
