package list

import (
	"strings"

	"laidan/internal/crm"
	"laidan/internal/rights"
)

// Scope is whose rows a list shows. It has up to two arms: the rows of the
// owners that the actor sees, and the customers shared with the actor. They are
// read apart, each along its own index, and merged: one condition with OR would
// send PostgreSQL through the whole table.
type Scope struct {
	paged []arm // along the index of a sort, rows of all owners passing by
	whole []arm // from the owners to all of their rows
	size  int   // customers of the owners in scope
	total int   // customers of the organisation, counted up to countedTotal
	wide  bool
}

// size is how many customers a scope and its organisation have.
type size struct {
	scope, total int
	wide         bool // too many to search them all
}

// arm is one way in which rows come into sight.
type arm struct {
	from  string // tables that lead to the list's table, if any
	where string
}

// Wide reports whether the scope holds so many customers that a search asks
// the text index first.
func (s Scope) Wide() bool { return s.wide }

// small reports whether it is quicker to look at all rows in scope than to walk
// along a sort until a page is full: of the rows that pass by, only so many are
// in scope, and of those a filter takes a part.
func (s Scope) small(filtered bool) bool {
	walk := DefaultLimit * s.total / max(1, s.size)
	if filtered {
		walk *= filterTakes
	}
	return s.size <= walk
}

// IsZero reports whether there is no scope.
func (s Scope) IsZero() bool { return len(s.whole) == 0 }

// Condition is the whole scope as one condition on the alias it was made for,
// for statements that start from something narrower than the scope.
func (s Scope) Condition() string {
	parts := make([]string, len(s.paged))
	for i, a := range s.paged {
		parts[i] = a.where
		if a.from != "" {
			parts[i] = "EXISTS (SELECT 1 FROM " + a.from + " WHERE " + a.where + ")"
		}
	}
	return "(" + strings.Join(parts, " OR ") + ")"
}

// plan is how the owners in scope are found.
type plan uint8

const (
	nobody plan = iota
	mine
	team
	everybody
	whole // of reach only: all customers of the organisation
)

func planOf(a crm.Actor) plan {
	switch {
	case a.System() || rights.May("list.everybody", a.Scope == crm.ScopeAll):
		return everybody
	case a.Scope == crm.ScopeOwn:
		return mine
	case a.Scope == crm.ScopeTeam || a.Scope == crm.ScopeSubtree:
		return team
	}
	return nobody
}

const (
	maxOwners     = 200       // beyond, the scope is not counted: it is taken for the whole
	searchedScope = 5_000     // up to here a search looks at the scope alone, see decisions.md
	filterTakes   = 3         // a filter is taken to leave one row in so many
	countedTotal  = 1_000_000 // beyond, the organisation is not counted
)
