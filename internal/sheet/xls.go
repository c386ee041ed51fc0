package sheet

import (
	"encoding/binary"
	"io"
	"math"
	"strconv"

	"laidan/internal/crm"
)

// xlsFile is an old Excel workbook (BIFF5 or BIFF8), read as a whole: it holds
// 65,536 rows at most. It is parsed here because the readers at hand panic on
// broken files and take sizes from the file without a check.
type xlsFile struct {
	names []string
	sheet int
	rows  [][]string
}

func (f *xlsFile) info() Info {
	return Info{Format: "xls", Sheet: f.names[f.sheet], Sheets: f.names}
}

func (f *xlsFile) each(fn func(no int, cells []string) error) error {
	for i, cells := range f.rows {
		if err := fn(i+1, append([]string(nil), cells...)); err != nil {
			return err
		}
	}
	return nil
}

func openXLS(r io.ReaderAt, size int64, c Choice, lim Limits) (g grid, err error) {
	// Broken files reach every corner of a binary format. Indexing is checked
	// where it can be; this is the net under it.
	defer func() {
		if recover() != nil {
			g, err = nil, crm.Fail(crm.Invalid, "import.broken")
		}
	}()
	stream, err := workbookStream(r, size)
	if err != nil {
		return nil, err
	}
	b := biff{data: stream, lim: lim, codes: map[int]numFormat{}}
	if err := b.globals(); err != nil {
		return nil, err
	}
	f := &xlsFile{}
	for _, s := range b.sheets {
		f.names = append(f.names, s.name)
	}
	if len(f.names) == 0 {
		return nil, crm.Fail(crm.Invalid, "import.not_a_table")
	}
	for i, s := range b.sheets {
		if c.Sheet != "" && c.Sheet != s.name {
			continue
		}
		rows, err := b.cells(s.at)
		if err != nil {
			return nil, err
		}
		if f.rows == nil || c.Sheet != "" {
			f.sheet, f.rows = i, rows
		}
		if len(rows) > 1 || c.Sheet != "" {
			f.sheet, f.rows = i, rows
			return f, nil
		}
	}
	if c.Sheet != "" {
		return nil, crm.Fail(crm.Invalid, "import.no_sheet", "sheet", c.Sheet)
	}
	return f, nil
}

// workbookStream takes the workbook out of its container.
func workbookStream(r io.ReaderAt, size int64) ([]byte, error) {
	c, err := openContainer(r, size)
	if err != nil {
		return nil, crm.Fail(crm.Invalid, "import.broken")
	}
	var book []byte
	for _, e := range c.top() {
		switch {
		case e.name == "EncryptedPackage":
			return nil, crm.Fail(crm.Invalid, "import.encrypted")
		case e.kind == isStream && (e.name == "Workbook" || e.name == "Book" && book == nil): // some hold both, the old one for old readers
			if book = c.stream(e); len(book) == 0 {
				return nil, crm.Fail(crm.Invalid, "import.broken")
			}
		}
	}
	if book == nil {
		return nil, crm.Fail(crm.Invalid, "import.not_a_table")
	}
	return book, nil
}

// The records that matter.
const (
	recBOF, recEOF, recContinue         = 0x809, 0x0A, 0x3C
	recFilePass, recCodePage, recDate04 = 0x2F, 0x42, 0x22
	recFormat, recXF, recBoundSheet     = 0x41E, 0xE0, 0x85
	recSST, recLabelSST, recLabel       = 0xFC, 0xFD, 0x204
	recRString, recNumber, recRK        = 0xD6, 0x203, 0x27E
	recMulRK, recFormula, recString     = 0xBD, 0x06, 0x207
	recBoolErr                          = 0x205
)

type biff struct {
	data   []byte
	lim    Limits
	v8     bool
	date04 bool
	page   int
	codes  map[int]numFormat
	styles []numFormat
	shared []string
	sheets []struct {
		name string
		at   int
	}
}

// record is the one at an offset; size 0 and kind EOF behind the end.
func (b *biff) record(at int) (kind int, body []byte, next int) {
	if at < 0 || at+4 > len(b.data) {
		return recEOF, nil, len(b.data)
	}
	kind = int(binary.LittleEndian.Uint16(b.data[at:]))
	n := int(binary.LittleEndian.Uint16(b.data[at+2:]))
	next = min(at+4+n, len(b.data))
	return kind, b.data[at+4 : next], next
}

// globals reads what holds for all sheets.
func (b *biff) globals() error {
	kind, body, next := b.record(0)
	if kind != recBOF || len(body) < 4 {
		return crm.Fail(crm.Invalid, "import.xls_too_old")
	}
	b.v8 = binary.LittleEndian.Uint16(body) == 0x600
	for {
		kind, body, next = b.record(next)
		switch kind {
		case recEOF:
			return nil
		case recFilePass:
			return crm.Fail(crm.Invalid, "import.encrypted")
		case recCodePage:
			b.page = u16(body, 0)
		case recDate04:
			b.date04 = u16(body, 0) == 1
		case recFormat:
			if b.v8 {
				b.codes[u16(body, 0)] = parseFormat(b.text(body, 2, 2))
			} else {
				b.codes[u16(body, 0)] = parseFormat(b.text(body, 2, 1))
			}
		case recXF:
			nf, ok := b.codes[u16(body, 2)]
			if !ok {
				nf = builtinFormat(u16(body, 2))
			}
			b.styles = append(b.styles, nf)
		case recBoundSheet:
			if len(body) > 7 && body[5] == 0 { // a worksheet, not a chart or macro
				b.sheets = append(b.sheets, struct {
					name string
					at   int
				}{b.text(body, 6, 1), int(binary.LittleEndian.Uint32(body))})
			}
		case recSST:
			parts := [][]byte{body}
			for k, more, after := b.record(next); k == recContinue; k, more, after = b.record(next) {
				parts, next = append(parts, more), after
			}
			b.readShared(parts)
		}
	}
}

func u16(b []byte, at int) int {
	if at+2 > len(b) {
		return 0
	}
	return int(binary.LittleEndian.Uint16(b[at:]))
}

// cells reads one sheet.
func (b *biff) cells(at int) ([][]string, error) {
	kind, _, next := b.record(at)
	if kind != recBOF {
		return nil, crm.Fail(crm.Invalid, "import.broken")
	}
	t := table8{limit: b.lim.Columns}
	for {
		var body []byte
		kind, body, next = b.record(next)
		switch {
		case kind == recEOF:
			return t.rows, nil
		case kind == recString && t.pending:
			t.put(t.row, t.col, b.text(body, 0, 2))
		}
		t.pending = false
		if len(body) >= 6 {
			b.cell(&t, kind, body)
		}
		if t.size > 4<<20 { // few records that claim cells far right, many times
			return nil, crm.Fail(crm.TooLarge, "import.zip_bomb", "limit", b.lim.Unpacked>>20)
		}
	}
}

// table8 is a sheet being filled.
type table8 struct {
	rows     [][]string
	size     int // cells made
	limit    int
	pending  bool // a formula whose text comes in the next record
	row, col int
}

func (t *table8) put(row, col int, v string) {
	if v == "" || col >= t.limit {
		return
	}
	for len(t.rows) <= row {
		t.rows = append(t.rows, nil)
	}
	for len(t.rows[row]) <= col {
		t.rows[row] = append(t.rows[row], "")
		t.size++
	}
	t.rows[row][col] = v
}

// cell reads one record of a sheet.
func (b *biff) cell(t *table8, kind int, body []byte) {
	row, col, xf := u16(body, 0), u16(body, 2), u16(body, 4)
	switch kind {
	case recLabelSST:
		if len(body) >= 10 {
			if i := int(binary.LittleEndian.Uint32(body[6:])); i >= 0 && i < len(b.shared) {
				t.put(row, col, b.shared[i])
			}
		}
	case recLabel, recRString:
		t.put(row, col, b.text(body, 6, 2))
	case recNumber:
		t.put(row, col, b.number(xf, f64(body, 6)))
	case recRK:
		t.put(row, col, b.number(xf, rk(body, 6)))
	case recMulRK:
		for i := 4; i+6 <= len(body)-2; i += 6 {
			t.put(row, col+(i-4)/6, b.number(u16(body, i), rk(body, i+2)))
		}
	case recFormula:
		switch {
		case len(body) < 14:
		case u16(body, 12) != 0xFFFF:
			t.put(row, col, b.number(xf, f64(body, 6)))
		case body[6] == 0:
			t.pending, t.row, t.col = true, row, col
		case body[6] == 1:
			t.put(row, col, boolText(body[8]))
		}
	case recBoolErr:
		if len(body) >= 8 && body[7] == 0 {
			t.put(row, col, boolText(body[6]))
		}
	}
}

func boolText(b byte) string {
	if b == 1 {
		return "TRUE"
	}
	return "FALSE"
}

func (b *biff) number(xf int, v float64) string {
	var nf numFormat
	if xf < len(b.styles) {
		nf = b.styles[xf]
	}
	return nf.text(strconv.FormatFloat(v, 'f', -1, 64), b.date04)
}

func f64(b []byte, at int) float64 {
	if at+8 > len(b) {
		return 0
	}
	return math.Float64frombits(binary.LittleEndian.Uint64(b[at:]))
}

// rk is a number packed into 30 bits: an integer or the top of a float, perhaps
// times a hundred.
func rk(b []byte, at int) float64 {
	if at+4 > len(b) {
		return 0
	}
	n := binary.LittleEndian.Uint32(b[at:])
	v := float64(int32(n) >> 2)
	if n&2 == 0 {
		v = math.Float64frombits(uint64(n&^3) << 32)
	}
	if n&1 == 1 {
		v /= 100
	}
	return v
}
