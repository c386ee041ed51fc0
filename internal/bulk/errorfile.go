package bulk

import (
	"encoding/csv"
	"encoding/json"
	"io"
	"maps"
	"strings"

	"laidan/internal/crm"
	"laidan/internal/i18n"
	"laidan/internal/phone"
	"laidan/internal/sheet"
)

// errorFile writes the rows that did not come in: the original cells with a
// reason beside them, in the reader's language. Corrected, it can be imported
// as it is: the two added columns are known and left out.
type errorFile struct {
	out    *csv.Writer
	header []string
	lang   string
	masked bool // the reader is not who brought the file
}

func newErrorFile(w io.Writer, header []string, lang string) (*errorFile, error) {
	if _, err := io.WriteString(w, "\uFEFF"); err != nil { // or Excel reads it as GBK
		return nil, err
	}
	f := &errorFile{out: csv.NewWriter(w), header: header, lang: lang}
	f.out.UseCRLF = true
	cells := []string{i18n.Say(lang, "import.column.row", nil), i18n.Say(lang, "import.column.reason", nil)}
	for _, h := range header {
		cells = append(cells, sheet.Neutral(h))
	}
	return f, f.out.Write(cells)
}

func (f *errorFile) row(no int, cells []string, reasons []CellError) error {
	line := make([]string, 0, len(cells)+2)
	why := f.reason(reasons)
	if f.masked {
		why = phone.MaskText(why)
	}
	line = append(line, itoa(no), sheet.Neutral(why))
	for _, c := range cells {
		if f.masked {
			c = phone.MaskText(c)
		}
		line = append(line, sheet.Neutral(c))
	}
	return f.out.Write(line)
}

func (f *errorFile) close() error {
	f.out.Flush()
	return f.out.Error()
}

// reason is "手机：位数不对；评级：只能是 A B C".
func (f *errorFile) reason(list []CellError) string {
	parts := make([]string, 0, len(list))
	colon, comma := "：", "；"
	if f.lang != "zh-CN" {
		colon, comma = ": ", "; "
	}
	for _, e := range list {
		text := i18n.Say(f.lang, "error."+e.Code, e.params())
		if e.Column >= 0 && e.Column < len(f.header) && f.header[e.Column] != "" {
			text = f.header[e.Column] + colon + text
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, comma)
}

// params fill the sentence; the cell itself is one of them.
func (e CellError) params() crm.Params {
	p := crm.Params{"text": e.Text}
	maps.Copy(p, e.Params)
	return p
}

// reread are the cells and reasons of a stored row.
func (r importRow) reread() (cells []string, reasons []CellError) {
	_ = json.Unmarshal([]byte(r.Cells), &cells) // written by this package
	_ = json.Unmarshal([]byte(r.Errors), &reasons)
	return cells, reasons
}
