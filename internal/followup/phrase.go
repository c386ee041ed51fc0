package followup

import (
	"strconv"

	"laidan/internal/crm"
)

// Phrase is a sentence before it has a language: the key of its text and what
// fills the placeholders. Values that read differently in each language have
// their own types below; Say words them.
type Phrase struct {
	Code   string     `json:"code"`
	Params crm.Params `json:"params,omitempty"`
}

// Word is a parameter that is itself a key of the catalogue.
type Word string

// Minutes is a length of time: 3 小时 20 分, 3 h 20 min.
type Minutes int

// Count is a number with its unit, which has a plural in some languages.
type Count struct {
	N    int
	Unit string // a key: "span.days", "unit.layers"
}

// MarshalJSON writes the number.
func (c Count) MarshalJSON() ([]byte, error) { return strconv.AppendInt(nil, int64(c.N), 10), nil }

// Moment is an instant told relative to now: 今天 08:55, 昨天 14:02, 10月9日 14:02.
type Moment struct{ crm.Millis }

// Hour is a Moment that leaves 今天 out: 10:00, 昨天 14:02.
type Hour struct{ crm.Millis }

// Date is a day worded per language: 10月28日, 28 Oct.
type Date struct{ crm.Day }

func phrase(code string, pairs ...any) Phrase {
	return Phrase{Code: code, Params: crm.Fail("", "", pairs...).Params}
}

// layerKeys are the catalogue keys of the layers by number.
var layerKeys = []string{
	"layer.abandoned", "layer.resource", "layer.graded", "layer.contacted", "layer.lead",
	"layer.opportunity", "layer.signed", "layer.implemented",
}

func layerWord(layer int) Word { return Word(layerKeys[layer]) }

func resultWord(result string) Word { return Word("result." + result) }
