package room

import (
	"laidan/internal/db"
)

// Table is one table of a room and what becomes of its rows when a customer is
// merged away or a person erased.
type Table struct {
	Name string
	// Rows is about how many a large organisation has; SQLite's plans are made
	// for that. 0 is a few thousand.
	Rows int
	// Merge is for tables with a customer_id.
	Merge Merge
	// Erase is for the rows of the person who is erased, Sweep for rows of others
	// in which a number or an address of that person stands.
	Erase Erase
	Sweep Sweep
	// Told is the column of the instant, when the rows belong into the story of
	// what happened with a person.
	Told string
	// Covered are columns in which people write of a customer and which filters
	// read: numbers are hidden before they are stored.
	Covered []string
	// OfContact is true of rows that may name a contact in contact_id.
	OfContact bool
	// Imported is true of rows that an import writes; they go when it is undone.
	Imported bool
}

// Merge is what becomes of the rows of a customer that is merged into another.
// The zero Merge is that of a table without a customer_id.
type Merge struct {
	steps []string
	why   string
}

// Move hands the rows over as they are, after statements as in Steps.
func Move(before ...string) Merge { return Merge{steps: append(before, moved)} }

const moved = "UPDATE {table} SET customer_id = @to WHERE tenant_id = @tenant AND customer_id = @from"

// Keep leaves the rows with the customer that is merged away.
func Keep(why string) Merge { return Merge{why: why} }

// Steps are statements of the room's own, run with @from, @to, @owner, the
// survivor's owner, and @plan: whether the open plan goes along.
func Steps(statements ...string) Merge { return Merge{steps: statements} }

// Known reports whether something was said of a merge.
func (m Merge) Known() bool { return len(m.steps) > 0 || m.why != "" }

// Erase is what becomes of the rows of a person who is erased.
type Erase int

const (
	// Tagged rows stay without what their columns tagged as personal hold.
	Tagged Erase = iota
	// Wordless rows stay without any text: whoever types into them may type
	// anything. Figures, holds and money are made of them.
	Wordless
	// Dropped rows go.
	Dropped
)

// Sweep is what becomes of a row of somebody else that names an erased person.
type Sweep int

const (
	// Redacted rows stay with the number or address struck out.
	Redacted Sweep = iota
	// Ours are rows about the organisation and its colleagues, or without words:
	// a customer's number that stands there too is somebody else's.
	Ours
	// Passing rows are copies kept for a while; they go.
	Passing
	// Number rows are the number; they go.
	Number
)

// Tables are those of all rooms.
func (h House) Tables() []Table {
	var list []Table
	for _, r := range h {
		list = append(list, r.Tables...)
	}
	return list
}

// Rows are the sizes of the tables in a large organisation.
func (h House) Rows() map[string]int {
	rows := map[string]int{}
	for _, t := range h.Tables() {
		if t.Rows > 0 {
			rows[t.Name] = t.Rows
		}
	}
	return rows
}

// Tables are those of the installation of a transaction.
func Tables(tx *db.Tx) []Table { return Ask[House](tx).Tables() }

// TableOf is what its room says of a table.
func TableOf(tx *db.Tx, name string) Table {
	for _, t := range Tables(tx) {
		if t.Name == name {
			return t
		}
	}
	return Table{Name: name}
}
