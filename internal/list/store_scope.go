package list

import "strings"

// The owners that the actor sees, as a condition on an owner column. The unary
// plus keeps both databases from going through the owner's index where the
// order of the list is the shorter way.
var ownersSQL = map[plan]string{
	nobody:    "FALSE",
	mine:      "{owner} = @me",
	few:       "{owner} IN (SELECT v.owner_id FROM visible v WHERE v.tenant_id = @tenant AND v.viewer_id = @me)",
	many:      "EXISTS (SELECT 1 FROM visible v WHERE v.tenant_id = @tenant AND v.viewer_id = @me AND v.owner_id = +{owner})",
	everybody: "+{owner} IS NOT NULL",
}

func ownersCondition(p plan, owner string) string {
	return strings.ReplaceAll(ownersSQL[p], "{owner}", owner)
}

const (
	// livingSQL leaves out archived and merged customers.
	livingSQL = "NOT {c}.archived AND {c}.merged_into IS NULL"
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
func scopeOf(p plan, afterSale bool, alias string) Scope {
	living := livingSQL
	if afterSale {
		living += " AND {c}.layer >= 6"
	}
	make := func(from, where string) arm {
		return arm{from, strings.ReplaceAll(where+" AND "+living, "{c}", alias)}
	}
	owner := alias + ".owner_id"
	s := Scope{wide: p == many || p == everybody}
	switch p {
	case mine:
		s.paged = []arm{make("", ownersCondition(mine, owner))}
		s.whole = s.paged
	case few:
		s.paged = []arm{make(visibleFrom, visibleSQL)}
		s.whole = s.paged
	case many:
		s.paged = []arm{make("", ownersCondition(many, owner))}
		s.whole = []arm{make(visibleFrom, visibleSQL)}
	case everybody:
		return Scope{wide: true, paged: []arm{make("", ownersCondition(everybody, owner))}, whole: []arm{make(peopleFrom, peopleSQL)}}
	}
	// Whether the owner of one shared customer is in scope is a look-up.
	if p == few {
		p = many
	}
	shared := make(sharedFrom, strings.ReplaceAll(sharedSQL, "{owned}", "("+ownersCondition(p, owner)+")"))
	s.paged, s.whole = append(s.paged[:len(s.paged):len(s.paged)], shared), append(s.whole[:len(s.whole):len(s.whole)], shared)
	return s
}

// How many customers the owners in scope have, up to @max.
const (
	sizeVisible = `SELECT COUNT(*) FROM (SELECT 1 AS one FROM visible v CROSS JOIN customer c WHERE v.tenant_id = @tenant AND v.viewer_id = @me
		AND c.tenant_id = @tenant AND c.owner_id = v.owner_id AND NOT c.archived AND {rows} LIMIT @max) n`
	sizeAll = `SELECT COUNT(*) FROM (SELECT 1 AS one FROM person v CROSS JOIN customer c WHERE v.tenant_id = @tenant
		AND c.tenant_id = @tenant AND c.owner_id = v.id AND NOT c.archived AND {rows} LIMIT @max) n`
)

func sizeText(p plan, rows string) string {
	text := sizeVisible
	if p == everybody {
		text = sizeAll
	}
	return strings.ReplaceAll(text, "{rows}", rows)
}
