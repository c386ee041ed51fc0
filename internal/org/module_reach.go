package org

import (
	"slices"

	"laidan/internal/authz"
	"laidan/internal/crm"
	"laidan/internal/db"
)

// SeesPerson reports whether the actor sees the work of a person, who may have
// left; people of other organisations are seen by nobody.
func SeesPerson(tx *db.Tx, id crm.PersonID) (bool, error) {
	switch {
	case id == tx.Me():
		return true, nil
	case authz.SeesEverybody(tx.Actor):
		names, err := Names(tx, []crm.PersonID{id})
		return len(names) == 1, err
	case tx.Actor.Scope == crm.ScopeOwn, tx.Actor.Scope == crm.ScopeNone, tx.Actor.Scope == crm.ScopeAll:
		return false, nil
	}
	return sees(tx, id)
}

// DepartmentsSeen are the departments whose figures an actor sees, parents
// before children: their own and those they manage with everything below, or
// every one; whole tells the latter. Who sees only their own work has none.
func DepartmentsSeen(tx *db.Tx) (seen []crm.DepartmentID, whole bool, err error) {
	a := tx.Actor
	if a.Scope == crm.ScopeOwn || authz.AfterSale(a) || a.Scope == crm.ScopeNone && !authz.May(a, authz.CustomerAssign) {
		return nil, false, nil
	}
	nodes, err := listNodes(tx)
	if err != nil {
		return nil, false, err
	}
	// Support has no customers of its own to see, and hands out to everybody.
	everything := a.Scope == crm.ScopeAll || a.Scope == crm.ScopeNone
	seen = reachedBy(a.Person, a.Department, everything, nodes)
	return seen, len(seen) == len(nodes), nil
}

func reachedBy(person crm.PersonID, department crm.DepartmentID, everything bool, nodes []Node) []crm.DepartmentID {
	tree := NewTree(nodes)
	var out []crm.DepartmentID
	for _, n := range nodes {
		if everything || n.ID == department || n.ManagerID == person {
			for _, d := range tree.Under(n.ID) {
				if !slices.Contains(out, d) {
					out = append(out, d)
				}
			}
		}
	}
	return out
}

// DepartmentsUnder are a department and everything below it that the actor
// sees; a department out of reach is as if it did not exist.
func DepartmentsUnder(tx *db.Tx, id crm.DepartmentID) ([]crm.DepartmentID, error) {
	seen, _, err := DepartmentsSeen(tx)
	if err != nil {
		return nil, err
	}
	if !slices.Contains(seen, id) {
		return nil, crm.Missing()
	}
	nodes, err := listNodes(tx)
	return NewTree(nodes).Under(id), err
}
