package crm

import (
	"math/rand/v2"
	"testing"
	"time"
)

// Instants are written as time's own layout would write them.
func TestMillisAreRFC3339(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 9))
	for range 5000 {
		m := Millis(rng.Int64N(253402300799999)) // up to the end of the year 9999
		got, err := m.MarshalJSON()
		if want := m.Time().Format(`"2006-01-02T15:04:05.000Z"`); err != nil || m != 0 && string(got) != want {
			t.Fatalf("%d: %s %v, want %s", m, got, err, want)
		}
		var back Millis
		if err := back.UnmarshalJSON(got); err != nil || back != m {
			t.Fatalf("%s read as %d %v, was %d", got, back, err, m)
		}
	}
	if got, _ := At(time.Time{}).MarshalJSON(); string(got) != "null" {
		t.Errorf("no instant: %s", got)
	}
}
