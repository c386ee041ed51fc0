package audit

import (
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"

	"laidan/internal/i18n"
)

var (
	factKind = regexp.MustCompile(`"([a-z]+\.[A-Z][A-Za-z]+)"`)
	comment  = regexp.MustCompile(`//.*`)
)

// Every kind of fact the program writes has a sentence in both languages, and
// those about customers show nothing but what is listed.
func TestEveryKindHasASentence(t *testing.T) {
	written := map[string]bool{}
	err := fs.WalkDir(os.DirFS(".."), ".", func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		b, err := os.ReadFile("../" + path)
		for _, m := range factKind.FindAllStringSubmatch(comment.ReplaceAllString(string(b), ""), -1) {
			written[m[1]] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(written) < 30 {
		t.Fatalf("found %d kinds only", len(written))
	}
	for kind := range written {
		slots := wording[kind]
		for _, lang := range i18n.Languages {
			if !i18n.Has(lang, "fact."+kind) {
				t.Errorf("%s has no sentence in %s", kind, lang)
				continue
			}
			for _, part := range strings.Split(i18n.Keys(lang)["fact."+kind], "{{")[1:] {
				name, _, _ := strings.Cut(part, "}}")
				found := !aboutCustomers(kind)
				for _, s := range slots {
					found = found || s.name == name
				}
				if !found {
					t.Errorf("%s in %s shows %s, which its wording does not give", kind, lang, name)
				}
			}
		}
	}
	for kind := range wording {
		if !written[kind] {
			t.Errorf("nothing writes %s any more", kind)
		}
	}
}
