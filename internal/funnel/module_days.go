package funnel

import (
	"time"

	"laidan/internal/db"
)

// WorkDays is the working time between two instants in days.
func WorkDays(tx *db.Tx, from, to time.Time) float64 {
	return to.Sub(from).Hours() / 24
}
