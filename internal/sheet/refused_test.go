package sheet

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"io"
	"math/rand"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"laidan/internal/crm"
	"laidan/internal/sheet/sheettest"
)

func TestRefused(t *testing.T) {
	zipOf := func(name string, content io.Reader) []byte {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		w, _ := z.Create(name)
		_, _ = io.Copy(w, content)
		_ = z.Close()
		return b.Bytes()
	}
	bomb := zipOf("xl/workbook.xml", io.LimitReader(zeros{}, 600<<20))
	var gz bytes.Buffer
	w := gzip.NewWriter(&gz)
	_, _ = w.Write([]byte("name\nA\n"))
	_ = w.Close()
	good := workbook(t, func(f *excelize.File) { _ = f.SetCellValue("Sheet1", "A1", "name") })
	for _, c := range []struct {
		name string
		in   []byte
		code string
	}{
		{"empty.csv", nil, "import.empty_file"},
		{"blank.csv", []byte("\n\n ,\n"), "import.no_rows"},
		{"packed.csv.gz", gz.Bytes(), "import.compressed"},
		{"bomb.xlsx", bomb, "import.zip_bomb"},
		{"nothing.xlsx", zipOf("a.txt", strings.NewReader("hi")), "import.not_a_table"},
		{"cut.xlsx", good[:len(good)/2], "import.broken"},
		{"cut.xls", sheettest.File(t, "customers.xls")[:700], "import.broken"},
		{"page.xls", []byte("<html><table><tr><td>name</td></tr></table></html>"), "import.not_a_table"},
		{"photo.csv", []byte("\x89PNG\r\n\x1a\n0000"), "import.not_a_table"},
		{"doc.csv", []byte("%PDF-1.7 ..."), "import.not_a_table"},
		{"nul.csv", []byte("name,phone\n" + strings.Repeat("A\x00\x00B,1\n", 20)), "import.binary"},
		{"random.csv", randomBytes(), "import.binary"},
		{"mixed.csv", []byte("名称,电话\n\xc4\xfe\xb2\xa8\xff,1\n"), "import.encoding"},
		{"quote.csv", []byte("name,phone\nA,\"1\nB,2\n" + strings.Repeat("x", 200)), "import.open_quote"},
		{"wide.csv", []byte(strings.Repeat("a,", 400) + "\n"), "import.too_many_columns"},
		{"long.csv", []byte("name\n" + strings.Repeat("x", 2<<20)), "import.row_too_long"},
	} {
		start := time.Now()
		_, err := openBytes(c.in, c.name, Choice{})
		if crm.CodeOf(err) != c.code {
			t.Errorf("%s: %v, want %s", c.name, err, c.code)
		}
		if took := time.Since(start); took > 2*time.Second {
			t.Errorf("%s took %v", c.name, took)
		}
	}
	small := Standard
	small.Bytes, small.Rows = 1000, 3
	if _, err := Open(bytes.NewReader(make([]byte, 2000)), 2000, "a.csv", Choice{}, small); crm.CodeOf(err) != "import.too_large" {
		t.Error(err)
	}
	in := []byte("name\nA\nB\nC\nD\n")
	b, err := Open(bytes.NewReader(in), int64(len(in)), "a.csv", Choice{}, small)
	if err == nil {
		err = b.Rows(func(Row) error { return nil })
	}
	if crm.CodeOf(err) != "import.too_many_rows" {
		t.Error(err)
	}
	if _, err := openBytes(in, "a.csv", Choice{Encoding: "utf-16le"}); err == nil {
		t.Log("plain text read as UTF-16 gives nonsense, which the person sees in the preview")
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

func randomBytes() []byte {
	b := make([]byte, 4000)
	rand.New(rand.NewSource(1)).Read(b)
	b[0] = 'a'
	return b
}

// TestBrokenWorkbooks: whatever is flipped in a file, reading ends, without a panic.
func TestBrokenWorkbooks(t *testing.T) {
	for _, name := range []string{"customers.xls", "customers.xlsx", "staff.xlsx", "cases/libreoffice-xls97.xls"} {
		whole := sheettest.File(t, name)
		for n := range 300 {
			r := rand.New(rand.NewSource(int64(n)))
			b := bytes.Clone(whole)
			for range 20 {
				b[r.Intn(len(b))] = byte(r.Intn(256))
			}
			if n%3 == 0 {
				b = b[:r.Intn(len(b))]
			}
			if book, err := openBytes(b, name, Choice{}); err == nil {
				_ = book.Rows(func(Row) error { return nil })
			}
		}
	}
}
