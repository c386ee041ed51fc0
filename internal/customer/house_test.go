package customer_test

import (
	"encoding/json"

	"laidan/internal/app"
	"laidan/internal/crm"
	"laidan/internal/customer"
	"laidan/internal/db"
	"laidan/internal/timeline"
)

// What all rooms declare stands in the house, which knows this package.
func init() {
	customer.House = (&app.App{}).House
	customer.ReadTimeline = func(tx *db.Tx, id crm.CustomerID, tab, cursor string, limit int) ([]byte, error) {
		page, err := timeline.Read(tx, id, tab, cursor, limit)
		if err != nil {
			return nil, err
		}
		return json.Marshal(page)
	}
}
