package customer

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/list"
)

// Numbers typed into records are questions about the customers whose numbers
// show the same, on one budget with all others; an act that ends in another error
// was a question all the same.
func TestTypedNumbersAreProbes(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		w.create("rep3", New{Name: "隐藏", Phone: "13612345678"})
		guess := func(i int) string { return fmt.Sprintf("136%04d5678", 2000+i) }
		for name, act := range map[string]func(i int) func(tx *db.Tx) error{
			"a contact": func(i int) func(tx *db.Tx) error {
				own := w.create("rep1", New{Name: fmt.Sprintf("自己%d", i)})
				return func(tx *db.Tx) error { _, err := AddContact(tx, own, phoneContact("y", guess(i))); return err }
			},
			"a refused create": func(i int) func(tx *db.Tx) error {
				return func(tx *db.Tx) error {
					_, err := Create(tx, New{Name: "x", Phone: guess(100 + i), ProductID: crm.IDOf[crm.Product](7)})
					return err
				}
			},
		} {
			w.SetNow(w.At.Add(0))
			passed := 0
			for i := range probeLimit + 5 {
				if codeOf(w.try("rep1", act(i))) != "probe.limit" {
					passed++
				}
			}
			if passed != probeLimit {
				t.Errorf("%s: %d numbers were answered", name, passed)
			}
			w.At = w.At.Add(66 * 60e9) // another hour
		}
		w.SetNow(w.At)
		for i := range 4 * probeLimit {
			w.create("rep1", New{Name: fmt.Sprintf("新%d", i), Phone: fmt.Sprintf("137%04d%04d", i, i)})
		}
	})
}

// TestSearchWithinAnAct: an act on what a search for a full number finds counts
// the question in its own transaction, and keeps it counted when it is refused.
func TestSearchWithinAnAct(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		w.create("rep1", New{Name: "自己", Phone: "13612345678"})
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()
		refused := errors.New("refused")
		for i, end := range []error{nil, refused} {
			err := w.d.Update(ctx, w.As("rep1"), func(tx *db.Tx) error {
				if ids, _, err := IDs(tx, Query{Params: list.Params{Q: "13612345678"}}, 10); err != nil || len(ids) != 1 {
					t.Errorf("%v %v", ids, err)
				}
				return end
			})
			if !errors.Is(err, end) {
				t.Errorf("%v", err)
			}
			w.must("rep1", func(tx *db.Tx) error {
				n, err := db.One[int](tx, `SELECT COUNT(*) FROM fact WHERE tenant_id = @tenant AND kind = 'customer.Probed'`)
				if n != i+1 {
					t.Errorf("%d questions are counted, want %d", n, i+1)
				}
				return err
			})
		}
	})
}
