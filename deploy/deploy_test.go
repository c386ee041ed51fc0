// Package deploy_test holds that the image can be built and that containers are
// told only what the program knows.
package deploy_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"laidan/internal/config"
)

// has says which commands the images hold.
var has = map[string][]string{
	"golang":  {"cd", "mkdir", "cp", "go"},
	"node":    {"cd", "mkdir", "cp", "node", "npm", "npx"},
	"scratch": {},
}

// stage is one FROM with what follows.
type stage struct {
	base  string // the image below all stages
	lines [][2]string
}

// dockerfile cuts the file into stages.
func dockerfile(t *testing.T) (list []stage, names map[string]int) {
	t.Helper()
	b, err := os.ReadFile("Dockerfile")
	if err != nil {
		t.Fatal(err)
	}
	names = map[string]int{}
	for line := range strings.Lines(strings.ReplaceAll(string(b), "\\\n", " ")) {
		word, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		switch {
		case word == "" || word[0] == '#':
		case word == "FROM":
			f := strings.Fields(rest)
			base, _, _ := strings.Cut(f[0], ":")
			if from, ok := names[f[0]]; ok {
				base = list[from].base
			}
			list = append(list, stage{base: base})
			if len(f) == 3 {
				names[f[2]] = len(list) - 1
			}
		default:
			s := &list[len(list)-1]
			s.lines = append(s.lines, [2]string{word, rest})
		}
	}
	return list, names
}

// Every RUN uses only what its image has, also behind npm run.
func TestStagesHaveTheirTools(t *testing.T) {
	list, _ := dockerfile(t)
	if len(list) < 3 {
		t.Fatalf("%d stages", len(list))
	}
	for _, s := range list {
		tools, known := has[s.base]
		if !known {
			t.Errorf("what is in %s?", s.base)
		}
		for _, l := range s.lines {
			if l[0] != "RUN" {
				continue
			}
			for _, c := range commands(l[1]) {
				needs(t, s.base, tools, c)
			}
		}
	}
}

func needs(t *testing.T, image string, tools []string, command []string) {
	t.Helper()
	if !slices.Contains(tools, command[0]) {
		t.Errorf("%s has no %s: %s", image, command[0], strings.Join(command, " "))
	}
	if command[0] != "npm" || command[1] != "run" {
		return
	}
	var p struct {
		Scripts         map[string]string
		Dependencies    map[string]string
		DevDependencies map[string]string
	}
	b, err := os.ReadFile("../web/package.json")
	if err == nil {
		err = json.Unmarshal(b, &p)
	}
	if err != nil {
		t.Fatal(err)
	}
	text, ok := p.Scripts[command[2]]
	if !ok {
		t.Errorf("there is no npm run %s", command[2])
	}
	for _, c := range commands(text) {
		if p.Dependencies[c[0]]+p.DevDependencies[c[0]] == "" { // else a program of that package
			needs(t, image, tools, c)
		}
	}
}

var assigns = regexp.MustCompile(`^[A-Z_]+=`)

// commands cuts a line of shell; assignments in front are left out.
func commands(line string) (out [][]string) {
	for _, c := range regexp.MustCompile(`&&|\|\||;|\|`).Split(line, -1) {
		f := strings.Fields(c)
		for len(f) > 0 && assigns.MatchString(f[0]) {
			f = f[1:]
		}
		if len(f) > 0 {
			out = append(out, f)
		}
	}
	return out
}

// What is copied is there: in the tree and not left out of it, or from an
// earlier stage.
func TestCopiedPathsExist(t *testing.T) {
	list, names := dockerfile(t)
	ignored, err := os.ReadFile("../.dockerignore")
	if err != nil {
		t.Fatal(err)
	}
	for n, s := range list {
		for _, l := range s.lines {
			if l[0] != "COPY" {
				continue
			}
			f := strings.Fields(l[1])
			local := true
			for strings.HasPrefix(f[0], "--") {
				if from, ok := strings.CutPrefix(f[0], "--from="); ok {
					local = false
					if at, known := names[from]; !known || at >= n {
						t.Errorf("COPY %s: no earlier stage %s", l[1], from)
					}
				}
				f = f[1:]
			}
			for _, p := range f[:len(f)-1] {
				if _, err := os.Stat(filepath.Join("..", p)); local && (err != nil || slices.Contains(strings.Fields(string(ignored)), p)) {
					t.Errorf("COPY %s: %s is not there", l[1], p)
				}
			}
		}
	}
}

// The Go of the image can build what go.mod asks for.
func TestGoOfTheImage(t *testing.T) {
	b, err := os.ReadFile("../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	image, err := os.ReadFile("Dockerfile")
	if err != nil {
		t.Fatal(err)
	}
	want := regexp.MustCompile(`(?m)^go (\d+\.\d+)`).FindSubmatch(b)
	got := regexp.MustCompile(`golang:(\d+\.\d+)`).FindSubmatch(image)
	if want == nil || got == nil || string(want[1]) != string(got[1]) {
		t.Errorf("go.mod says %s, the image is %s", want, got)
	}
}

var named = regexp.MustCompile(`LAIDAN_[A-Z_]+`)

// Whatever the containers and the service set is a setting of the program.
func TestSettingsAreKnown(t *testing.T) {
	known := map[string]bool{"LAIDAN_CONFIG": true}
	for _, s := range config.Docs() {
		known[s.Env] = true
	}
	for _, file := range []string{"Dockerfile", "compose.yaml", "helm/laidan/templates/deployment.yaml", "systemd/laidan.service", "package/laidan.conf"} {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range named.FindAllString(string(b), -1) {
			if !known[name] {
				t.Errorf("%s sets %s, which is no setting", file, name)
			}
		}
	}
}

// A container's /tmp is bounded: a file system in memory would take the node's.
func TestTmpIsBounded(t *testing.T) {
	for file, want := range map[string]string{"compose.yaml": `tmpfs: \["/tmp:size=\d+m`, "helm/laidan/templates/deployment.yaml": `emptyDir: \{ sizeLimit: \d+Mi \}`} {
		b, err := os.ReadFile(file)
		if err != nil || !regexp.MustCompile(want).Match(b) {
			t.Errorf("%s: /tmp has no size (%v)", file, err)
		}
	}
}
