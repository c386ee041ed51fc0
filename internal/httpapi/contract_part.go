package httpapi

import (
	"reflect"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

// Partly is a record of which lists send the members that were asked for.
type Partly interface {
	// Always are the members that are sent unasked.
	Always() []string
}

var partly = reflect.TypeFor[Partly]()

// required are the members that are always sent: those without omitempty, and
// all of a Partly record, which leaves out only what nobody asked for.
func required(t reflect.Type, named []string) []string {
	if !reflect.PointerTo(t).Implements(partly) {
		return named
	}
	var out []string
	for _, f := range fieldsOf(t) {
		if name, _ := jsonName(f); slices.Contains(named, name) || withinPartly(t, f.Index) {
			out = append(out, name)
		}
	}
	return out
}

// withinPartly reports whether the way to a field leads through a record that
// says itself that it is Partly, and not only embeds one.
func withinPartly(t reflect.Type, way []int) bool {
	for _, i := range way {
		if reflect.PointerTo(t).Implements(partly) && !embedsPartly(t) {
			return true
		}
		if t = t.Field(i).Type; t.Kind() == reflect.Pointer {
			t = t.Elem()
		}
		if t.Kind() != reflect.Struct {
			return false
		}
	}
	return false
}

func embedsPartly(t reflect.Type) bool {
	for f := range t.Fields() {
		if f.Anonymous && reflect.PointerTo(f.Type).Implements(partly) {
			return true
		}
	}
	return false
}

// limited is what a client sends and says itself how long its texts may be, by
// their names in JSON.
type limited interface{ Limits() map[string]int }

func limit(s *huma.Schema, t reflect.Type) {
	l, ok := reflect.TypeAssert[limited](reflect.Zero(t))
	if !ok || reflect.PointerTo(t).Implements(partly) {
		return
	}
	for name, most := range l.Limits() {
		if p := s.Properties[name]; p != nil && p.Ref == "" {
			with := *p
			with.MaxLength = &most
			s.Properties[name] = &with
		}
	}
}

// Part describes a T of which only some members are sent, as in a change.
type Part[T any] struct{}

func (Part[T]) whole() reflect.Type { return reflect.TypeFor[T]() }

// partial is an answer whose records hold what was asked for.
func (c *contract) partial(from *huma.Response) *huma.Response {
	out := *from
	out.Content = map[string]*huma.MediaType{}
	for kind, media := range from.Content {
		m := *media
		if m.Schema != nil {
			m.Schema = c.partOf(m.Schema)
		}
		out.Content[kind] = &m
	}
	return &out
}

// partOf is a schema with all records in it replaced by parts of them.
func (c *contract) partOf(s *huma.Schema) *huma.Schema {
	if name, ok := strings.CutPrefix(s.Ref, schemas); ok {
		if part := c.partName(name); part != name {
			return &huma.Schema{Ref: schemas + part, Description: s.Description}
		}
		return s
	}
	if s.Items != nil {
		list := *s
		if list.Items = c.partOf(s.Items); list.Items != s.Items {
			return &list
		}
	}
	return s
}

// partName is the name of a component's part: its own, when there is no record
// in it.
func (c *contract) partName(name string) string {
	if part, ok := c.parts[name]; ok {
		return part
	}
	c.parts[name] = name
	c.component(name)
	whole, t := c.out[name], c.from.TypeFromRef(schemas+name)
	if t == nil { // a list of words
		return name
	}
	s := *whole
	if record, ok := reflect.TypeAssert[Partly](reflect.New(t)); ok {
		s.Required = record.Always()
	} else {
		s.Properties = map[string]*huma.Schema{}
		changed := false
		for member, is := range whole.Properties {
			s.Properties[member] = c.partOf(is)
			changed = changed || s.Properties[member] != is
		}
		if !changed {
			return name
		}
	}
	c.parts[name] = name + "Part"
	c.out[name+"Part"] = &s
	return name + "Part"
}
