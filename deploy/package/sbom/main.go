// Command sbom writes the list of modules inside a Go binary as CycloneDX JSON:
//
//	go run ./deploy/package/sbom BINARY > sbom-go.json
//
// It reads what the linker put into the binary, so the list is of what is really
// inside. The licence of each module is told from its licence file in the module
// cache. No time and no random number goes in: the same binary gives the same list.
package main

import (
	"bytes"
	"debug/buildinfo"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime/debug"
	"strings"
)

type hash struct {
	Alg     string `json:"alg"`
	Content string `json:"content"`
}

type component struct {
	Type     string           `json:"type"`
	Ref      string           `json:"bom-ref"`
	Name     string           `json:"name"`
	Version  string           `json:"version"`
	Purl     string           `json:"purl"`
	Licenses []map[string]any `json:"licenses,omitempty"`
	Hashes   []hash           `json:"hashes,omitempty"`
}

type bom struct {
	Format     string         `json:"bomFormat"`
	Spec       string         `json:"specVersion"`
	Version    int            `json:"version"`
	Metadata   map[string]any `json:"metadata"`
	Components []component    `json:"components"`
}

func main() {
	if err := write(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "sbom:", err)
		os.Exit(1)
	}
}

func write(args []string) error {
	if len(args) != 1 {
		return errors.New("which binary?")
	}
	info, err := buildinfo.ReadFile(args[0])
	if err != nil {
		return err
	}
	cache, err := exec.Command("go", "env", "GOMODCACHE").Output()
	if err != nil {
		return err
	}
	out := bom{Format: "CycloneDX", Spec: "1.5", Version: 1, Components: []component{goItself(info.GoVersion)}, Metadata: map[string]any{
		"component": map[string]any{"type": "application", "name": info.Main.Path, "bom-ref": info.Main.Path}}}
	for _, m := range info.Deps {
		if m.Replace != nil {
			m = m.Replace
		}
		c, err := componentOf(m, strings.TrimSpace(string(cache)))
		if err != nil {
			return err
		}
		out.Components = append(out.Components, c)
	}
	if len(out.Components) < 2 {
		return errors.New("the binary names no modules")
	}
	e := json.NewEncoder(os.Stdout)
	e.SetIndent("", "  ")
	return e.Encode(out)
}

// goItself is the toolchain, whose runtime and standard library are inside.
func goItself(version string) component {
	version = strings.TrimPrefix(strings.Fields(version)[0], "go")
	purl := "pkg:golang/std@" + version
	return component{Type: "library", Ref: purl, Name: "std", Version: version, Purl: purl, Licenses: licence("BSD-3-Clause")}
}

func componentOf(m *debug.Module, cache string) (component, error) {
	purl := "pkg:golang/" + m.Path + "@" + m.Version
	c := component{Type: "library", Ref: purl, Name: m.Path, Version: m.Version, Purl: purl}
	if sum, ok := strings.CutPrefix(m.Sum, "h1:"); ok {
		raw, err := base64.StdEncoding.DecodeString(sum)
		if err != nil {
			return c, err
		}
		c.Hashes = []hash{{"SHA-256", hex.EncodeToString(raw)}}
	}
	id, err := licenceIn(filepath.Join(cache, escaped(m.Path)+"@"+escaped(m.Version)))
	if err != nil {
		return c, fmt.Errorf("%s: %w", m.Path, err)
	}
	c.Licenses = licence(id)
	return c, nil
}

func licence(id string) []map[string]any {
	return []map[string]any{{"license": map[string]string{"id": id}}}
}

// escaped is a path as the module cache writes it: !x for X.
func escaped(path string) string {
	return regexp.MustCompile(`[A-Z]`).ReplaceAllStringFunc(path, func(s string) string { return "!" + strings.ToLower(s) })
}

// licenceWords tell licences apart by a sentence that only they have.
var licenceWords = []struct{ id, words string }{
	{"Apache-2.0", "Apache License Version 2.0"},
	{"MPL-2.0", "Mozilla Public License"},
	{"MIT", "Permission is hereby granted, free of charge"},
	{"ISC", "Permission to use, copy, modify, and/or distribute this software for any purpose"},
	{"ISC", "Permission to use, copy, modify, and distribute this software for any purpose"},
	{"BSD-3-Clause", "Neither the name"},
	{"BSD-3-Clause", "may be used to endorse or promote"},
	{"BSD-2-Clause", "Redistributions in binary form must reproduce"},
	{"Unlicense", "This is free and unencumbered software"},
}

// licenceIn reads a module's licence; one that is not known is an error, so that
// nobody adds such a module unseen.
func licenceIn(dir string) (string, error) {
	files, err := filepath.Glob(filepath.Join(dir, "[LlCU][IiOn][CcPl]*"))
	if err != nil {
		return "", err
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			continue // a folder of licences
		}
		text = bytes.Join(bytes.Fields(text), []byte(" "))
		for _, l := range licenceWords {
			if bytes.Contains(text, []byte(l.words)) {
				return l.id, nil
			}
		}
	}
	return "", fmt.Errorf("no licence known in %s", dir)
}
