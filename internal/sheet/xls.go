package sheet

import (
	"encoding/binary"
	"io"
	"slices"

	"laidan/internal/crm"
)

// xlsFile is an old Excel workbook (BIFF5 or BIFF8). It is parsed here because
// the readers at hand panic on broken files and take sizes from the file without
// a check. Its records are read from the file on each pass.
type xlsFile struct {
	biff  *biff
	names []string
	sheet int
	at    int64    // where the sheet's records begin
	order []uint64 // its cells by row, when they do not lie in that order
}

func (f *xlsFile) info() Info {
	return Info{Format: "xls", Sheet: f.names[f.sheet], Sheets: f.names}
}

func (f *xlsFile) close() { f.biff.shared.close() }

func (f *xlsFile) each(fn func(no int, cells []string) error) (err error) {
	defer broken(&err)
	return f.biff.rows(f.at, f.order, fn)
}

// broken is the net under a binary format: broken files reach every corner of
// it, and indexing is checked where it can be.
func broken(err *error) {
	if recover() != nil {
		*err = crm.Fail(crm.Invalid, "import.broken")
	}
}

func openXLS(r io.ReaderAt, size int64, c Choice, lim Limits) (g grid, err error) {
	s, err := workbookStream(r, size)
	if err != nil {
		return nil, err
	}
	f := &xlsFile{biff: &biff{data: window{r: s, size: s.size}, lim: lim, codes: map[int]numFormat{}, shared: texts{dir: lim.Temp, cell: lim.Cell}}}
	if err := f.open(c.Sheet); err != nil {
		f.close()
		return nil, err
	}
	return f, nil
}

func (f *xlsFile) open(name string) (err error) {
	defer broken(&err)
	b := f.biff
	if err := b.globals(); err != nil {
		return err
	}
	for _, s := range b.sheets {
		f.names = append(f.names, s.name)
	}
	if len(f.names) == 0 {
		return crm.Fail(crm.Invalid, "import.not_a_table")
	}
	return f.choose(name)
}

// choose takes the named sheet, else the first that holds at least two rows, so
// that a cover sheet does not hide the list.
func (f *xlsFile) choose(name string) error {
	b, first := f.biff, -1
	for i, s := range b.sheets {
		if name != "" && name != s.name {
			continue
		}
		last, order, err := b.survey(s.at)
		if err != nil {
			return err
		}
		if first < 0 || name != "" || last > 0 {
			first, f.sheet, f.at, f.order = i, i, s.at, order
		}
		if name != "" || last > 0 {
			return nil
		}
	}
	if first < 0 {
		return crm.Fail(crm.Invalid, "import.no_sheet", "sheet", name)
	}
	return nil
}

// workbookStream takes the workbook out of its container.
func workbookStream(r io.ReaderAt, size int64) (*stream, error) {
	c, err := openContainer(r, size)
	if err != nil {
		return nil, unreadable(err)
	}
	var book *stream
	for _, e := range c.top() {
		switch {
		case e.name == "EncryptedPackage":
			return nil, crm.Fail(crm.Invalid, "import.encrypted")
		case e.kind == isStream && (e.name == "Workbook" || e.name == "Book" && book == nil): // some hold both, the old one for old readers
			if book, err = c.stream(e); err != nil || book.size == 0 {
				return nil, crm.Fail(crm.Invalid, "import.broken")
			}
		}
	}
	if book == nil {
		return nil, crm.Fail(crm.Invalid, "import.not_a_table")
	}
	return book, nil
}

// survey passes over a sheet: the last row that holds anything and, when its
// cells do not lie row by row, their order.
func (b *biff) survey(at int64) (last int, order []uint64, err error) {
	kind, _, next := b.record(at)
	if kind != recBOF {
		return 0, nil, crm.Fail(crm.Invalid, "import.broken")
	}
	last, before, sorted, n := -1, 0, true, 0
	for {
		var body []byte
		from := next
		if kind, body, next = b.record(next); kind == recEOF {
			break
		}
		// Sheets lie behind each other; many that lie in each other are a trap.
		if b.passed += next - from; b.passed > 2*b.data.size {
			return 0, nil, crm.Fail(crm.TooLarge, "import.too_complex")
		}
		if !holdsCell(kind) || len(body) < 6 {
			continue
		}
		row := u16(body, 0)
		last, sorted, before, n = max(last, row), sorted && row >= before, row, n+1
	}
	if sorted || b.data.err != nil {
		return last, nil, b.data.err
	}
	if n > maxUnordered {
		return 0, nil, crm.Fail(crm.TooLarge, "import.too_complex")
	}
	return last, b.inOrder(at, n), b.data.err
}

// maxUnordered is how many cells may lie out of order: Excel writes them row by
// row, programs that do not write small lists.
const maxUnordered = 2_000_000

// inOrder lists the places of the cells by row; those of a row stay as they lie.
func (b *biff) inOrder(at int64, n int) []uint64 {
	order := make([]uint64, 0, n)
	_, _, next := b.record(at)
	for {
		from := next
		kind, body, after := b.record(from)
		if next = after; kind == recEOF {
			break
		}
		if holdsCell(kind) && len(body) >= 6 {
			order = append(order, uint64(u16(body, 0))<<32|uint64(from))
		}
	}
	slices.Sort(order)
	return order
}

// rows calls fn with the rows of a sheet.
func (b *biff) rows(at int64, order []uint64, fn func(no int, cells []string) error) error {
	row := row8{no: -1, meter: meter{lim: b.lim}, fn: fn}
	_, _, next := b.record(at)
	for i := 0; ; i++ {
		from := next
		if order != nil {
			if i == len(order) {
				break
			}
			from = int64(uint32(order[i]))
		}
		kind, body, after := b.record(from)
		if next = after; kind == recEOF {
			break
		}
		if !holdsCell(kind) || len(body) < 6 {
			continue
		}
		if err := row.turn(u16(body, 0)); err != nil {
			return err
		}
		if err := b.cell(&row, kind, body, next); err != nil {
			return err
		}
	}
	if b.data.err != nil {
		return b.data.err
	}
	return row.turn(-1)
}

// row8 is a row being filled.
type row8 struct {
	meter
	no    int
	cells []string
	fn    func(no int, cells []string) error
}

// turn hands the row over when another begins.
func (r *row8) turn(no int) error {
	if no == r.no {
		return nil
	}
	done, cells := r.no, r.cells
	r.no, r.cells = no, nil
	if len(cells) == 0 {
		return nil
	}
	return r.fn(done+1, cells)
}

func (r *row8) put(col int, v string) error {
	if v == "" || col >= r.lim.Columns {
		return nil
	}
	for len(r.cells) <= col {
		r.cells = append(r.cells, "")
	}
	r.cells[col] = v
	return r.take(r.no+1, len(v))
}

// window is the part of the stream that is looked at.
type window struct {
	r    io.ReaderAt
	size int64
	buf  []byte
	at   int64
	err  error // of the disk, or of who waits for the answer
}

const (
	windowSize = 256 << 10
	smallLook  = 4 << 10 // at a place far from the last one
)

// bytes gives so many bytes from a place on, fewer at the end. They stand until
// the next call.
func (w *window) bytes(at int64, n int) []byte {
	if at < 0 || at >= w.size {
		return nil
	}
	end := min(at+int64(n), w.size)
	if at < w.at || end > w.at+int64(len(w.buf)) {
		w.fill(at, n)
	}
	from := at - w.at
	return w.buf[min(from, int64(len(w.buf))):min(end-w.at, int64(len(w.buf)))]
}

func (w *window) fill(at int64, n int) {
	if w.buf == nil {
		w.buf = make([]byte, 0, windowSize)
	}
	want := max(n, smallLook)
	if at >= w.at && at <= w.at+int64(len(w.buf)) { // reading on
		want = windowSize
	}
	got, err := w.r.ReadAt(w.buf[:min(want, windowSize)], at)
	w.buf, w.at = w.buf[:got], at
	if err != nil && err != io.EOF && w.err == nil {
		w.err = unreadable(err)
	}
}

func u16(b []byte, at int) int {
	if at+2 > len(b) {
		return 0
	}
	return int(binary.LittleEndian.Uint16(b[at:]))
}
