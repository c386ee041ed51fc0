package httpapi

import (
	"encoding/json"
	"testing"
)

// An answer says [] and {}; null stands only where there may be nothing.
func TestListsAreNeverNull(t *testing.T) {
	type part struct {
		Tags []string       `json:"tags"`
		Data map[string]int `json:"data"`
	}
	type zero struct {
		List []int `json:"list,omitzero"`
	}
	type whole struct {
		part
		Parts  []part           `json:"parts"`
		One    *part            `json:"one"`
		None   *part            `json:"none"`
		Left   []part           `json:"left,omitempty"`
		Zero   zero             `json:"zero,omitzero"`
		Bytes  []byte           `json:"bytes"`
		Any    any              `json:"any"`
		ByName map[string][]int `json:"byName"`
	}
	for _, c := range []struct {
		v    any
		want string
	}{
		{part{}, `{"tags":[],"data":{}}`},
		{whole{Parts: []part{{}}, One: &part{}}, `{"tags":[],"data":{},"parts":[{"tags":[],"data":{}}],"one":{"tags":[],"data":{}},"none":null,"bytes":null,"any":null,"byName":{}}`},
		{struct{ N int }{1}, `{"N":1}`},
		{[]part(nil), `[]`},
		{nil, `null`},
	} {
		if b, err := json.Marshal(filled(c.v)); err != nil || string(b) != c.want {
			t.Errorf("%s %v, want %s", b, err, c.want)
		}
	}
}
