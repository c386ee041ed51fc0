package org_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"laidan/internal/auth"
	"laidan/internal/auth/authtest"
	"laidan/internal/db"
	"laidan/internal/db/dbtest"
	"laidan/internal/httpapi"
	"laidan/internal/org"
)

// server is the API over one database, and a token of everybody in the world.
type server struct {
	*httptest.Server
	token map[string]string
}

func serve(t *testing.T, d *db.DB, w dbtest.World) server {
	t.Helper()
	r := httpapi.New(httpapi.Options{DB: d, Resolve: auth.Resolve, NeedsSetup: auth.NeedsSetup(d)})
	auth.Routes(r)
	org.Routes(r)
	s := server{httptest.NewServer(r.Handler()), map[string]string{}}
	t.Cleanup(s.Close)
	for _, who := range []string{"rep1", "rep2", "rep3", "manager1", "manager2", "director", "support", "service", "finance", "admin"} {
		email := do(t, d, w, who, func(tx *db.Tx) (string, error) {
			p, err := org.GetPerson(tx, tx.Me())
			if err == nil {
				_, err = auth.OpenLogin(tx, p.ID, p.Email)
			}
			return p.Email, err
		})
		s.token[who] = authtest.Session(t, d, email)
	}
	return s
}

func (s server) call(t *testing.T, who, method, path, body string) (int, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, s.URL+"/api/v1"+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	if token := s.token[who]; token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	resp, err := s.Client().Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(b)
}

func TestRightsPerRole(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		s := serve(t, d, w)
		rep := w.As("rep2").Person.String()
		admin, staff := "admin", "admin director manager1 rep1 support service finance"
		for _, c := range []struct{ method, path, body, may string }{
			{"GET", "/organisation", "", staff},
			{"PATCH", "/organisation", `{"version":9}`, admin},
			{"GET", "/departments", "", staff},
			{"POST", "/departments", `{"name":" ","parentId":"1"}`, admin},
			{"PATCH", "/departments/" + w.East1.String(), `{"version":9}`, admin},
			{"GET", "/people", "", staff},
			{"GET", "/people?q=xu&active=true&department=" + w.East1.String(), "", staff},
			{"GET", "/people/names", "", staff},
			{"POST", "/people", `{"name":"x","email":"none","departmentId":"1","roles":["rep"]}`, admin},
			{"GET", "/people/" + rep, "", "admin director manager1 rep2"},
			{"PATCH", "/people/" + rep, `{"version":9}`, admin},
			{"PUT", "/people/" + rep + "/quota", `{"quota":30}`, "director"},
			{"POST", "/people/" + w.As("admin").Person.String() + "/disable", `{}`, admin},
			{"POST", "/people/" + rep + "/enable", "", admin},
			{"POST", "/people/" + rep + "/invite", "", admin},
		} {
			for who := range s.token {
				status, body := s.call(t, who, c.method, c.path, c.body)
				key := who
				if key == "manager2" || key == "rep3" {
					key = "" // only asked where nobody is allowed
				}
				allowed := strings.Contains(" "+c.may+" ", " "+who+" ") || c.may == staff
				refused := status == http.StatusForbidden || status == http.StatusNotFound
				if key != "" && allowed == refused || status >= 500 {
					t.Errorf("%s %s %s: %d %s", who, c.method, c.path, status, body)
				}
			}
			if status, _ := s.call(t, "", c.method, c.path, c.body); status != http.StatusUnauthorized {
				t.Errorf("without a log-in %s %s: %d", c.method, c.path, status)
			}
		}
	})
}

func TestPeopleOverHTTP(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		s := serve(t, d, w)
		status, body := s.call(t, "admin", "POST", "/people", fmt.Sprintf(
			`{"name":"曾雅","email":"zeng@example.cn","departmentId":"%s","roles":["rep"],"skills":{"regions":["上海"]}}`, w.East1))
		var made org.Person
		if err := json.Unmarshal([]byte(body), &made); err != nil || status != 200 || made.InviteURL == "" || made.Skills.Regions[0] != "上海" {
			t.Fatalf("%d %s %v", status, body, err)
		}
		// What a manager sees carries no link and is the manager's team only.
		status, body = s.call(t, "manager1", "GET", "/people?q=zeng", "")
		if status != 200 || !strings.Contains(body, "曾雅") || strings.Contains(body, "invite") {
			t.Fatalf("%d %s", status, body)
		}
		if _, body = s.call(t, "manager2", "GET", "/people?q=zeng", ""); strings.Contains(body, "曾雅") {
			t.Fatalf("another team's person: %s", body)
		}
		status, body = s.call(t, "admin", "PATCH", "/people/"+made.ID.String(), `{"version":7,"name":"x"}`)
		if status != 409 || !strings.Contains(body, `"version":1`) {
			t.Fatalf("%d %s", status, body)
		}
		addCustomer(t, d, w, made.ID)
		status, body = s.call(t, "admin", "POST", "/people/"+made.ID.String()+"/disable", `{}`)
		if status != 422 || !strings.Contains(body, "org.has_customers") {
			t.Fatalf("%d %s", status, body)
		}
		status, body = s.call(t, "admin", "POST", "/people/"+made.ID.String()+"/disable", `{"poolId":"`+w.Pool.String()+`"}`)
		if status != 200 || !strings.Contains(body, `"active":false`) {
			t.Fatalf("%d %s", status, body)
		}
	})
}

// A disabled person's session and token end with the act that disabled them.
func TestSessionsEndAtDisable(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		s := serve(t, d, w)
		if status, body := s.call(t, "rep1", "GET", "/me", ""); status != 200 {
			t.Fatalf("%d %s", status, body)
		}
		if status, body := s.call(t, "admin", "POST", "/people/"+w.As("rep1").Person.String()+"/disable", `{}`); status != 200 {
			t.Fatalf("%d %s", status, body)
		}
		if status, _ := s.call(t, "rep1", "GET", "/me", ""); status != 401 {
			t.Fatalf("the token still works: %d", status)
		}
		if status, _ := s.call(t, "admin", "POST", "/people/"+w.As("rep1").Person.String()+"/enable", ""); status != 200 {
			t.Fatal("enable")
		}
		if status, _ := s.call(t, "rep1", "GET", "/me", ""); status != 401 {
			t.Fatalf("enabling brought an ended token back: %d", status)
		}
		// Roles hold from the next request on.
		if status, body := s.call(t, "admin", "PATCH", "/people/"+w.As("rep2").Person.String(), `{"version":1,"roles":["admin"]}`); status != 200 {
			t.Fatalf("%d %s", status, body)
		}
		if status, _ := s.call(t, "rep2", "POST", "/departments", `{"name":"新部门","parentId":"`+w.Root.String()+`"}`); status != 200 {
			t.Fatalf("a new administrator may not act: %d", status)
		}
	})
}
