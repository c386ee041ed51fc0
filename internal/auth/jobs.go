package auth

import (
	"time"

	"laidan/internal/job"
)

// Crons forget sessions, links and log-in guards that have run out.
func Crons() []job.Cron {
	return []job.Cron{{Name: "auth.purge", Every: time.Hour, Run: func(r job.Run) error { return r.Update(purge) }}}
}
