package followup

import (
	"laidan/internal/crm"
	"laidan/internal/db"
)

// Imported is a contact of the past that came with an import.
type Imported struct {
	Touch
	Import crm.ImportID `db:"import_id"`
}

// BringIn stores contacts of the past and plans as they are; who calls it writes
// the customers' rows.
func BringIn(tx *db.Tx, touches []Imported, plans []Plan) error {
	if err := db.InsertMany(tx, "touch", touches); err != nil {
		return err
	}
	return db.InsertMany(tx, "plan", plans)
}

// NewPlan is the plan of an owner for an instant.
func NewPlan(tx *db.Tx, customer crm.CustomerID, owner crm.PersonID, at crm.Millis, channel string) Plan {
	return Plan{Customer: customer, ID: db.NewID[crm.Plan](tx), Person: owner, At: at, Channel: channel, State: "open", CreatedAt: tx.NowMillis()}
}

// TakeOut removes a contact that BringIn stored, and tells whether it was there.
func TakeOut(tx *db.Tx, customer crm.CustomerID, touch crm.TouchID) (bool, error) {
	n, err := db.Exec(tx, dropTouchSQL, db.Args{"customer": customer, "touch": touch})
	return n > 0, err
}
