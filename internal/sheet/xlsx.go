package sheet

import (
	"archive/zip"
	"bufio"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"regexp"
	"strconv"
	"strings"

	"laidan/internal/crm"
)

// xlsxFile reads one sheet of a workbook as a stream. It is written here
// because the library at hand gives either the raw number or its formatted
// text: a date then is 46289 or "9/24/26", and only the style says which number
// is a date and which code has leading zeros.
type xlsxFile struct {
	parts  map[string]*zip.File
	lim    Limits
	names  []string
	sheet  int
	paths  []string
	date04 bool
	styles []numFormat
	shared texts
}

func openXLSX(r io.ReaderAt, size int64, c Choice, lim Limits) (grid, error) {
	z, err := openZip(r, size, lim)
	if err != nil {
		return nil, err
	}
	f := &xlsxFile{parts: map[string]*zip.File{}, lim: lim, shared: texts{dir: lim.Temp, cell: lim.Cell}}
	for _, p := range z.File {
		f.parts[strings.ToLower(strings.TrimPrefix(path.Clean("/"+strings.ReplaceAll(p.Name, `\`, "/")), "/"))] = p
	}
	for _, read := range []func() error{f.readWorkbook, f.readStyles, f.readShared, func() error { return f.choose(c.Sheet) }} {
		if err := read(); err != nil {
			f.close()
			return nil, err
		}
	}
	return f, nil
}

func (f *xlsxFile) close() { f.shared.close() }

// directoryMost is how much of a file may be read to list its parts: the list is
// kept in memory, and what stands at the end about its length may be a lie.
const directoryMost = 4 << 20

// openZip lists the parts. It refuses a bomb by what the archive says about
// itself; what it lies about is caught by the limits while reading.
func openZip(r io.ReaderAt, size int64, lim Limits) (*zip.Reader, error) {
	list := &listing{ReaderAt: r, left: directoryMost}
	z, err := zip.NewReader(list, size)
	if err != nil {
		return nil, unreadable(err)
	}
	list.open = true
	if len(z.File) > lim.Parts {
		return nil, crm.Fail(crm.TooLarge, "import.too_complex")
	}
	bomb := crm.Fail(crm.TooLarge, "import.zip_bomb", "limit", lim.Unpacked>>20)
	var total, packed uint64
	for _, p := range z.File {
		total += p.UncompressedSize64
		packed += p.CompressedSize64
		if p.UncompressedSize64 > uint64(lim.Unpacked) || total > uint64(lim.Unpacked) {
			return nil, bomb
		}
		// Sheets shrink 10 to 30 times; a thousand times is zeros.
		if p.UncompressedSize64 > 16<<20 && p.UncompressedSize64/max(1, p.CompressedSize64) > 400 {
			return nil, bomb
		}
	}
	if packed > uint64(size)+1<<20 { // parts that overlap each other
		return nil, bomb
	}
	return z, nil
}

// listing lets little of a file be read until it is open.
type listing struct {
	io.ReaderAt
	left int
	open bool
}

func (l *listing) ReadAt(p []byte, off int64) (int, error) {
	if !l.open {
		if l.left -= len(p); l.left < 0 {
			return 0, crm.Fail(crm.TooLarge, "import.too_complex")
		}
	}
	return l.ReaderAt.ReadAt(p, off)
}

func (f *xlsxFile) info() Info {
	return Info{Format: "xlsx", Sheet: f.names[f.sheet], Sheets: f.names}
}

// pieces feeds the XML reader, which keeps a tag, a text or a comment as a whole
// however long it is. None may be longer than a row, and a part no longer than
// the limit.
type pieces struct {
	*bufio.Reader
	lim   Limits
	piece int
	left  int64
}

func (p *pieces) ReadByte() (byte, error) {
	p.piece--
	p.left--
	switch {
	case p.left < 0:
		return 0, crm.Fail(crm.TooLarge, "import.zip_bomb", "limit", p.lim.Unpacked>>20)
	case p.piece < 0:
		return 0, crm.Fail(crm.TooLarge, "import.too_complex")
	}
	for {
		c, err := p.Reader.ReadByte()
		if err != nil || !forbidden(uint64(c)) && (c != '&' || !p.skipReference()) {
			return c, err
		}
	}
}

// forbidden characters stand in no XML; programs that write them all the same
// spoil a cell, not the file.
func forbidden(c uint64) bool { return c < ' ' && c != '\t' && c != '\n' && c != '\r' }

// skipReference passes over the rest of a reference such as &#0; to a forbidden
// character.
func (p *pieces) skipReference() bool {
	ahead, _ := p.Peek(10) // shorter at the end of the part
	m := reference.FindSubmatch(ahead)
	if m == nil {
		return false
	}
	c, err := strconv.ParseUint(strings.Replace(string(m[1]), "x", "0x", 1), 0, 32)
	if err != nil || !forbidden(c) {
		return false
	}
	_, _ = p.Discard(len(m[0]))
	return true
}

var reference = regexp.MustCompile(`^#(x[0-9A-Fa-f]+|[0-9]+);`)

// walk calls fn with the tokens of a part; a missing part has none.
func (f *xlsxFile) walk(name string, fn func(t xml.Token) error) error {
	p := f.parts[strings.ToLower(name)]
	if p == nil {
		return nil
	}
	rc, err := p.Open()
	if err != nil {
		return unreadable(err)
	}
	defer func() { _ = rc.Close() }()
	in := &pieces{Reader: bufio.NewReaderSize(rc, 32<<10), lim: f.lim, left: f.lim.Unpacked}
	d := xml.NewDecoder(in)
	for {
		in.piece = f.lim.record()
		t, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return unreadable(err)
		}
		if err := fn(t); err != nil {
			return err
		}
	}
}

// choose takes the named sheet, else the first that holds at least two rows,
// so that a cover sheet does not hide the list.
func (f *xlsxFile) choose(name string) error {
	if name != "" {
		for i, n := range f.names {
			if n == name {
				f.sheet = i
				return nil
			}
		}
		return crm.Fail(crm.Invalid, "import.no_sheet", "sheet", name)
	}
	seen := map[string]bool{}
	for i := range f.names {
		if seen[f.paths[i]] { // a thousand names of one part are a trap
			continue
		}
		seen[f.paths[i]] = true
		f.sheet = i
		rows := 0
		err := f.each(func(_ int, cells []string) error {
			if !blank(cells) {
				rows++
			}
			if rows == 2 {
				return errStop
			}
			return nil
		})
		if errors.Is(err, errStop) {
			return nil
		}
		if err != nil {
			return err
		}
	}
	f.sheet = 0
	return nil
}

func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func atoi(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return -1
	}
	return n
}
