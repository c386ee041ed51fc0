package app

import (
	"time"

	"laidan/internal/assign"
	"laidan/internal/audit"
	"laidan/internal/auth"
	"laidan/internal/blob"
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
	"laidan/internal/room"
	"laidan/internal/timeline"
)

// House is everything Laidan consists of, one line a room.
func (a *App) House() room.House {
	return room.House{
		{Name: "event", Jobs: event.Jobs(), Tables: facts},
		auth.Room(auth.Needs{PublicURL: a.publicURL}),
		org.Room(orgNeeds()),
		product.Room(),
		field.Room(),
		customer.Room(customerNeeds()),
		funnel.Room(funnel.Needs{TouchFacts: touchFacts, DealFacts: dealFacts}),
		assign.Room(assign.Needs{Earnings: earnings, LayerBefore: funnel.LayerBefore, Reopen: funnel.Reopen}),
		followup.Room(followup.Needs{Pace: funnel.Pace, IdealDays: idealDays, Bands: bands}),
		deal.Room(),
		timeline.Room(func() []room.Arm { return a.House().Arms() }),
		bulk.Room(a.Files),
		notify.Room(),
		audit.Room(),
		privacy.Room(a.Files),
		a.Files.Room(blob.Needs{MaySee: maySeeFile, ShownName: shownName}),
		{Name: "httpapi", Crons: []job.Cron{forgetKeys}, Tables: answers},
		{Name: "platform", Tables: platform},
	}
}

// facts, answers and platform are the tables of the kernel, whose packages know no rooms.
var (
	facts = []room.Table{
		{Name: "fact", Rows: 1_000_000, Merge: room.Keep("the audit chain covers the customer's id; timelines read the facts of merged ids too"), Sweep: room.Ours, Told: "at"},
	}
	answers  = []room.Table{{Name: "idempotency", Sweep: room.Passing}}
	platform = []room.Table{
		{Name: "node", Sweep: room.Ours}, {Name: "schema_version", Sweep: room.Ours},
	}
)

// forgetKeys drops the answers to repeated requests, which are kept for a day.
var forgetKeys = job.Cron{Name: "platform.forget_keys", Every: time.Hour, Run: func(r job.Run) error { return r.Update(httpapi.ForgetKeys) }}

// work is what the rooms do in the background.
func (a *App) work() job.Work {
	w := job.Work{Room: a.Files.CheckRoom}
	for _, r := range a.House() {
		w.Kinds, w.Crons = append(w.Kinds, r.Jobs...), append(w.Crons, r.Crons...)
	}
	return w
}
