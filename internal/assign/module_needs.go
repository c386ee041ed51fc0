package assign

import (
	"laidan/internal/crm"
	"laidan/internal/customer"
	"laidan/internal/db"
	"laidan/internal/room"
)

// Needs is what allocation asks of the funnel.
type Needs struct {
	// Earnings are people's figures of give and take over some days.
	Earnings func(tx *db.Tx, people []crm.PersonID, from, to crm.Day) (map[crm.PersonID]Earning, error)
	// LayerBefore is where an abandoned customer stood before.
	LayerBefore func(tx *db.Tx, id crm.CustomerID) (int, error)
	// Reopen takes an abandoned customer into a layer, still without an owner.
	Reopen func(tx *db.Tx, c customer.Customer, to int, reason string) (customer.Customer, error)
}

func needs(tx *db.Tx) Needs { return room.Ask[Needs](tx) }
