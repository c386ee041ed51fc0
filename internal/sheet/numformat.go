package sheet

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// numFormat is what a cell style says about a number.
type numFormat struct {
	date, clock bool
	zeros       int // "000000": shown with at least so many digits
	percent     bool
}

// builtinDates are the number formats every spreadsheet knows as dates; 27-36
// and 50-58 are the Chinese, Japanese and Korean ones.
func builtinFormat(id int) numFormat {
	switch {
	case id >= 14 && id <= 17, id >= 27 && id <= 31, id == 36, id >= 50 && id <= 54, id == 57, id == 58:
		return numFormat{date: true}
	case id == 22:
		return numFormat{date: true, clock: true}
	case id >= 18 && id <= 21, id >= 32 && id <= 35, id >= 45 && id <= 47, id == 55, id == 56:
		return numFormat{clock: true}
	case id == 9 || id == 10:
		return numFormat{percent: true}
	}
	return numFormat{}
}

// parseFormat reads a format code such as yyyy"年"m"月"d"日" or 000000.
func parseFormat(code string) numFormat {
	code, _, _ = strings.Cut(code, ";")
	var sb strings.Builder
	for i := 0; i < len(code); i++ {
		switch c := code[i]; c {
		case '\\', '_', '*':
			i++ // the next character is shown as it is
		case '"':
			for i++; i < len(code) && code[i] != '"'; i++ {
			}
		case '[': // colour, condition or locale; [h] counts hours
			end := strings.IndexByte(code[i:], ']')
			if end < 0 {
				end = len(code) - i - 1
			}
			if inner := strings.ToLower(code[i+1 : i+max(1, end)]); strings.Trim(inner, "hms") == "" {
				sb.WriteString(inner)
			}
			i += end
		default:
			sb.WriteByte(c)
		}
	}
	s := strings.ToLower(strings.TrimSpace(sb.String()))
	if strings.Contains(s, "general") || s == "@" {
		return numFormat{}
	}
	nf := numFormat{date: strings.ContainsAny(s, "yd"), clock: strings.ContainsAny(s, "hs"), percent: strings.Contains(s, "%")}
	if !nf.date && !nf.clock && strings.Contains(s, "m") {
		nf.date = true // "mmm"
	}
	if t := strings.Trim(s, "0"); t == "" && len(s) > 1 && len(s) <= 40 {
		nf.zeros = len(s)
	}
	return nf
}

// text writes the number behind a cell the way a person would have typed it.
func (nf numFormat) text(raw string, date04 bool) string {
	v, err := strconv.ParseFloat(raw, 64)
	if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
		return raw
	}
	switch {
	case nf.date || nf.clock && v >= 1:
		if t, ok := serialTime(v, date04); ok {
			return isoText(t, nf.clock || v != math.Trunc(v))
		}
	case nf.clock:
		return time.Time{}.Add(time.Duration(math.Round(v*86400)) * time.Second).Format("15:04:05")
	case nf.percent:
		return plainNumber(v*100) + "%"
	case nf.zeros > 0 && v >= 0 && v == math.Trunc(v) && v < 1e15:
		s := strconv.FormatFloat(v, 'f', 0, 64)
		return strings.Repeat("0", max(0, nf.zeros-len(s))) + s
	}
	if v == math.Trunc(v) && math.Abs(v) < 1e15 && !strings.ContainsAny(raw, "eE.") {
		return raw // keeps 18 digits that a float64 would round
	}
	return plainNumber(v)
}

// plainNumber has no exponent and no trailing zeros; 15 significant digits are
// what a spreadsheet keeps, the rest is binary noise (0.30000000000000004).
func plainNumber(v float64) string {
	if v == 0 {
		return "0"
	}
	r, err := strconv.ParseFloat(strconv.FormatFloat(v, 'g', 15, 64), 64)
	if err != nil {
		r = v
	}
	return strconv.FormatFloat(r, 'f', -1, 64)
}

// serialTime is the instant of a spreadsheet's day number. Excel counts
// 1900-02-29, which never was: before March 1900 its numbers are one less.
func serialTime(v float64, date04 bool) (time.Time, bool) {
	if date04 {
		v += 1462
	}
	if v < 1 || v >= 2958466 { // 9999-12-31
		return time.Time{}, false
	}
	if v < 60 {
		v++
	}
	day := math.Floor(v)
	sec := math.Round((v - day) * 86400)
	return time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).AddDate(0, 0, int(day)).Add(time.Duration(sec) * time.Second), true
}

func isoText(t time.Time, clock bool) string {
	if clock && (t.Hour() != 0 || t.Minute() != 0 || t.Second() != 0) {
		return t.Format("2006-01-02 15:04:05")
	}
	return t.Format("2006-01-02")
}
