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

// A number is marked where it stands, without being shown: by who may merge the
// customer it belongs to, and by a channel of that customer only.
func TestShareNumberByChannel(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		mine := w.create("rep1", New{Name: "甲公司", Phone: "13800000029"})
		other := w.create("rep3", New{Name: "乙公司", Phone: "13800000039"})
		page := func(id crm.CustomerID) (ch ChannelView) {
			w.must("manager1", func(tx *db.Tx) error {
				full, err := Read(tx, id, false)
				if err == nil {
					ch = full.Contacts[0].Channels[0]
				}
				return err
			})
			return ch
		}
		full := func(who string, c Customer, channel string) error {
			return w.try(who, func(tx *db.Tx) error {
				id, err := crm.ParseID[crm.Channel](channel)
				if err != nil {
					return err
				}
				number, err := NumberToShare(tx, c, id)
				if err != nil {
					return err
				}
				return ShareNumber(tx, number, "园区总机")
			})
		}
		ch := page(mine.ID)
		if ch.Shared != "" || !ch.Masked {
			t.Fatalf("before: %+v", ch)
		}
		if err := full("rep1", mine, ch.ID); crm.KindOf(err) != crm.Forbidden {
			t.Errorf("a rep: %v", err)
		}
		if err := full("manager1", other, ch.ID); err == nil {
			t.Error("a channel of another team's customer was marked")
		}
		if err := full("manager1", mine, ch.ID); err != nil {
			t.Fatal(err)
		}
		if ch = page(mine.ID); ch.Shared != "园区总机" {
			t.Errorf("after: %+v", ch)
		}
	})
}
