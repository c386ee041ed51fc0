package deal

import (
	"fmt"
	"testing"

	"laidan/internal/db"
	"laidan/internal/db/dbtest"
	"laidan/internal/list"
)

// TestSums: the sums of a list cover all its rows, not a page, and only those
// the reader sees.
func TestSums(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		w.Update(t, "admin", func(tx *db.Tx) error {
			for i := range int64(120) {
				owner, currency := w.As("rep1").Person, "CNY"
				if i%2 == 1 {
					owner = w.As("rep3").Person
				}
				if i%12 == 0 {
					currency = "USD"
				}
				args := db.Args{"id": 100 + i, "owner": owner, "currency": currency, "paid": (i % 3) * 600, "number": fmt.Sprint(i)}
				if _, err := db.Exec(tx, `INSERT INTO customer (tenant_id, id, name, name_key, layer, layer_since, owner_id, created_at, updated_at)
					VALUES (@tenant, @id, 'x', 'x', 6, 1, @owner, 1, 1)`, args); err != nil {
					return err
				}
				if _, err := db.Exec(tx, `INSERT INTO deal (tenant_id, id, customer_id, name, amount, currency, state, owner_id, created_at)
					VALUES (@tenant, @id, @id, 'x', 1000, @currency, 'open', @owner, 1)`, args); err != nil {
					return err
				}
				if _, err := db.Exec(tx, `INSERT INTO contract (tenant_id, id, customer_id, deal_id, number, amount, currency, paid, signed_on, owner_id, created_at)
					VALUES (@tenant, @id, @id, @id, @number, 1000, @currency, @paid, 20260901, @owner, 1)`, args); err != nil {
					return err
				}
			}
			return nil
		})
		for who, want := range map[string]string{"rep1": "[{CNY 50 50000 0} {USD 10 10000 0}]", "director": "[{CNY 110 110000 0} {USD 10 10000 0}]"} {
			w.View(t, who, func(tx *db.Tx) error {
				sums, err := SumDeals(tx, Open, list.Params{Limit: 5})
				if got := fmt.Sprint(sums); got != want || err != nil {
					t.Errorf("%s: %s %v", who, got, err)
				}
				return nil
			})
		}
		w.View(t, "finance", func(tx *db.Tx) error {
			sums, err := SumContracts(tx, list.Params{Filter: "open > 0"})
			// A third is unpaid, a third owes 400, a third is overpaid and not listed.
			if got := fmt.Sprint(sums); got != "[{CNY 70 70000 46000} {USD 10 10000 10000}]" || err != nil {
				t.Errorf("finance: %s %v", got, err)
			}
			return nil
		})
	})
}
