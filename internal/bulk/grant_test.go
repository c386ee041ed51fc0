package bulk

import (
	"io"
	"testing"

	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/db/dbtest"
)

// TestSecondPerson: above 5,000 customers within a day an export needs the word
// of somebody else, however it is cut.
func TestSecondPerson(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		r := newRig(t, d)
		r.run("support", r.upload("support", "a.csv", people(60, "许婷希"), ""))
		export := func(who string) error {
			_, err := Export(t.Context(), d, r.w.As(who), ExportRequest{Sort: "createdAt"}, io.Discard)
			return err
		}
		out := func(who string, n int) error {
			return d.Update(t.Context(), r.w.As(who), func(tx *db.Tx) error { return TakeOut(tx, n) })
		}
		grant := func(by, to string) error {
			return d.Update(t.Context(), r.w.As(by), func(tx *db.Tx) error {
				_, err := GrantExport(tx, r.w.As(to).Person, "换系统")
				return err
			})
		}
		if err := out("manager1", exportLine-60); err != nil {
			t.Fatal(err)
		}
		if err := export("manager1"); err != nil {
			t.Errorf("up to the line: %v", err)
		}
		if err := export("manager1"); crm.CodeOf(err) != "export.second_person" {
			t.Errorf("above the line: %v", err)
		}
		if err := export("manager2"); err != nil {
			t.Errorf("somebody else: %v", err)
		}
		for _, x := range []struct{ by, to, code string }{{"manager1", "manager1", "export.own_grant"}, {"rep1", "manager1", "forbidden"}, {"manager2", "manager1", ""}} {
			if err := grant(x.by, x.to); crm.CodeOf(err) != x.code {
				t.Errorf("%s for %s: %v", x.by, x.to, err)
			}
		}
		if err := export("manager1"); err != nil {
			t.Errorf("with a second person: %v", err)
		}
		r.w.SetNow(r.w.At.Add(25 * 3600e9))
		if err := out("manager1", exportLine+1); crm.CodeOf(err) != "export.second_person" {
			t.Errorf("a day later: %v", err)
		}
		if err := out("manager1", exportLine); err != nil {
			t.Errorf("a new day: %v", err)
		}
	})
}
