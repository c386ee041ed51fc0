package customer

import (
	"slices"

	"laidan/internal/words"
)

// The layers of the funnel, by depth. A customer stands in exactly one;
// Abandoned is the cold store.
const (
	Abandoned = iota
	Resource
	Graded
	Contacted
	Lead
	Opportunity
	Signed
	Implemented
)

// LayerKeys are the layers' names in the API and in filters, by number.
var LayerKeys = words.All[words.Layer]()

// LayerKey is the name of a layer.
func LayerKey(layer int) words.Layer {
	if layer < 0 || layer >= len(LayerKeys) {
		return ""
	}
	return LayerKeys[layer]
}

// LayerOf is the number of a layer's name.
func LayerOf(key words.Layer) (layer int, ok bool) {
	layer = slices.Index(LayerKeys, key)
	return layer, layer >= 0
}

// InHold reports whether customers of a layer count for their owner's quota.
func InHold(layer int) bool { return layer >= Resource && layer <= Opportunity }

// The kinds of a customer.
const (
	Company = "company"
	Person  = "person"
)

// Grades and Temperatures in their order, best and hottest first.
var (
	Grades       = words.Grade("").Words()
	Temperatures = words.Temperature("").Words()
)
