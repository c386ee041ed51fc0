package app

import (
	"laidan/internal/assign"
	"laidan/internal/auth"
	"laidan/internal/blob"
	"laidan/internal/crm"
	"laidan/internal/customer"
	"laidan/internal/db"
	"laidan/internal/deal"
	"laidan/internal/followup"
	"laidan/internal/funnel"
	"laidan/internal/org"
	"laidan/internal/rights"
	"laidan/internal/words"
)

// What rooms ask of each other is answered here, by the rooms that know.

func orgNeeds() org.Needs {
	return org.Needs{OpenLogin: auth.OpenLogin, MoveLogin: auth.MoveLogin, Invite: auth.Invite, EndSessions: auth.EndSessions,
		HandOutAll: func(tx *db.Tx, from crm.PersonID, to org.Heir) (int, error) {
			return assign.HandOutAll(tx, from, to.ReceiverID, to.PoolID)
		},
		CustomersFollow: customer.FollowOwner, SetQuota: customer.SetQuota}
}

func customerNeeds() customer.Needs {
	return customer.Needs{
		Pace:     funnel.Pace,
		Standing: func(tx *db.Tx, c customer.Customer) (any, error) { return funnel.StandingOf(tx, c) },
		StockMoved: func(tx *db.Tx, kind string, steps ...customer.Step) error {
			if err := funnel.StockMoved(tx, kind, steps...); err != nil {
				return err
			}
			return deal.OwnersChanged(tx, steps...)
		},
		OwnerLeft: followup.OwnerLeft, Changed: followup.Changed, HandsOut: assign.Many,
		PlanOne: func(tx *db.Tx, c customer.Customer, p customer.BulkPlan) error {
			_, _, err := followup.SetPlan(tx, c.ID, followup.NextStep{At: p.At, Channel: p.Channel, Content: p.Content, Goal: p.Goal}, "")
			return err
		},
	}
}

func idealDays(tx *db.Tx, layer int) float64 {
	t, err := funnel.TemplateOf(tx)
	if err != nil {
		return 0
	}
	return t.IdealDays(layer)
}

func earnings(tx *db.Tx, people []crm.PersonID, from, to crm.Day) (map[crm.PersonID]assign.Earning, error) {
	found, err := funnel.Earnings(tx, people, funnel.Period{From: from, To: to})
	out := make(map[crm.PersonID]assign.Earning, len(found))
	for p, e := range found {
		out[p] = assign.Earning{Earned: e.Earned(), Abandoned: e.Abandoned, Received: e.Received}
	}
	return out, err
}

func maySeeFile(tx *db.Tx, b blob.Blob) error {
	if deal.MaySeePaper(tx, b.Kind) {
		return nil
	}
	if !rights.May("file.customer", maySee(tx, b.Customer) == nil) {
		return crm.Missing()
	}
	return nil
}

func shownName(tx *db.Tx, b blob.Blob) (string, error) {
	return customer.MaskTextOf(tx, b.Customer, b.Name)
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
