package funnel

import (
	"time"

	"laidan/internal/calendar"
	"laidan/internal/db"
)

// WorkDays is the working time between two instants in days, by the
// organisation's calendar: China's holidays and make-up days where its zone is.
func WorkDays(tx *db.Tx, from, to time.Time) float64 {
	return max(0, calendarOf(tx).WorkingDaysBetween(from, to))
}

func calendarOf(tx *db.Tx) *calendar.Calendar {
	country := ""
	if tx.Zone().String() == "Asia/Shanghai" {
		country = "CN"
	}
	return calendar.For(country, tx.Zone())
}
