package app

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/danielgtaylor/huma/v2"
)

// contract compares answers with the published document, more strictly than a
// client would: a member nobody described is a fault, too.
type contract struct {
	doc   *huma.OpenAPI
	paths map[*regexp.Regexp]*huma.PathItem
}

var pathParam = regexp.MustCompile(`\\\{\w+\\\}`)

func newContract(doc *huma.OpenAPI) *contract {
	c := &contract{doc, map[*regexp.Regexp]*huma.PathItem{}}
	for path, item := range doc.Paths {
		c.paths[regexp.MustCompile("^"+pathParam.ReplaceAllString(regexp.QuoteMeta(path), "[^/]+")+"$")] = item
	}
	return c
}

// operation finds the route of a path; one without ids in it goes first.
func (c *contract) operation(method, path string) *huma.Operation {
	items := []*huma.PathItem{c.doc.Paths[path]}
	for pattern, item := range c.paths {
		if pattern.MatchString(path) {
			items = append(items, item)
		}
	}
	for _, item := range items {
		if item == nil {
			continue
		}
		op := map[string]*huma.Operation{http.MethodGet: item.Get, http.MethodPost: item.Post, http.MethodPut: item.Put,
			http.MethodPatch: item.Patch, http.MethodDelete: item.Delete}[method]
		if op != nil {
			return op
		}
	}
	return nil
}

// faults lists where an answer says something else than the document.
func (c *contract) faults(method, path string, status int, kind, raw string) []string {
	path, _, _ = strings.Cut(path, "?")
	op := c.operation(method, path)
	if op == nil || !strings.Contains(kind, "json") {
		return nil
	}
	answer := op.Responses[strconv.Itoa(status)]
	if answer == nil {
		answer = op.Responses["default"]
	}
	media := answer.Content[strings.Split(kind, ";")[0]]
	if media == nil || media.Schema == nil {
		return []string{fmt.Sprintf("%d %s is not described", status, kind)}
	}
	var v any
	if err := json.Unmarshal([]byte(raw), &v); err != nil {
		return []string{err.Error()}
	}
	return c.differ(media.Schema, v, "")
}

func (c *contract) differ(s *huma.Schema, v any, at string) []string {
	if s.Ref != "" {
		return c.differ(c.doc.Components.Schemas.SchemaFromRef(s.Ref), v, at)
	}
	if len(s.AnyOf) > 0 {
		for _, one := range s.AnyOf {
			if c.differ(one, v, at) == nil {
				return nil
			}
		}
		return []string{fmt.Sprintf("%s: %v is none of what may stand there", at, v)}
	}
	if len(s.Enum) > 0 && !slices.Contains(s.Enum, v) {
		return []string{fmt.Sprintf("%s: %v is no word of the list %v", at, v, s.Enum)}
	}
	ok := true
	switch s.Type {
	case "":
	case "null":
		ok = v == nil
	case huma.TypeBoolean:
		_, ok = v.(bool)
	case huma.TypeInteger, huma.TypeNumber:
		_, ok = v.(float64)
	case huma.TypeString:
		ok = isText(s.Format, v)
	case huma.TypeArray:
		return c.differList(s, v, at)
	case huma.TypeObject:
		return c.differObject(s, v, at)
	}
	if !ok {
		return []string{fmt.Sprintf("%s: %v is no %s %s", at, v, s.Type, s.Format)}
	}
	return nil
}

func isText(format string, v any) bool {
	text, ok := v.(string)
	var err error
	switch format {
	case "date-time":
		_, err = time.Parse(time.RFC3339, text)
	case "date":
		_, err = time.Parse(time.DateOnly, text)
	}
	return ok && err == nil
}

func (c *contract) differList(s *huma.Schema, v any, at string) (out []string) {
	list, ok := v.([]any)
	if !ok {
		return []string{fmt.Sprintf("%s: %v is no list", at, v)}
	}
	for i, one := range list {
		out = append(out, c.differ(s.Items, one, fmt.Sprintf("%s/%d", at, i))...)
	}
	return out
}

func (c *contract) differObject(s *huma.Schema, v any, at string) (out []string) {
	object, ok := v.(map[string]any)
	if !ok {
		return []string{fmt.Sprintf("%s: %v is no object", at, v)}
	}
	for _, name := range s.Required {
		if _, ok := object[name]; !ok {
			out = append(out, at+"/"+name+" is missing")
		}
	}
	for _, name := range slices.Sorted(maps.Keys(object)) {
		under := s.Properties[name]
		if under == nil {
			if under, ok = s.AdditionalProperties.(*huma.Schema); !ok {
				out = append(out, at+"/"+name+" is not described")
				continue
			}
		}
		out = append(out, c.differ(under, object[name], at+"/"+name)...)
	}
	return out
}

// A document that lies is noticed: each line is one lie.
func TestContractNotices(t *testing.T) {
	in := open(t, "")
	c := newContract(in.a.Router().Document())
	record := c.doc.Components.Schemas.Map()["Money"]
	for body, want := range map[string]string{
		`{"amount": 1, "currency": "CNY"}`:            "",
		`{"amount": null, "currency": "CNY"}`:         "/amount: <nil> is no integer int64",
		`{"amount": 1}`:                               "/currency is missing",
		`{"amount": 1, "currency": "CNY", "more": 1}`: "/more is not described",
		`null`: ": <nil> is no object",
	} {
		var v any
		if err := json.Unmarshal([]byte(body), &v); err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(c.differ(record, v, ""), "; "); got != want {
			t.Errorf("%s: %q, want %q", body, got, want)
		}
	}
	layer := c.doc.Components.Schemas.Map()["Layer"]
	if c.differ(layer, "won", "") == nil || c.differ(layer, "lead", "") != nil {
		t.Error("the words of a layer are not compared")
	}
}

// What the document says in general: null is nothing but a pointer or an
// instant, lists are never null, and a list of parts promises only the id.
func TestDocument(t *testing.T) {
	in := open(t, "")
	doc := in.a.Router().Document()
	all := doc.Components.Schemas.Map()
	for name, s := range all {
		for member, p := range s.Properties {
			if p.Nullable {
				t.Errorf("%s.%s may be null beside its type", name, member)
			}
		}
	}
	record := all["CustomerRecord"]
	for member, nullable := range map[string]bool{"owner": true, "nextAt": true, "createdAt": false, "tags": false, "deal": true, "name": false} {
		p := record.Properties[member]
		if got := slices.ContainsFunc(p.AnyOf, func(s *huma.Schema) bool { return s.Type == "null" }); got != nullable {
			t.Errorf("%s may be null: %v", member, got)
		}
	}
	if part := all["CustomerRecordPart"]; !slices.Equal(part.Required, []string{"id"}) || len(part.Properties) != len(record.Properties) {
		t.Errorf("a part promises %v", part.Required)
	}
	if got := all["CustomerAct"].Enum; !slices.Contains(got, any("restore")) || !slices.Contains(got, any("move")) {
		t.Errorf("acts %v", got)
	}
}
