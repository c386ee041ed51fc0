// Command merge joins the parts of the message catalogues, locales/parts/
// <part>.<language>.json, into locales/<language>.json, sorted. It writes
// nothing and fails when a key stands twice, is missing in a language, or takes
// other placeholders there.
//
//	go run ./internal/i18n/merge
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// The languages; server and browser know the same two.
var languages = []string{"zh-CN", "en"}

func main() {
	dir := flag.String("dir", "locales", "folder of the catalogues")
	flag.Parse()
	if err := run(*dir); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(dir string) error {
	all := map[string]map[string]string{}
	var problems []error
	for _, lang := range languages {
		texts, errs := collect(dir, lang)
		all[lang] = texts
		problems = append(problems, errs...)
	}
	problems = append(problems, compare(all["zh-CN"], all["en"])...)
	if len(problems) > 0 {
		return errors.Join(problems...)
	}
	for _, lang := range languages {
		if err := save(filepath.Join(dir, lang+".json"), all[lang]); err != nil {
			return err
		}
	}
	return nil
}

var keyForm = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_.:-]*$`)

// collect reads all parts of a language.
func collect(dir, lang string) (map[string]string, []error) {
	files, err := filepath.Glob(filepath.Join(dir, "parts", "*."+lang+".json"))
	if err != nil {
		return nil, []error{err}
	}
	texts, from := map[string]string{}, map[string]string{}
	var problems []error
	for _, file := range files {
		name := filepath.Base(file)
		err := eachText(file, func(key, text string) {
			switch {
			case from[key] != "":
				problems = append(problems, fmt.Errorf("%s: %q is in %s already", name, key, from[key]))
			case !keyForm.MatchString(key):
				problems = append(problems, fmt.Errorf("%s: %q is not a key", name, key))
			case strings.TrimSpace(text) == "":
				problems = append(problems, fmt.Errorf("%s: %q is empty", name, key))
			}
			texts[key], from[key] = text, name
		})
		if err != nil {
			problems = append(problems, fmt.Errorf("%s: %w", name, err))
		}
	}
	return texts, problems
}

// eachText reads a flat JSON object token by token: a map would hide a key
// that stands twice.
func eachText(file string, fn func(key, text string)) error {
	b, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	d := json.NewDecoder(bytes.NewReader(b))
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return fmt.Errorf("not a JSON object: %v %w", t, err)
	}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return err
		}
		var text string
		if err := d.Decode(&text); err != nil {
			return fmt.Errorf("%v: %w", key, err)
		}
		fn(key.(string), text)
	}
	_, err = d.Token()
	return err
}

// compare finds keys and placeholders that one language has alone. Plural
// forms count as one key.
func compare(zh, en map[string]string) []error {
	plurals := map[string]bool{}
	for key := range en {
		if stem, ok := strings.CutSuffix(key, "_one"); ok && en[stem+"_other"] != "" {
			plurals[stem] = true
		}
	}
	zhForms, enForms := forms(zh, plurals), forms(en, plurals)
	var problems []error
	for _, key := range slices.Sorted(maps.Keys(enForms)) {
		if zhForms[key] == nil {
			problems = append(problems, fmt.Errorf("zh-CN: %q is missing", key))
		} else if a, b := placeholders(zhForms[key], plurals[key]), placeholders(enForms[key], plurals[key]); !slices.Equal(a, b) {
			problems = append(problems, fmt.Errorf("%q: placeholders %v in zh-CN, %v in en", key, a, b))
		}
	}
	for _, key := range slices.Sorted(maps.Keys(zhForms)) {
		if enForms[key] == nil {
			problems = append(problems, fmt.Errorf("en: %q is missing", key))
		}
	}
	return problems
}

// forms groups the texts of each key.
func forms(texts map[string]string, plurals map[string]bool) map[string][]string {
	out := map[string][]string{}
	for key, text := range texts {
		for _, end := range []string{"_one", "_other"} {
			if stem, ok := strings.CutSuffix(key, end); ok && plurals[stem] {
				key = stem
				break
			}
		}
		out[key] = append(out[key], text)
	}
	return out
}

var placeholder = regexp.MustCompile(`\{\{\s*([A-Za-z0-9_]+)[^}]*\}\}`)

// placeholders lists the names used in any form; a plural may leave its count
// unsaid ("one day").
func placeholders(texts []string, plural bool) []string {
	names := map[string]bool{}
	for _, text := range texts {
		for _, m := range placeholder.FindAllStringSubmatch(text, -1) {
			names[m[1]] = true
		}
	}
	if plural {
		delete(names, "count")
	}
	return slices.Sorted(maps.Keys(names))
}

// save writes the catalogue if it differs, in one step.
func save(file string, texts map[string]string) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(texts); err != nil { // maps encode sorted by key
		return err
	}
	if old, err := os.ReadFile(file); err == nil && bytes.Equal(old, b.Bytes()) {
		return nil
	}
	if err := os.WriteFile(file+".tmp", b.Bytes(), 0o644); err != nil {
		return err
	}
	return os.Rename(file+".tmp", file)
}
