package phone

import (
	"regexp"
	"strings"
)

// Result is one number of a cell, or why it is none.
type Result struct {
	Raw    string // the part of the cell
	Label  string // what stood beside the number: a name, a department
	Number Number
	Err    error
}

// Split reads a cell that may hold several numbers, separated by 、 / ； , line
// breaks, 或 or spaces. 0571-88001234/35 means 0571-88001234 and 0571-88001235. A
// number that repeats is given once; an empty cell gives nothing.
func Split(cell, region string) []Result {
	region = strings.ToUpper(region)
	if n, ok := quick(cell, region); ok {
		return []Result{{Raw: cell, Number: n}}
	}
	var out []Result
	seen := map[string]bool{}
	last := "" // the national digits of the number before, with its 0
	for _, piece := range pieces(tidy(cell)) {
		for _, w := range words(piece, region) {
			r := labelled(continued(w, last), region)
			r.Raw = w
			if r.Err == nil {
				last = punctuation.Replace(r.Number.National)
				if seen[r.Number.E164+"#"+r.Number.Ext] {
					continue
				}
				seen[r.Number.E164+"#"+r.Number.Ext] = true
			}
			out = append(out, r)
		}
	}
	return out
}

var (
	separators = regexp.MustCompile(`[、;,\r\n|&]|\s或者?\s*|或者?|\s和\s*|\sor\s`)
	extWord    = regexp.MustCompile(`(?i)^\s*(?:转|分机|ext|x\s*\d|#)`)
	labelOnly  = regexp.MustCompile(`(?i)^\s*` + labelWords + `\s*[.:]?\s*$`)
	beside     = regexp.MustCompile(`^([^\d+(]*)(.*\d)(\D*)$`)
)

// pieces cuts tidy text at what can only separate numbers, and at slashes that
// do (0171/1234567 is one number in Germany).
func pieces(text string) []string {
	var out []string
	for _, p := range separators.Split(text, -1) {
		if strings.TrimSpace(p) == "" {
			continue
		}
		if len(out) > 0 && extWord.MatchString(p) { // 88001234, 转 8
			out[len(out)-1] += " " + strings.TrimSpace(p)
			continue
		}
		out = append(out, slashed(p)...)
	}
	return out
}

func slashed(p string) []string {
	parts := strings.Split(p, "/")
	whole := countDigits(parts[0]) >= 7
	for _, part := range parts[1:] {
		n := countDigits(part)
		whole = whole && n > 0 && (n >= 7 || n <= 4)
	}
	if len(parts) == 1 || !whole {
		return []string{strings.TrimSpace(p)}
	}
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	return parts
}

// words cuts a piece at spaces where both sides are numbers; each takes as
// many words as still make one number.
func words(piece, region string) []string {
	fields := strings.Fields(piece)
	if len(fields) < 2 || len(fields) > 12 || countDigits(piece) < 14 {
		return []string{piece}
	}
	if labelled(piece, region).Err == nil {
		return []string{piece}
	}
	var out []string
	for len(fields) > 0 {
		n := len(fields)
		for n > 0 && labelled(strings.Join(fields[:n], " "), region).Err != nil {
			n--
		}
		if n == 0 {
			return []string{piece}
		}
		out = append(out, strings.Join(fields[:n], " "))
		fields = fields[n:]
	}
	return out
}

// continued completes the few digits that stand for the end of the number
// before, or a local number after one with an area code.
func continued(piece, last string) string {
	n := len(piece)
	if last == "" || !allDigits(piece) {
		return piece
	}
	switch {
	case n <= 4 && n < len(last):
		return last[:len(last)-n] + piece
	case (n == 7 || n == 8) && last[0] == '0':
		if area := areaLength(last[1:]); area > 0 {
			return last[:area+1] + piece
		}
	}
	return piece
}

// labelled parses a piece after taking off what stands around its digits.
func labelled(piece, region string) Result {
	if n, err := parseOne(piece, region); err == nil {
		return Result{Number: n}
	}
	m := beside.FindStringSubmatch(piece)
	if m == nil {
		return Result{Err: fail("not_number")}
	}
	n, err := parseOne(m[2], region)
	if err != nil {
		return Result{Err: err}
	}
	label := strings.TrimSpace(trimLabel(m[1]) + " " + trimLabel(m[3]))
	return Result{Label: label, Number: n}
}

func trimLabel(s string) string {
	return strings.Trim(labelOnly.ReplaceAllString(s, ""), " :()[]-.")
}
