package phone

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// What a mask shows may be searched (textkey gives the last four digits of a
// number as a token), so it shows the last four and never more than three
// digits before: the prefix of a mobile, the area or country code.

// Mask hides the middle of a number, given as E.164 or as typed: 138****4172,
// 0571****1234, +1******0134. Extensions are hidden.
func Mask(number string) string {
	if number == "" {
		return ""
	}
	if n, err := Parse(number, "CN"); err == nil {
		return maskNumber(n.E164)
	}
	digits := make([]rune, 0, 16)
	for _, r := range number {
		if d, ok := digitOf(r); ok {
			digits = append(digits, d)
		}
	}
	return maskDigits(string(digits))
}

func maskNumber(e164 string) string {
	digits, china := strings.CutPrefix(e164, "+86")
	switch {
	case china && (isMobile(digits) || strings.HasPrefix(digits, "400") || strings.HasPrefix(digits, "800")):
		return stars(digits, 3, 4)
	case china:
		if n := areaLength(digits); n > 0 {
			return "0" + stars(digits, n, 4)
		}
	}
	n := 1 + countryDigits(e164[1:])
	return e164[:n] + stars(e164[n:], 0, 4)
}

func stars(digits string, head, tail int) string {
	return digits[:head] + strings.Repeat("*", max(0, len(digits)-head-tail)) + digits[len(digits)-tail:]
}

// maskDigits hides digits that are no known number.
func maskDigits(digits string) string {
	switch n := len(digits); {
	case isMobile(digits):
		return stars(digits, 3, 4)
	case n >= 8:
		return "****" + digits[n-4:]
	case n >= 6:
		return "****" + digits[n-2:]
	}
	return "****"
}

func digitOf(r rune) (rune, bool) {
	switch {
	case '0' <= r && r <= '9':
		return r, true
	case '０' <= r && r <= '９':
		return r - '０' + '0', true
	}
	return 0, false
}

// MaskText masks everything in a text that may be a telephone number: seven or
// more digits in one piece (in names, WeChat ids, e-mails, remarks), and
// numbers written in groups. It masks too much rather than too little; dates
// like 2026-10-14 and times stay.
func MaskText(s string) string {
	if countAnyDigits(s) < 7 {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for len(s) > 0 {
		i := strings.IndexFunc(s, startsNumber)
		if i < 0 {
			break
		}
		b.WriteString(s[:i])
		s = s[i:]
		run := scanGroups(s)
		b.WriteString(maskRun(run))
		s = s[run.end:]
	}
	b.WriteString(s)
	return b.String()
}

func countAnyDigits(s string) int {
	n := 0
	for _, r := range s {
		if _, ok := digitOf(r); ok {
			n++
		}
	}
	return n
}

func startsNumber(r rune) bool {
	_, ok := digitOf(r)
	return ok
}

// groups is a run of digit groups with at most two separating characters
// between neighbours.
type groups struct {
	text string   // what was read
	list []string // the groups as ASCII digits
	from []int    // where each begins and ends in text
	to   []int
	end  int
}

// scanGroups reads the longest run of groups at the start of s.
func scanGroups(s string) groups {
	var g groups
	gapStart, gapRunes := 0, 0
	open := false
	var current []byte
	i := 0
	for i < len(s) {
		r, size := utf8.DecodeRuneInString(s[i:])
		if d, ok := digitOf(r); ok {
			if !open {
				g.from = append(g.from, i)
				open = true
			}
			current = append(current, byte(d))
			gapRunes = 0
			i += size
			g.end = i
			continue
		}
		if open {
			g.list = append(g.list, string(current))
			g.to = append(g.to, i)
			current, open, gapStart = nil, false, i
		}
		gapRunes++
		if gapRunes > 3 || !joins(r) {
			i = gapStart
			break
		}
		i += size
	}
	if open {
		g.list = append(g.list, string(current))
		g.to = append(g.to, i)
	}
	g.text = s[:g.end]
	return g
}

// joins reports whether a character may stand between the groups of a number.
func joins(r rune) bool {
	return r == '-' || r == '.' || r == '(' || r == ')' || r == '（' || r == '）' || r == '·' || r == '_' || r == '/' ||
		r == '－' || unicode.Is(unicode.Pd, r) || unicode.Is(unicode.Zs, r) || unicode.Is(unicode.Cf, r) || r == '\t'
}

// maskRun masks the groups of a run that make numbers, longest first.
func maskRun(g groups) string {
	var b strings.Builder
	at := 0
	for i := 0; i < len(g.list); {
		n := numberAt(g.list[i:])
		if n == 0 {
			i++
			continue
		}
		b.WriteString(g.text[at:g.from[i]])
		b.WriteString(maskDigits(home(strings.Join(g.list[i:i+n], ""))))
		at = g.to[i+n-1]
		i += n
	}
	b.WriteString(g.text[at:])
	return b.String()
}

// home drops the country code of a Chinese mobile.
func home(digits string) string {
	for _, code := range []string{"0086", "86", "0"} {
		if local, ok := strings.CutPrefix(digits, code); ok && isMobile(local) {
			return local
		}
	}
	return digits
}

var (
	grouped  = regexp.MustCompile(`^(?:(?:00)?86)?(?:0?1[3-9]\d{9}|0\d{9,11}|[48]00\d{7})$|^0\d{8,13}$`)
	american = regexp.MustCompile(`^1? ?[2-9]\d\d [2-9]\d\d \d{4}$`)
	abroad   = regexp.MustCompile(`^(?:00)?[1-9]\d{9,14}$`)
	dateLike = regexp.MustCompile(`^(?:19|20)\d\d (?:0?[1-9]|1[0-2]) (?:0?[1-9]|[12]\d|3[01])(?: |$)`)
)

// numberAt is how many of the leading groups make one telephone number.
func numberAt(list []string) int {
	if isDate(list) {
		return 0
	}
	for n := min(len(list), 7); n > 1; n-- {
		joined, spaced := strings.Join(list[:n], ""), strings.Join(list[:n], " ")
		if grouped.MatchString(joined) || american.MatchString(spaced) {
			return n
		}
		// 4+4, 3+4: a local number; more groups: one with its country code
		if n == 2 && len(list[0]) >= 3 && len(list[0]) <= 4 && len(list[1]) == 4 && !rangeLike(list) {
			return n
		}
		if n > 2 && abroad.MatchString(joined) && shortGroups(list[:n]) {
			return n
		}
	}
	if len(list[0]) >= 7 {
		return 1
	}
	return 0
}

func isDate(list []string) bool {
	return dateLike.MatchString(strings.Join(list[:min(len(list), 3)], " ") + " ")
}

// rangeLike: 2024-2026, and amounts in round hundreds: 5000-8000.
func rangeLike(list []string) bool {
	if strings.HasSuffix(list[0], "00") && strings.HasSuffix(list[1], "00") {
		return true
	}
	return len(list[0]) == 4 && (list[0][:2] == "19" || list[0][:2] == "20") && (list[1][:2] == "19" || list[1][:2] == "20")
}

func shortGroups(list []string) bool {
	for _, g := range list {
		if len(g) > 6 {
			return false
		}
	}
	return true
}
