package sheet

import (
	"regexp"
	"strings"
	"time"
)

// clockForm finds 15:04, 15:04:05.123, 3:04 PM, 下午3点20分, 15时30分05秒.
var clockForm = regexp.MustCompile(`(?i)(上午|下午|晚上|中午|凌晨|早上)?\s*(\d{1,2})\s*(?::|时|點|点)\s*(?:(\d{1,2})\s*分?|半)?(?:\s*(?::|)\s*(\d{1,2})(?:\.\d+)?\s*秒?)?\s*(am|pm|a\.m\.|p\.m\.)?\s*(?:z|utc|gmt)?$`)

// cutClock takes the time of day off the end of a date.
func cutClock(s string) (date string, clock time.Duration, has, ok bool) {
	if !strings.ContainsAny(s, ":时点點") {
		return s, 0, false, true
	}
	m := clockForm.FindStringSubmatchIndex(s)
	if m == nil {
		return s, 0, false, false
	}
	sub := func(i int) string {
		if m[2*i] < 0 {
			return ""
		}
		return s[m[2*i]:m[2*i+1]]
	}
	h, mi, sec := max(0, atoi(sub(2))), max(0, atoi(sub(3))), max(0, atoi(sub(4)))
	if strings.Contains(s[m[0]:], "半") {
		mi = 30
	}
	late := sub(1) == "下午" || sub(1) == "晚上" || strings.HasPrefix(strings.ToLower(sub(5)), "p")
	switch {
	case late && h < 12:
		h += 12
	case strings.HasPrefix(strings.ToLower(sub(5)), "a") && h == 12:
		h = 0
	}
	if h > 23 || mi > 59 || sec > 59 {
		return s, 0, false, false
	}
	date = strings.TrimRight(s[:m[0]], " ,T")
	return date, time.Duration(h*3600+mi*60+sec) * time.Second, true, date != ""
}

// DateVote finds out a column's order from all of its cells: one 26-02-2018
// settles what 08-05-2018 means in the same column.
type DateVote struct {
	fits map[Order]int
	open int // cells that more than one order reads, as different days
	seen int
}

// Add looks at one cell.
func (v *DateVote) Add(s string) {
	if v.fits == nil {
		v.fits = map[Order]int{}
	}
	date, _, _, ok := cutClock(asciiForms(strings.TrimSpace(s)))
	if !ok {
		return
	}
	parts, ok := splitDate(date)
	if !ok || len(parts) != 3 || parts[0].width == 0 || parts[1].width == 0 || parts[2].width == 0 || parts[0].width > 2 || parts[1].width > 2 {
		return
	}
	v.seen++
	a, b, c := parts[0].n, parts[1].n, parts[2].n
	d, m := valid(b, a), valid(a, b)
	y := parts[2].width <= 2 && valid(b, c)
	for order, fits := range map[Order]bool{DMY: d, MDY: m, YMD: y} {
		if fits {
			v.fits[order]++
		}
	}
	if d && m && a != b || y && (d || m) {
		v.open++
	}
}

// Order is the one that reads most cells. sure is false when another reads as
// many: then the person is asked, and the region's habit is proposed.
func (v *DateVote) Order(region string) (order Order, sure bool) {
	if v.seen == 0 {
		return YMD, true
	}
	try := []Order{YMD, DMY, MDY}
	if region == "US" || region == "PH" {
		try = []Order{MDY, YMD, DMY}
	} else if region != "CN" && region != "TW" && region != "JP" && region != "KR" && region != "HK" && region != "" {
		try = []Order{DMY, YMD, MDY}
	}
	order = try[0]
	for _, o := range try[1:] {
		if v.fits[o] > v.fits[order] {
			order = o
		}
	}
	same := 0
	for _, n := range v.fits {
		if n == v.fits[order] {
			same++
		}
	}
	return order, same == 1 || v.open == 0
}
