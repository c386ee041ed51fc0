package sheet

import (
	"errors"
	"strings"
	"unicode"
	"unicode/utf8"

	"laidan/internal/crm"
)

// headerDepth is how far down a header is looked for: templates put
// instructions and a title above it.
const headerDepth = 30

// findHeader settles the header row, its names and the columns that are kept.
func (b *Book) findHeader(c Choice) error {
	top, err := b.top(headerDepth * 3)
	if err != nil {
		return err
	}
	if len(top) == 0 {
		return crm.Fail(crm.Invalid, "import.no_rows")
	}
	switch {
	case c.HeaderRow == nil:
		b.info.HeaderRow = guessHeader(top)
	default:
		b.info.HeaderRow = *c.HeaderRow
	}
	width := 0
	for _, r := range top {
		if r.No == b.info.HeaderRow {
			b.info.Header = r.Cells
		}
		if r.No > b.info.HeaderRow {
			width = max(width, lastFilled(r.Cells))
		}
	}
	if b.info.HeaderRow > 0 && len(b.info.Header) == 0 {
		return crm.Fail(crm.Invalid, "import.no_header", "row", b.info.HeaderRow)
	}
	named := lastFilled(b.info.Header)
	if b.info.HeaderRow == 0 {
		b.info.Header = make([]string, width)
		named = width
	}
	if named == 0 {
		return crm.Fail(crm.Invalid, "import.no_header", "row", b.info.HeaderRow)
	}
	// A nameless column stays only if a header cell stands right of it. One that
	// is filled further right makes its rows ragged, which the report shows.
	b.info.Header, b.keep = b.info.Header[:named:named], named
	for i, h := range b.info.Header {
		b.info.Header[i] = cleanHeader(h)
	}
	return nil
}

// top reads the first records that hold anything.
func (b *Book) top(n int) ([]Row, error) {
	var rows []Row
	err := b.each(func(no int, cells []string) error {
		if !blank(cells) {
			for i := range cells {
				cells[i] = Clean(cells[i])
			}
			rows = append(rows, Row{No: no, Cells: cells})
		}
		if len(rows) == n {
			return errStop
		}
		return nil
	})
	if errors.Is(err, errStop) {
		err = nil
	}
	return rows, err
}

func lastFilled(cells []string) int {
	for i := len(cells); i > 0; i-- {
		if cells[i-1] != "" {
			return i
		}
	}
	return 0
}

// cleanHeader drops what templates add to a name: a star for required, a line
// break, the hint in the second line.
func cleanHeader(h string) string {
	h = strings.Trim(h, "*＊ \r\n")
	if first, _, ok := strings.Cut(h, "\n"); ok && strings.TrimSpace(first) != "" {
		h = strings.Trim(first, "*＊ \r")
	}
	return h
}

// guessHeader is the row that reads most like column names; 0 if the first row
// is data already.
func guessHeader(top []Row) int {
	width := 0
	for _, r := range top {
		width = max(width, filled(r.Cells))
	}
	best, bestScore := 0, 0.0
	for _, r := range top[:min(len(top), headerDepth)] {
		// The first good row wins: rows of plain words under it look alike.
		if score := headerScore(r.Cells, width); score > bestScore+0.3 {
			best, bestScore = r.No, score
		}
	}
	return best
}

// headerScore is 0 for a row that cannot be a header, else grows with known
// names and with the share of the table's width it names.
func headerScore(cells []string, width int) float64 {
	n, known, odd := filled(cells), 0, 0
	if n == 0 || width > 1 && n*2 < width || width > 2 && n < 2 {
		return 0
	}
	seen := map[string]bool{}
	for _, c := range cells {
		if c == "" {
			continue
		}
		key := headerKey(c)
		if _, ok := dictionary[key]; ok {
			known++
		} else if !nameLike(c) || seen[key] {
			odd++
		}
		seen[key] = true
	}
	if odd*4 > n && known*3 < n {
		return 0
	}
	return float64(n-odd)/float64(width) + float64(known)/float64(n)
}

func filled(cells []string) int {
	n := 0
	for _, c := range cells {
		if c != "" {
			n++
		}
	}
	return n
}

// nameLike reports whether a cell could be a column's name rather than a value.
func nameLike(c string) bool {
	if utf8.RuneCountInString(c) > 60 || strings.Contains(c, "@") {
		return false
	}
	letters, digits := 0, 0
	for _, r := range c {
		switch {
		case unicode.IsLetter(r):
			letters++
		case unicode.IsDigit(r):
			digits++
		}
	}
	if letters == 0 || digits > letters && digits > 3 {
		return false
	}
	_, isDate := ParseDate(c, YMD, 2000)
	return !isDate
}
