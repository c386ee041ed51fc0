package customer

import "laidan/internal/job"

// Jobs are the background work of this package.
func Jobs() []job.Kind {
	return []job.Kind{{Name: bulkJob, Bulk: true, Run: func(r job.Run) error {
		var p bulkPayload
		if err := r.Into(&p); err != nil {
			return err
		}
		more, err := ContinueBulk(r.Ctx, r.DB, r.Tenant, p.Act)
		if err == nil && more {
			return job.ErrAgain
		}
		return err
	}}}
}
