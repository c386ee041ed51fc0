package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func folder(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "parts"), 0o755); err != nil {
		t.Fatal(err)
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, "parts", name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestMergeSortsAndKeepsText(t *testing.T) {
	dir := folder(t, map[string]string{
		"b.zh-CN.json": `{"b.two": "<b> {{name}}", "b.days": "{{count}} 天"}`,
		"b.en.json":    `{"b.two": "<b> {{name}}", "b.days_one": "a day", "b.days_other": "{{count}} days"}`,
		"a.zh-CN.json": `{"a.one": "一"}`,
		"a.en.json":    `{"a.one": "One & only"}`,
	})
	if err := run(dir); err != nil {
		t.Fatal(err)
	}
	for lang, want := range map[string]string{
		"zh-CN": "{\n  \"a.one\": \"一\",\n  \"b.days\": \"{{count}} 天\",\n  \"b.two\": \"<b> {{name}}\"\n}\n",
		"en":    "{\n  \"a.one\": \"One & only\",\n  \"b.days_one\": \"a day\",\n  \"b.days_other\": \"{{count}} days\",\n  \"b.two\": \"<b> {{name}}\"\n}\n",
	} {
		if got, err := os.ReadFile(filepath.Join(dir, lang+".json")); err != nil || string(got) != want {
			t.Errorf("%s: %s %v", lang, got, err)
		}
	}
}

func TestMergeRefuses(t *testing.T) {
	for name, tt := range map[string]struct {
		files map[string]string
		want  string
	}{
		"a key in two parts":    {map[string]string{"a.en.json": `{"k": "1"}`, "b.en.json": `{"k": "2"}`, "a.zh-CN.json": `{"k": "1"}`}, `"k" is in a.en.json already`},
		"a key twice in a part": {map[string]string{"a.en.json": `{"k": "1", "k": "2"}`, "a.zh-CN.json": `{"k": "1"}`}, `"k" is in a.en.json already`},
		"missing in Chinese":    {map[string]string{"a.en.json": `{"k": "1"}`}, `zh-CN: "k" is missing`},
		"missing in English":    {map[string]string{"a.zh-CN.json": `{"k": "1"}`}, `en: "k" is missing`},
		"other placeholders":    {map[string]string{"a.en.json": `{"k": "{{a}}"}`, "a.zh-CN.json": `{"k": "{{b}}"}`}, `placeholders [b] in zh-CN, [a] in en`},
		"empty text":            {map[string]string{"a.en.json": `{"k": " "}`, "a.zh-CN.json": `{"k": "1"}`}, `"k" is empty`},
		"not flat":              {map[string]string{"a.en.json": `{"k": {"l": "1"}}`}, `a.en.json`},
		"not JSON":              {map[string]string{"a.en.json": `["k"]`}, `not a JSON object`},
		"not a key":             {map[string]string{"a.en.json": `{"k k": "1"}`, "a.zh-CN.json": `{"k k": "1"}`}, `is not a key`},
	} {
		dir := folder(t, tt.files)
		err := run(dir)
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v, want %s", name, err, tt.want)
		}
		if _, err := os.Stat(filepath.Join(dir, "en.json")); err == nil {
			t.Errorf("%s: something was written", name)
		}
	}
}
