package httpapi_test

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"laidan/internal/authz"
	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/db/dbtest"
	"laidan/internal/httpapi"
)

// slowServer has an upload that counts who is inside, and an endless download.
func slowServer(t *testing.T) (addr string, inside *atomic.Int64) {
	t.Helper()
	t.Cleanup(httpapi.Impatient(300 * time.Millisecond))
	d := dbtest.SQLite(t)
	w := dbtest.Tenant(t, d)
	inside = &atomic.Int64{}
	r := httpapi.New(httpapi.Options{DB: d, Version: "test", Resolve: func(_ *db.Tx, token string) (crm.Actor, error) { return w.As(token), nil }})
	httpapi.Raw(r, http.MethodPost, "/upload", authz.Self, httpapi.RawDoc{Summary: "u", Produces: "application/json"}, func(q *httpapi.Request) error {
		inside.Add(1)
		defer inside.Add(-1)
		n, err := io.Copy(io.Discard, q.R.Body)
		if err != nil {
			return err
		}
		return q.JSON(http.StatusOK, n)
	})
	httpapi.Raw(r, http.MethodGet, "/endless", authz.Self, httpapi.RawDoc{Summary: "e", Produces: "text/plain"}, func(q *httpapi.Request) error {
		inside.Add(1)
		defer inside.Add(-1)
		piece := make([]byte, 64<<10)
		for {
			if _, err := q.W.Write(piece); err != nil {
				return nil
			}
		}
	})
	httpapi.Post(r, "/slow-act", authz.Self, func(tx *db.Tx, in *bodyIn) (thing, error) {
		time.Sleep(700 * time.Millisecond) // longer than a body may take
		return thing{Name: in.Body.Name}, tx.Ctx.Err()
	})
	s := httptest.NewServer(r.Handler())
	t.Cleanup(s.Close)
	return s.Listener.Addr().String(), inside
}

func dial(t *testing.T, addr, text string) net.Conn {
	t.Helper()
	c, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	if _, err := io.WriteString(c, text); err != nil {
		t.Fatal(err)
	}
	return c
}

func request(method, path, more string) string {
	return fmt.Sprintf("%s %s%s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer rep1\r\n%s\r\n", method, httpapi.Prefix, path, more)
}

func answered(t *testing.T, c net.Conn) (int, string) {
	t.Helper()
	_ = c.SetReadDeadline(time.Now().Add(20 * time.Second))
	r, err := http.ReadResponse(bufio.NewReader(c), nil)
	if err != nil {
		t.Fatal(err)
	}
	b, _ := io.ReadAll(r.Body)
	return r.StatusCode, string(b)
}

// A body that never ends in coming is given up, and its sender told why; nothing
// of it stays behind.
func TestSlowBodies(t *testing.T) {
	addr, inside := slowServer(t)
	for name, c := range map[string]net.Conn{
		"upload": dial(t, addr, request("POST", "/upload", "Content-Length: 1000\r\n")+"begin"),
		"keyed":  dial(t, addr, request("POST", "/slow-act", "Idempotency-Key: k\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n")+"{"),
	} {
		if status, body := answered(t, c); status != http.StatusRequestTimeout || !strings.Contains(body, "body.timeout") {
			t.Errorf("%s: %d %s", name, status, body)
		}
	}
	// Nobody's upload is refused at once, and does not hold the connection either.
	if status, body := answered(t, dial(t, addr, strings.Replace(request("POST", "/upload", "Content-Length: 1000\r\n"), "Bearer", "Nobody", 1))); status != http.StatusUnauthorized {
		t.Errorf("nobody: %d %s", status, body)
	}
	if n := inside.Load(); n != 0 {
		t.Errorf("%d handlers wait", n)
	}
}

// An upload that comes in pieces, slowly but steadily, takes its time.
func TestSteadyUpload(t *testing.T) {
	addr, _ := slowServer(t)
	c := dial(t, addr, request("POST", "/upload", "Content-Length: 40\r\n"))
	for range 40 {
		time.Sleep(20 * time.Millisecond) // 0.8 s in all, each pause far below the limit
		if _, err := io.WriteString(c, "x"); err != nil {
			t.Fatal(err)
		}
	}
	if status, body := answered(t, c); status != http.StatusOK || strings.TrimSpace(body) != "40" {
		t.Errorf("%d %s", status, body)
	}
}

// Who asks for much and takes nothing loses the connection.
func TestReaderThatTakesNothing(t *testing.T) {
	addr, inside := slowServer(t)
	dial(t, addr, request("GET", "/endless", ""))
	seen := false
	for began := time.Now(); time.Since(began) < 20*time.Second; time.Sleep(10 * time.Millisecond) {
		if n := inside.Load(); n > 0 {
			seen = true
		} else if seen {
			return
		}
	}
	t.Errorf("seen %v, %d handlers still write", seen, inside.Load())
}

// The time a body may take does not end an act that has it already.
func TestSlowActIsNotCancelled(t *testing.T) {
	addr, _ := slowServer(t)
	for _, key := range []string{"", "Idempotency-Key: k\r\n"} {
		c := dial(t, addr, request("POST", "/slow-act", key+"Content-Type: application/json\r\nContent-Length: 12\r\n")+`{"name":"a"}`)
		if status, body := answered(t, c); status != http.StatusOK {
			t.Errorf("%q: %d %s", key, status, body)
		}
	}
}
