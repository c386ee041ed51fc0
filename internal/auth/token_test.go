package auth

import (
	"strings"
	"testing"
)

func TestSecretsAreLongAndDistinct(t *testing.T) {
	seen := map[string]bool{}
	for range 1000 {
		s := newSecret()
		if len(s) != 43 || seen[s] {
			t.Fatalf("secret %q", s)
		}
		seen[s] = true
	}
}

func TestKindOf(t *testing.T) {
	secret := newSecret()
	for _, c := range []struct{ in, want string }{
		{secret, kindBrowser},
		{TokenPrefix + secret, kindToken},
		{newToken(), kindToken},
		{TokenPrefix + secret[:39], kindBrowser}, // a session secret may begin like that by chance
		{"", ""},
		{secret + "A", ""},
		{secret[1:], ""},
		{TokenPrefix, ""},
		{strings.ToUpper(TokenPrefix) + secret, ""},
		{secret[:42] + "%", ""},
		{"' OR 1=1 --" + secret[11:], ""},
	} {
		if got := kindOf(c.in); got != c.want {
			t.Errorf("%q: got %q, want %q", c.in, got, c.want)
		}
	}
}

func TestDigestHidesTheSecret(t *testing.T) {
	// SHA-256 of "abc", FIPS 180-2.
	if got := digest("abc"); got != "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" {
		t.Fatal(got)
	}
}
