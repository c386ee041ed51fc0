package org_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	"laidan/internal/authz"
	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/db/dbtest"
	"laidan/internal/org"
)

// checkVisible compares the stored rows and reaches with the pure rule over the
// stored people and departments.
func checkVisible(t *testing.T, d *db.DB, w dbtest.World) {
	t.Helper()
	type member struct {
		org.Member
		Visible int `db:"visible"`
	}
	type row struct {
		Viewer crm.PersonID `db:"viewer_id"`
		Owner  crm.PersonID `db:"owner_id"`
	}
	w.View(t, "admin", func(tx *db.Tx) error {
		members, err := db.All[member](tx, `SELECT id, department_id, scope, active, visible FROM person WHERE tenant_id = @tenant`)
		if err != nil {
			return err
		}
		nodes, err := db.All[org.Node](tx, `SELECT id, parent_id, manager_id FROM department WHERE tenant_id = @tenant`)
		if err != nil {
			return err
		}
		rows, err := db.All[row](tx, `SELECT viewer_id, owner_id FROM visible WHERE tenant_id = @tenant ORDER BY viewer_id, owner_id`)
		if err != nil {
			return err
		}
		have := map[crm.PersonID][]crm.PersonID{}
		for _, r := range rows {
			have[r.Viewer] = append(have[r.Viewer], r.Owner)
		}
		people := []org.Member{}
		for _, m := range members {
			people = append(people, m.Member)
		}
		want := org.Visible(people, org.NewTree(nodes))
		if fmt.Sprint(have) != fmt.Sprint(want) {
			t.Errorf("stored %v\nrule   %v", have, want)
		}
		for _, m := range members {
			if n := org.Reach(m.Member, len(want[m.ID]), len(members)); n != m.Visible {
				t.Errorf("%v reaches %d, stored %d", m.Member, n, m.Visible)
			}
		}
		return nil
	})
}

// randomAct does one thing an administrator might do. What the rules refuse is
// no failure.
func randomAct(tx *db.Tx, r *rand.Rand, n int) error {
	people, err := db.All[crm.PersonID](tx, `SELECT id FROM person WHERE tenant_id = @tenant ORDER BY id`)
	if err != nil {
		return err
	}
	deps, err := org.Departments(tx)
	if err != nil {
		return err
	}
	person, dep, other := people[r.IntN(len(people))], deps[r.IntN(len(deps))], deps[r.IntN(len(deps))]
	p, err := org.GetPerson(tx, person)
	if err != nil {
		return err
	}
	switch r.IntN(6) {
	case 0:
		_, err = org.CreatePerson(tx, org.NewPerson{Name: "新人", Email: fmt.Sprintf("new%d@example.cn", n), DepartmentID: dep.ID,
			Roles: []string{authz.Roles[r.IntN(len(authz.Roles))]}})
	case 1:
		_, err = org.ChangePerson(tx, person, org.PersonChange{Version: p.Version, DepartmentID: &dep.ID})
	case 2:
		_, err = org.ChangePerson(tx, person, org.PersonChange{Version: p.Version, Scope: text(org.Scopes[r.IntN(len(org.Scopes))])})
	case 3:
		if p.Active {
			_, err = org.Disable(tx, person, org.Heir{})
		} else {
			_, err = org.Enable(tx, person)
		}
	case 4:
		_, err = org.CreateDepartment(tx, org.NewDepartment{Name: fmt.Sprint("部门", n), ParentID: dep.ID, ManagerID: person})
	case 5:
		_, err = org.ChangeDepartment(tx, dep.ID, org.DepartmentChange{Version: dep.Version, ParentID: &other.ID, ManagerID: &person})
	}
	return err
}

func text(s crm.Scope) *string {
	text := string(s)
	return &text
}

func refused(err error) bool {
	return slices.Contains([]crm.Kind{crm.Refused, crm.Invalid, crm.Conflict}, crm.KindOf(err))
}

func TestStoredVisibleFollowsTheRule(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		w.Update(t, "admin", org.Reseat)
		r := rand.New(rand.NewPCG(7, 11))
		done := 0
		for n := range 150 {
			err := d.Update(t.Context(), w.System(t), func(tx *db.Tx) error { return randomAct(tx, r, n) })
			if err == nil {
				done++
			} else if !refused(err) {
				t.Fatal(err)
			}
			if n%10 == 9 {
				checkVisible(t, d, w)
			}
		}
		if done < 80 {
			t.Fatalf("only %d acts were allowed: the test says little", done)
		}
	})
}

// Administrators at once must not leave out what the others did. Every act
// repairs what an earlier one left wrong, so the rounds are short and each is
// looked at.
func TestVisibleUnderConcurrentChanges(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		w.Update(t, "admin", org.Reseat)
		sys := w.System(t)
		for round := range 8 {
			var wg sync.WaitGroup
			for k := range 4 {
				wg.Go(func() {
					err := d.Update(t.Context(), sys, func(tx *db.Tx) error {
						_, err := org.CreatePerson(tx, org.NewPerson{Name: "新人", Email: fmt.Sprintf("n%d-%d@example.cn", round, k),
							DepartmentID: w.East1, Roles: []string{authz.Roles[(round+k)%len(authz.Roles)]}})
						return err
					})
					if err != nil {
						t.Error(err)
					}
				})
			}
			wg.Wait()
			checkVisible(t, d, w)
		}
	})
}
