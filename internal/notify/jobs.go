package notify

import (
	"time"

	"laidan/internal/crm"
	"laidan/internal/customer"
	"laidan/internal/db"
	"laidan/internal/event"
	"laidan/internal/followup"
	"laidan/internal/job"
)

// reactions are the facts that make notices. Most acts are on one's own
// customers and tell nobody anything new.
func reactions() []event.Reaction {
	return []event.Reaction{
		{Kind: "customer.HandedOver", When: concernsOthers, Do: onHandedOver},
		{Kind: "funnel.Moved", When: movedForOther, Do: onMoved},
		{Kind: "followup.Commented", Do: onCommented},
		{Kind: "bulk.Imported", Do: onImported},
	}
}

// Crons are the reminders by the clock and the clearing of old notices.
func Crons() []job.Cron {
	return []job.Cron{
		{Name: "notify.reminders", Every: time.Minute, Run: func(r job.Run) error { return r.Update(Remind) }},
		{Name: "notify.forget", Every: 24 * time.Hour, Run: func(r job.Run) error { return r.Update(forget) }},
	}
}

// concernsOthers reports whether a hand-over gave to or took from somebody else
// than who did it.
func concernsOthers(f event.Row) bool {
	var h customer.HandedOver
	return f.Into(&h) != nil || !h.To.IsZero() && h.To != f.Actor || !h.From.IsZero() && h.From != f.Actor
}

// movedForOther reports whether somebody moved a colleague's customer.
func movedForOther(f event.Row) bool {
	var m moved
	return f.Into(&m) != nil || !m.Owner.IsZero() && m.Owner != f.Actor
}

// onHandedOver tells the new owner, and the old one when somebody else took the
// customer away.
func onHandedOver(tx *db.Tx, f event.Row) error {
	var h customer.HandedOver
	if err := f.Into(&h); err != nil {
		return err
	}
	by, err := nameOf(tx, f.Actor)
	if err != nil {
		return err
	}
	if !h.To.IsZero() && h.To != f.Actor {
		if err := collect(tx, h.To, Assigned, f, Params{By: by}); err != nil {
			return err
		}
	}
	if h.From.IsZero() || h.From == f.Actor || by == "" {
		return nil
	}
	return Notify(tx, h.From, Taken, f.Customer, f.ID.Int64(), Params{By: by})
}

// moved is what a notice needs of the fact funnel.Moved.
type moved struct {
	From  string       `json:"from"`
	To    string       `json:"to"`
	Owner crm.PersonID `json:"owner"`
}

func onMoved(tx *db.Tx, f event.Row) error {
	var m moved
	if err := f.Into(&m); err != nil {
		return err
	}
	if m.Owner.IsZero() || m.Owner == f.Actor {
		return nil
	}
	by, err := nameOf(tx, f.Actor)
	if err != nil || by == "" {
		return err
	}
	return Notify(tx, m.Owner, MovedKind, f.Customer, f.ID.Int64(), Params{By: by, From: m.From, To: m.To})
}

// onCommented tells those mentioned and the author of the touch; nobody hears
// of one comment twice.
func onCommented(tx *db.Tx, f event.Row) error {
	var c followup.Commented
	if err := f.Into(&c); err != nil {
		return err
	}
	by, err := nameOf(tx, f.Actor)
	if err != nil {
		return err
	}
	told := map[crm.PersonID]bool{f.Actor: true}
	tell := func(person crm.PersonID, kind string) error {
		if told[person] {
			return nil
		}
		told[person] = true
		return Notify(tx, person, kind, f.Customer, f.Subject, Params{By: by, Text: clip(c.Content)})
	}
	for _, person := range c.Mentions {
		if err := tell(person, Mention); err != nil {
			return err
		}
	}
	return tell(c.Author, CommentKind)
}

// clip keeps a notice short; the touch has the whole text.
func clip(s string) string {
	const most = 80
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}

func onImported(tx *db.Tx, f event.Row) error {
	i, ok, err := db.Maybe[struct {
		File     string       `db:"file_name"`
		State    string       `db:"state"`
		Created  int64        `db:"created"`
		Updated  int64        `db:"updated"`
		Rejected int64        `db:"rejected"`
		By       crm.PersonID `db:"created_by"`
	}](tx, importSQL, db.Args{"id": f.Subject})
	if err != nil || !ok {
		return err
	}
	kind := ImportDone
	if i.State == "failed" {
		kind = ImportFailed
	}
	return Notify(tx, i.By, kind, crm.CustomerID{}, f.Subject, Params{File: i.File, Created: i.Created, Updated: i.Updated, Rejected: i.Rejected})
}

func nameOf(tx *db.Tx, person crm.PersonID) (string, error) {
	if person.IsZero() {
		return "", nil
	}
	name, _, err := db.Maybe[string](tx, nameSQL, db.Args{"id": person})
	return name, err
}

// How far around now the reminders look. The look back covers a restart of the
// program; what is older is in the queue anyway.
const (
	planAhead = 10 * time.Minute
	planBack  = time.Hour
	firstBack = 24 * time.Hour
)

// Remind tells of plans due within ten minutes, and of first responses at 80 %
// and 100 % of their time, those to the owner and the manager.
func Remind(tx *db.Tx) error {
	if err := remindPlans(tx); err != nil {
		return err
	}
	return remindFirsts(tx)
}

func remindPlans(tx *db.Tx) error {
	due, err := db.All[duePlan](tx, duePlansSQL, db.Args{"from": crm.At(tx.Now.Add(-planBack)), "to": crm.At(tx.Now.Add(planAhead))})
	if err != nil {
		return err
	}
	for _, p := range due {
		text := p.Content
		if text == "" {
			text = p.Goal
		}
		err := Notify(tx, p.Person, PlanDue, p.Customer, p.Plan.Int64(), Params{At: p.At, Channel: p.Channel, Text: clip(text)})
		if err != nil {
			return err
		}
	}
	return nil
}

func remindFirsts(tx *db.Tx) error {
	ahead := customer.FirstResponse / 5
	list, err := db.All[openFirst](tx, openFirstsSQL, db.Args{"from": crm.At(tx.Now.Add(-firstBack)), "to": crm.At(tx.Now.Add(ahead))})
	if err != nil || len(list) == 0 {
		return err
	}
	told, err := toldOf(tx, list)
	if err != nil {
		return err
	}
	for _, f := range list {
		stage := Stage(f.Assigned, f.Due, tx.Now)
		if stage == "" {
			continue
		}
		for _, person := range []crm.PersonID{f.Owner, f.Manager} {
			p := Params{At: f.Due}
			if person != f.Owner {
				p.Owner = f.OwnerName
			}
			if person.IsZero() || told[telling{person, stage, f.source()}] {
				continue
			}
			told[telling{person, stage, f.source()}] = true // a manager's own customer
			if err := Notify(tx, person, stage, f.Customer, f.source(), p); err != nil {
				return err
			}
		}
	}
	return nil
}

// source tells one assignment of a customer from its next one.
func (f openFirst) source() int64 { return f.Customer.Int64() ^ int64(f.Due) }

type telling struct {
	Person crm.PersonID `db:"person_id"`
	Kind   string       `db:"kind"`
	Source int64        `db:"source_id"`
}

func toldOf(tx *db.Tx, list []openFirst) (map[telling]bool, error) {
	seen := map[crm.PersonID]bool{}
	people, sources := []crm.PersonID{}, make([]int64, 0, len(list))
	for _, f := range list {
		sources = append(sources, f.source())
		for _, p := range []crm.PersonID{f.Owner, f.Manager} {
			if !p.IsZero() && !seen[p] {
				seen[p] = true
				people = append(people, p)
			}
		}
	}
	rows, err := db.All[telling](tx, toldSQL, db.Args{"people": people, "sources": sources})
	if err != nil {
		return nil, err
	}
	told := make(map[telling]bool, len(rows))
	for _, r := range rows {
		told[r] = true
	}
	return told, nil
}

// kept is how long notices are kept.
const kept = 180 * 24 * time.Hour

// forget drops old notices: ids are ordered by time, so their age is in them.
func forget(tx *db.Tx) error {
	err := db.Write(tx, forgetSQL, db.Args{"before": crm.NewIDs(0).Next(tx.Now.Add(-kept))})
	return err
}
