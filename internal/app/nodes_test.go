package app

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"laidan/internal/audit"
	"laidan/internal/auth"
	"laidan/internal/authz"
	"laidan/internal/config"
	"laidan/internal/db"
	"laidan/internal/db/dbtest"
)

// stream reads a node's live changes line by line; it is closed when the server
// ends it.
func (c *child) stream(t *testing.T, token string) <-chan string {
	t.Helper()
	q, err := http.NewRequestWithContext(t.Context(), http.MethodGet, c.base+"/api/v1/live", nil)
	if err != nil {
		t.Fatal(err)
	}
	q.Header.Set("Authorization", "Bearer "+token)
	r, err := http.DefaultClient.Do(q)
	if err != nil || r.StatusCode != http.StatusOK {
		t.Fatal(r, err)
	}
	lines := make(chan string, 64)
	go func() {
		defer close(lines)
		defer func() { _ = r.Body.Close() }()
		for s := bufio.NewScanner(r.Body); s.Scan(); {
			lines <- s.Text()
		}
	}()
	return lines
}

// next waits for a line with some words; "" stands for the end of the stream.
func next(t *testing.T, lines <-chan string, words string) {
	t.Helper()
	deadline := time.After(15 * time.Second) // the promise is 5 s on a quiet machine
	for {
		select {
		case line, open := <-lines:
			if !open {
				if words != "" {
					t.Fatalf("the stream ended before %q", words)
				}
				return
			}
			if words != "" && strings.Contains(line, words) {
				return
			}
		case <-deadline:
			t.Fatalf("no %q within 15 s", words)
		}
	}
}

// Two nodes on one database: what is done on one shows on the other, and who
// loses the right on one loses it on the other, streams included.
func TestTwoNodes(t *testing.T) {
	w := killable(t, dbtest.PostgresURL(t), 200)
	one, two := spawn(t, w.data, w.url), spawn(t, w.data, w.url)
	defer one.kill()
	defer two.kill()
	stranger, err := Open(t.Context(), config.Settings{Data: t.TempDir(), Listen: "127.0.0.1:0", DB: w.url, MaxUpload: 1 << 20}, "test", nil)
	if err != nil {
		t.Fatal(err)
	}
	defer stranger.Close()
	if err := stranger.Serve(t.Context(), nil); !errors.Is(err, audit.ErrKey) {
		t.Fatalf("a node without the others' key: %v", err)
	}
	token := w.tokenOf(t, "manager1@demo.laidan")
	status, b, err := one.do("GET", "/me", token, "", nil, "")
	var me struct{ ID string }
	if err != nil || status != http.StatusOK || json.Unmarshal(b, &me) != nil {
		t.Fatalf("%d %s %v", status, b, err)
	}
	id := fmt.Sprint(w.one(t, `SELECT MIN(c.id) FROM customer c JOIN visible v ON v.tenant_id = c.tenant_id AND v.owner_id = c.owner_id
		JOIN person p ON p.tenant_id = v.tenant_id AND p.id = v.viewer_id
		WHERE c.tenant_id = @tenant AND p.email = 'manager1@demo.laidan' AND c.layer = 2`))
	admin := w.tokenOf(t, "admin@demo.laidan")
	lines := one.stream(t, token)
	// The relay may just be connecting: touch until the first change comes over.
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		for ctx.Err() == nil {
			_, _, _ = two.do("POST", "/customers/"+id+"/touches", w.token, "application/json", strings.NewReader(touchBody("live")), "")
			select {
			case <-ctx.Done():
			case <-time.After(time.Second):
			}
		}
	}()
	next(t, lines, id)
	cancel()
	// Disabled on the second node: the first refuses at once and ends the stream.
	if status, b, err = two.do("POST", "/people/"+me.ID+"/disable", admin, "application/json", strings.NewReader("{}"), ""); err != nil || status != http.StatusOK {
		t.Fatalf("%d %s %v", status, b, err)
	}
	if status, _, err := one.do("GET", "/me", token, "", nil, ""); err != nil || status != http.StatusUnauthorized {
		t.Errorf("somebody disabled on the other node: %d %v", status, err)
	}
	next(t, lines, "event: end")
	next(t, lines, "")
}

// tokenOf makes an API token as the command line does.
func (w killWorld) tokenOf(t *testing.T, email string) string {
	t.Helper()
	d, err := db.Open(t.Context(), db.Options{URL: w.place()})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	if err := d.Migrate(t.Context()); err != nil { // leases a node number of its own
		t.Fatal(err)
	}
	token, err := auth.TokenFor(t.Context(), d, email, auth.NewToken{Name: "test", Scopes: authz.Scopes})
	if err != nil {
		t.Fatal(err)
	}
	return token
}
