package followup

import (
	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/room"
)

// Needs is what the queue asks of the funnel.
type Needs struct {
	// Pace and IdealDays are those of customer.Needs.
	Pace      func(tx *db.Tx, layer int, since crm.Millis) (days, ideal float64)
	IdealDays func(tx *db.Tx, layer int) float64
	// Bands are the ideal holds of a person, or of everybody the reader sees when
	// no person is given.
	Bands func(tx *db.Tx, owner crm.PersonID) ([]Band, error)
}

func needs(tx *db.Tx) Needs { return room.Ask[Needs](tx) }
