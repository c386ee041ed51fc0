package list

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/db/dbtest"
)

type planLine struct {
	ID     int    `db:"id"`
	Parent int    `db:"parent"`
	Unused int    `db:"notused"`
	Detail string `db:"detail"`
}

// explain is the database's plan of a statement, one step per line.
func explain(tx *db.Tx, text string, args db.Args) (string, error) {
	if tx.Postgres() {
		lines, err := db.All[string](tx, "EXPLAIN "+text, args)
		return strings.Join(lines, "\n"), err
	}
	// SQLite plans with the schema it last read; a real statement reads it anew.
	if _, err := db.All[int](tx, "SELECT 1 WHERE EXISTS (SELECT 1 FROM customer WHERE tenant_id = @tenant)"); err != nil {
		return "", err
	}
	lines, err := db.All[planLine](tx, "EXPLAIN QUERY PLAN "+text, args)
	var b strings.Builder
	for _, l := range lines {
		b.WriteString(l.Detail + "\n")
	}
	return b.String(), err
}

// wholeTable finds a plan that reads every customer: a table scan, or on SQLite
// the primary key with nothing but the tenant.
var wholeTable = regexp.MustCompile(`Seq Scan on customer|SCAN c\b|SEARCH c USING PRIMARY KEY \(tenant_id=\?\)`)

// bulk is a large organisation: 50,000 customers of a hundred owners, ten of
// them seen by manager1, two by manager2.
func bulk(t *testing.T, w dbtest.World, d *db.DB) {
	t.Helper()
	type person struct {
		ID         crm.PersonID     `db:"id"`
		Name       string           `db:"name"`
		NameKey    string           `db:"name_key"`
		Email      string           `db:"email"`
		Department crm.DepartmentID `db:"department_id"`
		Roles      string           `db:"roles"`
		Scope      crm.Scope        `db:"scope"`
		At         crm.Millis       `db:"created_at"`
	}
	type sees struct {
		Viewer crm.PersonID `db:"viewer_id"`
		Owner  crm.PersonID `db:"owner_id"`
	}
	all := owners(w)
	var people []person
	var visible []sees
	for i := range 97 {
		p := person{crm.IDOf[crm.Person](d.NewNumber()), "销售", "xiao shou", fmt.Sprint("p", i), w.East1, "rep", crm.ScopeOwn, crm.At(w.At)}
		people, all = append(people, p), append(all, p.ID)
		if i < 8 {
			visible = append(visible, sees{w.As("manager1").Person, p.ID})
		}
		visible = append(visible, sees{w.As("director").Person, p.ID})
	}
	seed(t, w, d, 50_000, all...)
	w.Update(t, "director", func(tx *db.Tx) error {
		if err := db.InsertMany(tx, "person", people); err != nil {
			return err
		}
		if err := db.InsertMany(tx, "visible", visible); err != nil {
			return err
		}
		if tx.Postgres() { // as its autovacuum does by itself
			_, err := db.GlobalExec(tx, "ANALYZE")
			return err
		}
		return nil
	})
}

// ownerIndex is any of the indexes that begin with the owner.
var ownerIndex = regexp.MustCompile(`customer_owner\w* \(tenant_id=\? AND owner_id=\?`)

// TestPlansUseIndexes explains each statement of a list on a full-size
// organisation. Rows without a value under a sort (unplanned customers) are the
// one case that walks along the primary key: it stops when the page is full.
func TestPlansUseIndexes(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		bulk(t, w, d)
		for _, tc := range []struct {
			who, sort string
			plan      plan
			size      int
			index     string // that SQLite must take; PostgreSQL goes by its statistics
		}{
			{"rep1", "queue", mine, 0, "customer_owner (tenant_id=? AND owner_id=? AND layer>? AND layer<?)"},
			{"rep1", "nextAt", mine, 0, "customer_owner (tenant_id=? AND owner_id=?)"},
			{"rep1", "name", mine, 0, "customer_owner (tenant_id=? AND owner_id=?)"},
			{"manager1", "queue", team, 50_000, "customer_owner (tenant_id=? AND owner_id=? AND layer>? AND layer<?)"},
			{"manager1", "nextAt", team, 1_000, "customer_owner (tenant_id=? AND owner_id=?)"},
			{"manager1", "-name", team, 1_000, "customer_owner (tenant_id=? AND owner_id=?)"},
			{"director", "nextAt", team, 3_000, "customer_next"},
			{"director", "-lastTouchAt", team, 3_000, "customer_touched"},
			{"director", "name", team, 3_000, "customer_name"},
			{"director", "queue", everybody, 0, "customer_owner (tenant_id=? AND owner_id=? AND layer>? AND layer<?)"},
			{"director", "nextAt", everybody, 50_000, "customer_next"},
			{"director", "-nextAt", everybody, 50_000, "customer_next"},
			{"director", "lastTouchAt", everybody, 50_000, "customer_touched"},
			{"director", "name", everybody, 50_000, "customer_name"},
			{"director", "-name", everybody, 50_000, "customer_name"},
			{"director", "createdAt", everybody, 50_000, "customer_created"},
			{"director", "-layerSince", everybody, 50_000, "customer_since"},
		} {
			name := fmt.Sprintf("%s by %s, plan %d", tc.who, tc.sort, tc.plan)
			q := query{statement: statement{spec: testSpec(scopeOf(tc.plan, size{tc.size, 50_000, tc.size > searchedScope}, false, "c")), args: db.Args{
				"list_at": w.At.UnixMilli(), "list_limit": 51, "list_max": MaxCount + 1, "list_k0": 5, "list_k1": 5, "list_k2": 5}}}
			if strings.HasSuffix(tc.sort, "name") {
				q.args["list_k0"] = "ke hu 5"
			}
			sort, desc, err := choose(q.spec, tc.sort)
			if err != nil {
				t.Fatal(err)
			}
			segments := sort.segments(desc)
			seg := segments[0]
			if strings.HasSuffix(seg.where, "IS NULL") {
				seg = segments[1]
			}
			w.View(t, tc.who, func(tx *db.Tx) error {
				for _, after := range []bool{false, true} {
					got, err := explain(tx, q.page(seg, after, false), q.args)
					if err != nil {
						return err
					}
					if wholeTable.MatchString(got) || !tx.Postgres() && !strings.Contains(got, tc.index) {
						t.Errorf("%s, after a cursor %v:\n%s", name, after, got)
					}
				}
				if reachText := reachSQL[tc.plan]; reachText != "" {
					got, err := explain(tx, reachText, nil)
					if err != nil {
						return err
					}
					if wholeTable.MatchString(got) || !tx.Postgres() && !ownerIndex.MatchString(got) {
						t.Errorf("%s, reach:\n%s", name, got)
					}
				}
				// From the hits of a search to who may see them.
				q.found, q.args["list_hits"] = q.foundArms(nil), make([]int64, MaxHits)
				got, err := explain(tx, q.page(seg, false, false), q.args)
				if err != nil {
					return err
				}
				if wholeTable.MatchString(got) || !tx.Postgres() && !strings.Contains(got, "c USING INTEGER PRIMARY KEY (rowid=?)") {
					t.Errorf("%s, searched:\n%s", name, got)
				}
				q.found = nil
				got, err = explain(tx, q.count(), q.args)
				// PostgreSQL rightly reads the table from its start until it has
				// 1,001 rows when nearly all of them count.
				if wholeTable.MatchString(got) && !(tx.Postgres() && tc.who == "director") {
					t.Errorf("%s, count:\n%s", name, got)
				}
				return err
			})
		}
	})
}
