package deal

import (
	"testing"

	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/db/dbtest"
	"laidan/internal/list"
)

// Finance sees no digit of a number, and asks for none by a part of a contract's
// number, a deal's name or a competitor; by the whole they find what they know.
func TestNoDigitsByParts(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		w.View(t, "finance", func(tx *db.Tx) error {
			for _, filter := range []string{`number contains "4907"`, `number startsWith "HT159"`, `number < "HT16"`, `number != "HT1"`} {
				if _, err := Contracts(tx, list.Params{Filter: filter}); crm.CodeOf(err) != "expr.operator" {
					t.Errorf("%s: %v", filter, err)
				}
			}
			for _, filter := range []string{`name contains "4907"`, `competitor between "a" and "b"`} {
				if _, err := Deals(tx, "", list.Params{Filter: filter}); crm.CodeOf(err) != "expr.operator" {
					t.Errorf("%s: %v", filter, err)
				}
			}
			_, err := Contracts(tx, list.Params{Filter: `number = "HT15924574907" or number in ("A", "B")`})
			return err
		})
		w.View(t, "manager1", func(tx *db.Tx) error {
			_, err := Contracts(tx, list.Params{Filter: `number contains "4907"`})
			return err
		})
	})
}
