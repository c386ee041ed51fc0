package proof

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // the same tables, read from outside

	"laidan/internal/app"
	"laidan/internal/auth"
	"laidan/internal/auth/authtest"
	"laidan/internal/authz"
	"laidan/internal/config"
	"laidan/internal/db/dbtest"
	"laidan/internal/httpapi"
)

// seed makes every random choice of this package; it is printed with a failure.
const seed = 20261014

// full reports whether nothing is sampled.
func full() bool { return os.Getenv("PROOF") == "full" }

// noon is the instant at which everything happens: answers of two runs are
// compared byte by byte.
var noon = time.Date(2026, 10, 14, 2, 42, 0, 0, time.UTC)

// lab is the whole program on a fresh database, asked without a network, with a
// second connection that looks at the tables from outside.
type lab struct {
	t        testing.TB
	app      *app.App
	router   *httpapi.Router
	handler  http.Handler
	sql      *sql.DB
	postgres bool
	tokens   map[string]string // by "tenant/person"
	log      *bytes.Buffer
	recipes  map[string][][]byte // bodies that worked, by route
	names    map[string]string   // ids of the seeding that have a name
	first    int64               // the first organisation
}

// each runs fn on both databases, side by side: while one waits for its
// database, the other one works.
func each(t *testing.T, fn func(t *testing.T, l *lab)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { t.Parallel(); fn(t, open(t, "")) })
	t.Run("postgres", func(t *testing.T) { t.Parallel(); fn(t, open(t, dbtest.PostgresURL(t))) })
}

func open(t testing.TB, url string) *lab {
	t.Helper()
	dir := t.TempDir()
	l := &lab{t: t, postgres: url != "", tokens: map[string]string{}, log: &bytes.Buffer{}, recipes: map[string][][]byte{}, names: map[string]string{}}
	s := config.Settings{Data: dir, Listen: "127.0.0.1:0", Synchronous: "normal", MaxUpload: 8 << 20, DB: url}
	a, err := app.Open(context.Background(), s, "test", slog.New(slog.NewTextHandler(l.log, &slog.HandlerOptions{Level: slog.LevelError})))
	if err != nil {
		t.Fatal(err)
	}
	a.DB.SetClock(func() time.Time { return noon })
	l.app, l.router = a, a.Router()
	l.handler = l.router.Handler()
	driver, source := "pgx", url
	if !l.postgres {
		driver, source = "sqlite", "file:"+filepath.Join(dir, "laidan.db")+"?_pragma=busy_timeout(10000)&_pragma=synchronous(0)"
	}
	if l.sql, err = sql.Open(driver, source); err != nil {
		t.Fatal(err)
	}
	l.sql.SetMaxOpenConns(1)
	t.Cleanup(func() { _ = l.sql.Close(); a.Close() })
	return l
}

// reply is what came back.
type reply struct {
	status int
	header http.Header
	body   []byte
}

func (r reply) json() map[string]any {
	var m map[string]any
	_ = json.Unmarshal(r.body, &m)
	return m
}

func (r reply) text(keys ...string) string {
	v := any(r.json())
	for _, k := range keys {
		m, ok := v.(map[string]any)
		if !ok {
			return ""
		}
		v = m[k]
	}
	if v == nil {
		return ""
	}
	return fmt.Sprint(v)
}

// send asks the program as the holder of a token.
func (l *lab) send(token, method, path, kind string, body []byte) reply {
	var r io.Reader
	if body != nil {
		r = bytes.NewReader(body)
	}
	q := httptest.NewRequestWithContext(context.Background(), method, httpapi.Prefix+path, r)
	if body != nil {
		q.Header.Set("Content-Type", kind)
	}
	if token != "" {
		q.Header.Set("Authorization", "Bearer "+token)
	}
	w := httptest.NewRecorder()
	l.handler.ServeHTTP(w, q)
	return reply{w.Code, w.Header(), w.Body.Bytes()}
}

// call sends JSON.
func (l *lab) call(token, method, path string, body any) reply {
	l.t.Helper()
	if body == nil {
		return l.send(token, method, path, "", nil)
	}
	b, err := json.Marshal(body)
	if err != nil {
		l.t.Fatal(err)
	}
	return l.send(token, method, path, "application/json", b)
}

// must calls and fails unless it worked.
func (l *lab) must(who, method, path string, body any) reply {
	l.t.Helper()
	r := l.call(l.tokens[who], method, path, body)
	if r.status >= 300 {
		l.t.Fatalf("%s %s as %s: %d %s\n%s", method, path, who, r.status, r.body, l.log)
	}
	if body != nil {
		b, _ := json.Marshal(body)
		key := method + " " + longNumber.ReplaceAllString(path, "{}")
		l.recipes[key] = append(l.recipes[key], b)
	}
	return r
}

// form is a multipart upload.
func form(name string, content []byte, fields map[string]string) (kind string, body []byte) {
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	_ = m.SetBoundary("laidan-proof-boundary")
	w, _ := m.CreateFormFile("file", name)
	_, _ = w.Write(content)
	for k, v := range fields {
		_ = m.WriteField(k, v)
	}
	_ = m.Close()
	return m.FormDataContentType(), b.Bytes()
}

func (l *lab) upload(who, path, name, content string) reply {
	l.t.Helper()
	kind, body := form(name, []byte(content), nil)
	r := l.send(l.tokens[who], http.MethodPost, path, kind, body)
	if r.status >= 300 {
		l.t.Fatalf("upload as %s: %d %s", who, r.status, r.body)
	}
	return r
}

func (l *lab) token(key, email string) {
	l.t.Helper()
	l.tokens[key] = authtest.Session(l.t, l.app.DB, email)
}

// script is a token of a person beside their session.
func (l *lab) script(key, email string) {
	l.t.Helper()
	token, err := auth.TokenFor(context.Background(), l.app.DB, email, auth.NewToken{Name: "proof", Scopes: authz.Scopes})
	if err != nil {
		l.t.Fatal(err)
	}
	l.tokens[key] = token
}
