package sheet

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"laidan/internal/crm"
)

// refused opens a hostile file: it must be refused with a reason that says what
// is wrong, soon, and within so much memory.
func refused(t *testing.T, in []byte, name, code string, most uint64) {
	t.Helper()
	var err error
	lim := Standard
	lim.Strings, lim.Text = 200_000, 64<<20 // smaller, so that the test is over soon
	began := time.Now()
	grew := growth(t, func() {
		var b *Book
		if b, err = Open(bytes.NewReader(in), int64(len(in)), name, Choice{}, lim); err == nil {
			defer b.Close()
			err = b.Rows(func(Row) error { return nil })
		}
	})
	if crm.CodeOf(err) != code {
		t.Errorf("%s: %v, want %q", name, err, code)
	}
	if took := time.Since(began); grew > most || took > time.Minute {
		t.Errorf("%s: %d MB, %v", name, grew>>20, took)
	}
}

// A small stream that follows itself asked for sixteen times the file: 4 MB took
// 1.27 GB, 64 MB ended the process.
func TestSmallStreamThatFollowsItself(t *testing.T) {
	d := newDisk("Workbook", 4096)
	d.put(56, nobody) // every stream is small, says the header
	d.put(60, 2)      // its sectors are the list of small ones, too: zeros, each follows itself
	d.entries[0].start = 2
	d.entries[1] = entry{name: "Workbook", kind: isStream, left: nobody, right: nobody, child: nobody, start: 0, size: 1<<31 - 1}
	for i := range d.sectors {
		clear(d.sectors[i])
	}
	refused(t, d.bytes(), "loop.xls", "import.xls_too_old", 4<<20)
	d.entries[1].size = 4000
	refused(t, d.bytes(), "loop.xls", "import.broken", 4<<20)
	d = newDisk("Workbook", 8192)
	d.fat[5] = 2
	refused(t, d.bytes(), "circle.xls", "import.broken", 4<<20)
}

// What a workbook may hold of each kind has an end.
func TestWorkbooksWithoutMeasure(t *testing.T) {
	book := smallBook(t)
	many := func(begin, s string, n int, end string) []byte { return []byte(begin + strings.Repeat(s, n) + end) }
	noise := func(b []byte) []byte { // keeps the part from looking like a bomb
		return append(b, randomHex(len(b)/150)...)
	}
	for _, c := range []struct {
		part string
		xml  []byte
		code string
	}{
		{"xl/styles.xml", many("<styleSheet><cellXfs>", "<xf/>", 300_000, "</cellXfs></styleSheet>"), "import.too_many_styles"},
		{"xl/sharedStrings.xml", many("<sst>", "<si/>", 200_100, "</sst>"), "import.too_many_texts"},
		{"xl/workbook.xml", many("<workbook><sheets>", `<sheet name="a"/>`, 2000, "</sheets></workbook>"), "import.too_many_sheets"},
		{"xl/workbook.xml", many("<workbook><sheets", ` a=""`, 1_000_000, "/></workbook>"), "import.too_complex"},
		{sheetPart, many("<worksheet><!--", "a", 4<<20, "--></worksheet>"), "import.too_complex"},
	} {
		refused(t, replaced(t, book, c.part, noise(c.xml)), c.part, c.code, 100<<20)
	}
}

func randomHex(n int) []byte {
	var b bytes.Buffer
	b.WriteString("<!--")
	for i := 0; b.Len() < n; i++ {
		fmt.Fprintf(&b, "%x", uint64(i+1)*0x9E3779B97F4A7C15)
	}
	b.WriteString("-->")
	return b.Bytes()
}

// A long text that stands in many cells is little to send and much to read.
func TestOneTextInManyCells(t *testing.T) {
	book := replaced(t, smallBook(t), "xl/sharedStrings.xml", []byte("<sst><si><t>"+strings.Repeat("x", 100_000)+"</t></si></sst>"))
	row := `<row>` + strings.Repeat(`<c t="s"><v>0</v></c>`, 9) + `</row>`
	rows := func(n int) []byte {
		return []byte(`<worksheet><sheetData>` + strings.Repeat(row, n) + `</sheetData></worksheet>`)
	}
	refused(t, replaced(t, book, sheetPart, rows(100)), "often.xlsx", "import.too_much_text", 100<<20)
	row = `<row>` + strings.Repeat(`<c t="s"><v>0</v></c>`, 12) + `</row>`
	refused(t, replaced(t, book, sheetPart, rows(1)), "wide.xlsx", "import.row_too_long", 100<<20)
}

func TestArchiveWithManyParts(t *testing.T) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := range 200_000 {
		if _, err := z.CreateHeader(&zip.FileHeader{Name: fmt.Sprint(i)}); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	refused(t, b.Bytes(), "parts.xlsx", "import.too_complex", 30<<20)
}

// Lines of a card that go on and on took the square of their number.
func TestCardsWithoutEnd(t *testing.T) {
	begin := "BEGIN:VCARD\nFN:甲\nNOTE:x\n"
	refused(t, []byte(begin+strings.Repeat(" x\n", 2_000_000)), "folded.vcf", "import.row_too_long", 30<<20)
	refused(t, []byte(begin+strings.Repeat("TEL:13812345678\n", 1_000_000)), "numbers.vcf", "import.row_too_long", 30<<20)
	refused(t, []byte("BEGIN:VCARD"+strings.Repeat("x", 30<<20)), "line.vcf", "import.broken", 30<<20)
}

// xlsRecord is one record of an old workbook.
func xlsRecord(kind int, body ...byte) []byte {
	b := binary.LittleEndian.AppendUint16(nil, uint16(kind))
	return append(binary.LittleEndian.AppendUint16(b, uint16(len(body))), body...)
}

// oldBook is a workbook of one sheet with these records.
func oldBook(records ...[]byte) []byte {
	data := xlsRecord(recBOF, 0, 6, 5, 0)
	at := len(data) + len(xlsRecord(recBoundSheet, 0, 0, 0, 0, 0, 0, 1, 0, 'a')) + 4
	data = append(data, xlsRecord(recBoundSheet, byte(at), 0, 0, 0, 0, 0, 1, 0, 'a')...)
	data = append(append(data, xlsRecord(recEOF)...), xlsRecord(recBOF, 0, 6, 16, 0)...)
	for _, r := range records {
		data = append(data, r...)
	}
	data = append(data, xlsRecord(recEOF)...)
	data = append(data, make([]byte, max(0, smallCutoff-len(data)))...)
	d := newDisk("Workbook", len(data))
	for i := range d.sectors {
		clear(d.sectors[i])
		copy(d.sectors[i], data[min(512*i, len(data)):])
	}
	return d.bytes()
}

// Cells that do not lie row by row are read all the same.
func TestOldWorkbookOutOfOrder(t *testing.T) {
	cell := func(row, col byte, v string) []byte {
		return xlsRecord(recLabel, append([]byte{row, 0, col, 0, 0, 0, byte(len(v)), 0, 0}, v...)...)
	}
	b := mustOpen(t, oldBook(cell(2, 1, "d"), cell(0, 0, "name"), cell(1, 1, "b"), cell(2, 0, "c"), cell(0, 1, "phone"), cell(1, 0, "a")), "a.xls")
	defer b.Close()
	rows := rowsOf(t, b)
	if len(rows) != 2 || rows[0].Cells[0]+rows[0].Cells[1]+rows[1].Cells[0]+rows[1].Cells[1] != "abcd" {
		t.Errorf("%v under %v", rows, b.Header())
	}
}

// Shared texts that do not fit into memory lie in a file without a name.
func TestTexts(t *testing.T) {
	store := texts{dir: t.TempDir(), cell: 100}
	defer store.close()
	want := func(i int) string { return strings.Repeat(fmt.Sprint(i, " 文 "), i%12) }
	const n = 200_000
	for i := range n {
		if err := store.add(want(i)); err != nil {
			t.Fatal(err)
		}
	}
	if store.file == nil {
		t.Fatal("all of it is in memory")
	}
	if list, _ := os.ReadDir(store.dir); len(list) > 0 {
		t.Errorf("others can see %v", list)
	}
	for k := range n {
		i := k * 7919 % n
		w := want(i)
		if got, err := store.get(i); err != nil || got != w[:min(len(w), 101)] {
			t.Fatalf("%d: %q, %v", i, got, err)
		}
	}
	for _, i := range []int{-1, n} {
		if got, err := store.get(i); got != "" || err != nil {
			t.Errorf("%d: %q, %v", i, got, err)
		}
	}
}

// A column is known by little, however much it holds.
func TestProfileKeepsLittle(t *testing.T) {
	long := strings.Repeat("长", 30_000)
	var columns []*Profile
	grew := growth(t, func() {
		for range 20 {
			p := NewProfile()
			for i := range 50_000 {
				p.Add(fmt.Sprint(i))
				if i%1000 == 0 {
					p.Add(long + fmt.Sprint(i))
				}
			}
			columns = append(columns, p)
		}
	})
	if grew > 40<<20 {
		t.Errorf("%d MB", grew>>20)
	}
	for _, s := range columns[0].Samples {
		if len(s) > 2*longValue {
			t.Errorf("a sample of %d bytes", len(s))
		}
	}
}

// A wide header over many short rows is little to send, and every row is read as
// wide as the header.
func TestWideHeaderOverManyRows(t *testing.T) {
	header := strings.Repeat("客户名称,", 299) + "备注\n"
	refused(t, []byte(header+strings.Repeat("澜禾\n", 66_700)), "wide.csv", "import.too_many_cells", 100<<20)
	b := mustOpen(t, []byte("客户名称,备注\n"+strings.Repeat("澜禾,好\n", 66_700)), "narrow.csv")
	if rows := rowsOf(t, b); len(rows) != 66_700 {
		t.Errorf("%d rows", len(rows))
	}
}
