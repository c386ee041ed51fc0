package httpapi

import (
	"reflect"
	"regexp"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

var (
	qualified = regexp.MustCompile(`(?:[\w-]+/)*([\w-]+)\.(\w+)`)
	notName   = regexp.MustCompile(`\W+`)
)

// schemaName names a type in the OpenAPI document by package and type, as two
// modules may both have a New: CustomerNew, ProductNew. Shared words stand
// alone: Money, PageCustomerRecord.
func schemaName(t reflect.Type, hint string) string {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t.Name() == "" {
		return huma.DefaultSchemaNamer(t, hint)
	}
	pkg := t.PkgPath()[strings.LastIndex(t.PkgPath(), "/")+1:]
	name := qualified.ReplaceAllStringFunc(t.Name(), func(q string) string {
		m := qualified.FindStringSubmatch(q)
		return title(m[1]) + title(m[2])
	})
	name = notName.ReplaceAllString(title(name), "")
	if pkg == "" || pkg == "crm" || pkg == "httpapi" || pkg == "words" || strings.HasPrefix(name, title(pkg)) {
		return name
	}
	return title(pkg) + name
}

func title(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
