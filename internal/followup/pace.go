package followup

import "time"

// Day breaks for lunch; time inside is no working time of the pace.
const (
	noonFrom = 12 * time.Hour
	noonTo   = 14 * time.Hour
)

// minPace is the least number of finished customers from which a pace is read:
// one call says nothing about an afternoon.
const minPace = 2

// FinishAt estimates when the queue is done at today's pace: the done customers
// from the first touch on, lunch left out. No answer (zero) when too little is
// done, nothing is left, or the end would fall after today.
func FinishAt(done, left int, first, now time.Time, zone *time.Location) time.Time {
	if done < minPace || left <= 0 || first.IsZero() || !first.Before(now) {
		return time.Time{}
	}
	spent := working(first, now, zone)
	if spent <= 0 {
		spent = now.Sub(first) // whoever works through lunch has a pace too
	}
	end := advance(now, spent/time.Duration(done)*time.Duration(left), zone)
	if y, m, d := end.In(zone).Date(); !sameDate(now.In(zone), y, m, d) {
		return time.Time{}
	}
	return end.Truncate(time.Minute)
}

func sameDate(t time.Time, y int, m time.Month, d int) bool {
	ty, tm, td := t.Date()
	return ty == y && tm == m && td == d
}

// working is the time between two instants of one day without the noon break.
func working(from, to time.Time, zone *time.Location) time.Duration {
	start, end := noon(to, zone)
	overlap := earlier(to, end).Sub(later(from, start))
	return to.Sub(from) - max(0, overlap)
}

// advance adds working time, jumping over the noon break.
func advance(from time.Time, d time.Duration, zone *time.Location) time.Time {
	start, end := noon(from, zone)
	switch to := from.Add(d); {
	case !from.Before(end), !to.After(start):
		return to
	case from.Before(start):
		return to.Add(end.Sub(start))
	default: // inside the break: it begins to count at its end
		return end.Add(d)
	}
}

func noon(t time.Time, zone *time.Location) (start, end time.Time) {
	y, m, d := t.In(zone).Date()
	midnight := time.Date(y, m, d, 0, 0, 0, 0, zone)
	return midnight.Add(noonFrom), midnight.Add(noonTo)
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
