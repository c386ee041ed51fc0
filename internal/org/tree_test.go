package org

import (
	"errors"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"laidan/internal/crm"
)

func dep(n int64) crm.DepartmentID { return crm.IDOf[crm.Department](n) }
func per(n int64) crm.PersonID     { return crm.IDOf[crm.Person](n) }

// company: 1 > (2 > (4, 5), 3), as in 总部 > 华东 > (一组, 二组), 华南.
var company = []Node{{ID: dep(4), ParentID: dep(2), ManagerID: per(40)}, {ID: dep(1)}, {ID: dep(2), ParentID: dep(1)},
	{ID: dep(3), ParentID: dep(1)}, {ID: dep(5), ParentID: dep(2)}}

func code(err error) string {
	var e *crm.Error
	if !errors.As(err, &e) {
		return ""
	}
	if len(e.Fields) == 1 {
		return e.Fields[0].Code
	}
	return e.Code
}

func TestMayHang(t *testing.T) {
	tree := NewTree(company)
	for _, c := range []struct {
		id, parent int64
		code       string
	}{
		{0, 1, ""}, {0, 5, ""}, {0, 9, "org.parent_unknown"}, {0, 0, "org.parent_unknown"},
		{4, 3, ""}, {4, 1, ""}, {4, 2, ""},
		{2, 4, "org.loop"}, {2, 2, "org.loop"}, {2, 5, "org.loop"}, {2, 3, ""},
		{1, 3, "org.root_stays"}, {3, 0, "org.parent_unknown"},
	} {
		if got := code(tree.MayHang(dep(c.id), dep(c.parent))); got != c.code {
			t.Errorf("%d below %d: got %q, want %q", c.id, c.parent, got, c.code)
		}
	}
}

// TestCirclesComeToAnEnd: no act makes one, but a database edited by hand may
// hold one, and a page must not eat the memory for it.
func TestCirclesComeToAnEnd(t *testing.T) {
	tree := NewTree([]Node{{ID: dep(1)}, {ID: dep(2), ParentID: dep(3)}, {ID: dep(3), ParentID: dep(2)}, {ID: dep(4), ParentID: dep(2)}})
	if got, want := tree.Under(dep(2)), []crm.DepartmentID{dep(2), dep(3), dep(4)}; !slices.Equal(got, want) {
		t.Errorf("under 2: %v, want %v", got, want)
	}
	if got := code(tree.MayHang(dep(4), dep(3))); got != "" {
		t.Errorf("4 below 3: %q", got)
	}
	if got := code(tree.MayHang(dep(2), dep(4))); got != "org.loop" {
		t.Errorf("2 below 4: %q", got)
	}
}

func TestTreeIsAtMostTwelveLevels(t *testing.T) {
	nodes := []Node{{ID: dep(1)}}
	for n := int64(2); n <= MaxDepth; n++ {
		nodes = append(nodes, Node{ID: dep(n), ParentID: dep(n - 1)})
	}
	nodes = append(nodes, Node{ID: dep(100), ParentID: dep(1)}, Node{ID: dep(101), ParentID: dep(100)})
	tree := NewTree(nodes)
	for _, c := range []struct {
		id, parent int64
		code       string
	}{
		{0, MaxDepth - 1, ""}, {0, MaxDepth, "org.too_deep"},
		{101, MaxDepth - 1, ""}, {100, MaxDepth - 1, "org.too_deep"}, {100, MaxDepth - 2, ""},
	} {
		if got := code(tree.MayHang(dep(c.id), dep(c.parent))); got != c.code {
			t.Errorf("%d below %d: got %q, want %q", c.id, c.parent, got, c.code)
		}
	}
}

func TestVisible(t *testing.T) {
	tree := NewTree(company)
	people := []Member{
		{per(10), dep(1), crm.ScopeSubtree, true}, // director of everything
		{per(20), dep(2), crm.ScopeSubtree, true}, // director of the east
		{per(40), dep(4), crm.ScopeTeam, true},    // manager of team one
		{per(41), dep(4), crm.ScopeOwn, true},
		{per(42), dep(4), crm.ScopeOwn, false}, // left; the team keeps seeing them
		{per(50), dep(5), crm.ScopeTeam, true},
		{per(51), dep(5), crm.ScopeOwn, true},
		{per(30), dep(3), crm.ScopeAll, true},
		{per(31), dep(3), crm.ScopeNone, true},
		{per(52), dep(5), crm.ScopeTeam, false}, // a manager who left sees nothing
	}
	want := map[int64][]int64{
		10: {10, 20, 30, 31, 40, 41, 42, 50, 51, 52},
		20: {20, 40, 41, 42, 50, 51, 52},
		40: {40, 41, 42},
		50: {50, 51, 52},
	}
	got := Visible(people, tree)
	if len(got) != len(want) {
		t.Fatalf("viewers: %v", got)
	}
	for viewer, owners := range want {
		ids := []crm.PersonID{}
		for _, o := range owners {
			ids = append(ids, per(o))
		}
		if !slices.Equal(got[per(viewer)], ids) {
			t.Errorf("%d sees %v, want %v", viewer, got[per(viewer)], owners)
		}
	}
}

func TestManagingAnotherDepartmentAdds(t *testing.T) {
	nodes := slices.Clone(company)
	nodes[4].ManagerID = per(40) // team one's manager stands in for team two
	people := []Member{{per(40), dep(4), crm.ScopeTeam, true}, {per(41), dep(4), crm.ScopeOwn, true}, {per(51), dep(5), crm.ScopeOwn, true}}
	if got := Visible(people, NewTree(nodes))[per(40)]; !slices.Equal(got, []crm.PersonID{per(40), per(41), per(51)}) {
		t.Fatalf("sees %v", got)
	}
	// Managing gives nothing to somebody whose scope is own.
	people[0].Scope = crm.ScopeOwn
	if got := Visible(people, NewTree(nodes)); len(got) != 0 {
		t.Fatalf("sees %v", got)
	}
}

// The list agrees with the rule asked one pair at a time: a viewer sees an
// owner when walking up from the owner's department meets the viewer's
// department or one the viewer manages.
func TestVisibleAgreesWithWalkingUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		nodes, people := drawCompany(t)
		tree := NewTree(nodes)
		sees := Visible(people, tree)
		parent, manager := map[crm.DepartmentID]crm.DepartmentID{}, map[crm.DepartmentID]crm.PersonID{}
		for _, n := range nodes {
			parent[n.ID], manager[n.ID] = n.ParentID, n.ManagerID
		}
		for _, v := range people {
			for _, o := range people {
				want := v.ID == o.ID
				for d := o.DepartmentID; !d.IsZero(); d = parent[d] {
					want = want || d == v.DepartmentID || manager[d] == v.ID
				}
				want = want && v.Active && (v.Scope == crm.ScopeTeam || v.Scope == crm.ScopeSubtree)
				if got := slices.Contains(sees[v.ID], o.ID); got != want {
					t.Fatalf("%v sees %v: %v, want %v", v, o, got, want)
				}
			}
			if got := sees[v.ID]; !slices.Equal(got, slices.Compact(slices.Clone(got))) {
				t.Fatalf("repeated owners: %v", got)
			}
		}
	})
}

func drawCompany(t *rapid.T) ([]Node, []Member) {
	n := rapid.IntRange(1, 8).Draw(t, "departments")
	count := rapid.IntRange(1, 10).Draw(t, "people")
	nodes := []Node{}
	for i := 1; i <= n; i++ {
		node := Node{ID: dep(int64(i)), ManagerID: per(int64(100 + rapid.IntRange(0, count).Draw(t, "manager")))}
		if node.ManagerID == per(100) {
			node.ManagerID = crm.PersonID{}
		}
		if i > 1 {
			node.ParentID = dep(int64(rapid.IntRange(1, i-1).Draw(t, "parent")))
		}
		nodes = append(nodes, node)
	}
	people := []Member{}
	for i := 1; i <= count; i++ {
		people = append(people, Member{per(int64(100 + i)), dep(int64(rapid.IntRange(1, n).Draw(t, "department"))),
			rapid.SampledFrom(Scopes).Draw(t, "scope"), rapid.Bool().Draw(t, "active")})
	}
	return nodes, people
}

// Whatever moves the rule allows, the tree stays a tree of at most twelve levels.
func TestAllowedMovesKeepATree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		nodes := []Node{{ID: dep(1)}}
		for range rapid.IntRange(1, 40).Draw(t, "steps") {
			tree := NewTree(nodes)
			id := rapid.IntRange(0, len(nodes)).Draw(t, "id")
			parent := dep(int64(rapid.IntRange(1, len(nodes)).Draw(t, "parent")))
			if tree.MayHang(dep(int64(id)), parent) != nil {
				continue
			}
			if id == 0 {
				nodes = append(nodes, Node{ID: dep(int64(len(nodes) + 1)), ParentID: parent})
			} else {
				nodes[id-1].ParentID = parent
			}
			after := NewTree(nodes)
			if got := len(after.Under(dep(1))); got != len(nodes) {
				t.Fatalf("%d of %d departments hang below the root", got, len(nodes))
			}
			if h := after.height(dep(1)); h > MaxDepth {
				t.Fatalf("%d levels", h)
			}
		}
	})
}

func TestReach(t *testing.T) {
	for _, c := range []struct {
		m    Member
		want int
	}{
		{Member{Scope: crm.ScopeOwn, Active: true}, 1}, {Member{Scope: crm.ScopeTeam, Active: true}, 7},
		{Member{Scope: crm.ScopeSubtree, Active: true}, 7}, {Member{Scope: crm.ScopeAll, Active: true}, 50},
		{Member{Scope: crm.ScopeNone, Active: true}, 0}, {Member{Scope: crm.ScopeAll}, 0},
	} {
		if got := Reach(c.m, 7, 50); got != c.want {
			t.Errorf("%+v: %d, want %d", c.m, got, c.want)
		}
	}
}
