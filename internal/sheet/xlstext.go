package sheet

import (
	"encoding/binary"
	"unicode/utf16"
)

// text reads a string whose length takes width bytes. BIFF8 has a flag byte
// that says Latin-1 or UTF-16; BIFF5 writes the code page's bytes.
func (b *biff) text(body []byte, at, width int) string {
	if at+width > len(body) {
		return ""
	}
	n := int(body[at])
	if width == 2 {
		n = u16(body, at)
	}
	at += width
	if !b.v8 {
		return b.decode(body[at:min(at+n, len(body))])
	}
	if at >= len(body) {
		return ""
	}
	flags := body[at]
	at++
	if flags&8 != 0 {
		at += 2
	}
	if flags&4 != 0 {
		at += 4
	}
	if at > len(body) {
		return ""
	}
	if flags&1 == 0 {
		return latin(body[at:min(at+n, len(body))])
	}
	return wide(body[at:min(at+2*n, len(body))])
}

func (b *biff) decode(raw []byte) string {
	name := map[int]string{936: "gb18030", 950: "big5", 1200: "utf-16le"}[b.page]
	if name == "" {
		name = "windows-1252"
	}
	s, err := decoders[name].NewDecoder().Bytes(raw)
	if err != nil {
		return ""
	}
	return string(s)
}

func latin(raw []byte) string {
	r := make([]rune, len(raw))
	for i, c := range raw {
		r[i] = rune(c)
	}
	return string(r)
}

func wide(raw []byte) string {
	u := make([]uint16, len(raw)/2)
	for i := range u {
		u[i] = binary.LittleEndian.Uint16(raw[2*i:])
	}
	return string(utf16.Decode(u))
}

// parts is the table of shared strings, spread over a record and its
// continuations. A string may be cut in two; the second half then begins with a
// flag byte of its own.
type parts struct {
	list [][]byte
	at   int
}

func (p *parts) left() bool {
	for len(p.list) > 0 && p.at >= len(p.list[0]) {
		p.list, p.at = p.list[1:], p.at-len(p.list[0])
	}
	return len(p.list) > 0
}

func (p *parts) byte() int {
	if !p.left() {
		return 0
	}
	c := p.list[0][p.at]
	p.at++
	return int(c)
}

func (p *parts) u16() int { return p.byte() | p.byte()<<8 }

func (p *parts) u32() int { return p.u16() | p.u16()<<16 }

func (b *biff) readShared(list [][]byte) {
	p := parts{list: list}
	p.u32() // how often strings are used
	for n := p.u32(); n > 0 && p.left(); n-- {
		b.shared = append(b.shared, p.text())
	}
}

func (p *parts) text() string {
	n := p.u16()
	flags := p.byte()
	extra := 0
	if flags&8 != 0 {
		extra = 4 * p.u16()
	}
	if flags&4 != 0 {
		extra += p.u32()
	}
	var units []uint16
	for len(units) < n && len(p.list) > 0 {
		if p.at >= len(p.list[0]) { // the string goes on in the next record
			if !p.left() {
				break
			}
			flags = flags&^1 | p.byte()&1
			continue
		}
		if flags&1 == 0 {
			units = append(units, uint16(p.byte()))
		} else {
			units = append(units, uint16(p.u16()))
		}
	}
	p.at += max(0, extra)
	return string(utf16.Decode(units))
}
