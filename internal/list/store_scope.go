package list

import "strings"

// The owners that the actor sees, as a condition on an owner column. The unary
// plus keeps both databases from going through the owner's index where the
// order of the list is the shorter way.
var ownersSQL = map[plan]string{
	nobody:    "FALSE",
	mine:      "{owner} = @me",
	team:      "EXISTS (SELECT 1 FROM visible v WHERE v.tenant_id = @tenant AND v.viewer_id = @me AND v.owner_id = +{owner})",
	everybody: "+{owner} IS NOT NULL",
}

func ownersCondition(p plan, owner string) string {
	return strings.ReplaceAll(ownersSQL[p], "{owner}", owner)
}

const (
	// livingSQL leaves out archived customers, merged ones among them.
	livingSQL = "NOT {c}.archived"
	// sharedFrom and sharedSQL are the customers that somebody shared with the
	// actor and that no owner in scope has: those the other arm shows.
	sharedFrom = "collaborator s"
	sharedSQL  = `s.tenant_id = @tenant AND s.person_id = @me AND (s.until IS NULL OR s.until > @now)
		AND {c}.id = s.customer_id AND {c}.owner_id IS NOT NULL AND NOT {owned}`
)

// Tables that lead from the owners to their customers.
const (
	visibleFrom = "visible v"
	visibleSQL  = "v.tenant_id = @tenant AND v.viewer_id = @me AND {c}.owner_id = v.owner_id"
	peopleFrom  = "person v"
	peopleSQL   = "v.tenant_id = @tenant AND {c}.owner_id = v.id"
)

// scopeOf makes the arms of a plan for customers under an alias.
func scopeOf(p plan, size int, afterSale bool, alias string) Scope {
	living := livingSQL
	if afterSale {
		living += " AND {c}.layer >= 6"
	}
	make := func(from, where string) arm {
		return arm{from, strings.ReplaceAll(where+" AND "+living, "{c}", alias)}
	}
	owned := ownersCondition(p, alias+".owner_id")
	s := Scope{size: size, wide: size > searchedScope, paged: []arm{make("", owned)}}
	switch p {
	case nobody:
		s.paged = nil
	case team:
		s.whole = []arm{make(visibleFrom, visibleSQL)}
	case mine:
		s.whole = s.paged[:1:1]
	case everybody:
		s.whole = []arm{make(peopleFrom, peopleSQL)}
		return s
	}
	shared := make(sharedFrom, strings.ReplaceAll(sharedSQL, "{owned}", "("+owned+")"))
	s.paged, s.whole = append(s.paged, shared), append(s.whole, shared)
	return s
}

// How many customers the owners in scope have, all and open, up to a limit: a
// walk along the owners' index.
var reachSQL = map[plan]string{
	team: "SELECT (" + counted(visibleFrom, visibleSQL, "all") + ") AS owned, (" + counted(visibleFrom, visibleSQL+" AND "+openRows, "open") + ") AS open",
	// Everybody's customers are many without counting.
	everybody: "SELECT 0 AS owned, (" + counted(peopleFrom, peopleSQL+" AND "+openRows, "open") + ") AS open",
}

func counted(from, where, most string) string {
	return "SELECT COUNT(*) FROM (SELECT 1 AS one FROM " + from + " CROSS JOIN customer c WHERE c.tenant_id = @tenant AND " +
		strings.ReplaceAll(where, "{c}", "c") + " AND NOT c.archived LIMIT @" + most + ") " + "n_" + most
}
