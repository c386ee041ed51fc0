package httpapi

import (
	"reflect"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

// Partly is a record of which lists send the members that were asked for.
type Partly interface {
	// Always are the members that are sent unasked.
	Always() []string
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
