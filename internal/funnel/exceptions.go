package funnel

import (
	"cmp"
	"math"
	"slices"

	"laidan/internal/words"
)

// Exception is one thing that stands out in a funnel, with its evidence.
type Exception struct {
	Kind   string        `json:"kind" enum:"rate,days,under,over,late,skipped"`
	Layers []words.Layer `json:"layers" doc:"Which layers; empty: the funnel as a whole"`
	// Value is what is, Ideal what it is measured against: percent, days,
	// customers; of late the customers without a first response, of skipped how
	// many of the last signings jumped over a layer.
	Value float64 `json:"value"`
	Ideal float64 `json:"ideal"`
	N     int64   `json:"n" doc:"The sample: exits, working days in a row, signings"`
	// Severity orders them: how far off, as a part of the ideal.
	Severity float64 `json:"severity"`
}

// The kinds of an exception.
const (
	LowRate  = "rate"
	LongDays = "days"
	Late     = "late"
	Skipped  = "skipped"
)

// What makes an exception. Bands only colour; a stock is one when it lies far
// outside for two weeks.
const (
	holdDays   = 10  // working days in a row
	holdLow    = 50  // percent of the ideal
	holdHigh   = 150 // percent of the ideal
	lateLeast  = 3   // customers
	skipLeast  = 3   // of the last skipOf signings
	skipOf     = 5
	noticeable = 0.05 // nearer than that to the ideal is noise
)

// Findings are what exceptions are told from, beside the report.
type Findings struct {
	// Stocks are the stocks by layer at the end of each of the last working
	// days, the latest first.
	Stocks  [][words.Implemented + 1]int64
	Late    int64 // customers whose first response is overdue
	Signed  int64 // the last signings, at most skipOf
	Skipped int64 // of them, those that jumped over a layer
}

// Exceptions are what stands out in a report, the worst first. A rate or a stay
// needs 30 exits to be judged.
func Exceptions(t Template, r Report, e Findings) []Exception {
	list := []Exception{}
	add := func(x Exception) {
		x.Severity = round2(x.Severity)
		list = append(list, x)
	}
	for _, l := range r.Layers {
		if l.Rate != nil && l.Rate.Below && off(l.Rate.Value, l.Rate.Ideal) >= noticeable {
			add(Exception{LowRate, []words.Layer{l.Layer}, l.Rate.Value, l.Rate.Ideal, l.Rate.N, off(l.Rate.Value, l.Rate.Ideal)})
		}
		if l.Days != nil && l.Days.Longer && off(l.Days.Value, l.Days.Ideal) >= noticeable {
			add(Exception{LongDays, []words.Layer{l.Layer}, l.Days.Value, l.Days.Ideal, l.Days.N, off(l.Days.Value, l.Days.Ideal)})
		}
	}
	for _, h := range t.Holds {
		ideal := h.For(r.People)
		if kind := outside(h, ideal, e.Stocks); kind != "" {
			now := float64(heldIn(h, e.Stocks[0]))
			add(Exception{kind, h.Layers, now, float64(ideal), holdDays, off(now, float64(ideal))})
		}
	}
	if e.Late >= lateLeast {
		add(Exception{Late, []words.Layer{}, float64(e.Late), 0, e.Late, float64(e.Late) / lateLeast})
	}
	if e.Skipped >= skipLeast && e.Signed >= skipLeast {
		add(Exception{Skipped, []words.Layer{}, float64(e.Skipped), 0, e.Signed, float64(e.Skipped) / float64(e.Signed)})
	}
	slices.SortStableFunc(list, func(a, b Exception) int { return cmp.Compare(b.Severity, a.Severity) })
	return list
}

// outside tells on which side a hold was far out on every one of the last days;
// empty when it was not, or when there are too few days to say.
func outside(h Hold, ideal int64, days [][words.Implemented + 1]int64) string {
	if ideal <= 0 || len(days) < holdDays {
		return ""
	}
	low, high := true, true
	for _, stocks := range days[:holdDays] {
		n := heldIn(h, stocks)
		low = low && n*100 < ideal*holdLow
		high = high && n*100 > ideal*holdHigh
	}
	switch {
	case low:
		return Under
	case high:
		return Over
	}
	return ""
}

func heldIn(h Hold, stocks [words.Implemented + 1]int64) (n int64) {
	for _, key := range h.Layers {
		if l, ok := words.DepthOf(key); ok {
			n += stocks[l]
		}
	}
	return n
}

func off(value, against float64) float64 {
	if against <= 0 {
		return 0
	}
	return math.Abs(value-against) / against
}
