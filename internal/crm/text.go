package crm

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Readable reports whether a text is one that every database stores: valid UTF-8
// without NUL.
func Readable(s string) bool { return strings.IndexByte(s, 0) < 0 && utf8.ValidString(s) }

// ReadableJSON is Readable for the texts and names in a JSON document. A decoder
// would replace what is no UTF-8, and something else would be stored than was
// sent.
func ReadableJSON(data []byte) bool { return utf8.Valid(data) && escapesReadable(data) }

// escapesReadable finds \u0000 and halves of a pair such as \ud800, and not the
// text \\u0000 that only looks like one.
func escapesReadable(data []byte) bool {
	for {
		i := bytes.IndexByte(data, '\\')
		if i < 0 || i+1 >= len(data) {
			return true
		}
		r, ok := escaped(data[i:])
		data = data[i+2:]
		switch {
		case !ok:
		case r == 0:
			return false
		case utf16.IsSurrogate(r):
			low, ok := escaped(data[min(4, len(data)):])
			if !ok || utf16.DecodeRune(r, low) == utf8.RuneError {
				return false
			}
			data = data[min(10, len(data)):]
		}
	}
}

// escaped is the number of an escape \uXXXX at the start of data.
func escaped(data []byte) (rune, bool) {
	if len(data) < 6 || data[0] != '\\' || data[1] != 'u' {
		return 0, false
	}
	n, err := strconv.ParseUint(string(data[2:6]), 16, 16)
	return rune(n), err == nil
}

// Unreadable is the refusal of a text that is none.
func Unreadable() *Error { return Fail(Invalid, "text.unreadable") }
