package org

import (
	"cmp"
	"maps"
	"slices"

	"laidan/internal/crm"
)

// MaxDepth is how many levels of departments there may be, the root included.
const MaxDepth = 12

// Node is a department as the tree's rules see it.
type Node struct {
	ID        crm.DepartmentID `db:"id"`
	ParentID  crm.DepartmentID `db:"parent_id"` // zero for the root
	ManagerID crm.PersonID     `db:"manager_id"`
}

// Member is a person as the rules of seeing see them.
type Member struct {
	ID           crm.PersonID     `db:"id"`
	DepartmentID crm.DepartmentID `db:"department_id"`
	Scope        crm.Scope        `db:"scope"`
	Active       bool             `db:"active"`
}

// Tree answers questions about the departments of one organisation.
type Tree struct {
	node     map[crm.DepartmentID]Node
	children map[crm.DepartmentID][]crm.DepartmentID
	manages  map[crm.PersonID][]crm.DepartmentID
}

// NewTree arranges departments; their order does not matter.
func NewTree(nodes []Node) Tree {
	t := Tree{
		node:     make(map[crm.DepartmentID]Node, len(nodes)),
		children: make(map[crm.DepartmentID][]crm.DepartmentID, len(nodes)),
		manages:  map[crm.PersonID][]crm.DepartmentID{},
	}
	for _, n := range nodes {
		t.node[n.ID] = n
		t.children[n.ParentID] = append(t.children[n.ParentID], n.ID)
		if !n.ManagerID.IsZero() {
			t.manages[n.ManagerID] = append(t.manages[n.ManagerID], n.ID)
		}
	}
	return t
}

// Has reports whether there is such a department.
func (t Tree) Has(id crm.DepartmentID) bool {
	_, ok := t.node[id]
	return ok
}

// Under is a department and everything below it, parents before children, each
// once: rows that lead in a circle, as only a damaged database has them, come to
// an end too.
func (t Tree) Under(id crm.DepartmentID) []crm.DepartmentID {
	if !t.Has(id) {
		return nil
	}
	list, seen := []crm.DepartmentID{id}, map[crm.DepartmentID]bool{id: true}
	for i := 0; i < len(list); i++ {
		for _, c := range t.children[list[i]] {
			if !seen[c] {
				seen[c] = true
				list = append(list, c)
			}
		}
	}
	return list
}

// depth is the level of a department, 1 for the root.
func (t Tree) depth(id crm.DepartmentID) int {
	n := 0
	for ; t.Has(id) && n < len(t.node); id = t.node[id].ParentID {
		n++
	}
	return n
}

// height is how many levels a department and everything below it takes.
func (t Tree) height(id crm.DepartmentID) int {
	below := map[crm.DepartmentID]int{id: 1}
	for _, d := range t.Under(id)[1:] {
		below[d] = below[t.node[d].ParentID] + 1
	}
	return slices.Max(slices.Collect(maps.Values(below)))
}

// MayHang reports why a department may not hang below parent, or nil. A new
// department has the zero id.
func (t Tree) MayHang(id, parent crm.DepartmentID) error {
	switch {
	case !id.IsZero() && t.node[id].ParentID.IsZero():
		return crm.Bad("/parentId", "org.root_stays")
	case !t.Has(parent):
		return crm.Bad("/parentId", "org.parent_unknown")
	case !id.IsZero() && slices.Contains(t.Under(id), parent):
		return crm.Bad("/parentId", "org.loop")
	}
	height := 1
	if !id.IsZero() {
		height = t.height(id)
	}
	if t.depth(parent)+height > MaxDepth {
		return crm.Bad("/parentId", "org.too_deep", "max", MaxDepth)
	}
	return nil
}

// Visible is whose customers each viewer sees, themselves included, sorted. It
// lists only active people with the scopes team and subtree: own and all need
// no list. People who have left stay visible to their old team.
//
// team and subtree show the person's department, the departments they manage,
// and everything below these; they differ in where such a person sits.
func Visible(people []Member, t Tree) map[crm.PersonID][]crm.PersonID {
	in := map[crm.DepartmentID][]crm.PersonID{}
	for _, p := range people {
		in[p.DepartmentID] = append(in[p.DepartmentID], p.ID)
	}
	sees := map[crm.PersonID][]crm.PersonID{}
	for _, p := range people {
		if !p.Active || p.Scope != crm.ScopeTeam && p.Scope != crm.ScopeSubtree {
			continue
		}
		owners := []crm.PersonID{p.ID}
		for _, top := range append([]crm.DepartmentID{p.DepartmentID}, t.manages[p.ID]...) {
			for _, d := range t.Under(top) {
				owners = append(owners, in[d]...)
			}
		}
		slices.SortFunc(owners, byID)
		sees[p.ID] = slices.Compact(owners)
	}
	return sees
}

func byID(a, b crm.PersonID) int { return cmp.Compare(a.Int64(), b.Int64()) }

// Reach is the number of people whose customers a person sees; lists choose
// their plan by it. seen is the length of the person's list in Visible.
func Reach(m Member, seen, everybody int) int {
	switch {
	case !m.Active, m.Scope == crm.ScopeNone:
		return 0
	case m.Scope == crm.ScopeAll:
		return everybody
	case m.Scope == crm.ScopeTeam, m.Scope == crm.ScopeSubtree:
		return seen
	}
	return 1
}
