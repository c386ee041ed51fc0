package demo

import (
	"laidan/internal/words"
	"math"
	"math/rand/v2"
)

// A story is what happened to one customer who went through the funnel, in
// working days since the first day of the demonstration's calendar. It is pure:
// the same seed and number tell the same story.
type story struct {
	start   float64 // handed to the rep
	steps   []step  // moves in order
	layer   int     // where the customer stands now; 0 abandoned
	touches []float64
	open    bool // still with the rep, layers 1-6
}

type step struct {
	from, to int
	at       float64
	days     float64
}

// temper is how one rep works: slower or faster, better or worse than ideal.
type temper struct {
	slow [8]float64 // factor on the days in a layer
	luck [8]float64 // factor on the rate out of a layer
	flow float64    // factor on the intake
}

func even() temper {
	t := temper{flow: 1}
	for i := range t.slow {
		t.slow[i], t.luck[i] = 1, 1
	}
	return t
}

// The ideal days and rates of the default funnel, by layer.
var (
	idealDays  = [8]float64{1: 1, 2: 1, 3: 5, 4: 5, 5: 5, 6: 5}
	passRates  = [8]float64{1: .985, 2: .91, 3: .52, 4: .31, 5: .115, 6: 1}
	fastFactor = 0.5
)

// tell simulates one customer from start until now (working days).
func tell(r *rand.Rand, t temper, start, now float64) story {
	s := story{start: start, layer: 1, open: true}
	at := start
	for s.layer < words.Implemented {
		// Log-normal with the ideal as its mean: most are a little faster, some much slower.
		d := idealDays[s.layer] * t.slow[s.layer] * math.Exp(0.5*r.NormFloat64()-0.125)
		if at+d >= now {
			return s
		}
		at += d
		next := s.layer + 1
		switch {
		case r.Float64() >= passRates[s.layer]*t.luck[s.layer]:
			next = 0
		case s.layer == words.Contacted && r.Float64() < 0.02: // skips a layer: a customer in a hurry
			next = 5
		case s.layer == words.Opportunity && r.Float64() < 0.03: // cools down again
			next = 4
		}
		s.steps = append(s.steps, step{s.layer, next, at, d})
		s.layer = next
		if next == 0 || len(s.steps) > 14 {
			s.open = next != 0
			return s
		}
	}
	s.open = false
	return s
}

// weight is how many contacts such a story asks for; the demonstration's total
// is shared out by it.
func (s story) weight(now float64) float64 {
	end := now
	if n := len(s.steps); n > 0 && !s.open {
		end = s.steps[n-1].at
	}
	return 1 + 1.3*float64(len(s.steps)) + (end-s.start)/4
}

// contact places n contacts: one shortly before each move from "graded" on,
// the others in between.
func (s *story) contact(r *rand.Rand, n int, now float64) {
	end := now - 0.02
	if k := len(s.steps); k > 0 && !s.open {
		end = s.steps[k-1].at
	}
	for i := len(s.steps) - 1; i >= 0 && len(s.touches) < n; i-- {
		if s.steps[i].from >= 2 || s.steps[i].to == 0 {
			s.touches = append(s.touches, math.Max(s.start+0.01, s.steps[i].at-0.03*r.Float64()-0.005))
		}
	}
	for len(s.touches) < n {
		s.touches = append(s.touches, s.start+0.05+math.Max(0, end-s.start-0.05)*r.Float64())
	}
}

// layerAt is where the customer stood at an instant.
func (s story) layerAt(at float64) int {
	l := 1
	for _, st := range s.steps {
		if st.at > at {
			break
		}
		l = st.to
	}
	return l
}
