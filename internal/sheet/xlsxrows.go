package sheet

import (
	"encoding/xml"
	"errors"
	"regexp"
	"strconv"
	"strings"

	"laidan/internal/crm"
)

// errLastRow ends the reading: behind the rows of a sheet there is nothing but its
// looks, of which there may be more than of rows.
var errLastRow = errors.New("sheet: no more rows")

// sheetReader collects the cells of one row after the other.
type sheetReader struct {
	f      *xlsxFile
	fn     func(no int, cells []string) error
	no     int
	cells  []string
	col    int
	kind   string // the cell's t: s, str, inlineStr, b, e, n or ""
	style  int
	text   strings.Builder
	inText bool
	skip   int
	meter
}

func (f *xlsxFile) each(fn func(no int, cells []string) error) error {
	r := sheetReader{f: f, fn: fn, meter: meter{lim: f.lim}}
	err := f.walk(f.paths[f.sheet], func(t xml.Token) error {
		switch t := t.(type) {
		case xml.StartElement:
			return r.start(t)
		case xml.EndElement:
			return r.end(t.Name.Local)
		case xml.CharData:
			if r.inText {
				if r.text.Len()+len(t) > f.lim.record() {
					return crm.Fail(crm.TooLarge, "import.row_too_long", "row", r.no)
				}
				r.text.Write(t)
			}
		}
		return nil
	})
	if errors.Is(err, errLastRow) {
		return nil
	}
	return err
}

func (r *sheetReader) start(e xml.StartElement) error {
	switch e.Name.Local {
	case "row":
		no := r.no + 1
		if n := atoi(attr(e, "r")); n >= no {
			no = n
		}
		r.no, r.cells, r.col = no, nil, -1
	case "c":
		r.col++
		if col, ok := column(attr(e, "r")); ok && col >= r.col {
			r.col = col
		}
		if r.col >= r.f.lim.Columns {
			return r.tooWide()
		}
		r.kind, r.style = attr(e, "t"), max(0, atoi(attr(e, "s")))
		r.text.Reset()
	case "v", "t":
		r.inText = r.skip == 0
	case "rPh":
		r.skip++
	}
	return nil
}

// tooWide lets a stray empty cell far right pass: whole rows are often
// formatted to the last column.
func (r *sheetReader) tooWide() error {
	if r.col < 1<<14 {
		return nil
	}
	return crm.Fail(crm.TooLarge, "import.too_many_columns", "limit", r.f.lim.Columns)
}

func (r *sheetReader) end(name string) error {
	switch name {
	case "v", "t":
		r.inText = false
	case "rPh":
		r.skip--
	case "c":
		v, err := r.value()
		if err != nil || v == "" || r.col < 0 { // a cell that ends and never began
			return err
		}
		if r.col >= r.f.lim.Columns {
			return crm.Fail(crm.TooLarge, "import.too_many_columns", "limit", r.f.lim.Columns)
		}
		for len(r.cells) <= r.col {
			r.cells = append(r.cells, "")
		}
		r.cells[r.col] = v
		return r.take(r.no, len(v))
	case "row":
		return r.fn(r.no, r.cells)
	case "sheetData":
		return errLastRow
	}
	return nil
}

// value is the cell as text: dates as ISO, numbers without exponent, codes with
// the zeros their format shows, errors such as #N/A as nothing.
func (r *sheetReader) value() (string, error) {
	raw := r.text.String()
	switch r.kind {
	case "s":
		text, err := r.f.shared.get(atoi(raw))
		return unescape(text), err
	case "str", "inlineStr":
		return unescape(raw), nil
	case "b":
		return boolText(raw == "1"), nil
	case "e":
		return "", nil
	case "d":
		return strings.Replace(raw, "T", " ", 1), nil
	}
	if raw == "" {
		return "", nil
	}
	var nf numFormat
	if r.style < len(r.f.styles) {
		nf = r.f.styles[r.style]
	}
	return nf.text(raw, r.f.date04), nil
}

var escape = regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`)

// unescape reads characters that XML forbids as Excel writes them: _x000D_.
func unescape(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	return escape.ReplaceAllStringFunc(s, func(e string) string {
		c, _ := strconv.ParseUint(e[2:6], 16, 16)
		return string(rune(c))
	})
}

// column is the index behind a reference: "A1" is 0, "AB7" is 27.
func column(ref string) (int, bool) {
	n := 0
	for i := 0; i < len(ref) && i < 4; i++ {
		c := ref[i]
		if c < 'A' || c > 'Z' {
			return n - 1, i > 0
		}
		n = n*26 + int(c-'A') + 1
	}
	return n - 1, false
}
