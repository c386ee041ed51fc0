package funnel

import (
	"slices"

	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/org"
)

// Query asks for the funnel of one person, or of a department and everything
// under it; without either, of all the reader may see. Without days it is this
// month so far.
type Query struct {
	Owner      crm.PersonID
	Department crm.DepartmentID
	Period     Period
}

// reach is whose figures a question is about, once the reader's right is known.
type reach struct {
	owner  bool // scopes is one person, not departments
	all    bool // every department there is
	scopes []int64
}

// Get reports the funnel from the roll-ups.
func Get(tx *db.Tx, q Query) (Report, error) {
	r, err := reachOf(tx, q.Owner, q.Department)
	if err != nil {
		return Report{}, err
	}
	p := q.Period.or(tx.Today())
	if p.From > p.To {
		return Report{}, crm.Bad("?from", "funnel.period")
	}
	t, err := TemplateOf(tx)
	if err != nil {
		return Report{}, err
	}
	args := db.Args{"scopes": r.scopes, "from": p.From, "to": p.To}
	tallies, err := db.All[Tally](tx, tallySQL, args)
	if err != nil {
		return Report{}, err
	}
	text, people := againTeamSQL, int64(1)
	if r.owner {
		text = againOwnerSQL
	} else if people, err = db.One[int64](tx, repsSQL, args); err != nil {
		return Report{}, err
	}
	again, err := db.All[Again](tx, text, args)
	if err != nil {
		return Report{}, err
	}
	return Assemble(t, p, people, tallies, again), nil
}

func (p Period) or(today crm.Day) Period {
	if p.To == 0 {
		p.To = max(today, p.From)
	}
	if p.From == 0 {
		p.From = p.To/100*100 + 1
	}
	return p
}

// reachOf turns a question into scopes the reader has a right to; anything else
// is as if it did not exist.
func reachOf(tx *db.Tx, owner crm.PersonID, department crm.DepartmentID) (reach, error) {
	switch {
	case !owner.IsZero():
		return ownReach(tx, owner)
	case department.IsZero() && narrow(tx.Actor):
		return ownReach(tx, tx.Me())
	case narrow(tx.Actor):
		return reach{}, crm.Missing()
	}
	nodes, err := db.All[org.Node](tx, nodesSQL)
	if err != nil {
		return reach{}, err
	}
	allowed := departmentsOf(tx.Actor, nodes)
	if !department.IsZero() {
		if !slices.Contains(allowed, department) {
			return reach{}, crm.Missing()
		}
		allowed = org.NewTree(nodes).Under(department)
	}
	r := reach{all: len(allowed) == len(nodes)}
	for _, d := range allowed {
		r.scopes = append(r.scopes, d.Int64())
	}
	return r, nil
}

// narrow reports whether the actor sees nobody's customers but their own.
func narrow(a crm.Actor) bool { return a.Scope == crm.ScopeOwn || a.Scope == crm.ScopeNone }

func ownReach(tx *db.Tx, owner crm.PersonID) (reach, error) {
	r := reach{owner: true, scopes: []int64{owner.Int64()}}
	if owner == tx.Me() {
		return r, nil
	}
	text := visibleSQL
	if tx.Actor.Scope == crm.ScopeAll {
		text = knownSQL
	}
	ok, err := db.One[bool](tx, text, db.Args{"owner": owner})
	if err == nil && !ok {
		err = crm.Missing()
	}
	return r, err
}

// departmentsOf are the departments whose figures an actor may see: their own
// and those they manage with all below, or every one.
func departmentsOf(a crm.Actor, nodes []org.Node) []crm.DepartmentID {
	tree := org.NewTree(nodes)
	var out []crm.DepartmentID
	for _, n := range nodes {
		if a.Scope == crm.ScopeAll || n.ID == a.Department || n.ManagerID == a.Person {
			out = append(out, tree.Under(n.ID)...)
		}
	}
	slices.SortFunc(out, func(a, b crm.DepartmentID) int { return int(min(1, max(-1, a.Int64()-b.Int64()))) })
	return slices.Compact(out)
}
