package textkey

import (
	"bytes"
	"slices"
	"strings"
)

// A search document is a list of tokens with a space before and after each; a
// query is a list of terms that must all be among the tokens. Both databases
// therefore need whole-token matching only. The tokens of a name are:
//
//   - words (letters, digits): every beginning of 1 (of the first word) or
//     2..8 characters; longer query words are cut to 8
//   - Chinese: every character and every pair of neighbours
//   - full pinyin from the start of the name, and after its leading place
//     name: beginnings of 1..8 letters
//   - pinyin initials: the same, and from each of the eight characters after
//     the place stretches of 2..5
//   - the last four digits of each phone: #4172
//
// Company forms (有限公司 ...) are left out on both sides. Nothing else of a
// phone number is ever a token: search must not tell a masked number.
const (
	maxWord     = 8
	initialFrom = 8
	maxInitials = 5
	tailMark    = '#'
	// more of a name, or of a query, is not looked at.
	maxName, maxQuery = 120, 60
)

// NoMatch is the term of a query that must find nothing, such as a part of a
// phone number. It is longer than any word token.
const NoMatch = "zzznomatch"

// Doc is the search document of a customer: its names (the customer's own
// first, then the contacts') and phones in any writing.
func Doc(names, phones []string) string {
	w := writer{buf: make([]byte, 1, 384)}
	w.buf[0] = ' '
	for _, name := range names {
		text := fold(name)
		for _, s := range spans(text[:min(len(text), maxName)]) {
			if s.cjk {
				w.run(s)
			} else {
				w.word(s)
			}
		}
	}
	for _, p := range phones {
		w.tail(p)
	}
	if len(w.buf) == 1 {
		return ""
	}
	return string(w.buf)
}

// writer collects tokens, each once.
type writer struct {
	buf   []byte
	token []byte
}

func (w *writer) add(parts ...string) {
	w.token = append(w.token[:0], ' ')
	for _, p := range parts {
		w.token = append(w.token, p...)
	}
	w.token = append(w.token, ' ')
	if len(w.token) > 2 && !bytes.Contains(w.buf, w.token) {
		w.buf = append(w.buf, w.token[1:]...)
	}
}

// beginnings adds the beginnings of s of from..to characters.
func (w *writer) beginnings(s string, from, to int) {
	n := 0
	for i := range s {
		if n >= from {
			w.add(s[:i])
		}
		if n == to {
			return
		}
		n++
	}
	if n >= from && n <= to {
		w.add(s)
	}
}

func (w *writer) word(s span) {
	text := string(s.text)
	if classOf(s.text[len(s.text)-1]) == digit {
		if allDigits(s.text) {
			if len(s.text) == 4 || len(s.text) >= 7 {
				w.tail(text)
			}
			if len(s.text) >= longDigits {
				return
			}
		}
	}
	from := 2
	if s.start || len(s.text) == 1 {
		from = 1
	}
	w.beginnings(text, from, maxWord)
}

func (w *writer) run(s span) {
	text := dropForm(s.text)
	if isForm(text) { // Acme有限公司
		return
	}
	w.pairs(text)
	if s.outer != nil {
		outer := dropForm(s.outer)
		w.pairs(outer)
		w.sounds(outer, s.start, true)
		w.sounds(text, s.start, false)
		return
	}
	w.sounds(text, s.start, true)
}

func (w *writer) pairs(run []rune) {
	for i, r := range run {
		w.add(string(r))
		if i > 0 {
			w.add(string(run[i-1 : i+1]))
		}
	}
}

// sounds adds pinyin and initials; inner also those that begin inside the run.
func (w *writer) sounds(run []rune, start, inner bool) {
	var buf [24]string
	said := readRun(run, start, buf[:0])
	w.spelled(said)
	if start {
		usual := said[0]
		for _, other := range otherReadings(run, usual) {
			said[0] = other
			w.spelled(said)
		}
		said[0] = usual
	}
	if !inner {
		return
	}
	place := placePrefix(run)
	if place > 0 && place < len(run) {
		w.spelled(said[place:])
	}
	text, at := initials(said)
	end := min(len(said), place+initialFrom)
	for i := max(1, place+1); i < end; i++ { // nobody begins within a place name
		to := min(i+maxInitials, end)
		for j := i + 2; j <= to; j++ {
			w.add(text[at[i]:at[j]])
		}
	}
}

// spelled adds the beginnings of the full pinyin and of the initials.
func (w *writer) spelled(said []string) {
	text, _ := initials(said)
	w.beginnings(text, 1, maxWord)
	var full strings.Builder
	for _, s := range said {
		full.WriteString(s)
		if full.Len() >= maxWord {
			break
		}
	}
	w.beginnings(full.String(), 2, maxWord)
}

// initials joins the first letters; at[i] is where the i-th begins.
func initials(said []string) (string, []int) {
	var b strings.Builder
	at := make([]int, 0, 25)
	for _, s := range said {
		at = append(at, b.Len())
		for _, r := range s {
			b.WriteRune(r)
			break
		}
	}
	return b.String(), append(at, b.Len())
}

func (w *writer) tail(phone string) {
	var last [5]byte
	last[0] = tailMark
	n := 4
	for i := len(phone) - 1; i >= 0 && n > 0; i-- {
		if '0' <= phone[i] && phone[i] <= '9' {
			last[n] = phone[i]
			n--
		}
	}
	if n == 0 {
		w.add(string(last[:]))
	}
}

func allDigits(rs []rune) bool {
	for _, r := range rs {
		if classOf(r) != digit {
			return false
		}
	}
	return len(rs) > 0
}

// Terms are what all must be in the document of a hit; none for a query that
// says nothing. Four digits are the end of a phone number; five or more find
// nothing (a whole number is looked up as a key, not searched).
func Terms(q string) []string {
	text := fold(q)
	text = text[:min(len(text), maxQuery)]
	for i, r := range text {
		if r == '\n' || r == '\t' {
			text[i] = ' '
		}
	}
	if numberLike(text) {
		return []string{NoMatch}
	}
	var terms []string
	add := func(t string) {
		if slices.Contains(terms, t) {
			return
		}
		terms = append(terms, t)
	}
	said := false
	for _, chunk := range chunks(text) {
		for _, s := range spans(chunk) {
			said = true
			s.terms(add)
		}
	}
	if said && len(terms) == 0 { // 有限公司 alone
		return []string{NoMatch}
	}
	return terms
}

// numberLike: nothing but digits and phone punctuation, and too many digits
// for a tail.
func numberLike(text []rune) bool {
	digits := 0
	for _, r := range text {
		switch classOf(r) {
		case digit:
			digits++
		case gap:
		default:
			return false
		}
	}
	return digits >= longDigits
}

// chunks splits a query at spaces, unless all of it is single characters
// (张 三): those are one name.
func chunks(text []rune) [][]rune {
	var out [][]rune
	start, single := -1, true
	cut := func(end int) {
		if start < 0 {
			return
		}
		c := text[start:end]
		out = append(out, c)
		single = single && len(c) == 1 && classOf(c[0]) == cjk
		start = -1
	}
	for i, r := range text {
		if r == ' ' || r == '　' {
			cut(i)
		} else if start < 0 {
			start = i
		}
	}
	cut(len(text))
	if len(out) > 1 && single {
		return [][]rune{text}
	}
	return out
}

func (s span) terms(add func(string)) {
	if !s.cjk {
		switch n := len(s.text); {
		case allDigits(s.text) && n >= longDigits:
			add(NoMatch)
		case allDigits(s.text) && n == 4:
			add(string(tailMark) + string(s.text))
		default:
			add(string(s.text[:min(n, maxWord)]))
		}
		return
	}
	run := dropForm(s.text)
	if isForm(run) {
		return
	}
	if len(run) == 1 {
		add(string(run))
	}
	for i := 1; i < len(run); i++ {
		add(string(run[i-1 : i+1]))
	}
}

// Matches reports whether all terms are tokens of doc.
func Matches(doc string, terms []string) bool {
	for _, t := range terms {
		if !hasToken(doc, t) {
			return false
		}
	}
	return true
}

func hasToken(doc, t string) bool {
	for i := 0; ; {
		j := strings.Index(doc[i:], t)
		if j < 0 {
			return false
		}
		i += j
		end := i + len(t)
		if i > 0 && doc[i-1] == ' ' && end < len(doc) && doc[end] == ' ' {
			return true
		}
		i++
	}
}

// Adjacent reports whether the Chinese of a query stands in a name as typed:
// pairs alone would find 机密精机 for 精密机. Spaces, brackets, width, case and
// company forms do not count. Several names are joined with a line break.
func Adjacent(name, q string) bool {
	var runs [][]rune
	text := fold(strings.ReplaceAll(q, "\n", " "))
	for _, chunk := range chunks(text[:min(len(text), maxQuery)]) {
		for _, s := range spans(chunk) {
			if run := dropForm(s.text); s.cjk && !isForm(run) {
				runs = append(runs, run)
			}
		}
	}
	if len(runs) == 0 {
		return true
	}
	in := spans(fold(name))
	for _, run := range runs {
		if !anyHolds(in, string(run)) {
			return false
		}
	}
	return true
}

func anyHolds(in []span, run string) bool {
	for _, s := range in {
		if s.cjk && (strings.Contains(string(dropForm(s.text)), run) || strings.Contains(string(dropForm(s.outer)), run)) {
			return true
		}
	}
	return false
}
