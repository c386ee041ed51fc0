package list

import (
	"cmp"
	"fmt"
	"slices"
	"testing"

	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/db/dbtest"
)

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

// Of a word that is everywhere, a large scope sees the most recently touched of
// all customers and not of the newest, page after page, none twice.
func TestACommonWordFindsTheLastTouched(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		made := append(seed(t, w, d, 60, owners(w)[0]), seed(t, w, d, 900, owners(w)[2])...)
		index(t, w, made)
		var all []crm.CustomerID // as a plain list sorts them
		w.View(t, "service", func(tx *db.Tx) error {
			scope, err := ScopeOf(tx, "c")
			if err == nil && !scope.Wide() {
				t.Error("the scope is meant to be a large one")
			}
			return err
		})
		for _, c := range walkAll(t, w, "service", Params{Sort: "-lastTouchAt", Limit: 200}) {
			all = append(all, c.ID)
		}
		var found []crm.CustomerID
		cursor := ""
		for range 6 {
			page := run(t, w, "service", Params{Q: "客户", Limit: 50, Cursor: cursor})
			for _, c := range page.Items {
				found = append(found, c.ID)
			}
			if cursor = page.Next; cursor == "" {
				break
			}
		}
		if len(found) != 300 || !slices.Equal(found, all[:300]) {
			t.Errorf("%d found, not the %d last touched of all", len(found), 300)
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

// TestFewHitsInOneGo: what a search finds stands in the order of the sort, those
// without a value where the sort has them, page after page, in both directions.
func TestFewHitsInOneGo(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		made := append(seed(t, w, d, 60, owners(w)[0]), seed(t, w, d, 60, owners(w)[2])...)
		index(t, w, made)
		gaps, behind := 0, 0
		for _, who := range []string{"rep1", "service"} {
			for _, sort := range []string{"queue", "nextAt", "-nextAt", "lastTouchAt", "-lastTouchAt", "createdAt", "-name"} {
				var want, got []crm.CustomerID
				for _, c := range walkAll(t, w, who, Params{Sort: sort, Limit: 200}) {
					want = append(want, c.ID)
					if c.LastTouchAt.IsZero() || c.NextAt.IsZero() {
						gaps++
					}
					if c.Layer < 1 || c.Layer > 6 {
						behind++
					}
				}
				for _, c := range walkAll(t, w, who, Params{Sort: sort, Q: "客户", Limit: 7}) {
					got = append(got, c.ID)
				}
				if len(want) < 20 || !slices.Equal(got, want) {
					t.Errorf("%s by %s: %d found in another order than %d listed", who, sort, len(got), len(want))
				}
			}
		}
		if gaps == 0 || behind == 0 {
			t.Error("nobody is without a last or a next contact, or nobody is outside the queue")
		}
	})
}
