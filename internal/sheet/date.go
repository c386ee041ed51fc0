package sheet

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"laidan/internal/crm"
)

// Order says how a column writes days in numbers.
type Order string

// Words lists the orders.
func (Order) Words() []string { return []string{"ymd", "dmy", "mdy"} }

// The orders. YMD also is what a column is read by that never needs one.
const (
	YMD Order = "ymd"
	DMY Order = "dmy"
	MDY Order = "mdy"
)

// Moment is a day, perhaps with a clock, perhaps with its own zone.
type Moment struct {
	wall  time.Time // the wall clock in UTC, or the instant if fixed
	Clock bool
	fixed bool
}

// At is the instant in a zone; a day without a clock begins at midnight.
func (m Moment) At(zone *time.Location) time.Time {
	if m.fixed {
		return m.wall
	}
	y, mo, d := m.wall.Date()
	h, mi, s := m.wall.Clock()
	return time.Date(y, mo, d, h, mi, s, 0, zone)
}

// Day is the calendar day in a zone.
func (m Moment) Day(zone *time.Location) crm.Day { return crm.DayOf(m.At(zone), zone) }

// ParseDate reads a day in one of its many writings: 2026-09-24, 2026/9/24,
// 26/9/24, 2026.9.24, 20260924, 2026年9月24日, 9月25日, 15 Apr, 2021 00:03:00,
// 26-02-2018, 2/26/2018, RFC 3339, a spreadsheet's day number. order settles
// what numbers alone leave open, year stands in where none is written.
func ParseDate(s string, order Order, year int) (Moment, bool) {
	if m, ok := isoMoment(s); ok {
		return m, true
	}
	s = asciiForms(strings.TrimSpace(s))
	if len(s) < 3 || len(s) > 60 {
		return Moment{}, false
	}
	if allDigits(s) || isSerial(s) {
		return compact(s)
	}
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02 15:04:05Z07:00", "2006-01-02T15:04:05-0700", "2006-01-02 15:04:05 -0700"} {
		if t, err := time.Parse(layout, s); err == nil {
			return Moment{wall: t.UTC(), Clock: true, fixed: true}, sane(t.Year())
		}
	}
	date, clock, hasClock, ok := cutClock(s)
	if !ok {
		return Moment{}, false
	}
	y, mo, d, ok := dayParts(date, order, year)
	if !ok {
		return Moment{}, false
	}
	t := time.Date(y, time.Month(mo), d, 0, 0, 0, 0, time.UTC)
	if t.Day() != d || int(t.Month()) != mo || !sane(y) { // 31 April
		return Moment{}, false
	}
	return Moment{wall: t.Add(clock), Clock: hasClock}, true
}

func sane(year int) bool { return year >= 1900 && year <= 2200 }

// isoMoment is the fast path for 2026-09-24 and 2026-09-24 15:04:05.
func isoMoment(s string) (Moment, bool) {
	if len(s) != 10 && len(s) != 19 || s[4] != '-' || s[7] != '-' {
		return Moment{}, false
	}
	layout := "2006-01-02 15:04:05"[:len(s)]
	if len(s) == 19 && s[10] == 'T' {
		layout = "2006-01-02T15:04:05"
	}
	t, err := time.Parse(layout, s)
	return Moment{wall: t, Clock: len(s) == 19}, err == nil && sane(t.Year())
}

func allDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// isSerial reports a number with a fraction such as 46289.65.
func isSerial(s string) bool {
	a, b, ok := strings.Cut(s, ".")
	return ok && len(a) == 5 && allDigits(a) && allDigits(b)
}

// compact reads 20260924, 202609241530(00) and a spreadsheet's day number of
// this or the last century.
func compact(s string) (Moment, bool) {
	if layout := map[int]string{8: "20060102", 12: "200601021504", 14: "20060102150405"}[len(s)]; layout != "" && allDigits(s) {
		t, err := time.Parse(layout, s)
		return Moment{wall: t, Clock: len(s) > 8}, err == nil && sane(t.Year())
	}
	if v, ok := ParseNumber(s); ok && v >= 20_000 && v < 80_000 {
		t, ok := serialTime(v, false)
		return Moment{wall: t, Clock: strings.Contains(s, ".")}, ok
	}
	return Moment{}, false
}

// asciiForms turns full-width digits and signs into plain ones.
func asciiForms(s string) string {
	for i := 0; ; i++ {
		if i == len(s) {
			return s
		}
		if s[i] >= utf8.RuneSelf {
			break
		}
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '！' && r <= '～':
			return r - '！' + '!'
		case r == '。' || r == '·':
			return '.'
		case r == '　' || r == '\u00a0':
			return ' '
		case r == '–' || r == '—' || r == '−':
			return '-'
		}
		return r
	}, s)
}

// part is one number or word of a date, with the sign in front of it.
type part struct {
	sep   rune
	word  string
	n     int
	width int
}

// dateParts cuts "15-Apr, 2021" into 15, Apr, 2021; ok is false for anything
// that has no place in a date.
func splitDate(s string) ([]part, bool) {
	var parts []part
	var sep rune
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		j := i
		switch {
		case r >= '0' && r <= '9':
			v := 0
			for j < len(s) && s[j] >= '0' && s[j] <= '9' {
				v, j = v*10+int(s[j]-'0'), j+1
			}
			if j-i > 4 {
				return nil, false
			}
			parts = append(parts, part{sep: sep, n: v, width: j - i})
			sep = 0
		case r < utf8.RuneSelf && unicode.IsLetter(r):
			for j < len(s) && s[j] < utf8.RuneSelf && unicode.IsLetter(rune(s[j])) {
				j++
			}
			parts = append(parts, part{sep: sep, word: strings.ToLower(s[i:j])})
			sep = 0
		case unicode.Is(unicode.Han, r):
			j += n
			parts = append(parts, part{sep: sep, word: string(r)})
			sep = 0
		case strings.ContainsRune("-/., ()'", r):
			j += n
			if r != ' ' || sep == 0 {
				sep = r
			}
		default:
			return nil, false
		}
		i = j
	}
	return parts, len(parts) > 0 && len(parts) <= 10
}

var months = map[string]int{
	"jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
	"january": 1, "february": 2, "march": 3, "april": 4, "june": 6, "july": 7, "august": 8, "september": 9, "october": 10, "november": 11, "december": 12,
}

var ignoredWords = map[string]bool{
	"st": true, "nd": true, "rd": true, "th": true, "of": true,
	"mon": true, "tue": true, "wed": true, "thu": true, "fri": true, "sat": true, "sun": true,
	"tues": true, "thur": true, "thurs": true,
	"monday": true, "tuesday": true, "wednesday": true, "thursday": true, "friday": true, "saturday": true, "sunday": true,
}

// dayParts finds year, month and day.
func dayParts(s string, order Order, year int) (y, m, d int, ok bool) {
	parts, ok := splitDate(s)
	if !ok {
		return 0, 0, 0, false
	}
	var nums []part
	var marks strings.Builder
	month, monthAt := 0, 0
	for i := 0; i < len(parts); i++ {
		p := parts[i]
		switch {
		case p.word == "":
			nums = append(nums, p)
			marks.WriteString("#")
		case months[p.word] > 0 && month == 0:
			month, monthAt = months[p.word], len(nums)
		case strings.Contains("年月日号號", p.word) && len(nums) > 0:
			marks.WriteString(p.word)
		case p.word == "星" || p.word == "周" || p.word == "礼": // 星期四, 周四, 礼拜四
			for i+1 < len(parts) && strings.Contains("期拜一二三四五六日天", parts[i+1].word) && parts[i+1].word != "" {
				i++
			}
		case ignoredWords[p.word]:
		default:
			return 0, 0, 0, false
		}
	}
	switch signs := marks.String(); {
	case month > 0 && signs == strings.Repeat("#", len(nums)):
		return named(nums, month, monthAt, year)
	case month == 0 && strings.ContainsAny(signs, "年月"):
		return marked(nums, signs, year)
	case month == 0 && signs == strings.Repeat("#", len(nums)):
		return numeric(nums, order, year)
	}
	return 0, 0, 0, false
}

// named reads 15 Apr 2021, Apr 15, 2021, 2021 Apr 15, 15-Apr-21, Apr 2021.
func named(nums []part, month, at, year int) (y, m, d int, ok bool) {
	switch {
	case len(nums) == 1 && nums[0].width == 4:
		return nums[0].n, month, 1, true
	case len(nums) == 1:
		return year, month, nums[0].n, nums[0].n > 0
	case len(nums) == 2 && nums[0].width == 4:
		return nums[0].n, month, nums[1].n, at <= 1
	case len(nums) == 2:
		return fullYear(nums[1]), month, nums[0].n, at <= 1
	}
	return 0, 0, 0, false
}

// marked reads 2026年9月24日, 26年9月24号, 9月25日, 2026年9月.
func marked(nums []part, marks string, year int) (y, m, d int, ok bool) {
	marks = strings.NewReplacer("号", "日", "號", "日").Replace(marks)
	n := func(i int) int { return nums[i].n }
	switch marks {
	case "#年#月#日", "#年#月#":
		return fullYear(nums[0]), n(1), n(2), true
	case "#月#日", "#月#":
		return year, n(0), n(1), true
	case "#年#月":
		return fullYear(nums[0]), n(1), 1, true
	}
	return 0, 0, 0, false
}

// numeric reads what has numbers only.
func numeric(nums []part, order Order, year int) (y, m, d int, ok bool) {
	if len(nums) == 2 {
		a, b := nums[0], nums[1]
		switch {
		case b.sep != '/' && b.sep != '-' && (b.sep != '.' || a.width != 4):
			return 0, 0, 0, false // 3.5 is a number
		case a.width == 4:
			return a.n, b.n, 1, true
		case b.width == 4:
			return b.n, a.n, 1, true
		case order == DMY:
			return year, b.n, a.n, b.n > 0 && b.n <= 12
		}
		return year, a.n, b.n, a.n > 0 && a.n <= 12
	}
	if len(nums) != 3 || nums[1].sep != nums[2].sep {
		return 0, 0, 0, false
	}
	if sep := nums[1].sep; sep != '-' && sep != '/' && sep != '.' && sep != ' ' {
		return 0, 0, 0, false
	}
	a, b, c := nums[0], nums[1], nums[2]
	switch {
	case a.width >= 3 || b.width >= 3:
		return a.n, b.n, c.n, a.width == 4 && valid(b.n, c.n)
	case c.width == 4 && order != MDY && valid(b.n, a.n):
		return c.n, b.n, a.n, true
	case c.width == 4:
		if valid(a.n, b.n) {
			return c.n, a.n, b.n, true
		}
		return c.n, b.n, a.n, valid(b.n, a.n)
	case order == DMY:
		return fullYear(c), b.n, a.n, valid(b.n, a.n)
	case order == MDY:
		return fullYear(c), a.n, b.n, valid(a.n, b.n)
	}
	return fullYear(a), b.n, c.n, valid(b.n, c.n)
}

func valid(month, day int) bool { return month >= 1 && month <= 12 && day >= 1 && day <= 31 }

// fullYear reads two digits as 1970 to 2069.
func fullYear(p part) int {
	switch {
	case p.width > 2:
		return p.n
	case p.n < 70:
		return 2000 + p.n
	}
	return 1900 + p.n
}
