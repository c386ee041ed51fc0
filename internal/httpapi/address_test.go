package httpapi

import (
	"net/http/httptest"
	"net/netip"
	"testing"
)

func TestAddress(t *testing.T) {
	r := New(Options{TrustedProxies: []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("fd00::/8")}})
	for _, c := range []struct {
		peer, want string
		headers    [][2]string
	}{
		{"192.0.2.1:9", "192.0.2.1", [][2]string{{"X-Forwarded-For", "203.0.113.9"}}},
		{"10.0.0.1:9", "203.0.113.9", [][2]string{{"X-Forwarded-For", "1.1.1.1, 203.0.113.9"}}},
		{"10.0.0.1:9", "203.0.113.9", [][2]string{{"X-Forwarded-For", "1.1.1.1"}, {"X-Forwarded-For", "203.0.113.9:4711"}}},
		{"10.0.0.1:9", "203.0.113.9", [][2]string{{"X-Forwarded-For", "203.0.113.9, 10.2.2.2:80"}}},
		{"[fd00::1]:9", "2001:db8::7", [][2]string{{"X-Forwarded-For", "[2001:db8::7]:443"}}},
		{"10.0.0.1:9", "203.0.113.9", [][2]string{{"Forwarded", `for=1.1.1.1`}, {"Forwarded", `proto=https;For="203.0.113.9:80"`}}},
		{"10.0.0.1:9", "2001:db8::7", [][2]string{{"Forwarded", `for="[2001:db8::7]:80";by=10.0.0.1`}}},
		{"10.0.0.1:9", "10.0.0.1", [][2]string{{"Forwarded", `for=1.1.1.1, for=unknown`}}},
		{"10.0.0.1:9", "10.0.0.1", [][2]string{{"X-Forwarded-For", "rubbish"}}},
		{"[::ffff:192.0.2.1]:9", "192.0.2.1", nil},
	} {
		q := httptest.NewRequest("GET", "/", nil)
		q.RemoteAddr = c.peer
		for _, h := range c.headers {
			q.Header.Add(h[0], h[1])
		}
		if got := r.address(q); got != c.want {
			t.Errorf("%s %v: %s, want %s", c.peer, c.headers, got, c.want)
		}
	}
}
