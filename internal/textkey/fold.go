package textkey

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// class says how a character takes part in a name.
type class uint8

const (
	gap    class = iota // punctuation, space: separates words
	letter              // alphabets: words are found by their beginning
	digit
	cjk // Han, kana, Hangul: found by pairs of characters
)

// noAccent spells Latin letters that do not decompose.
var noAccent = map[rune]string{
	'ß': "ss", 'æ': "ae", 'œ': "oe", 'ø': "o", 'ł': "l", 'đ': "d", 'ð': "d", 'þ': "th", 'ı': "i",
}

// fold is the text in NFKC, lower case, without accents on Latin letters and
// without control characters.
func fold(s string) []rune {
	if !plainText(s) && !norm.NFKC.IsNormalString(s) {
		s = norm.NFKC.String(s)
	}
	out := make([]rune, 0, len(s))
	latin := false // the last letter was Latin: its loose accents go
	for _, r := range s {
		switch {
		case r < utf8.RuneSelf:
			if 'A' <= r && r <= 'Z' {
				r += 'a' - 'A'
			}
			latin = 'a' <= r && r <= 'z'
			if r < ' ' || r == 0x7F {
				if r != '\n' {
					continue
				}
			}
			out = append(out, r)
		case isHan(r):
			latin = false
			out = append(out, r)
		default:
			out, latin = foldOther(out, r, latin)
		}
	}
	return out
}

// plainText is true for ASCII and common Han only: normal already, and by far
// the most names.
func plainText(s string) bool {
	for _, r := range s {
		if r >= utf8.RuneSelf && !isHan(r) {
			return false
		}
	}
	return true
}

func foldOther(out []rune, r rune, afterLatin bool) ([]rune, bool) {
	if unicode.Is(unicode.Mn, r) && afterLatin || unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == utf8.RuneError {
		return out, afterLatin
	}
	r = unicode.ToLower(r)
	if unicode.IsDigit(r) { // other scripts' digits stand in tens
		zero := r
		for zero > r-9 && unicode.IsDigit(zero-1) {
			zero--
		}
		return append(out, '0'+r-zero), false
	}
	if !unicode.Is(unicode.Latin, r) {
		return append(out, r), false
	}
	if s, ok := noAccent[r]; ok {
		return append(out, []rune(s)...), true
	}
	base, _ := utf8.DecodeRuneInString(norm.NFD.String(string(r)))
	return append(out, base), true
}

func isHan(r rune) bool { return r >= firstReading && r <= lastReading }

func classOf(r rune) class {
	switch {
	case 'a' <= r && r <= 'z':
		return letter
	case '0' <= r && r <= '9':
		return digit
	case r < utf8.RuneSelf:
		return gap
	case isHan(r), r == '〇', r == '々', r == 'ー':
		return cjk
	case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul):
		return cjk
	case unicode.IsLetter(r), unicode.IsMark(r):
		return letter
	}
	return gap
}

// span is a run of CJK characters or a word of letters and digits.
type span struct {
	cjk  bool
	text []rune
	// outer and inner are the CJK text outside and inside brackets when there
	// is both: 澜禾（杭州）精密 is also looked for as 澜禾精密.
	outer, inner []rune
	// start is true for the first span of a name.
	start bool
}

// spans cuts folded text. Punctuation and spaces do not break a CJK run (张 三),
// except a line break; they end a word, except an apostrophe. A run of five or
// more digits is a word of its own.
func spans(text []rune) []span {
	var c cutter
	for i, r := range text {
		k := classOf(r)
		switch {
		case k == cjk:
			c.endWord()
			c.run = append(c.run, r)
			c.inside = append(c.inside, c.depth > 0)
		case k != gap:
			c.endRun()
			c.addWord(r, k)
		case r == '\n':
			c.endWord()
			c.endRun()
			c.fresh, c.depth = true, 0
		case isApostrophe(r) && len(c.word) > 0 && i+1 < len(text) && classOf(text[i+1]) == letter:
		default:
			c.endWord()
			c.bracket(r)
		}
	}
	c.endWord()
	c.endRun()
	return c.list
}

func isApostrophe(r rune) bool { return r == '\'' || r == '’' || r == '‘' }

// cutter collects spans.
type cutter struct {
	list   []span
	run    []rune
	inside []bool // per character of run: within brackets
	depth  int
	word   []rune
	digits int  // trailing digits of word
	fresh  bool // a line break was passed since the last span
}

func (c *cutter) bracket(r rune) {
	switch r {
	case '(', '[', '{', '【', '《', '「', '『', '〔', '〈', '<':
		c.depth++
	case ')', ']', '}', '】', '》', '」', '』', '〕', '〉', '>':
		c.depth = max(0, c.depth-1)
	}
}

func (c *cutter) add(s span) {
	s.start = len(c.list) == 0 || c.fresh
	c.fresh = false
	c.list = append(c.list, s)
}

func (c *cutter) addWord(r rune, k class) {
	if k == digit {
		c.digits++
	} else {
		if c.digits >= longDigits { // a number stuck to letters stands alone
			c.endWord()
		}
		c.digits = 0
	}
	c.word = append(c.word, r)
	if c.digits == longDigits && len(c.word) > longDigits {
		number := append([]rune(nil), c.word[len(c.word)-longDigits:]...)
		c.word = c.word[:len(c.word)-longDigits]
		c.endWord()
		c.word, c.digits = number, longDigits
	}
}

func (c *cutter) endWord() {
	if len(c.word) > 0 {
		c.add(span{text: c.word})
	}
	c.word, c.digits = nil, 0
}

func (c *cutter) endRun() {
	if len(c.run) == 0 {
		return
	}
	s := span{cjk: true, text: c.run}
	for i, in := range c.inside {
		if in {
			s.inner = append(s.inner, c.run[i])
		} else {
			s.outer = append(s.outer, c.run[i])
		}
	}
	if len(s.inner) == 0 || len(s.outer) == 0 {
		s.inner, s.outer = nil, nil
	}
	c.add(s)
	c.run, c.inside = nil, nil
}

// longDigits is where digits stop being a name and become a number that must
// not be found by its parts.
const longDigits = 5

// trimName is a name in NFKC and lower case as the last part of a sort key.
func trimName(s string) string {
	s = norm.NFKC.String(strings.ToValidUTF8(s, ""))
	return strings.ToLower(strings.Join(strings.FieldsFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r)
	}), " "))
}
