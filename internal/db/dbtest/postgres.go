// Package dbtest runs one test on both databases and seeds a small organisation.
package dbtest

import (
	"net/url"
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

// database is the address of another database of the server.
func (s server) database(name string) string {
	u, err := url.Parse(s.url)
	if err != nil {
		panic(err) // it was used already
	}
	u.Path = "/" + name
	return u.String()
}
