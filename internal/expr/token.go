package expr

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"laidan/internal/crm"
)

type kind uint8

const (
	end    kind = iota
	word        // a field, function or keyword
	text        // "..."
	number      // 12, -0.5, 1e3
	sign        // ( ) , = != < <= > >=
)

type token struct {
	kind kind
	text string // a text's content, a number in canonical form, else the source
	pos  int    // byte offset
}

// lexer cuts a source into tokens. Its errors carry the place as a character
// position counted from 1, which is what a person sees in an input box.
type lexer struct {
	src string
	pos int
}

// at turns a byte offset into a character position.
func at(src string, pos int) int {
	return utf8.RuneCountInString(src[:min(pos, len(src))]) + 1
}

func syntax(src string, pos int) *crm.Error {
	near := []rune(src[min(pos, len(src)):])
	return crm.Fail(crm.Invalid, "expr.syntax", "at", at(src, pos), "near", string(near[:min(len(near), 20)]))
}

func (l *lexer) next() (token, error) {
	for l.pos < len(l.src) && strings.IndexByte(" \t\r\n", l.src[l.pos]) >= 0 {
		l.pos++
	}
	start := l.pos
	if start == len(l.src) {
		return token{kind: end, pos: start}, nil
	}
	switch c := l.src[start]; {
	case c == '"':
		return l.text()
	case c == '-' || isDigit(c):
		return l.number()
	case isLetter(c):
		for l.pos < len(l.src) && (isLetter(l.src[l.pos]) || isDigit(l.src[l.pos]) || l.src[l.pos] == '.') {
			l.pos++
		}
		return token{word, l.src[start:l.pos], start}, nil
	}
	for _, s := range []string{"!=", "<=", ">=", "(", ")", ",", "=", "<", ">"} {
		if strings.HasPrefix(l.src[start:], s) {
			l.pos += len(s)
			return token{sign, s, start}, nil
		}
	}
	return token{}, syntax(l.src, start)
}

func isDigit(c byte) bool  { return '0' <= c && c <= '9' }
func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' || c == '_' }

func (l *lexer) text() (token, error) {
	start := l.pos
	var b strings.Builder
	for i := start + 1; i < len(l.src); i++ {
		switch c := l.src[i]; c {
		case '"':
			l.pos = i + 1
			return token{text, b.String(), start}, nil
		case '\\':
			r, n := unescape(l.src[i+1:])
			if n == 0 {
				return token{}, syntax(l.src, i)
			}
			b.WriteRune(r)
			i += n
		case 0: // PostgreSQL cannot store it, so it cannot be asked for
			return token{}, syntax(l.src, i)
		default:
			b.WriteByte(c)
		}
	}
	return token{}, syntax(l.src, start)
}

// unescape reads what follows a backslash and says how many bytes it took, 0
// for an escape that does not exist.
func unescape(s string) (rune, int) {
	if s == "" {
		return 0, 0
	}
	if i := strings.IndexByte(`"\nrt`, s[0]); i >= 0 {
		return rune("\"\\\n\r\t"[i]), 1
	}
	if s[0] != 'u' || len(s) < 5 {
		return 0, 0
	}
	n, err := strconv.ParseUint(s[1:5], 16, 16)
	if err != nil || n == 0 || !utf8.ValidRune(rune(n)) {
		return 0, 0
	}
	return rune(n), 5
}

func (l *lexer) number() (token, error) {
	start := l.pos
	digits := func() bool {
		from := l.pos
		for l.pos < len(l.src) && isDigit(l.src[l.pos]) {
			l.pos++
		}
		return l.pos > from
	}
	skip := func(set string) bool {
		ok := l.pos < len(l.src) && strings.IndexByte(set, l.src[l.pos]) >= 0
		if ok {
			l.pos++
		}
		return ok
	}
	skip("-")
	ok := digits()
	if ok && skip(".") {
		ok = digits()
	}
	if ok && skip("eE") {
		skip("+-")
		ok = digits()
	}
	if !ok || l.pos < len(l.src) && isLetter(l.src[l.pos]) {
		return token{}, syntax(l.src, start)
	}
	canonical, ok := canonicalNumber(l.src[start:l.pos])
	if !ok {
		return token{}, syntax(l.src, start)
	}
	return token{number, canonical, start}, nil
}

// canonicalNumber gives each number one spelling: 007 is 7, 2.50 is 2.5. A
// number that no database column can hold is refused.
func canonicalNumber(s string) (string, bool) {
	if n, err := strconv.ParseInt(s, 10, 64); err == nil {
		return strconv.FormatInt(n, 10), true
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsInf(f, 0) {
		return "", false
	}
	if f == 0 {
		return "0", true // also for -0.0
	}
	return strconv.FormatFloat(f, 'g', -1, 64), true
}
