package sheet

import (
	"hash/maphash"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Profile is what the cells of one column look like.
type Profile struct {
	Filled int // cells that hold something
	judged int // of those, the first ones that were looked at closely

	phones, emails, dates, yesNo, grades, temperatures, layers, results, channels, kinds int
	urls, taxCodes, residents, names, genders, seconds                                   int

	Numbers   int // plain or dressed numbers, over all cells
	Codes     int // numbers that lose something as a number: 007, 20 digits
	Dates     DateVote
	datesLeft int // cells that are no date, over all cells of a column of dates

	Values  map[string]int // distinct values while there are few
	unique  map[uint64]struct{}
	Unique  bool // no value stands twice among the first ten thousand
	MaxLen  int  // in characters
	Samples []string
}

const (
	judgedCells = 1000
	fewValues   = 60
	// What is kept of a column must stay small: a table has 300 of them.
	longValue    = 200 // bytes; a longer cell is text, and none of a few choices
	uniqueValues = 10_000
)

var seed = maphash.MakeSeed()

// NewProfile begins a column.
func NewProfile() *Profile {
	return &Profile{Values: map[string]int{}, unique: map[uint64]struct{}{}, Unique: true}
}

// Add looks at one cell.
func (p *Profile) Add(c string) {
	if Missing(c) {
		return
	}
	p.Filled++
	if len(c) > p.MaxLen {
		p.MaxLen = max(p.MaxLen, utf8.RuneCountInString(c))
	}
	if len(p.Samples) < 3 && !contains(p.Samples, c) {
		p.Samples = append(p.Samples, excerpt(c))
	}
	if p.Unique && len(p.unique) < uniqueValues {
		h := maphash.String(seed, c)
		if _, twice := p.unique[h]; twice {
			p.Unique, p.unique = false, nil
		} else {
			p.unique[h] = struct{}{}
		}
	}
	if len(c) > longValue {
		p.long()
		return
	}
	if p.Values != nil {
		if p.Values[c]++; len(p.Values) > fewValues {
			p.Values = nil
		}
	}
	if _, ok := ParseNumber(c); ok {
		p.Numbers++
		if code(c) {
			p.Codes++
		}
	}
	if p.judged < judgedCells {
		p.judged++
		p.judge(c)
	}
	if p.dates*2 >= p.judged {
		p.Dates.Add(c)
		if _, ok := ParseDate(c, YMD, 2000); !ok {
			p.datesLeft++
		}
	}
}

// long counts a cell that can be nothing but text.
func (p *Profile) long() {
	p.Values = nil
	if p.judged < judgedCells {
		p.judged++
	}
	if p.dates*2 >= p.judged {
		p.datesLeft++
	}
}

// excerpt is the beginning of a long cell.
func excerpt(c string) string {
	if len(c) <= longValue {
		return c
	}
	return strings.ToValidUTF8(c[:longValue], "") + "…"
}

func contains(list []string, s string) bool {
	return slices.Contains(list, s)
}

// code reports a number that is a name: it would lose zeros or digits, or
// is a phone or account number that nobody adds up.
func code(c string) bool {
	digits := strings.TrimLeft(c, "+-")
	return len(digits) > 1 && digits[0] == '0' && digits[1] != '.' || allDigits(digits) && len(digits) >= 10
}

func (p *Profile) judge(c string) {
	count := func(n *int, ok bool) {
		if ok {
			*n++
		}
	}
	words := []struct {
		n   *int
		set map[string]string
	}{{&p.grades, grades}, {&p.temperatures, temperatures}, {&p.layers, layers}, {&p.results, results}, {&p.channels, channels}, {&p.kinds, kinds}, {&p.yesNo, yesNo}, {&p.genders, genders}}
	for _, w := range words {
		_, ok := look(w.set, c)
		count(w.n, ok)
	}
	if !allDigits(c) || len(c) == 8 || len(c) == 14 {
		_, ok := ParseDate(c, YMD, 2000)
		count(&p.dates, ok)
	}
	count(&p.phones, phoneLike(c))
	count(&p.emails, EmailLike(firstOf(c)))
	count(&p.urls, urlLike(c))
	_, tax := TaxCode(c)
	count(&p.taxCodes, tax && len(c) >= 15)
	count(&p.residents, ResidentID(c))
	count(&p.names, personLike(c))
	_, length := ParseSeconds(c)
	count(&p.seconds, length)
}

func firstOf(c string) string {
	if i := strings.IndexAny(c, ",;、；，\n"); i > 0 {
		return strings.TrimSpace(c[:i])
	}
	return c
}

// phoneLike is the cheap question; package phone gives the real answer later.
func phoneLike(c string) bool {
	digits, other := 0, 0
	for _, r := range c {
		switch {
		case r >= '0' && r <= '9':
			digits++
		case unicode.IsLetter(r):
			if other++; other > 4 {
				return false
			}
		}
	}
	if digits < 7 || digits > 40 || len(c) > 90 {
		return false
	}
	if allDigits(c) {
		return len(c) == 11 && c[0] == '1' && c[1] >= '3' || len(c) == 10 && c[0] >= '2' || len(c) == 12 && c[0] == '0' || len(c) == 13 && c[:2] == "86" || len(c) == 11 && c[0] == '0'
	}
	_, date := ParseDate(c, YMD, 2000)
	return !date && strings.ContainsAny(c, "-+() .转xX/、；;,") && !strings.Contains(c, "$") && !strings.Contains(c, "@")
}

func urlLike(c string) bool {
	s := strings.ToLower(c)
	if strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://") || strings.HasPrefix(s, "www.") {
		return true
	}
	dot := strings.LastIndexByte(s, '.')
	return dot > 0 && dot < len(s)-2 && !strings.ContainsAny(s, " @,，") && unicode.IsLetter(rune(s[dot+1])) && utf8.ValidString(s[dot+1:]) && s[dot+1] < 0x80
}

// personLike: two to four Chinese characters, or two or three capitalised words.
func personLike(c string) bool {
	n := utf8.RuneCountInString(c)
	han := 0
	for _, r := range c {
		if unicode.Is(unicode.Han, r) || r == '·' {
			han++
		} else if r >= '0' && r <= '9' || r == '@' {
			return false
		}
	}
	if han == n {
		return n >= 2 && n <= 4
	}
	words := strings.Fields(c)
	return len(words) >= 2 && len(words) <= 4 && han == 0 && unicode.IsUpper([]rune(words[0])[0])
}

// share is the part of the cells looked at that are of a sort.
func (p *Profile) share(n int) float64 {
	if p.judged == 0 {
		return 0
	}
	return float64(n) / float64(p.judged)
}

// FieldKind is the kind of custom field that loses nothing of the column:
// number or date only if every cell is one, choice for few values often
// repeated, else text.
func (p *Profile) FieldKind() string {
	switch {
	case p.Filled == 0:
		return "text"
	case p.dates == p.judged && p.datesLeft == 0:
		return "date"
	case p.Numbers == p.Filled && p.Codes == 0:
		return "number"
	case p.Values != nil && len(p.Values) <= 30 && p.Filled >= 20 && len(p.Values)*4 <= p.Filled && p.MaxLen <= 50:
		return "choice"
	}
	return "text"
}

// Persons reports a column of people's names.
func (p *Profile) Persons() bool { return p.Filled > 0 && p.share(p.names) > 0.6 }

// Dated reports a column of days.
func (p *Profile) Dated() bool { return p.Filled > 0 && p.share(p.dates) > 0.5 }
