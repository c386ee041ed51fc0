package room

import (
	"fmt"

	"laidan/internal/crm"
	"laidan/internal/db"
)

// MergeRows takes the rows of all rooms from one customer to another.
func MergeRows(tx *db.Tx, args db.Args) error {
	for _, t := range Tables(tx) {
		for _, text := range t.Merge.steps {
			if text == moved {
				text = "UPDATE " + t.Name + moved[len("UPDATE {table}"):]
			}
			if err := db.Write(tx, text, args); err != nil {
				return err
			}
		}
	}
	return nil
}

// FoldContact lets the rows that name a contact name the one it was folded into,
// or nobody.
func FoldContact(tx *db.Tx, customer crm.CustomerID, contact, into crm.ContactID) error {
	for _, t := range Tables(tx) {
		if !t.OfContact {
			continue
		}
		err := db.Write(tx, "UPDATE "+t.Name+" SET contact_id = @into WHERE tenant_id = @tenant AND customer_id = @customer AND contact_id = @contact",
			db.Args{"customer": customer, "contact": contact, "into": into})
		if err != nil {
			return err
		}
	}
	return nil
}

// CoverRows hides in the rows beside customers what hide finds in their texts.
func CoverRows(tx *db.Tx, customers []crm.CustomerID, hide func(of crm.CustomerID, text string) string) error {
	for _, t := range Tables(tx) {
		for _, column := range t.Covered {
			if err := coverColumn(tx, t.Name, column, customers, hide); err != nil {
				return err
			}
		}
	}
	return nil
}

func coverColumn(tx *db.Tx, table, column string, customers []crm.CustomerID, hide func(of crm.CustomerID, text string) string) error {
	type written struct {
		Customer crm.CustomerID `db:"customer_id"`
		ID       int64          `db:"id"`
		Text     string         `db:"text"`
	}
	rows, err := db.All[written](tx, fmt.Sprintf(`SELECT customer_id, id, %[2]s AS text FROM %[1]s
		WHERE tenant_id = @tenant AND customer_id IN (@ids) AND %[2]s <> '' ORDER BY id`, table, column), db.Args{"ids": customers})
	if err != nil {
		return err
	}
	for _, r := range rows {
		text := hide(r.Customer, r.Text)
		if text == r.Text {
			continue
		}
		r.Text = text
		err := db.Write(tx, fmt.Sprintf("UPDATE %s SET %s = @text WHERE tenant_id = @tenant AND customer_id = @customer_id AND id = @id", table, column), r)
		if err != nil {
			return err
		}
	}
	return nil
}

// DropImported removes what an import wrote of customers, and tells how many
// rows that were.
func DropImported(tx *db.Tx, customers []crm.CustomerID) (int64, error) {
	total := int64(0)
	for _, t := range Tables(tx) {
		if !t.Imported {
			continue
		}
		n, err := db.Exec(tx, "DELETE FROM "+t.Name+" WHERE tenant_id = @tenant AND customer_id IN (@ids)", db.Args{"ids": customers})
		if err != nil {
			return total, err
		}
		total += n
	}
	return total, nil
}
