package list

import (
	"strings"

	"laidan/internal/authz"
	"laidan/internal/crm"
)

// Scope is whose rows a list shows. It has up to two arms: the rows of the
// owners that the actor sees, and the customers shared with the actor. They are
// read apart, each along its own index, and merged: one condition with OR would
// send PostgreSQL through the whole table.
type Scope struct {
	paged []arm // for pages along the index of a sort
	whole []arm // for what looks at all rows in scope: counts, the queue, exports
	wide  bool
}

// arm is one way in which rows come into sight.
type arm struct {
	from  string // tables that lead to the list's table, if any
	where string
}

// Wide reports whether the scope holds so many customers that lists walk along
// the index of their sort instead of the owners' customers.
func (s Scope) Wide() bool { return s.wide }

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
	few  // from the owners to their rows
	many // from the rows, in the order of the list, to their owners
	everybody
)

// planOf chooses the plan; size is the number of customers of those the actor
// sees, which is asked for only where it matters.
func planOf(a crm.Actor, size func() (int, error)) (plan, error) {
	switch {
	case a.System() || a.Scope == crm.ScopeAll:
		return everybody, nil
	case a.Scope == crm.ScopeOwn:
		return mine, nil
	case a.Scope == crm.ScopeNone || a.Scope == "":
		return nobody, nil
	case a.Visible > maxOwners:
		return many, nil
	}
	n, err := size()
	if n > maxRows {
		return many, err
	}
	return few, err
}

// From the owners to their rows costs a look-up per row in scope; along the
// sort it costs one per row of the tenant until the page is full. These are the
// sizes up to which the former is surely quick.
const (
	maxOwners = 200
	maxRows   = 3000
)

// afterSale reports whether the actor sees signed and implemented customers
// only: a service person without a selling role.
func afterSale(a crm.Actor) bool {
	return a.Is(authz.Service) && !a.Is(authz.Rep, authz.Manager, authz.Director)
}
