package config

import (
	"flag"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the table of settings into docs/operations.md")

// The table of settings in docs/operations.md is printed from the settings.
func TestSettingsDoc(t *testing.T) {
	const file = "../../docs/operations.md"
	const from, to = "<!-- settings -->\n", "<!-- /settings -->"
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var table strings.Builder
	table.WriteString("| flag | environment | default | |\n|---|---|---|---|\n")
	for _, s := range Docs() {
		table.WriteString("| `--" + s.Name + "` | `" + s.Env + "` | " + s.Default + " | " + s.Text + " |\n")
	}
	head, rest, ok := strings.Cut(string(b), from)
	_, tail, ok2 := strings.Cut(rest, to)
	if !ok || !ok2 {
		t.Fatal("the marks of the table are missing")
	}
	want := head + from + table.String() + to + tail
	if *update {
		if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if want != string(b) {
		t.Error("docs/operations.md does not list the settings as they are; run go test ./internal/config -update")
	}
}
