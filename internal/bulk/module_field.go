package bulk

import (
	"maps"
	"slices"
	"strings"
	"unicode"

	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/sheet"
	"laidan/internal/textkey"
)

// newField is the row of a custom field that an import makes.
type newField struct {
	FieldDef
	Position  int        `db:"position"`
	CreatedAt crm.Millis `db:"created_at"`
}

// makeFields makes the custom fields for columns without one and adds the
// file's new choices to existing ones. The options then name the fields.
func makeFields(tx *db.Tx, a *analysis, o *Options) ([]FieldDef, error) {
	have, err := db.All[FieldDef](tx, fieldsSQL)
	if err != nil {
		return nil, err
	}
	var made []FieldDef
	var rows []newField
	fields := columnFields(o, a, have)
	for _, i := range slices.Sorted(maps.Keys(fields)) {
		f := fields[i]
		if !f.ID.IsZero() {
			if err := addChoices(tx, f, have); err != nil {
				return nil, err
			}
		} else {
			f.ID, f.Key = db.NewID[crm.Field](tx), fieldKey(f.Label, append(have, made...))
			made = append(made, f)
			rows = append(rows, newField{f, len(have) + len(made), tx.NowMillis()})
		}
		if o.Columns[i].Target == sheet.ToCustom {
			o.Columns[i] = Column{Target: sheet.ToCustom + ":" + f.Key, Order: o.Columns[i].Order}
		}
	}
	if len(have)+len(made) > 200 {
		return nil, crm.Fail(crm.Refused, "import.too_many_fields", "max", 200)
	}
	return made, db.InsertMany(tx, "field_def", rows)
}

func addChoices(tx *db.Tx, f FieldDef, have []FieldDef) error {
	for _, old := range have {
		if old.ID == f.ID && old.Options != f.Options {
			_, err := db.Exec(tx, choicesSQL, f)
			return err
		}
	}
	return nil
}

// fieldKey makes a key from a label: company_size, and pinyin for Chinese.
func fieldKey(label string, have []FieldDef) string {
	reading, _, _ := strings.Cut(textkey.SortKey(label), "\x01")
	var b strings.Builder
	gap := false
	for _, r := range strings.ToLower(reading) {
		switch {
		case r < 0x80 && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			if gap && b.Len() > 0 {
				b.WriteByte('_')
			}
			b.WriteRune(r)
			gap = false
		default:
			gap = true
		}
	}
	key := b.String()
	if key == "" || key[0] >= '0' && key[0] <= '9' {
		key = "f_" + key
	}
	key = strings.Trim(key[:min(len(key), 40)], "_")
	taken := func(k string) bool { return slices.ContainsFunc(have, func(f FieldDef) bool { return f.Key == k }) }
	for n, base := 2, key; taken(key); n++ {
		key = base + "_" + itoa(n)
	}
	return key
}
