// Package sheet reads the tables people send: CSV in whatever encoding and
// shape their spreadsheet wrote, XLSX, old XLS and vCard. It finds the encoding,
// the delimiter and the header row, says what each column is, and turns cells
// into days, money, numbers, grades and call results. It knows no database.
package sheet

import (
	"errors"
	"io"
	"path/filepath"
	"strings"

	"laidan/internal/crm"
)

// Choice is what a person sets over what was found out; empty means find out.
type Choice struct {
	Encoding  string `json:"encoding,omitempty" enum:"utf-8,gb18030,big5,utf-16le,utf-16be,windows-1252"`
	Delimiter string `json:"delimiter,omitempty" doc:"One of , ; tab |"`
	Sheet     string `json:"sheet,omitempty" maxLength:"100"`
	// HeaderRow is the row of the column names as a spreadsheet counts it; 0
	// means the file has none; nil means find out.
	HeaderRow *int `json:"headerRow,omitempty" minimum:"0" maximum:"100"`
}

// Info is what was found out about a file.
type Info struct {
	Format    string   `json:"format" enum:"csv,xlsx,xls,vcard"`
	Encoding  string   `json:"encoding,omitempty"`
	Delimiter string   `json:"delimiter,omitempty"`
	Sheet     string   `json:"sheet,omitempty"`
	Sheets    []string `json:"sheets,omitempty"`
	HeaderRow int      `json:"headerRow"`
	Header    []string `json:"-"`
}

// Fault is what is wrong with the shape of a row, "" if nothing is.
type Fault string

// The faults. A repaired or short row is still good to import.
const (
	Repaired Fault = "repaired" // the whole row was one quoted field
	Short    Fault = "short"    // fewer cells than the header: the rest is empty
	Ragged   Fault = "ragged"   // more filled cells than the header: columns have shifted
	LongCell Fault = "long_cell"
	// Calculates: a cell is a formula (CSV: its text; an XLSX gives the result).
	Calculates Fault = "formula"
	Garbled    Fault = "garbled" // holds replacement marks: it was broken before it came here
)

// Row is one row of data; cells are trimmed and as many as the header has.
type Row struct {
	No    int // as a spreadsheet counts, from 1
	Cells []string
	Fault Fault
	// Raw holds all cells as they came, for a row whose fault is Ragged.
	Raw []string
}

// Size is how many bytes of text the row has.
func (r Row) Size() int {
	n := 0
	for _, list := range [][]string{r.Cells, r.Raw} {
		for _, c := range list {
			n += len(c)
		}
	}
	return n
}

// Bad reports whether the row cannot be imported because of its shape.
func (r Row) Bad() bool {
	return r.Fault == Ragged || r.Fault == LongCell || r.Fault == Garbled || r.Fault == Calculates
}

// Book is one opened table. It can be read any number of times, by one reader at
// a time.
type Book struct {
	info   Info
	lim    Limits
	format grid
	keep   int // columns kept: trailing nameless empty ones are cut
}

// grid is one file format: it delivers raw records in order, from the first.
type grid interface {
	// each calls fn with every record, blank ones too, until fn says stop.
	each(fn func(no int, cells []string) error) error
	info() Info
	close()
}

var errStop = io.EOF

// Info is what was found out on opening.
func (b *Book) Info() Info { return b.info }

// Header are the column names; a nameless column is "".
func (b *Book) Header() []string { return b.info.Header }

// Open finds out what a file is. The name helps only where content cannot tell.
func Open(r io.ReaderAt, size int64, name string, c Choice, lim Limits) (*Book, error) {
	if size == 0 {
		return nil, crm.Fail(crm.Invalid, "import.empty_file")
	}
	if size > lim.Bytes {
		return nil, crm.Fail(crm.TooLarge, "import.too_large", "limit", lim.Bytes>>20)
	}
	g, err := openGrid(r, size, name, c, lim)
	if err != nil {
		return nil, err
	}
	b := &Book{info: g.info(), lim: lim, format: g}
	if err := b.findHeader(c); err != nil {
		b.Close()
		return nil, err
	}
	return b, nil
}

// Close lets go of what the table keeps on disk. The file stays the caller's.
func (b *Book) Close() { b.format.close() }

func openGrid(r io.ReaderAt, size int64, name string, c Choice, lim Limits) (grid, error) {
	head := make([]byte, min(size, 8))
	if _, err := r.ReadAt(head, 0); err != nil && err != io.EOF {
		return nil, err
	}
	switch ext := strings.ToLower(filepath.Ext(name)); {
	case hasPrefix(head, "PK\x03\x04"), hasPrefix(head, "PK\x05\x06"):
		return openXLSX(r, size, c, lim)
	case hasPrefix(head, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"):
		return openXLS(r, size, c, lim)
	case hasPrefix(head, "\x1f\x8b"), hasPrefix(head, "7z\xBC\xAF"), hasPrefix(head, "Rar!"), hasPrefix(head, "BZh"),
		hasPrefix(head, "\xFD7zXZ"), hasPrefix(head, "\x28\xB5\x2F\xFD"):
		return nil, crm.Fail(crm.Invalid, "import.compressed")
	case hasPrefix(head, "%PDF"), hasPrefix(head, "\x89PNG"), hasPrefix(head, "\xFF\xD8\xFF"), hasPrefix(head, "GIF8"):
		return nil, crm.Fail(crm.Invalid, "import.not_a_table")
	case ext == ".vcf":
		return openVCard(r, size, c, lim)
	case ext == ".xlsx" || ext == ".xls" || ext == ".xlsm":
		// A web page or a CSV with an Excel ending would be read as nonsense or
		// not at all; CSV under a wrong name is common and harmless.
		if looksLikeMarkup(r, size) {
			return nil, crm.Fail(crm.Invalid, "import.not_a_table")
		}
	}
	return openCSV(r, size, c, lim)
}

func hasPrefix(b []byte, p string) bool { return strings.HasPrefix(string(b), p) }

func looksLikeMarkup(r io.ReaderAt, size int64) bool {
	b := make([]byte, min(size, 512))
	if _, err := r.ReadAt(b, 0); err != nil && err != io.EOF {
		return false
	}
	s := strings.ToLower(strings.TrimLeft(string(b), "\uFEFF \t\r\n"))
	return strings.HasPrefix(s, "<html") || strings.HasPrefix(s, "<!doctype") || strings.HasPrefix(s, "<?xml") || strings.HasPrefix(s, "<table")
}

// each calls fn with every record, its cells as texts that can be stored: NULs are
// dropped, and what is no text is marked, which garbles one row and not the file.
func (b *Book) each(fn func(no int, cells []string) error) error {
	return b.format.each(func(no int, cells []string) error {
		for i, c := range cells {
			cells[i] = readable(c)
		}
		return fn(no, cells)
	})
}

func readable(s string) string {
	if crm.Readable(s) {
		return s
	}
	return strings.ToValidUTF8(strings.ReplaceAll(s, "\x00", ""), "\uFFFD")
}

// Rows calls fn with every row under the header that holds anything.
func (b *Book) Rows(fn func(Row) error) error {
	rows := 0
	err := b.each(func(no int, cells []string) error {
		if no <= b.info.HeaderRow || blank(cells) {
			return nil
		}
		if rows++; rows > b.lim.Rows {
			return crm.Fail(crm.TooLarge, "import.too_many_rows", "limit", b.lim.Rows)
		}
		if rows*b.keep > b.lim.Cells {
			return crm.Fail(crm.TooLarge, "import.too_many_cells", "limit", b.lim.Cells, "columns", b.keep)
		}
		return fn(b.shape(no, cells))
	})
	if errors.Is(err, errStop) {
		return nil
	}
	return err
}

// shape cuts or fills a record to the header's width.
func (b *Book) shape(no int, cells []string) Row {
	width := b.keep
	row := Row{No: no}
	if len(cells) == 1 && width > 1 {
		if parts, ok := b.unquote(cells[0]); ok {
			cells, row.Fault = parts, Repaired
		}
	}
	row.Cells = make([]string, width)
	for i, c := range cells {
		if mayCalculate(c) && Formula(c) && row.Fault == "" {
			row.Fault, row.Raw = Calculates, cells
		}
		c = Clean(c)
		switch {
		case i < width:
			row.Cells[i] = c
		case c != "" && row.Fault != Ragged:
			row.Fault, row.Raw = Ragged, cells
		}
		if len(c) > b.lim.Cell {
			row.Fault = LongCell
			row.Cells[min(i, width-1)] = c[:32] + "…"
		} else if strings.Contains(c, "\uFFFD") || strings.Contains(c, "锟斤拷") {
			row.Fault = Garbled
		}
	}
	if row.Fault == "" && len(cells) < width && b.info.Format == "csv" {
		// Some programs leave empty cells at the end out; a row of less than half
		// was typed by hand or cut off, and its cells stand in wrong columns.
		if row.Fault = Short; len(cells)*2 < width && width > 3 {
			row.Fault, row.Raw = Ragged, cells
		}
	}
	return row
}

// unquote repairs a row that was quoted as a whole by a round trip through a
// spreadsheet: it counts only if it then has exactly the header's columns.
func (b *Book) unquote(cell string) ([]string, bool) {
	c, ok := b.format.(*csvFile)
	if !ok || !strings.ContainsRune(cell, rune(c.comma)) {
		return nil, false
	}
	parts, ok := splitLine(cell, c.comma)
	return parts, ok && len(parts) == len(b.info.Header)
}

func blank(cells []string) bool {
	for _, c := range cells {
		if Clean(c) != "" {
			return false
		}
	}
	return true
}

// Clean trims a cell: spaces of every kind, zero-width marks, the apostrophe
// that keeps a spreadsheet from calculating ('=1+1) and the formula that keeps
// one from eating leading zeros (="00123").
func Clean(s string) string {
	if plain(s) {
		return s
	}
	s = strings.Map(func(r rune) rune {
		switch r {
		case '\u200b', '\u200c', '\u200d', '\u2060', '\ufeff', '\u202a', '\u202c', '\u202d', '\u200e', '\u200f':
			return -1 // Windows pastes such marks around copied phone numbers
		case '\u00a0', '\u3000', '\t':
			return ' '
		}
		return r
	}, s)
	s = strings.TrimSpace(s)
	if bare, ok := strings.CutPrefix(s, "'"); ok && strings.IndexAny(bare, starters) == 0 {
		s = bare
	}
	if len(s) > 3 && strings.HasPrefix(s, `="`) && strings.HasSuffix(s, `"`) && !strings.Contains(s[2:len(s)-1], `"`) {
		s = s[2 : len(s)-1]
	}
	return s
}

// plain reports the common case that nothing needs cleaning.
func plain(s string) bool {
	if s == "" {
		return true
	}
	if a, z := s[0], s[len(s)-1]; a <= ' ' || z <= ' ' || a == '\'' || a == '=' {
		return false
	}
	for i := range len(s) {
		if c := s[i]; c == '\t' || c == 0xC2 || c == 0xE2 || c == 0xE3 || c == 0xEF {
			return false
		}
	}
	return true
}
