package timeline

import (
	"encoding/base64"
	"encoding/json"

	"laidan/internal/crm"
	"laidan/internal/customer"
)

// Timeline is a page of what happened with a customer, newest first.
type Timeline struct {
	Items  []Item  `json:"items"`
	Next   string  `json:"next"`
	Counts *Counts `json:"counts,omitempty" doc:"With the first page"`
}

// Counts are the numbers on the tabs of a timeline.
type Counts struct {
	All    int64 `json:"all"`
	Touch  int64 `json:"touch"`
	Deal   int64 `json:"deal"`
	File   int64 `json:"file"`
	Change int64 `json:"change"`
}

// The tabs of a timeline.
const (
	TabAll    = ""
	TabTouch  = "touch"
	TabMove   = "move"
	TabDeal   = "deal"
	TabFile   = "file"
	TabChange = "change"
)

// add counts the rows of an arm on a tab.
func (c *Counts) add(tab string, n int64) {
	switch tab {
	case TabAll:
		c.All += n
	case TabTouch:
		c.Touch += n
	case TabDeal:
		c.Deal += n
	case TabFile:
		c.File += n
	case TabChange:
		c.Change += n
	}
}

// Item is one thing that happened with a customer. Its part is sent as the member
// that is called like its type.
type Item struct {
	ID   string        `json:"id"`
	Type string        `json:"type"`
	At   crm.Millis    `json:"at"`
	By   *customer.Ref `json:"by"`
	Part any           `json:"-"`
}

// MarshalJSON puts the part under its type.
func (i Item) MarshalJSON() ([]byte, error) {
	type plain Item
	head, err := json.Marshal(plain(i))
	if err != nil {
		return nil, err
	}
	name, err := json.Marshal(i.Type)
	if err != nil {
		return nil, err
	}
	part, err := json.Marshal(i.Part)
	if err != nil {
		return nil, err
	}
	out := append(head[:len(head)-1], ',')
	out = append(append(out, name...), ':')
	return append(append(out, part...), '}'), nil
}

// place in a timeline: what is older follows.
type place struct {
	At crm.Millis
	ID int64
}

// start is before everything that happened.
var start = place{At: 1 << 53, ID: 1<<63 - 1}

func (p place) encode() string {
	b, _ := json.Marshal([2]int64{int64(p.At), p.ID})
	return base64.RawURLEncoding.EncodeToString(b)
}

func decode(s string) (p place, err error) {
	if s == "" {
		return start, nil
	}
	var pair [2]int64
	b, err := base64.RawURLEncoding.DecodeString(s)
	if err == nil {
		err = json.Unmarshal(b, &pair)
	}
	if err != nil {
		return p, crm.Bad("?cursor", "list.cursor")
	}
	return place{crm.Millis(pair[0]), pair[1]}, nil
}
