package sheet

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"

	"laidan/internal/crm"
	"laidan/internal/sheet/sheettest"
)

func openBytes(b []byte, name string, c Choice) (*Book, error) {
	return Open(bytes.NewReader(b), int64(len(b)), name, c, Standard)
}

func mustOpen(t testing.TB, b []byte, name string) *Book {
	t.Helper()
	book, err := openBytes(b, name, Choice{})
	if err != nil {
		t.Fatal(name, err)
	}
	return book
}

func rowsOf(t testing.TB, b *Book) []Row {
	t.Helper()
	var rows []Row
	if err := b.Rows(func(r Row) error { rows = append(rows, r); return nil }); err != nil {
		t.Fatal(err)
	}
	return rows
}

func TestRealFiles(t *testing.T) {
	for _, c := range []struct {
		name, encoding, delimiter string
		header, rows, faults      int
	}{
		{"bank-full.csv.gz", "utf-8", ";", 1, 31538, 0},
		{"listed.gbk.csv.gz", "gb18030", ",", 1, 4347, 0},
		{"indices.gbk.csv", "gb18030", ",", 1, sheettest.Indices, 0},
		{"us-leads.csv", "utf-8", ",", 1, sheettest.USLeads, 0},
		{"web-leads.csv", "utf-8", ",", 1, sheettest.WebLeads, 0},
		{"web-leads-requoted.csv", "utf-8", ",", 1, sheettest.WebLeads, sheettest.Requoted},
		{"web-leads-trailing.csv", "utf-8", ",", 1, sheettest.Trailing, 0},
		{"ragged.csv", "utf-8", ",", 1, 2, 1},
		{"atomic-crm-test-contacts.csv", "utf-8", ",", 1, 500, 0},
		{"customers.csv", "utf-8", ",", 1, 3, 0},
		{"customers.xlsx", "", "", 1, 3, 0},
		{"customers.xls", "", "", 1, 1, 0},
		{"contracts.xls", "", "", 1, 0, 0},
		{"staff.xlsx", "", "", 3, 0, 0},
	} {
		b := mustOpen(t, sheettest.File(t, c.name), strings.TrimSuffix(c.name, ".gz"))
		faults := 0
		rows := rowsOf(t, b)
		for _, r := range rows {
			if r.Fault != "" {
				faults++
			}
		}
		i := b.Info()
		if i.Encoding != c.encoding || i.Delimiter != c.delimiter || i.HeaderRow != c.header || len(rows) != c.rows || faults != c.faults {
			t.Errorf("%s: %s %q header %d, %d rows, %d faults", c.name, i.Encoding, i.Delimiter, i.HeaderRow, len(rows), faults)
		}
	}
}

func TestGBKKeepsZerosAndNames(t *testing.T) {
	rows := rowsOf(t, mustOpen(t, sheettest.File(t, "listed.gbk.csv.gz"), "a.csv"))
	if got := strings.Join(rows[0].Cells, "|"); got != "0|000001.SZ|000001|宁波恒恒|银行" {
		t.Error(got)
	}
}

// TestDirtyEqualsClean: the file after a round trip through a spreadsheet holds
// the same rows as the clean one.
func TestDirtyEqualsClean(t *testing.T) {
	clean := map[string]string{}
	for _, r := range rowsOf(t, mustOpen(t, sheettest.File(t, "web-leads.csv"), "Leads.csv")) {
		clean[r.Cells[0]] = strings.Join(r.Cells, "|")
	}
	for _, name := range []string{"web-leads-requoted.csv", "web-leads-trailing.csv"} {
		b := mustOpen(t, sheettest.File(t, name), "a.csv")
		if len(b.Header()) != 37 {
			t.Errorf("%s: %d columns", name, len(b.Header()))
		}
		same := 0
		for _, r := range rowsOf(t, b) {
			if clean[r.Cells[0]] == strings.Join(r.Cells, "|") {
				same++
			}
		}
		t.Logf("%s: %d equal rows", name, same)
		if same < 280 {
			t.Errorf("%s: only %d rows equal the clean file", name, same)
		}
	}
}

func TestEncodings(t *testing.T) {
	text := "客户名称,电话,备注\r\n宁波砚拓精机,13800138001,\"第一行\r\n第二行\"\r\n镕基㐀,0574-88112233,€\r\n"
	for name, enc := range map[string]encoding.Encoding{
		"utf-8": unicode.UTF8, "utf-8 bom": unicode.UTF8BOM, "gb18030": simplifiedchinese.GB18030,
		"utf-16le": unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), "utf-16be": unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM),
		"utf-16le bom": unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), "utf-16be bom": unicode.UTF16(unicode.BigEndian, unicode.UseBOM),
	} {
		raw, err := enc.NewEncoder().String(text + strings.Repeat("慈溪栩诺轴承,13900139002,\r\n", 50))
		if err != nil {
			t.Fatal(err)
		}
		b, err := openBytes([]byte(raw), "a.csv", Choice{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		rows := rowsOf(t, b)
		if want, _, _ := strings.Cut(name, " "); b.Info().Encoding != want {
			t.Errorf("%s taken for %s", name, b.Info().Encoding)
		}
		if len(rows) != 52 || rows[0].Cells[0] != "宁波砚拓精机" || rows[0].Cells[2] != "第一行\n第二行" || rows[1].Cells[0] != "镕基㐀" || rows[1].No != 3 {
			t.Errorf("%s: %d rows, %+v", name, len(rows), rows[:2])
		}
	}
	western, _ := charmap.Windows1252.NewEncoder().String("Name,City,Note\nJosé Müller,Zürich,café à la crème\nFrançois,Besançon,“déjà vu”\nRené,Orléans,\n")
	if b, err := openBytes([]byte(western), "a.csv", Choice{}); err != nil || b.Info().Encoding != "windows-1252" || rowsOf(t, b)[0].Cells[0] != "José Müller" {
		t.Errorf("western: %v", err)
	}
	taiwan, _ := traditionalchinese.Big5.NewEncoder().String("公司名稱,電話,備註\n" + strings.Repeat("臺灣積體電路製造股份有限公司,03-5636688,新竹科學園區力行六路八號\n", 20))
	if b, err := openBytes([]byte(taiwan), "a.csv", Choice{}); err != nil || b.Info().Encoding != "big5" || rowsOf(t, b)[0].Cells[0] != "臺灣積體電路製造股份有限公司" {
		t.Errorf("big5: %v", err)
	}
}

func TestShapes(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"tab", "姓名\t电话\n张三\t13800138001\n", "2 1|张三|13800138001"},
		{"pipe", "name|phone\nA|1\nB|2\n", "2 2|A|1"},
		{"semicolon with money", "name;amount\nA;1,5\nB;2,5\n", "2 2|A|1,5"},
		{"sep line", "sep=;\nname;phone\nA;1\n", "3 1|A|1"},
		{"title and hints above", "客户导入模板,,,\n说明：红色必填,,,\n客户名称*,联系人,电话,地址\n宁波砚拓,卢城,13800138001,北仑\n", "4 1|宁波砚拓|卢城|13800138001|北仑"},
		{"no header", "张三,13800138001,北京\n李四,13900139002,上海\n", "1 2|张三|13800138001|北京"},
		{"mac line ends", "name,phone\rA,1\rB,2\r", "2 2|A|1"},
		{"blank rows", "name,phone\n\n,\nA,1\n\n", "4 1|A|1"},
		{"quote inside", "name,size\n5\" pipe,A\n", "2 1|5\" pipe|A"},
		{"text after quote", "name,size\n\"Bob\" Smith,A\n", "2 1|Bob Smith|A"},
		{"doubled quotes", "name,size\n\"say \"\"hi\"\"\",A\n", "2 1|say \"hi\"|A"},
		{"no last newline", "name,size\nA,B", "2 1|A|B"},
		{"requoted", "name,size,x\n\"A,\"\"B,C\"\",D\"\n", "2 1|A|B,C|D"},
		{"spaces", "name, size\n A , B \n", "2 1|A|B"},
		{"one column", "客户名称\n宁波砚拓\n墨川仪器\n", "2 2|宁波砚拓"},
		{"guarded zeros", "name,code\nA,\"=\"\"00123\"\"\"\n", "2 1|A|00123"},
	} {
		b, err := openBytes([]byte(c.in), "a.csv", Choice{})
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		rows := rowsOf(t, b)
		if got := fmt.Sprintf("%d %d|%s", rows[0].No, len(rows), strings.Join(rows[0].Cells, "|")); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
	b := mustOpen(t, []byte("a,b,c,d\n1,2,3,4\n1,2,3,4,5\n1,2,3,4,,\n1,2,3\n1\n"), "a.csv")
	var faults []Fault
	for _, r := range rowsOf(t, b) {
		faults = append(faults, r.Fault)
	}
	if fmt.Sprint(faults) != "[ ragged  short ragged]" {
		t.Errorf("%q", faults)
	}
}

func workbook(t testing.TB, fill func(f *excelize.File)) []byte {
	f := excelize.NewFile()
	fill(f)
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestXLSXCells(t *testing.T) {
	raw := workbook(t, func(f *excelize.File) {
		style := func(s *excelize.Style) int { id, _ := f.NewStyle(s); return id }
		zh, zeros := `yyyy"年"m"月"d"日";@`, "000000"
		_, _ = f.NewSheet("名单")
		put := func(cell string, v any, st int) {
			_ = f.SetCellValue("名单", cell, v)
			if st > 0 {
				_ = f.SetCellStyle("名单", cell, cell, st)
			}
		}
		_ = f.SetCellValue("Sheet1", "A1", "封面")
		for i, h := range []string{"客户名称", "电话", "登记日期", "编号", "金额", "比例", "时间", "公式", "跳过", "布尔"} {
			put(string(rune('A'+i))+"3", h, 0)
		}
		put("A4", "宁波砚拓", 0)
		put("B4", 13800138001, 0)
		put("C4", 46289, style(&excelize.Style{CustomNumFmt: &zh}))
		put("D4", 123, style(&excelize.Style{CustomNumFmt: &zeros}))
		put("E4", 0.1+0.2, 0)
		put("F4", 0.255, style(&excelize.Style{NumFmt: 10}))
		put("G4", time.Date(2026, 9, 24, 15, 30, 0, 0, time.UTC), 0)
		_ = f.SetCellFormula("名单", "H4", `A4&"!"`)
		put("J4", true, 0)
		put("A6", "00042", 0)
		put("B6", 1.5e20, 0)
	})
	b := mustOpen(t, raw, "a.xlsx")
	if i := b.Info(); i.Sheet != "名单" || i.HeaderRow != 3 || len(i.Sheets) != 2 {
		t.Errorf("%+v", i)
	}
	rows := rowsOf(t, b)
	if got := strings.Join(rows[0].Cells, "|"); got != "宁波砚拓|13800138001|2026-09-24|000123|0.3|25.5%|2026-09-24 15:30:00|||TRUE" {
		t.Error(got)
	}
	if r := rows[1]; r.No != 6 || r.Cells[0] != "00042" || r.Cells[1] != "150000000000000000000" {
		t.Errorf("%+v", r)
	}
	if _, err := openBytes(raw, "a.xlsx", Choice{Sheet: "nope"}); crm.CodeOf(err) != "import.no_sheet" {
		t.Error(err)
	}
	if b, err := openBytes(raw, "a.xlsx", Choice{Sheet: "Sheet1", HeaderRow: new(int)}); err != nil || len(rowsOf(t, b)) != 1 {
		t.Error(err)
	}
}

func TestVCard(t *testing.T) {
	in := "BEGIN:VCARD\r\nVERSION:3.0\r\nN:卢;城;;;\r\nORG:宁波砚拓精机;设备部\r\nTITLE:科长\r\nTEL;TYPE=CELL:138 0013 8001\r\nitem1.TEL;TYPE=WORK,VOICE:0574-88112233\r\nEMAIL:lu@example.com\r\nNOTE:第一行\\n第\r\n 二行\r\nEND:VCARD\r\n" +
		"BEGIN:VCARD\nVERSION:2.1\nFN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E6=A2=85=\n=E5=A9=A7\nTEL;HOME:010-12345678\nEND:VCARD\n"
	rows := rowsOf(t, mustOpen(t, []byte(in), "a.vcf"))
	if got := strings.Join(rows[0].Cells, "|"); got != "卢城|宁波砚拓精机|科长|138 0013 8001|0574-88112233|||lu@example.com||||第一行\n第二行||" {
		t.Error(got)
	}
	if len(rows) != 2 || rows[1].Cells[0] != "梅婧" || rows[1].Cells[5] != "010-12345678" {
		t.Errorf("%+v", rows)
	}
}

func FuzzCSV(f *testing.F) {
	f.Add([]byte("name,phone\n\"A\",1\n"))
	f.Add([]byte("\xff\xfea\x00,\x00b\x00\n\x00"))
	f.Add([]byte("sep=;\r\na;b\r\n\"x;y\"\r\n"))
	f.Fuzz(func(t *testing.T, in []byte) {
		b, err := openBytes(in, "a.csv", Choice{})
		if err != nil {
			if crm.CodeOf(err) == "" {
				t.Fatalf("no reason: %v", err)
			}
			return
		}
		err = b.Rows(func(r Row) error {
			if len(r.Cells) != len(b.Header()) {
				t.Fatalf("%d cells under %d headers", len(r.Cells), len(b.Header()))
			}
			return nil
		})
		if err != nil && crm.CodeOf(err) == "" {
			t.Fatalf("no reason: %v", err)
		}
	})
}

// BenchmarkCSV reads 31,538 rows of 18 cells.
func BenchmarkCSV(b *testing.B) {
	raw := sheettest.File(b, "bank-full.csv.gz")
	rows := 0
	for b.Loop() {
		book := mustOpen(b, raw, "a.csv")
		if err := book.Rows(func(Row) error { rows++; return nil }); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(rows)/b.Elapsed().Seconds(), "rows/s")
}
