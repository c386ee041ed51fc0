package crm

import "testing"

func TestReadableJSON(t *testing.T) {
	for text, want := range map[string]bool{
		`{"a":"b"}`:               true,
		`"\ud83d\ude00 \u4e2d\\"`: true,
		`"\\u0000 \\ud800"`:       true, // texts that look like escapes
		`"\u0000"`:                false,
		`"\\\u0000"`:              false,
		`"a\ud800b"`:              false,
		`"\udc00"`:                false,
		`"\ud800\ud800"`:          false,
		`"\ud800`:                 false,
		`"\ud83d\ude00\u0000"`:    false,
		"\"\xff\"":                false,
		`"\u12`:                   true, // no JSON: the decoder says so
	} {
		if got := ReadableJSON([]byte(text)); got != want {
			t.Errorf("%s: %v", text, got)
		}
	}
}
