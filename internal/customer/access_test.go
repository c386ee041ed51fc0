package customer

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/db/dbtest"
	"laidan/internal/words"
)

// Who sees a customer, on which ground, and what they may do with it.
func TestWhoSees(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		own := w.create("rep1", New{Name: "有主"})
		pool := w.create("support", New{Name: "公海里"})
		signed := w.create("rep3", New{Name: "已签约", Layer: words.Signed})
		cold := w.create("rep1", New{Name: "冷库里"})
		if _, err := w.act("rep1", cold.ID, func(tx *db.Tx, c Customer) (Customer, error) {
			c, err := SetLayer(tx, c, words.Abandoned, tx.Now, false)
			if err != nil {
				return c, err
			}
			return HandOver(tx, c, Handover{Cold: true, Kind: "abandon", Reason: "refused"})
		}); err != nil {
			t.Fatal(err)
		}
		shared := w.create("rep3", New{Name: "共享的"})
		w.must("rep3", func(tx *db.Tx) error {
			_, err := Share(tx, shared, w.As("rep1").Person, true, 0)
			return err
		})
		const all = "rep1 rep2 rep3 manager1 manager2 director support service finance admin"
		for name, c := range map[string]struct {
			id   crm.CustomerID
			seen string
		}{
			"own":    {own.ID, "rep1 manager1 director"},
			"pool":   {pool.ID, "rep1 rep2 rep3 manager1 manager2 director support admin"},
			"signed": {signed.ID, "rep3 manager2 director service"},
			"cold":   {cold.ID, "manager1 director"},
			"shared": {shared.ID, "rep1 rep3 manager2 director"},
		} {
			for who := range strings.FieldsSeq(all) {
				err := w.look(who, func(tx *db.Tx) error { _, err := Get(tx, c.id); return err })
				want := slices.Contains(strings.Fields(c.seen), who)
				if want && err != nil || !want && crm.KindOf(err) != crm.NotFound {
					t.Errorf("%s %s: %v", who, name, err)
				}
			}
		}
		actions := func(who string, id crm.CustomerID) string {
			return strings.Trim(fmt.Sprint(actionsAs(w, who, id)), "[]")
		}
		for _, c := range []struct {
			who  string
			id   crm.CustomerID
			want string
		}{
			{"rep1", own.ID, "edit move touch plan comment release unmask collaborate deal"},
			{"manager1", own.ID, "edit move touch plan comment release assign merge archive unmask collaborate deal override"},
			{"rep1", shared.ID, "touch comment"},
			{"rep1", pool.ID, "comment claim"},
			{"support", pool.ID, "edit assign merge archive"},
			{"service", signed.ID, "touch plan comment unmask"},
			{"manager1", cold.ID, "comment evaluate"},
		} {
			if got := actions(c.who, c.id); got != c.want {
				t.Errorf("%s: %s\nwant %s", c.who, got, c.want)
			}
		}
	})
}

func actionsAs(w world, who string, id crm.CustomerID) (list []Act) {
	w.must(who, func(tx *db.Tx) error {
		c, err := Get(tx, id)
		list = c.Actions(tx)
		return err
	})
	return list
}

// A customer out of scope, one of another organisation and an id that never
// existed answer alike, in every act.
func TestMissingIsOneAnswer(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		own := w.create("rep1", New{Name: "自己的"}).ID
		hidden := w.create("rep3", New{Name: "别人的"}).ID
		other := world{dbtest.Tenant(t, w.d), t, w.d}
		foreign := other.create("rep1", New{Name: "外面的"}).ID
		never := crm.IDOf[crm.Customer](1 << 50)
		acts := map[string]func(tx *db.Tx, id crm.CustomerID) error{
			"get":      func(tx *db.Tx, id crm.CustomerID) error { _, err := Get(tx, id); return err },
			"lock":     func(tx *db.Tx, id crm.CustomerID) error { _, err := ForUpdate(tx, id); return err },
			"read":     func(tx *db.Tx, id crm.CustomerID) error { _, err := Read(tx, id, false); return err },
			"timeline": func(tx *db.Tx, id crm.CustomerID) error { _, err := readLine(tx, id, "", "", 10); return err },
			"merge":    func(tx *db.Tx, id crm.CustomerID) error { _, err := Merge(tx, id, own, 0); return err },
			"edit":     func(tx *db.Tx, id crm.CustomerID) error { _, err := forAct(tx, id, ActEdit, 1); return err },
		}
		text := func(err error) string {
			var e *crm.Error
			if !errors.As(err, &e) {
				t.Fatalf("%v", err)
			}
			b, _ := json.Marshal(e)
			return string(b)
		}
		for name, act := range acts {
			want := text(w.try("rep1", func(tx *db.Tx) error { return act(tx, never) }))
			for _, id := range []crm.CustomerID{hidden, foreign} {
				if got := text(w.try("rep1", func(tx *db.Tx) error { return act(tx, id) })); got != want {
					t.Errorf("%s: %s, want %s", name, got, want)
				}
			}
		}
	})
}

func TestCollaboratorUntil(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		c := w.create("rep1", New{Name: "一起跟"})
		rep3 := w.As("rep3").Person
		until := crm.At(w.At.Add(48 * 3600e9))
		w.must("rep1", func(tx *db.Tx) error { _, err := Share(tx, c, rep3, false, until); return err })
		if got := actionsAs(w, "rep3", c.ID); !slices.Equal(got, []Act{"comment"}) {
			t.Errorf("a reader may %v", got)
		}
		w.must("rep1", func(tx *db.Tx) error { _, err := Share(tx, c, rep3, true, until); return err })
		if got := actionsAs(w, "rep3", c.ID); !slices.Equal(got, []Act{"touch", "comment"}) {
			t.Errorf("one who touches may %v", got)
		}
		w.must("rep3", func(tx *db.Tx) error {
			seen, err := Get(tx, c.ID)
			if err != nil {
				return err
			}
			if err := Unshare(tx, seen, w.As("rep2").Person); crm.KindOf(err) != crm.Forbidden {
				t.Errorf("a collaborator sends another away: %v", err)
			}
			return nil
		})
		w.SetNow(w.At.Add(49 * 3600e9))
		if err := w.look("rep3", func(tx *db.Tx) error { _, err := Get(tx, c.ID); return err }); crm.KindOf(err) != crm.NotFound {
			t.Errorf("after its end: %v", err)
		}
		w.SetNow(w.At)
		w.must("rep3", func(tx *db.Tx) error { return Unshare(tx, c, rep3) })
		if err := w.look("rep3", func(tx *db.Tx) error { _, err := Get(tx, c.ID); return err }); crm.KindOf(err) != crm.NotFound {
			t.Errorf("after leaving: %v", err)
		}
	})
}

// A pool of a department is for its people; a pool without one for everybody.
func TestPoolOfDepartment(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		w.must("director", func(tx *db.Tx) error {
			_, err := db.Exec(tx, `UPDATE pool SET department_id = @d WHERE tenant_id = @tenant`, db.Args{"d": w.East1})
			return err
		})
		c := w.create("support", New{Name: "一组的公海", PoolID: w.Pool})
		for who, seen := range map[string]bool{"rep1": true, "manager1": true, "rep3": false, "manager2": false, "director": true, "support": true} {
			err := w.look(who, func(tx *db.Tx) error {
				_, err := Get(tx, c.ID)
				if _, perr := PoolOf(tx, w.Pool); (perr == nil) != seen {
					t.Errorf("%s and the pool: %v", who, perr)
				}
				return err
			})
			if (err == nil) != seen {
				t.Errorf("%s: %v", who, err)
			}
		}
		if got := actionsAs(w, "director", c.ID); slices.Contains(got, ActClaim) {
			t.Errorf("the director is no member, but may %v", got)
		}
	})
}
