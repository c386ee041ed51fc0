package sheet

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strconv"
	"strings"

	"laidan/internal/crm"
)

// xlsxFile reads one sheet of a workbook as a stream. It is written here
// because the library at hand gives either the raw number or its formatted
// text: a date then is 46289 or "9/24/26", and only the style says which number
// is a date and which code has leading zeros.
type xlsxFile struct {
	parts  map[string]*zip.File
	lim    Limits
	names  []string
	sheet  int
	paths  []string
	date04 bool
	styles []numFormat
	shared []string
}

func openXLSX(r io.ReaderAt, size int64, c Choice, lim Limits) (grid, error) {
	z, err := zip.NewReader(r, size)
	if err != nil {
		return nil, crm.Fail(crm.Invalid, "import.broken")
	}
	if err := checkZip(z, size, lim); err != nil {
		return nil, err
	}
	f := &xlsxFile{parts: map[string]*zip.File{}, lim: lim}
	for _, p := range z.File {
		f.parts[strings.ToLower(strings.TrimPrefix(path.Clean("/"+strings.ReplaceAll(p.Name, `\`, "/")), "/"))] = p
	}
	if err := f.readWorkbook(); err != nil {
		return nil, err
	}
	if err := f.readStyles(); err != nil {
		return nil, err
	}
	if err := f.readShared(); err != nil {
		return nil, err
	}
	return f, f.choose(c.Sheet)
}

// checkZip refuses a bomb by what the archive says about itself; what it lies
// about is caught by the limits while reading.
func checkZip(z *zip.Reader, size int64, lim Limits) error {
	if len(z.File) > 5000 {
		return crm.Fail(crm.TooLarge, "import.zip_bomb", "limit", lim.Unpacked>>20)
	}
	var total, packed uint64
	for _, p := range z.File {
		total += p.UncompressedSize64
		packed += p.CompressedSize64
		if p.UncompressedSize64 > uint64(lim.Unpacked) || total > uint64(lim.Unpacked) {
			return crm.Fail(crm.TooLarge, "import.zip_bomb", "limit", lim.Unpacked>>20)
		}
		// Sheets shrink 10 to 30 times; a thousand times is zeros.
		if p.UncompressedSize64 > 16<<20 && p.UncompressedSize64/max(1, p.CompressedSize64) > 400 {
			return crm.Fail(crm.TooLarge, "import.zip_bomb", "limit", lim.Unpacked>>20)
		}
	}
	if packed > uint64(size)+1<<20 { // parts that overlap each other
		return crm.Fail(crm.TooLarge, "import.zip_bomb", "limit", lim.Unpacked>>20)
	}
	return nil
}

func (f *xlsxFile) info() Info {
	return Info{Format: "xlsx", Sheet: f.names[f.sheet], Sheets: f.names}
}

// open gives one part, never more of it than the limit.
func (f *xlsxFile) open(name string) (io.ReadCloser, error) {
	p := f.parts[strings.ToLower(name)]
	if p == nil {
		return nil, nil
	}
	rc, err := p.Open()
	if err != nil {
		return nil, crm.Fail(crm.Invalid, "import.broken")
	}
	return struct {
		io.Reader
		io.Closer
	}{&capped{rc, f.lim.Unpacked, f.lim.Unpacked}, rc}, nil
}

// capped fails once more than left bytes were read.
type capped struct {
	r           io.Reader
	left, limit int64
}

func (c *capped) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	if c.left -= int64(n); c.left < 0 {
		return n, crm.Fail(crm.TooLarge, "import.zip_bomb", "limit", c.limit>>20)
	}
	return n, err
}

// walk calls fn with the tokens of a part; a missing part has none.
func (f *xlsxFile) walk(name string, fn func(d *xml.Decoder, t xml.Token) error) error {
	rc, err := f.open(name)
	if err != nil || rc == nil {
		return err
	}
	defer rc.Close()
	d := xml.NewDecoder(rc)
	for {
		t, err := d.RawToken()
		switch {
		case err == io.EOF:
			return nil
		case err == nil:
			err = fn(d, t)
		}
		if err == nil {
			continue
		}
		if _, ours := err.(*crm.Error); ours || err == errStop {
			return err
		}
		var inner *crm.Error
		if errors.As(err, &inner) {
			return inner
		}
		return crm.Fail(crm.Invalid, "import.broken")
	}
}

func (f *xlsxFile) readWorkbook() error {
	var ids []string
	targets := map[string]string{}
	err := f.walk("xl/workbook.xml", func(_ *xml.Decoder, t xml.Token) error {
		e, ok := t.(xml.StartElement)
		if !ok {
			return nil
		}
		switch e.Name.Local {
		case "workbookPr":
			f.date04 = attr(e, "date1904") == "1" || attr(e, "date1904") == "true"
		case "sheet":
			f.names = append(f.names, attr(e, "name"))
			ids = append(ids, attr(e, "id"))
		}
		return nil
	})
	if err != nil {
		return err
	}
	err = f.walk("xl/_rels/workbook.xml.rels", func(_ *xml.Decoder, t xml.Token) error {
		if e, ok := t.(xml.StartElement); ok && e.Name.Local == "Relationship" {
			targets[attr(e, "Id")] = attr(e, "Target")
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, id := range ids {
		p := targets[id]
		if !strings.HasPrefix(p, "/") {
			p = "/xl/" + p
		}
		f.paths = append(f.paths, strings.TrimPrefix(path.Clean(p), "/"))
	}
	if len(f.names) == 0 {
		return crm.Fail(crm.Invalid, "import.not_a_table")
	}
	return nil
}

// choose takes the named sheet, else the first that holds at least two rows,
// so that a cover sheet does not hide the list.
func (f *xlsxFile) choose(name string) error {
	if name != "" {
		for i, n := range f.names {
			if n == name {
				f.sheet = i
				return nil
			}
		}
		return crm.Fail(crm.Invalid, "import.no_sheet", "sheet", name)
	}
	for i := range f.names {
		f.sheet = i
		rows := 0
		err := f.each(func(_ int, cells []string) error {
			if !blank(cells) {
				rows++
			}
			if rows == 2 {
				return errStop
			}
			return nil
		})
		if err == errStop {
			return nil
		}
		if err != nil {
			return err
		}
	}
	f.sheet = 0
	return nil
}

func (f *xlsxFile) readShared() error {
	var sb strings.Builder
	inText, skip := false, 0
	var bytes int64
	return f.walk("xl/sharedStrings.xml", func(_ *xml.Decoder, t xml.Token) error {
		switch t := t.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "si":
				sb.Reset()
			case "t":
				inText = skip == 0
			case "rPh": // the reading of a Japanese or Chinese word, not its text
				skip++
			}
		case xml.EndElement:
			switch t.Name.Local {
			case "t":
				inText = false
			case "rPh":
				skip--
			case "si":
				f.shared = append(f.shared, sb.String())
			}
		case xml.CharData:
			if inText {
				sb.Write(t)
				if bytes += int64(len(t)); bytes > f.lim.Unpacked/4 {
					return crm.Fail(crm.TooLarge, "import.zip_bomb", "limit", f.lim.Unpacked>>20)
				}
			}
		}
		return nil
	})
}

func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func atoi(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return -1
	}
	return n
}
