// Package i18n says sentences from the shared catalogues in a reader's language.
package i18n

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
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
	_, ok := pick(catalogues()[lang], key, map[string]any{"count": 2})
	return ok
}

// Keys lists the keys of a language, for tests.
func Keys(lang string) map[string]string { return catalogues()[lang] }

// Say gives the sentence of a key with {{name}} placeholders filled. English
// plurals follow the parameter "count": key_one, key_other. A missing sentence
// falls back to the other language, then to the key itself.
func Say(lang, key string, params map[string]any) string {
	all := catalogues()
	if s, ok := pick(all[lang], key, params); ok {
		return fill(s, params)
	}
	for _, l := range Languages {
		if s, ok := pick(all[l], key, params); ok {
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
// the one that an Accept-Language header wants most, else the default.
func Negotiate(accept, preferred string) string {
	if slices.Contains(Languages, preferred) {
		return preferred
	}
	best, weight := Languages[0], 0.0
	for part := range strings.SplitSeq(accept, ",") {
		tag, rest, _ := strings.Cut(strings.TrimSpace(part), ";")
		base, _, _ := strings.Cut(strings.ToLower(tag), "-")
		w := 1.0
		if q, ok := strings.CutPrefix(strings.TrimSpace(rest), "q="); ok {
			var err error
			if w, err = strconv.ParseFloat(q, 64); err != nil {
				continue
			}
		}
		for _, lang := range Languages {
			if own, _, _ := strings.Cut(lang, "-"); own == base && w > weight {
				best, weight = lang, w
			}
		}
	}
	return best
}
