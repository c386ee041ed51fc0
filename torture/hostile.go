package main

import (
	"archive/zip"
	"bufio"
	"compress/flate"
	"encoding/binary"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf16"
)

// hostile is a file that is small to send and large to read, or an honest one
// that is as large as may be sent.
type hostile struct {
	name   string
	honest bool // must be taken
	write  func(w *bufio.Writer)
}

// make writes the file into a folder.
func (h hostile) make(dir string) (string, error) {
	f, err := os.Create(filepath.Join(dir, h.name))
	if err != nil {
		return "", err
	}
	w := bufio.NewWriterSize(f, 1<<20)
	h.write(w)
	if err := w.Flush(); err != nil {
		return "", err
	}
	return f.Name(), f.Close()
}

// many writes the same text until so many bytes are written.
func many(w io.Writer, text string, bytes int) {
	block := strings.Repeat(text, max(1, 64<<10/len(text)))
	for ; bytes > 0; bytes -= len(block) {
		_, _ = io.WriteString(w, block)
	}
}

// noise keeps a part from shrinking as much as only a bomb does.
func noise(w io.Writer, bytes int) {
	r := rand.New(rand.NewPCG(1, 2))
	for ; bytes > 0; bytes -= 4096 {
		var sb strings.Builder
		for range 256 {
			fmt.Fprintf(&sb, "%016x", r.Uint64())
		}
		_, _ = fmt.Fprintf(w, "<!--%s-->", sb.String())
	}
}

// part is one file inside a workbook.
type part struct {
	name string
	fill func(w io.Writer)
}

func text(s string) func(io.Writer) { return func(w io.Writer) { _, _ = io.WriteString(w, s) } }

// book writes a workbook whose parts may be replaced.
func book(parts ...part) func(w *bufio.Writer) {
	return func(w *bufio.Writer) {
		z := zip.NewWriter(w)
		z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.BestSpeed) })
		given := map[string]bool{}
		for _, p := range parts {
			given[p.name] = true
		}
		for _, p := range []part{
			{"xl/workbook.xml", text(`<workbook><sheets><sheet name="a" id="r1"/></sheets></workbook>`)},
			{"xl/_rels/workbook.xml.rels", text(`<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>`)},
			{"xl/worksheets/sheet1.xml", text(`<worksheet><sheetData><row><c t="inlineStr"><is><t>名称</t></is></c></row><row><c t="inlineStr"><is><t>甲</t></is></c></row></sheetData></worksheet>`)},
		} {
			if !given[p.name] {
				parts = append(parts, p)
			}
		}
		for _, p := range parts {
			if f, err := z.Create(p.name); err == nil {
				p.fill(f)
			}
		}
		_ = z.Close()
	}
}

// around puts a frame around the same text many times over.
func around(begin, repeated, end string, bytes int) func(io.Writer) {
	return func(w io.Writer) {
		_, _ = io.WriteString(w, begin)
		many(w, repeated, bytes)
		noise(w, bytes/150)
		_, _ = io.WriteString(w, end)
	}
}

const (
	sheetXML  = "xl/worksheets/sheet1.xml"
	stylesXML = "xl/styles.xml"
	sharedXML = "xl/sharedStrings.xml"
	bookXML   = "xl/workbook.xml"
	relsXML   = "xl/_rels/workbook.xml.rels"
	rowsOpen  = `<worksheet><sheetData><row><c t="inlineStr"><is><t>名称</t></is></c><c t="inlineStr"><is><t>电话</t></is></c></row>`
	rowsClose = `</sheetData></worksheet>`
)

// hostiles are all files of the experiment.
func hostiles() []hostile {
	long := strings.Repeat("长", 40_000)
	list := []hostile{
		{"styles.xlsx", false, book(part{stylesXML, around("<styleSheet><cellXfs>", "<xf/>", "</cellXfs></styleSheet>", 120<<20)})},
		{"formats.xlsx", false, book(part{stylesXML, func(w io.Writer) {
			for i := range 3_000_000 {
				_, _ = fmt.Fprintf(w, `<numFmt numFmtId="%d" formatCode="0"/>`, i)
			}
		}})},
		{"empty-strings.xlsx", false, book(part{sharedXML, around("<sst>", "<si/>", "</sst>", 120<<20)})},
		{"strings.xlsx", false, book(part{sharedXML, around("<sst>", "<si><t>abcdefgh</t></si>", "</sst>", 200<<20)})},
		{"rich-text.xlsx", false, book(part{sharedXML, around("<sst><si>", "<r><rPr><b/></rPr><t>abcdefghijkl</t></r>", "</si></sst>", 60<<20)})},
		{"attributes.xlsx", false, book(part{bookXML, around("<workbook><sheets", ` a=""`, `/></workbook>`, 200<<20)})},
		{"comment.xlsx", false, book(part{sheetXML, around("<worksheet><!--", "a", "--></worksheet>", 250<<20)})},
		{"long-text.xlsx", false, book(part{sheetXML, around("<worksheet><c><v>", "a", "</v></c></worksheet>", 250<<20)})},
		{"nesting.xlsx", false, book(part{sheetXML, around("", "<a>", "", 40<<20)})},
		{"sheets.xlsx", false, book(part{bookXML, around("<workbook><sheets>", `<sheet name="a" id="r1"/>`, "</sheets></workbook>", 200<<20)})},
		{"relations.xlsx", false, book(part{relsXML, func(w io.Writer) {
			for i := range 1_000_000 {
				_, _ = fmt.Fprintf(w, `<Relationship Id="r%d" Target="worksheets/sheet1.xml"/>`, i)
			}
		}})},
		{"one-part-many-sheets.xlsx", false, book(part{bookXML, text("<workbook><sheets>" + strings.Repeat(`<sheet name="a" id="r1"/>`, 900) + "</sheets></workbook>")},
			part{sheetXML, around("<worksheet><sheetData>", "<row/>", rowsClose, 40<<20)})},
		{"same-text-often.xlsx", false, book(part{sharedXML, text("<sst><si><t>" + long + "</t></si></sst>")},
			part{sheetXML, around(rowsOpen, `<row><c t="s"><v>0</v></c><c t="s"><v>0</v></c></row>`, rowsClose, 60<<20)})},
		{"zeros.xlsx", false, book(part{stylesXML, func(w io.Writer) {
			_, _ = fmt.Fprintf(w, `<styleSheet><numFmts><numFmt numFmtId="200" formatCode="%s"/></numFmts><cellXfs><xf numFmtId="200"/></cellXfs></styleSheet>`, strings.Repeat("0", 900_000))
		}}, part{sheetXML, around(rowsOpen, `<row><c s="0"><v>1</v></c></row>`, rowsClose, 10<<20)})},
		{"merged.xlsx", true, book(part{sheetXML, func(w io.Writer) {
			_, _ = io.WriteString(w, rowsOpen+`<row><c t="inlineStr"><is><t>甲</t></is></c></row></sheetData><mergeCells>`)
			many(w, `<mergeCell ref="A1:B1"/>`, 40<<20)
			noise(w, 1<<20)
			_, _ = io.WriteString(w, `</mergeCells></worksheet>`)
		}})},
		{"entries.xlsx", false, func(w *bufio.Writer) {
			z := zip.NewWriter(w)
			for i := range 600_000 {
				_, _ = z.CreateHeader(&zip.FileHeader{Name: fmt.Sprint(i)})
			}
			_ = z.Close()
		}},
		{"long-lines.csv", false, rowsOf(62, func(i int) string { return fmt.Sprintf("客户%d,%s\n", i, strings.Repeat("x", 1_000_000)) })},
		{"one-line.csv", false, rowsOf(1, func(int) string { return strings.Repeat("x", 62<<20) })},
		{"rows.csv", false, rowsOf(6_000_000, func(i int) string { return "a,b\n" })},
		{"blank.csv", false, rowsOf(60_000_000, func(i int) string { return "\n" })},
		{"folded.vcf", false, func(w *bufio.Writer) {
			_, _ = w.WriteString("BEGIN:VCARD\nFN:甲\nNOTE:x\n")
			many(w, " x\n", 60<<20)
			_, _ = w.WriteString("END:VCARD\n")
		}},
		{"one-card.vcf", false, func(w *bufio.Writer) {
			_, _ = w.WriteString("BEGIN:VCARD\nFN:甲\n")
			many(w, "TEL:13812345678\n", 60<<20)
			_, _ = w.WriteString("END:VCARD\n")
		}},
		{"one-line.vcf", false, func(w *bufio.Writer) { _, _ = w.WriteString("BEGIN:VCARD"); many(w, "x", 60<<20) }},
		{"honest.xlsx", true, honestBook},
		{"honest.csv", true, rowsOf(500_000, func(i int) string {
			return fmt.Sprintf("客户%d科技有限公司,%d,北京市朝阳区%d号,联系人%d,第%d行的备注\n", i, 13800000000+i, i, i, i)
		})},
	}
	return append(list, oldBooks()...)
}

func rowsOf(n int, line func(i int) string) func(w *bufio.Writer) {
	return func(w *bufio.Writer) {
		_, _ = w.WriteString("客户名称,电话,地址,联系人,备注\n")
		for i := range n {
			_, _ = w.WriteString(line(i))
		}
	}
}

// honestBook has 500,000 rows with texts of their own, near 64 MB packed.
func honestBook(w *bufio.Writer) {
	const rows, columns = 500_000, 6
	r := rand.New(rand.NewPCG(3, 4))
	book(part{sharedXML, func(w io.Writer) {
		_, _ = io.WriteString(w, "<sst>")
		for _, h := range []string{"客户名称", "电话", "地址", "联系人", "微信", "备注"} {
			_, _ = fmt.Fprintf(w, "<si><t>%s</t></si>", h)
		}
		for i := range rows {
			_, _ = fmt.Fprintf(w, "<si><t>客户%d科技有限公司</t></si><si><t>%d</t></si><si><t>上海市浦东新区第%d号</t></si><si><t>联系人%d</t></si><si><t>wx%08x</t></si><si><t>%016x%016x%016x%016x%016x%08x</t></si>", i, 13800000000+i, i, i, r.Uint32(), r.Uint64(), r.Uint64(), r.Uint64(), r.Uint64(), r.Uint64(), r.Uint32())
		}
		_, _ = io.WriteString(w, "</sst>")
	}}, part{sheetXML, func(w io.Writer) {
		_, _ = io.WriteString(w, `<worksheet><sheetData>`)
		for i := range rows + 1 {
			_, _ = fmt.Fprintf(w, `<row r="%d">`, i+1)
			for c := range columns {
				_, _ = fmt.Fprintf(w, `<c r="%c%d" t="s"><v>%d</v></c>`, 'A'+c, i+1, i*columns+c)
			}
			_, _ = io.WriteString(w, "</row>")
		}
		_, _ = io.WriteString(w, rowsClose)
	}})(w)
}

// oldBooks are .xls files: a compound file around one stream.
func oldBooks() []hostile {
	rec := func(kind int, body []byte) []byte {
		b := binary.LittleEndian.AppendUint16(nil, uint16(kind))
		b = binary.LittleEndian.AppendUint16(b, uint16(len(body)))
		return append(b, body...)
	}
	begin := rec(0x809, []byte{0, 6, 5, 0})
	sheet := func(at int) []byte {
		return rec(0x85, append(binary.LittleEndian.AppendUint32(nil, uint32(at)), 0, 0, 1, 0, 'a'))
	}
	end := rec(0x0A, nil)
	cell := func(row, col int) []byte { // a number
		b := binary.LittleEndian.AppendUint16(nil, uint16(row))
		b = binary.LittleEndian.AppendUint16(b, uint16(col))
		return rec(0x27E, append(b, 0, 0, 6, 0, 0, 0))
	}
	const size = 62 << 20
	fill := func(name string, repeated []byte, tail func(at int) []byte) hostile {
		return hostile{name, false, func(w *bufio.Writer) {
			data := append([]byte(nil), begin...)
			for len(data) < size {
				data = append(data, repeated...)
			}
			_, _ = w.Write(compound(append(data, tail(len(data))...), 0))
		}}
	}
	cells := func(name string, at func(i int) (row, col int)) hostile {
		return hostile{name, false, func(w *bufio.Writer) {
			data := append(append([]byte(nil), begin...), sheet(len(begin)+len(sheet(0))+len(end))...)
			data = append(append(data, end...), begin...)
			for i := 0; len(data) < size; i++ {
				data = append(data, cell(at(i))...)
			}
			_, _ = w.Write(compound(append(data, end...), 0))
		}}
	}
	none := func(int) []byte { return end }
	return []hostile{
		{"mini-loop.xls", false, func(w *bufio.Writer) { _, _ = w.Write(compound(make([]byte, size), 1)) }},
		{"fat-loop.xls", false, func(w *bufio.Writer) { _, _ = w.Write(compound(make([]byte, size), 2)) }},
		fill("styles.xls", rec(0xE0, []byte{0, 0, 0, 0}), none),
		fill("sheets.xls", sheet(0), none),
		{"strings.xls", false, func(w *bufio.Writer) {
			body := append(make([]byte, 8), []byte(strings.Repeat("\x00\x00\x00", 2700))...)
			binary.LittleEndian.PutUint32(body[4:], 1<<31-1)
			data := append(append([]byte(nil), begin...), rec(0xFC, body)...)
			for more := rec(0x3C, []byte(strings.Repeat("\x00\x00\x00", 2700))); len(data) < size; {
				data = append(data, more...)
			}
			_, _ = w.Write(compound(append(data, end...), 0))
		}},
		cells("cells.xls", func(i int) (int, int) { return i / 250 % 65536, i % 250 }),
		cells("far-cells.xls", func(i int) (int, int) { return i * 7919 % 65536, 255 - i/65536%256 }),
	}
}

// compound wraps a stream as "Workbook". twist 1 makes the stream small, in one
// piece that follows itself; 2 lets a sector follow itself.
func compound(stream []byte, twist int) []byte {
	const sector = 512
	n := (len(stream) + sector - 1) / sector
	fats, lists := 1, 0 // as many as number themselves, too
	for fats*128 < fats+lists+1+n {
		fats++
		lists = max(0, (fats-109+126)/127)
	}
	head := make([]byte, sector)
	put := func(b []byte, at int, v uint32) { binary.LittleEndian.PutUint32(b[at:], v) }
	binary.LittleEndian.PutUint64(head, 0xE11AB1A1E011CFD0)
	for at, v := range map[int]uint16{26: 3, 28: 0xFFFE, 30: 9, 32: 6} {
		binary.LittleEndian.PutUint16(head[at:], v)
	}
	first := fats + lists // the directory; the stream comes after it
	for at, v := range map[int]uint32{44: uint32(fats), 48: uint32(first), 56: 4096, 60: 0xFFFFFFFE, 68: 0xFFFFFFFE, 72: uint32(lists)} {
		put(head, at, v)
	}
	body := make([]byte, (fats+lists+1+n)*sector)
	for i := range fats * 128 {
		put(body, 4*i, 0xFFFFFFFF)
	}
	for i := range 109 {
		put(head, 76+4*i, 0xFFFFFFFF)
	}
	for i := range fats {
		if i < 109 {
			put(head, 76+4*i, uint32(i))
		} else {
			put(body, (fats+(i-109)/127)*sector+4*((i-109)%127), uint32(i))
		}
	}
	for i := range lists {
		put(head, 68, uint32(fats))
		next := uint32(fats + i + 1)
		if i == lists-1 {
			next = 0xFFFFFFFE
			for k := (fats - 109) - i*127; k < 127; k++ {
				put(body, (fats+i)*sector+4*k, 0xFFFFFFFF)
			}
		}
		put(body, (fats+i)*sector+508, next)
	}
	put(body, 4*first, 0xFFFFFFFE)
	for i := range n {
		put(body, 4*(first+1+i), uint32(first+2+i))
	}
	put(body, 4*(first+n), 0xFFFFFFFE)
	entry := func(at int, name string, kind byte, child, start uint32, size int) {
		b := body[first*sector+at*128:]
		for i, u := range utf16.Encode([]rune(name)) {
			binary.LittleEndian.PutUint16(b[2*i:], u)
		}
		binary.LittleEndian.PutUint16(b[64:], uint16(2*len(name)+2))
		b[66] = kind
		for at, v := range map[int]uint32{68: 0xFFFFFFFF, 72: 0xFFFFFFFF, 76: child, 116: start, 120: uint32(size)} {
			put(b, at, v)
		}
	}
	entry(0, "Root Entry", 5, 1, 0xFFFFFFFE, 0)
	entry(1, "Workbook", 2, 0xFFFFFFFF, uint32(first+1), len(stream))
	copy(body[(first+1)*sector:], stream)
	switch twist {
	case 1: // the stream's sectors are the mini FAT; each small sector follows itself
		entry(0, "Root Entry", 5, 1, uint32(first+1), len(stream))
		entry(1, "Workbook", 2, 0xFFFFFFFF, 0, 1<<31-1)
		put(head, 56, 0xFFFFFFFF)
		put(head, 60, uint32(first+1))
		put(head, 64, uint32(n))
	case 2:
		put(body, 4*(first+1), uint32(first+1))
	}
	return append(head, body...)
}
