package phone

import (
	"unicode"
	"unicode/utf8"
)

// Digits are written in many ways: 1, １, 一, 壹, 幺, ①, ١. All of them are read,
// because all of them are used to write numbers past a filter.

// wordDigits are the Chinese words for digits, by the low byte of the rune.
var wordDigits = func() (t [256]struct {
	r     rune
	value byte
}) {
	for value, words := range []string{"〇零", "一壹幺弌", "二贰兩两貳", "三叁參", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖"} {
		for _, r := range words {
			if t[byte(r)].r != 0 {
				panic("two digits share a place: " + string(r))
			}
			t[byte(r)].r, t[byte(r)].value = r, byte(value)
		}
	}
	return t
}()

// ringed are digits in circles, brackets and at the foot or head of a line:
// the first rune of each row and the digit it stands for.
var ringed = []struct {
	from, to rune
	value    byte
}{
	{'①', '⑨', 1}, {'⑴', '⑼', 1}, {'⒈', '⒐', 1}, {'❶', '❾', 1}, {'➀', '➈', 1}, {'➊', '➒', 1}, {'⓵', '⓽', 1},
	{'〡', '〩', 1}, {'㈠', '㈨', 1}, {'㊀', '㊈', 1}, {'Ⅰ', 'Ⅸ', 1}, {'ⅰ', 'ⅸ', 1}, {'🄁', '🄊', 0}, {'⓪', '⓪', 0}, {'⓿', '⓿', 0}, {'²', '³', 2}, {'¹', '¹', 1}, {'⁰', '⁰', 0}, {'⁴', '⁹', 4}, {'₀', '₉', 0},
}

// digitOf is the digit that a rune stands for. word is true for words such as
// 一, which mostly are no digits.
func digitOf(r rune) (value byte, word, ok bool) {
	if r < 0x80 {
		return byte(r - '0'), false, '0' <= r && r <= '9'
	}
	if t := &wordDigits[byte(r)]; t.r == r {
		return t.value, true, true
	}
	if 0x3040 <= r && r < 0x3220 || 0x3300 <= r && r < 0xa000 || r < 0xb2 { // Chinese and Japanese
		return 0, false, false
	}
	if '０' <= r && r <= '９' {
		return byte(r - '０'), false, true
	}
	return rareDigit(r)
}

func rareDigit(r rune) (value byte, word, ok bool) {
	for _, row := range ringed {
		if row.from <= r && r <= row.to {
			return row.value + byte(r-row.from), false, true
		}
	}
	if !unicode.IsDigit(r) {
		return 0, false, false
	}
	first := r // the digits of a script follow each other, ten by ten
	for unicode.IsDigit(first - 1) {
		first--
	}
	return byte((r - first) % 10), false, true
}

// digit is a digit in a text.
type digit struct {
	from, to int // bytes of the text
	value    byte
	word     bool
}

// fewest is how many digits a telephone number has at least.
const fewest = 7

// digitsOf reads the digits of a text, nothing when they are too few for a
// number.
func digitsOf(s string) []digit {
	if !enough(s) {
		return nil
	}
	list := make([]digit, 0, 32)
	for i, r := range s {
		if value, word, ok := digitOf(r); ok {
			list = append(list, digit{from: i, to: i + utf8.RuneLen(r), value: value, word: word})
		}
	}
	return list
}

// wordBytes are the first two bytes of the words for digits, by the low byte of
// the rune.
var wordBytes = func() (t [256]uint16) {
	for low, w := range wordDigits {
		if s := string(w.r); len(s) == 3 {
			t[low] = uint16(s[0])<<8 | uint16(s[1])
		}
	}
	return t
}()

// enough is a quick look: most texts hold no number. It reads Chinese byte by
// byte, because every text of every row passes here.
func enough(s string) bool {
	n := 0
	for i := 0; i < len(s); {
		b := s[i]
		if 0xe3 <= b && i+2 < len(s) {
			second, third := s[i+1], s[i+2]
			if 0xe4 <= b && b <= 0xe9 {
				i += 3
				if wordBytes[second<<6|third&0x3f] == uint16(b)<<8|uint16(second) {
					if n++; n == fewest {
						return true
					}
				}
				continue
			}
			if b == 0xef && second == 0xbc && (third < 0x90 || 0x99 < third) || b == 0xe3 && second == 0x80 && third != 0x87 && (third < 0xa1 || 0xa9 < third) {
				i += 3 // ，：（） and 、。「」: no ０, no 〇 and no 〡
				continue
			}
		}
		if b < 0x80 {
			i++
			if b-'0' > 9 {
				continue
			}
		} else {
			r, size := utf8.DecodeRuneInString(s[i:])
			i += size
			if _, _, ok := digitOf(r); !ok {
				continue
			}
		}
		if n++; n == fewest {
			return true
		}
	}
	return false
}
