package bulk

import (
	"archive/zip"
	"bytes"
	"mime/multipart"
	"net/http/httptest"
	"strings"
	"testing"

	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/db/dbtest"
	"laidan/internal/httpapi"
	"laidan/internal/sheet/sheettest"
)

// bareWorkbook is a workbook of one sheet, as no library would write it.
func bareWorkbook(t *testing.T, rows ...[]string) []byte {
	t.Helper()
	var sheet strings.Builder
	for _, r := range rows {
		sheet.WriteString("<row>")
		for _, c := range r {
			sheet.WriteString(`<c t="inlineStr"><is><t>` + c + `</t></is></c>`)
		}
		sheet.WriteString("</row>")
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range map[string]string{
		"xl/workbook.xml":            `<workbook xmlns:r="r"><sheets><sheet name="a" r:id="rId1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>`,
		"xl/worksheets/sheet1.xml":   `<worksheet><sheetData>` + sheet.String() + `</sheetData></worksheet>`,
	} {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = w.Write([]byte(text))
	}
	_ = z.Close()
	return b.Bytes()
}

// A NUL in a cell costs the NUL: every row comes in, whatever wrote the file, and
// the rows that are left out for another reason are given back as a file.
func TestNULsInCells(t *testing.T) {
	list := [][]string{{"客户名称", "手\x00机", "备注"}, {"宁波\x00砚拓", "1390000\x000001", "好\x00"}, {"\x00墨川仪器", "13900000002", "\x00"}, {"坏\x00号", "12\x003", "x"}}
	var csv strings.Builder
	for _, r := range list {
		csv.WriteString(strings.Join(r, ",") + "\n")
	}
	old := bytes.Replace(sheettest.File(t, "customers.xls"), []byte("\x3a\x79\x8b\x4f"), []byte("\x3a\x79\x00\x00"), 1) // 示例
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		for name, content := range map[string][]byte{"nul.csv": []byte(csv.String()), "nul.xlsx": bareWorkbook(t, list...)} {
			r := newRig(t, d)
			imp := r.run("support", r.upload("support", name, content, ""))
			if imp.Created != 2 || imp.Rejected != 1 {
				t.Errorf("%s: %+v", name, imp)
			}
			if n := r.count("SELECT COUNT(*) FROM customer WHERE tenant_id = @tenant AND name IN ('宁波砚拓', '墨川仪器')"); n != 2 {
				t.Errorf("%s: %d of 2 names", name, n)
			}
			if n := r.count("SELECT COUNT(*) FROM customer_key WHERE tenant_id = @tenant AND norm IN ('+8613900000001', '+8613900000002')"); n != 2 {
				t.Errorf("%s: %d of 2 numbers", name, n)
			}
			var errs bytes.Buffer
			if err := Errors(t.Context(), d, r.files, r.w.As("support"), imp.ID, []Outcome{Rejected}, &errs); err != nil || !strings.Contains(errs.String(), "坏号") || strings.Contains(errs.String(), "\x00") {
				t.Errorf("%s: the rows left out: %v %q", name, err, errs.String())
			}
		}
		r := newRig(t, d)
		if imp := r.run("support", r.upload("support", "old.xls", old, "")); imp.Created != 1 || r.count("SELECT COUNT(*) FROM customer WHERE tenant_id = @tenant AND name = '示仓储客户'") != 1 {
			t.Errorf("old.xls: %+v", imp)
		}
	})
}

// A name of a file and options are written by programs, not by spreadsheets.
func TestNULsBesideTheFileAreRefused(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		r := newRig(t, d)
		router := httpapi.New(httpapi.Options{DB: d, Resolve: func(_ *db.Tx, token string) (crm.Actor, error) { return r.w.As(token), nil }})
		Routes(router, r.files)
		for _, c := range []struct {
			name, options, says string
			status              int
		}{{"a\x00.csv", `{}`, "file.missing", 422}, {"a.csv", `{"source":"a\u0000b"}`, "text.unreadable", 422}, {"a.csv", `{"source":"a b"}`, "a b", 201}} {
			var b bytes.Buffer
			m := multipart.NewWriter(&b)
			f, _ := m.CreateFormFile("file", c.name)
			_, _ = f.Write([]byte(fair))
			_ = m.WriteField("options", c.options)
			_ = m.Close()
			q := httptest.NewRequest("POST", "/api/v1/imports", &b)
			q.Header.Set("Authorization", "Bearer support")
			q.Header.Set("Content-Type", m.FormDataContentType())
			w := httptest.NewRecorder()
			router.Handler().ServeHTTP(w, q)
			if w.Code != c.status || !strings.Contains(w.Body.String(), c.says) {
				t.Errorf("%q %q: %d %s", c.name, c.options, w.Code, w.Body)
			}
		}
	})
}
