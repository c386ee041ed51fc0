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
// and end the program. Here only the lists of sectors are kept, which are no
// longer than the file, and streams are read from it as they are asked for.
type container struct {
	r       io.ReaderAt
	sector  int64 // bytes of a sector
	sectors int64 // how many the file can have
	fat     []uint32
	mini    []uint32 // the FAT of small streams
	small   []uint32 // the sectors in which those lie
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
	smallCutoff  = 4096 // streams below are small; every writer says so, whatever the header says is not asked
	maxEntries   = 16_384
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
	c := &container{r: r, sector: 1 << shift}
	c.sectors = size / c.sector
	if err := c.readFAT(h[76:], at(68)); err != nil {
		return nil, err
	}
	dir, err := c.content(at(48), maxEntries*cfbEntry)
	if err != nil {
		return nil, err
	}
	for b := dir; len(b) >= cfbEntry; b = b[cfbEntry:] {
		c.entries = append(c.entries, entryOf(b, shift == 12))
	}
	if len(c.entries) == 0 || c.entries[0].kind != isRoot {
		return nil, errContainer
	}
	return c, c.readSmall(at(60), size)
}

// readSmall finds where the small streams lie.
func (c *container) readSmall(fat uint32, size int64) error {
	var err error
	if c.small, err = c.chain(c.entries[0].start, size); err != nil {
		return err
	}
	b, err := c.content(fat, int64(len(c.small))*c.sector/smallSector*4)
	c.mini = numbers(b)
	return err
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
		if !ok || lists*int64(len(b)/4-1) > c.sectors {
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

// chain lists the sectors of a stream of at most so many bytes, to its end or to
// where it breaks off. One that comes back to itself is no stream.
func (c *container) chain(n uint32, bytes int64) ([]uint32, error) {
	return follow(c.fat, n, min(c.sectors, (bytes+c.sector-1)/c.sector))
}

func follow(next []uint32, n uint32, most int64) ([]uint32, error) {
	var out []uint32
	seen := make([]bool, len(next))
	for n < lastSector && int64(n) < int64(len(next)) && int64(len(out)) < most {
		if seen[n] {
			return nil, errContainer
		}
		seen[n] = true
		out = append(out, n)
		n = next[n]
	}
	return out, nil
}

// content reads a stream of at most so many bytes as a whole.
func (c *container) content(n uint32, bytes int64) ([]byte, error) {
	list, err := c.chain(n, bytes)
	if err != nil {
		return nil, err
	}
	out := make([]byte, 0, int64(len(list))*c.sector)
	for _, n := range list {
		b, ok := c.read(n)
		if !ok {
			break
		}
		out = append(out, b...)
	}
	return out, nil
}

// stream is the content of an entry.
type stream struct {
	c      *container
	pieces []uint32
	piece  int64 // bytes of one
	size   int64
}

func (c *container) stream(e entry) (*stream, error) {
	s := &stream{c: c, piece: c.sector}
	var err error
	if e.size < smallCutoff {
		s.piece = smallSector
		s.pieces, err = follow(c.mini, e.start, (e.size+smallSector-1)/smallSector)
	} else {
		s.pieces, err = c.chain(e.start, e.size)
	}
	s.size = min(e.size, int64(len(s.pieces))*s.piece)
	return s, err
}

// place is where a piece lies in the file; -1 if nowhere.
func (s *stream) place(i int64) int64 {
	n := int64(s.pieces[i])
	if s.piece == s.c.sector {
		return (n + 1) * s.piece
	}
	per := s.c.sector / smallSector
	if n/per >= int64(len(s.c.small)) {
		return -1
	}
	return (int64(s.c.small[n/per])+1)*s.c.sector + n%per*smallSector
}

// ReadAt reads pieces that lie behind each other at once.
func (s *stream) ReadAt(p []byte, off int64) (n int, err error) {
	for n < len(p) && off < s.size {
		i := off / s.piece
		from := s.place(i)
		if from < 0 {
			return n, errContainer
		}
		run := int64(1)
		for i+run < int64(len(s.pieces)) && run*s.piece < int64(len(p)) && s.place(i+run) == from+run*s.piece {
			run++
		}
		want := min(int64(len(p)-n), run*s.piece-off%s.piece, s.size-off)
		got, err := s.c.r.ReadAt(p[n:n+int(want)], from+off%s.piece)
		n, off = n+got, off+int64(got)
		if int64(got) < want {
			return n, err
		}
	}
	if n < len(p) {
		err = io.EOF
	}
	return n, err
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
