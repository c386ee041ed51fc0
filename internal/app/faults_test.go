package app

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"laidan/internal/config"
	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/db/dbtest"
	"laidan/internal/i18n"
	"laidan/torture/proxy"
)

// behind is an installation whose PostgreSQL is reached through a proxy that
// can break the way.
func behind(t *testing.T) (*installation, *proxy.Proxy) {
	t.Helper()
	u, err := url.Parse(dbtest.PostgresURL(t))
	if err != nil {
		t.Fatal(err)
	}
	p, err := proxy.New(u.Host)
	if err != nil {
		t.Fatal(err)
	}
	u.Host = p.Addr()
	t.Cleanup(p.Close)
	return open(t, u.String()), p
}

func open(t testing.TB, url string) *installation {
	t.Helper()
	s := config.Settings{Data: t.TempDir(), Listen: "127.0.0.1:0", Synchronous: "normal", MaxUpload: 8 << 20, DB: url}
	a, err := Open(context.Background(), s, "test", nil)
	if err != nil {
		t.Fatal(err)
	}
	srv := httptest.NewServer(a.Router().Handler())
	t.Cleanup(func() { srv.Close(); a.Close() })
	return &installation{t: t, a: a, srv: srv, tokens: map[string]string{}, contract: newContract(a.Router().Document())}
}

// status asks for a page outside the API.
func (in *installation) status(path string) int {
	in.t.Helper()
	r, err := in.srv.Client().Get(in.srv.URL + path)
	if err != nil {
		in.t.Fatal(err)
	}
	_ = r.Body.Close()
	return r.StatusCode
}

// until polls a condition; the deadline is far beyond what it should need.
func until(t testing.TB, what string, deadline time.Duration, fn func() bool) time.Duration {
	t.Helper()
	began := time.Now()
	for !fn() {
		if time.Since(began) > deadline {
			t.Fatalf("not within %v: %s", deadline, what)
		}
		time.Sleep(20 * time.Millisecond)
	}
	return time.Since(began)
}

// saysSo fails unless an answer is this problem, in a sentence.
func saysSo(t *testing.T, what string, a answer, status int, code string) {
	t.Helper()
	if a.status != status || a.text("code") != code || a.text("detail") != i18n.Say("zh-CN", "error."+code, nil) {
		t.Errorf("%s: %d %s, want %d %s", what, a.status, a.raw, status, code)
	}
}

// While PostgreSQL cannot be reached every request hears so, the process says it
// lives but is not ready, and all is well again without a restart.
func TestDatabaseDown(t *testing.T) {
	in, way := behind(t)
	in.found()
	id := in.must("support", http.MethodPost, "/customers", map[string]any{"name": "断线机械", "kind": "company"}).text("id")
	way.Down()
	for range 40 { // more than there are connections in both pools
		saysSo(t, "read", in.call("rep1", http.MethodGet, "/customers?limit=5", nil), 503, "unavailable")
		saysSo(t, "write", in.call("rep1", http.MethodPost, "/customers/"+id+"/claim", map[string]any{}), 503, "unavailable")
	}
	saysSo(t, "log-in", in.call("", http.MethodPost, "/login", map[string]any{"email": "admin@x.test", "password": "correct horse 9"}), 503, "unavailable")
	saysSo(t, "export", in.call("director", http.MethodGet, "/export", nil), 503, "unavailable")
	if ready, alive := in.status("/readyz"), in.status("/healthz"); ready != 503 || alive != 200 {
		t.Errorf("readyz %d, healthz %d", ready, alive)
	}
	way.Up()
	until(t, "ready again", 30*time.Second, func() bool { return in.status("/readyz") == 200 })
	for range 40 {
		in.must("rep1", http.MethodGet, "/customers?limit=5", nil)
	}
	in.must("rep1", http.MethodPost, "/customers/"+id+"/claim", map[string]any{})
}

// A database that does not answer for a while costs patience, no act: whoever
// waits too long hears that it was not saved, and repeating it does it once.
func TestDatabasePaused(t *testing.T) {
	in, way := behind(t)
	in.found()
	id := in.must("support", http.MethodPost, "/customers", map[string]any{"name": "停顿机械", "kind": "company"}).text("id")
	in.must("rep1", http.MethodPost, "/customers/"+id+"/claim", map[string]any{})
	way.Pause()
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			for try := 0; ; try++ {
				a := in.keyed("rep1", "/customers/"+id+"/touches", fmt.Sprintf("paused-%d", i), `{"channel":"call","result":"no_answer","content":"paused"}`)
				if a.status == 200 {
					return
				}
				if a.status != 503 || try > 100 {
					t.Errorf("touch %d: %d %s", i, a.status, a.raw)
					return
				}
				time.Sleep(50 * time.Millisecond)
			}
		})
	}
	time.Sleep(7 * time.Second) // the fault itself, longer than the router waits for a body
	way.Resume()
	wg.Wait()
	if n := in.count("SELECT COUNT(*) FROM touch WHERE tenant_id = @tenant AND content = 'paused'"); n != 8 {
		t.Errorf("%d touches", n)
	}
}

// Connections die in the middle of commits. Nobody can tell then whether the
// act happened; the same request with the same key does it exactly once.
func TestCommitCut(t *testing.T) {
	in, way := behind(t)
	in.found()
	id := in.must("support", http.MethodPost, "/customers", map[string]any{"name": "断提机械", "kind": "company"}).text("id")
	in.must("rep1", http.MethodPost, "/customers/"+id+"/claim", map[string]any{})
	var commits, lost, unanswered atomic.Int64
	way.OnCommit(func() proxy.Cut {
		switch commits.Add(1) % 3 {
		case 0:
			lost.Add(1)
			return proxy.Lost
		case 1:
			unanswered.Add(1)
			return proxy.Unanswered
		}
		return proxy.Pass
	})
	const acts = 60
	var next, resolved atomic.Int64
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for i := next.Add(1); i <= acts; i = next.Add(1) {
				body := fmt.Sprintf(`{"channel":"call","result":"no_answer","content":"cut-%d"}`, i)
				for try := 0; ; try++ {
					a := in.keyed("rep1", "/customers/"+id+"/touches", fmt.Sprintf("cut-%d", i), body)
					if a.status == 200 {
						break
					}
					resolved.Add(1)
					if a.status != 503 || try > 100 {
						t.Errorf("touch %d: %d %s", i, a.status, a.raw)
						return
					}
				}
			}
		})
	}
	wg.Wait()
	way.OnCommit(nil)
	one := in.count("SELECT COUNT(DISTINCT content) FROM touch WHERE tenant_id = @tenant AND content LIKE 'cut-%'")
	all := in.count("SELECT COUNT(*) FROM touch WHERE tenant_id = @tenant AND content LIKE 'cut-%'")
	if one != acts || all != acts || lost.Load() == 0 || unanswered.Load() == 0 {
		t.Errorf("%d acts: %d touches of %d; %d commits lost, %d unanswered, %d asked again", acts, all, one, lost.Load(), unanswered.Load(), resolved.Load())
	}
}

// keyed posts with an Idempotency-Key.
func (in *installation) keyed(who, path, key, body string) answer {
	in.t.Helper()
	q, err := http.NewRequestWithContext(context.Background(), http.MethodPost, in.srv.URL+"/api/v1"+path, strings.NewReader(body))
	if err != nil {
		in.t.Fatal(err)
	}
	q.Header.Set("Content-Type", "application/json")
	q.Header.Set("Authorization", "Bearer "+in.tokens[who])
	q.Header.Set("Idempotency-Key", key)
	return in.answerTo(q)
}

// count reads one number as the installation's only organisation.
func (in *installation) count(text string, args ...any) (n int64) {
	in.t.Helper()
	err := in.a.DB.View(context.Background(), crm.Actor{Tenant: in.tenant()}, func(tx *db.Tx) (err error) {
		n, err = db.One[int64](tx, text, args...)
		return err
	})
	if err != nil {
		in.t.Fatal(err)
	}
	return n
}

func (in *installation) tenant() (id crm.TenantID) {
	in.t.Helper()
	err := in.a.DB.View(context.Background(), crm.Actor{}, func(tx *db.Tx) (err error) {
		id, err = db.GlobalOne[crm.TenantID](tx, "SELECT id FROM tenant")
		return err
	})
	if err != nil {
		in.t.Fatal(err)
	}
	return id
}

// answerTo sends a request; an answer that never came has status 0.
func (in *installation) answerTo(q *http.Request) answer {
	resp, err := in.srv.Client().Do(q)
	if err != nil {
		return answer{raw: err.Error()}
	}
	defer func() { _ = resp.Body.Close() }()
	return read(resp)
}

// A request without a key whose commit was cut cannot be told what happened, and
// is told that.
func TestCommitCutWithoutKey(t *testing.T) {
	in, way := behind(t)
	in.found()
	way.OnCommit(func() proxy.Cut { return proxy.Unanswered })
	a := in.call("support", http.MethodPost, "/customers", map[string]any{"name": "无键机械", "kind": "company"})
	way.OnCommit(nil)
	saysSo(t, "create", a, 503, "commit.unknown")
	until(t, "the customer that was saved after all", 10*time.Second, func() bool {
		return in.count("SELECT COUNT(*) FROM customer WHERE tenant_id = @tenant AND name = '无键机械'") == 1
	})
}
