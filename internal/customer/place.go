package customer

import (
	"strconv"

	"laidan/internal/crm"
)

// A search document ends with one word that says where the customer is: with an
// owner, in a pool, in the cold store. So a search within somebody's own
// customers meets those alone, however common its words are. No search text
// holds an underscore, so that nobody can ask for these words.

const inCold = "_c"

func withOwner(id crm.PersonID) string { return "_o" + strconv.FormatInt(id.Int64(), 36) }

func inPool(id crm.PoolID) string { return "_p" + strconv.FormatInt(id.Int64(), 36) }

// Indexed is the document as the text index holds it.
func (r Row) Indexed() string {
	at := inCold
	switch {
	case !r.OwnerID.IsZero():
		at = withOwner(r.OwnerID)
	case r.InPool():
		at = inPool(r.PoolID)
	}
	return r.Search + " " + at
}
