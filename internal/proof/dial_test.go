package proof

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
)

// Nothing in the program dials out: no input can make it fetch an address, in
// whatever spelling. Who adds a client adds it here with the guard that keeps it
// from inner addresses.
func TestNothingDialsOut(t *testing.T) {
	dials := map[string][]string{
		"net/http": {"Get", "Head", "Post", "PostForm", "Client", "DefaultClient", "Transport", "DefaultTransport", "NewRequest", "NewRequestWithContext"},
		"net":      {"Dial", "DialTimeout", "Dialer", "LookupHost", "LookupIP", "LookupAddr", "Resolver"},
		"net/smtp": {"SendMail", "Dial"}, "net/rpc": {"Dial", "DialHTTP"}, "crypto/tls": {"Dial", "DialWithDialer"},
		"os/exec": {"Command", "CommandContext"},
	}
	allowed := map[string]string{
		"db":          "tunes the connections to its own PostgreSQL, whose address the operator gives",
		"db/pgserver": "starts the tests' PostgreSQL",
		"doctor":      "asks the machine's sqlite3 for its version, when an operator runs it",
	}
	fset := token.NewFileSet()
	err := filepath.WalkDir("..", func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		f, err := parser.ParseFile(fset, path, nil, 0)
		if err != nil {
			return err
		}
		pkg := strings.TrimPrefix(filepath.ToSlash(filepath.Dir(path)), "../")
		names := map[string]string{}
		for _, spec := range f.Imports {
			of := strings.Trim(spec.Path.Value, `"`)
			name := of[strings.LastIndex(of, "/")+1:]
			if spec.Name != nil {
				name = spec.Name.Name
			}
			names[name] = of
		}
		ast.Inspect(f, func(n ast.Node) bool {
			sel, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			x, ok := sel.X.(*ast.Ident)
			if !ok {
				return true
			}
			for _, bad := range dials[names[x.Name]] {
				if sel.Sel.Name == bad && allowed[pkg] == "" {
					t.Errorf("%s uses %s.%s: the server makes no requests of its own", path, names[x.Name], bad)
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
