package assign

import (
	"laidan/internal/crm"
	"laidan/internal/db"
)

// Found gives a new organisation its pool, open to everybody.
func Found(tx *db.Tx) error {
	p := Pool{ID: db.NewID[crm.Pool](tx), Name: "公海", DailyClaims: 5, PreviousOwnerDays: 7, Active: true, Version: 1}
	err := db.Write(tx, insertPoolSQL, p)
	return err
}
