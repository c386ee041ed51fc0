package auth

import (
	_ "embed"
	"strings"
	"sync"
	"unicode/utf8"

	"laidan/internal/crm"
)

// Length limits of a password, in characters. The upper one only keeps a
// request from feeding megabytes to the hash.
const (
	minPassword = 8
	maxPassword = 128
)

// commonList holds the passwords that are tried first, one a line, in lower
// case: written for this project from patterns that every list repeats.
//
//go:embed common_passwords.txt
var commonList string

// leakedList holds the most used passwords of published leaks (see NOTICE).
//
//go:embed leaked_passwords.txt
var leakedList string

var common = sync.OnceValue(func() map[string]bool {
	m := map[string]bool{}
	for line := range strings.Lines(commonList + leakedList) {
		m[strings.TrimSpace(line)] = true
	}
	return m
})

// CheckPassword reports why a password may not be used for an account, or nil.
// Pointer names the form's field.
func CheckPassword(pointer, password, email string) error {
	n := utf8.RuneCountInString(password)
	switch {
	case n < minPassword:
		return crm.Bad(pointer, "auth.password_short", "min", minPassword)
	case n > maxPassword:
		return crm.Bad(pointer, "auth.password_long", "max", maxPassword)
	case isEmail(password, email):
		return crm.Bad(pointer, "auth.password_email")
	case isCommon(password):
		return crm.Bad(pointer, "auth.password_common")
	}
	return nil
}

// isEmail reports whether the password is the address or its local part.
func isEmail(password, email string) bool {
	p, e := strings.ToLower(strings.TrimSpace(password)), strings.ToLower(strings.TrimSpace(email))
	local, _, _ := strings.Cut(e, "@")
	return e != "" && (p == e || p == local)
}

// isCommon reports whether a password is one of the common ones, one of them
// with a mark or two behind it, with blanks around it or in full-width letters, a
// single repeated character, or a run along the digits or the alphabet.
func isCommon(password string) bool {
	p := strings.ToLower(strings.TrimSpace(strings.Map(narrow, password)))
	bare := strings.TrimRight(p, "!.@#?*$")
	return common()[p] || common()[bare] || repeated(p) || isRun(p)
}

// narrow is the plain form of a full-width character, as a Chinese keyboard types
// it.
func narrow(r rune) rune {
	switch {
	case r >= '！' && r <= '～':
		return r - '！' + '!'
	case r == '\u3000':
		return ' '
	}
	return r
}

func repeated(p string) bool {
	_, size := utf8.DecodeRuneInString(p)
	return strings.ReplaceAll(p, p[:size], "") == ""
}

// isRun finds 23456789, 98765432 and abcdefgh.
func isRun(p string) bool {
	up, down := true, true
	for i := 1; i < len(p); i++ {
		up = up && p[i] == p[i-1]+1
		down = down && p[i] == p[i-1]-1
	}
	return up || down
}
