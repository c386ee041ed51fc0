package db

import (
	"testing"
	"time"
)

// A jump of the clock moves no instant; a clock that stays where it jumped is
// followed after a while, and drift at once.
func TestSteadyClock(t *testing.T) {
	start := time.Date(2026, 11, 22, 23, 30, 0, 0, time.UTC)
	elapsed, off := time.Hour, time.Duration(0)
	s := &steady{elapsed: func() time.Duration { return elapsed }, wall: func() time.Time { return start.Add(elapsed - time.Hour + off) }}
	for i, step := range []struct{ pass, jump, want time.Duration }{
		{0, 0, 0},
		{time.Minute, 0, 0},
		{time.Second, time.Hour, 0},             // an hour forth, into the next day
		{4 * time.Minute, 0, 0},                 // still not believed
		{time.Second, -2 * time.Hour, 0},        // an hour back
		{time.Second, time.Hour, 0},             // right again
		{time.Hour, 0, 0},                       // a machine that slept: time went on
		{time.Second, time.Second, time.Second}, // adjusted
		{time.Second, time.Hour, time.Second},
		{6 * time.Minute, 0, time.Hour + time.Second}, // stays there: it was set right
		{time.Minute, 0, time.Hour + time.Second},
	} {
		elapsed += step.pass
		off += step.jump
		if got := s.now().Sub(start.Add(elapsed - time.Hour)); got != step.want {
			t.Errorf("step %d: off by %v, want %v", i, got, step.want)
		}
	}
}
