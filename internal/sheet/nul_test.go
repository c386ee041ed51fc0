package sheet

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// partsOf is a workbook made of its parts, as no library would write it.
func partsOf(t *testing.T, parts map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range parts {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = w.Write([]byte(text))
	}
	_ = z.Close()
	return b.Bytes()
}

// twoByTwo is a workbook of one sheet whose cells are texts, inline and shared.
func twoByTwo(t *testing.T, header, inline, shared string) []byte {
	cell := func(text string) string { return `<c t="inlineStr"><is><t>` + text + `</t></is></c>` }
	return partsOf(t, map[string]string{
		"xl/workbook.xml":            `<workbook xmlns:r="r"><sheets><sheet name="a" r:id="rId1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>`,
		"xl/sharedStrings.xml":       `<sst><si><t>` + shared + `</t></si></sst>`,
		"xl/worksheets/sheet1.xml": `<worksheet><sheetData><row>` + cell(header) + cell("备注") + `</row><row>` + cell(inline) +
			`<c t="s"><v>0</v></c></row></sheetData></worksheet>`,
	})
}

// A NUL in a cell costs the NUL, and neither the row nor the file, whoever wrote it.
func TestNULsInCellsAreDropped(t *testing.T) {
	text := "客户\x00名称,备注\n宁波\x00砚拓,好\x00\n"
	gbk, err := simplifiedchinese.GB18030.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	wide, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	label := func(row, col byte, text string) []byte {
		raw, _ := unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewEncoder().String(text)
		return xlsRecord(recLabel, append([]byte{row, 0, col, 0, 0, 0, byte(len(raw) / 2), 0, 1}, raw...)...)
	}
	for name, in := range map[string][]byte{
		"utf8.csv": []byte(text), "gbk.csv": []byte(gbk), "utf16.csv": []byte(wide),
		"quoted.csv": []byte("\"客户\x00名称\",\"备注\"\n\"宁波\x00砚拓\",\"好\x00\"\n"),
		"raw.xlsx":   twoByTwo(t, "客户\x00名称", "宁波\x00砚拓", "好\x00\x01"),
		"ref.xlsx":   twoByTwo(t, "客户&#0;名称", "宁波&#x00;砚拓", "好&#000;&#11;"),
		"named.xlsx": twoByTwo(t, "客户_x0000_名称", "宁波_x0000_砚拓", "好_x0000_"),
		"old.xls":    oldBook(label(0, 0, "客户\x00名称"), label(0, 1, "备注"), label(1, 0, "宁波\x00砚拓"), label(1, 1, "好\x00")),
	} {
		b, err := openBytes(in, name, Choice{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		rows := rowsOf(t, b)
		if len(rows) != 1 || rows[0].Fault != "" || strings.Join(b.Header(), "|") != "客户名称|备注" || strings.Join(rows[0].Cells, "|") != "宁波砚拓|好" {
			t.Errorf("%s: %+v under %q", name, rows, b.Header())
		}
		b.Close()
	}
}

// What stands beside a row's NULs is kept as it came, but for them.
func TestNULsInShiftedRows(t *testing.T) {
	rows := rowsOf(t, mustOpen(t, []byte("a,b\n1,\x002\x00\n1,\x002,3\n\x00,\n"), "a.csv"))
	if len(rows) != 2 || rows[1].Fault != Ragged || strings.Join(rows[1].Raw, "|") != "1|2|3" {
		t.Errorf("%+v", rows)
	}
}

// Bytes that are no text garble their row.
func TestNoTextGarblesItsRow(t *testing.T) {
	card := func(name string) string {
		return "BEGIN:VCARD\r\nVERSION:2.1\r\nFN;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:" + name + "\r\nTEL:13800138001\r\nEND:VCARD\r\n"
	}
	rows := rowsOf(t, mustOpen(t, []byte(card("=E5=BC=A0=E4=B8")+card("=E5=BC=A0=00=E4=B8=89")), "a.vcf"))
	if len(rows) != 2 || rows[0].Fault != Garbled || rows[1].Fault != "" || rows[1].Cells[0] != "张三" {
		t.Errorf("%+v", rows)
	}
}

// References to characters that XML has stay.
func TestReferencesAndEscapes(t *testing.T) {
	b := mustOpen(t, twoByTwo(t, "客户名称", "A&amp;B&#38;C &#x5B81;_x5B81_&#10;D", "_x005F_x000D_ _x12 x_"), "a.xlsx")
	if got := strings.Join(rowsOf(t, b)[0].Cells, "|"); got != "A&B&C 宁宁\nD|_x000D_ _x12 x_" {
		t.Errorf("%q", got)
	}
}
