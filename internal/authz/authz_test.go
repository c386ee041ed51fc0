package authz

import (
	"flag"
	"os"
	"slices"
	"strings"
	"testing"

	"laidan/internal/crm"
)

var update = flag.Bool("update", false, "write docs/rights.md")

// docs/rights.md is printed from the matrix, so that it cannot be wrong.
func TestRightsDoc(t *testing.T) {
	const file = "../../docs/rights.md"
	want := rightsDoc()
	if *update {
		if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(file)
	if err != nil || string(got) != want {
		t.Errorf("docs/rights.md is not what the matrix says (%v); run go test ./internal/authz -update", err)
	}
}

func rightsDoc() string {
	var b strings.Builder
	b.WriteString("# Who may do what 谁能做什么\n\nThe default matrix; several roles add up. Printed from `internal/authz` by its test.\n\n")
	b.WriteString("| permission | " + strings.Join(Roles, " | ") + " |\n|---|" + strings.Repeat(":-:|", len(Roles)) + "\n")
	seen := map[Perm]bool{}
	for _, r := range Roles {
		for _, p := range matrix[r] {
			seen[p] = true
		}
	}
	perms := make([]string, 0, len(seen))
	for p := range seen {
		perms = append(perms, string(p))
	}
	slices.Sort(perms)
	for _, p := range perms {
		b.WriteString("| `" + p + "` |")
		for _, r := range Roles {
			if Perms([]string{r})[p] {
				b.WriteString(" ● |")
			} else {
				b.WriteString("   |")
			}
		}
		b.WriteString("\n")
	}
	b.WriteString("\n## Whose customers are seen\n\n| role | scope |\n|---|---|\n")
	for _, r := range Roles {
		b.WriteString("| " + r + " | " + string(DefaultScope([]string{r})) + " |\n")
	}
	b.WriteString(`
own: one's own. team and subtree: those of everybody in one's department, in the departments one manages, and below. all: everybody's; service sees signed
and implemented customers only. none: no customers by ownership; support works in the pools. Besides, everybody sees customers shared with them until a date.

A record outside one's organisation or scope answers 404 like an id that never existed. Phone numbers are masked in lists; own and team customers' are shown
by one audited act; those in a pool, shared or of others stay masked. Finance and admin never see them.
`)
	return b.String()
}

func TestRolesAddUp(t *testing.T) {
	both := Perms([]string{Rep, Finance})
	for _, p := range append(Of(Rep), Of(Finance)...) {
		if !both[string(p)] {
			t.Errorf("rep and finance together miss %s", p)
		}
	}
	if s := DefaultScope([]string{Rep, Director}); s != crm.ScopeSubtree {
		t.Errorf("rep and director see %s", s)
	}
	if Perms([]string{Finance})[string(CustomerUnmask)] || Perms([]string{Admin})[string(CustomerRead)] {
		t.Error("finance reveals numbers or admin reads customers")
	}
	if Perms([]string{Support})[string(CustomerMove)] {
		t.Error("support moves customers")
	}
}
