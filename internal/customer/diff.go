package customer

import (
	"maps"
	"reflect"
	"slices"

	"laidan/internal/crm"
	"laidan/internal/field"
)

// FieldChange is one field of an edit, before and after. References are names:
// the history stays readable when the record they pointed at is gone.
type FieldChange struct {
	Field  string `json:"field"`
	Before any    `json:"before"`
	After  any    `json:"after"`
}

// Edited is the payload of the fact customer.Edited.
type Edited struct {
	Fields []FieldChange `json:"fields"`
}

// diff lists what an edit changed.
func diff(before, after Customer) []FieldChange {
	list := []FieldChange{}
	note := func(field string, b, a any) {
		if !reflect.DeepEqual(b, a) {
			list = append(list, FieldChange{field, b, a})
		}
	}
	for _, f := range editable {
		note(f.Name, f.shown(&before), f.shown(&after))
	}
	b, a := before.CustomValues(), after.CustomValues()
	for _, k := range slices.Sorted(maps.Keys(together(b, a))) {
		note(field.Prefix+k, b[k], a[k])
	}
	return list
}

// shown is a field as the history shows it.
func (f *Field) shown(c *Customer) any {
	if f.Shown != nil {
		return f.Shown(c)
	}
	return f.Slot.value(&c.Row)
}

func together(a, b map[string]any) map[string]any {
	all := maps.Clone(a)
	maps.Copy(all, b)
	return all
}

// Changes is an edit of a customer. What is absent or null stays; an empty text
// clears. custom changes the keys it names, null clears one.
type Changes struct {
	Kind        *string        `json:"kind,omitempty" enum:"company,person"`
	Name        *string        `json:"name,omitempty" minLength:"1"`
	Grade       *string        `json:"grade,omitempty" enum:"A,B,C,"`
	Temperature *string        `json:"temperature,omitempty" enum:"hot,warm,cold"`
	ProductID   *crm.ProductID `json:"productId,omitempty" doc:"Empty: none"`
	TextChanges
	DoNotContact *bool          `json:"doNotContact,omitempty"`
	Tags         *[]string      `json:"tags,omitempty" maxItems:"30"`
	Custom       map[string]any `json:"custom,omitempty"`
}

// apply is the row after an edit, before it is checked. words is the full
// wording of its texts, which what is not editable keeps.
func (ch Changes) apply(r Row, words map[string]string) Row {
	own := r.Numbers
	for _, f := range textFields {
		p, given := f.At(&r), *f.change(&ch)
		full, hidden := words[f.Name]
		switch {
		case given != nil && hidden:
			*p = reword(*given, full, own)
		case given != nil:
			*p = *given
		case hidden:
			*p = full
		}
	}
	for _, f := range editable {
		if f.Limit == 0 {
			f.Slot.apply(&r, &ch)
		}
	}
	return r
}
