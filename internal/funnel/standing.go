package funnel

import (
	"math"

	"laidan/internal/words"
)

// Step is one layer of a customer's way through the funnel.
type Step struct {
	Layer words.Layer `json:"layer"`
	Days  float64     `json:"days" doc:"Working days spent there, over all stays"`
	Ideal float64     `json:"ideal" doc:"0: none stated"`
	Done  bool        `json:"done"`
}

// Steps are the seven layers with the days a customer spent in each: spent by
// its moves, and now in the layer it stands in.
func Steps(t Template, layer int, spent map[int]float64, now float64) []Step {
	out := make([]Step, 0, words.Implemented)
	for l := words.Resource; l <= words.Implemented; l++ {
		s := Step{Layer: words.LayerAt(l), Days: spent[l], Ideal: t.IdealDays(l), Done: l < layer}
		if l == layer {
			s.Days += now
		}
		s.Days = math.Round(s.Days*10) / 10
		out = append(out, s)
	}
	return out
}

// Fast reports whether a move forward took less than half the ideal days.
func Fast(t Template, from, to int, days float64) bool {
	return from >= words.Resource && to > from && days < t.IdealBetween(from, to)/2
}

// NextOf is the layer after one; 0 at the end and in the cold store.
func NextOf(layer int) int {
	if layer == words.Abandoned || layer == words.Implemented {
		return words.Abandoned
	}
	return layer + 1
}
