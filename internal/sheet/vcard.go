package sheet

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"errors"
	"io"
	"mime/quotedprintable"
	"slices"
	"strings"

	"laidan/internal/crm"
)

// vcardFile reads address-book cards as rows of one table.
type vcardFile struct {
	r    io.ReaderAt
	size int64
	set  charset
	lim  Limits
}

// vcardHeader are the columns of that table, by names the dictionary knows.
var vcardHeader = [...]string{"Full Name", "Organization", "Job Title", "Mobile", "Work Phone", "Home Phone", "Other Phone", "Email", "Other Email", "Address", "Website", "Note", "WeChat", "Birthday"}

func openVCard(r io.ReaderAt, size int64, c Choice, lim Limits) (grid, error) {
	set, err := findCharset(r, size, c.Encoding)
	if err != nil {
		return nil, err
	}
	f := &vcardFile{r: r, size: size, set: set, lim: lim}
	head, err := f.lines().next()
	if err != nil || !strings.EqualFold(strings.TrimSpace(head), "BEGIN:VCARD") {
		return nil, crm.Fail(crm.Invalid, "import.broken")
	}
	return f, nil
}

func (f *vcardFile) info() Info { return Info{Format: "vcard", Encoding: f.set.name} }

func (f *vcardFile) close() {}

func (f *vcardFile) each(fn func(no int, cells []string) error) error {
	if err := fn(1, slices.Clone(vcardHeader[:])); err != nil {
		return err
	}
	in := f.lines()
	var c *card
	for no := 1; ; {
		line, err := in.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		name, params, value := property(line)
		switch {
		case name == "BEGIN":
			c = &card{no: no + 1, meter: meter{lim: f.lim}}
		case name == "END" && c != nil:
			no++
			cells := c.all()
			c = nil
			if err := fn(no, cells); err != nil {
				return err
			}
		case c != nil:
			if err := c.fill(name, params, decodeValue(params, value)); err != nil {
				return err
			}
		}
	}
}

// cardLines are the lines of an address book, each with its continuations.
type cardLines struct {
	in   *bufio.Reader
	most int
	no   int
	line []byte
}

func (f *vcardFile) lines() *cardLines {
	return &cardLines{in: bufio.NewReaderSize(f.set.open(f.r, f.size), 64<<10), most: f.lim.record()}
}

// next is the next line; io.EOF behind the last.
func (l *cardLines) next() (string, error) {
	l.line = l.line[:0]
	if err := l.read(); err != nil {
		return "", err
	}
	head, _, _ := bytes.Cut(l.line, []byte{':'})
	soft := bytes.Contains(bytes.ToUpper(head), []byte("QUOTED-PRINTABLE"))
	for {
		after, err := l.in.Peek(1)
		if err != nil {
			break
		}
		switch {
		case soft && bytes.HasSuffix(l.line, []byte{'='}):
			l.line = l.line[:len(l.line)-1]
		case after[0] == ' ' || after[0] == '\t':
			_, _ = l.in.Discard(1)
		default:
			return string(l.line), nil
		}
		if err := l.read(); err != nil {
			return "", err
		}
	}
	return string(l.line), nil
}

// read appends one line as it stands in the file, without its end.
func (l *cardLines) read() error {
	l.no++
	from := len(l.line)
	for {
		b, err := l.in.ReadSlice('\n')
		l.line = append(l.line, b...)
		if len(l.line) > l.most {
			return crm.Fail(crm.TooLarge, "import.row_too_long", "row", l.no)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case err == io.EOF && len(l.line) == from || err != nil && err != io.EOF:
			return err
		}
		l.line = bytes.TrimRight(l.line, "\r\n")
		return nil
	}
}

// property cuts "item1.TEL;TYPE=CELL:+86 138" into TEL, TYPE=CELL and the value.
func property(line string) (name, params, value string) {
	head, value, ok := strings.Cut(line, ":")
	if !ok {
		return "", "", ""
	}
	name, params, _ = strings.Cut(strings.ToUpper(head), ";")
	if i := strings.LastIndexByte(name, '.'); i >= 0 {
		name = name[i+1:]
	}
	return name, params, value
}

func decodeValue(params, value string) string {
	switch {
	case strings.Contains(params, "QUOTED-PRINTABLE"):
		raw, err := io.ReadAll(quotedprintable.NewReader(strings.NewReader(value)))
		if err != nil {
			return value
		}
		if strings.Contains(params, "CHARSET=GB") {
			if s, err := decoders["gb18030"].NewDecoder().Bytes(raw); err == nil {
				raw = s
			}
		}
		value = strings.ToValidUTF8(string(raw), "\uFFFD")
	case strings.Contains(params, "ENCODING=B"):
		if raw, err := base64.StdEncoding.DecodeString(value); err == nil && len(raw) < 4096 {
			value = strings.ToValidUTF8(string(raw), "\uFFFD")
		}
	}
	return value
}

var vcardUnescape = strings.NewReplacer(`\n`, "\n", `\N`, "\n", `\,`, ",", `\;`, ";", `\\`, `\`)

// card is one card being filled.
type card struct {
	meter
	no    int
	cells [len(vcardHeader)]strings.Builder
}

func (c *card) all() []string {
	out := make([]string, len(c.cells))
	for i := range c.cells {
		out[i] = c.cells[i].String()
	}
	return out
}

// fill puts a property where it belongs; more of a kind go to the "other" column.
func (c *card) fill(name, params, value string) (err error) {
	put := func(at ...int) {
		v := strings.TrimSpace(vcardUnescape.Replace(value))
		if err = c.take(c.no, len(v)+3); err != nil {
			return
		}
		for i, col := range at {
			cell := &c.cells[col]
			if cell.Len() == 0 {
				cell.WriteString(v)
				return
			}
			if i == len(at)-1 && v != "" {
				cell.WriteString("、" + v)
			}
		}
	}
	switch name {
	case "FN":
		put(0)
	case "N":
		if value = joinName(value); c.cells[0].Len() == 0 {
			put(0)
		}
	case "ORG":
		value, _, _ = strings.Cut(value, ";")
		put(1)
	case "TITLE":
		put(2)
	case "TEL":
		value = strings.TrimPrefix(value, "tel:")
		switch {
		case strings.Contains(params, "FAX"):
		case strings.Contains(params, "WORK"):
			put(4, 6)
		case strings.Contains(params, "HOME"):
			put(5, 6)
		default:
			put(3, 6)
		}
	case "EMAIL":
		put(7, 8)
	case "ADR":
		value = strings.Join(strings.FieldsFunc(value, func(r rune) bool { return r == ';' }), " ")
		put(9)
	case "URL":
		put(10)
	case "NOTE":
		put(11)
	case "X-WECHAT", "X-WEIXIN":
		put(12)
	case "BDAY":
		put(13)
	}
	return err
}

// joinName makes one name of "last;first;…".
func joinName(value string) string {
	p := append(strings.Split(value, ";"), "")
	if isHan(value) {
		return p[0] + p[1]
	}
	return strings.TrimSpace(p[1] + " " + p[0])
}
