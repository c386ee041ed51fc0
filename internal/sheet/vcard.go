package sheet

import (
	"bufio"
	"encoding/base64"
	"io"
	"mime/quotedprintable"
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
var vcardHeader = []string{"Full Name", "Organization", "Job Title", "Mobile", "Work Phone", "Home Phone", "Other Phone", "Email", "Other Email", "Address", "Website", "Note", "WeChat", "Birthday"}

func openVCard(r io.ReaderAt, size int64, c Choice, lim Limits) (grid, error) {
	set, err := findCharset(r, size, c.Encoding)
	if err != nil {
		return nil, err
	}
	f := &vcardFile{r: r, size: size, set: set, lim: lim}
	head, err := bufio.NewReader(set.open(r, size)).ReadString('\n')
	if err != nil || !strings.EqualFold(strings.TrimSpace(head), "BEGIN:VCARD") {
		return nil, crm.Fail(crm.Invalid, "import.broken")
	}
	return f, nil
}

func (f *vcardFile) info() Info { return Info{Format: "vcard", Encoding: f.set.name} }

func (f *vcardFile) each(fn func(no int, cells []string) error) error {
	if err := fn(1, append([]string(nil), vcardHeader...)); err != nil {
		return err
	}
	in := bufio.NewReaderSize(f.set.open(f.r, f.size), 64<<10)
	no, card := 1, []string(nil)
	line := ""
	flush := func() error {
		name, params, value := property(line)
		line = ""
		switch {
		case name == "BEGIN":
			card = make([]string, len(vcardHeader))
		case name == "END" && card != nil:
			no++
			done := card
			card = nil
			return fn(no, done)
		case card != nil:
			fill(card, name, params, decodeValue(params, value))
		}
		return nil
	}
	for {
		next, err := in.ReadString('\n')
		if err != nil && err != io.EOF {
			return err
		}
		if len(line)+len(next) > f.lim.Cell*8 {
			return crm.Fail(crm.TooLarge, "import.row_too_long", "row", no+1)
		}
		text := strings.TrimRight(next, "\r\n")
		soft := strings.HasSuffix(line, "=") && strings.Contains(strings.ToUpper(line), "QUOTED-PRINTABLE")
		switch {
		case soft:
			line = line[:len(line)-1] + text
		case strings.HasPrefix(text, " "), strings.HasPrefix(text, "\t"):
			line += text[1:]
		default:
			if err := flush(); err != nil {
				return err
			}
			line = text
		}
		if err == io.EOF {
			return flush()
		}
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

// fill puts a property where it belongs; more of a kind go to the "other" column.
func fill(card []string, name, params, value string) {
	put := func(at ...int) {
		v := strings.TrimSpace(vcardUnescape.Replace(value))
		for i, c := range at {
			if card[c] == "" {
				card[c] = v
				return
			}
			if i == len(at)-1 && v != "" {
				card[c] += "、" + v
			}
		}
	}
	switch name {
	case "FN":
		put(0)
	case "N":
		if value = joinName(value); card[0] == "" {
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
}

// joinName makes one name of "last;first;…".
func joinName(value string) string {
	p := append(strings.Split(value, ";"), "")
	if isHan(value) {
		return p[0] + p[1]
	}
	return strings.TrimSpace(p[1] + " " + p[0])
}
