package httpapi

import "time"

// Impatient shortens every wait for clients; the returned function restores.
func Impatient(d time.Duration) (restore func()) {
	a, b, c := bodyTime, pauseTime, writeTime
	bodyTime, pauseTime, writeTime = d, d, 4*d
	return func() { bodyTime, pauseTime, writeTime = a, b, c }
}
