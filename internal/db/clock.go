package db

import (
	"sync"
	"time"

	"laidan/internal/host"
)

// steady is the machine's clock without its jumps. Between two looks the clock
// must have gone as far as time that nobody can set. One that did not is not
// believed at once: for a while instants go on from where they were, so that a
// clock set wrong and set right again moves no day and lengthens no lock. One
// that stays where it jumped was right.
type steady struct {
	mu      sync.Mutex
	wall    func() time.Time
	elapsed func() time.Duration

	at    time.Time     // the instant given last
	since time.Duration // elapsed then
	off   time.Duration // elapsed when the clock was first seen elsewhere; 0: it is not
}

const (
	// jump is more than a clock drifts or is adjusted by in one go.
	jump = 2 * time.Second
	// believed is how long a clock has to stay where it jumped.
	believed = 5 * time.Minute
)

func newSteady() *steady { return &steady{wall: time.Now, elapsed: host.Elapsed} }

func (s *steady) now() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	wall, elapsed := s.wall().Round(0), s.elapsed()
	going := s.at.Add(elapsed - s.since)
	away := wall.Sub(going).Abs() > jump
	switch {
	case s.at.IsZero() || !away:
		s.at, s.off = wall, 0
	case s.off == 0:
		s.at, s.off = going, elapsed
	case elapsed-s.off < believed:
		s.at = going
	default:
		s.at, s.off = wall, 0
	}
	s.since = elapsed
	return s.at
}
