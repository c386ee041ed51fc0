package internal_test

import (
	"regexp"
	"strings"
	"testing"

	"laidan/internal/app"
	"laidan/internal/i18n"
)

var factKind = regexp.MustCompile(`^[a-z]+\.[A-Z]\w+$`)

// A fact is declared by the room it is called after, and has its sentence in both
// languages.
func TestFactsAreDeclared(t *testing.T) {
	declared := map[string]bool{}
	for _, r := range (&app.App{}).House() {
		for _, f := range r.Facts {
			declared[f.Kind] = true
			if !strings.HasPrefix(f.Kind, r.Name+".") {
				t.Errorf("%s/room.go declares %s, which is another room's by its name", r.Name, f.Kind)
			}
			for _, lang := range []string{"zh-CN", "en"} {
				if !i18n.Has(lang, "fact."+f.Kind) {
					t.Errorf("fact.%s has no sentence in %s: add one to the catalogue", f.Kind, lang)
				}
			}
		}
	}
	said := map[string]bool{}
	for s := range statements(t) {
		if !factKind.MatchString(s.text) {
			continue
		}
		said[s.text] = said[s.text] || !strings.HasSuffix(s.file, "/room.go")
		if !declared[s.text] {
			room, _, _ := strings.Cut(s.text, ".")
			t.Errorf("%s says %s, which %s/room.go does not declare", s.file, s.text, room)
		}
	}
	for kind := range declared {
		if !said[kind] {
			t.Errorf("%s is declared and never recorded", kind)
		}
	}
}
