package customer

import (
	"regexp"
	"strings"

	"laidan/internal/authz"
	"laidan/internal/crm"
	"laidan/internal/phone"
	"laidan/internal/rights"
)

// Every number that leaves the server in a record is masked (138****4172); one
// audited Reveal shows it in full to those who may. What follows is the one
// place that decides how a reader sees numbers, alone or inside other texts.

// fields are the field rights of a reader.
type fields struct {
	// numbers is false for those who see no digit of a number at all.
	numbers bool
}

func fieldsOf(a crm.Actor) fields {
	sees := a.System() || a.Is(authz.Rep, authz.Manager, authz.Director, authz.Support, authz.Service) ||
		!a.Is(authz.Finance, authz.Admin)
	return fields{numbers: rights.May("mask.role", sees)}
}

// phone is a number as the reader sees it.
func (f fields) phone(number string) string {
	if !f.numbers {
		return ""
	}
	if !rights.Must("mask.phone", true) {
		return number
	}
	return phone.Mask(number)
}

// identifier is a WeChat id, an address or a person's name as the reader sees
// it: seven digits in a row are too many there.
func (f fields) identifier(s string, own ...string) string {
	if !rights.Must("mask.identifier", true) {
		return s
	}
	return phone.MaskText(f.text(s, own...))
}

// text is a text with the numbers in it masked: those of the customer in any
// writing, and everything that looks like a mobile or a landline. Amounts and
// dates stay: words are written to be read.
func (f fields) text(s string, own ...string) string {
	if !rights.Must("mask.text", true) {
		return s
	}
	s = maskNumbers(s, own, f.numbers)
	if !f.numbers && strings.Contains(s, "**") {
		s = maskedForm.ReplaceAllString(s, "****")
	}
	return s
}

// maskedForm is a number that was stored masked.
var maskedForm = regexp.MustCompile(`[0-9０-９]*[ -]?\*{2,}[ -]?\*?[0-9０-９]{0,4}`)

// maskText is a text as anybody may see it.
func maskText(s string, own ...string) string { return maskNumbers(s, own, true) }

// The digits that stay visible at both ends of a number.
const (
	tailDigits = 4
	hidden     = 4
)

// run is a stretch of digits in a text, possibly with single separators.
type run struct {
	at     []int // rune positions of the digits
	digits []byte
	plus   bool
}

func maskNumbers(s string, own []string, tail bool) string {
	if !hasDigits(s, 7) {
		return s
	}
	text := []rune(s)
	for _, r := range runsOf(text) {
		for _, m := range r.numbers(own) {
			from, to := m[0], m[1]
			if tail {
				from, to = max(m[0], m[1]-tailDigits-hidden), m[1]-tailDigits
			}
			for _, at := range r.at[from:max(from, to)] {
				text[at] = '*'
			}
		}
	}
	return string(text)
}

// hasDigits is a quick look: most texts hold no number.
func hasDigits(s string, want int) bool {
	n := 0
	for _, r := range s {
		if _, ok := digit(r); ok {
			if n++; n == want {
				return true
			}
		}
	}
	return false
}

func digit(r rune) (byte, bool) {
	switch {
	case r >= '0' && r <= '9':
		return byte(r), true
	case r >= '０' && r <= '９':
		return byte(r - '０' + '0'), true
	}
	return 0, false
}

func digitsOf(s string) string {
	var b strings.Builder
	for _, r := range s {
		if d, ok := digit(r); ok {
			b.WriteByte(d)
		}
	}
	return b.String()
}

func runsOf(text []rune) []run {
	var list []run
	var cur run
	gap := 0
	for i, r := range text {
		if d, ok := digit(r); ok {
			if len(cur.at) == 0 {
				cur.plus = i > 0 && (text[i-1] == '+' || text[i-1] == '＋')
			}
			cur.at, cur.digits, gap = append(cur.at, i), append(cur.digits, d), 0
			continue
		}
		if gap++; len(cur.at) > 0 && (gap > 2 || !strings.ContainsRune(" -.()·（）－—", r)) {
			list, cur = append(list, cur), run{}
		}
	}
	if len(cur.at) > 0 {
		list = append(list, cur)
	}
	return list
}

// numbers finds the phone numbers in a run, as ranges of its digits.
func (r run) numbers(own []string) [][2]int {
	var found [][2]int
	d := string(r.digits)
	for _, o := range own {
		o = national(digitsOf(o))
		if len(o) < 7 {
			continue
		}
		for from := 0; ; {
			i := strings.Index(d[from:], o)
			if i < 0 {
				break
			}
			found = append(found, [2]int{from + i, from + i + len(o)})
			from += i + len(o)
		}
	}
	if len(found) > 0 {
		return found
	}
	if r.looksLikePhone() {
		return [][2]int{{0, len(d)}}
	}
	// Several numbers with nothing but blanks between them: look for mobiles.
	for i := 0; i+11 <= len(d) && len(d) > 13; i++ {
		if isMobile(d[i : i+11]) {
			found = append(found, [2]int{i, i + 11})
			i += 10
		}
	}
	return found
}

func (r run) looksLikePhone() bool {
	d := string(r.digits)
	n := len(d)
	switch {
	case isMobile(national(d)):
		return true
	case d[0] == '0' && n >= 10 && n <= 12 && d[1] != '0':
		return true
	}
	return (r.plus || strings.HasPrefix(d, "00")) && n >= 8 && n <= 17
}

func isMobile(d string) bool { return len(d) == 11 && d[0] == '1' && d[1] >= '3' }

// national is a number without China's country code, which is written or left
// out at will.
func national(d string) string {
	d = strings.TrimPrefix(d, "00")
	if len(d) == 13 && strings.HasPrefix(d, "86") {
		return d[2:]
	}
	return d
}
