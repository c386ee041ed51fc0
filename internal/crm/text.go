package crm

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// Readable reports whether a text is one that every database stores: valid UTF-8
// without NUL.
func Readable(s string) bool { return strings.IndexByte(s, 0) < 0 && utf8.ValidString(s) }

// ReadableJSON is Readable for the texts and names in a JSON document. A decoder
// would replace what is no UTF-8, and something else would be stored than was
// sent.
func ReadableJSON(data []byte) bool { return utf8.Valid(data) && !hasNUL(data) }

// hasNUL finds \u0000, and not the text \\u0000 that only looks like it.
func hasNUL(data []byte) bool {
	for {
		i := bytes.IndexByte(data, '\\')
		if i < 0 || i+1 >= len(data) {
			return false
		}
		if bytes.HasPrefix(data[i+1:], []byte("u0000")) {
			return true
		}
		data = data[i+2:]
	}
}

// Unreadable is the refusal of a text that is none.
func Unreadable() *Error { return Fail(Invalid, "text.unreadable") }
