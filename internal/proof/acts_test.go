package proof

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"laidan/internal/auth"
	"laidan/internal/authz"
	"laidan/internal/bulk"
	"laidan/internal/crm"
	"laidan/internal/customer"
	"laidan/internal/event"
	"laidan/internal/httpapi"
	"laidan/internal/job"
	"laidan/internal/notify"
)

// acts are what the program does for the first organisation without being asked:
// the work by the clock and the work that acts leave behind. They are requests
// of the director, who sees everything of the organisation.
func (s *sweeper) acts(who string) []request {
	if who != "director" {
		return nil
	}
	var out []request
	add := func(name string, payload any, run func(r job.Run) error) {
		out = append(out, request{route: httpapi.Route{Method: "JOB", Path: name, Perm: authz.Self}, path: name, ids: "own", act: func() error {
			// Work that does not come to an end without a predicate is noticed by that.
			ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
			defer cancel()
			r, err := job.NewRun(ctx, s.app.DB, crm.IDOf[crm.Tenant](s.tenantID(mark)), payload)
			if err != nil {
				return err
			}
			err = run(r)
			for range 20 {
				if !errors.Is(err, job.ErrAgain) {
					break
				}
				err = run(r)
			}
			return err
		}})
	}
	for _, c := range append(auth.Crons(), notify.Crons()...) {
		add(c.Name, nil, c.Run)
	}
	add("platform.forget_keys", nil, func(r job.Run) error { return r.Update(httpapi.ForgetKeys) })
	for _, k := range append(customer.Jobs(), bulk.Jobs(s.app.Files)...) {
		for _, name := range []string{"bulk", "running", "undoing", "placed", "orphaned"} {
			add(k.Name, object{"act": s.names[name], "import": s.names[name]}, k.Run)
		}
	}
	add("live", nil, func(r job.Run) error { return s.heard(r.Ctx, "manager2", "rep3") })
	add("user.disable", nil, func(r job.Run) error { return auth.UserDisable(r.Ctx, s.app.DB, "rep1@alpha.test", "rep2@alpha.test") })
	for _, k := range event.Jobs() {
		for _, id := range idsIn(s.alone, "fact") {
			add(k.Name, object{"fact": num(id)}, k.Run)
		}
	}
	return out
}

// perform runs an act and answers as a request would.
func perform(act func() error) reply {
	if err := act(); err != nil {
		return reply{http.StatusUnprocessableEntity, http.Header{}, []byte(fmt.Sprint(err))}
	}
	return reply{http.StatusOK, http.Header{}, []byte("done")}
}

// begun leaves an import running; undone leaves one that is being taken back.
func (l *lab) begun() {
	l.t.Helper()
	file := fmt.Sprintf("公司,联系人,手机\n%s始8300,%s人,%s8300\n%s坏,%s人,12\n", mark, mark, number, mark, mark)
	l.names["running"] = l.upload("rep1", "/imports", mark+"running.csv", file).text("id")
	l.must("rep1", http.MethodPost, "/imports/"+l.names["running"]+"/run", nil)
}
