package textkey

import "strings"

// SortKey is a name as it sorts in binary order: the pinyin of its Chinese
// (surnames read as surnames: 单 shan, 曾 zeng, 尉迟 yu chi) and its other words
// in lower case, separated by spaces, then \x01 and the name itself, so that
// names that sound alike keep one order.
func SortKey(name string) string {
	var b strings.Builder
	b.Grow(8 * len(name))
	var buf [16]string
	for i, s := range spans(fold(name)) {
		if i > 0 {
			b.WriteByte(' ')
		}
		if !s.cjk {
			writeRunes(&b, s.text)
			continue
		}
		for j, syllable := range readRun(s.text, s.start, buf[:0]) {
			if j > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(syllable)
		}
	}
	b.WriteByte(1)
	b.WriteString(trimName(name))
	return b.String()
}

func writeRunes(b *strings.Builder, rs []rune) {
	for _, r := range rs {
		b.WriteRune(r)
	}
}
