package customer

import (
	"testing"

	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/field"
)

// Custom fields are checked, found by conditions, merged, and hide numbers like
// every other text.
func TestCustomFields(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		var note, size field.Def
		w.must("admin", func(tx *db.Tx) (err error) {
			if note, err = field.Create(tx, field.New{Label: "备用", Kind: field.Text}); err != nil {
				return err
			}
			size, err = field.Create(tx, field.New{Label: "规模", Kind: field.Number})
			return err
		})
		a := w.create("rep1", New{Name: "甲", Custom: map[string]any{note.Key: "找李姐 13900001111"}})
		b := w.create("rep1", New{Name: "乙", Custom: map[string]any{note.Key: "另打 13900002222", size.Key: 12.0}})
		if got := a.CustomValues()[note.Key]; got != "找李姐 139****1111" {
			t.Errorf("stored %v", got)
		}
		if err := w.try("rep1", func(tx *db.Tx) error {
			_, err := Create(tx, New{Name: "丙", Custom: map[string]any{size.Key: "x"}})
			return err
		}); crm.KindOf(err) != crm.Invalid {
			t.Errorf("a text as a number: %v", err)
		}
		for filter, want := range map[string]string{`custom.` + size.Key + ` > 10`: "乙", `custom.` + note.Key + ` contains "0000"`: "", `custom.` + note.Key + ` contains "李姐"`: "甲"} {
			if got := w.names("rep1", by("name", filter, "")); got != want {
				t.Errorf("%s finds %q, want %q", filter, got, want)
			}
		}
		// An edit of something else keeps the wording; a merge keeps both sides'.
		grade := "A"
		if _, err := w.act("rep1", a.ID, func(tx *db.Tx, c Customer) (Customer, error) { return Update(tx, c, Changes{Grade: &grade}) }); err != nil {
			t.Fatal(err)
		}
		w.must("manager1", func(tx *db.Tx) error { _, err := Merge(tx, a.ID, b.ID, 0); return err })
		w.must("rep1", func(tx *db.Tx) error {
			c, err := Get(tx, a.ID)
			if err != nil {
				return err
			}
			s, err := RevealWords(tx, c, field.Prefix+note.Key)
			if s.Value != "找李姐 13900001111" || c.CustomValues()[size.Key] != 12.0 {
				t.Errorf("%q %v", s.Value, c.CustomValues())
			}
			return err
		})
		if got := w.names("rep1", by("name", `custom.`+size.Key+` > 10`, "")); got != "甲" {
			t.Errorf("after the merge: %q", got)
		}
	})
}
