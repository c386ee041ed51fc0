package httpapi

import (
	"reflect"
	"strings"
)

// fieldsOf are the fields of a struct as they stand in JSON, embedded ones too.
func fieldsOf(t reflect.Type) []reflect.StructField {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	var out []reflect.StructField
	for _, f := range reflect.VisibleFields(t) {
		if _, ok := jsonName(f); f.IsExported() && ok || f.IsExported() && !f.Anonymous {
			out = append(out, f)
		}
	}
	return out
}

// jsonName is a field's name in JSON, and whether it may be left out.
func jsonName(f reflect.StructField) (name string, omitted bool) {
	name, rest, _ := strings.Cut(f.Tag.Get("json"), ",")
	if name == "" {
		name = f.Name
	}
	return name, strings.Contains(rest, "omit")
}

// parameter finds the field a parameter is read into.
func parameter(in reflect.Type, place, name string) (reflect.StructField, bool) {
	if in == nil || in.Kind() != reflect.Struct {
		return reflect.StructField{}, false
	}
	for _, f := range reflect.VisibleFields(in) {
		if at, _, _ := strings.Cut(f.Tag.Get(place), ","); at == name {
			return f, true
		}
	}
	return reflect.StructField{}, false
}
