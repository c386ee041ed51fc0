package phone

import (
	"regexp"
	"slices"
	"strings"
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
	return maskDigits(Digits(number))
}

func maskNumber(e164 string) string {
	digits, china := strings.CutPrefix(e164, "+86")
	switch {
	case china && (isMobile(digits) || isTollFree(digits)):
		return stars(digits, 3, 4)
	case china:
		if n := areaLength(digits); n > 0 {
			return "0" + stars(digits, n, 4)
		}
	}
	n := 1 + countryDigits(e164[1:])
	return e164[:n] + stars(e164[n:], 0, tailOf(len(e164)-n))
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

// Masker hides the telephone numbers in texts. It is the only one: every text
// that leaves the server goes through it.
type Masker struct {
	// Own are hidden however they are written: no seven digits of one are left,
	// whatever stands around and between them.
	Own Numbers
	// Strict hides every seven digits: names, WeChat ids, e-mail addresses.
	Strict bool
	// Blind shows no digit of a number.
	Blind bool
}

// MaskText hides the numbers in a text that belongs to no customer yet.
func MaskText(s string) string { return Masker{Strict: true}.Text(s) }

// Text is a text with its numbers hidden: 打 138 **** 4172.
func (m Masker) Text(s string) string {
	if m.Blind && strings.Contains(s, "**") {
		s = maskedForm.ReplaceAllStringFunc(s, starred)
	}
	if digits := digitsOf(s); digits != nil {
		s = cover(s, digits, m.hits(s, digits))
	}
	return s
}

// starred has stars for digits.
func starred(s string) string {
	return strings.Map(func(r rune) rune {
		if _, _, ok := digitOf(r); ok {
			return '*'
		}
		return r
	}, s)
}

// Holds reports whether there is a number to hide in a text.
func (m Masker) Holds(s string) bool {
	digits := digitsOf(s)
	return digits != nil && len(m.hits(s, digits)) > 0
}

// maskedForm is a number of which some digits are hidden already.
var maskedForm = func() *regexp.Regexp {
	const digit, word, gap = `[0-9０-９]`, `[〇零一二三四五六七八九]`, `[-. ·_/()（）–—－]{0,3}`
	return regexp.MustCompile(`(?:\+` + digit + `{1,3}` + gap + `)?(?:(?:` + digit + `{1,6}|` + word + `{3,6})` + gap + `)?` +
		`\*(?:` + gap + `\*)+` + `(?:(?:` + gap + digit + `){1,4}|` + gap + word + `{4})?`)
}()

// Found is a number in a text, as written, masked, and its digits.
type Found struct{ Text, Masked, Digits string }

// Find are the numbers in a text.
func (m Masker) Find(s string) []Found {
	digits := digitsOf(s)
	hits := m.hits(s, digits)
	slices.SortFunc(hits, func(a, b hit) int { return a.from - b.from })
	var list []Found
	for i := 0; i < len(hits); {
		from, to, j := hits[i].from, hits[i].to, i+1
		for ; j < len(hits) && hits[j].from < to; j++ {
			to = max(to, hits[j].to)
		}
		text := s[digits[from].from:digits[to-1].to]
		part := make([]digit, to-from)
		for k, d := range digits[from:to] {
			part[k] = digit{from: d.from - digits[from].from, to: d.to - digits[from].from}
		}
		moved := make([]hit, 0, j-i)
		for _, h := range hits[i:j] {
			moved = append(moved, hit{h.from - from, h.to - from, h.hide - from, h.shown - from})
		}
		list = append(list, Found{text, cover(text, part, moved), valuesOf(digits[from:to])})
		i = j
	}
	return list
}

// cover writes stars over the digits to hide.
func cover(s string, digits []digit, hits []hit) string {
	if len(hits) == 0 {
		return s
	}
	hide := make([]bool, len(digits))
	for _, h := range hits {
		for i := h.hide; i < h.shown; i++ {
			hide[i] = true
		}
	}
	var b strings.Builder
	b.Grow(len(s))
	at := 0
	for i, d := range digits {
		if hide[i] {
			b.WriteString(s[at:d.from])
			b.WriteByte('*')
			at = d.to
		}
	}
	b.WriteString(s[at:])
	return b.String()
}

// hits are the numbers in a text.
func (m Masker) hits(s string, digits []digit) []hit {
	if len(digits) < fewest {
		return nil
	}
	hits := m.own(digits)
	groups := groupsOf(s, digits)
	keepReadable(groups, m.Strict)
	for i := range groups {
		if groups[i].taken {
			continue
		}
		for _, at := range row(groups[i]) {
			from := groups[i].from + at
			hits = append(hits, hit{from, from + 11, from + 3, from + 7})
			groups[i].taken = true
		}
	}
	list := rules
	if m.Strict {
		list = append(slices.Clip(rules), identifier)
	}
	for _, r := range list {
		hits = append(hits, r.find(groups)...)
	}
	if m.Blind {
		for i, h := range hits {
			hits[i].hide, hits[i].shown = h.from, h.to
		}
	}
	return hits
}

// find are the numbers that a rule sees in groups, which it takes.
func (r rule) find(groups []group) []hit {
	var hits []hit
	for i := range groups {
		if groups[i].taken {
			continue
		}
		n, head, tail := r(groups[i:])
		if n == 0 {
			continue
		}
		from, to := groups[i].from, groups[i+n-1].to
		hits = append(hits, hit{from, to, from + head, to - tail})
		for j := i; j < i+n; j++ {
			groups[j].taken = true
		}
	}
	return hits
}

// own are the numbers to hide in any writing. Words such as 一 may be digits of
// a number or stand between them, so the digits are read with and without them.
func (m Masker) own(digits []digit) []hit {
	if m.Own == "" {
		return nil
	}
	all := valuesOf(digits)
	plain, places := plainOf(digits)
	var hits []hit
	for _, number := range m.Own.List() {
		for _, f := range formsOf(number) {
			hits = append(hits, f.find(all)...)
			if len(plain) == len(all) {
				continue
			}
			for _, h := range f.find(plain) {
				hits = append(hits, h.among(places))
			}
		}
	}
	return hits
}

// plainOf are the digits that are no words, and where they stand among all.
func plainOf(digits []digit) (values string, places []int) {
	b := make([]byte, 0, len(digits))
	for i, d := range digits {
		if !d.word {
			b, places = append(b, '0'+d.value), append(places, i)
		}
	}
	return string(b), places
}

// among is a number found in plain digits, as it stands among all of them.
func (h hit) among(places []int) hit {
	out := hit{from: places[h.from], to: places[h.to-1] + 1}
	if h.hide < h.shown {
		out.hide, out.shown = places[h.hide], places[h.shown-1]+1
	}
	return out
}
