package followup

import "testing"

func TestStrides(t *testing.T) {
	days := []float64{0, 1, 1, 5, 5, 5, 5, 0}
	ideal := func(layer int) float64 { return days[layer] }
	for name, c := range map[string]struct {
		moves []leap // newest first
		want  Stride
	}{
		"none":                            {},
		"one fast move":                   {[]leap{{From: 3, To: 4, Days: 2}}, Stride{1, 2, 5}},
		"exactly half is not fast":        {[]leap{{From: 3, To: 4, Days: 2.5}}, Stride{}},
		"two in a row":                    {[]leap{{From: 4, To: 5, Days: 1}, {From: 3, To: 4, Days: 2}}, Stride{2, 3, 10}},
		"a slow one before ends the run":  {[]leap{{From: 4, To: 5, Days: 1}, {From: 3, To: 4, Days: 9}}, Stride{1, 1, 5}},
		"a skip counts its layers":        {[]leap{{From: 1, To: 4, Days: 1}}, Stride{3, 1, 7}},
		"a move back ends the run":        {[]leap{{From: 3, To: 4, Days: 1}, {From: 5, To: 3, Days: 1}}, Stride{1, 1, 5}},
		"coming back from the cold store": {[]leap{{From: 0, To: 3, Days: 1}}, Stride{}},
	} {
		if got := Strides(c.moves, ideal); got != c.want {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
}
