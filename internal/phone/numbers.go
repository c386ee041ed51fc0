package phone

import "strings"

// Numbers are the numbers of one customer, as one text that is kept beside it:
// in E.164 or as bare digits, with blanks between them.
type Numbers string

// NumbersOf puts numbers together. Each may be written in any way; what has
// fewer than seven digits is none.
func NumbersOf(list ...string) Numbers {
	var b strings.Builder
	seen := map[string]bool{}
	for _, s := range list {
		n := bare(s)
		if len(strings.TrimPrefix(n, "+")) < fewest || seen[n] {
			continue
		}
		seen[n] = true
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(n)
	}
	return Numbers(b.String())
}

// bare is a number's digits in ASCII, with the + it may begin with.
func bare(s string) string {
	var b strings.Builder
	for _, r := range s {
		if value, word, ok := digitOf(r); ok && !word {
			b.WriteByte('0' + value)
		} else if r == '+' && b.Len() == 0 {
			b.WriteByte('+')
		}
	}
	return b.String()
}

// And are both.
func (n Numbers) And(more Numbers) Numbers {
	return NumbersOf(append(n.List(), more.List()...)...)
}

// List are the numbers one by one.
func (n Numbers) List() []string { return strings.Fields(string(n)) }

// Has reports whether digits are one of the numbers, with or without its codes.
func (n Numbers) Has(digits string) bool {
	for _, number := range n.List() {
		for _, f := range formsOf(number) {
			if strings.Contains(f.digits, digits) || strings.Contains(digits, f.digits) {
				return true
			}
		}
	}
	return false
}

// form is one way to write a number, and which of its digits stay hidden.
type form struct {
	digits   string
	from, to int
}

// formsOf are the ways to write a number: with its country code, and a Chinese
// landline with the 0 before its area code.
func formsOf(number string) []form {
	e164, abroad := strings.CutPrefix(number, "+")
	if !abroad {
		return []form{formOf(number, headOf(number))}
	}
	home, china := strings.CutPrefix(e164, "86")
	switch {
	case china && areaLength(home) > 0 && !isMobile(home):
		return []form{formOf(e164, 2+areaLength(home)), formOf("0"+home, headOf("0"+home))}
	case china:
		return []form{formOf(e164, 2+homeHead(home))}
	}
	return []form{formOf(e164, countryDigits(e164))}
}

// formOf hides the digits of a number that begins with head shown ones.
func formOf(digits string, head int) form {
	return form{digits, head, len(digits) - tailOf(len(digits)-head)}
}

// headOf is how many digits at the front of a Chinese number are shown: the
// prefix of a mobile or the area code with its 0.
func headOf(digits string) int {
	if strings.HasPrefix(digits, "0") {
		if n := areaLength(digits[1:]); n > 0 && len(digits) >= n+8 {
			return n + 1
		}
	}
	if isMobile(digits) || isTollFree(digits) {
		return 3
	}
	return 0
}

// homeHead is headOf for a number behind the country code.
func homeHead(digits string) int {
	if n := headOf(digits); n > 0 {
		return n
	}
	return areaLength(digits)
}

// tailOf is how many digits at the end are shown of n that are left.
func tailOf(n int) int {
	switch {
	case n >= 7:
		return 4
	case n >= 5:
		return 2
	}
	return 0
}

func isTollFree(digits string) bool {
	return len(digits) == 10 && (strings.HasPrefix(digits, "400") || strings.HasPrefix(digits, "800")) && allDigits(digits)
}

// hit is a number, or seven digits of one, in a row of digits; the digits
// between hide and shown are the ones to hide.
type hit struct{ from, to, hide, shown int }

// find looks for the form in a row of digits, whole or in part.
func (f form) find(row string) []hit {
	var hits []hit
	for off := 0; off+fewest <= len(f.digits); off++ {
		part := f.digits[off : off+fewest]
		for at := 0; ; at++ {
			i := strings.Index(row[at:], part)
			if i < 0 {
				break
			}
			at += i
			if off > 0 && at > 0 && row[at-1] == f.digits[off-1] {
				continue // found from further left
			}
			end := off + fewest
			for end < len(f.digits) && at+end-off < len(row) && row[at+end-off] == f.digits[end] {
				end++
			}
			hits = append(hits, hit{at, at + end - off, at + max(f.from, off) - off, at + min(f.to, end) - off})
		}
	}
	return hits
}

// Rows are the rows of seven and more digits in an id or an address.
func Rows(id string) []string {
	if !enough(id) {
		return nil
	}
	var list []string
	for _, s := range strings.FieldsFunc(id, func(r rune) bool { _, word, ok := digitOf(r); return !ok || word }) {
		if s = bare(s); len(s) >= fewest {
			list = append(list, s)
		}
	}
	return list
}

// Digits are the digits of a text in ASCII.
func Digits(s string) string { return strings.TrimPrefix(bare(s), "+") }
