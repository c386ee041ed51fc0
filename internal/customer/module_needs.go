package customer

import (
	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/room"
)

// Needs is what customers ask of the rooms that work on them.
type Needs struct {
	// Pace says for how many working days a customer has been in its layer and
	// how many are ideal (0: no standard). It runs no statement per customer.
	Pace func(tx *db.Tx, layer int, since crm.Millis) (days, ideal float64)
	// Standing tells how far a customer came in the funnel and what the next
	// layer asks for; its page shows it.
	Standing func(tx *db.Tx, c Customer) (any, error)
	// StockMoved keeps sums. It is called once by everything that changes whose
	// stock a customer is in: create, hand-over, archive, restore, merge. SetLayer
	// does not call it: a move writes stock and flow together.
	StockMoved func(tx *db.Tx, kind string, steps ...Step) error
	// OwnerLeft is called when customers have left their owner: plans are
	// cancelled. The copies of the plan in the rows are cleared already.
	OwnerLeft func(tx *db.Tx, ids []crm.CustomerID, reason string) error
	// Changed is called when an edit changed how warm a customer is or a move its
	// layer; re-planning changes after.
	Changed func(tx *db.Tx, before Customer, after *Customer) error
	// HandsOut prepares a hand-out by the rules of allocation and answers the act
	// on one locked customer.
	HandsOut func(tx *db.Tx, h HandOut) (func(c Customer) error, error)
	// PlanOne gives a customer its next step.
	PlanOne func(tx *db.Tx, c Customer, p BulkPlan) error
}

func needs(tx *db.Tx) Needs { return room.Ask[Needs](tx) }

// changed is the customer after those who react to a change had their turn.
func changed(tx *db.Tx, before, after Customer) (Customer, error) {
	err := needs(tx).Changed(tx, before, &after)
	return after, err
}
