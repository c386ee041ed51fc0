package org_test

import (
	"errors"
	"strings"
	"testing"

	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/db/dbtest"
	"laidan/internal/org"
)

func TestLastAdminStays(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		admin := w.As("admin").Person
		demote := func(tx *db.Tx) error {
			_, err := org.ChangePerson(tx, admin, org.PersonChange{Version: 1, Roles: &[]string{"rep"}})
			return err
		}
		if err := as(t, d, w, "admin", demote); code(err) != "org.last_admin" {
			t.Fatal(err)
		}
		// Somebody else with the right (the system) may not disable them either.
		disable := func(tx *db.Tx) error {
			_, err := org.Disable(tx, admin, org.Heir{})
			return err
		}
		if err := d.Update(t.Context(), w.System(t), disable); code(err) != "org.last_admin" {
			t.Fatal(err)
		}
		if err := as(t, d, w, "admin", disable); code(err) != "org.not_self" {
			t.Fatal(err)
		}
		do(t, d, w, "admin", func(tx *db.Tx) (org.Person, error) {
			return org.ChangePerson(tx, w.As("director").Person, org.PersonChange{Version: 1, Roles: &[]string{"director", "admin"}})
		})
		if err := as(t, d, w, "admin", demote); err != nil {
			t.Fatalf("with a second administrator the first may go: %v", err)
		}
	})
}

func TestDisableHandsCustomersOn(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		rep, heir := w.As("rep1").Person, w.As("rep2").Person
		addCustomer(t, d, w, rep)
		addCustomer(t, d, w, rep)
		disable := func(h org.Heir) error {
			return as(t, d, w, "admin", func(tx *db.Tx) error {
				_, err := org.Disable(tx, rep, h)
				return err
			})
		}
		var e *crm.Error
		if err := disable(org.Heir{}); !errors.As(err, &e) || e.Code != "org.has_customers" || e.Params["count"] != 2 {
			t.Fatalf("without an heir: %v", err)
		}
		for want, h := range map[string]org.Heir{
			"/receiverId org.heir_self":      {ReceiverID: rep},
			"/poolId org.one_heir":           {ReceiverID: heir, PoolID: w.Pool},
			"/receiverId org.person_unknown": {ReceiverID: crm.IDOf[crm.Person](7)},
		} {
			if err := disable(h); code(err) != want {
				t.Errorf("%+v: %v", h, err)
			}
		}
		if err := disable(org.Heir{ReceiverID: heir}); err != nil {
			t.Fatal(err)
		}
		w.View(t, "admin", func(tx *db.Tx) error {
			n, err := db.One[int](tx, `SELECT COUNT(*) FROM customer WHERE tenant_id = @tenant AND owner_id = @owner`, db.Args{"owner": heir})
			if n != 2 {
				t.Errorf("the receiver has %d customers", n)
			}
			facts, ferr := db.All[string](tx, `SELECT payload FROM fact WHERE tenant_id = @tenant AND kind = 'org.PersonDisabled'`)
			if len(facts) != 1 || !strings.Contains(facts[0], `"customers":2`) {
				t.Errorf("facts: %v", facts)
			}
			return errors.Join(err, ferr)
		})
		// Again: nothing to do. A person who has left receives nothing.
		if err := disable(org.Heir{}); err != nil {
			t.Fatal(err)
		}
		err := as(t, d, w, "admin", func(tx *db.Tx) error {
			_, err := org.Disable(tx, heir, org.Heir{ReceiverID: rep})
			return err
		})
		if code(err) != "/receiverId org.person_inactive" {
			t.Fatal(err)
		}
	})
}

func TestDisabledManagerLeavesTheirDepartments(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		manager := w.As("manager1").Person
		do(t, d, w, "admin", func(tx *db.Tx) (org.Person, error) { return org.Disable(tx, manager, org.Heir{}) })
		if got := sees(t, d, w); got[manager.String()] != "" || !strings.Contains(got[w.As("director").Person.String()], manager.String()) {
			t.Fatalf("sees: %v", got)
		}
		list := do(t, d, w, "admin", org.Departments)
		for _, dep := range list {
			if dep.ManagerID != nil && *dep.ManagerID == manager {
				t.Errorf("%s still has the manager who left", dep.Name)
			}
		}
		back := do(t, d, w, "admin", func(tx *db.Tx) (org.Person, error) { return org.Enable(tx, manager) })
		if !back.Active || sees(t, d, w)[manager.String()] == "" {
			t.Fatalf("%+v", back)
		}
	})
}
