// Package i18n says sentences from the shared catalogues in a reader's language.
package i18n

import (
	"encoding/json"
	"fmt"
	"strings"
	"sync"

	"laidan/locales"
)

// Languages are those with a catalogue, the default first.
var Languages = []string{"zh-CN", "en"}

var catalogues = sync.OnceValue(func() map[string]map[string]string {
	all := map[string]map[string]string{}
	for _, lang := range Languages {
		b, err := locales.Files.ReadFile(lang + ".json")
		if err != nil {
			panic(err)
		}
		m := map[string]string{}
		if err := json.Unmarshal(b, &m); err != nil {
			panic(lang + ".json: " + err.Error())
		}
		all[lang] = m
	}
	return all
})

// Has reports whether a key has a sentence.
func Has(lang, key string) bool {
	_, ok := catalogues()[lang][key]
	return ok
}

// Keys lists the keys of a language, for tests.
func Keys(lang string) map[string]string { return catalogues()[lang] }

// Say gives the sentence of a key with {{name}} placeholders filled. English
// plurals follow the parameter "count": key_one, key_other. A missing sentence
// falls back to the other language, then to the key itself.
func Say(lang, key string, params map[string]any) string {
	for _, l := range append([]string{lang}, Languages...) {
		if s, ok := pick(catalogues()[l], key, params); ok {
			return fill(s, params)
		}
	}
	return key
}

func pick(m map[string]string, key string, params map[string]any) (string, bool) {
	if count, ok := params["count"]; ok {
		form := "_other"
		if n := fmt.Sprint(count); n == "1" || n == "1.0" {
			form = "_one"
		}
		if s, ok := m[key+form]; ok {
			return s, true
		}
	}
	s, ok := m[key]
	return s, ok
}

func fill(s string, params map[string]any) string {
	if len(params) == 0 || !strings.Contains(s, "{{") {
		return s
	}
	var b strings.Builder
	for {
		start := strings.Index(s, "{{")
		if start < 0 {
			break
		}
		end := strings.Index(s[start:], "}}")
		if end < 0 {
			break
		}
		b.WriteString(s[:start])
		name := strings.TrimSpace(s[start+2 : start+end])
		if v, ok := params[name]; ok {
			b.WriteString(fmt.Sprint(v))
		}
		s = s[start+end+2:]
	}
	return b.String() + s
}

// Negotiate chooses a language: the preferred one if it has a catalogue, else
// the first of an Accept-Language header that has, else the default.
func Negotiate(accept, preferred string) string {
	if _, ok := catalogues()[preferred]; ok {
		return preferred
	}
	for part := range strings.SplitSeq(accept, ",") {
		tag, _, _ := strings.Cut(strings.TrimSpace(part), ";")
		base, _, _ := strings.Cut(strings.ToLower(tag), "-")
		switch base {
		case "zh":
			return "zh-CN"
		case "en":
			return "en"
		}
	}
	return Languages[0]
}
