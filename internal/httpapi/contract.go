package httpapi

import (
	"encoding/json"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"sync"

	"github.com/danielgtaylor/huma/v2"

	"laidan/internal/crm"
)

const schemas = "#/components/schemas/"

// worded is a type whose values come from a closed list (package words).
type worded interface{ Words() []string }

// contract writes the document that other programs read. The router's own
// validates requests and says less: it lets every list be null, no record, and
// knows no instant that is empty and no list of words. The rules are in ADR 9.
type contract struct {
	from     huma.Registry
	told     map[member]reflect.Type
	variants map[reflect.Type][]variant
	out      map[string]*huma.Schema
	parts    map[string]string
}

// member is a member of a struct by its name in JSON.
type member struct {
	of   reflect.Type
	name string
}

// Tell says what a member declared as any holds: the asker of another module's
// answer does not know its type.
func Tell[Of, Is any](r *Router, name string) {
	t := reflect.TypeFor[Is]()
	r.told[member{reflect.TypeFor[Of](), name}] = t
	r.know(t)
}

// TellPart says that an Of whose member has a value holds what part is a nil
// pointer to, under the value's name.
func TellPart[Of any](r *Router, member, value string, part any) {
	of, p := reflect.TypeFor[Of](), variant{member, value, reflect.TypeOf(part)}
	if !slices.Contains(r.variants[of], p) {
		r.variants[of] = append(r.variants[of], p)
		r.know(p.is)
	}
}

// variant is a member that a struct has when another has a value.
type variant struct {
	member, value string
	is            reflect.Type
}

// States adds to what a refusal may carry beside its words: the newer record of
// a conflict, or what an act lacks.
func States(r *Router, values ...any) {
	for _, v := range values {
		if t := reflect.TypeOf(v); !slices.Contains(r.states, t) {
			r.states = append(r.states, t)
			r.know(t)
		}
	}
}

// know adds a type to the document, which stays as it is once requests come in.
func (r *Router) know(t reflect.Type) { r.api.OpenAPI().Components.Schemas.Schema(t, true, "") }

// Document is the contract of all routes.
func (r *Router) Document() *huma.OpenAPI {
	own := r.api.OpenAPI()
	c := &contract{from: own.Components.Schemas, told: r.told, variants: r.variants, out: map[string]*huma.Schema{}, parts: map[string]string{}}
	doc := *own
	doc.Paths = map[string]*huma.PathItem{}
	for path, item := range own.Paths {
		copied := *item
		for _, op := range []**huma.Operation{&copied.Get, &copied.Post, &copied.Put, &copied.Patch, &copied.Delete} {
			if *op != nil {
				*op = c.operation(*op, r.inputs[(*op).Method+" "+path], r.raws[(*op).OperationID])
			}
		}
		doc.Paths[path] = &copied
	}
	for name := range own.Components.Schemas.Map() {
		if _, part := reflect.TypeAssert[interface{ whole() reflect.Type }](reflect.Zero(own.Components.Schemas.TypeFromRef(schemas + name))); !part {
			c.component(name)
		}
	}
	c.problem(r.states)
	components := *own.Components
	components.Schemas = published{own.Components.Schemas, c.out}
	doc.Components = &components
	return &doc
}

// publish answers the contract under the paths it always had, in OpenAPI 3.1
// and 3.0. It is made when it is first asked for: all routes are there by then.
func (r *Router) publish() {
	forms := map[string]func(*huma.OpenAPI) ([]byte, error){
		".json":     func(d *huma.OpenAPI) ([]byte, error) { return json.Marshal(d) },
		".yaml":     (*huma.OpenAPI).YAML,
		"-3.0.json": (*huma.OpenAPI).Downgrade,
		"-3.0.yaml": (*huma.OpenAPI).DowngradeYAML,
	}
	for form, write := range forms {
		text := sync.OnceValues(func() ([]byte, error) { return write(r.Document()) })
		kind := "application/openapi+" + form[strings.LastIndex(form, ".")+1:]
		r.mux.HandleFunc("GET /api/openapi"+form, func(w http.ResponseWriter, req *http.Request) {
			b, err := text()
			if err != nil {
				writeProblem(w, problemOf(CallOf(req.Context()).Language, err))
				return
			}
			w.Header().Set("Content-Type", kind)
			_, _ = w.Write(b)
		})
	}
}

// published is the registry of the contract's schemas.
type published struct {
	huma.Registry
	schemas map[string]*huma.Schema
}

func (p published) Map() map[string]*huma.Schema { return p.schemas }
func (p published) SchemaFromRef(ref string) *huma.Schema {
	return p.schemas[strings.TrimPrefix(ref, schemas)]
}
func (p published) MarshalJSON() ([]byte, error) { return json.Marshal(p.schemas) }
func (p published) MarshalYAML() (any, error)    { return p.schemas, nil }

// component puts a schema of the registry into the contract and answers a
// reference to it.
func (c *contract) component(name string) *huma.Schema {
	if c.out[name] == nil {
		t := c.from.TypeFromRef(schemas + name)
		c.out[name] = &huma.Schema{} // a type may hold itself
		c.out[name] = c.object(t, c.from.Map()[name])
	}
	return &huma.Schema{Ref: schemas + name}
}

func (c *contract) object(t reflect.Type, from *huma.Schema) *huma.Schema {
	s := *from
	s.Properties = map[string]*huma.Schema{}
	for _, f := range fieldsOf(t) {
		name, _ := jsonName(f)
		if own := from.Properties[name]; own != nil {
			s.Properties[name] = c.property(t, f, own)
		}
	}
	s.Required = required(t, from.Required)
	limit(&s, t)
	for _, v := range c.variants[t] {
		s.Properties[v.value] = c.value(v.is, c.from.Schema(v.is, true, ""))
		values := *s.Properties[v.member]
		values.Enum = append(slices.Clone(values.Enum), v.value)
		s.Properties[v.member] = &values
	}
	return &s
}

// property is one member of an object. Null are pointers that are always sent
// and what says so itself: instants and days that may be empty.
func (c *contract) property(of reflect.Type, f reflect.StructField, from *huma.Schema) *huma.Schema {
	name, omitted := jsonName(f)
	t := f.Type
	if told := c.told[member{of, name}]; told != nil {
		t, from = told, c.from.Schema(told, true, "")
	}
	s := c.value(t, from)
	s.Description = from.Description
	if f.Tag.Get("empty") == "true" {
		s = orElse(s, &huma.Schema{Type: huma.TypeString, Enum: []any{""}})
	}
	if t.Kind() == reflect.Pointer && !omitted || f.Tag.Get("nullable") == "true" {
		s = orNull(s)
	}
	return s
}

// value is a schema without null, whatever it may be in the member it stands in.
func (c *contract) value(t reflect.Type, from *huma.Schema) *huma.Schema {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	s := *from
	s.Nullable = false
	w, isWord := reflect.TypeAssert[worded](reflect.Zero(t))
	part, isPart := reflect.TypeAssert[interface{ whole() reflect.Type }](reflect.Zero(t))
	switch {
	case isPart:
		c.from.Schema(part.whole(), true, "")
		return c.changes(schemaName(part.whole(), ""))
	case isWord && len(from.Enum) == 0:
		return c.word(t, w)
	case t == reflect.TypeFor[crm.Day]():
		s.Format = "date"
	case from.Ref != "":
		return c.component(strings.TrimPrefix(from.Ref, schemas))
	case t.Kind() == reflect.Slice && from.Items != nil:
		s.Items = c.value(t.Elem(), from.Items)
	case t.Kind() == reflect.Map:
		if of, ok := from.AdditionalProperties.(*huma.Schema); ok {
			s.AdditionalProperties = c.value(t.Elem(), of)
		}
	}
	return &s
}

// word is a reference to the list of a type's words.
func (c *contract) word(t reflect.Type, w worded) *huma.Schema {
	name := schemaName(t, "")
	if c.out[name] == nil {
		s := &huma.Schema{Type: huma.TypeString}
		for _, word := range w.Words() {
			s.Enum = append(s.Enum, word)
		}
		c.out[name] = s
	}
	return &huma.Schema{Ref: schemas + name}
}

// changes is a schema of which any members may be left out; null takes a
// member, or an entry of a map, away.
func (c *contract) changes(name string) *huma.Schema {
	change := name + "Changes"
	if c.out[change] == nil {
		c.component(name)
		s := *c.out[name]
		s.Required = nil
		c.out[change] = &s
	}
	return &huma.Schema{Ref: schemas + change}
}

func orNull(s *huma.Schema) *huma.Schema { return orElse(s, &huma.Schema{Type: "null"}) }

// orElse is one schema or the other. What is said about it stays outside.
func orElse(s, other *huma.Schema) *huma.Schema {
	out := &huma.Schema{Description: s.Description, AnyOf: []*huma.Schema{s, other}}
	if len(s.AnyOf) > 0 {
		out.AnyOf = append(slices.Clone(s.AnyOf), other)
	}
	s.Description = ""
	return out
}

// problem lists what a refusal may carry.
func (c *contract) problem(states []reflect.Type) {
	state := &huma.Schema{Description: c.out["Problem"].Properties["state"].Description}
	for _, t := range states {
		state.AnyOf = append(state.AnyOf, c.value(t, c.from.Schema(t, true, "")))
	}
	if len(states) > 0 {
		c.out["Problem"].Properties["state"] = state
	}
}

// operation is a route with its parameters, body and answers.
func (c *contract) operation(from *huma.Operation, in reflect.Type, raw *RawDoc) *huma.Operation {
	op := *from
	op.Parameters = nil
	asked := false
	for _, p := range from.Parameters {
		param := *p
		if f, ok := parameter(in, p.In, p.Name); ok {
			param.Schema = c.value(f.Type, p.Schema)
			param.Schema.Description = p.Schema.Description
		}
		asked = asked || p.In == "query" && p.Name == "fields"
		op.Parameters = append(op.Parameters, &param)
	}
	if raw != nil {
		c.raw(&op, raw)
	}
	if asked {
		op.Responses = map[string]*huma.Response{}
		for status, answer := range from.Responses {
			op.Responses[status] = c.partial(answer)
		}
	}
	return &op
}

// raw describes a route that reads and writes for itself.
func (c *contract) raw(op *huma.Operation, d *RawDoc) {
	of := func(v any) *huma.Schema {
		t := reflect.TypeOf(v)
		return c.value(t, c.from.Schema(t, true, ""))
	}
	if d.In != nil {
		op.RequestBody = &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{"application/json": {Schema: of(d.In)}}}
	}
	problem := &huma.Response{Description: "Error", Content: map[string]*huma.MediaType{"application/problem+json": {Schema: of(Problem{})}}}
	op.Responses = map[string]*huma.Response{"default": problem}
	switch {
	case d.Out != nil:
		op.Responses[d.status()] = &huma.Response{Description: "OK", Content: map[string]*huma.MediaType{d.Produces: {Schema: of(d.Out)}}}
	case d.Status == http.StatusNoContent:
		op.Responses[d.status()] = &huma.Response{Description: "No Content"}
	default:
		file := &huma.Schema{Type: huma.TypeString, Format: "binary"}
		op.Responses[d.status()] = &huma.Response{Description: "OK", Content: map[string]*huma.MediaType{d.Produces: {Schema: file}}}
	}
}
