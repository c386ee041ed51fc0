package customer

import (
	"testing"

	"laidan/internal/crm"
	"laidan/internal/db"
)

// A shared number becomes one customer's own again once only one has it.
func TestUnshareNumber(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		const number = "13800000019"
		first := w.create("rep1", New{Name: "甲公司", Phone: number})
		w.must("manager1", func(tx *db.Tx) error { return ShareNumber(tx, number, "园区总机") })
		second := w.create("rep1", New{Name: "乙公司", Phone: number, Force: true})
		unmark := func(who string) error {
			return w.try(who, func(tx *db.Tx) error { return UnshareNumber(tx, "138 0000 0019") })
		}
		if err := unmark("rep1"); crm.KindOf(err) != crm.Forbidden {
			t.Errorf("a rep: %v", err)
		}
		if err := unmark("manager1"); codeOf(err) != "shared.still_many" {
			t.Errorf("two have it: %v", err)
		}
		w.must("manager1", func(tx *db.Tx) error {
			to, err := Get(tx, first.ID)
			if err == nil {
				_, err = Merge(tx, first.ID, second.ID, to.Version)
			}
			return err
		})
		if err := unmark("manager1"); err != nil {
			t.Fatal(err)
		}
		if err := unmark("manager1"); codeOf(err) != "shared.not_marked" {
			t.Errorf("twice: %v", err)
		}
		err := w.try("rep1", func(tx *db.Tx) error {
			_, err := Create(tx, New{Name: "丙公司", Phone: number, Force: true})
			return err
		})
		if codeOf(err) != "customer.duplicate" {
			t.Errorf("it must be unique again: %v", err)
		}
	})
}
