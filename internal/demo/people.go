package demo

import (
	"context"
	"fmt"
	"strings"
	"time"

	"laidan/internal/authz"
	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/funnel"
	"laidan/internal/textkey"
)

const repsPerTeam = 7 // product.md: teams of 6-8

var regions = []string{"华东", "华南", "华北", "西南", "华中", "东北", "西北"}

// personName composes a name; the surname readings of textkey sort it.
func (g *generator) personName() string {
	n := 1
	if g.r.IntN(4) > 0 {
		n = 2
	}
	name := []rune{surnames[g.r.IntN(len(surnames))]}
	for range n {
		name = append(name, givenChars[g.r.IntN(len(givenChars))])
	}
	return string(name)
}

// organisation writes tenant, departments, people, products, pool and funnel.
func (g *generator) organisation(ctx context.Context) error {
	g.zone = authz.Zone("Asia/Shanghai")
	founded := g.o.Now.AddDate(-3, 0, 0)
	g.ids = crm.NewIDs(MostNumber - g.o.Number)
	id := func() int64 { return g.ids.Next(founded) }
	g.tenant, g.root, g.pool = crm.IDOf[crm.Tenant](id()), crm.IDOf[crm.Department](id()), crm.IDOf[crm.Pool](id())
	g.staff, g.used, g.ledger = map[string]crm.PersonID{}, map[crm.PersonID]int64{}, map[rollupKey]*rollup{}
	g.days = newWorkdays(g.o.Now, g.zone, historyDays)
	at := crm.At(founded)

	departments := []departmentRow{{ID: g.root, Name: "澜山科技", Key: textkey.SortKey("澜山科技"), Created: at}}
	var people []personRow
	person := func(key, role string, dep crm.DepartmentID) crm.PersonID {
		name := g.personName()
		p := personRow{ID: crm.IDOf[crm.Person](id()), Name: name, Key: textkey.SortKey(name), Email: Email(key, g.o.Number), Department: dep,
			Roles: role, Scope: authz.DefaultScope(strings.Split(role, ",")), Level: "regular", Created: at}
		people = append(people, p)
		if _, ok := g.staff[role]; !ok {
			g.staff[role] = p.ID
		}
		return p.ID
	}
	person("admin", authz.Admin, g.root)
	director := person("director", authz.Director, g.root)
	departments[0].Manager = director
	person("service1", authz.Service, g.root)
	person("finance1", authz.Finance, g.root)
	rest := g.o.People - 4
	supports := max(1, rest/56) // one support person per 6-8 teams here: the demonstration is about reps
	for i := range supports {
		person(fmt.Sprintf("support%d", i+1), authz.Support, g.root)
	}
	rest -= supports
	count := max(2, (rest+repsPerTeam)/(repsPerTeam+1))
	parents := g.regions(&departments, count, at, id)
	reps := 0
	for i := range count {
		t := team{id: crm.IDOf[crm.Department](id())}
		region, number := regions[i%len(regions)], i/len(regions)+1
		if count <= len(regions) { // few teams: two per region read better than one
			region, number = regions[i/2], i%2+1
		}
		name := region + chinese(number) + "组"
		t.manager = person(fmt.Sprintf("manager%d", i+1), authz.Manager, t.id)
		departments = append(departments, departmentRow{t.id, parents[i], name, textkey.SortKey(name), t.manager, at})
		n := (rest - count) / count
		if i < (rest-count)%count {
			n++
		}
		for range n {
			reps++
			p := person(fmt.Sprintf("rep%d", reps), authz.Rep, t.id)
			people[len(people)-1].Level = []string{"novice", "regular", "regular", "experienced"}[reps%4]
			t.reps = append(t.reps, rep{id: p, team: t.id, temper: g.temperOf(reps)})
		}
		g.teams = append(g.teams, t)
	}
	if err := g.writeOrganisation(ctx, departments, people, at); err != nil {
		return err
	}
	return g.settleVisible(ctx)
}

// regions puts a level between root and teams when there are many.
func (g *generator) regions(departments *[]departmentRow, teams int, at crm.Millis, id func() int64) []crm.DepartmentID {
	parents := make([]crm.DepartmentID, teams)
	if teams <= len(regions) {
		for i := range parents {
			parents[i] = g.root
		}
		return parents
	}
	ids := make([]crm.DepartmentID, len(regions))
	for i, r := range regions {
		ids[i] = crm.IDOf[crm.Department](id())
		*departments = append(*departments, departmentRow{ID: ids[i], Parent: g.root, Name: r + "大区", Key: textkey.SortKey(r + "大区"), Created: at})
	}
	for i := range parents {
		parents[i] = ids[i%len(ids)]
	}
	return parents
}

func chinese(n int) string {
	digits := []rune("零一二三四五六七八九")
	if n < 10 {
		return string(digits[n])
	}
	return fmt.Sprint(n)
}

// temperOf gives a few reps of each team a weakness, so that every state of a
// screen has an example: too many contacted, too few leads, slow, lucky.
func (g *generator) temperOf(n int) temper {
	t := even()
	switch n % 7 {
	case 2: // keeps customers too long in "contacted": over the band
		t.slow[3] = 1.7
	case 3: // few leads become opportunities
		t.luck[4] = 0.6
	case 4: // new, with a small intake: under the bands
		t.flow = 0.55
	case 5: // fast and good
		t.slow[3], t.slow[4], t.luck[5] = 0.7, 0.7, 1.4
	}
	return t
}

func (g *generator) writeOrganisation(ctx context.Context, departments []departmentRow, people []personRow, at crm.Millis) error {
	var holds []holdRow
	for _, p := range people {
		holds = append(holds, holdRow{p.ID, quota, 0})
	}
	var list []productRow
	for _, p := range products {
		id := crm.IDOf[crm.Product](g.ids.Next(at.Time().Add(time.Hour)))
		g.products = append(g.products, id)
		list = append(list, productRow{id, p.code, p.name, textkey.SortKey(p.name), p.price * 100, at})
	}
	return g.update(ctx, func(tx *db.Tx) error {
		if _, err := db.GlobalExec(tx, `INSERT INTO tenant (id, name, demo, created_at) VALUES (@tenant, '澜山科技（演示）', TRUE, @at)`, db.Args{"at": at}); err != nil {
			return err
		}
		if _, err := db.Exec(tx, `INSERT INTO pool (tenant_id, id, name, created_at) VALUES (@tenant, @pool, '公海', @at)`, db.Args{"pool": g.pool, "at": at}); err != nil {
			return err
		}
		if _, err := db.Exec(tx, `INSERT INTO funnel (tenant_id, id, name, template, created_at) VALUES (@tenant, @id, '默认漏斗', @template, @at)`,
			db.Args{"id": g.ids.Next(at.Time()), "template": funnel.Default().JSON(), "at": at}); err != nil {
			return err
		}
		if err := db.InsertMany(tx, "department", departments); err != nil {
			return err
		}
		if err := db.InsertMany(tx, "person", people); err != nil {
			return err
		}
		if err := db.InsertMany(tx, "hold", holds); err != nil {
			return err
		}
		if err := db.InsertMany(tx, "product", list); err != nil {
			return err
		}
		for _, p := range people {
			if _, err := db.GlobalExec(tx, `INSERT INTO login (email_key, tenant_id, person_id, password_hash) VALUES (@email, @tenant, @person, @hash)`,
				db.Args{"email": p.Email, "person": p.ID, "hash": g.o.PasswordHash}); err != nil {
				return err
			}
		}
		return nil
	})
}
