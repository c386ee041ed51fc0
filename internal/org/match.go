package org

import "strings"

// Matches reports whether a person is found by a few typed letters: a part of
// the name or the e-mail, the name's pinyin, or its initials (zxy for 张晓宇).
// key is the name's sort key, whose syllables stand before \x01.
func Matches(q, name, key, email string) bool {
	q = strings.ToLower(strings.Join(strings.Fields(q), ""))
	if q == "" {
		return true
	}
	reading, _, _ := strings.Cut(key, "\x01")
	var initials strings.Builder
	for syllable := range strings.FieldsSeq(reading) {
		initials.WriteString(string([]rune(syllable)[:1]))
	}
	plain := strings.ToLower(strings.Join(strings.Fields(name), ""))
	return strings.Contains(plain, q) || strings.Contains(strings.ToLower(email), q) ||
		strings.HasPrefix(strings.ReplaceAll(reading, " ", ""), q) || strings.HasPrefix(initials.String(), q)
}
