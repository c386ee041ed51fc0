package words

import "slices"

// Layer is one of the eight kinds of layers, by its key. Abandoned is the cold
// store.
type Layer string

// Words lists the layers by depth.
func (Layer) Words() []string {
	return []string{"abandoned", "resource", "graded", "contacted", "lead", "opportunity", "signed", "implemented"}
}

// The depth of each layer: what is stored, compared and counted with.
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

// Layers are the keys by depth.
var Layers = All[Layer]()

// LayerAt is the key of a depth, "" where there is no layer.
func LayerAt(depth int) Layer {
	if depth < 0 || depth >= len(Layers) {
		return ""
	}
	return Layers[depth]
}

// DepthOf is the depth of a key.
func DepthOf(key Layer) (depth int, ok bool) {
	depth = slices.Index(Layers, key)
	return depth, depth >= 0
}

// InHold reports whether customers of a layer count for their owner's quota.
func InHold(depth int) bool { return depth >= Resource && depth <= Opportunity }

// InQueue reports whether customers of a layer stand in the work queue.
func InQueue(depth int) bool { return depth >= Resource && depth <= Signed }

// Where are the layers of which something holds, by depth.
func Where(holds func(depth int) bool) []Layer {
	var list []Layer
	for depth, key := range Layers {
		if holds(depth) {
			list = append(list, key)
		}
	}
	return list
}

// AfterSale reports whether customers of a layer have signed: service looks
// after them.
func AfterSale(depth int) bool { return depth >= Signed }

// The same in SQL, behind the column of the depth: "c.layer " + words.InHoldSQL.
// A test holds that each says what its function says.
const (
	InHoldSQL      = "BETWEEN 1 AND 5"
	InQueueSQL     = "BETWEEN 1 AND 6"
	BesideQueueSQL = "NOT BETWEEN 1 AND 6"
	AfterSaleSQL   = ">= 6"
	IsAbandonedSQL = "= 0"
	IsSignedSQL    = "= 6"
	IsLastOpenSQL  = "= 5" // the layer before the signed ones
	InFunnelSQL    = "> 0"
)
