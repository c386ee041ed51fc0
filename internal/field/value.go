package field

import (
	"maps"
	"math"
	"reflect"
	"slices"
	"strings"
	"unicode/utf8"

	"laidan/internal/crm"
	"laidan/internal/expr"
)

// Value is a row of custom_value.
type Value struct {
	CustomerID crm.CustomerID    `db:"customer_id"`
	FieldID    crm.ID[crm.Field] `db:"field_id"`
	Text       string            `db:"text_value"`
	Number     *float64          `db:"num_value"`
}

// Check gives values that came as JSON the form in which they are kept: texts
// trimmed, numbers as float64, days as "2026-10-14". An empty text or null
// takes a value away; such keys come back with nil. Pointers begin with at.
func Check(defs []Def, given map[string]any, at string) (map[string]any, error) {
	var c crm.Checks
	out := make(map[string]any, len(given))
	for _, key := range slices.Sorted(maps.Keys(given)) {
		i := slices.IndexFunc(defs, func(d Def) bool { return d.Key == key })
		if i < 0 {
			c.That(false, at+"/"+key, "field.unknown")
			continue
		}
		v, code, params := defs[i].read(given[key])
		c.That(code == "", at+"/"+key, code, params...)
		out[key] = v
	}
	return out, c.Err()
}

// read checks one value; code is "" when it fits.
func (d Def) read(v any) (value any, code string, params []any) {
	s, isText := v.(string)
	if s = strings.TrimSpace(s); v == nil || isText && s == "" {
		return nil, "", nil
	}
	switch d.Kind {
	case Number:
		n, ok := v.(float64)
		if !ok || math.IsNaN(n) || math.IsInf(n, 0) {
			return nil, "field.number", nil
		}
		return n, "", nil
	case Date:
		day, err := crm.ParseDay(s)
		if !isText || err != nil {
			return nil, "field.day", nil
		}
		return day.String(), "", nil
	case Choice:
		if !isText || !slices.Contains(d.Options, s) {
			return nil, "field.choice", []any{"options", strings.Join(d.Options, "、")}
		}
		return s, "", nil
	}
	switch {
	case !isText:
		return nil, "field.text", nil
	case utf8.RuneCountInString(s) > MaxText:
		return nil, "field.too_long", []any{"max", MaxText}
	case !utf8.ValidString(s) || strings.ContainsRune(s, 0):
		return nil, "field.invalid", nil
	}
	return s, "", nil
}

// Merge is a record's values after checked changes: nil takes away.
func Merge(old, changes map[string]any) map[string]any {
	out := maps.Clone(old)
	if out == nil {
		out = map[string]any{}
	}
	for k, v := range changes {
		if v == nil {
			delete(out, k)
		} else {
			out[k] = v
		}
	}
	return out
}

// Values are the rows of a customer's checked values.
func Values(defs []Def, customer crm.CustomerID, values map[string]any) []Value {
	var list []Value
	for _, d := range defs {
		if v, ok := values[d.Key]; ok && v != nil {
			list = append(list, d.row(customer, v))
		}
	}
	return list
}

func (d Def) row(customer crm.CustomerID, v any) Value {
	out := Value{CustomerID: customer, FieldID: d.ID}
	switch v := v.(type) {
	case float64:
		out.Number = &v
	case string:
		out.Text = v
		if d.Kind == Date {
			if day, err := crm.ParseDay(v); err == nil {
				n := float64(day)
				out.Number = &n
			}
		}
	}
	return out
}

// changed lists the keys whose value is not the same in both.
func changed(old, new map[string]any) []string {
	var keys []string
	for k, v := range new {
		if !reflect.DeepEqual(old[k], v) {
			keys = append(keys, k)
		}
	}
	for k := range old {
		if _, ok := new[k]; !ok {
			keys = append(keys, k)
		}
	}
	slices.Sort(keys)
	return keys
}

// ExprValue is the value that a record holds, for conditions run in memory.
func (d Def) ExprValue(v any) expr.Value {
	switch v := v.(type) {
	case float64:
		return expr.NumberValue(v)
	case string:
		if d.Kind != Date {
			return expr.TextValue(v)
		}
		if day, err := crm.ParseDay(v); err == nil {
			return expr.DayValue(day)
		}
	}
	return expr.Value{}
}
