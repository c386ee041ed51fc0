package expr

import (
	"strings"
	"testing"

	"laidan/internal/crm"
)

// FuzzCompile: every text is a condition or is refused with a reason; a
// condition prints to a text that reads as the same one, and to SQL that holds
// nothing of the writer's but through parameters.
func FuzzCompile(f *testing.F) {
	for _, s := range []string{`grade = "A"`, `name has "a" and not (touches > 3 or due is empty)`, `tags in ("x", "y")`, `owner = me`, `((((`, `name = "\"`, `touchedAt < -7d`, "grade = '"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, src string) {
		n, err := Parse(src)
		if err != nil {
			if crm.CodeOf(err) == "" {
				t.Fatalf("no reason: %v", err)
			}
			return
		}
		if n == nil {
			return
		}
		text := Print(n)
		again, err := Parse(text)
		if err != nil || Print(again) != text {
			t.Fatalf("%q prints as %q, which reads as %v, %v", src, text, again, err)
		}
		c, err := Check(n, testFields)
		if err != nil {
			if crm.CodeOf(err) == "" {
				t.Fatalf("no reason: %v", err)
			}
			return
		}
		if sql, _ := c.SQL(testEnv); strings.ContainsAny(sql, "\"\\;") {
			t.Fatalf("%q became %s", src, sql)
		}
	})
}

// Deep and long texts are refused before they cost anything.
func TestHostileConditions(t *testing.T) {
	for name, src := range map[string]string{
		"brackets": strings.Repeat("(", 100_000),
		"not":      strings.Repeat("not ", 25_000) + "flag",
		"or":       "flag" + strings.Repeat(" or flag", 12_000),
		"string":   `name = "` + strings.Repeat("x", 1<<20) + `"`,
		"list":     `touches in (1` + strings.Repeat(",1", 50_000) + `)`,
	} {
		if _, err := Compile(src, testFields); crm.KindOf(err) != crm.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
}
