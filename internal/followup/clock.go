package followup

import (
	"time"

	"laidan/internal/crm"
)

// clock is an instant seen from the organisation's zone.
type clock struct {
	now  time.Time
	zone *time.Location
}

func (c clock) of(at crm.Millis) crm.Day { return crm.DayOf(at.Time(), c.zone) }

func (c clock) today(at crm.Millis) bool {
	return !at.IsZero() && c.of(at) == crm.DayOf(c.now, c.zone)
}

// since is the number of midnights between an instant and now.
func (c clock) since(at crm.Millis) int {
	return daysBetween(c.of(at), crm.DayOf(c.now, c.zone))
}

// daysBetween counts calendar days; UTC, because its days have one length.
func daysBetween(from, to crm.Day) int {
	return int(to.Time(time.UTC).Sub(from.Time(time.UTC)) / (24 * time.Hour))
}

// on is the instant of a time of day on a day.
func on(day crm.Day, hour, minute int, zone *time.Location) time.Time {
	t := day.Time(zone)
	return time.Date(t.Year(), t.Month(), t.Day(), hour, minute, 0, 0, zone)
}
