package bulk

import (
	"maps"
	"slices"

	"laidan/internal/db"
	"laidan/internal/field"
	"laidan/internal/sheet"
)

// makeFields makes the custom fields for columns without one and adds the
// file's new choices to existing ones. The options then name the fields.
func makeFields(tx *db.Tx, a *analysis, o *Options) ([]field.Def, error) {
	have, err := field.Defs(tx)
	if err != nil {
		return nil, err
	}
	var made []field.Def
	fields := columnFields(o, a, have)
	for _, i := range slices.Sorted(maps.Keys(fields)) {
		f := fields[i]
		if !f.ID.IsZero() {
			if err := addChoices(tx, f, have); err != nil {
				return nil, err
			}
		} else {
			if f, err = field.Create(tx, field.New{Label: f.Label, Kind: f.Kind, Options: f.Options}); err != nil {
				return nil, err
			}
			made = append(made, f)
		}
		if o.Columns[i].Target == sheet.ToCustom {
			o.Columns[i] = Column{Target: sheet.ToCustom + ":" + f.Key, Order: o.Columns[i].Order}
		}
	}
	return made, nil
}

func addChoices(tx *db.Tx, f field.Def, have []field.Def) error {
	for _, old := range have {
		if old.ID == f.ID && len(f.Options) > len(old.Options) {
			_, err := field.Update(tx, f.ID, field.Change{Version: old.Version, Options: &f.Options})
			return err
		}
	}
	return nil
}
