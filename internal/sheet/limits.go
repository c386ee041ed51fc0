package sheet

import (
	"context"
	"errors"
	"os"

	"laidan/internal/crm"
)

// Limits keep one upload from filling memory or disk. None of them stands in the
// way of a list of customers; a file beyond them is refused with the way out.
type Limits struct {
	Bytes    int64 // of the file as sent
	Unpacked int64 // of everything inside an XLSX
	Text     int64 // of all cells together: a few shared texts can stand in millions
	Rows     int
	Columns  int
	Cells    int // rows by columns: a wide header makes every row wide
	Cell     int // bytes in one cell
	Parts    int // files inside an XLSX
	Sheets   int
	Styles   int    // Excel has 65,490
	Strings  int    // shared texts
	Temp     string // folder of temporary files; "" is the system's
}

// Standard are the limits of an upload. A cell holds what Excel allows in UTF-8.
var Standard = Limits{Bytes: 64 << 20, Unpacked: 512 << 20, Text: 512 << 20, Rows: 500_000, Columns: 300, Cells: 20_000_000, Cell: 128 << 10,
	Parts: 5000, Sheets: 1000, Styles: 65_536, Strings: 10_000_000}

// record is how many bytes a row may have; more is a missing quote or no table.
func (l Limits) record() int { return 8 * l.Cell }

// meter counts the text that one reading gives.
type meter struct {
	lim     Limits
	counted int // the row
	row     int
	all     int64
}

// take counts a cell.
func (m *meter) take(row, bytes int) error {
	if row != m.counted {
		m.counted, m.row = row, 0
	}
	m.row += bytes
	m.all += int64(bytes)
	switch {
	case m.row > m.lim.record():
		return crm.Fail(crm.TooLarge, "import.row_too_long", "row", row)
	case m.all > m.lim.Text:
		return crm.Fail(crm.TooLarge, "import.too_much_text", "limit", m.lim.Text>>20)
	}
	return nil
}

// unreadable is the reason for an error of reading: our own, the end of the
// caller's time, a failing disk; anything else means a damaged file.
func unreadable(err error) error {
	if own, ok := errors.AsType[*crm.Error](err); ok {
		return own
	}
	var disk *os.PathError
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) || errors.As(err, &disk) {
		return err
	}
	return crm.Fail(crm.Invalid, "import.broken")
}
