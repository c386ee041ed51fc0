package room

import (
	"laidan/internal/crm"
	"laidan/internal/db"
)

// Arm is what a room adds to the timeline of a customer: where its rows are and
// how one is told. A page is one statement over the keys of all arms, then one
// for each type that stands on it.
type Arm struct {
	Type string
	// Tabs on which the rows stand; "" is the one of everything.
	Tabs []string
	// Rows are a table called x with its condition, the customer being @id:
	// "touch x WHERE x.tenant_id = @tenant AND x.customer_id = @id". At is the
	// column of the instant.
	Rows string
	At   string
	// Args are those of Rows beside @id; nil: none.
	Args func(tx *db.Tx) db.Args
	// May is nil when everybody who sees the customer may read the rows.
	May func(tx *db.Tx) bool
	// Part is a nil pointer to what Load tells: what the document says of it.
	Part any
	// Load asks for rows by their ids; what it answers is called when all types
	// of a page have been asked for.
	Load func(tx *db.Tx, r Reader, ids []int64) func() ([]Told, error)
}

// Reader is who a timeline is told to, and about whom.
type Reader struct {
	Customer crm.CustomerID
	Mask     func(string) string // hides the customer's numbers
}

// Row is what the rows of all arms begin with: which one, and whose act it was.
type Row struct {
	ID     int64        `db:"id"`
	By     crm.PersonID `db:"by_id"`
	ByName string       `db:"by_name"`
}

// Told is one row of an arm as its reader may see it.
type Told struct {
	Row
	Part any
}

// Tell makes the Load of an arm that reads its rows with one statement, given
// @id and @ids.
func Tell[T any](text string, tell func(tx *db.Tx, r Reader, row T) Told) func(*db.Tx, Reader, []int64) func() ([]Told, error) {
	return func(tx *db.Tx, r Reader, ids []int64) func() ([]Told, error) {
		asked := db.Ask[T](tx, text, db.Args{"id": r.Customer, "ids": ids})
		return func() ([]Told, error) {
			rows, err := asked.All()
			out := make([]Told, len(rows))
			for i, row := range rows {
				out[i] = tell(tx, r, row)
			}
			return out, err
		}
	}
}

// Arms are those of all rooms.
func (h House) Arms() []Arm {
	var list []Arm
	for _, r := range h {
		list = append(list, r.Timeline...)
	}
	return list
}

// Arms are those the actor may read.
func Arms(tx *db.Tx) []Arm {
	var list []Arm
	for _, a := range Ask[House](tx).Arms() {
		if a.May == nil || a.May(tx) {
			list = append(list, a)
		}
	}
	return list
}
