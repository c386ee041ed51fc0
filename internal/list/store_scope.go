package list

import (
	"fmt"
	"laidan/internal/words"
	"strings"
)

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

// ownerTable is a table of the owners in scope, from which their customers follow.
type ownerTable struct{ from, where, owner string }

const visibleSQL = "SELECT owner_id FROM visible WHERE tenant_id = @tenant AND viewer_id = @me"

var (
	visibleOwners = ownerTable{"visible v", "v.tenant_id = @tenant AND v.viewer_id = @me", "v.owner_id"}
	allOwners     = ownerTable{"person v", "v.tenant_id = @tenant", "v.id"}
)

// customers leads to the owners' customers.
func (t ownerTable) customers() (from, where string) {
	return t.from, t.where + " AND {c}.owner_id = " + t.owner
}

// counted is how many customers the owners have, counted owner by owner: so both
// databases stay on the owners' index.
func (t ownerTable) counted(rows string) string {
	return "(SELECT CAST(COALESCE(SUM((SELECT COUNT(*) FROM customer c WHERE c.tenant_id = @tenant AND c.owner_id = " + t.owner +
		" AND NOT c.archived AND " + rows + ")), 0) AS BIGINT) FROM " + t.from + " WHERE " + t.where + ")"
}

// reachSQL is how many customers the owners in scope have, all and open.
// Everybody's are many without counting.
var reachSQL = map[plan]string{
	whole:     fmt.Sprintf("SELECT COUNT(*) AS owned, 0 AS open FROM (SELECT 1 AS one FROM customer WHERE tenant_id = @tenant AND NOT archived ORDER BY created_at LIMIT %d) n", countedTotal),
	team:      "SELECT " + visibleOwners.counted("TRUE") + " AS owned, " + visibleOwners.counted(openRows) + " AS open",
	everybody: "SELECT 0 AS owned, " + allOwners.counted(openRows) + " AS open",
}

// scopeOf makes the arms of a plan for customers under an alias.
func scopeOf(p plan, n size, afterSale bool, alias string) Scope {
	living := livingSQL
	if afterSale {
		living += " AND {c}.layer " + words.AfterSaleSQL
	}
	way := func(from, where string) arm {
		return arm{from, strings.ReplaceAll(where+" AND "+living, "{c}", alias)}
	}
	owned := ownersCondition(p, alias+".owner_id")
	s := Scope{size: n.scope, total: n.total, wide: n.wide, paged: []arm{way("", owned)}}
	switch p {
	case nobody:
		s.paged = nil
	case team:
		s.whole = []arm{way(visibleOwners.customers())}
	case mine:
		s.whole = s.paged[:1:1]
	case everybody:
		s.whole = []arm{way(allOwners.customers())}
		return s
	}
	shared := way(sharedFrom, strings.ReplaceAll(sharedSQL, "{owned}", "("+owned+")"))
	s.paged, s.whole = append(s.paged, shared), append(s.whole, shared)
	return s
}
