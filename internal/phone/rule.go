package phone

import (
	"slices"
	"strings"
)

// What looks like a telephone number is one, whoever it belongs to; dates,
// amounts, order numbers, post codes and ids are not.

// rule answers how many of the leading groups make a number and which of its
// digits are shown at both ends; 0: none.
type rule func(list []group) (n, head, tail int)

// rules in the order in which they take groups: the surest first, so that
// A座1502 138 1234 5678 is read from the 138 on.
var rules = []rule{mobile, abroad, landline, tollFree, american, oddMobile}

// most is how many groups a number is read from.
const most = 17

// mobile is written as 138 1234 5678, in one piece, digit by digit, or with 86
// or 0 before it.
func mobile(list []group) (n, head, tail int) {
	if commaMobile(list) {
		return 3, 3, 4
	}
	for n := min(free(list), most); n > 0; n-- {
		digits := joined(list[:n])
		code := mobileCode(digits)
		if code < 0 {
			continue
		}
		first := 0
		if n > 1 && len(list[0].digits) == code {
			first = 1 // 86 138 1234 5678
		}
		rest := list[first:n]
		if len(rest) == 1 || single(rest) || len(rest[0].digits) == 3 || len(rest[0].digits) == 3+code && first == 0 {
			return n, code + 3, 4
		}
	}
	return 0, 0, 0
}

// commaMobile: 138,1234,5678 is no amount.
func commaMobile(list []group) bool {
	return len(list) >= 3 && list[1].gap != apart && list[2].gap != apart && !list[0].taken && !list[1].taken && !list[2].taken &&
		len(list[0].digits) == 3 && len(list[1].digits) == 4 && len(list[2].digits) == 4 && isMobile(joined(list[:3]))
}

// mobileCode is how many digits stand before the eleven of a mobile, -1 if it
// is none.
func mobileCode(digits string) int {
	for _, code := range []string{"", "0", "86", "086", "0086"} {
		if home, ok := strings.CutPrefix(digits, code); ok && isMobile(home) {
			return len(code)
		}
	}
	return -1
}

// oddMobile is written in unusual groups: 13 812345678, 1381 2345 678.
func oddMobile(list []group) (n, head, tail int) {
	for n := min(free(list), most); n > 1; n-- {
		if code := mobileCode(joined(list[:n])); code >= 0 && !(n == 2 && strings.Contains(list[1].between, ".") && len(list[1].digits) <= 3) {
			return n, code + 3, 4
		}
	}
	return 0, 0, 0
}

// abroad begins with + or 00 and a country code.
func abroad(list []group) (n, head, tail int) {
	code := 0
	if strings.HasPrefix(list[0].digits, "00") {
		code = 2
	}
	if !list[0].plus && code == 0 {
		return 0, 0, 0
	}
	long := 0
	for n := min(free(list), most); n > 0; n-- {
		digits := joined(list[:n])[code:]
		if len(digits) < 8 || len(digits) > 15 {
			continue
		}
		if number, err := remembered("+"+digits, ""); err == nil {
			return n, code + shownOf(number.E164), 4
		}
		long = max(long, n)
	}
	if long > 0 && list[0].plus && (long > 1 || len(list[0].digits) >= 10) {
		return long, 0, 4
	}
	return 0, 0, 0
}

// shownOf is how many digits of E.164 are shown at the front.
func shownOf(e164 string) int {
	if home, china := strings.CutPrefix(e164, "+86"); china {
		return 2 + homeHead(home)
	}
	return countryDigits(e164[1:])
}

// landline is a Chinese one with its area code: 0571-8800 1234, 86-571-88001234.
func landline(list []group) (n, head, tail int) {
	first := list[0].digits
	if first == "86" && free(list) > 1 {
		return homeLandline(list)
	}
	if first[0] != '0' || len(first) > 1 && first[1] == '0' {
		return 0, 0, 0
	}
	for n := min(free(list), most); n > 0; n-- {
		digits := joined(list[:n])
		if len(digits) < 10 || len(digits) > 12 {
			continue
		}
		area := 1 + areaLength(digits[1:])
		if area > 1 && (len(digits)-area == 7 || len(digits)-area == 8) && (len(first) >= area || single(list[:n])) {
			return n, area, 4
		}
	}
	return 0, 0, 0
}

func homeLandline(list []group) (n, head, tail int) {
	for n := min(free(list), most); n > 1; n-- {
		digits := joined(list[1:n])
		area := areaLength(digits)
		if area > 0 && len(list[1].digits) >= area && (len(digits)-area == 7 || len(digits)-area == 8) {
			return n, 2 + area, 4
		}
	}
	return 0, 0, 0
}

// tollFree are the 400 and 800 numbers.
func tollFree(list []group) (n, head, tail int) {
	for n := min(free(list), most); n > 0; n-- {
		if isTollFree(joined(list[:n])) && (len(list[0].digits) >= 3 || single(list[:n])) {
			return n, 3, 4
		}
	}
	return 0, 0, 0
}

// american is (415) 555-2671, with or without a 1 before it.
func american(list []group) (n, head, tail int) {
	skip := 0
	if list[0].digits == "1" && free(list) > 1 {
		skip = 1
	}
	rest := list[skip:]
	at := func(i, length int, least byte) bool {
		return i < free(rest) && len(rest[i].digits) == length && rest[i].digits[0] >= least
	}
	bracketed := strings.ContainsAny(rest[0].between, "(（") && len(rest) > 1 && strings.ContainsAny(rest[1].between, ")）")
	switch {
	case at(0, 3, '2') && at(1, 3, '2') && at(2, 4, '0'):
		return skip + 3, skip, 4
	case at(0, 3, '2') && bracketed && at(1, 7, '2'):
		return skip + 2, skip, 4
	}
	return 0, 0, 0
}

// row are several mobiles written one after the other without a gap, or one
// between the words for digits.
func row(g group) (starts []int) {
	if g.word {
		for i := 0; i+11 <= len(g.digits); i++ {
			if isMobile(g.digits[i : i+11]) {
				starts = append(starts, i)
				i += 10
			}
		}
		return starts
	}
	for i := 0; len(g.digits)%11 == 0 && i < len(g.digits); i += 11 {
		if !isMobile(g.digits[i : i+11]) {
			return nil
		}
		starts = append(starts, i)
	}
	return starts
}

// keepReadable takes the groups of dates, ranges and addresses of machines out
// of the search; strict keeps long ranges in.
func keepReadable(list []group, strict bool) {
	take := func(part []group) {
		for i := range part {
			part[i].taken = true
		}
	}
	for i := range list {
		rest := list[i:]
		switch n := free(rest); {
		case n >= 3 && isDate(rest[:3]):
			take(rest[:3])
		case n == 4 && begins(list, i) && isMachine(rest[:4]):
			take(rest[:4])
		case n == 2 && begins(list, i) && isRange(rest[:2]) && !(strict && len(rest[0].digits)+len(rest[1].digits) > 10):
			take(rest[:2])
		case strict || !begins(list, i):
		case n == 1 && rest[0].money:
			take(rest[:1])
		case n == 4 && isVersion(rest[:4]):
			take(rest[:4])
		case n == 3 && (isSerial(rest[:3]) || isRound(rest[:3])):
			take(rest[:3])
		}
	}
}

// begins reports whether nothing before a group belongs to it.
func begins(list []group, i int) bool { return i == 0 || list[i].gap != close || list[i-1].taken }

// isDate: 2026-10-14, 14/10/2026.
func isDate(list []group) bool {
	y, m, d := list[0].digits, list[1].digits, list[2].digits
	if len(list[2].digits) == 4 {
		y, d = d, y
	}
	return isYear(y) && dayPart(m) && dayPart(d) && strings.TrimSpace(list[1].between) == strings.TrimSpace(list[2].between)
}

func isYear(s string) bool { return len(s) == 4 && (s[:2] == "19" || s[:2] == "20") }

func dayPart(s string) bool { return len(s) <= 2 && s <= "31" && s != "0" && s != "00" || len(s) == 1 }

// isMachine: 139.155.101.23.
func isMachine(list []group) bool {
	for i, g := range list {
		if i > 0 && g.between != "." || len(g.digits) > 3 || len(g.digits) == 3 && g.digits > "255" {
			return false
		}
	}
	return true
}

// isVersion: 1.38.1234.5678.
func isVersion(list []group) bool {
	dots := !slices.ContainsFunc(list[1:], func(g group) bool { return g.between != "." })
	return dots && len(list[0].digits) == 1 && !single(list)
}

// isSerial is a number within a year: 010-2026-0012.
func isSerial(list []group) bool {
	return isYear(list[1].digits) && len(list[2].digits) == 4 && strings.HasPrefix(list[2].digits, "00")
}

// isRound are amounts in round hundreds: 200 300 4000.
func isRound(list []group) bool {
	return !slices.ContainsFunc(list, func(g group) bool { return len(g.digits) < 3 || !strings.HasSuffix(g.digits, "00") })
}

// isRange: 2024-2026, and amounts in round hundreds: 5000-8000.
func isRange(list []group) bool {
	a, b := list[0].digits, list[1].digits
	if strings.TrimSpace(list[1].between) == "" {
		return false
	}
	return isYear(a) && isYear(b) || len(a) >= 3 && strings.HasSuffix(a, "00") && strings.HasSuffix(b, "00")
}

// identifier is the rule of names and addresses, where seven digits are too
// many.
func identifier(list []group) (n, head, tail int) {
	if len(list[0].digits) >= fewest {
		return 1, 0, tailOf(len(list[0].digits))
	}
	for n := min(free(list), most); n > 1; n-- {
		digits := joined(list[:n])
		odd := slices.ContainsFunc(list[:n], func(g group) bool { return len(g.digits) < 2 || g.rest })
		if len(digits) >= fewest && len(digits) <= 16 && (!odd || single(list[:n])) {
			return n, 0, tailOf(len(digits))
		}
	}
	return 0, 0, 0
}
