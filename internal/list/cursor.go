package list

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"hash/fnv"
	"strconv"

	"laidan/internal/crm"
)

// cursor is the place after a row: its keys, in which segment of which sort of
// which question. It is opaque to callers, not secret: its values are compared
// with, inside what the actor may see anyway.
type cursor struct {
	Sort    string     `json:"s"`
	Segment int        `json:"g"`
	Keys    []any      `json:"k"`
	At      crm.Millis `json:"t"` // the first page's instant: queue order depends on the time
	Asked   string     `json:"h"` // hash of list, filter and q
}

// asked is the hash of the question a cursor belongs to.
func asked(list, filter, q string) string {
	h := fnv.New64a()
	for _, s := range []string{list, filter, q} {
		_, _ = h.Write([]byte(s + "\x00"))
	}
	return strconv.FormatUint(h.Sum64(), 36)
}

func (c cursor) encode() (string, error) {
	b, err := json.Marshal(c)
	return base64.RawURLEncoding.EncodeToString(b), err
}

func errCursor() error {
	return refuse("?cursor", crm.Fail(crm.Invalid, "list.cursor"))
}

func decodeCursor(s string) (c cursor, err error) {
	b, err := base64.RawURLEncoding.DecodeString(s)
	if err != nil {
		return c, errCursor()
	}
	d := json.NewDecoder(bytes.NewReader(b))
	d.UseNumber() // ids do not fit into a float
	if err := d.Decode(&c); err != nil || c.At.IsZero() {
		return c, errCursor()
	}
	return c, nil
}

// fit checks the keys against the segment they claim to belong to and gives
// them the types of the columns.
func (c cursor) fit(segments []segment) ([]any, error) {
	if c.Segment < 0 || c.Segment >= len(segments) {
		return nil, errCursor()
	}
	seg := segments[c.Segment]
	if len(c.Keys) != len(seg.keys) {
		return nil, errCursor()
	}
	values := make([]any, len(seg.keys))
	for i, k := range seg.keys {
		switch v := c.Keys[i].(type) {
		case string:
			if !k.text {
				return nil, errCursor()
			}
			values[i] = v
		case json.Number:
			n, err := v.Int64()
			if err != nil || k.text {
				return nil, errCursor()
			}
			values[i] = n
		default:
			return nil, errCursor()
		}
	}
	return values, nil
}
