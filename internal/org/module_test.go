package org_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"laidan/internal/auth"
	"laidan/internal/crm"
	"laidan/internal/customer"
	"laidan/internal/db"
	"laidan/internal/db/dbtest"
	"laidan/internal/org"
	"laidan/internal/room/roomtest"
	"laidan/internal/words"
)

// each runs a test on both databases. The hand-out here is the plainest one: the
// real one belongs to assign and is tested there.
func each(t *testing.T, fn func(t *testing.T, d *db.DB)) {
	t.Helper()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		roomtest.Bind(d, auth.Needs{}, org.Needs{OpenLogin: auth.OpenLogin, MoveLogin: auth.MoveLogin, Invite: auth.Invite, EndSessions: auth.EndSessions, SetQuota: customer.SetQuota,
			HandOutAll: func(tx *db.Tx, from crm.PersonID, to org.Heir) (int, error) {
				n, err := db.Exec(tx, `UPDATE customer SET owner_id = @receiver, pool_id = @pool, version = version + 1
					WHERE tenant_id = @tenant AND owner_id = @from`, db.Args{"from": from, "receiver": to.ReceiverID, "pool": to.PoolID})
				return int(n), err
			}})
		fn(t, d)
	})
}

func code(err error) string {
	var e *crm.Error
	if !errors.As(err, &e) {
		if err != nil {
			return err.Error()
		}
		return ""
	}
	if len(e.Fields) == 1 {
		return e.Fields[0].Pointer + " " + e.Fields[0].Code
	}
	return e.Code
}

func p[T any](v T) *T { return &v }

// as runs an act as somebody and returns its error.
func as(t *testing.T, d *db.DB, w dbtest.World, who string, fn func(tx *db.Tx) error) error {
	t.Helper()
	return d.Update(t.Context(), w.As(who), fn)
}

// do is as for acts that must succeed.
func do[T any](t *testing.T, d *db.DB, w dbtest.World, who string, fn func(tx *db.Tx) (T, error)) (out T) {
	t.Helper()
	err := as(t, d, w, who, func(tx *db.Tx) (err error) {
		out, err = fn(tx)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// addCustomer gives a person a customer, as plainly as the table allows.
func addCustomer(t *testing.T, d *db.DB, w dbtest.World, owner crm.PersonID) {
	t.Helper()
	w.Update(t, "admin", func(tx *db.Tx) error {
		_, err := db.Exec(tx, `INSERT INTO customer (tenant_id, id, name, name_key, layer_since, owner_id, created_at, updated_at)
			VALUES (@tenant, @id, '青禾', 'qinghe', @now, @owner, @now, @now)`,
			db.Args{"id": db.NewID[crm.Customer](tx), "owner": owner})
		return err
	})
}

func sees(t *testing.T, d *db.DB, w dbtest.World) map[string]string {
	t.Helper()
	type row struct {
		Viewer crm.PersonID `db:"viewer_id"`
		Owner  crm.PersonID `db:"owner_id"`
	}
	out := map[string]string{}
	w.View(t, "admin", func(tx *db.Tx) error {
		rows, err := db.All[row](tx, `SELECT viewer_id, owner_id FROM visible WHERE tenant_id = @tenant ORDER BY viewer_id, owner_id`)
		for _, r := range rows {
			out[r.Viewer.String()] += r.Owner.String() + " "
		}
		return err
	})
	return out
}

func TestSeedOfTheTestWorldFollowsTheRule(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		before := sees(t, d, w)
		w.Update(t, "admin", org.Reseat)
		after := sees(t, d, w)
		if fmt.Sprint(before) != fmt.Sprint(after) {
			t.Fatalf("before %v\nafter  %v", before, after)
		}
		if len(after) != 3 {
			t.Fatalf("viewers: %v", after)
		}
	})
}

func TestPersonLifecycle(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		made := do(t, d, w, "admin", func(tx *db.Tx) (org.Person, error) {
			return org.CreatePerson(tx, org.NewPerson{Name: " 曾  雅 ", Email: " Zeng.Ya@Example.cn ", DepartmentID: w.East1,
				Roles: []string{"rep"}, Skills: org.Skills{Industries: []string{"餐饮"}}, Quota: p(12)})
		})
		if made.Name != "曾 雅" || made.Email != "Zeng.Ya@Example.cn" || made.Scope != crm.ScopeOwn || made.Level != "regular" ||
			made.Quota != 12 || made.Department.Name != "华东一组" || !made.Active || made.Version != 1 || made.Skills.Industries[0] != "餐饮" ||
			!strings.HasPrefix(made.InviteURL, "/invite#") {
			t.Fatalf("%+v", made)
		}
		if got := sees(t, d, w)[w.As("manager1").Person.String()]; !strings.Contains(got, made.ID.String()) {
			t.Fatalf("the manager does not see the new person: %s", got)
		}
		if got := sees(t, d, w)[w.As("manager2").Person.String()]; strings.Contains(got, made.ID.String()) {
			t.Fatalf("the other manager sees the new person: %s", got)
		}

		moved := do(t, d, w, "admin", func(tx *db.Tx) (org.Person, error) {
			return org.ChangePerson(tx, made.ID, org.PersonChange{Version: 1, DepartmentID: &w.East2, Roles: &[]string{"manager", "rep"},
				Level: p("experienced"), Email: p("zeng@example.cn"), Quota: p(40)})
		})
		if moved.Version != 2 || moved.Scope != crm.ScopeTeam || !slices.Equal(moved.Roles, []words.Role{"rep", "manager"}) || moved.Quota != 40 ||
			moved.Email != "zeng@example.cn" || moved.InviteURL != "" {
			t.Fatalf("%+v", moved)
		}
		now := sees(t, d, w)
		if got := now[made.ID.String()]; !strings.Contains(got, w.As("rep3").Person.String()) || strings.Contains(got, w.As("rep1").Person.String()) {
			t.Fatalf("a new manager of 华东二组 sees %s", got)
		}
		if strings.Contains(now[w.As("manager1").Person.String()], made.ID.String()) {
			t.Fatal("the old manager still sees a person who moved away")
		}

		err := as(t, d, w, "admin", func(tx *db.Tx) error {
			_, err := org.ChangePerson(tx, made.ID, org.PersonChange{Version: 1, Name: p("别名")})
			return err
		})
		var e *crm.Error
		if !errors.As(err, &e) || e.Kind != crm.Conflict || e.State.(org.Person).Version != 2 {
			t.Fatalf("a stale edit: %v", err)
		}
	})
}

func TestPersonRefusals(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		other := dbtest.Tenant(t, d)
		good := org.NewPerson{Name: "曾雅", Email: "zeng@example.cn", DepartmentID: w.East1, Roles: []string{"rep"}}
		for name, c := range map[string]struct {
			change func(n *org.NewPerson)
			code   string
		}{
			"no name":       {func(n *org.NewPerson) { n.Name = " " }, "/name field.required"},
			"no mail":       {func(n *org.NewPerson) { n.Email = "zeng" }, "/email org.email"},
			"unknown role":  {func(n *org.NewPerson) { n.Roles = []string{"root"} }, "/roles/0 org.role_unknown"},
			"level":         {func(n *org.NewPerson) { n.Level = "god" }, "/level org.level"},
			"scope":         {func(n *org.NewPerson) { n.Scope = "world" }, "/scope org.scope"},
			"quota":         {func(n *org.NewPerson) { n.Quota = p(-1) }, "/quota org.quota"},
			"foreign place": {func(n *org.NewPerson) { n.DepartmentID = other.East1 }, "/departmentId org.department_unknown"},
			"taken mail":    {func(n *org.NewPerson) { n.Email = "ADMIN@taken.cn" }, "/email org.email_taken"},
		} {
			if name == "taken mail" {
				do(t, d, other, "admin", func(tx *db.Tx) (org.Person, error) {
					return org.CreatePerson(tx, org.NewPerson{Name: "x", Email: "admin@taken.cn", DepartmentID: other.East1, Roles: []string{"rep"}})
				})
			}
			n := good
			c.change(&n)
			err := as(t, d, w, "admin", func(tx *db.Tx) error {
				_, err := org.CreatePerson(tx, n)
				return err
			})
			if code(err) != c.code {
				t.Errorf("%s: %v", name, err)
			}
		}
		// A person of another organisation does not exist here.
		foreign := other.As("rep1").Person
		for name, act := range map[string]func(tx *db.Tx) error{
			"get": func(tx *db.Tx) error { _, err := org.GetPerson(tx, foreign); return err },
			"edit": func(tx *db.Tx) error {
				_, err := org.ChangePerson(tx, foreign, org.PersonChange{Version: 1})
				return err
			},
			"disable": func(tx *db.Tx) error { _, err := org.Disable(tx, foreign, org.Heir{}); return err },
			"enable":  func(tx *db.Tx) error { _, err := org.Enable(tx, foreign); return err },
			"invite":  func(tx *db.Tx) error { _, err := org.InviteAgain(tx, foreign); return err },
			"quota":   func(tx *db.Tx) error { _, err := org.SetQuota(tx, foreign, 5); return err },
		} {
			if err := as(t, d, w, "admin", act); code(err) != "not_found" {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}

func TestPeopleAreShownByScope(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		for who, want := range map[string]int{"admin": 10, "director": 10, "manager1": 3, "manager2": 2, "rep1": 1} {
			list := do(t, d, w, who, func(tx *db.Tx) ([]org.Person, error) { return org.People(tx, org.PeopleQuery{}) })
			if len(list) != want {
				t.Errorf("%s sees %d people, want %d", who, len(list), want)
			}
		}
		list := do(t, d, w, "admin", func(tx *db.Tx) ([]org.Person, error) {
			return org.People(tx, org.PeopleQuery{Department: w.East1, Active: p(true), Q: "许"})
		})
		if len(list) != 1 || list[0].ID != w.As("rep1").Person {
			t.Errorf("search: %+v", list)
		}
		err := as(t, d, w, "manager2", func(tx *db.Tx) error { _, err := org.GetPerson(tx, w.As("rep1").Person); return err })
		if code(err) != "not_found" {
			t.Errorf("a manager reads another team's person: %v", err)
		}
		// A director sets quotas of whom they see, nobody else's.
		got := do(t, d, w, "director", func(tx *db.Tx) (org.Person, error) { return org.SetQuota(tx, w.As("rep3").Person, 45) })
		if got.Quota != 45 {
			t.Errorf("%+v", got)
		}
		err = as(t, d, w, "manager2", func(tx *db.Tx) error { _, err := org.SetQuota(tx, w.As("rep1").Person, 45); return err })
		if code(err) != "not_found" {
			t.Errorf("a manager sets another team's quota: %v", err)
		}
	})
}

func TestNames(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		w, other := dbtest.Tenant(t, d), dbtest.Tenant(t, d)
		w.View(t, "rep1", func(tx *db.Tx) error {
			rep := w.As("rep2")
			names, err := org.Names(tx, []crm.PersonID{rep.Person, rep.Person, {}, other.As("rep1").Person})
			if len(names) != 1 || names[rep.Person] != rep.Name {
				t.Errorf("%v", names)
			}
			if empty, err := org.Names(tx, nil); err != nil || len(empty) != 0 {
				t.Errorf("%v %v", empty, err)
			}
			return err
		})
	})
}
