package sheet

import (
	"encoding/binary"
	"unicode/utf16"

	"laidan/internal/crm"
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
	b    *biff
	body []byte
	at   int
	next int64 // where the record after this one begins
	over bool  // there is no further continuation
}

// left reports whether there is more, and goes to the next record for it.
func (p *parts) left() bool {
	for !p.over && p.at >= len(p.body) {
		kind, body, next := p.b.record(p.next)
		if kind != recContinue {
			p.over = true
			break
		}
		p.at -= len(p.body)
		p.body, p.next = body, next
	}
	return !p.over
}

func (p *parts) byte() int {
	if !p.left() {
		return 0
	}
	c := p.body[p.at]
	p.at++
	return int(c)
}

func (p *parts) u16() int { return p.byte() | p.byte()<<8 }

func (p *parts) u32() int { return p.u16() | p.u16()<<16 }

// readShared reads the shared strings and says where the record after them begins.
func (b *biff) readShared(body []byte, next int64) (int64, error) {
	p := parts{b: b, body: body, next: next}
	p.u32() // how often strings are used
	var units []uint16
	for n := p.u32(); n > 0 && p.left(); n-- {
		if b.shared.n == b.lim.Strings {
			return 0, crm.Fail(crm.TooLarge, "import.too_many_texts", "limit", b.lim.Strings)
		}
		units = p.text(units[:0])
		if err := b.shared.add(string(utf16.Decode(units))); err != nil {
			return 0, err
		}
	}
	for { // the rest, if the count was too low
		kind, _, after := b.record(p.next)
		if kind != recContinue {
			return p.next, nil
		}
		p.next = after
	}
}

// text appends the units of the next string.
func (p *parts) text(units []uint16) []uint16 {
	n := p.u16()
	flags := p.byte()
	extra := 0
	if flags&8 != 0 {
		extra = 4 * p.u16()
	}
	if flags&4 != 0 {
		extra += p.u32()
	}
	for len(units) < n {
		if p.at >= len(p.body) { // the string goes on in the next record
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
	return units
}
