package product

import (
	"testing"

	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/db/dbtest"
)

func TestCatalogue(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		var made Product
		w.Update(t, "admin", func(tx *db.Tx) (err error) {
			made, err = Create(tx, New{Name: " 条码  套件", Code: "BC", Price: &crm.Money{Amount: 3280000}})
			return err
		})
		if made.Name != "条码 套件" || made.Price.Currency != "CNY" || made.Version != 1 {
			t.Fatalf("%+v", made)
		}
		off := false
		w.Update(t, "admin", func(tx *db.Tx) error {
			if _, err := Create(tx, New{Name: "别的", Code: "BC"}); crm.KindOf(err) != crm.Invalid {
				t.Errorf("a code twice: %v", err)
			}
			if _, err := Create(tx, New{Name: "条码 套件"}); crm.KindOf(err) != crm.Invalid {
				t.Errorf("a name twice: %v", err)
			}
			p, err := Update(tx, made.ID, Change{Version: 1, Active: &off})
			if err != nil || p.Active || p.Version != 2 {
				t.Errorf("%+v %v", p, err)
			}
			_, err = Update(tx, made.ID, Change{Version: 1, Active: &off})
			if e, ok := err.(*crm.Error); !ok || e.Kind != crm.Conflict || e.State.(Product).Version != 2 {
				t.Errorf("an old version: %v", err)
			}
			p, err = Update(tx, made.ID, Change{Version: 2})
			if err != nil || p.Version != 2 {
				t.Errorf("an empty edit: %+v %v", p, err)
			}
			return nil
		})
		w.View(t, "rep1", func(tx *db.Tx) error {
			sold, err := List(tx, false)
			if err != nil || len(sold) != 1 || sold[0].ID != w.Product {
				t.Errorf("sold: %+v %v", sold, err)
			}
			all, err := List(tx, true)
			if err != nil || len(all) != 2 || !all[0].Active || all[1].ID != made.ID {
				t.Errorf("all: %+v %v", all, err)
			}
			return nil
		})
		other := dbtest.Tenant(t, d)
		other.View(t, "rep1", func(tx *db.Tx) error {
			if _, err := Get(tx, made.ID); crm.KindOf(err) != crm.NotFound {
				t.Errorf("another organisation's product: %v", err)
			}
			return nil
		})
		other.Update(t, "admin", func(tx *db.Tx) error {
			_, err := Create(tx, New{Name: "条码 套件", Code: "BC"})
			return err
		})
	})
}
