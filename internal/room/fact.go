package room

import (
	"slices"

	"laidan/internal/authz"
	"laidan/internal/crm"
	"laidan/internal/db"
)

// Fact is a kind of fact that a room records. Its sentence is fact.<Kind> in the
// catalogues.
type Fact struct {
	Kind string
	// Change is set for facts that timelines show as changes of the record. Acts
	// that have a row of their own there (touches, moves, hand-overs) are none.
	Change bool
	Need   authz.Perm // to read the change; "": whoever sees the customer
}

// Facts are those of all rooms.
func (h House) Facts() []Fact {
	var list []Fact
	for _, r := range h {
		list = append(list, r.Facts...)
	}
	return list
}

// Changes are the kinds of facts that the actor may read as changes.
func Changes(tx *db.Tx) []string {
	kinds := []string{}
	for _, f := range Ask[House](tx).Facts() {
		if f.Change && (f.Need == "" || May(tx.Actor, f.Need)) {
			kinds = append(kinds, f.Kind)
		}
	}
	slices.Sort(kinds)
	return kinds
}

// May reports whether somebody, or the program itself, has a permission.
func May(a crm.Actor, p authz.Perm) bool { return a.System() || authz.May(a, p) }
