package customer

import (
	"slices"
	"strings"

	"laidan/internal/db"
	"laidan/internal/expr"
	"laidan/internal/i18n"
	"laidan/internal/list"
)

// FieldView is a field that lists can filter, sort or show.
type FieldView struct {
	ID        string        `json:"id,omitempty"`
	Key       string        `json:"key"`
	Label     string        `json:"label"`
	Kind      string        `json:"kind" enum:"text,number,integer,money,bool,date,instant,choice,ref,tags,layer"`
	To        string        `json:"to,omitempty" doc:"Of a reference: person, department, product, pool"`
	Options   []FieldOption `json:"options"`
	Operators []string      `json:"operators"`
	Sortable  bool          `json:"sortable"`
	Custom    bool          `json:"custom"`
	Active    bool          `json:"active"`
	Version   int64         `json:"version,omitempty"`
}

// FieldOption is one value of a choice.
type FieldOption struct {
	Value string `json:"value"`
	Label string `json:"label"`
}

// FieldViews are the fields that conditions may name, in the reader's words;
// sensitive ones are left out.
func FieldViews(tx *db.Tx) ([]FieldView, error) {
	out := []FieldView{}
	for _, f := range Conditions {
		if !f.Sensitive {
			out = append(out, fieldView(f, tx.Actor.Language))
		}
	}
	custom, err := customFieldViews(tx)
	return append(out, custom...), err
}

func fieldView(f expr.Field, language string) FieldView {
	v := FieldView{Key: f.Name, Label: i18n.Say(language, "field.customer."+f.Name, nil), Kind: string(f.Type), To: f.To, Options: []FieldOption{},
		Operators: []string{}, Active: true, Sortable: slices.ContainsFunc(sorts, func(s list.Sort) bool { return s.Name() == f.Name })}
	for _, op := range f.Operators() {
		v.Operators = append(v.Operators, string(op))
	}
	group := ""
	if of := fieldNamed(f.Name); of != nil {
		group = of.Words
	}
	for _, o := range f.Options {
		label := o.Key
		if group != "" {
			label = i18n.Say(language, group+o.Key, nil)
		}
		v.Options = append(v.Options, FieldOption{o.Key, label})
	}
	return v
}

// viewOf finds a view by the id that a caller sends: one of the product's, or a
// saved one that the actor sees.
func viewOf(tx *db.Tx, id string) (SavedView, error) {
	if i := slices.IndexFunc(systemViews, func(v SavedView) bool { return v.ID == id }); i >= 0 {
		return systemViews[i], nil
	}
	return savedView(tx, strings.TrimSpace(id))
}
