package field

import (
	"slices"
	"strings"

	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/event"
)

// Defs are the fields in use, in the order of forms.
func Defs(tx *db.Tx) ([]Def, error) { return read(tx, activeSQL) }

// All are the fields in use and then the others.
func All(tx *db.Tx) ([]Def, error) { return read(tx, allSQL) }

// Create adds a field at the end of the forms. The permission is the caller's
// matter: imports make fields too.
func Create(tx *db.Tx, in New) (Def, error) {
	d, err := Def{ID: db.NewID[crm.Field](tx), Label: in.Label, Kind: in.Kind, Options: in.Options, Active: true, Version: 1}.Clean()
	if err != nil {
		return d, err
	}
	all, err := All(tx)
	if err != nil {
		return d, err
	}
	if len(all) >= MaxFields {
		return d, crm.Fail(crm.Refused, "custom.limit", "max", MaxFields)
	}
	if err := labelFree(d, all); err != nil {
		return d, err
	}
	var keys []string
	for _, o := range all {
		keys, d.Position = append(keys, o.Key), max(d.Position, o.Position+1)
	}
	d.Key = KeyFor(d.Label, keys)
	if _, err := db.Exec(tx, insertSQL, d.stored()); err != nil {
		if name, ok := db.IsUnique(err); ok && name == "field_def_key" { // somebody made the same one just now
			return d, taken(d)
		}
		return d, err
	}
	return d, event.Record(tx, event.Fact{Kind: "field.Created", Subject: d.ID.Int64(), Data: d})
}

// Update changes a field. An option that customers have stays.
func Update(tx *db.Tx, id crm.ID[crm.Field], c Change) (Def, error) {
	old, err := lock(tx, id)
	if err != nil {
		return old, err
	}
	if old.Version != c.Version {
		return old, conflict(old)
	}
	d, err := old.Apply(c).Clean()
	if err != nil {
		return d, err
	}
	all, err := All(tx)
	if err != nil {
		return d, err
	}
	if err := labelFree(d, all); err != nil {
		return d, err
	}
	if err := optionsStay(tx, old, d); err != nil {
		return d, err
	}
	n, err := db.Exec(tx, updateSQL, d.stored())
	if err != nil {
		return d, err
	}
	if n == 0 { // the row is locked on PostgreSQL, the writer on SQLite
		return d, conflict(old)
	}
	d.Version++
	return d, event.Record(tx, event.Fact{Kind: "field.Changed", Subject: id.Int64(), Data: map[string]Def{"before": old, "after": d}})
}

// labelFree refuses a label that another field in use has: nobody could tell
// them apart in a form.
func labelFree(d Def, all []Def) error {
	for _, o := range all {
		if o.ID != d.ID && o.Active && d.Active && strings.EqualFold(o.Label, d.Label) {
			return taken(d)
		}
	}
	return nil
}

func taken(d Def) error { return crm.Bad("/label", "custom.taken", "label", d.Label) }

func conflict(current Def) error {
	e := crm.Fail(crm.Conflict, "conflict")
	e.State = current
	return e
}

func optionsStay(tx *db.Tx, old, d Def) error {
	gone := slices.DeleteFunc(slices.Clone(old.Options), func(o string) bool { return slices.Contains(d.Options, o) })
	if len(gone) == 0 {
		return nil
	}
	used, found, err := db.Maybe[string](tx, usedSQL, db.Args{"id": d.ID, "options": gone})
	if err == nil && found {
		err = crm.Bad("/options", "custom.option_used", "option", used)
	}
	return err
}

// Apply writes the rows of a customer whose values changed from old to new,
// both as kept in the record's JSON. It runs at most three statements, none
// when nothing changed.
func Apply(tx *db.Tx, customer crm.CustomerID, old, new map[string]any) error {
	keys := changed(old, new)
	if len(keys) == 0 {
		return nil
	}
	all, err := All(tx)
	if err != nil {
		return err
	}
	defs := slices.DeleteFunc(all, func(d Def) bool { return !slices.Contains(keys, d.Key) })
	ids := make([]crm.ID[crm.Field], len(defs))
	for i, d := range defs {
		ids[i] = d.ID
	}
	if err := db.Write(tx, dropSQL, db.Args{"customer": customer, "fields": ids}); err != nil {
		return err
	}
	return Insert(tx, Values(defs, customer, new))
}

// Insert stores values of customers that had none.
func Insert(tx *db.Tx, values []Value) error { return db.InsertMany(tx, "custom_value", values) }

// DropUnused removes those of some fields that no customer has a value of.
func DropUnused(tx *db.Tx, ids []crm.ID[crm.Field]) error {
	return db.Write(tx, unusedSQL, db.Args{"ids": ids})
}
