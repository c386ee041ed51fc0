package sheet

import (
	"encoding/xml"
	"path"
	"strings"

	"laidan/internal/crm"
)

// readWorkbook reads the names of the sheets and where they lie.
func (f *xlsxFile) readWorkbook() error {
	var ids []string
	err := f.walk("xl/workbook.xml", func(t xml.Token) error {
		e, ok := t.(xml.StartElement)
		if !ok {
			return nil
		}
		switch e.Name.Local {
		case "workbookPr":
			f.date04 = attr(e, "date1904") == "1" || attr(e, "date1904") == "true"
		case "sheet":
			if len(f.names) == f.lim.Sheets {
				return crm.Fail(crm.TooLarge, "import.too_many_sheets", "limit", f.lim.Sheets)
			}
			f.names = append(f.names, short(attr(e, "name")))
			ids = append(ids, short(attr(e, "id")))
		}
		return nil
	})
	if err != nil {
		return err
	}
	if len(f.names) == 0 {
		return crm.Fail(crm.Invalid, "import.not_a_table")
	}
	return f.findSheets(ids)
}

// findSheets follows the relations of the sheets; others, of pictures and links,
// can be very many.
func (f *xlsxFile) findSheets(ids []string) error {
	targets := map[string]string{}
	for _, id := range ids {
		targets[id] = ""
	}
	err := f.walk("xl/_rels/workbook.xml.rels", func(t xml.Token) error {
		if e, ok := t.(xml.StartElement); ok && e.Name.Local == "Relationship" {
			if id := attr(e, "Id"); id != "" {
				if _, wanted := targets[id]; wanted {
					targets[id] = short(attr(e, "Target"))
				}
			}
		}
		return nil
	})
	for _, id := range ids {
		p := targets[id]
		if !strings.HasPrefix(p, "/") {
			p = "/xl/" + p
		}
		f.paths = append(f.paths, strings.TrimPrefix(path.Clean(p), "/"))
	}
	return err
}

// short cuts names that no spreadsheet writes.
func short(s string) string { return strings.Clone(s[:min(len(s), 255)]) }

func (f *xlsxFile) readStyles() error {
	codes := map[int]numFormat{}
	inXfs := false
	tooMany := crm.Fail(crm.TooLarge, "import.too_many_styles", "limit", f.lim.Styles)
	return f.walk("xl/styles.xml", func(t xml.Token) error {
		switch t := t.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "numFmt":
				codes[atoi(attr(t, "numFmtId"))] = parseFormat(attr(t, "formatCode"))
			case "cellXfs":
				inXfs = true
			case "xf":
				if !inXfs {
					return nil
				}
				id := atoi(attr(t, "numFmtId"))
				nf, ok := codes[id]
				if !ok {
					nf = builtinFormat(id)
				}
				f.styles = append(f.styles, nf)
			}
			if len(codes) > f.lim.Styles || len(f.styles) > f.lim.Styles {
				return tooMany
			}
		case xml.EndElement:
			if t.Name.Local == "cellXfs" {
				inXfs = false
			}
		}
		return nil
	})
}

// readShared reads the texts that cells refer to by number.
func (f *xlsxFile) readShared() error {
	var text strings.Builder
	inText, skip := false, 0
	return f.walk("xl/sharedStrings.xml", func(t xml.Token) error {
		switch t := t.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "si":
				text.Reset()
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
				return f.share(text.String())
			}
		case xml.CharData:
			// A longer text is too long for a cell; its row will say so.
			if inText && text.Len() <= f.lim.Cell {
				text.Write(t)
			}
		}
		return nil
	})
}

func (f *xlsxFile) share(text string) error {
	switch {
	case f.shared.n == f.lim.Strings:
		return crm.Fail(crm.TooLarge, "import.too_many_texts", "limit", f.lim.Strings)
	case f.shared.size() > f.lim.Unpacked/2:
		return crm.Fail(crm.TooLarge, "import.too_much_text", "limit", f.lim.Unpacked/2>>20)
	}
	return f.shared.add(text)
}
