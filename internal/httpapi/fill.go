package httpapi

import (
	"reflect"
	"sync"
)

// filler makes the lists and maps of a value that are nil empty ones: an answer
// says [] and {}, and null only where there may be nothing.
type filler func(v reflect.Value)

// fillers are made once per type; a type without lists has a nil one.
var fillers sync.Map // reflect.Type -> filler

// filled is an answer whose lists are never null.
func filled(v any) any {
	if v == nil || fillerOf(reflect.TypeOf(v)) == nil {
		return v
	}
	copied := reflect.New(reflect.TypeOf(v)).Elem()
	copied.Set(reflect.ValueOf(v))
	fill(copied)
	return copied.Interface()
}

func fill(v reflect.Value) {
	if f := fillerOf(v.Type()); f != nil {
		f(v)
	}
}

func fillerOf(t reflect.Type) filler {
	if f, ok := fillers.Load(t); ok {
		return f.(filler)
	}
	f := making{}.fillerOf(t)
	fillers.Store(t, f)
	return f
}

// making holds the types being made, so that a type may hold itself.
type making map[reflect.Type]*filler

func (m making) fillerOf(t reflect.Type) filler {
	if f, ok := m[t]; ok {
		return func(v reflect.Value) {
			if *f != nil {
				(*f)(v)
			}
		}
	}
	f := new(filler)
	m[t] = f
	*f = m.make(t)
	delete(m, t)
	return *f
}

func (m making) make(t reflect.Type) filler {
	switch t.Kind() {
	case reflect.Pointer:
		of := m.fillerOf(t.Elem())
		if of == nil {
			return nil
		}
		return func(v reflect.Value) {
			if !v.IsNil() {
				of(v.Elem())
			}
		}
	case reflect.Slice:
		return m.slice(t)
	case reflect.Map:
		return func(v reflect.Value) {
			if v.IsNil() {
				v.Set(reflect.MakeMap(t))
			}
		}
	case reflect.Struct:
		return m.structure(t)
	case reflect.Interface: // what another module answered
		return func(v reflect.Value) {
			if v.Elem().Kind() == reflect.Pointer {
				fill(v.Elem())
			}
		}
	}
	return nil
}

func (m making) slice(t reflect.Type) filler {
	if t.Elem().Kind() == reflect.Uint8 { // a text
		return nil
	}
	of := m.fillerOf(t.Elem())
	return func(v reflect.Value) {
		if v.IsNil() {
			v.Set(reflect.MakeSlice(t, 0, 0))
		}
		if of == nil {
			return
		}
		for i := range v.Len() {
			of(v.Index(i))
		}
	}
}

// unlessZero leaves alone what is left out of the answer when it is empty.
func unlessZero(of filler) filler {
	return func(v reflect.Value) {
		if !v.IsZero() {
			of(v)
		}
	}
}

func (m making) structure(t reflect.Type) filler {
	type field struct {
		at   int
		fill filler
	}
	var list []field
	for i := range t.NumField() {
		f := t.Field(i)
		of := m.fillerOf(f.Type)
		if of == nil || !f.IsExported() && !f.Anonymous {
			continue
		}
		if _, omitted := jsonName(f); omitted {
			of = unlessZero(of)
		}
		list = append(list, field{i, of})
	}
	if len(list) == 0 {
		return nil
	}
	return func(v reflect.Value) {
		for _, f := range list {
			f.fill(v.Field(f.at))
		}
	}
}
