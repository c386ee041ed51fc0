package sheet

import (
	"encoding/binary"
	"errors"
	"io"
	"unicode/utf16"
)

// container is a compound file (MS-CFB), the little file system in which old
// workbooks and encrypted new ones lie. It is read here because the reader at
// hand makes room for whatever the file says it holds: 21 KB could ask for 33 GB
// and end the program. Here nothing takes more room than the file itself.
type container struct {
	r       io.ReaderAt
	sector  int64 // bytes of a sector
	sectors int64 // how many the file can have
	fat     []uint32
	mini    []uint32 // the FAT of small streams
	small   []byte   // where those lie
	cutoff  int64    // streams below are small
	entries []entry
}

// entry is a stream or a folder.
type entry struct {
	name               string
	kind               byte
	left, right, child uint32
	start              uint32
	size               int64
}

const (
	cfbSignature = 0xE11AB1A1E011CFD0
	cfbHeader    = 512
	cfbEntry     = 128
	smallSector  = 64
	lastSector   = 0xFFFFFFFA // from here on numbers mean the end, or nothing
	nobody       = 0xFFFFFFFF
	isStream     = 2
	isRoot       = 5
)

var errContainer = errors.New("sheet: no compound file, or a broken one")

func openContainer(r io.ReaderAt, size int64) (*container, error) {
	var h [cfbHeader]byte
	if _, err := r.ReadAt(h[:], 0); err != nil {
		return nil, errContainer
	}
	at := func(i int) uint32 { return binary.LittleEndian.Uint32(h[i:]) }
	shift := binary.LittleEndian.Uint16(h[30:])
	if binary.LittleEndian.Uint64(h[:]) != cfbSignature || shift != 9 && shift != 12 {
		return nil, errContainer
	}
	c := &container{r: r, sector: 1 << shift, cutoff: int64(at(56))}
	c.sectors = size / c.sector
	if err := c.readFAT(h[76:], at(68)); err != nil {
		return nil, err
	}
	for b := c.chain(at(48)); len(b) >= cfbEntry; b = b[cfbEntry:] {
		c.entries = append(c.entries, entryOf(b, shift == 12))
	}
	if len(c.entries) == 0 || c.entries[0].kind != isRoot {
		return nil, errContainer
	}
	c.mini = numbers(c.chain(at(60)))
	c.small = c.chain(c.entries[0].start)
	return c, nil
}

// readFAT reads which sector follows which. Its own sectors are listed in the
// header and, where these are not enough, in a chain of further lists.
func (c *container) readFAT(list []byte, next uint32) error {
	for lists := int64(0); ; lists++ {
		for _, n := range numbers(list) {
			if n >= lastSector || int64(len(c.fat)) >= c.sectors {
				continue // listed in advance: about sectors that the file has not
			}
			b, ok := c.read(n)
			if !ok {
				return errContainer
			}
			c.fat = append(c.fat, numbers(b)...)
		}
		if next >= lastSector {
			return nil
		}
		b, ok := c.read(next)
		if !ok || lists > c.sectors {
			return errContainer
		}
		end := len(b) - 4
		list, next = b[:end], binary.LittleEndian.Uint32(b[end:])
	}
}

// read reads one sector; the last of a file may be short.
func (c *container) read(n uint32) ([]byte, bool) {
	b := make([]byte, c.sector)
	if int64(n) >= c.sectors {
		return nil, false
	}
	got, err := c.r.ReadAt(b, (int64(n)+1)*c.sector)
	return b, err == nil || errors.Is(err, io.EOF) && got > 0
}

// chain reads the sectors from one on, to the end or to where they break off.
func (c *container) chain(n uint32) []byte {
	var out []byte
	for steps := int64(0); n < lastSector && int64(n) < int64(len(c.fat)) && steps <= c.sectors; steps++ {
		b, ok := c.read(n)
		if !ok {
			break
		}
		out = append(out, b...)
		n = c.fat[n]
	}
	return out
}

// stream is the content of an entry.
func (c *container) stream(e entry) []byte {
	var out []byte
	if e.size >= c.cutoff {
		out = c.chain(e.start)
	} else {
		n := e.start
		for steps := 0; n < lastSector && int64(n) < int64(len(c.mini)) && steps <= len(c.mini); steps++ {
			from := int64(n) * smallSector
			if from >= int64(len(c.small)) {
				break
			}
			out = append(out, c.small[from:min(from+smallSector, int64(len(c.small)))]...)
			n = c.mini[n]
		}
	}
	return out[:min(int64(len(out)), e.size)]
}

// top are the entries beside each other at the top; what is embedded in them,
// another workbook perhaps, is not.
func (c *container) top() []entry {
	var out []entry
	seen := map[uint32]bool{nobody: true}
	for todo := []uint32{c.entries[0].child}; len(todo) > 0; {
		n := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if seen[n] || int64(n) >= int64(len(c.entries)) {
			continue
		}
		seen[n] = true
		e := c.entries[n]
		out = append(out, e)
		todo = append(todo, e.left, e.right)
	}
	return out
}

func entryOf(b []byte, long bool) entry {
	at := func(i int) uint32 { return binary.LittleEndian.Uint32(b[i:]) }
	e := entry{kind: b[66], left: at(68), right: at(72), child: at(76), start: at(116), size: int64(at(120))}
	if long {
		e.size = max(0, int64(binary.LittleEndian.Uint64(b[120:])))
	}
	// The length counts bytes, with a zero at the end.
	if n := int(binary.LittleEndian.Uint16(b[64:])); n >= 2 && n <= 64 {
		units := make([]uint16, 0, 31)
		for i := 0; i < n-2; i += 2 {
			units = append(units, binary.LittleEndian.Uint16(b[i:]))
		}
		e.name = string(utf16.Decode(units))
	}
	return e
}

func numbers(b []byte) []uint32 {
	out := make([]uint32, len(b)/4)
	for i := range out {
		out[i] = binary.LittleEndian.Uint32(b[4*i:])
	}
	return out
}
