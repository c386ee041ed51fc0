package auth

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"strings"
)

// TokenPrefix marks an API token, so that people and secret scanners know one
// when they see it.
const TokenPrefix = "ldt_"

// secretBytes makes 256-bit secrets.
const secretBytes = 32

// newSecret is a fresh secret for a session or a one-time link.
func newSecret() string {
	b := make([]byte, secretBytes)
	rand.Read(b) // never fails since Go 1.24
	return base64.RawURLEncoding.EncodeToString(b)
}

// newToken is a fresh API token.
func newToken() string { return TokenPrefix + newSecret() }

// digest is what the database keeps of a secret. A plain SHA-256 is enough:
// there is nothing to guess in 256 random bits.
func digest(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

// The kinds of a session.
const (
	kindBrowser = "browser"
	kindToken   = "token"
)

// kindOf tells by its form what a secret may be used for: an API token never
// passes as a cookie's session, nor the other way round. "" is neither.
func kindOf(secret string) string {
	n := base64.RawURLEncoding.EncodedLen(secretBytes)
	kind := kindBrowser
	if len(secret) == len(TokenPrefix)+n && strings.HasPrefix(secret, TokenPrefix) {
		kind, secret = kindToken, secret[len(TokenPrefix):]
	}
	if len(secret) != n {
		return ""
	}
	if _, err := base64.RawURLEncoding.DecodeString(secret); err != nil {
		return ""
	}
	return kind
}
