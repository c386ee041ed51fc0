package customer

import (
	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/room"
)

// OfNoImport keeps customers that somebody works on when their import is undone.
func OfNoImport(tx *db.Tx, ids []crm.CustomerID) (int64, error) {
	return db.Exec(tx, ofNoImportSQL, db.Args{"ids": ids})
}

// DropImported removes customers that nobody worked on with all that an import
// writes, and tells how many rows that were. Facts stay: the log is append-only.
func DropImported(tx *db.Tx, ids []crm.CustomerID, owners []crm.PersonID) (int64, error) {
	rows, err := room.DropImported(tx, ids)
	if err != nil {
		return rows, err
	}
	n, err := db.Exec(tx, dropCustomersSQL, db.Args{"ids": ids})
	if err != nil {
		return rows, err
	}
	for _, id := range ids {
		if err := db.DropSearch(tx, id.Int64()); err != nil {
			return rows, err
		}
	}
	for _, owner := range owners {
		if err := db.Write(tx, recountSQL, db.Args{"person": owner}); err != nil {
			return rows, err
		}
	}
	return rows + n, nil
}
