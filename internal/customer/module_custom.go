package customer

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"

	"laidan/internal/db"
	"laidan/internal/expr"
	"laidan/internal/field"
	"laidan/internal/phone"
)

// CustomValue is a row of a custom field's value, by which conditions find it.
type CustomValue = field.Value

// SetCustom gives a draft its custom fields, checked against defs.
func (d *Draft) SetCustom(defs []field.Def, given map[string]any) error {
	if len(given) == 0 {
		return nil
	}
	checked, err := field.Check(defs, given, "/custom")
	if err != nil {
		return err
	}
	values, words := hideCustom(field.Merge(nil, checked), d.Numbers)
	d.Words = append(d.Words, words...)
	d.Row.Custom = customJSON(values)
	d.Values = field.Values(defs, d.ID, askable(values, d.Numbers))
	return nil
}

// addCustom is SetCustom with the organisation's fields, which are read only
// when needed.
func addCustom(tx *db.Tx, d *Draft, given map[string]any) error {
	if len(given) == 0 {
		return nil
	}
	defs, err := field.Defs(tx)
	if err != nil {
		return err
	}
	return d.SetCustom(defs, given)
}

// editCustom is a customer's custom fields after an edit, with the full wording
// of those that hold numbers.
func editCustom(tx *db.Tx, c Customer, given map[string]any, full map[string]string) (string, []Words, error) {
	values := c.CustomValues()
	for k := range values {
		if text, ok := full[field.Prefix+k]; ok {
			values[k] = text
		}
	}
	if len(given) > 0 {
		defs, err := field.Defs(tx)
		if err != nil {
			return "", nil, err
		}
		given = maps.Clone(given)
		for k, v := range given {
			if text, ok := v.(string); ok && full[field.Prefix+k] != "" {
				given[k] = reword(text, full[field.Prefix+k], c.Numbers)
			}
		}
		checked, err := field.Check(defs, given, "/custom")
		if err != nil {
			return "", nil, err
		}
		values = field.Merge(values, checked)
	}
	values, words := hideCustom(values, c.Numbers)
	for i := range words {
		words[i].CustomerID = c.ID
	}
	return customJSON(values), words, nil
}

// askable are the values that conditions may find. A telephone number typed into
// a number field is shown masked, so no condition may compare it: a few dozen
// questions with < and > would tell all of its digits.
func askable(values map[string]any, own phone.Numbers) map[string]any {
	out := maps.Clone(values)
	maps.DeleteFunc(out, func(_ string, v any) bool {
		n, ok := v.(float64)
		return ok && isNumberLike(n, own)
	})
	return out
}

func isNumberLike(n float64, own phone.Numbers) bool {
	written := strconv.FormatFloat(n, 'f', -1, 64)
	return maskText(written, own) != written
}

// hideCustom masks the numbers in custom fields like those in other texts.
func hideCustom(values map[string]any, own phone.Numbers) (map[string]any, []Words) {
	var words []Words
	for _, k := range slices.Sorted(maps.Keys(values)) {
		text, ok := values[k].(string)
		if !ok {
			continue
		}
		if masked := maskText(text, own); masked != text {
			words = append(words, Words{Field: field.Prefix + k, Text: text})
			values[k] = masked
		}
	}
	return values, words
}

// customWords are the full wordings of custom fields that a merged customer
// keeps: its own, and the other one's where it had no value.
func customWords(to Customer, own, others []Words) []Words {
	var out []Words
	has := to.CustomValues()
	for _, w := range own {
		if strings.HasPrefix(w.Field, field.Prefix) {
			out = append(out, w)
		}
	}
	for _, w := range others {
		key, custom := strings.CutPrefix(w.Field, field.Prefix)
		if _, kept := has[key]; custom && !kept {
			out = append(out, Words{to.ID, w.Field, w.Text})
		}
	}
	return out
}

func customJSON(values map[string]any) string {
	b, err := json.Marshal(values)
	if err != nil { // strings and finite numbers always have a JSON form
		panic(err)
	}
	return string(b)
}

// AllFields are the fields of conditions, custom ones included.
func AllFields(tx *db.Tx) (expr.Fields, error) {
	defs, err := field.Defs(tx)
	return append(slices.Clone(Conditions), field.Expressions(defs)...), err
}

// customFieldViews are the organisation's own fields as GET /fields shows them.
func customFieldViews(tx *db.Tx) ([]FieldView, error) {
	defs, err := field.All(tx)
	out := make([]FieldView, len(defs))
	for i, f := range field.Expressions(defs) {
		d := defs[i]
		out[i] = fieldView(f, tx.Actor.Language)
		out[i].ID, out[i].Label, out[i].Custom, out[i].Active, out[i].Version = d.ID.String(), d.Label, true, d.Active, d.Version
		out[i].Sortable = false
	}
	return out, err
}
