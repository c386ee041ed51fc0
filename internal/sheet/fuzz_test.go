package sheet

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"laidan/internal/crm"
	"laidan/internal/sheet/sheettest"
)

// reads opens and reads what may be a table: it either works or is refused with
// a reason, and every row has as many cells as there are columns.
func reads(t *testing.T, in []byte, name string) {
	t.Helper()
	b, err := openBytes(in, name, Choice{})
	if err == nil {
		err = b.Rows(func(r Row) error {
			if len(r.Cells) != len(b.Header()) {
				t.Fatalf("%d cells under %d headers", len(r.Cells), len(b.Header()))
			}
			return nil
		})
	}
	if err != nil && crm.CodeOf(err) == "" {
		t.Fatalf("no reason: %v", err)
	}
}

// replaced is a workbook in which one part has another content.
func replaced(t testing.TB, book []byte, part string, content []byte) []byte {
	t.Helper()
	in, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	out := zip.NewWriter(&b)
	for _, f := range in.File {
		w, err := out.Create(f.Name)
		if err != nil {
			t.Fatal(err)
		}
		if f.Name == part {
			_, _ = w.Write(content)
			continue
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.Copy(w, r)
		_ = r.Close()
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// partOf is the content of one part of a workbook.
func partOf(t testing.TB, book []byte, part string) []byte {
	t.Helper()
	in, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := in.Open(part)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

const sheetPart = "xl/worksheets/sheet1.xml"

func smallBook(t testing.TB) []byte {
	return workbook(t, func(f *excelize.File) {
		_ = f.SetSheetRow("Sheet1", "A1", &[]any{"公司名称", "电话", "金额"})
		_ = f.SetSheetRow("Sheet1", "A2", &[]any{"砚拓精机", 13812345678, 12.5})
		_ = f.SetCellFormula("Sheet1", "C3", "1+1")
	})
}

// FuzzXLSXSheet changes the XML of a sheet inside an otherwise good workbook:
// changed bytes of the packed file would hardly ever reach the reader of rows.
func FuzzXLSXSheet(f *testing.F) {
	book := smallBook(f)
	f.Add(partOf(f, book, sheetPart))
	f.Add([]byte(`<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>名称</t></is></c></row><row r="99999999999"><c r="ZZZZZ1"><v>1</v></c></row></sheetData></worksheet>`))
	f.Add([]byte(`<worksheet><sheetData><row><c t="s"><v>-1</v></c><c t="s"><v>9e99</v></c><c s="77"><v>1e308</v></c></row></sheetData></worksheet>`))
	f.Fuzz(func(t *testing.T, xml []byte) { reads(t, replaced(t, book, sheetPart, xml), "a.xlsx") })
}

// FuzzXLSX changes the packed file itself.
func FuzzXLSX(f *testing.F) {
	book := smallBook(f)
	f.Add(book)
	f.Add(book[:len(book)/2])
	f.Fuzz(func(t *testing.T, in []byte) { reads(t, in, "a.xlsx") })
}

// FuzzXLS changes an old binary workbook.
func FuzzXLS(f *testing.F) {
	f.Add(sheettest.File(f, "customers.xls"))
	f.Fuzz(func(t *testing.T, in []byte) { reads(t, in, "a.xls") })
}

// FuzzVCard changes an address book.
func FuzzVCard(f *testing.F) {
	f.Add([]byte("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:卢城\r\nTEL;TYPE=CELL:138 0013 8001\r\nEND:VCARD\r\n"))
	f.Add([]byte("BEGIN:VCARD\nVERSION:2.1\nFN;ENCODING=QUOTED-PRINTABLE:=E6=A2=85=\n=E5\nEND:VCARD\n"))
	f.Fuzz(func(t *testing.T, in []byte) { reads(t, in, "a.vcf") })
}

// Shapes that are small to send and large to read are refused or read within
// bounds, and soon: a million columns, a million rows of nothing, far-off cells,
// deep nesting, a shared string table of nothing but its count.
func TestHostileWorkbooks(t *testing.T) {
	book := smallBook(t)
	sheet := func(rows string) string { return `<worksheet><sheetData>` + rows + `</sheetData></worksheet>` }
	for name, xml := range map[string]string{
		"columns": sheet(`<row r="1">` + strings.Repeat(`<c t="inlineStr"><is><t>a</t></is></c>`, 1_000_000) + `</row>`),
		"rows":    sheet(strings.Repeat(`<row/>`, 1_000_000)),
		"far":     sheet(`<row r="1"><c r="A1" t="inlineStr"><is><t>名称</t></is></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>`),
		"nested":  strings.Repeat("<a>", 100_000),
		"long":    sheet(`<row r="1"><c t="inlineStr"><is><t>` + strings.Repeat("长", 20<<20) + `</t></is></c></row>`),
		"entity":  `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>` + sheet(`<row><c t="inlineStr"><is><t>&b;</t></is></c></row>`),
	} {
		grew := growth(t, func() { reads(t, replaced(t, book, sheetPart, []byte(xml)), name+".xlsx") })
		if grew > 200<<20 {
			t.Errorf("%s: %d MB", name, grew>>20)
		}
	}
	reads(t, replaced(t, book, "xl/sharedStrings.xml", []byte(`<sst count="2147483647" uniqueCount="2147483647"></sst>`)), "count.xlsx")
	for name, csv := range map[string]string{
		"columns.csv": strings.Repeat("a,", 1_000_000) + "\n",
		"quotes.csv":  strings.Repeat(`"`, 5_000_000),
		"lines.csv":   "name\n" + strings.Repeat("\n", 5_000_000),
		"line.csv":    "name,phone\n" + strings.Repeat("x", 60<<20),
	} {
		grew := growth(t, func() { reads(t, []byte(csv), name) })
		if grew > 200<<20 {
			t.Errorf("%s: %d MB", name, grew>>20)
		}
	}
}
