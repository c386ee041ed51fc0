package followup

import "laidan/internal/crm"

// leap is one move as the pace of a fast mover needs it.
type leap struct {
	Customer crm.CustomerID `db:"customer_id"`
	From     int            `db:"from_layer"`
	To       int            `db:"to_layer"`
	Days     float64        `db:"days"`
}

// Strides sums the latest moves forward, newest first, for as long as they
// together took less than half the ideal time: what made the customer a fast
// mover.
func Strides(moves []leap, ideal func(layer int) float64) Stride {
	var s Stride
	for _, m := range moves {
		if m.To <= m.From || m.From < 1 {
			break
		}
		next := Stride{Layers: s.Layers + m.To - m.From, Days: s.Days + m.Days, Ideal: s.Ideal}
		for layer := m.From; layer < m.To; layer++ {
			next.Ideal += ideal(layer)
		}
		if next.Days*2 >= next.Ideal {
			break
		}
		s = next
	}
	return s
}
