package list

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/db/dbtest"
)

// people of the world whose customers the tests make.
func owners(w dbtest.World) []crm.PersonID {
	return []crm.PersonID{w.As("rep1").Person, w.As("rep2").Person, w.As("rep3").Person}
}

// run reads a page as somebody, in the scope they have.
func run(t *testing.T, w dbtest.World, who string, p Params) crm.Page[customer] {
	t.Helper()
	var page crm.Page[customer]
	w.View(t, who, func(tx *db.Tx) error {
		scope, err := ScopeOf(tx, "c")
		if err != nil {
			return err
		}
		page, err = Run[customer](tx, testSpec(scope), p)
		return err
	})
	return page
}

// walkAll reads all pages of a size and checks that each but the last is full.
func walkAll(t *testing.T, w dbtest.World, who string, p Params) []customer {
	t.Helper()
	var list []customer
	for {
		page := run(t, w, who, p)
		list = append(list, page.Items...)
		if page.Next == "" {
			return list
		}
		if len(page.Items) != p.limit() {
			t.Fatalf("a page of %d before the last one", len(page.Items))
		}
		if len(list) > 10000 {
			t.Fatal("the pages do not end")
		}
		p.Cursor = page.Next
	}
}

func idsOf(list []customer) []int64 {
	ids := make([]int64, len(list))
	for i, c := range list {
		ids[i] = c.ID.Int64()
	}
	return ids
}

// visibleTo says in plain Go what each person's list holds.
func visibleTo(list []row, seen ...crm.PersonID) []row {
	var out []row
	for _, c := range list {
		if !c.Archived && c.MergedInto.IsZero() && slices.Contains(seen, c.OwnerID) {
			out = append(out, c)
		}
	}
	return out
}

// order says in plain Go how each sort compares two customers.
func order(sort string, now crm.Millis) func(a, b row) int {
	name, desc := strings.CutPrefix(sort, "-")
	sign := 1
	if desc {
		sign = -1
	}
	last := func(value func(row) crm.Millis, least bool) func(a, b row) int {
		return func(a, b row) int {
			x, y := value(a), value(b)
			if x.IsZero() != y.IsZero() {
				first := 1
				if least && !desc {
					first = -1
				}
				if x.IsZero() {
					return first
				}
				return -first
			}
			return cmp.Or(sign*cmp.Compare(x, y), sign*cmp.Compare(a.ID.Int64(), b.ID.Int64()))
		}
	}
	switch name {
	case "queue":
		return func(a, b row) int {
			openA, openB := a.Layer >= 1 && a.Layer <= 6, b.Layer >= 1 && b.Layer <= 6
			if openA != openB {
				if openA {
					return -1
				}
				return 1
			}
			if !openA {
				return -cmp.Compare(a.ID.Int64(), b.ID.Int64())
			}
			ra, wa := a.standing().Rank(now)
			rb, wb := b.standing().Rank(now)
			return cmp.Or(cmp.Compare(ra, rb), cmp.Compare(wa, wb), cmp.Compare(a.ID.Int64(), b.ID.Int64()))
		}
	case "name":
		return func(a, b row) int {
			return sign * cmp.Or(strings.Compare(a.NameKey, b.NameKey), cmp.Compare(a.ID.Int64(), b.ID.Int64()))
		}
	case "createdAt":
		return last(func(c row) crm.Millis { return c.CreatedAt }, false)
	case "layerSince":
		return last(func(c row) crm.Millis { return c.LayerSince }, false)
	case "nextAt":
		return last(func(c row) crm.Millis { return c.NextAt }, false)
	}
	return last(func(c row) crm.Millis { return c.LastTouchAt }, true)
}

func (c row) standing() Standing {
	return Standing{Layer: c.Layer, NextAt: c.NextAt, FirstDueAt: c.FirstDueAt, Fast: c.Fast, Grade: c.Grade, Temperature: c.Temperature,
		LastTouchAt: c.LastTouchAt, AssignedAt: c.AssignedAt, CreatedAt: c.CreatedAt}
}

var allSorts = []string{"queue", "name", "-name", "createdAt", "-createdAt", "layerSince", "-layerSince", "nextAt", "-nextAt", "lastTouchAt", "-lastTouchAt"}

// TestPages walks every sort page by page, for every scope, and compares with
// the same list sorted in Go: no row twice, none left out, the order the same.
func TestPages(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		made := seed(t, w, d, 300, owners(w)...)
		now := crm.At(w.At)
		for who, seen := range map[string][]crm.PersonID{"rep1": owners(w)[:1], "manager1": owners(w)[:2], "director": owners(w), "service": owners(w), "admin": nil} {
			want := visibleTo(made, seen...)
			if who == "service" {
				want = slices.DeleteFunc(want, func(c row) bool { return c.Layer < 6 })
			}
			for _, sort := range allSorts {
				slices.SortFunc(want, order(sort, now))
				for _, limit := range []int{7, 200} {
					got := walkAll(t, w, who, Params{Sort: sort, Limit: limit})
					var wantIDs []int64
					for _, c := range want {
						wantIDs = append(wantIDs, c.ID.Int64())
					}
					if !slices.Equal(idsOf(got), wantIDs) {
						t.Errorf("%s by %s in pages of %d: %d rows, want %d, or in another order", who, sort, limit, len(got), len(want))
					}
				}
			}
		}
	})
}

// TestPlansAgree reads the same list by each plan: what is quickest must not
// change what is seen.
func TestPlansAgree(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		seed(t, w, d, 300, owners(w)...)
		share(t, w, "manager1", 0)
		w.View(t, "manager1", func(tx *db.Tx) error {
			for _, sort := range allSorts {
				for _, filter := range []string{"", `grade in ("A", "B")`} {
					var lists [][]int64
					for _, size := range []int{0, smallScope + 1, filteredScope + 1} {
						s := testSpec(scopeOf(team, size, false, "c"))
						s.Name = fmt.Sprint("customers", size)
						page, err := Run[customer](tx, s, Params{Sort: sort, Filter: filter, Limit: 200})
						if err != nil {
							return err
						}
						lists = append(lists, idsOf(page.Items))
					}
					if len(lists[0]) == 0 || !slices.Equal(lists[0], lists[1]) || !slices.Equal(lists[0], lists[2]) {
						t.Errorf("%s %s: %v", sort, filter, lists)
					}
				}
			}
			return nil
		})
	})
}

// share makes rep3's first living customer a shared one, until an instant.
func share(t *testing.T, w dbtest.World, who string, until crm.Millis) crm.CustomerID {
	t.Helper()
	var id crm.CustomerID
	w.Update(t, "director", func(tx *db.Tx) error {
		var err error
		id, err = db.One[crm.CustomerID](tx, `SELECT id FROM customer WHERE tenant_id = @tenant AND owner_id = @owner AND NOT archived AND merged_into IS NULL
			AND id NOT IN (SELECT customer_id FROM collaborator WHERE tenant_id = @tenant) ORDER BY id LIMIT 1`, db.Args{"owner": w.As("rep3").Person})
		if err != nil {
			return err
		}
		_, err = db.Exec(tx, `INSERT INTO collaborator (tenant_id, customer_id, person_id, may_touch, until, created_by, created_at)
			VALUES (@tenant, @id, @who, FALSE, @until, @me, @now)`, db.Args{"id": id, "who": w.As(who).Person, "until": until})
		return err
	})
	return id
}

func TestSharedCustomersAreListed(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		seed(t, w, d, 100, owners(w)...)
		now := crm.At(w.At)
		for _, who := range []string{"rep1", "manager1", "admin"} {
			before := walkAll(t, w, who, Params{Sort: "name"})
			shown := []int64{share(t, w, who, 0).Int64(), share(t, w, who, now+1).Int64()}
			over := share(t, w, who, now).Int64()
			after := idsOf(walkAll(t, w, who, Params{Sort: "name", Limit: 11}))
			if len(after) != len(before)+2 || !slices.Contains(after, shown[0]) || !slices.Contains(after, shown[1]) || slices.Contains(after, over) {
				t.Errorf("%s: %d after %d", who, len(after), len(before))
			}
		}
		// A manager's own customer shared with the manager is listed once.
		mine := share(t, w, "manager2", 0).Int64()
		list := idsOf(walkAll(t, w, "manager2", Params{Sort: "name"}))
		if slices.Index(list, mine) < 0 || slices.Contains(list[slices.Index(list, mine)+1:], mine) {
			t.Error("a shared customer of the team is not listed exactly once")
		}
	})
}

func TestOtherOrganisationsAreOutOfSight(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w, other := dbtest.Tenant(t, d), dbtest.Tenant(t, d)
		seed(t, w, d, 40, owners(w)...)
		seed(t, other, d, 40, owners(other)...)
		share(t, other, "rep1", 0)
		for _, who := range []string{"rep1", "manager1", "director", "service"} {
			seen := map[crm.PersonID]bool{}
			for _, id := range owners(w) {
				seen[id] = true
			}
			list := walkAll(t, w, who, Params{Sort: "name"})
			if len(list) == 0 {
				t.Errorf("%s sees nothing", who)
			}
			for _, c := range list {
				if !seen[c.OwnerID] {
					t.Errorf("%s sees %v", who, c.ID)
				}
			}
		}
	})
}

// index feeds the text index.
func index(t *testing.T, w dbtest.World, made []row) {
	t.Helper()
	docs := make([]db.SearchDoc, len(made))
	for i, c := range made {
		docs[i] = db.SearchDoc{ID: c.ID.Int64(), Doc: c.Search}
	}
	w.Update(t, "director", func(tx *db.Tx) error { return db.PutSearchMany(tx, docs) })
}

// TestSearchOfAWordThatIsEverywhere: in a small scope all of its hits are found
// though they are old; in a large one the newest are looked at and the total
// says that there are more.
func TestSearchOfAWordThatIsEverywhere(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		old := seed(t, w, d, 40, owners(w)[0])
		index(t, w, old)
		index(t, w, seed(t, w, d, 700, owners(w)[2]))
		want := len(visibleTo(old, owners(w)[0]))
		for _, who := range []string{"rep1", "manager1"} {
			page := run(t, w, who, Params{Q: "客户", Total: true, Limit: 200})
			if len(page.Items) != want || page.Total.Count != want || page.Total.More {
				t.Errorf("%s: %d rows, total %v, want %d", who, len(page.Items), page.Total, want)
			}
		}
		page := run(t, w, "service", Params{Q: "客户", Total: true, Limit: 200})
		if len(page.Items) == 0 || !page.Total.More {
			t.Errorf("service: %d rows, total %v", len(page.Items), page.Total)
		}
		if !slices.IsSortedFunc(page.Items, func(a, b customer) int { return cmp.Compare(b.LastTouchAt, a.LastTouchAt) }) {
			t.Error("the hits of a large scope are not the most recently touched first")
		}
	})
}

func TestFilterSearchAndTotal(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		made := seed(t, w, d, 300, owners(w)...)
		index(t, w, made)
		for _, who := range []string{"rep1", "manager1", "director", "service"} {
			total := 0
			for _, c := range walkAll(t, w, who, Params{Sort: "name"}) {
				if c.Grade == "A" && wantHit(c.Name) {
					total++
				}
			}
			if total == 0 {
				t.Fatalf("%s: no hit expected", who)
			}
			page := run(t, w, who, Params{Sort: "name", Filter: `grade = "A"`, Q: "7", Total: true})
			part := run(t, w, who, Params{Sort: "name", Filter: `grade = "A"`, Q: "7", Total: true, Limit: 1})
			if part.Total == nil || part.Total.Count != total || len(part.Items) != 1 {
				t.Errorf("%s: total %v beside one row, want %d", who, part.Total, total)
			}
			if page.Total == nil || page.Total.Count != total || page.Total.More || len(page.Items) != total {
				t.Errorf("%s: %d rows, total %v, want %d", who, len(page.Items), page.Total, total)
			}
		}
		if page := run(t, w, "rep1", Params{}); page.Total != nil {
			t.Error("a total nobody asked for")
		}
	})
}

// wantHit tells which names carry the search token 7: seed gives it to every
// tenth customer.
func wantHit(name string) bool {
	var n int
	_, err := fmt.Sscanf(name, "客户%d", &n)
	return err == nil && n%10 == 7
}

func TestTotalEndsAtAThousand(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		seed(t, w, d, 1400, owners(w)[0])
		for _, who := range []string{"rep1", "manager1", "director"} {
			w.View(t, who, func(tx *db.Tx) error {
				scope, err := ScopeOf(tx, "c")
				if err != nil {
					return err
				}
				got, err := Count(tx, testSpec(scope), Params{})
				if got != (crm.Total{Count: 1000, More: true}) {
					t.Errorf("%s: %+v", who, got)
				}
				return err
			})
		}
	})
}

func TestCursorBelongsToItsQuestion(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		seed(t, w, d, 60, owners(w)...)
		next := run(t, w, "director", Params{Sort: "name", Limit: 5}).Next
		for _, p := range []Params{{Sort: "-name"}, {Sort: "nextAt"}, {Sort: ""}, {Sort: "name", Filter: `grade = "A"`}, {Sort: "name", Q: "7"}} {
			p.Cursor, p.Limit = next, 5
			err := d.View(context.Background(), w.As("director"), func(tx *db.Tx) error {
				scope, err := ScopeOf(tx, "c")
				if err != nil {
					return err
				}
				_, err = Run[customer](tx, testSpec(scope), p)
				return err
			})
			var e *crm.Error
			if !errors.As(err, &e) || e.Code != "list.cursor" || e.Fields[0].Pointer != "?cursor" {
				t.Errorf("%+v: %v", p, err)
			}
		}
		// The same filter written differently is the same question.
		next = run(t, w, "director", Params{Sort: "name", Limit: 5, Filter: `grade="A"`}).Next
		if len(run(t, w, "director", Params{Sort: "name", Limit: 5, Filter: ` grade =  "A" `, Cursor: next}).Items) == 0 {
			t.Error("spaces made another question")
		}
	})
}

func TestQueueGivesWayInAWideScope(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		seed(t, w, d, 60, owners(w)...)
		w.View(t, "director", func(tx *db.Tx) error {
			scope, err := ScopeOf(tx, "c")
			if err != nil {
				return err
			}
			s := testSpec(scope)
			s.Sorts[0].most = 5
			want, err := Run[customer](tx, s, Params{Sort: "nextAt", Limit: 10})
			if err != nil {
				return err
			}
			got, err := Run[customer](tx, s, Params{Sort: "queue", Limit: 10})
			if err != nil || !slices.Equal(idsOf(got.Items), idsOf(want.Items)) {
				t.Errorf("%v %v", idsOf(got.Items), err)
			}
			second, err := Run[customer](tx, s, Params{Limit: 10, Cursor: got.Next})
			if err != nil || len(second.Items) != 10 || slices.Contains(idsOf(got.Items), second.Items[0].ID.Int64()) {
				t.Errorf("the second page: %v %v", idsOf(second.Items), err)
			}
			return nil
		})
	})
}

func TestQueuePagesKeepTheirInstant(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		seed(t, w, d, 100, owners(w)[0])
		whole := idsOf(walkAll(t, w, "rep1", Params{Sort: "queue", Limit: 200}))
		first := run(t, w, "rep1", Params{Sort: "queue", Limit: 10})
		w.SetNow(w.At.AddDate(0, 0, 3)) // by now other promises are overdue
		rest := walkAll(t, w, "rep1", Params{Sort: "queue", Limit: 10, Cursor: first.Next})
		if got := append(idsOf(first.Items), idsOf(rest)...); !slices.Equal(got, whole) {
			t.Error("the order changed between two pages")
		}
	})
}

func TestEachAndIDs(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		seed(t, w, d, 300, owners(w)...)
		for _, who := range []string{"rep1", "manager1", "director"} {
			p := Params{Sort: "-nextAt", Filter: `grade in ("A", "B")`}
			want := idsOf(walkAll(t, w, who, p))
			w.View(t, who, func(tx *db.Tx) error {
				scope, err := ScopeOf(tx, "c")
				if err != nil {
					return err
				}
				var got []int64
				err = Each(tx, testSpec(scope), p, func(c customer) error {
					got = append(got, c.ID.Int64())
					return nil
				})
				if err != nil || !slices.Equal(got, want) {
					t.Errorf("%s: %d of %d rows, %v", who, len(got), len(want), err)
				}
				ids, more, err := IDs(tx, testSpec(scope), p, len(want))
				slices.Sort(want)
				if err != nil || more || !slices.Equal(ids, want) {
					t.Errorf("%s: %d ids, more %v, %v", who, len(ids), more, err)
				}
				ids, more, err = IDs(tx, testSpec(scope), p, 5)
				if err != nil || !more || !slices.Equal(ids, want[:5]) {
					t.Errorf("%s: %v, more %v, %v", who, ids, more, err)
				}
				return nil
			})
		}
	})
}

func TestStatementsAreFew(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		seed(t, w, d, 300, owners(w)...)
		for _, who := range []string{"rep1", "manager1", "director"} {
			for _, sort := range allSorts {
				p := Params{Sort: sort, Limit: 10, Total: true}
				for _, cursor := range []string{"", run(t, w, who, p).Next} {
					p.Cursor = cursor
					w.View(t, who, func(tx *db.Tx) error {
						scope, err := ScopeOf(tx, "c")
						if err != nil {
							return err
						}
						_, err = Run[customer](tx, testSpec(scope), p)
						if n := tx.Statements(); n > 3 {
							t.Errorf("%s by %s: %d statements", who, sort, n)
						}
						return err
					})
				}
			}
		}
	})
}

func TestOwnersAndConditionAgreeWithTheList(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		seed(t, w, d, 100, owners(w)...)
		for _, who := range []string{"rep1", "manager1", "director", "service", "admin"} {
			if who != "admin" {
				share(t, w, who, 0)
			}
			want := len(walkAll(t, w, who, Params{Sort: "name"}))
			w.View(t, who, func(tx *db.Tx) error {
				scope, err := ScopeOf(tx, "x")
				if err != nil {
					return err
				}
				n, err := db.One[int](tx, "SELECT COUNT(*) FROM customer x WHERE x.tenant_id = @tenant AND "+scope.Condition())
				if err != nil || n != want {
					t.Errorf("%s: %d by condition, %d in the list, %v", who, n, want, err)
				}
				owned, err := db.One[int](tx, "SELECT COUNT(*) FROM customer x WHERE x.tenant_id = @tenant AND NOT x.archived AND x.merged_into IS NULL AND "+Owners(tx, "x.owner_id"))
				if err != nil || who != "service" && (owned > want || owned < want-1) {
					t.Errorf("%s: %d by owner, %d in the list, %v", who, owned, want, err)
				}
				return nil
			})
		}
	})
}
