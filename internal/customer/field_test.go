package customer

import (
	"reflect"
	"slices"
	"testing"

	"laidan/internal/db"
	"laidan/internal/i18n"
)

// lineless are columns without a line in Fields, and why.
var lineless = map[string]string{
	"tenant_id": "every row has it",
	"search":    "the words that searches read; nobody else does",
}

// A column that nobody thought of would be read, merged, undone and erased by
// nobody.
func TestEveryColumnHasALine(t *testing.T) {
	row := map[string]bool{}
	for _, f := range reflect.VisibleFields(reflect.TypeFor[Row]()) {
		if c := f.Tag.Get("db"); c != "" {
			row[c] = true
		}
	}
	lines := map[string]*Field{}
	for _, f := range pick(func(f *Field) bool { return f.Column != "" }) {
		if lines[f.Column] != nil {
			t.Errorf("two lines for %s", f.Column)
		}
		lines[f.Column] = f
	}
	for _, c := range db.Columns()["customer"] {
		f := lines[c.Name]
		switch {
		case f == nil && lineless[c.Name] == "":
			t.Errorf("no line in Fields for the column %s", c.Name)
		case f == nil:
			continue
		case !row[c.Name]:
			t.Errorf("Row has no %s", c.Name)
		case f.Null != c.Null && f.Type != "":
			t.Errorf("%s may be NULL: %v in the database, %v in Fields", c.Name, c.Null, f.Null)
		case f.Is(pii) != c.Personal:
			t.Errorf("%s is personal data: %v in the database (-- pii), %v in Fields", c.Name, c.Personal, f.Is(pii))
		}
		delete(lines, c.Name)
	}
	for c := range lines {
		t.Errorf("Fields has a line for %s, which is no column", c)
	}
}

// Whatever has a name has words in both languages where conditions, the history
// or exports show it.
func TestFieldsHaveWords(t *testing.T) {
	for _, language := range []string{"zh-CN", "en"} {
		for _, f := range pick(func(f *Field) bool { return f.Type != "" && !f.Sensitive || f.Slot != nil }) {
			if key := "field.customer." + f.Name; i18n.Say(language, key, nil) == key {
				t.Errorf("no %s in %s", key, language)
			}
		}
		for _, f := range Exported {
			if i18n.Say(language, f.Export, nil) == f.Export {
				t.Errorf("no %s in %s", f.Export, language)
			}
		}
	}
}

// Every field of Texts is edited, limited, merged and hidden, or says why not.
func TestTextsAreFields(t *testing.T) {
	var have []string
	for _, f := range OwnTexts {
		have = append(have, f.Column)
		if f.Limit == 0 || !f.Is(edit|fill) {
			t.Errorf("%s is not limited, edited and merged", f.Name)
		}
	}
	for f := range reflect.TypeFor[Texts]().Fields() {
		if !slices.Contains(have, f.Tag.Get("db")) {
			t.Errorf("Texts.%s has no line in Fields", f.Name)
		}
	}
}
