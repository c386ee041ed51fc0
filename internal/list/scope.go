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
	size  int   // customers of the owners in scope, if counted
	wide  bool
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
// along a sort until a page is full. A filter makes the walk longer.
func (s Scope) small(filtered bool) bool {
	return s.size <= smallScope || filtered && s.size <= filteredScope
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

// Looking at all rows in scope costs a look-up per row, walking along a sort
// one per row of the organisation until the page is full: measured with
// 50,000 to 1,000,000 customers, these are the sizes where they cross.
const (
	maxOwners     = 200    // beyond, the scope is not even counted
	smallScope    = 2_000  // without a filter
	searchedScope = 5_000  // with a search, see decisions.md
	filteredScope = 10_000 // with a filter
)
