package audit

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"laidan/internal/crm"
	"laidan/internal/i18n"
)

// form says how a value of a fact is shown.
type form int

const (
	plain      form = iota // a text or number of the organisation's own
	person                 // an id, shown by name
	department             // an id, shown by name
	layer                  // a layer of the funnel
	roles                  // role keys, as a list or as stored
	scope                  // whose customers a person sees
	level                  // how experienced a person is
	yesNo
	fields // names of what was edited, without values
	how    // the way a customer was handed over
)

// slot is one placeholder of a sentence: the fact's field of that name.
type slot struct {
	name string
	form form
}

// wording says how the fields of a fact are shown in its sentence. A field that
// is not listed is shown as it is where a sentence names it, but never in facts
// about customers: their names, numbers and words stay closed to those who read
// the log, some of whom may not see customers at all.
var wording = map[string][]slot{
	"org.OrganisationChanged": {{"changes", fields}},
	"org.DepartmentChanged":   {{"name", plain}, {"changes", fields}},
	"org.PersonCreated":       {{"name", plain}, {"roles", roles}},
	"org.PersonChanged":       {{"name", plain}, {"changes", fields}},
	"customer.HandedOver":     {{"kind", how}, {"from", person}, {"to", person}},
	"customer.Edited":         {{"fields", fields}},
	"customer.Shared":         {{"name", plain}},
	"customer.Unshared":       {{"name", plain}},
	"funnel.Moved":            {{"from", layer}, {"to", layer}},
	"customer.ViewSaved":      {{"name", plain}},
	"customer.ViewDeleted":    {{"name", plain}},
	"customer.Created":        {{"layer", layer}},
}

// formOf is how an organisation's own field is shown before and after.
var formOf = map[string]form{"roles": roles, "scope": scope, "level": level, "departmentId": department, "parentId": department,
	"managerId": person, "active": yesNo}

// book finds names by id.
type book map[string]string

// Changed is one field of the organisation's own records, before and after.
type Changed struct {
	Field  string `json:"field"`
	Label  string `json:"label"`
	Before string `json:"before"`
	After  string `json:"after"`
}

// telling is a fact about to be told.
type telling struct {
	kind    string
	payload map[string]any
}

func tell(r Row) telling {
	t := telling{kind: r.Kind}
	_ = json.Unmarshal([]byte(r.Payload), &t.payload) // erased, or no object: told without details
	return t
}

// people are the ids of people the sentence or the changes name.
func (t telling) people() []crm.PersonID {
	list := []crm.PersonID{}
	for _, id := range t.ids(person) {
		if p, err := crm.ParseID[crm.Person](id); err == nil {
			list = append(list, p)
		}
	}
	return list
}

func (t telling) departments() []int64 {
	list := []int64{}
	for _, id := range t.ids(department) {
		if n, err := strconv.ParseInt(id, 10, 64); err == nil {
			list = append(list, n)
		}
	}
	return list
}

func (t telling) ids(want form) []string {
	list := []string{}
	for _, s := range wording[t.kind] {
		if s.form == want {
			list = append(list, word(t.payload[s.name]))
		}
	}
	for _, c := range t.edits() {
		if formOf[c.Field] == want {
			list = append(list, c.Before, c.After)
		}
	}
	return list
}

// edits are the changed fields of the organisation's own records, raw.
func (t telling) edits() []Changed {
	list := []Changed{}
	if !strings.HasPrefix(t.kind, "org.") {
		return list
	}
	all, _ := t.payload["changes"].(map[string]any)
	for name, v := range all {
		if c, ok := v.(map[string]any); ok {
			list = append(list, Changed{Field: name, Before: word(c["before"]), After: word(c["after"])})
		}
	}
	slices.SortFunc(list, func(a, b Changed) int { return strings.Compare(a.Field, b.Field) })
	return list
}

func (t telling) changes(lang string, b book) []Changed {
	list := t.edits()
	for i, c := range list {
		f := formOf[c.Field]
		list[i].Label = label(lang, c.Field)
		list[i].Before, list[i].After = show(lang, b, f, c.Before), show(lang, b, f, c.After)
	}
	return list
}

// text is the fact's sentence in a language.
func (t telling) text(lang string, b book) string {
	key := "fact." + t.kind
	if !i18n.Has(lang, key) {
		return i18n.Say(lang, "fact.other", map[string]any{"kind": t.kind})
	}
	if t.payload == nil && strings.Contains(i18n.Keys(lang)[key], "{{") {
		return i18n.Say(lang, "fact.erased", map[string]any{"kind": t.kind})
	}
	params := map[string]any{}
	if !aboutCustomers(t.kind) {
		for name, v := range t.payload {
			params[name] = word(v)
		}
	}
	for _, s := range wording[t.kind] {
		params[s.name] = show(lang, b, s.form, t.payload[s.name])
	}
	if t.kind == "customer.HandedOver" {
		key += t.destination()
	}
	return i18n.Say(lang, key, params)
}

// aboutCustomers reports whether facts of a kind hold what customers are called
// or have said.
func aboutCustomers(kind string) bool {
	module, _, _ := strings.Cut(kind, ".")
	return slices.Contains([]string{"customer", "funnel", "followup", "deal"}, module)
}

// destination tells a hand-over to a person from one to a pool or the cold store.
func (t telling) destination() string {
	switch {
	case word(t.payload["to"]) != "":
		return ""
	case t.payload["cold"] == true:
		return ".cold"
	}
	return ".pool"
}

func show(lang string, b book, f form, v any) string {
	s := word(v)
	switch f {
	case person, department:
		if name, ok := b[s]; ok {
			return name
		}
		return s
	case layer:
		return keyed(lang, "layer.", s)
	case scope:
		return keyed(lang, "scope.", s)
	case level:
		return keyed(lang, "level.", s)
	case how:
		return keyed(lang, "fact.how.", s)
	case yesNo:
		return keyed(lang, "fact.value.", s)
	case roles:
		return join(lang, v, func(r string) string { return keyed(lang, "role.", r) })
	case fields:
		return join(lang, names(v), func(n string) string { return label(lang, n) })
	}
	return s
}

// keyed says a key of the catalogue, or the word itself where there is none.
func keyed(lang, prefix, s string) string {
	if s == "" || !i18n.Has(lang, prefix+s) {
		return s
	}
	return i18n.Say(lang, prefix+s, nil)
}

// label is the name of a field; custom fields carry their own.
func label(lang, name string) string {
	for _, prefix := range []string{"org.field.", "field."} {
		if i18n.Has(lang, prefix+name) {
			return i18n.Say(lang, prefix+name, nil)
		}
	}
	return name
}

// names lists the edited fields of a map by field or of a list of {field}.
func names(v any) []any {
	list := []any{}
	switch x := v.(type) {
	case map[string]any:
		for k := range x {
			list = append(list, k)
		}
		slices.SortFunc(list, func(a, b any) int { return strings.Compare(word(a), word(b)) })
	case []any:
		for _, e := range x {
			if m, ok := e.(map[string]any); ok {
				list = append(list, word(m["field"]))
			}
		}
	}
	return list
}

// join shows a list, or the comma-separated form roles are stored in.
func join(lang string, v any, say func(string) string) string {
	parts := []string{}
	switch x := v.(type) {
	case []any:
		for _, e := range x {
			parts = append(parts, say(word(e)))
		}
	case string:
		for p := range strings.SplitSeq(x, ",") {
			parts = append(parts, say(p))
		}
	}
	return strings.Join(parts, i18n.Say(lang, "fact.comma", nil))
}

// word is a JSON value as text.
func word(v any) string {
	switch x := v.(type) {
	case nil:
		return ""
	case string:
		return x
	case float64:
		return strconv.FormatFloat(x, 'f', -1, 64)
	case bool:
		return strconv.FormatBool(x)
	}
	return fmt.Sprint(v)
}
