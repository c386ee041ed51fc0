package bulk

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"laidan/internal/assign"
	"laidan/internal/blob"
	"laidan/internal/customer"
	"laidan/internal/db"
	"laidan/internal/db/dbtest"
	"laidan/internal/field"
	"laidan/internal/followup"
	"laidan/internal/funnel"
	"laidan/internal/org"
	"laidan/internal/room"
	"laidan/internal/room/roomtest"
	"laidan/internal/sheet"
	"laidan/internal/sheet/sheettest"
)

type rig struct {
	t     testing.TB
	d     *db.DB
	w     dbtest.World
	files blob.Store
}

func newRig(t testing.TB, d *db.DB) rig {
	// As in the program, figures follow who owns what.
	db.Bind(d, room.House{field.Room(), customer.Room(customer.Needs{}), followup.Room(followup.Needs{})})
	roomtest.Bind(d, customer.Needs{StockMoved: funnel.StockMoved}, funnel.Needs{}, assign.Needs{}, followup.Needs{}, org.Needs{})
	return rig{t, d, dbtest.Tenant(t, d), blob.Store{Dir: t.TempDir(), Max: sheet.Standard.Bytes}}
}

func (r rig) upload(who, name string, content []byte, options string) Import {
	r.t.Helper()
	imp, err := Upload(r.t.Context(), r.d, r.files, r.w.As(who), name, bytes.NewReader(content), json.RawMessage(options))
	if err != nil {
		r.t.Fatal(name, err)
	}
	return imp
}

// run imports to the end, as the job would.
func (r rig) run(who string, imp Import) Import {
	r.t.Helper()
	imp, err := runNow(r.t.Context(), r.d, r.files, r.w.As(who), imp)
	if err != nil {
		r.t.Fatal(err)
	}
	if imp.State != StateDone {
		r.t.Fatalf("%s: %s", imp.State, imp.Message)
	}
	return imp
}

func (r rig) count(sql string) int {
	r.t.Helper()
	n := 0
	err := r.d.View(r.t.Context(), r.w.System(r.t), func(tx *db.Tx) error {
		var err error
		n, err = db.One[int](tx, sql)
		return err
	})
	if err != nil {
		r.t.Fatal(err)
	}
	return n
}

func preview(t testing.TB, imp Import) (*analysis, *Preview) {
	t.Helper()
	s, err := imp.stored()
	if err != nil {
		t.Fatal(err)
	}
	return s.Analysis, s.Preview
}

// TestRealFiles: every row comes in or is accounted for, the dry run says
// exactly what the run then does, and the same file again creates nothing.
func TestRealFiles(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		for _, c := range []struct {
			name, options    string
			rows, created    int
			repeat, rejected int
		}{
			{"listed.gbk.csv.gz", "", 4347, 4347, 0, 0},
			{"us-leads.csv", "", sheettest.USLeads, sheettest.USLeads, 0, 0},
			{"web-leads.csv", "", sheettest.WebLeads, sheettest.WebLeads, 0, 0},
			{"bank-full.csv.gz", `{"name":"{job} {orig_row}","touchAt":"{day} {month} 2010"}`, 31538, 31538, 0, 0},
			{"customers.csv", "", 3, 3, 0, 0},
			{"customers.xlsx", "", 3, 3, 0, 0},
			{"customers.xls", "", 1, 1, 0, 0},
		} {
			r := newRig(t, d)
			content := sheettest.File(t, c.name)
			start := time.Now()
			imp := r.upload("support", filepath.Base(strings.TrimSuffix(c.name, ".gz")), content, c.options)
			dry := time.Since(start)
			_, p := preview(t, imp)
			start = time.Now()
			imp = r.run("support", imp)
			took := time.Since(start)
			t.Logf("%s: dry %v, run %v = %.0f rows/s; %+v", c.name, dry.Round(time.Millisecond), took.Round(time.Millisecond), float64(imp.RowsRead)/took.Seconds(), p.Counts)
			for _, g := range p.Errors {
				t.Logf("   %s %s: %d %q", g.Code, g.Target, g.Count, g.Sample)
			}
			for _, g := range p.Notes {
				t.Logf("   note %s %s: %d %q", g.Code, g.Target, g.Count, g.Sample)
			}
			if got := (counts{imp.Created, imp.Updated, imp.Duplicates, imp.Rejected}); got != p.Counts || imp.RowsRead != c.rows || got.Created+got.Updated+got.Duplicates+got.Rejected != c.rows {
				t.Errorf("%s: read %d, %+v; the dry run said %+v", c.name, imp.RowsRead, got, p.Counts)
			}
			again := r.run("support", r.upload("support", filepath.Base(strings.TrimSuffix(c.name, ".gz")), content, c.options))
			if c.name == "web-leads.csv" {
				r.variants()
			}
			if again.Created != 0 || again.Updated != 0 || again.Rejected != imp.Rejected {
				t.Errorf("%s again: %d created, %d updated, %d rejected", c.name, again.Created, again.Updated, again.Rejected)
			}
		}
	})
}

// variants: the same leads after somebody's spreadsheet are known, every one.
func (r rig) variants() {
	r.t.Helper()
	for _, name := range []string{"web-leads-requoted.csv", "web-leads-trailing.csv"} {
		a, p := preview(r.t, r.upload("support", "Leads (1).csv", sheettest.File(r.t, name), ""))
		if p.Counts != (counts{Duplicates: a.Detected.Rows}) {
			r.t.Errorf("%s: %+v of %d rows", name, p.Counts, a.Detected.Rows)
		}
	}
}

// TestOptionsAddUp: a second translation or owner leaves the first one in place.
func TestOptionsAddUp(t *testing.T) {
	o := Options{Duplicates: Skip}
	for _, given := range []string{
		`{"values":{"grade":{"高":"A","低":"C"}},"owners":{"小鲁":"1"}}`,
		`{"values":{"grade":{"中":"B"},"temperature":{"急":"hot"}},"owners":{"小许":""}}`,
		`{"values":{"grade":{"低":null},"temperature":null},"duplicates":"fill"}`,
	} {
		if err := merge(&o, json.RawMessage(given)); err != nil {
			t.Fatal(err)
		}
	}
	if asJSON(o.Values) != `{"grade":{"中":"B","高":"A"}}` || asJSON(o.Owners) != `{"小许":"","小鲁":"1"}` || o.Duplicates != Fill {
		t.Error(asJSON(o))
	}
}
