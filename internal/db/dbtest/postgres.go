// Package dbtest runs one test on both databases and seeds a small organisation.
package dbtest

import (
	"os"
	"sync"

	"laidan/internal/db/pgserver"
)

// server is the PostgreSQL that all tests of this binary share. It runs in a
// temporary folder on a free port and ends with the test process.
type server struct {
	url string
	err error
}

var shared = sync.OnceValue(startServer)

func startServer() server {
	if url := os.Getenv("LAIDAN_TEST_POSTGRES"); url != "" {
		return server{url: url}
	}
	url, err := launch()
	return server{url, err}
}

func launch() (string, error) {
	dir, err := os.MkdirTemp("", "laidan-pg")
	if err != nil {
		return "", err
	}
	// Durability is not what module tests are about: no fsync makes them fast.
	s, err := pgserver.Start(dir, []string{"-N"}, "fsync=off", "full_page_writes=off", "synchronous_commit=off", "max_connections=400", "shared_buffers=128MB")
	if err != nil {
		return "", err
	}
	return s.URL("postgres"), s.RemoveAfterwards()
}
