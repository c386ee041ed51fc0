package dbtest

import (
	"context"
	"testing"
	"time"

	"laidan/internal/authz"
	"laidan/internal/crm"
	"laidan/internal/db"
)

// World is a small organisation: root > 华东一组, 华东二组.
type World struct {
	Tenant      crm.TenantID
	Root, East1 crm.DepartmentID
	East2       crm.DepartmentID
	Pool        crm.PoolID
	Product     crm.ProductID
	Funnel      int64
	At          time.Time // the fixed clock: a Wednesday, 10:42 in Shanghai
	people      map[string]crm.Actor
	db          *db.DB
	visible     []visibleRow
}

// The people of a World, by key for As: rep1 and rep2 in 华东一组 under
// manager1, rep3 in 华东二组 under manager2, and one of each other role.
var cast = []struct{ key, name, role, team string }{
	{"rep1", "许婷希", authz.Rep, "east1"}, {"rep2", "鲁昀", authz.Rep, "east1"}, {"rep3", "施溪卓", authz.Rep, "east2"},
	{"manager1", "顾隽灿", authz.Manager, "east1"}, {"manager2", "叶玮桦", authz.Manager, "east2"},
	{"director", "秦霖洛", authz.Director, "root"}, {"support", "兰沐", authz.Support, "root"},
	{"service", "戴竣", authz.Service, "root"}, {"finance", "程析", authz.Finance, "root"}, {"admin", "单雨", authz.Admin, "root"},
}

type departmentRow struct {
	ID      crm.DepartmentID `db:"id"`
	Parent  crm.DepartmentID `db:"parent_id"`
	Name    string           `db:"name"`
	Key     string           `db:"name_key"`
	Manager crm.PersonID     `db:"manager_id"`
	At      crm.Millis       `db:"created_at"`
}

type personRow struct {
	ID         crm.PersonID     `db:"id"`
	Name       string           `db:"name"`
	Key        string           `db:"name_key"`
	Email      string           `db:"email"`
	Department crm.DepartmentID `db:"department_id"`
	Roles      string           `db:"roles"`
	Scope      crm.Scope        `db:"scope"`
	Visible    int              `db:"visible"`
	At         crm.Millis       `db:"created_at"`
}

type visibleRow struct {
	Viewer crm.PersonID `db:"viewer_id"`
	Owner  crm.PersonID `db:"owner_id"`
}

type holdRow struct {
	Person crm.PersonID `db:"person_id"`
	Quota  int          `db:"quota"`
}

// Tenant seeds a World and fixes the clock. A second call on the same database
// makes a second organisation.
func Tenant(t testing.TB, d *db.DB) World {
	t.Helper()
	at := time.Date(2026, 10, 14, 2, 42, 0, 0, time.UTC)
	d.SetClock(func() time.Time { return at })
	id := func() int64 { return d.NewNumber() }
	w := World{Tenant: crm.IDOf[crm.Tenant](id()), Root: crm.IDOf[crm.Department](id()), East1: crm.IDOf[crm.Department](id()),
		East2: crm.IDOf[crm.Department](id()), Pool: crm.IDOf[crm.Pool](id()), Product: crm.IDOf[crm.Product](id()), Funnel: id(),
		At: at, people: map[string]crm.Actor{}, db: d}
	zone := authz.Zone("Asia/Shanghai")
	teams := map[string]crm.DepartmentID{"root": w.Root, "east1": w.East1, "east2": w.East2}
	var people []personRow
	var holds []holdRow
	for _, c := range cast {
		p := crm.IDOf[crm.Person](id())
		scope := authz.DefaultScope([]string{c.role})
		w.people[c.key] = crm.Actor{Tenant: w.Tenant, Person: p, Department: teams[c.team], Name: c.name, Roles: []string{c.role},
			Scope: scope, Visible: 1, Language: "zh-CN", Zone: zone, Perms: authz.Perms([]string{c.role})}
		people = append(people, personRow{p, c.name, c.key, c.key + "@" + w.Tenant.String() + ".test", teams[c.team], c.role, scope, 1, crm.At(at)})
		holds = append(holds, holdRow{p, 30})
	}
	see := func(viewer string, owners ...string) {
		a := w.people[viewer]
		for _, o := range owners {
			w.visible = append(w.visible, visibleRow{a.Person, w.people[o].Person})
		}
		a.Visible = len(owners)
		w.people[viewer] = a
	}
	see("manager1", "rep1", "rep2", "manager1")
	see("manager2", "rep3", "manager2")
	var all []string
	for _, c := range cast {
		all = append(all, c.key)
	}
	see("director", all...)
	for i := range people {
		people[i].Visible = w.people[cast[i].key].Visible
	}
	sys := crm.Actor{Tenant: w.Tenant, Zone: zone}
	err := d.Update(context.Background(), sys, func(tx *db.Tx) error {
		for _, s := range []string{
			`INSERT INTO tenant (id, name, created_at) VALUES (@tenant, '测试公司', @now)`,
			`INSERT INTO pool (tenant_id, id, name, created_at) VALUES (@tenant, @pool, '公海', @now)`,
			`INSERT INTO product (tenant_id, id, name, name_key, created_at) VALUES (@tenant, @product, '仓储管理 标准版', 'cangchu', @now)`,
			`INSERT INTO funnel (tenant_id, id, name, template, created_at) VALUES (@tenant, @funnel, '默认漏斗', '{}', @now)`,
		} {
			if _, err := db.Exec(tx, s, db.Args{"pool": w.Pool, "product": w.Product, "funnel": w.Funnel}); err != nil {
				return err
			}
		}
		departments := []departmentRow{{w.Root, crm.DepartmentID{}, "测试公司", "ceshi", w.people["director"].Person, crm.At(at)},
			{w.East1, w.Root, "华东一组", "huadong1", w.people["manager1"].Person, crm.At(at)},
			{w.East2, w.Root, "华东二组", "huadong2", w.people["manager2"].Person, crm.At(at)}}
		if err := db.InsertMany(tx, "department", departments); err != nil {
			return err
		}
		if err := db.InsertMany(tx, "person", people); err != nil {
			return err
		}
		if err := db.InsertMany(tx, "hold", holds); err != nil {
			return err
		}
		return db.InsertMany(tx, "visible", w.visible)
	})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// As is one of the people; it panics on an unknown key.
func (w World) As(key string) crm.Actor {
	a, ok := w.people[key]
	if !ok {
		panic("dbtest: nobody is called " + key)
	}
	return a
}

// System is the program acting for the organisation.
func (w World) System(t testing.TB) crm.Actor {
	t.Helper()
	a, err := authz.System(context.Background(), w.db, w.Tenant)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// Update runs an act as one of the people and fails the test on an error.
func (w World) Update(t testing.TB, who string, fn func(tx *db.Tx) error) {
	t.Helper()
	if err := w.db.Update(context.Background(), w.As(who), fn); err != nil {
		t.Fatal(err)
	}
}

// View reads as one of the people and fails the test on an error.
func (w World) View(t testing.TB, who string, fn func(tx *db.Tx) error) {
	t.Helper()
	if err := w.db.View(context.Background(), w.As(who), fn); err != nil {
		t.Fatal(err)
	}
}

// SetNow moves the fixed clock.
func (w World) SetNow(now time.Time) { w.db.SetClock(func() time.Time { return now }) }
