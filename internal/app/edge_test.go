package app

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"laidan/internal/auth"
	"laidan/internal/authz"
)

// ask sends a request from an address, with headers by turns of name and value.
func ask(h http.Handler, from, method, path, body string, header ...string) *http.Response {
	q := httptest.NewRequestWithContext(context.Background(), method, path, strings.NewReader(body))
	q.RemoteAddr = from
	if body != "" {
		q.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i+1 < len(header); i += 2 {
		q.Header.Add(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, q)
	return w.Result()
}

// With https the cookies have the prefix that keeps neighbours from planting
// them, and browsers are told to stay; over http both would lock people out.
func TestCookiesFollowThePublicAddress(t *testing.T) {
	each(t, func(t *testing.T, in *installation) {
		in.found()
		for public, want := range map[string]struct {
			prefix, hsts string
			secure       bool
		}{"https://crm.example": {"__Host-", "max-age=31536000", true}, "http://127.0.0.1:8080": {"", "", false}, "": {"", "", false}} {
			in.a.PublicURL = public
			h := in.a.Router().Handler()
			link, err := auth.UserPassword(t.Context(), in.a.DB, "rep1@x.test")
			if err != nil {
				t.Fatal(err)
			}
			_, secret, _ := strings.Cut(link, "#")
			in1 := ask(h, "192.0.2.1:1", "POST", "/api/v1/invite", `{"token":"`+secret+`","password":"violet-tram-9"}`)
			names, session := map[string]bool{}, ""
			for _, c := range in1.Cookies() {
				names[c.Name] = true
				if c.Secure != want.secure || c.Path != "/" || c.Domain != "" || !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.MaxAge <= 0 {
					t.Errorf("%q: %+v", public, c)
				}
				if c.Name == want.prefix+"laidan_session" {
					session = c.Value
				}
			}
			if in1.StatusCode != 200 || len(names) != 2 || session == "" || !names[want.prefix+"laidan_device"] {
				t.Fatalf("%q: %d %v", public, in1.StatusCode, names)
			}
			for _, path := range []string{"/", "/healthz", "/api/v1/me", "/api/nothing"} {
				if got := ask(h, "192.0.2.1:1", "GET", path, "").Header.Values("Strict-Transport-Security"); strings.Join(got, "|") != want.hsts {
					t.Errorf("%q%s: %v", public, path, got)
				}
			}
			for _, prefix := range []string{"", "__Host-"} {
				status := map[bool]int{true: 200, false: 401}[prefix == want.prefix]
				if got := ask(h, "192.0.2.1:1", "GET", "/api/v1/me", "", "Cookie", prefix+"laidan_session="+session); got.StatusCode != status {
					t.Errorf("%q: a cookie with the prefix %q: %d", public, prefix, got.StatusCode)
				}
			}
			out := ask(h, "192.0.2.1:1", "POST", "/api/v1/logout", "", "Cookie", want.prefix+"laidan_session="+session)
			c := out.Cookies()
			if out.StatusCode != 204 || len(c) != 1 || c[0].Name != want.prefix+"laidan_session" || c[0].Value != "" || c[0].MaxAge >= 0 ||
				c[0].Secure != want.secure || c[0].Path != "/" || c[0].Domain != "" {
				t.Errorf("%q: log-out %d %+v", public, out.StatusCode, c)
			}
			if got := ask(h, "192.0.2.1:1", "GET", "/api/v1/me", "", "Cookie", want.prefix+"laidan_session="+session); got.StatusCode != 401 {
				t.Errorf("%q: after the log-out %d", public, got.StatusCode)
			}
		}
	})
}

// Figures of the process are for the machine itself and for an administrator's
// token, not for whoever reaches the address.
func TestMetricsAreForTheMachineItself(t *testing.T) {
	each(t, func(t *testing.T, in *installation) {
		h := in.a.Router().Handler()
		if r := ask(h, "192.0.2.1:1", "GET", "/metrics", ""); r.StatusCode != http.StatusServiceUnavailable {
			t.Errorf("before the set-up: %d", r.StatusCode)
		}
		in.found()
		bearer := func(email string, scopes ...authz.Scope) string {
			token, err := auth.TokenFor(t.Context(), in.a.DB, email, auth.NewToken{Name: "Prometheus", Scopes: scopes})
			if err != nil {
				t.Fatal(err)
			}
			return "Bearer " + token
		}
		for _, c := range []struct {
			from   string
			header []string
			status int
		}{
			{"127.0.0.1:1", nil, 200},
			{"[::1]:1", nil, 200},
			{"[::ffff:127.0.0.1]:1", nil, 200},
			{"127.0.0.1:1", []string{"X-Forwarded-For", "127.0.0.1"}, 401},
			{"127.0.0.1:1", []string{"Forwarded", "for=127.0.0.1"}, 401},
			{"192.0.2.1:1", nil, 401},
			{"10.0.0.1:1", nil, 401},
			{"192.0.2.1:1", []string{"X-Forwarded-For", "127.0.0.1"}, 401},
			{"192.0.2.1:1", []string{"Authorization", bearer("admin@x.test", authz.ScopeRead)}, 200},
			{"127.0.0.1:1", []string{"X-Forwarded-For", "192.0.2.1", "Authorization", bearer("admin@x.test", authz.ScopeRead)}, 200},
			{"192.0.2.1:1", []string{"Authorization", bearer("admin@x.test", authz.ScopeWrite)}, 403},
			{"192.0.2.1:1", []string{"Authorization", bearer("rep1@x.test", authz.Scopes...)}, 403},
			{"192.0.2.1:1", []string{"Authorization", "Bearer laidan_wrong"}, 401},
		} {
			r := ask(h, c.from, "GET", "/metrics", "", c.header...)
			body, _ := io.ReadAll(r.Body)
			if r.StatusCode != c.status || strings.Contains(string(body), "go_goroutines") != (c.status == 200) {
				t.Errorf("%s %v: %d, want %d", c.from, c.header, r.StatusCode, c.status)
			}
		}
	})
}

// Programs are told in their own language what is not there.
func TestUnknownAddressesAreProblems(t *testing.T) {
	each(t, func(t *testing.T, in *installation) {
		in.found()
		h := in.a.Router().Handler()
		for _, c := range []struct {
			method, path, code, allow string
			status                    int
		}{
			{"GET", "/api/v1/nothing", "not_found", "", 404},
			{"POST", "/api/v1/nothing", "not_found", "", 404},
			{"GET", "/api/", "not_found", "", 404},
			{"GET", "/api", "not_found", "", 404},
			{"GET", "/api/v2/customers", "not_found", "", 404},
			{"GET", "/api/v1/customers/1/nothing", "not_found", "", 404},
			{"DELETE", "/api/v1/customers", "method_not_allowed", "GET, POST", 405},
			{"PUT", "/api/v1/me", "method_not_allowed", "GET, PATCH", 405},
			{"GET", "/api/v1/login", "method_not_allowed", "POST", 405},
			{"GET", "/api/v1/logout", "method_not_allowed", "POST", 405},
			{"POST", "/api/openapi.json", "method_not_allowed", "GET", 405},
		} {
			r := ask(h, "192.0.2.1:1", c.method, c.path, "")
			a := read(r)
			if a.status != c.status || a.text("code") != c.code || a.text("detail") == "" || r.Header.Get("Allow") != c.allow ||
				r.Header.Get("Content-Type") != "application/problem+json" {
				t.Errorf("%s %s: %d %v %s", c.method, c.path, a.status, r.Header, a.raw)
			}
		}
	})
}
