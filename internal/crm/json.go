package crm

import (
	"bytes"
	"encoding/json"
	"unicode/utf8"
)

// Appender writes itself as JSON, exactly as encoding/json would, without
// reflection: for what leaves the server by the page.
type Appender interface {
	AppendJSON(b []byte) ([]byte, error)
}

// AppendJSON appends a value as JSON, without the escapes that only HTML needs.
func AppendJSON(b []byte, v any) ([]byte, error) {
	if a, ok := v.(Appender); ok {
		return a.AppendJSON(b)
	}
	return reflected(b, v)
}

func reflected(b []byte, v any) ([]byte, error) {
	buf := bytes.NewBuffer(b)
	e := json.NewEncoder(buf)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return b, err
	}
	return bytes.TrimSuffix(buf.Bytes(), []byte{'\n'}), nil
}

// AppendString appends a text as JSON.
func AppendString(b []byte, s string) []byte {
	if !plain(s) {
		// A text always encodes.
		b, _ = reflected(b, s)
		return b
	}
	b = append(b, '"')
	b = append(b, s...)
	return append(b, '"')
}

// plain reports whether a text stands in JSON as it is.
func plain(s string) bool {
	ascii := true
	for i := range len(s) {
		switch c := s[i]; {
		case c < ' ' || c == '"' || c == '\\':
			return false
		case c == 0xe2 && i+2 < len(s) && s[i+1] == 0x80 && s[i+2]|1 == 0xa9: // U+2028, U+2029
			return false
		case c >= utf8.RuneSelf:
			ascii = false
		}
	}
	return ascii || utf8.ValidString(s)
}

// AppendJSON writes the page; its items write themselves where they can.
func (p Page[T]) AppendJSON(b []byte) ([]byte, error) {
	if _, ok := any((*T)(nil)).(Appender); !ok {
		type reflectedPage Page[T]
		return reflected(b, reflectedPage(p))
	}
	var err error
	b = append(b, `{"items":`...)
	if p.Items == nil {
		b = append(b, null...)
	} else {
		b = append(b, '[')
		for i := range p.Items {
			if i > 0 {
				b = append(b, ',')
			}
			if b, err = any(&p.Items[i]).(Appender).AppendJSON(b); err != nil {
				return b, err
			}
		}
		b = append(b, ']')
	}
	b = AppendString(append(b, `,"next":`...), p.Next)
	if p.Total != nil {
		if b, err = reflected(append(b, `,"total":`...), p.Total); err != nil {
			return b, err
		}
	}
	return append(b, '}'), nil
}
