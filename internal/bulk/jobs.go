package bulk

import (
	"time"

	"laidan/internal/blob"
	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/job"
)

// Crons remove the files of old imports, and what imports asked an hour ago.
func Crons(files blob.Store) []job.Cron {
	return []job.Cron{
		{Name: "bulk.forget_files", Every: time.Hour, Run: func(r job.Run) error { return ForgetFiles(r.Ctx, r.DB, files, r.Tenant) }},
		{Name: "bulk.forget_asked", Every: time.Hour, Run: func(r job.Run) error {
			return r.Update(func(tx *db.Tx) error {
				return db.Write(tx, forgetAskedSQL, db.Args{"before": crm.At(tx.Now.Add(-askedFor))})
			})
		}},
	}
}

// Jobs are the background work of this package.
func Jobs(files blob.Store) []job.Kind {
	work := func(fn func(r job.Run, p payload) (bool, error)) func(job.Run) error {
		return func(r job.Run) error {
			var p payload
			if err := r.Into(&p); err != nil {
				return err
			}
			more, err := fn(r, p)
			if err == nil && more {
				return job.ErrAgain
			}
			return err
		}
	}
	return []job.Kind{
		{Name: runJob, Bulk: true, Run: work(func(r job.Run, p payload) (bool, error) { return Run(r.Ctx, r.DB, files, r.Tenant, p.Import) })},
		{Name: undoJob, Run: work(func(r job.Run, p payload) (bool, error) { return RunUndo(r.Ctx, r.DB, r.Tenant, p.Import) })},
	}
}
