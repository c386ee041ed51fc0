package internal_test

import (
	"go/ast"
	"go/token"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"laidan/internal/app"
	"laidan/internal/db"
)

var (
	reads  = regexp.MustCompile(`(?:FROM|JOIN)\s+(\w+)`)
	writes = regexp.MustCompile(`(?:INSERT INTO|UPDATE|DELETE FROM)\s+(\w+)`)
)

// outside are packages that work on the database as a whole.
var outside = map[string]string{
	"db": "the database itself", "db/dbtest": "makes an organisation for tests", "backup": "copies every table", "doctor": "examines every table",
	"demo": "makes a demonstration by hand, with a past no act could give it",
}

// directory are tables that hold for everybody: who works here, where, what is
// sold, and who sees whose customers. Any room may join them for a name or a scope.
var directory = []string{"tenant", "department", "person", "visible", "product", "pool"}

// mayRead is who may read a foreign table, and why an act or a question to its
// room would not do.
var mayRead = map[string]map[string]string{
	"assign":   {"customer hold receipt": "candidates, holds and receipts are counted in one statement under the lock of a hand-out"},
	"audit":    {"fact": "the audit is the reader of facts"},
	"auth":     {"hold notice": "the badge and the hold meter come with who I am, in its one statement"},
	"bulk":     {"customer contact channel customer_key touch deal fact blob shared_number": "matches, exports and undoes thousands of rows, in a statement for each page"},
	"blob":     {"touch_file": "a file that hangs on a touch is told there"},
	"customer": {"touch plan contract fact": "the last touch and the next step stand on every card"},
	"deal":     {"customer blob": "a list of deals names the customer; a contract its paper"},
	"followup": {"customer customer_key contact collaborator move fact blob": "the queue is one statement over customers, and a call looks a number up"},
	"funnel":   {"customer blob contract deal payment plan touch": "reports count what other rooms keep, in one statement a figure"},
	"list":     {"customer": "the scope of every list is whose customer it is"},
	"notify":   {"customer import plan": "finds what is due in one statement a minute"},
	"org":      {"customer hold": "tells what a person who leaves still holds"},
	"privacy":  {"customer contact channel customer_key touch touch_file contract payment blob fact import import_row": "looks through everything for one person"},
}

// Only its room writes a table; who reads a foreign one says why.
func TestTablesBelongToTheirRooms(t *testing.T) {
	owner := owners(t)
	used := map[string]bool{}
	foreign := func(s statement, pattern *regexp.Regexp, fn func(table string)) {
		for _, m := range pattern.FindAllStringSubmatch(s.text, -1) {
			if o := owner[m[1]]; o != "" && o != s.pkg && outside[s.pkg] == "" {
				fn(m[1])
			}
		}
	}
	for s := range statements(t) {
		foreign(s, writes, func(table string) {
			t.Errorf("%s writes %s, which belongs to %s: call an act of that room", s.file, table, owner[table])
		})
		foreign(s, reads, func(table string) {
			if has(directory, table) {
				return
			}
			used[s.pkg+" "+table] = true
			if !lists(mayRead[s.pkg], table) {
				t.Errorf("%s reads %s, which belongs to %s: ask that room, or say in internal/owner_test.go why not", s.file, table, owner[table])
			}
		})
	}
	for pkg, lines := range mayRead {
		for tables := range lines {
			for table := range strings.FieldsSeq(tables) {
				if !used[pkg+" "+table] {
					t.Errorf("%s does not read %s any more: take it out of internal/owner_test.go", pkg, table)
				}
			}
		}
	}
}

// owners are the rooms of tables. Every table of the schema has one.
func owners(t *testing.T) map[string]string {
	owner := map[string]string{}
	for _, r := range (&app.App{}).House() {
		for _, table := range r.Tables {
			if owner[table.Name] != "" {
				t.Errorf("%s belongs to %s and %s", table.Name, owner[table.Name], r.Name)
			}
			owner[table.Name] = r.Name
		}
	}
	for table := range db.Columns() {
		if owner[table] == "" {
			t.Errorf("no room declares the table %s", table)
		}
	}
	return owner
}

func lists(lines map[string]string, table string) bool {
	for tables := range lines {
		if has(strings.Fields(tables), table) {
			return true
		}
	}
	return false
}

type statement struct{ pkg, file, text string }

// statements are the texts in the program's code.
func statements(t *testing.T) func(yield func(statement) bool) {
	return func(yield func(statement) bool) {
		each(t, func(pkg, file string, f *ast.File) {
			if strings.HasSuffix(file, "_test.go") {
				return
			}
			ast.Inspect(f, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.BasicLit:
					if text, err := strconv.Unquote(n.Value); err == nil && n.Kind == token.STRING {
						yield(statement{pkg, file, text})
					}
				case *ast.CallExpr: // db.InsertMany(tx, "table", rows)
					if sel, ok := n.Fun.(*ast.SelectorExpr); ok && sel.Sel.Name == "InsertMany" && len(n.Args) == 3 {
						if lit, ok := n.Args[1].(*ast.BasicLit); ok {
							yield(statement{pkg, file, "INSERT INTO " + strings.Trim(lit.Value, `"`)})
						}
					}
				}
				return true
			})
		})
	}
}
