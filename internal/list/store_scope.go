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

// scopeOf makes the arms of a plan for customers under an alias.
func scopeOf(p plan, afterSale bool, alias string) Scope {
	living := livingSQL
	if afterSale {
		living += " AND {c}.layer >= 6"
	}
	text := func(s string) string { return strings.ReplaceAll(s, "{c}", alias) }
	owned := ownersCondition(p, alias+".owner_id")
	s := Scope{wide: p == many || p == everybody}
	if p != nobody {
		s.arms = append(s.arms, arm{where: owned + " AND " + text(living)})
	}
	if p != everybody {
		// Whether one shared customer has an owner in scope is a look-up.
		inScope := ownersCondition(p, alias+".owner_id")
		if p == few {
			inScope = ownersCondition(many, alias+".owner_id")
		}
		shared := strings.ReplaceAll(sharedSQL, "{owned}", "("+inScope+")")
		s.arms = append(s.arms, arm{from: sharedFrom, where: text(shared + " AND " + living)})
	}
	return s
}

// How many customers the owners in scope have, up to @max.
const (
	sizeVisible = `SELECT COUNT(*) FROM (SELECT 1 AS one FROM visible v CROSS JOIN customer c WHERE v.tenant_id = @tenant AND v.viewer_id = @me
		AND c.tenant_id = @tenant AND c.owner_id = v.owner_id AND NOT c.archived AND {rows} LIMIT @max) n`
	sizeAll = `SELECT COUNT(*) FROM (SELECT 1 AS one FROM customer c WHERE c.tenant_id = @tenant AND +c.owner_id IS NOT NULL
		AND NOT c.archived AND {rows} LIMIT @max) n`
)

func sizeText(p plan, rows string) string {
	text := sizeVisible
	if p == everybody {
		text = sizeAll
	}
	return strings.ReplaceAll(text, "{rows}", rows)
}
