package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var fuzzTest = regexp.MustCompile(`(?m)^func (Fuzz\w+)\(f \*testing\.F\)`)

// A fuzz test that moved, or came, and is not in the list is never run.
func TestEveryFuzzTestIsATarget(t *testing.T) {
	root := os.DirFS("../internal")
	var have, want []string
	err := fs.WalkDir(root, ".", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, "_test.go") {
			return err
		}
		text, err := fs.ReadFile(root, path)
		for _, m := range fuzzTest.FindAllSubmatch(text, -1) {
			have = append(have, filepath.Dir(path)+" "+string(m[1]))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, target := range targets {
		want = append(want, target.pkg+" "+target.name)
	}
	slices.Sort(have)
	slices.Sort(want)
	if !slices.Equal(have, want) {
		t.Errorf("fuzz tests: %v\nin parsers.go: %v", have, want)
	}
}
