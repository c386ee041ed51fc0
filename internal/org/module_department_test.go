package org_test

import (
	"strings"
	"testing"

	"laidan/internal/authz"
	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/db/dbtest"
	"laidan/internal/org"
)

func TestDepartments(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		south := do(t, d, w, "admin", func(tx *db.Tx) (org.Department, error) {
			return org.CreateDepartment(tx, org.NewDepartment{Name: "华南区", ParentID: w.Root, ManagerID: w.As("manager2").Person})
		})
		if south.Version != 1 || *south.ParentID != w.Root || south.People != 0 || !south.Active {
			t.Fatalf("%+v", south)
		}
		change := func(id crm.DepartmentID, c org.DepartmentChange) error {
			return as(t, d, w, "admin", func(tx *db.Tx) error { _, err := org.ChangeDepartment(tx, id, c); return err })
		}
		// 华东一组 moves below 华南区, whose manager now sees it.
		if err := change(w.East1, org.DepartmentChange{Version: 1, ParentID: &south.ID}); err != nil {
			t.Fatal(err)
		}
		if got := sees(t, d, w)[w.As("manager2").Person.String()]; !strings.Contains(got, w.As("rep1").Person.String()) {
			t.Fatalf("manager2 sees %s", got)
		}
		nobody := crm.IDOf[crm.Person](9)
		for _, c := range []struct {
			id     crm.DepartmentID
			change org.DepartmentChange
			want   string
		}{
			{south.ID, org.DepartmentChange{Version: 1, ParentID: &w.East1}, "/parentId org.loop"},
			{w.Root, org.DepartmentChange{Version: 1, ParentID: &south.ID}, "/parentId org.root_stays"},
			{w.Root, org.DepartmentChange{Version: 1, Active: p(false)}, "/active org.root_stays"},
			{w.East1, org.DepartmentChange{Version: 2, Active: p(false)}, "org.department_in_use"},
			{south.ID, org.DepartmentChange{Version: 1, Active: p(false)}, "org.department_has_children"},
			{w.East1, org.DepartmentChange{Version: 1, Name: p("x")}, "conflict"},
			{w.East1, org.DepartmentChange{Version: 2, Name: p("")}, "/name field.required"},
			{w.East1, org.DepartmentChange{Version: 2, ParentID: &w.Root, Name: p("华南区")}, "/name org.department_twice"},
			{w.East1, org.DepartmentChange{Version: 2, ManagerID: &nobody}, "/managerId org.person_unknown"},
			{crm.IDOf[crm.Department](9), org.DepartmentChange{Version: 1}, "not_found"},
		} {
			if err := change(c.id, c.change); code(err) != c.want {
				t.Errorf("got %v, want %s", err, c.want)
			}
		}
		if err := change(w.East1, org.DepartmentChange{Version: 2, ParentID: &w.Root, ManagerID: &crm.PersonID{}}); err != nil {
			t.Fatal(err)
		}
		if err := change(south.ID, org.DepartmentChange{Version: 1, Active: p(false)}); err != nil {
			t.Fatal(err)
		}
		err := as(t, d, w, "admin", func(tx *db.Tx) error {
			_, err := org.ChangePerson(tx, w.As("rep1").Person, org.PersonChange{Version: 1, DepartmentID: &south.ID})
			return err
		})
		if code(err) != "/departmentId org.department_closed" {
			t.Errorf("moved into a closed department: %v", err)
		}
	})
}

func TestOrganisationSettings(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		got := do(t, d, w, "admin", func(tx *db.Tx) (org.Organisation, error) {
			return org.ChangeOrganisation(tx, org.SettingsChange{Version: 1, Name: p("青禾科技"), Zone: p("America/New_York"), Currency: p("USD")})
		})
		if got.Name != "青禾科技" || got.Zone != "America/New_York" || got.Currency != "USD" || got.Language != "zh-CN" || got.Version != 2 {
			t.Fatalf("%+v", got)
		}
		err := as(t, d, w, "admin", func(tx *db.Tx) error {
			_, err := org.ChangeOrganisation(tx, org.SettingsChange{Version: 2, Zone: p("Mars/Base")})
			return err
		})
		if code(err) != "/zone org.zone" {
			t.Error(err)
		}
		err = as(t, d, w, "admin", func(tx *db.Tx) error {
			_, err := org.ChangeOrganisation(tx, org.SettingsChange{Version: 1, Name: p("x")})
			return err
		})
		if crm.KindOf(err) != crm.Conflict {
			t.Error(err)
		}
	})
}

func TestFoundBecomesTheNewOrganisation(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		err := d.Update(t.Context(), crm.Actor{}, func(tx *db.Tx) error {
			root, err := org.Found(tx, org.Settings{Name: "来单演示", Zone: "Asia/Shanghai"}, true)
			if err != nil {
				return err
			}
			list, err := org.Departments(tx)
			if err != nil || len(list) != 1 || list[0].ID != root || list[0].Name != "来单演示" || list[0].ParentID != nil {
				t.Errorf("%+v %v", list, err)
			}
			o, err := org.GetOrganisation(tx)
			if !o.Demo || o.PhoneRegion != "CN" || tx.Zone().String() != "Asia/Shanghai" || !authz.May(tx.Actor, authz.PeopleWrite) {
				t.Errorf("%+v", o)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}
