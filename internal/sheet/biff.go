package sheet

import (
	"encoding/binary"
	"math"
	"strconv"

	"laidan/internal/crm"
)

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

// biff reads the records of a workbook.
type biff struct {
	data   window
	lim    Limits
	passed int64 // bytes that the search for the sheet passed over
	v8     bool
	date04 bool
	page   int
	codes  map[int]numFormat
	styles []numFormat
	shared texts
	sheets []boundSheet
}

// boundSheet is a sheet and where its records begin.
type boundSheet struct {
	name string
	at   int64
}

// record is the one at an offset; kind EOF behind the end. Its body stands until
// the next call.
func (b *biff) record(at int64) (kind int, body []byte, next int64) {
	head := b.data.bytes(at, 4)
	if len(head) < 4 {
		return recEOF, nil, b.data.size
	}
	kind, n := u16(head, 0), u16(head, 2)
	body = b.data.bytes(at+4, n)
	return kind, body, at + 4 + int64(len(body))
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
		if kind == recEOF {
			return b.data.err
		}
		var err error
		switch kind {
		case recFilePass:
			err = crm.Fail(crm.Invalid, "import.encrypted")
		case recCodePage:
			b.page = u16(body, 0)
		case recDate04:
			b.date04 = u16(body, 0) == 1
		case recFormat:
			width := 1
			if b.v8 {
				width = 2
			}
			b.codes[u16(body, 0)] = parseFormat(b.text(body, 2, width))
		case recXF:
			err = b.style(u16(body, 2))
		case recBoundSheet:
			err = b.bound(body)
		case recSST:
			next, err = b.readShared(body, next)
		}
		if err != nil {
			return err
		}
	}
}

func (b *biff) style(format int) error {
	if len(b.styles) == b.lim.Styles {
		return crm.Fail(crm.TooLarge, "import.too_many_styles", "limit", b.lim.Styles)
	}
	nf, ok := b.codes[format]
	if !ok {
		nf = builtinFormat(format)
	}
	b.styles = append(b.styles, nf)
	return nil
}

func (b *biff) bound(body []byte) error {
	if len(body) <= 7 || body[5] != 0 { // a chart or a macro
		return nil
	}
	if len(b.sheets) == b.lim.Sheets {
		return crm.Fail(crm.TooLarge, "import.too_many_sheets", "limit", b.lim.Sheets)
	}
	b.sheets = append(b.sheets, boundSheet{readable(b.text(body, 6, 1)), int64(binary.LittleEndian.Uint32(body))})
	return nil
}

// holdsCell reports the records of cells that hold something.
func holdsCell(kind int) bool {
	switch kind {
	case recLabelSST, recLabel, recRString, recNumber, recRK, recMulRK, recFormula, recBoolErr:
		return true
	}
	return false
}

// cell reads one record of a sheet; next is where the record after it begins.
func (b *biff) cell(r *row8, kind int, body []byte, next int64) error {
	col, xf := u16(body, 2), u16(body, 4)
	switch kind {
	case recLabelSST:
		if len(body) >= 10 {
			v, err := b.shared.get(int(binary.LittleEndian.Uint32(body[6:])))
			if err != nil {
				return err
			}
			return r.put(col, v)
		}
	case recLabel, recRString:
		return r.put(col, b.text(body, 6, 2))
	case recNumber:
		return r.put(col, b.number(xf, f64(body, 6)))
	case recRK:
		return r.put(col, b.number(xf, rk(body, 6)))
	case recMulRK:
		for i := 4; i+6 <= len(body)-2; i += 6 {
			if err := r.put(col+(i-4)/6, b.number(u16(body, i), rk(body, i+2))); err != nil {
				return err
			}
		}
	case recFormula:
		switch {
		case len(body) < 14:
		case u16(body, 12) != 0xFFFF:
			return r.put(col, b.number(xf, f64(body, 6)))
		case body[6] == 0: // a text, which comes in the next record
			if kind, text, _ := b.record(next); kind == recString {
				return r.put(col, b.text(text, 0, 2))
			}
		case body[6] == 1:
			return r.put(col, boolText(body[8] == 1))
		}
	case recBoolErr:
		if len(body) >= 8 && body[7] == 0 {
			return r.put(col, boolText(body[6] == 1))
		}
	}
	return nil
}

func boolText(yes bool) string {
	if yes {
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
