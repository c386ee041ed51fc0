package demo

import (
	"math"
	"time"

	"laidan/internal/calendar"
	"laidan/internal/crm"
)

// workdays maps working days to instants: position 12.5 is the middle of the
// thirteenth working day of the demonstration, which goes from 9:00 to 18:00.
type workdays struct {
	days []time.Time // 9:00 of each working day
	now  float64
}

const dayHours = 9 * time.Hour

func newWorkdays(now time.Time, zone *time.Location, span int) workdays {
	var w workdays
	for d := crm.DayOf(now.AddDate(0, 0, -span), zone); d <= crm.DayOf(now, zone); d = d.Add(1) {
		if calendar.For("CN", zone).WorkingDay(d) {
			w.days = append(w.days, d.Time(zone).Add(9*time.Hour))
		}
	}
	last := len(w.days) - 1
	w.now = float64(last) + math.Min(1, math.Max(0, now.Sub(w.days[last]).Hours()/dayHours.Hours()))
	return w
}

// at is the instant of a position; one before the first day is its start.
func (w workdays) at(p float64) time.Time {
	i := int(math.Max(0, math.Min(p, float64(len(w.days)-1))))
	f := math.Max(0, math.Min(1, p-float64(i)))
	return w.days[i].Add(time.Duration(f * float64(dayHours))).Truncate(time.Second)
}

func (g *generator) working(t time.Time) bool {
	return calendar.For("CN", g.zone).WorkingDay(crm.DayOf(t, g.zone))
}
