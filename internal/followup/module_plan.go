package followup

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"laidan/internal/crm"
	"laidan/internal/customer"
	"laidan/internal/db"
	"laidan/internal/event"
	"laidan/internal/words"
)

// The reasons the program itself gives for closing a plan; PlanReason words
// them. Whatever else stands there was written by a person.
const (
	reasonDoNotContact = "plan.reason.do_not_contact"
	reasonOwnerLeft    = "plan.reason.owner_left"
	reasonTemperature  = "plan.reason.temperature" // ":warm:hot" follows
	reasonLayer        = "plan.reason.layer"       // ":lead:opportunity" follows
)

// PlanReason words why a plan was closed.
func (r Reader) PlanReason(reason string) string {
	code, rest, _ := strings.Cut(reason, ":")
	from, to, _ := strings.Cut(rest, ":")
	switch code {
	case reasonDoNotContact, reasonOwnerLeft:
		return r.Say(phrase(code))
	case reasonTemperature:
		return r.Say(phrase(code, "from", Word("temperature."+from), "to", Word("temperature."+to)))
	case reasonLayer:
		return r.Say(phrase(code, "from", Word("layer."+from), "to", Word("layer."+to)))
	}
	return reason
}

// Planned is the payload of the fact followup.Planned.
type Planned struct {
	Plan     crm.PlanID   `json:"plan"`
	Person   crm.PersonID `json:"person"`
	At       crm.Millis   `json:"at"`
	Before   crm.Millis   `json:"before"` // the plan it replaced
	Channel  string       `json:"channel"`
	Reason   string       `json:"reason,omitempty"`
	Promised bool         `json:"promised,omitempty"`
}

// PlanClosed is the payload of the fact followup.PlanClosed.
type PlanClosed struct {
	Plan   crm.PlanID `json:"plan"`
	State  string     `json:"state"`
	Reason string     `json:"reason,omitempty"`
}

// farthest is how far ahead a plan may lie.
const farthest = 2 * 366 * 24 * time.Hour

func (n NextStep) check(bad *crm.Checks, pointer string, now time.Time, denied bool) {
	bad.That(!n.At.IsZero(), pointer+"/at", "field.required")
	bad.That(n.At <= crm.At(now.Add(farthest)), pointer+"/at", "plan.too_far")
	bad.That(n.Channel == "" || slices.Contains(words.Channels, n.Channel), pointer+"/channel", "field.choice",
		"options", strings.Join(words.Channels, ", "))
	bad.That(!denied || n.Channel != words.Call && n.Channel != words.SMS, pointer+"/channel", "plan.do_not_contact")
}

// step is the plan; without a channel it uses the one of the touch.
func (n NextStep) step(channel string) Step {
	if n.Channel != "" {
		channel = n.Channel
	}
	return Step{At: n.At, Channel: channel, Content: n.Content, Goal: n.Goal, Promised: n.Promised}
}

// SetPlan makes the next step; an open one is replaced, with the reason.
func SetPlan(tx *db.Tx, id crm.CustomerID, n NextStep, reason string) (customer.Customer, Plan, error) {
	c, err := customer.ForUpdate(tx, id)
	if err != nil {
		return c, Plan{}, err
	}
	if err := customer.Allow(tx, c, customer.ActPlan); err != nil {
		return c, Plan{}, err
	}
	var bad crm.Checks
	n.check(&bad, "", tx.Now, c.DoNotContact)
	if err := bad.Err(); err != nil {
		return c, Plan{}, err
	}
	before := c.NextAt
	if !before.IsZero() {
		if err := closeOpen(tx, c.ID, planReplaced, reason); err != nil {
			return c, Plan{}, err
		}
	}
	step := n.step(words.Call)
	after, planID, err := addPlan(tx, c, step)
	if err != nil {
		return c, Plan{}, err
	}
	if after, err = customer.SaveWork(tx, after, false); err != nil {
		return c, Plan{}, err
	}
	tx.Announce("touch", c.ID, owners(c)...)
	p := planRow(tx, c, planID, step)
	return after, p, event.Record(tx, event.Fact{Kind: "followup.Planned", Subject: planID.Int64(), Customer: c.ID,
		Data: Planned{planID, p.Person, p.At, before, p.Channel, reason, p.Promised}})
}

// ClosePlan ends an open plan as done or cancelled, with the reason.
func ClosePlan(tx *db.Tx, id crm.CustomerID, plan crm.PlanID, state, reason string) (customer.Customer, error) {
	c, err := customer.ForUpdate(tx, id)
	if err != nil {
		return c, err
	}
	if err := customer.Allow(tx, c, customer.ActPlan); err != nil {
		return c, err
	}
	p, err := db.One[Plan](tx, getPlanSQL, db.Args{"customer": id, "id": plan})
	if err != nil {
		return c, err
	}
	if p.State != "open" {
		return c, crm.Fail(crm.Refused, "plan.closed")
	}
	if err := closeOpen(tx, c.ID, state, reason); err != nil {
		return c, err
	}
	after, err := customer.SaveWork(tx, withNext(c, Step{}), false)
	if err != nil {
		return c, err
	}
	tx.Announce("touch", c.ID, owners(c)...)
	return after, event.Record(tx, event.Fact{Kind: "followup.PlanClosed", Subject: plan.Int64(), Customer: c.ID,
		Data: PlanClosed{plan, state, reason}})
}

// closeOpen ends the customer's open plan. The caller writes the customer's row.
func closeOpen(tx *db.Tx, id crm.CustomerID, state, reason string) error {
	err := db.Write(tx, closePlanSQL, db.Args{"customer": id, "state": state, "reason": reason})
	return err
}

// addPlan inserts the next step and copies it into the customer. The caller
// writes the customer's row.
func addPlan(tx *db.Tx, c customer.Customer, s Step) (customer.Customer, crm.PlanID, error) {
	id := db.NewID[crm.Plan](tx)
	err := db.Write(tx, insertPlanSQL, planRow(tx, c, id, s))
	return withNext(c, s), id, err
}

// planRow gives a plan to the customer's owner, whoever writes it; a customer
// without an owner leaves it with the writer.
func planRow(tx *db.Tx, c customer.Customer, id crm.PlanID, s Step) Plan {
	p := Plan{Customer: c.ID, ID: id, Person: c.OwnerID, At: s.At, Channel: s.Channel, Content: s.Content, Goal: s.Goal,
		Promised: s.Promised, State: "open", CreatedAt: tx.NowMillis()}
	if p.Person.IsZero() {
		p.Person = tx.Me()
	}
	return p
}

// withNext copies a step into the customer's row.
func withNext(c customer.Customer, s Step) customer.Customer {
	c.NextAt, c.NextChannel, c.NextGoal = s.At, s.Channel, s.Goal
	if s.Goal == "" {
		c.NextGoal = s.Content // lists show what the next contact is about
	}
	return c
}

// OwnerLeft cancels the plans of customers that left their owner. customer has cleared the copies in its rows.
func OwnerLeft(tx *db.Tx, ids []crm.CustomerID, _ string) error {
	if len(ids) == 0 {
		return nil
	}
	err := db.Write(tx, closePlansSQL, db.Args{"customers": ids, "reason": reasonOwnerLeft})
	return err
}

// Changed re-plans after a change of temperature or a move forward. A warmer
// customer's plan comes sooner, a colder one's later; a move only ever brings it
// nearer.
func Changed(tx *db.Tx, before customer.Customer, after *customer.Customer) error {
	heat := before.Temperature != after.Temperature
	forward := after.Layer > before.Layer && after.Layer < words.Implemented && before.Layer != words.Abandoned
	if after.NextAt.IsZero() || !heat && !forward {
		return nil
	}
	if !heat && after.NextAt <= crm.At(tx.Now.AddDate(0, 0, Rhythm[after.Temperature]+2)) {
		return nil // near enough: no need to look closer
	}
	p, ok, err := db.Maybe[Plan](tx, openPlanSQL, db.Args{"customer": after.ID})
	if err != nil || !ok {
		return err
	}
	open := Step{p.At, p.Channel, p.Content, p.Goal, p.Promised, p.CreatedAt}
	var moved customer.Customer
	if heat {
		moved, err = movePlan(tx, *after, open, Change{before.Temperature, after.Temperature})
	} else {
		moved, err = movePlanTo(tx, *after, open, fmt.Sprintf("%s:%s:%s", reasonLayer, words.LayerAt(before.Layer), words.LayerAt(after.Layer)), true)
	}
	if err != nil || moved.NextAt == after.NextAt {
		return err
	}
	*after, err = customer.SaveWork(tx, moved, false)
	return err
}

func movePlan(tx *db.Tx, c customer.Customer, open Step, temperature Change) (customer.Customer, error) {
	return movePlanTo(tx, c, open, reasonTemperature+":"+temperature.From+":"+temperature.To, false)
}

// movePlanTo replaces the open plan by the same one at the time the rhythm asks
// for. The caller writes the customer's row.
func movePlanTo(tx *db.Tx, c customer.Customer, open Step, reason string, soonerOnly bool) (customer.Customer, error) {
	at, ok := Replanned(open, c.LastTouchAt, outlook(tx, c.Temperature))
	if !ok || soonerOnly && crm.At(at) > open.At {
		return c, nil
	}
	if err := closeOpen(tx, c.ID, planReplaced, reason); err != nil {
		return c, err
	}
	open.At = crm.At(at)
	c, _, err := addPlan(tx, c, open)
	return c, err
}

// PlansOf lists the open plans of a person the reader may watch, soonest first.
func PlansOf(tx *db.Tx, owner crm.PersonID, from, to crm.Millis) ([]PlanItem, error) {
	if _, err := watched(tx, owner); err != nil {
		return nil, err
	}
	rows, err := db.All[planRead](tx, plansSQL, db.Args{"owner": owner, "from": int64(from), "to": to})
	if err != nil {
		return nil, err
	}
	items := make([]PlanItem, len(rows))
	for i, r := range rows {
		text := func(s string) string { return customer.MaskText(tx, s, r.Numbers) }
		items[i] = PlanItem{
			PlanView: PlanView{r.ID, r.At, words.Channel(r.Channel), text(r.Content), text(r.Goal), r.Promised, "open"},
			Customer: PlanCustomer{r.Customer, text(r.CustomerName), words.LayerAt(r.Layer), words.Grade(r.Grade)},
			Person:   PersonRef{r.Person, r.PersonName}, Overdue: r.At < tx.NowMillis(),
		}
	}
	return items, nil
}
