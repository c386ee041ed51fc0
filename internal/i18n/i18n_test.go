package i18n

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

// two replaces the catalogues for one test.
func two(t *testing.T, zh, en map[string]string) {
	t.Helper()
	old := catalogues
	catalogues = func() map[string]map[string]string { return map[string]map[string]string{"zh-CN": zh, "en": en} }
	t.Cleanup(func() { catalogues = old })
}

func TestSay(t *testing.T) {
	two(t, map[string]string{"hi": "{{name}}，你好", "days": "{{count}} 天", "only.zh": "只有中文", "odd": "{{ a }}{{b}", "plain": "{{name}}"},
		map[string]string{"hi": "Hello {{name}}", "days_one": "{{count}} day", "days_other": "{{count}} days", "only.en": "English {{n}} only"})
	for _, tt := range []struct {
		lang, key string
		params    map[string]any
		want      string
	}{
		{"zh-CN", "hi", map[string]any{"name": "国华"}, "国华，你好"},
		{"en", "hi", map[string]any{"name": "{{name}}"}, "Hello {{name}}"},
		{"en", "days", map[string]any{"count": 1}, "1 day"},
		{"en", "days", map[string]any{"count": int64(1)}, "1 day"},
		{"en", "days", map[string]any{"count": 0}, "0 days"},
		{"en", "days", map[string]any{"count": 1.5}, "1.5 days"},
		{"zh-CN", "days", map[string]any{"count": 1}, "1 天"},
		{"en", "only.zh", nil, "只有中文"},
		{"zh-CN", "only.en", map[string]any{"n": 3}, "English 3 only"},
		{"fr", "hi", map[string]any{"name": "A"}, "A，你好"},
		{"en", "nowhere", map[string]any{"n": 3}, "nowhere"},
		{"zh-CN", "odd", map[string]any{"a": 1}, "1{{b}"},
		{"zh-CN", "plain", map[string]any{"other": 1}, ""},
	} {
		if got := Say(tt.lang, tt.key, tt.params); got != tt.want {
			t.Errorf("%s %s: %q, want %q", tt.lang, tt.key, got, tt.want)
		}
	}
	if !Has("en", "days") || !Has("zh-CN", "days") || Has("en", "only.zh") {
		t.Error("Has")
	}
}

func TestNegotiate(t *testing.T) {
	for _, tt := range []struct{ accept, preferred, want string }{
		{"", "", "zh-CN"}, {"", "en", "en"}, {"en-US,en;q=0.9", "zh-CN", "zh-CN"}, {"en-US,en;q=0.9,zh;q=0.8", "", "en"},
		{"fr-FR, zh-TW;q=0.3, en;q=0.7", "", "en"}, {"zh-Hans-CN", "", "zh-CN"}, {"fr", "", "zh-CN"}, {"en", "fr", "en"},
		{"en;q=0, zh;q=0.1", "", "zh-CN"}, {";;,q=", "", "zh-CN"}, {"en;q=x", "", "zh-CN"},
	} {
		if got := Negotiate(tt.accept, tt.preferred); got != tt.want {
			t.Errorf("%q %q: %s, want %s", tt.accept, tt.preferred, got, tt.want)
		}
	}
}

// stem is a key without its plural form; zh-CN has no forms.
func stem(key string, en map[string]string) string {
	for _, end := range []string{"_one", "_other"} {
		if s, ok := strings.CutSuffix(key, end); ok && en[s+"_one"] != "" && en[s+"_other"] != "" {
			return s
		}
	}
	return key
}

var placeholder = regexp.MustCompile(`\{\{\s*(\w+)`)

func TestCataloguesAgree(t *testing.T) {
	zh, en := Keys("zh-CN"), Keys("en")
	if len(zh) == 0 {
		t.Fatal("no sentences")
	}
	uses := func(m map[string]string) map[string][]string {
		out := map[string][]string{}
		for key, text := range m {
			s := stem(key, en)
			out[s] = append(out[s], "")
			for _, p := range placeholder.FindAllStringSubmatch(text, -1) {
				if s == key || p[1] != "count" { // a plural may leave its count unsaid
					out[s] = append(out[s], p[1])
				}
			}
		}
		for key := range out {
			out[key] = slices.DeleteFunc(out[key], func(p string) bool { return p == "count" && en[key+"_one"] != "" })
			slices.Sort(out[key])
			out[key] = slices.Compact(out[key])
		}
		return out
	}
	a, b := uses(zh), uses(en)
	for key, names := range a {
		if !slices.Equal(names, b[key]) {
			t.Errorf("%s: zh-CN %q, en %q", key, names, b[key])
		}
	}
	for key := range b {
		if a[key] == nil {
			t.Errorf("%s is missing in zh-CN", key)
		}
	}
}

func TestChineseReadsNative(t *testing.T) {
	for key, text := range Keys("zh-CN") {
		for _, word := range []string{"您", "成功", "系统异常", "请注意"} {
			if strings.Contains(text, word) {
				t.Errorf("%s: %s says %s", key, text, word)
			}
		}
	}
}

func BenchmarkSay(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		Say("zh-CN", "error.field.too_long", map[string]any{"max": 200})
	}
}
