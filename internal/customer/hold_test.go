package customer

import (
	"context"
	"testing"

	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/db/dbtest"
	"laidan/internal/room/roomtest"
	"laidan/internal/words"

	"pgregory.net/rapid"
)

// Whatever is done with customers, in whatever order, every hold counter equals
// a recount, and a customer has one owner, one pool, or lies in the cold store.
func TestHoldEqualsRecount(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		db.Bind(d, House())
		roomtest.Bind(d, Needs{})
		rapid.Check(t, func(rt *rapid.T) {
			w := world{dbtest.Tenant(t, d), t, d}
			people := []string{"rep1", "rep2", "rep3", "manager1"}
			var ids []crm.CustomerID
			rt.Repeat(map[string]func(*rapid.T){
				"": func(rt *rapid.T) { checkHolds(rt, w, people) },
				"create": func(rt *rapid.T) {
					who := rapid.SampledFrom([]string{"rep1", "rep2", "manager1", "support"}).Draw(rt, "who")
					ids = append(ids, w.create(who, New{Name: "客户", Force: true, Layer: rapid.IntRange(1, 7).Draw(rt, "layer")}).ID)
				},
				"act": func(rt *rapid.T) {
					if len(ids) == 0 {
						rt.Skip()
					}
					randomAct(rt, w, people, ids)
				},
			})
		})
	})
}

func randomAct(rt *rapid.T, w world, people []string, ids []crm.CustomerID) {
	id := rapid.SampledFrom(ids).Draw(rt, "customer")
	other := rapid.SampledFrom(ids).Draw(rt, "other")
	who := w.As(rapid.SampledFrom(people).Draw(rt, "person"))
	layer := rapid.IntRange(0, 7).Draw(rt, "layer")
	act := rapid.SampledFrom([]string{"give", "release", "cold", "layer", "archive", "restore", "merge", "all"}).Draw(rt, "act")
	sys := w.System(w.t)
	err := w.d.Update(context.Background(), sys, func(tx *db.Tx) error {
		if act == "merge" {
			_, err := Merge(tx, id, other, 0)
			return err
		}
		if act == "all" {
			_, err := HandOverAll(tx, who.Person, Handover{Pool: w.Pool, Kind: "disable"})
			return err
		}
		c, err := ForUpdate(tx, id)
		if err != nil {
			return err
		}
		switch act {
		case "give":
			_, err = HandOver(tx, c, Handover{To: who.Person, Kind: "assign", SelfFound: layer%2 == 0, EnforceSlot: layer > 3})
		case "release":
			_, err = HandOver(tx, c, Handover{Pool: w.Pool, Kind: "release"})
		case "cold":
			if c, err = SetLayer(tx, c, words.Abandoned, tx.Now, false); err == nil {
				_, err = HandOver(tx, c, Handover{Cold: true, Kind: "abandon"})
			}
		case "layer":
			if !c.Cold() {
				_, err = SetLayer(tx, c, max(1, layer), tx.Now, false)
			}
		case "archive":
			_, err = Archive(tx, c)
		case "restore":
			_, err = Restore(tx, c)
		}
		return err
	})
	switch crm.KindOf(err) {
	case "", crm.Refused, crm.Forbidden, crm.NotFound, crm.Invalid:
		if err != nil && crm.KindOf(err) == "" {
			rt.Fatalf("%s: %v", act, err)
		}
	default:
		rt.Fatalf("%s: %v", act, err)
	}
}

func checkHolds(rt *rapid.T, w world, people []string) {
	err := w.d.View(context.Background(), w.System(w.t), func(tx *db.Tx) error {
		for _, p := range people {
			person := w.As(p).Person
			s, _, err := db.Maybe[slots](tx, slotsSQL, db.Args{"person": person})
			if err != nil {
				return err
			}
			n, err := Recount(tx, person)
			if err != nil {
				return err
			}
			if s.Used != n {
				rt.Fatalf("%s: counter %d, recount %d", p, s.Used, n)
			}
		}
		n, err := db.One[int](tx, `SELECT COUNT(*) FROM customer WHERE tenant_id = @tenant AND NOT archived
			AND owner_id IS NULL AND pool_id IS NULL AND layer <> 0`)
		if n != 0 {
			rt.Fatalf("%d customers belong nowhere", n)
		}
		return err
	})
	if err != nil {
		rt.Fatal(err)
	}
}
