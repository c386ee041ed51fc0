package proof

import (
	"bytes"
	"encoding/csv"
	"net/http"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// Texts that a spreadsheet would take for a formula.
var formulas = []string{"=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1", "=HYPERLINK(\"http://evil.example\",\"x\")", "=cmd|' /C calc'!A0", "＝1+1", "-2+3+cmd|' /C calc'!A0", " =1+1"}

// TestExportsDoNotCalculate brings formulas in by every text of a customer and
// by an import, and looks at what leaves: CSV cells begin harmlessly, XLSX cells
// are texts without a formula.
func TestExportsDoNotCalculate(t *testing.T) {
	each(t, func(t *testing.T, l *lab) {
		l.found()
		for _, f := range formulas {
			l.must("manager1", http.MethodPost, "/customers", object{"name": f, "kind": "company", "goal": f, "need": f, "source": f, "sourceDetail": f, "industry": f, "province": f, "city": f,
				"address": f, "preference": f, "remark": f, "tags": []string{f[:min(len(f), 12)]}, "contacts": []any{object{"name": f, "title": f}}, "force": true})
		}
		checkCSV(t, "export", l.must("manager1", http.MethodGet, "/export?format=csv", nil).body)
		book, err := excelize.OpenReader(bytes.NewReader(l.must("manager1", http.MethodGet, "/export?format=xlsx", nil).body))
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = book.Close() }()
		rows, err := book.GetRows("Sheet1")
		if err != nil || len(rows) < len(formulas) {
			t.Fatalf("%d rows, %v", len(rows), err)
		}
		for i, r := range rows {
			for j := range r {
				at, _ := excelize.CoordinatesToCellName(j+1, i+1)
				formula, ferr := book.GetCellFormula("Sheet1", at)
				kind, terr := book.GetCellType("Sheet1", at)
				if ferr != nil || terr != nil || formula != "" || kind != excelize.CellTypeInlineString && kind != excelize.CellTypeSharedString && kind != excelize.CellTypeUnset {
					t.Errorf("%s holds formula %q, type %v", at, formula, kind)
				}
			}
		}
		if r := l.send(tableOf(l, formulas...)); r.text("code") != "import.formula" {
			t.Errorf("a list with formulas: %d %s", r.status, r.body)
		}
		imp := l.send(tableOf(l, "\tx", "\rx", "＝1+1", " x"))
		if imp.status != http.StatusCreated {
			t.Fatalf("%d %s", imp.status, imp.body)
		}
		checkCSV(t, "error file", l.must("manager1", http.MethodGet, "/imports/"+imp.text("id")+"/errors?outcome=all", nil).body)
	})
}

// tableOf is the upload of a list with these texts; none of its rows comes in.
func tableOf(l *lab, texts ...string) (token, method, path, kind string, body []byte) {
	var file bytes.Buffer
	w := csv.NewWriter(&file)
	_ = w.Write([]string{"公司", "手机", "备注"})
	for _, text := range texts {
		_ = w.Write([]string{text, "12", text})
	}
	w.Flush()
	kind, body = form("x.csv", file.Bytes(), nil)
	return l.tokens["manager1"], http.MethodPost, "/imports", kind, body
}

func checkCSV(t *testing.T, name string, b []byte) {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(b), "\uFEFF"))).ReadAll()
	if err != nil || len(rows) < 2 {
		t.Fatalf("%s: %d rows, %v", name, len(rows), err)
	}
	for _, r := range rows {
		for _, cell := range r {
			if strings.IndexAny(cell, "=+-@\t\r＝＋－＠") == 0 || strings.HasPrefix(strings.TrimLeft(cell, " \t\r\n"), "=") {
				t.Errorf("%s: a cell begins with %q", name, cell)
			}
		}
	}
}
