package customer

import (
	"slices"
	"testing"

	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/textkey"
)

// places reports which of the places the text index has a customer in.
func (w world) places(c Customer, places ...string) []string {
	w.t.Helper()
	var found []string
	w.must("director", func(tx *db.Tx) error {
		for _, p := range places {
			ids, err := db.SearchIDs(tx, textkey.Terms(c.Name), []string{p}, 10)
			if err != nil {
				return err
			}
			if slices.Contains(ids, c.ID.Int64()) {
				found = append(found, p)
			}
		}
		return nil
	})
	return found
}

// Whatever moves a customer, the text index knows it under its new place only.
func TestIndexFollowsPlace(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		rep1, rep2, rep3 := w.As("rep1").Person, w.As("rep2").Person, w.As("rep3").Person
		c := w.create("support", New{Name: "澜禾精密机械"})
		all := []string{withOwner(rep1), withOwner(rep2), withOwner(rep3), inPool(w.Pool), inCold}
		at := func(step, want string) {
			t.Helper()
			if got := w.places(c, all...); !slices.Equal(got, []string{want}) {
				t.Errorf("after %s: in %v, want %s", step, got, want)
			}
		}
		over := func(who string, h Handover) {
			t.Helper()
			if _, err := w.act(who, c.ID, func(tx *db.Tx, c Customer) (Customer, error) { return HandOver(tx, c, h) }); err != nil {
				t.Fatal(err)
			}
		}
		at("create", inPool(w.Pool))
		over("rep1", Handover{To: rep1, Kind: "claim"})
		at("claim", withOwner(rep1))
		w.must("director", func(tx *db.Tx) error {
			n, err := HandOverAll(tx, rep1, Handover{To: rep2, Kind: "disable"})
			if n != 1 {
				t.Errorf("%d handed over", n)
			}
			return err
		})
		at("a person left", withOwner(rep2))
		name := "澜禾精密机械厂"
		if _, err := w.act("rep2", c.ID, func(tx *db.Tx, c Customer) (Customer, error) { return Update(tx, c, Changes{Name: &name}) }); err != nil {
			t.Fatal(err)
		}
		at("a new name", withOwner(rep2))
		if _, err := w.act("director", c.ID, Archive); err != nil {
			t.Fatal(err)
		}
		w.must("director", func(tx *db.Tx) error {
			_, err := db.Exec(tx, "UPDATE person SET active = FALSE WHERE tenant_id = @tenant AND id = @id", db.Args{"id": rep2})
			return err
		})
		if _, err := w.act("director", c.ID, Restore); err != nil {
			t.Fatal(err)
		}
		at("restore to the pool", inPool(w.Pool))
		over("director", Handover{To: rep3, Kind: "assign"})
		over("director", Handover{Cold: true, Kind: "abandon"})
		at("abandoned", inCold)
	})
}

// A search within one's own customers finds what a colleague shared, too, and
// nothing of others.
func TestSearchWithin(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		w.create("rep1", New{Name: "澜禾机械"})
		w.create("rep2", New{Name: "启珩机械"})
		shared := w.create("rep3", New{Name: "沣盛机械"})
		w.create("rep3", New{Name: "单氏机械"})
		w.must("rep3", func(tx *db.Tx) error {
			_, err := Share(tx, shared, w.As("rep1").Person, false, crm.Millis(0))
			return err
		})
		for who, want := range map[string]string{"rep1": "沣盛机械 澜禾机械", "rep2": "启珩机械", "manager1": "澜禾机械 启珩机械"} {
			if got := w.names(who, by("name", "", "机械")); got != want {
				t.Errorf("%s finds %q, want %q", who, got, want)
			}
		}
	})
}
