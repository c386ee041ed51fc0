package app

import (
	"sync"

	"laidan/internal/assign"
	"laidan/internal/auth"
	"laidan/internal/blob"
	"laidan/internal/crm"
	"laidan/internal/customer"
	"laidan/internal/db"
	"laidan/internal/deal"
	"laidan/internal/followup"
	"laidan/internal/funnel"
	"laidan/internal/notify"
	"laidan/internal/org"
	"laidan/internal/rights"
	"laidan/internal/words"
)

var wireOnce sync.Once

// wire fills in what modules ask of each other: the asker declares a question as
// a func variable, the module that knows answers it here.
func wire() { wireOnce.Do(connect) }

func connect() {
	org.OpenLogin, org.MoveLogin, org.Invite, org.EndSessions = auth.OpenLogin, auth.MoveLogin, auth.Invite, auth.EndSessions
	org.HandOutAll = func(tx *db.Tx, from crm.PersonID, to org.Heir) (int, error) {
		return assign.HandOutAll(tx, from, to.ReceiverID, to.PoolID)
	}
	org.CustomersFollow = customer.FollowOwner
	auth.OnTenant = append(auth.OnTenant, funnel.Found, assign.Found)
	blob.MaySee = func(tx *db.Tx, b blob.Blob) error {
		if deal.MaySeePaper(tx, b.Kind) {
			return nil
		}
		if !rights.May("file.customer", maySee(tx, b.Customer) == nil) {
			return crm.Missing()
		}
		return nil
	}
	blob.ShownName = func(tx *db.Tx, b blob.Blob) (string, error) { return customer.MaskTextOf(tx, b.Customer, b.Name) }

	customer.Pace = funnel.Pace
	customer.IdealDays = func(tx *db.Tx, layer int) float64 {
		t, err := funnel.TemplateOf(tx)
		if err != nil {
			return 0
		}
		return t.IdealDays(layer)
	}
	customer.StandingOf = func(tx *db.Tx, c customer.Customer) (any, error) { return funnel.StandingOf(tx, c) }
	customer.StockMoved = func(tx *db.Tx, kind string, steps ...customer.Step) error {
		if err := funnel.StockMoved(tx, kind, steps...); err != nil {
			return err
		}
		return deal.OwnersChanged(tx, steps...)
	}
	customer.HandsOut = assign.Many
	customer.OnOwnerLeft = followup.OwnerLeft
	customer.OnChanged = followup.Changed
	customer.PlanOne = func(tx *db.Tx, c customer.Customer, p customer.BulkPlan) error {
		_, _, err := followup.SetPlan(tx, c.ID, followup.NextStep{At: p.At, Channel: p.Channel, Content: p.Content, Goal: p.Goal}, "")
		return err
	}

	funnel.TouchFactsOf = touchFacts
	funnel.DealFactsOf = dealFacts
	assign.LayerBefore, assign.Reopen = funnel.LayerBefore, funnel.Reopen
	assign.EarningsOf = func(tx *db.Tx, people []crm.PersonID, from, to crm.Day) (map[crm.PersonID]assign.Earning, error) {
		found, err := funnel.Earnings(tx, people, funnel.Period{From: from, To: to})
		out := make(map[crm.PersonID]assign.Earning, len(found))
		for p, e := range found {
			out[p] = assign.Earning{Earned: e.Earned(), Abandoned: e.Abandoned, Received: e.Received}
		}
		return out, err
	}
	followup.Bands = bands
	notify.Register()
}

// maySee is nil when the actor sees a customer.
func maySee(tx *db.Tx, id crm.CustomerID) error {
	_, err := customer.Get(tx, id)
	return err
}

func touchFacts(tx *db.Tx, id crm.CustomerID) (funnel.TouchFacts, error) {
	e, err := followup.TouchFacts(tx, id)
	return funnel.TouchFacts{Connected: !e.Connected.IsZero(), Feedback: !e.Feedback.IsZero(), Appointment: e.PlanAt, Met: !e.Met.IsZero()}, err
}

func dealFacts(tx *db.Tx, id crm.CustomerID) (funnel.DealFacts, error) {
	f, err := deal.FactsOf(tx, id)
	one := func(d *deal.Fact) funnel.DealFact {
		if d == nil {
			return funnel.DealFact{}
		}
		return funnel.DealFact{ID: d.ID, Name: d.Name, Amount: d.Amount}
	}
	out := funnel.DealFacts{Open: one(f.Open), Won: one(f.Won)}
	if c := f.Contract; c != nil {
		out.Contract = &funnel.ContractFact{Number: c.Number, Amount: c.Amount, Paid: c.Paid, HasFile: c.HasFile, AcceptedOn: c.AcceptedOn, HasAcceptance: c.HasAcceptance}
	}
	return out, err
}

// bands are the ideal holds of one person, or of everybody the reader sees.
func bands(tx *db.Tx, owner crm.PersonID) ([]followup.Band, error) {
	t, err := funnel.TemplateOf(tx)
	if err != nil {
		return nil, err
	}
	people := int64(1)
	if owner.IsZero() {
		people = int64(max(1, tx.Actor.Visible))
	}
	var out []followup.Band
	for _, h := range t.Holds {
		b := followup.Band{Ideal: int(h.For(people)), Low: int(h.Band(people).Low), High: int(h.Band(people).High)}
		for _, key := range h.Layers {
			if l, ok := words.DepthOf(key); ok {
				b.Layers = append(b.Layers, l)
			}
		}
		out = append(out, b)
	}
	return out, nil
}
