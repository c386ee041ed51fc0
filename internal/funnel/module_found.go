package funnel

import "laidan/internal/db"

// Found gives a new organisation the default funnel.
func Found(tx *db.Tx) error {
	err := db.Write(tx, insertFunnelSQL, db.Args{"id": db.NewID[Template](tx), "name": "默认漏斗", "template": Default().JSON()})
	return err
}
