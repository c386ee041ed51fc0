package customer

import (
	"maps"
	"reflect"
	"slices"

	"laidan/internal/crm"
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
	note("kind", before.Kind, after.Kind)
	for _, l := range limits {
		note(l.name, *l.of(&before.Row), *l.of(&after.Row))
	}
	note("grade", before.Grade, after.Grade)
	note("temperature", before.Temperature, after.Temperature)
	note("product", before.ProductName, after.ProductName)
	note("doNotContact", before.DoNotContact, after.DoNotContact)
	note("tags", before.TagList(), after.TagList())
	b, a := before.CustomValues(), after.CustomValues()
	for _, k := range slices.Sorted(maps.Keys(together(b, a))) {
		note("custom."+k, b[k], a[k])
	}
	return list
}

func together(a, b map[string]any) map[string]any {
	all := maps.Clone(a)
	maps.Copy(all, b)
	return all
}

// Changes is an edit of a customer. What is absent or null stays; an empty text
// clears. custom changes the keys it names, null clears one.
type Changes struct {
	Kind         *string        `json:"kind,omitempty" enum:"company,person"`
	Name         *string        `json:"name,omitempty" minLength:"1" maxLength:"200"`
	Grade        *string        `json:"grade,omitempty" enum:"A,B,C,"`
	Temperature  *string        `json:"temperature,omitempty" enum:"hot,warm,cold"`
	ProductID    *crm.ProductID `json:"productId,omitempty" doc:"Empty: none"`
	Goal         *string        `json:"goal,omitempty" maxLength:"500"`
	Need         *string        `json:"need,omitempty" maxLength:"2000"`
	Source       *string        `json:"source,omitempty" maxLength:"100"`
	SourceDetail *string        `json:"sourceDetail,omitempty" maxLength:"200"`
	Industry     *string        `json:"industry,omitempty" maxLength:"100"`
	Province     *string        `json:"province,omitempty" maxLength:"50"`
	City         *string        `json:"city,omitempty" maxLength:"50"`
	Address      *string        `json:"address,omitempty" maxLength:"500"`
	Website      *string        `json:"website,omitempty" maxLength:"300"`
	TaxCode      *string        `json:"taxCode,omitempty" maxLength:"40"`
	Preference   *string        `json:"preference,omitempty" maxLength:"1000"`
	Remark       *string        `json:"remark,omitempty" maxLength:"5000"`
	Competitor   *string        `json:"competitor,omitempty" maxLength:"200"`
	DoNotContact *bool          `json:"doNotContact,omitempty"`
	Tags         *[]string      `json:"tags,omitempty" maxItems:"30"`
	Custom       map[string]any `json:"custom,omitempty"`
}

// apply is the row after an edit, before it is checked. words is the full
// wording of its texts.
func (ch Changes) apply(r Row, words map[string]string) Row {
	set := func(field *string, name string, given *string) {
		if given == nil {
			return
		}
		*field = *given
		if full, ok := words[name]; ok {
			*field = reword(*given, full, r.Numbers)
		}
	}
	for i := range limits { // what is not edited keeps its numbers
		if full, ok := words[limits[i].name]; ok {
			*limits[i].of(&r) = full
		}
	}
	set(&r.Kind, "kind", ch.Kind)
	set(&r.Name, "name", ch.Name)
	set(&r.Grade, "grade", ch.Grade)
	set(&r.Temperature, "temperature", ch.Temperature)
	set(&r.Goal, "goal", ch.Goal)
	set(&r.Need, "need", ch.Need)
	set(&r.Source, "source", ch.Source)
	set(&r.SourceDetail, "sourceDetail", ch.SourceDetail)
	set(&r.Industry, "industry", ch.Industry)
	set(&r.Province, "province", ch.Province)
	set(&r.City, "city", ch.City)
	set(&r.Address, "address", ch.Address)
	set(&r.Website, "website", ch.Website)
	set(&r.TaxCode, "taxCode", ch.TaxCode)
	set(&r.Preference, "preference", ch.Preference)
	set(&r.Remark, "remark", ch.Remark)
	set(&r.Competitor, "competitor", ch.Competitor)
	if ch.ProductID != nil {
		r.ProductID = *ch.ProductID
	}
	if ch.DoNotContact != nil {
		r.DoNotContact = *ch.DoNotContact
	}
	return r
}
