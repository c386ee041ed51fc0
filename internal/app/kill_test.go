package app

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"laidan/internal/auth"
	"laidan/internal/authz"
	"laidan/internal/config"
	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/db/dbtest"
	"laidan/internal/demo"
	"laidan/internal/sheet/sheettest"
)

// TestMain lets this binary run as the server that the tests kill.
func TestMain(m *testing.M) {
	if os.Getenv("LAIDAN_CHILD") == "1" {
		s := config.Settings{Data: os.Getenv("LAIDAN_CHILD_DATA"), Listen: os.Getenv("LAIDAN_CHILD_LISTEN"), DB: os.Getenv("LAIDAN_CHILD_DB"),
			Synchronous: "full", MaxUpload: 64 << 20}
		a, err := Open(context.Background(), s, "test", nil)
		if err == nil {
			err = a.Serve(context.Background(), nil)
		}
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// child is a server process of its own.
type child struct {
	cmd  *exec.Cmd
	base string
}

func spawn(t *testing.T, data, url string) *child {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := l.Addr().String()
	_ = l.Close()
	c := &child{cmd: exec.Command(os.Args[0]), base: "http://" + addr}
	c.cmd.Env = append(os.Environ(), "LAIDAN_CHILD=1", "LAIDAN_CHILD_DATA="+data, "LAIDAN_CHILD_LISTEN="+addr, "LAIDAN_CHILD_DB="+url)
	c.cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	var log bytes.Buffer
	c.cmd.Stderr = &log
	if err := c.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for range 400 {
		if r, err := http.Get(c.base + "/readyz"); err == nil {
			_ = r.Body.Close()
			if r.StatusCode == http.StatusOK {
				return c
			}
		}
		time.Sleep(25 * time.Millisecond)
	}
	c.kill()
	t.Fatal("the server did not become ready: ", log.String())
	return nil
}

// kill is kill -9: no farewell.
func (c *child) kill() {
	_ = c.cmd.Process.Kill()
	_ = c.cmd.Wait()
}

func (c *child) do(method, path, token, kind string, body io.Reader, key string) (int, []byte, error) {
	q, err := http.NewRequestWithContext(context.Background(), method, c.base+"/api/v1"+path, body)
	if err != nil {
		return 0, nil, err
	}
	q.Header.Set("Authorization", "Bearer "+token)
	q.Header.Set("Content-Type", kind)
	if key != "" {
		q.Header.Set("Idempotency-Key", key)
	}
	r, err := http.DefaultClient.Do(q)
	if err != nil {
		return 0, nil, err
	}
	defer func() { _ = r.Body.Close() }()
	b, err := io.ReadAll(r.Body)
	return r.StatusCode, b, err
}

type killWorld struct {
	data, url, token string
	tenant           crm.TenantID
}

func eachKill(t *testing.T, fn func(t *testing.T, w killWorld)) {
	for _, name := range []string{"sqlite", "postgres"} {
		t.Run(name, func(t *testing.T) {
			url := ""
			if name == "postgres" {
				url = dbtest.PostgresURL(t)
			}
			fn(t, killable(t, url, 1500))
		})
	}
}

// killable is a demonstration that servers of their own work on.
func killable(t *testing.T, url string, customers int) killWorld {
	t.Helper()
	w := killWorld{data: t.TempDir(), url: url}
	a, err := Open(context.Background(), config.Settings{Data: w.data, DB: w.url, Listen: "127.0.0.1:0", Synchronous: "full", MaxUpload: 64 << 20}, "test", nil)
	if err != nil {
		t.Fatal(err)
	}
	r, err := demo.Generate(context.Background(), a.DB, demo.Options{Seed: 2, Customers: customers, People: 24, Touches: 0, Now: time.Now(), PasswordHash: "x"})
	if err == nil {
		w.tenant = r.Tenant
		w.token, err = auth.TokenFor(context.Background(), a.DB, "director@demo.laidan", auth.NewToken{Name: "kill", Scopes: authz.Scopes})
	}
	a.Close()
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func (w killWorld) one(t *testing.T, text string, args ...any) int64 {
	t.Helper()
	d, err := db.Open(context.Background(), db.Options{URL: w.place()})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	var n int64
	err = d.View(context.Background(), crm.Actor{Tenant: w.tenant, Zone: time.UTC}, func(tx *db.Tx) (err error) {
		n, err = db.One[int64](tx, text, args...)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func (w killWorld) place() string {
	if w.url != "" {
		return w.url
	}
	return filepath.Join(w.data, "laidan.db")
}

// Killed in the middle of 1,000 moves by 16 writers, again and again: every
// acknowledged move is there once, and a repeated request does it no second time.
func TestKillDuringMoves(t *testing.T) {
	const moves = 1000
	eachKill(t, func(t *testing.T, w killWorld) {
		ids := w.movable(t)
		before := w.one(t, "SELECT COUNT(*) FROM move WHERE tenant_id = @tenant AND reason LIKE 'kill-%'")
		var next, acknowledged atomic.Int64
		var current atomic.Pointer[child]
		current.Store(spawn(t, w.data, w.url))
		var restarts sync.RWMutex // held while the server is down
		stop := make(chan struct{})
		killed := make(chan int)
		go func() {
			n := 0
			for {
				select {
				case <-stop:
					killed <- n
					return
				case <-time.After(300 * time.Millisecond):
					current.Load().kill()
					restarts.Lock()
					current.Store(spawn(t, w.data, w.url))
					restarts.Unlock()
					n++
				}
			}
		}()
		var wg sync.WaitGroup
		for range 16 {
			wg.Go(func() {
				for {
					i := int(next.Add(1)) - 1
					if i >= moves {
						return
					}
					// Back and forth between two layers: the reason tells the moves apart.
					c, to := ids[i%len(ids)], []string{"resource", "graded"}[i/len(ids)%2]
					body := fmt.Sprintf(`{"to":%q,"reason":"kill-%d","override":true}`, to, i)
					for tries := 0; ; tries++ {
						restarts.RLock()
						status, b, err := current.Load().do("POST", "/customers/"+c+"/moves", w.token, "application/json", strings.NewReader(body), fmt.Sprintf("move-%d", i))
						restarts.RUnlock()
						if err == nil && status == http.StatusOK {
							acknowledged.Add(1)
							break
						}
						if err == nil && status != http.StatusServiceUnavailable && status < 500 {
							break // refused by a rule: no move
						}
						if tries > 60 {
							t.Errorf("move %d: %d %s %v", i, status, b, err)
							break
						}
						time.Sleep(50 * time.Millisecond)
					}
				}
			})
		}
		wg.Wait()
		close(stop)
		n := <-killed
		current.Load().kill()
		stored := w.one(t, "SELECT COUNT(*) FROM move WHERE tenant_id = @tenant AND reason LIKE 'kill-%'") - before
		double := w.one(t, `SELECT COUNT(*) FROM (SELECT reason FROM move WHERE tenant_id = @tenant AND reason LIKE 'kill-%' GROUP BY reason HAVING COUNT(*) > 1) AS twice`)
		if stored != acknowledged.Load() || double != 0 || n == 0 || acknowledged.Load() < moves/2 {
			t.Errorf("%d acknowledged, %d stored, %d doubled, %d kills", acknowledged.Load(), stored, double, n)
		}
		if wrong := w.one(t, `SELECT COUNT(*) FROM hold h WHERE h.tenant_id = @tenant AND h.used <> (SELECT COUNT(*) FROM customer c
			WHERE c.tenant_id = @tenant AND c.owner_id = h.person_id AND c.layer BETWEEN 1 AND 5 AND NOT c.self_found AND NOT c.archived)`); wrong != 0 {
			t.Errorf("%d hold counters are wrong", wrong)
		}
	})
}

// movable are graded customers of the organisation.
func (w killWorld) movable(t *testing.T) []string {
	t.Helper()
	d, err := db.Open(context.Background(), db.Options{URL: w.place()})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	var ids []string
	err = d.View(context.Background(), crm.Actor{Tenant: w.tenant, Zone: time.UTC}, func(tx *db.Tx) error {
		list, err := db.All[crm.CustomerID](tx, "SELECT id FROM customer WHERE tenant_id = @tenant AND layer = 2 AND owner_id IS NOT NULL ORDER BY id")
		for _, id := range list {
			ids = append(ids, id.String())
		}
		return err
	})
	if err != nil || len(ids) == 0 {
		t.Fatal(len(ids), err)
	}
	return ids
}

// Killed in the middle of an import, it goes on after the next start: every row
// comes in once.
func TestKillDuringImport(t *testing.T) {
	eachKill(t, func(t *testing.T, w killWorld) {
		var body bytes.Buffer
		m := multipart.NewWriter(&body)
		if err := m.WriteField("options", `{"nameTemplate":"{job} {orig_row}"}`); err != nil {
			t.Fatal(err)
		}
		part, err := m.CreateFormFile("file", "bank-full.csv")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := part.Write(sheettest.File(t, "bank-full.csv.gz")); err != nil {
			t.Fatal(err)
		}
		_ = m.Close()
		had := w.one(t, "SELECT COUNT(*) FROM customer WHERE tenant_id = @tenant")
		srv := spawn(t, w.data, w.url)
		status, b, err := srv.do("POST", "/imports", w.token, m.FormDataContentType(), &body, "")
		if err != nil || status != http.StatusCreated {
			t.Fatalf("%d %.300s %v", status, b, err)
		}
		var imp struct {
			ID       string
			State    string
			RowsRead int64
			Total    int64
			Counts   struct{ Create, Update, Duplicate, Reject int64 }
		}
		if err := json.Unmarshal(b, &imp); err != nil {
			t.Fatal(err)
		}
		if status, b, err := srv.do("POST", "/imports/"+imp.ID+"/run", w.token, "application/json", strings.NewReader("{}"), ""); err != nil || status >= 300 {
			t.Fatalf("%d %.300s %v", status, b, err)
		}
		kills, most := 0, 3
		if w.url != "" {
			most = 1 // another node waits for the dead one's lease before it takes the job over
		}
		for began := time.Now(); imp.State != "done" && imp.State != "failed" && time.Since(began) < 4*time.Minute; time.Sleep(100 * time.Millisecond) {
			last := imp.RowsRead
			if _, b, err = srv.do("GET", "/imports/"+imp.ID, w.token, "", nil, ""); err == nil {
				if err := json.Unmarshal(b, &imp); err != nil {
					t.Fatal(err)
				}
			}
			if imp.RowsRead > last && imp.RowsRead < imp.Total && kills < most {
				kills++
				srv.kill()
				srv = spawn(t, w.data, w.url)
			}
		}
		srv.kill()
		now := w.one(t, "SELECT COUNT(*) FROM customer WHERE tenant_id = @tenant")
		if imp.State != "done" || kills == 0 || imp.Counts.Create != now-had || imp.Total != 31538 ||
			imp.Total != imp.Counts.Create+imp.Counts.Update+imp.Counts.Duplicate+imp.Counts.Reject {
			t.Errorf("after %d kills: %+v, %d customers more", kills, imp, now-had)
		}
	})
}
