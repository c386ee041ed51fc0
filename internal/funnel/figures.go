package funnel

import (
	"math"

	"laidan/internal/words"
)

// Enough is the smallest sample a rate is judged on. Smaller ones are shown
// with their n and never coloured or reported.
const Enough = 30

// The states of a stock against its band.
const (
	Under  = "under"
	In     = "in"
	Over   = "over"
	NoBand = "none"
)

// Rate is a move rate: of those who left a layer in the period, how many moved
// on. Value and Ideal are percent.
type Rate struct {
	Value     float64 `json:"value"`
	Ideal     float64 `json:"ideal"`
	N         int64   `json:"n"`
	Forward   int64   `json:"forward"`
	Abandoned int64   `json:"abandoned"`
	// Judged is false while n is under 30: show it, do not colour it.
	Judged bool `json:"judged"`
	// Below reports a judged rate under its ideal.
	Below bool `json:"below"`
}

// RateOf is the move rate of a layer, nil when nobody left it.
func RateOf(forward, abandoned int64, ideal float64) *Rate {
	n := forward + abandoned
	if n <= 0 {
		return nil
	}
	r := &Rate{Value: percent(forward, n), Ideal: ideal, N: n, Forward: forward, Abandoned: abandoned, Judged: n >= Enough}
	// Compared before rounding, so that 29.996 of 30 is not called below.
	r.Below = r.Judged && float64(forward)*100 < ideal*float64(n)
	return r
}

// Days is how long customers stayed in a layer before they moved on: the mean
// of working days against the ideal.
type Days struct {
	Value  float64 `json:"value"`
	Ideal  float64 `json:"ideal"`
	N      int64   `json:"n"`
	Judged bool    `json:"judged"`
	Longer bool    `json:"longer"` // judged and over the ideal
}

// DaysOf is the mean stay of n customers who moved on after sum days in all,
// nil when nobody did.
func DaysOf(sum float64, n int64, ideal float64) *Days {
	if n <= 0 {
		return nil
	}
	// A sum of corrections may leave a rounding error below zero.
	mean := max(0, sum/float64(n))
	return &Days{Value: round2(mean), Ideal: ideal, N: n, Judged: n >= Enough, Longer: n >= Enough && mean > ideal}
}

// StateOf says where a stock stands against its band.
func StateOf(count int64, b Band) words.BandState {
	switch {
	case count < b.Low:
		return Under
	case count > b.High:
		return Over
	default:
		return In
	}
}

// Ratio is a:b as a number, nil without b.
func Ratio(a, b int64) *float64 {
	if b <= 0 {
		return nil
	}
	v := round2(float64(a) / float64(b))
	return &v
}

func percent(part, whole int64) float64 { return round2(float64(part) * 100 / float64(whole)) }

func round2(x float64) float64 { return math.Round(x*100) / 100 }
