package customer

import (
	"time"

	"laidan/internal/crm"
	"laidan/internal/db"
)

// SetQuota says how many customers a person may hold.
func SetQuota(tx *db.Tx, person crm.PersonID, quota int) error {
	return db.Write(tx, quotaSQL, db.Args{"person": person, "quota": quota})
}

// Cool sets the day until which nobody works on an abandoned customer.
func Cool(tx *db.Tx, c Customer, until time.Time) (Customer, error) {
	n, err := db.Exec(tx, coolSQL, db.Args{"id": c.ID, "version": c.Version, "until": crm.At(until)})
	if err == nil && n == 0 {
		err = Conflict(tx, c)
	}
	if err != nil {
		return c, err
	}
	c.CoolUntil, c.UpdatedAt = crm.At(until), tx.NowMillis()
	c.Version++
	tx.Announce("customer", c.ID)
	return c, nil
}
