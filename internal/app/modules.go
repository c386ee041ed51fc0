package app

import (
	"time"

	"laidan/internal/assign"
	"laidan/internal/audit"
	"laidan/internal/auth"
	"laidan/internal/bulk"
	"laidan/internal/customer"
	"laidan/internal/deal"
	"laidan/internal/event"
	"laidan/internal/field"
	"laidan/internal/followup"
	"laidan/internal/funnel"
	"laidan/internal/httpapi"
	"laidan/internal/job"
	"laidan/internal/notify"
	"laidan/internal/org"
	"laidan/internal/privacy"
	"laidan/internal/product"
)

// module is one line of the list below.
type module struct {
	name   string
	routes func(*httpapi.Router)
	jobs   func() []job.Kind
	crons  func() []job.Cron
}

// modules is everything Laidan consists of.
func (a *App) modules() []module {
	return []module{
		{name: "event", jobs: event.Jobs},
		{name: "auth", routes: auth.Routes, crons: auth.Crons},
		{name: "org", routes: org.Routes},
		{name: "product", routes: product.Routes},
		{name: "field", routes: field.Routes},
		{name: "customer", routes: customer.Routes, jobs: customer.Jobs},
		{name: "funnel", routes: funnel.Routes},
		{name: "assign", routes: assign.Routes},
		{name: "followup", routes: followup.Routes},
		{name: "deal", routes: deal.Routes},
		{name: "bulk", routes: func(r *httpapi.Router) { bulk.Routes(r, a.Files) }, jobs: func() []job.Kind { return bulk.Jobs(a.Files) },
			crons: func() []job.Cron { return bulk.Crons(a.Files) }},
		{name: "notify", routes: notify.Routes, crons: notify.Crons},
		{name: "audit", routes: audit.Routes},
		{name: "privacy", routes: func(r *httpapi.Router) { privacy.Routes(r, a.Files) }},
		{name: "blob", crons: a.Files.Crons},
		{name: "platform", crons: housekeeping},
	}
}

// housekeeping drops what is kept for a day only.
func housekeeping() []job.Cron {
	return []job.Cron{{Name: "platform.forget_keys", Every: time.Hour, Run: func(r job.Run) error { return r.Update(httpapi.ForgetKeys) }}}
}
