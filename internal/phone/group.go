package phone

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// group is a row of digits with nothing visible between them.
type group struct {
	from, to int // digits of the text
	digits   string
	at       int    // where they begin in all digits of the groups
	row      string // all digits of the groups
	word     bool
	plus     bool // a + stands before it
	gap      gap  // to the group before
	between  string
	taken    bool // belongs to a date or to a number found already
	rest     bool // what is left beside hidden digits
	money    bool // a currency stands right behind it
}

// gap says whether two groups may belong to one number.
type gap int

const (
	apart gap = iota // words stand between them
	loose            // a comma, a line: joins 138,1234,5678 only
	close            // blanks, dashes, brackets, dots
)

// groupsOf cuts the digits of a text into groups.
func groupsOf(s string, digits []digit) []group {
	var list []group
	for i, d := range digits {
		if n := len(list); n > 0 && list[n-1].word == d.word && invisible(s[digits[i-1].to:d.from]) {
			list[n-1].to++
			continue
		}
		list = append(list, group{from: i, to: i + 1, word: d.word})
	}
	list = dropWords(s, digits, list)
	row, at := rowOf(digits, list), 0
	for i := range list {
		g := &list[i]
		g.row, g.at = row, at
		at += g.to - g.from
		g.digits = row[g.at:at]
		before := 0
		if i > 0 {
			before = digits[list[i-1].to-1].to
		}
		g.between = s[before:digits[g.from].from]
		if i > 0 {
			g.gap = gapOf(g.between)
		}
		g.plus = endsInPlus(g.between)
		g.money = startsAsMoney(s[digits[g.to-1].to:])
		if strings.Contains(g.between, "**") {
			g.rest, list[max(0, i-1)].rest = true, true
		}
	}
	return list
}

// dropWords leaves out words such as 一 in 一个: only rows of three are digits,
// and shorter ones beside others.
func dropWords(s string, digits []digit, list []group) []group {
	beside := func(a, b int) bool {
		return a >= 0 && b < len(list) && list[a].word && list[b].word &&
			gapOf(s[digits[list[a].to-1].to:digits[list[b].from].from]) == close
	}
	kept := make([]group, 0, len(list))
	for i, g := range list {
		if !g.word || g.to-g.from >= 3 || beside(i-1, i) || beside(i, i+1) {
			kept = append(kept, g)
		}
	}
	return kept
}

// rowOf are all digits of groups.
func rowOf(digits []digit, list []group) string {
	b := make([]byte, 0, len(digits))
	for _, g := range list {
		for _, d := range digits[g.from:g.to] {
			b = append(b, '0'+d.value)
		}
	}
	return string(b)
}

func valuesOf(digits []digit) string {
	b := make([]byte, len(digits))
	for i, d := range digits {
		b[i] = '0' + d.value
	}
	return string(b)
}

// gapOf judges what stands between two groups.
func gapOf(between string) gap {
	if strings.Count(between, "*") > 1 {
		return apart // hidden digits
	}
	n, kind := 0, close
	for _, r := range between {
		switch {
		case isInvisible(r):
			continue
		case joins(r):
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			return apart
		default:
			kind = loose
		}
		if n++; n > 4 {
			return apart
		}
	}
	return kind
}

// joins reports whether a character may stand between the groups of a number.
func joins(r rune) bool {
	if r < 0x80 {
		return strings.IndexByte("-. _*/\\()[]~\t", byte(r)) >= 0
	}
	return strings.ContainsRune("·•（）【】～－—−‧", r) || unicode.Is(unicode.Pd, r) || unicode.Is(unicode.Zs, r)
}

func isInvisible(r rune) bool {
	return r >= 0x80 && (unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Me, r))
}

func invisible(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return !isInvisible(r) })
}

func endsInPlus(between string) bool {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(between, " (（"))
	return r == '+' || r == '＋'
}

// startsAsMoney: 13800000000元. A bare 万 is a surname, too.
func startsAsMoney(s string) bool {
	for _, unit := range []string{"元", "万元", "亿元", "美元", "欧元", "日元", "港元"} {
		if strings.HasPrefix(s, unit) {
			return true
		}
	}
	return false
}

// free is how many groups from the first on may make one number.
func free(list []group) int {
	n := 0
	for n < len(list) && !list[n].taken && (n == 0 || list[n].gap == close) {
		n++
	}
	return n
}

// joined are the digits of groups.
func joined(list []group) string {
	last := list[len(list)-1]
	return last.row[list[0].at : last.at+len(last.digits)]
}

func single(list []group) bool {
	for _, g := range list {
		if len(g.digits) != 1 {
			return false
		}
	}
	return true
}
