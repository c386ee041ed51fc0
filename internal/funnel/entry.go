package funnel

import (
	"slices"

	"laidan/internal/crm"
	"laidan/internal/words"
)

// BoughtElsewhere is the reason that asks for the competitor's name.
const BoughtElsewhere = "bought_elsewhere"

// Evidence points at an existing record that shows a move is right.
type Evidence struct {
	Kind string `json:"kind" enum:"touch,plan,deal,contract,payment,file"`
	ID   string `json:"id" minLength:"1" maxLength:"20"`
}

// Facts are what the entry checks know of a customer.
type Facts struct {
	Grade    string
	Product  bool
	Goal     string
	Touches  TouchFacts
	Deals    DealFacts
	Evidence []Evidence
}

// TouchFacts is what follow-up knows: whether the customer was reached, said
// something, and agreed to an appointment.
type TouchFacts struct {
	Connected bool // a touch that reached the customer
	Feedback  bool // a touch with the customer's own words
	// Appointment is the instant of the next agreed contact; Met reports a visit
	// or meeting that was held. Either is the dated appointment asked for.
	Appointment crm.Millis
	Met         bool
}

// DealFacts is what deal knows.
type DealFacts struct {
	// Open is the latest open deal, Won the latest won one; empty names mean none.
	Open, Won DealFact
	Contract  *ContractFact
}

// DealFact is one deal in the words of an entry check.
type DealFact struct {
	ID     crm.DealID
	Name   string
	Amount crm.Money
}

// ContractFact is the contract that is furthest on.
type ContractFact struct {
	Number        string
	Amount        crm.Money
	Paid          int64
	HasFile       bool
	AcceptedOn    crm.Day
	HasAcceptance bool // the acceptance has its file
}

// Item is one thing an entry standard asks for. Its sentence is in the
// catalogues under "need.<Code>" (still missing) and "have.<Code>".
type Item struct {
	Layer  int
	Code   string
	Action string // what the reader may do about it: edit, touch, plan, deal, contract, payment, acceptance
	Params crm.Params
}

// need is one line of an entry standard. met is asked with the layer's facts;
// jumped is true when the layer is passed over on the way to a later one.
type need struct {
	layer        int
	code, action string
	met          func(f Facts, jumped bool) bool
	params       func(f Facts) crm.Params
}

var standard = []need{
	{words.Graded, "grade", "edit", func(f Facts, _ bool) bool { return f.Grade != "" },
		func(f Facts) crm.Params { return crm.Params{"grade": f.Grade} }},
	{words.Graded, "product", "edit", func(f Facts, _ bool) bool { return f.Product }, nil},
	{words.Graded, "goal", "edit", func(f Facts, _ bool) bool { return f.Goal != "" },
		func(f Facts) crm.Params { return crm.Params{"goal": f.Goal} }},
	{words.Contacted, "connected", "touch", func(f Facts, _ bool) bool { return f.Touches.Connected }, nil},
	{words.Lead, "feedback", "touch", func(f Facts, _ bool) bool { return f.Touches.Feedback }, nil},
	// The deal of somebody who jumps over the opportunity layer has been won
	// with the contract already.
	{words.Opportunity, "deal", "deal", func(f Facts, jumped bool) bool {
		return !f.Deals.Open.ID.IsZero() || jumped && !f.Deals.Won.ID.IsZero()
	}, dealParams},
	{words.Opportunity, "appointment", "plan", hasAppointment, appointmentParams},
	{words.Signed, "contract", "contract", func(f Facts, _ bool) bool { return f.Deals.Contract != nil }, contractParams},
	{words.Signed, "contract_file", "contract", func(f Facts, _ bool) bool {
		return f.Deals.Contract != nil && f.Deals.Contract.HasFile
	}, nil},
	{words.Implemented, "payments", "payment", func(f Facts, _ bool) bool {
		return f.Deals.Contract != nil && f.Deals.Contract.Paid >= f.Deals.Contract.Amount.Amount
	}, paymentParams},
	{words.Implemented, "acceptance", "acceptance", func(f Facts, _ bool) bool {
		c := f.Deals.Contract
		return c != nil && c.AcceptedOn != 0 && c.HasAcceptance
	}, acceptanceParams},
}

// hasAppointment accepts a plan named as evidence too: who moves the customer
// vouches that this plan is the appointment.
func hasAppointment(f Facts, _ bool) bool {
	return !f.Touches.Appointment.IsZero() || f.Touches.Met ||
		slices.ContainsFunc(f.Evidence, func(e Evidence) bool { return e.Kind == "plan" })
}

// appointmentParams has no instant when a meeting that was held counts.
func appointmentParams(f Facts) crm.Params {
	if f.Touches.Appointment.IsZero() {
		return crm.Params{"at": ""}
	}
	return crm.Params{"at": f.Touches.Appointment}
}

func dealParams(f Facts) crm.Params {
	d := f.Deals.Open
	if d.ID.IsZero() {
		d = f.Deals.Won
	}
	return crm.Params{"name": d.Name, "amount": d.Amount}
}

func contractParams(f Facts) crm.Params {
	if f.Deals.Contract == nil {
		return nil
	}
	return crm.Params{"number": f.Deals.Contract.Number, "amount": f.Deals.Contract.Amount}
}

func paymentParams(f Facts) crm.Params {
	c := f.Deals.Contract
	if c == nil {
		return nil
	}
	left := crm.Money{Amount: max(0, c.Amount.Amount-c.Paid), Currency: c.Amount.Currency}
	return crm.Params{"left": left, "amount": c.Amount}
}

func acceptanceParams(f Facts) crm.Params {
	if f.Deals.Contract == nil {
		return nil
	}
	return crm.Params{"day": f.Deals.Contract.AcceptedOn}
}

// Check compares the facts with the entry standards of the target layer and of
// every layer jumped over. Backward moves and abandoning need nothing here.
func Check(f Facts, from, to int) (have, missing []Item) {
	for _, n := range standard {
		if n.layer <= from || n.layer > to {
			continue
		}
		it := Item{Layer: n.layer, Code: n.code, Action: n.action}
		if n.params != nil {
			it.Params = n.params(f)
		}
		if n.met(f, n.layer < to) {
			have = append(have, it)
		} else {
			missing = append(missing, it)
		}
	}
	return have, missing
}

// Asks reports which facts a move needs gathered: those of follow-up, those of
// deals.
func Asks(from, to int) (touches, deals bool) {
	crosses := func(layer int) bool { return from < layer && layer <= to }
	return crosses(words.Contacted) || crosses(words.Lead) || crosses(words.Opportunity),
		crosses(words.Opportunity) || crosses(words.Signed) || crosses(words.Implemented)
}

// CheckRequest says what is wrong with the words of a move, whatever the
// customer has.
func CheckRequest(from, to int, reason, competitor string, override bool) error {
	var c crm.Checks
	switch {
	case to == words.Abandoned:
		c.That(slices.Contains(words.AbandonReasons, reason), "/reason", "move.abandon_reason")
		c.That(reason != BoughtElsewhere || competitor != "", "/competitor", "move.competitor")
	case to < from:
		c.That(reason != "", "/reason", "move.back_reason")
	case override:
		c.That(reason != "", "/reason", "move.override_reason")
	}
	return c.Err()
}
