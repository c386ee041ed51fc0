package org_test

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"laidan/internal/auth"
	"laidan/internal/authz"
	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/db/dbtest"
	"laidan/internal/org"
)

// TestMain wires what the composition root wires. The hand-out here is the
// plainest one: the real one belongs to assign and is tested there.
func TestMain(m *testing.M) {
	org.OpenLogin, org.MoveLogin, org.Invite, org.EndSessions = auth.OpenLogin, auth.MoveLogin, auth.Invite, auth.EndSessions
	org.HandOutAll = func(tx *db.Tx, from crm.PersonID, to org.Heir) (int, error) {
		n, err := db.Exec(tx, `UPDATE customer SET owner_id = @receiver, pool_id = @pool, version = version + 1
			WHERE tenant_id = @tenant AND owner_id = @from`, db.Args{"from": from, "receiver": to.ReceiverID, "pool": to.PoolID})
		return int(n), err
	}
	os.Exit(m.Run())
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
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
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
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		made := do(t, d, w, "admin", func(tx *db.Tx) (org.Person, error) {
			return org.CreatePerson(tx, org.NewPerson{Name: " 曾  雅 ", Email: " Zeng.Ya@Example.cn ", DepartmentID: w.East1,
				Roles: []string{"rep"}, Skills: org.Skills{Industries: []string{"餐饮"}}, Quota: p(12)})
		})
		if made.Name != "曾 雅" || made.Email != "Zeng.Ya@Example.cn" || made.Scope != crm.ScopeOwn || made.Level != "regular" ||
			made.Quota != 12 || made.Department.Name != "华东一组" || !made.Active || made.Version != 1 || made.Skills.Industries[0] != "餐饮" ||
			!strings.HasPrefix(made.InviteURL, "/invite/") {
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
		if moved.Version != 2 || moved.Scope != crm.ScopeTeam || !slices.Equal(moved.Roles, []string{"rep", "manager"}) || moved.Quota != 40 ||
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
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
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

func TestLastAdminStays(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
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
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
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
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
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

func TestPeopleAreShownByScope(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
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

func TestDepartments(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
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
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
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

func TestNames(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
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

func TestFoundBecomesTheNewOrganisation(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
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
