package bulk

import (
	"laidan/internal/blob"
	"laidan/internal/job"
)

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
