package list

import (
	"cmp"
	"context"
	"errors"
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
		made := seed(t, w, d, 150, owners(w)...)
		now := crm.At(w.At)
		for who, seen := range map[string][]crm.PersonID{"rep1": owners(w)[:1], "manager1": owners(w)[:2], "director": owners(w), "service": owners(w), "admin": nil} {
			want := visibleTo(made, seen...)
			if who == "service" {
				want = slices.DeleteFunc(want, func(c row) bool { return c.Layer < 6 })
			}
			for _, sort := range allSorts {
				slices.SortFunc(want, order(sort, now))
				for _, limit := range []int{11, 200} {
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
