package app

import (
	"laidan/internal/auth"
	"laidan/internal/crm"
	"laidan/internal/customer"
	"laidan/internal/db"
	"laidan/internal/event"
	"laidan/internal/followup"
	"laidan/internal/httpapi"
	"laidan/internal/job"
	"laidan/internal/org"
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
var modules = []module{
	{"event", nil, event.Jobs, nil},
	{"auth", auth.Routes, nil, auth.Crons},
	{"org", org.Routes, nil, nil},
	{"product", product.Routes, nil, nil},
	{"customer", customer.Routes, nil, nil},
	{"followup", followup.Routes, nil, nil},
}

// wire fills in what modules ask of each other: a lower module declares the
// question as a func variable, a higher one answers it.
func wire(a *App) {
	org.OpenLogin, org.MoveLogin, org.Invite, org.EndSessions = auth.OpenLogin, auth.MoveLogin, auth.Invite, auth.EndSessions
	_ = crm.Customer{}
	_ = db.Args{}
}
