package funnel

import (
	"laidan/internal/crm"
	"laidan/internal/words"
)

// Report is the funnel of one person or of departments over a period.
type Report struct {
	Period Period `json:"period"`
	// People is the number of active reps the ideals are multiplied by.
	People    int64         `json:"people"`
	Layers    []LayerFigure `json:"layers"`
	Combined  *Combined     `json:"combined" doc:"Layers that share one hold; null when none do"`
	Signed    int64         `json:"signed"`
	Abandoned int64         `json:"abandoned"`
	Slots     Slots         `json:"slots"`
	SelfFound int64         `json:"selfFound" doc:"Customers in layers 1-5 their owners found themselves; they may exceed the quota"`
}

// Period is a span of days, inclusive at both ends.
type Period struct {
	From crm.Day `json:"from"`
	To   crm.Day `json:"to"`
}

// LayerFigure is one layer: its stock at the end of the period, what came into
// it, and how those who left it fared.
type LayerFigure struct {
	Layer   words.Layer     `json:"layer"`
	Count   int64           `json:"count"`
	Entered int64           `json:"entered"`
	Ideal   int64           `json:"ideal" doc:"Ideal stock; 0: none stated"`
	Band    *Band           `json:"band"`
	State   words.BandState `json:"state"`
	Rate    *Rate           `json:"rate"`
	Days    *Days           `json:"days"`
}

// Combined is a hold that several layers share.
type Combined struct {
	Layers []words.Layer   `json:"layers"`
	Count  int64           `json:"count"`
	Ideal  int64           `json:"ideal"`
	Band   Band            `json:"band"`
	State  words.BandState `json:"state"`
}

// Slots are the reported figures of give and take: each signing and each
// abandonment earns one slot for a new resource.
type Slots struct {
	Earned               int64    `json:"earned"`
	Received             int64    `json:"received"`
	AbandonedPerReceived *float64 `json:"abandonedPerReceived" doc:"null while nothing was received"`
}

// Tally is one layer's sums over a period, with the stock at its end.
type Tally struct {
	Layer int `db:"layer"`
	Sums
}

// Again are the exits of a layer in a period that a later exit of the same
// customer from the same layer replaces: each customer counts with the last one.
type Again struct {
	Layer     int     `db:"layer"`
	Forward   int64   `db:"forward"`
	Abandoned int64   `db:"abandoned"`
	Days      float64 `db:"days"`
}

// Assemble makes a report of sums and corrections.
func Assemble(t Template, p Period, people int64, tallies []Tally, repeated []Again) Report {
	var sums [words.Implemented + 1]Sums
	for _, y := range tallies {
		sums[y.Layer].add(y.Sums)
	}
	r := Report{Period: p, People: people, Signed: sums[words.Signed].Entered, Abandoned: sums[words.Abandoned].Entered}
	for _, a := range repeated {
		sums[a.Layer].Forward -= a.Forward
		sums[a.Layer].Abandoned -= a.Abandoned
		sums[a.Layer].Days -= a.Days
		r.Abandoned -= a.Abandoned
		if a.Layer == words.Opportunity {
			r.Signed -= a.Forward // signed, taken back and signed again is one signing
		}
	}
	for layer := words.Resource; layer <= words.Implemented; layer++ {
		s := sums[layer]
		r.SelfFound += s.SelfFound
		r.Slots.Received += s.Received
		r.Layers = append(r.Layers, figureOf(t, layer, people, s))
	}
	r.Combined = combined(t, people, r.Layers)
	r.Slots.Earned = r.Signed + r.Abandoned
	r.Slots.AbandonedPerReceived = Ratio(r.Abandoned, r.Slots.Received)
	return r
}

func figureOf(t Template, layer int, people int64, s Sums) LayerFigure {
	f := LayerFigure{Layer: words.LayerAt(layer), Count: s.Stock, Entered: s.Entered, State: NoBand}
	if h, ok := t.HoldOf(layer); ok && len(h.Layers) == 1 && people > 0 {
		b := h.Band(people)
		f.Ideal, f.Band, f.State = h.For(people), &b, StateOf(s.Stock, b)
	}
	if ideal := t.IdealRate(layer); ideal > 0 {
		f.Rate = RateOf(s.Forward, s.Abandoned, ideal)
		f.Days = DaysOf(s.Days, s.Forward, t.IdealDays(layer))
	}
	return f
}

func combined(t Template, people int64, layers []LayerFigure) *Combined {
	for _, h := range t.Holds {
		if len(h.Layers) < 2 {
			continue
		}
		c := &Combined{Layers: h.Layers, Ideal: h.For(people), Band: h.Band(people), State: NoBand}
		for _, key := range h.Layers {
			if n, ok := words.DepthOf(key); ok {
				c.Count += layers[n-1].Count
			}
		}
		if people > 0 {
			c.State = StateOf(c.Count, c.Band)
		}
		return c
	}
	return nil
}
