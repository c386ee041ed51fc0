package httpapi_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"laidan/internal/authz"
	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/db/dbtest"
	"laidan/internal/httpapi"
)

type bodyIn struct {
	Body struct {
		Name  string `json:"name" minLength:"1" maxLength:"5"`
		Count int    `json:"count,omitempty" minimum:"0"`
	}
}
type idIn struct {
	ID crm.ProductID `path:"id"`
}
type thing struct {
	ID   crm.ProductID `json:"id"`
	Name string        `json:"name"`
	At   crm.Millis    `json:"at"`
	Day  crm.Day       `json:"day"`
}

type secret struct {
	Token string `json:"token"`
}

func (secret) OneTime() bool { return true }

func server(t *testing.T, d *db.DB, w dbtest.World) *httptest.Server {
	t.Helper()
	r := httpapi.New(httpapi.Options{DB: d, Version: "test", Resolve: func(_ *db.Tx, token string) (crm.Actor, error) {
		if token == "none" {
			return crm.Actor{}, crm.Fail(crm.Unauthorized, "auth.none")
		}
		return w.As(token), nil
	}})
	httpapi.Post(r, "/things", authz.CustomerCreate, func(tx *db.Tx, in *bodyIn) (thing, error) {
		id := db.NewID[crm.Product](tx)
		_, err := db.Exec(tx, `INSERT INTO product (tenant_id, id, name, name_key, created_at) VALUES (@tenant, @id, @name, '', @now)`,
			db.Args{"id": id, "name": in.Body.Name})
		return thing{id, in.Body.Name, tx.NowMillis(), tx.Today()}, err
	})
	httpapi.Get(r, "/things/{id}", authz.CustomerRead, func(tx *db.Tx, in *idIn) (thing, error) {
		name, err := db.One[string](tx, "SELECT name FROM product WHERE tenant_id = @tenant AND id = @id", db.Args{"id": in.ID})
		return thing{ID: in.ID, Name: name}, err
	})
	httpapi.Post(r, "/secrets", authz.Self, func(*db.Tx, *struct{}) (secret, error) { return secret{"s3cret"}, nil })
	httpapi.Get(r, "/boom", authz.Self, func(*db.Tx, *struct{}) (thing, error) { return thing{}, errors.New("secret detail") })
	httpapi.Get(r, "/panic", authz.Self, func(*db.Tx, *struct{}) (thing, error) { panic("secret panic") })
	s := httptest.NewServer(r.Handler())
	t.Cleanup(s.Close)
	return s
}

func call(t *testing.T, s *httptest.Server, method, path, token, body string, header ...string) (int, map[string]any, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(context.Background(), method, s.URL+httpapi.Prefix+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	resp, err := s.Client().Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	var b strings.Builder
	var v map[string]any
	dec := json.NewDecoder(resp.Body)
	if err := dec.Decode(&v); err == nil {
		_ = json.NewEncoder(&b).Encode(v)
	}
	return resp.StatusCode, v, b.String()
}

func TestErrorsAndRights(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		s := server(t, d, w)
		for _, c := range []struct {
			method, path, token, body string
			status                    int
			code, pointer             string
		}{
			{"POST", "/things", "", `{"name":"a"}`, 401, "auth.none", ""},
			{"POST", "/things", "none", `{"name":"a"}`, 401, "auth.none", ""},
			{"POST", "/things", "finance", `{"name":"a"}`, 403, "forbidden", ""},
			{"POST", "/things", "rep1", `{"name":"a"}`, 200, "", ""},
			// Log-in and right come before what is wrong with the input.
			{"POST", "/things", "", `{}`, 401, "auth.none", ""},
			{"POST", "/things", "", `{"name":`, 401, "auth.none", ""},
			{"POST", "/things", "finance", `{}`, 403, "forbidden", ""},
			{"GET", "/things/abc", "", "", 401, "auth.none", ""},
			{"POST", "/things", "rep1", `{}`, 422, "invalid", "/name"},
			{"POST", "/things", "rep1", `{"name":"toolong"}`, 422, "invalid", "/name"},
			{"POST", "/things", "rep1", `{"name":"a","count":-1}`, 422, "invalid", "/count"},
			{"POST", "/things", "rep1", `{"name":"a","x":1}`, 422, "invalid", "/x"},
			{"POST", "/things", "rep1", `{"name":`, 400, "body.unreadable", ""},
			{"GET", "/things/42", "rep1", "", 404, "not_found", ""},
			{"GET", "/things/abc", "rep1", "", 422, "invalid", "{id}"},
			{"GET", "/boom", "rep1", "", 500, "internal", ""},
			{"GET", "/panic", "rep1", "", 500, "internal", ""},
		} {
			status, v, text := call(t, s, c.method, c.path, c.token, c.body)
			if status != c.status || c.code != "" && v["code"] != c.code {
				t.Errorf("%s %s as %s: %d %s", c.method, c.path, c.token, status, text)
			}
			if c.pointer != "" && !strings.Contains(text, `"pointer":"`+c.pointer+`"`) {
				t.Errorf("%s %s: no pointer %s in %s", c.method, c.path, c.pointer, text)
			}
			if strings.Contains(text, "secret") || strings.Contains(text, "error.") {
				t.Errorf("%s %s says too much or nothing: %s", c.method, c.path, text)
			}
		}
		_, zh, _ := call(t, s, "POST", "/things", "", `{}`, "Accept-Language", "zh")
		_, en, _ := call(t, s, "POST", "/things", "", `{}`, "Accept-Language", "en-GB,en;q=0.9")
		if zh["detail"] == en["detail"] {
			t.Errorf("one language for all: %v", zh["detail"])
		}
	})
}

// A key used by many requests at once has one effect, and every caller gets its answer.
func TestIdempotencyKey(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		s := server(t, d, w)
		answers := make([]string, 20)
		var wg sync.WaitGroup
		for i := range answers {
			wg.Go(func() {
				_, _, answers[i] = call(t, s, "POST", "/things", "rep1", `{"name":"once"}`, "Idempotency-Key", "k1")
			})
		}
		wg.Wait()
		for _, a := range answers {
			if a != answers[0] || !strings.Contains(a, "once") {
				t.Errorf("%s, first was %s", a, answers[0])
			}
		}
		w.View(t, "rep1", func(tx *db.Tx) error {
			n, err := db.One[int](tx, "SELECT COUNT(*) FROM product WHERE tenant_id = @tenant AND name = 'once'")
			if n != 1 {
				t.Errorf("%d effects", n)
			}
			return err
		})
		if status, v, _ := call(t, s, "POST", "/things", "rep1", `{"name":"other"}`, "Idempotency-Key", "k1"); status != 422 || v["code"] != "idempotency.other_body" {
			t.Errorf("other body: %d %v", status, v)
		}
		if status, _, _ := call(t, s, "POST", "/things", "rep2", `{"name":"mine"}`, "Idempotency-Key", "k1"); status != 200 {
			t.Errorf("another person's key: %d", status)
		}
	})
}

// What is shown once is not kept for a second request with the same key.
func TestOneTimeAnswersAreNotKept(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		s := server(t, d, w)
		if status, v, text := call(t, s, "POST", "/secrets", "rep1", "", "Idempotency-Key", "k9"); status != 200 || v["token"] != "s3cret" {
			t.Fatalf("%d %s", status, text)
		}
		w.View(t, "rep1", func(tx *db.Tx) error {
			kept, err := db.One[string](tx, "SELECT response FROM idempotency WHERE tenant_id = @tenant AND key = 'k9'")
			if kept != "" {
				t.Errorf("kept %q", kept)
			}
			return err
		})
		if status, v, text := call(t, s, "POST", "/secrets", "rep1", "", "Idempotency-Key", "k9"); status != 409 || v["code"] != "idempotency.shown_once" {
			t.Errorf("again: %d %s", status, text)
		}
	})
}
