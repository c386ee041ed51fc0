package proof

import (
	"context"
	"errors"
	"fmt"
	"net/http"

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
			r, err := job.NewRun(context.Background(), s.app.DB, crm.IDOf[crm.Tenant](s.tenantID(mark)), payload)
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
		for _, name := range []string{"bulk", "running", "undoing"} {
			add(k.Name, object{"act": s.names[name], "import": s.names[name]}, k.Run)
		}
	}
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

// begun leaves an import running and another one being taken back.
func (l *lab) begun() {
	l.t.Helper()
	send := func(name string, from int) string {
		file := fmt.Sprintf("公司,联系人,手机\n%s始%d,%s人,%s%04d\n%s坏,%s人,12\n", mark, from, mark, number, from, mark, mark)
		id := l.upload("rep1", "/imports", mark+name+".csv", file).text("id")
		l.must("rep1", http.MethodPost, "/imports/"+id+"/run", nil)
		l.names[name] = id
		return id
	}
	send("running", 8300)
	id := send("undoing", 8400)
	imp, err := crm.ParseID[crm.Import](id)
	if err == nil {
		_, err = bulk.Run(context.Background(), l.app.DB, l.app.Files, l.tenant(), imp)
	}
	if err != nil {
		l.t.Fatal(err)
	}
	l.must("rep1", http.MethodPost, "/imports/"+id+"/undo", nil)
}
