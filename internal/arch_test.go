// Package internal_test holds the rules of the house that a machine can check.
package internal_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// mayImport says who may import whom, as a table with a reason per line. A
// package may import what stands in its line; tests may import more.
var mayImport = map[string][]string{
	// Words: the standard library only.
	"crm": {}, "words": {}, "words/browser": {"crm", "words", "customer"}, "app/drawing": {"app", "room"},
	// Pure helpers know words and nothing of the database.
	"calendar": {"crm"}, "expr": {"crm"}, "i18n": {"locales"}, "i18n/merge": {}, "config": {"crm"}, "phone": {"crm"}, "phone/gen": {},
	"textkey": {}, "textkey/gen": {}, "calendar/gen": {}, "webui": {}, "webui/compress": {}, "host": {}, "sheet": {"crm", "phone", "host", "words"},
	// The kernel: db is the only home of SQL dialects, httpapi the only one of HTTP.
	"rights": {}, // marks the predicates of rights wherever they are
	"db":     {"crm", "rights", "host"}, "db/pgserver": {}, "db/dbtest": {"crm", "db", "db/pgserver", "authz", "job"}, "authz": {"crm", "db", "rights", "words"}, "job": {"crm", "db", "authz"},
	"event":   {"crm", "db", "job"},
	"httpapi": {"crm", "db", "authz", "i18n", "rights", "host"},
	"list":    {"words", "crm", "db", "expr", "authz", "textkey", "rights"},
	"field":   {"crm", "db", "expr", "textkey", "authz", "event", "httpapi", "list", "room"},
	"room":    {"crm", "db", "event", "httpapi", "job", "authz"}, "room/roomtest": {"db"},
	"blob": {"crm", "db", "authz", "httpapi", "job", "rights", "host", "room"},
}

// kernel and pure packages any module may use.
var kernel = []string{"crm", "words", "calendar", "expr", "i18n", "phone", "textkey", "sheet", "db", "authz", "job", "event", "httpapi", "list", "field", "blob", "config", "locales", "host", "rights", "room"}

// modules may import the kernel and the modules below them. funnel, assign,
// followup and deal never import each other: what one needs of another goes
// through a func type filled by app, or through a fact.
var modules = map[string][]string{
	"org": {}, "auth": {"org"}, "auth/authtest": {"auth", "crm", "db"}, "audit": {"org"}, "product": {"org"}, "timeline": {"customer"},
	"customer": {"org", "product"},
	"funnel":   {"customer", "org", "product"}, "assign": {"customer", "org", "product"},
	"followup": {"customer", "org", "product"}, "deal": {"customer", "org", "product"},
	"notify": {"customer", "org", "followup", "funnel", "assign", "deal"},
	"bulk":   {"customer", "org", "product", "followup", "funnel", "assign", "deal"},
	// Keeping the installation itself.
	"backup": {"audit"}, "doctor": {"audit", "backup", "funnel", "customer"}, "privacy": {"audit", "customer", "org", "bulk"},
	"demo": {"customer", "org", "product", "followup", "funnel", "assign", "deal", "auth"},
}

// onlyHome lists packages of others that one package alone may import, and why.
var onlyHome = map[string]struct {
	homes []string
	why   string
}{
	"modernc.org/sqlite":               {[]string{"db"}, "the SQL dialects have one home"},
	"github.com/jackc/pgx/v5":          {[]string{"db", "db/dbtest", "db/pgserver", "job"}, "the SQL dialects have one home; job hands River its transaction"},
	"github.com/riverqueue/river":      {[]string{"job"}, "jobs have one face"},
	"github.com/danielgtaylor/huma/v2": {[]string{"httpapi", "app"}, "routes have one face"},
	"github.com/nyaruka/phonenumbers":  {[]string{"phone", "phone/gen", "followup"}, "numbers are normalised in one place; followup asks for the zone of a number"},
	"github.com/mozillazg/go-pinyin":   {[]string{"textkey", "textkey/gen"}, "pinyin has one home"},
	"database/sql":                     {[]string{"db", "job", "db/dbtest"}, "the SQL dialects have one home"},
}

func TestLayers(t *testing.T) {
	each(t, func(pkg, file string, f *ast.File) {
		test := strings.HasSuffix(file, "_test.go")
		for _, spec := range f.Imports {
			path, _ := strconv.Unquote(spec.Path.Value)
			for lib, rule := range onlyHome {
				if path == "database/sql/driver" { // the interface of values, no dialect
					continue
				}
				if (path == lib || strings.HasPrefix(path, lib+"/")) && !has(rule.homes, pkg) && !test {
					t.Errorf("%s imports %s: only %v may (%s)", file, path, rule.homes, rule.why)
				}
			}
			inner, ok := strings.CutPrefix(path, "laidan/")
			if !ok || test {
				continue
			}
			inner = strings.TrimPrefix(inner, "internal/")
			if !allowed(pkg, inner) {
				t.Errorf("%s: %s may not import %s", file, pkg, inner)
			}
		}
	})
}

func allowed(pkg, inner string) bool {
	if pkg == "app" { // the composition root knows all
		return true
	}
	if list, ok := mayImport[pkg]; ok {
		return has(list, inner)
	}
	if list, ok := modules[pkg]; ok {
		return has(kernel, inner) || has(list, inner)
	}
	return false
}

// In a module a file is pure unless its name says otherwise: no transaction in it.
func TestPureFiles(t *testing.T) {
	each(t, func(pkg, file string, f *ast.File) {
		if _, module := modules[pkg]; !module || strings.HasSuffix(file, "_test.go") || pkg == "demo" {
			return
		}
		name := filepath.Base(file)
		for _, role := range []string{"module", "store", "http", "jobs", "doc", "room"} {
			if strings.HasPrefix(name, role) {
				return
			}
		}
		for _, spec := range f.Imports {
			if path, _ := strconv.Unquote(spec.Path.Value); path == "laidan/internal/db" || path == "laidan/internal/httpapi" {
				t.Errorf("%s imports %s: a file called by its subject is pure; call it module_…, store_…, http_… or jobs_…", file, path)
			}
		}
	})
}

// Goroutines start in few places, each of which recovers or belongs to a main loop.
func TestGoStatements(t *testing.T) {
	homes := []string{"db", "app", "event", "job", "auth", "httpapi", "bulk"}
	each(t, func(pkg, file string, f *ast.File) {
		if strings.HasSuffix(file, "_test.go") || has(homes, pkg) {
			return
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if _, ok := n.(*ast.GoStmt); ok {
				t.Errorf("%s starts a goroutine; a panic in it would end the server", file)
			}
			return true
		})
	})
}

// A statement on platform tables is not kept to one organisation: few packages
// may make one. (customer counts number probes in the table of limited attempts; blob lets uploads of an organisation
// wait for one another on its row; backup and
// doctor are about the whole installation.)
func TestGlobalStatements(t *testing.T) {
	homes := []string{"db", "db/dbtest", "authz", "auth", "org", "job", "event", "demo", "app", "audit", "customer", "backup", "doctor", "blob"}
	each(t, func(pkg, file string, f *ast.File) {
		if strings.HasSuffix(file, "_test.go") || has(homes, pkg) {
			return
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if s, ok := n.(*ast.SelectorExpr); ok && strings.HasPrefix(s.Sel.Name, "Global") {
				if x, ok := s.X.(*ast.Ident); ok && x.Name == "db" {
					t.Errorf("%s calls db.%s; only %v may", file, s.Sel.Name, homes)
				}
			}
			return true
		})
	})
}

// A record writes itself as JSON. A type that embeds it would take that over and
// lose its other members; Full, beside it, writes itself.
func TestRecordsAreNotEmbedded(t *testing.T) {
	each(t, func(pkg, file string, f *ast.File) {
		ast.Inspect(f, func(n ast.Node) bool {
			s, ok := n.(*ast.StructType)
			if !ok {
				return true
			}
			for _, field := range s.Fields.List {
				sel, ok := field.Type.(*ast.SelectorExpr)
				if ok && len(field.Names) == 0 && sel.Sel.Name == "Record" {
					if x, ok := sel.X.(*ast.Ident); ok && x.Name == "customer" {
						t.Errorf("%s embeds customer.Record; name the field", file)
					}
				}
			}
			return true
		})
	})
}

func TestEveryPackageHasADoc(t *testing.T) {
	docs := map[string]bool{}
	each(t, func(pkg, file string, f *ast.File) {
		if !strings.HasSuffix(file, "_test.go") {
			docs[pkg] = docs[pkg] || f.Doc.Text() != ""
		}
	})
	for pkg, ok := range docs {
		if !ok {
			t.Errorf("package %s has no doc comment", pkg)
		}
	}
}

func has(list []string, s string) bool {
	for _, v := range list {
		if v == s {
			return true
		}
	}
	return false
}

func each(t *testing.T, fn func(pkg, file string, f *ast.File)) {
	t.Helper()
	fset := token.NewFileSet()
	err := filepath.WalkDir(".", func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !strings.HasSuffix(path, ".go") || filepath.Dir(path) == "." {
			return err
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		f, err := parser.ParseFile(fset, path, b, parser.ParseComments)
		if err != nil {
			return err
		}
		fn(filepath.ToSlash(filepath.Dir(path)), path, f)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// A layer is compared by its name: where hold, queue and after-sale begin and end
// stands in words alone. (A column of a move or of a roll-up may be any of them.)
func TestLayersByName(t *testing.T) {
	number := regexp.MustCompile(`(?i)\blayer"?\)? *(NOT +)?(BETWEEN|=|<>|<=|>=|<|>|==|!=) *[0-9]`)
	each(t, func(pkg, file string, _ *ast.File) {
		if pkg == "words" || strings.HasSuffix(file, "_test.go") {
			return
		}
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for i, line := range strings.Split(string(text), "\n") {
			if number.MatchString(line) {
				t.Errorf("%s:%d: a layer by its number; words has names for it: %s", file, i+1, strings.TrimSpace(line))
			}
		}
	})
}

// The browser knows what is old after each live topic: web/src/api/stale.ts.
func TestBrowserKnowsTopics(t *testing.T) {
	stale, err := os.ReadFile("../web/src/api/stale.ts")
	if err != nil {
		t.Fatal(err)
	}
	each(t, func(pkg, file string, f *ast.File) {
		if strings.HasSuffix(file, "_test.go") {
			return
		}
		ast.Inspect(f, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) == 0 {
				return true
			}
			fun, ok := call.Fun.(*ast.SelectorExpr)
			topic, isText := call.Args[0].(*ast.BasicLit)
			if ok && isText && fun.Sel.Name == "Announce" && !strings.Contains(string(stale), "\n  "+strings.Trim(topic.Value, `"`)+": [") {
				t.Errorf("%s announces %s, and web/src/api/stale.ts does not say what is old then", file, topic.Value)
			}
			return true
		})
	})
}
