package customer

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/list"
	"laidan/internal/words"
)

// names lists as somebody.
func (w world) names(who string, q Query) string {
	w.t.Helper()
	var out []string
	err := w.look(who, func(tx *db.Tx) error {
		page, err := List(tx, q)
		for _, r := range page.Items {
			out = append(out, r.Name)
		}
		return err
	})
	if err != nil {
		w.t.Fatalf("%s %+v: %v", who, q.Params, err)
	}
	return strings.Join(out, " ")
}

func by(sort, filter, q string) Query {
	return Query{Params: list.Params{Sort: sort, Filter: filter, Q: q}}
}

func TestLists(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		w.create("rep1", New{Name: "澜禾精密机械有限公司", Grade: "A", Temperature: "hot", Contacts: []NewContact{phoneContact("程竞钊", "13800004172")}, Tags: []string{"VIP"}, Texts: Texts{City: "苏州"}})
		w.create("rep1", New{Name: "朗汇包装", Layer: words.Opportunity, Grade: "B"})
		w.create("rep2", New{Name: "单氏五金", Layer: words.Lead})
		third := w.create("rep3", New{Name: "启珩机械", Phone: "13911112222"})
		w.create("rep3", New{Name: "沣盛五金", Layer: words.Implemented})
		w.create("support", New{Name: "公海机械"})
		w.must("rep3", func(tx *db.Tx) error { _, err := Share(tx, third, w.As("rep1").Person, false, 0); return err })
		for _, c := range []struct{ who, sort, filter, q, want string }{
			{"rep1", "name", "", "", "澜禾精密机械有限公司 朗汇包装 启珩机械"},
			{"rep1", "-name", "", "", "启珩机械 朗汇包装 澜禾精密机械有限公司"},
			{"rep1", "queue", "", "", "朗汇包装 澜禾精密机械有限公司 启珩机械"},
			{"manager1", "name", "", "", "单氏五金 澜禾精密机械有限公司 朗汇包装"},
			{"director", "name", "", "", "单氏五金 沣盛五金 澜禾精密机械有限公司 朗汇包装 启珩机械"},
			{"service", "name", "", "", "沣盛五金"},
			{"support", "name", "", "", ""},
			{"director", "name", `grade in ("A", "B") and layer between "resource" and "opportunity"`, "", "澜禾精密机械有限公司 朗汇包装"},
			{"director", "name", `tags has "VIP"`, "", "澜禾精密机械有限公司"},
			{"director", "name", `owner = "` + w.As("rep3").Person.String() + `"`, "", "沣盛五金 启珩机械"},
			{"director", "name", `city = "苏州" or nextAt is not empty`, "", "澜禾精密机械有限公司"},
			{"director", "name", "", "机械", "澜禾精密机械有限公司 启珩机械"},
			{"director", "name", "", "lhjm", "澜禾精密机械有限公司"},
			{"director", "name", "", "程竞", "澜禾精密机械有限公司"},
			{"director", "name", "", "shan", "单氏五金"},
			{"rep1", "name", "", "4172", "澜禾精密机械有限公司"},
			{"rep1", "name", "", "13800004172", "澜禾精密机械有限公司"},
			{"rep1", "name", "", "+86 138 0000 4172", "澜禾精密机械有限公司"},
			{"rep1", "name", "", "1380000417", ""},
			{"rep1", "name", "", "00041", ""},
			{"rep1", "name", "", "04172", ""},
			{"rep2", "name", "", "13800004172", ""},
			{"rep1", "name", "", "13911112222", "启珩机械"},
		} {
			if got := w.names(c.who, by(c.sort, c.filter, c.q)); got != c.want {
				t.Errorf("%s %s %s %q: %s, want %s", c.who, c.sort, c.filter, c.q, got, c.want)
			}
		}
		if got := w.names("rep1", Query{In: InPool, Pool: w.Pool}); got != "公海机械" {
			t.Errorf("pool: %s", got)
		}
		for name, q := range map[string]Query{"filter": by("", `phone contains "138"`, ""), "sort": by("phone", "", "")} {
			if err := w.look("director", func(tx *db.Tx) error { _, err := List(tx, q); return err }); crm.KindOf(err) != crm.Invalid {
				t.Errorf("%s by phone: %v", name, err)
			}
		}
		if err := w.look("rep1", func(tx *db.Tx) error { _, err := List(tx, Query{In: InCold}); return err }); crm.KindOf(err) != crm.Forbidden {
			t.Errorf("a rep's cold store: %v", err)
		}
	})
}

func TestColdAndArchivedLists(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		for _, who := range []string{"rep1", "rep3"} {
			c := w.create(who, New{Name: "放弃的" + who})
			if _, err := w.act(who, c.ID, func(tx *db.Tx, c Customer) (Customer, error) {
				c, err := SetLayer(tx, c, words.Abandoned, tx.Now, false)
				if err != nil {
					return c, err
				}
				return HandOver(tx, c, Handover{Cold: true, Kind: "abandon", Reason: "refused", CoolUntil: crm.At(tx.Now) + 1})
			}); err != nil {
				t.Fatal(err)
			}
		}
		a := w.create("manager1", New{Name: "归档的"})
		if _, err := w.act("manager1", a.ID, Archive); err != nil {
			t.Fatal(err)
		}
		for _, c := range []struct{ who, in, want string }{
			{"manager1", InCold, "放弃的rep1"}, {"manager2", InCold, "放弃的rep3"}, {"director", InCold, "放弃的rep3 放弃的rep1"},
			{"manager1", InArchived, "归档的"}, {"manager2", InArchived, ""}, {"manager1", InOwned, ""},
		} {
			if got := w.names(c.who, Query{In: c.in}); got != c.want {
				t.Errorf("%s %s: %q, want %q", c.who, c.in, got, c.want)
			}
		}
	})
}

// How many statements a read takes does not grow with what it reads.
func TestStatementCounts(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		var first Customer
		for i := range 60 {
			c := w.create("rep1", New{Name: fmt.Sprintf("客户%03d", i), ProductID: w.Product, Phone: fmt.Sprintf("1380000%04d", i), Layer: i%7 + 1})
			if i == 0 {
				first = c
			}
		}
		w.history(first.ID, 7)
		count := func(what, who string, most int, fn func(tx *db.Tx) error) {
			for range 2 { // scopes are sized once in a while
				err := w.look(who, func(tx *db.Tx) error {
					err := fn(tx)
					if n := tx.Statements(); n > most {
						t.Errorf("%s as %s takes %d statements", what, who, n)
					}
					return err
				})
				if err != nil {
					t.Fatalf("%s: %v", what, err)
				}
			}
		}
		for _, who := range []string{"rep1", "manager1", "director"} {
			count("get", who, 2, func(tx *db.Tx) error {
				full, err := Read(tx, first.ID, false)
				if err == nil && (full.Product.Name != "仓储管理 标准版" || full.Owner.Name != "许婷希" || len(full.Contacts) != 1 || full.Plan == nil) {
					t.Errorf("%+v", full)
				}
				return err
			})
			count("timeline", who, 10, func(tx *db.Tx) error {
				line, err := readLine(tx, first.ID, "", "", 30)
				if err == nil && (len(line.Items) != 6 || line.Counts["all"] != 6) {
					t.Errorf("%d items, counts %+v", len(line.Items), line.Counts)
				}
				return err
			})
			for _, sort := range []string{"queue", "nextAt", "-name", "createdAt"} {
				var cursor string
				count("list by "+sort, who, 3, func(tx *db.Tx) error {
					page, err := List(tx, Query{Params: list.Params{Sort: sort, Limit: 50}})
					if len(page.Items) != 50 {
						t.Errorf("%d rows", len(page.Items))
					}
					cursor = page.Next
					return err
				})
				count("next page by "+sort, who, 3, func(tx *db.Tx) error {
					page, err := List(tx, Query{Params: list.Params{Sort: sort, Limit: 50, Cursor: cursor}})
					if len(page.Items) != 10 {
						t.Errorf("%d rows on the second page", len(page.Items))
					}
					return err
				})
			}
		}
	})
}

func TestTimeline(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		c := w.create("rep1", New{Name: "时间线", Phone: "13812344172"})
		w.history(c.ID, 7)
		grade := "A"
		if _, err := w.act("rep1", c.ID, func(tx *db.Tx, c Customer) (Customer, error) { return Update(tx, c, Changes{Grade: &grade}) }); err != nil {
			t.Fatal(err)
		}
		read := func(who, tab string) (kinds []string, all line) {
			w.must(who, func(tx *db.Tx) (err error) {
				cursor := ""
				for {
					page, err := readLine(tx, c.ID, tab, cursor, 2)
					if err != nil {
						return err
					}
					for _, it := range page.Items {
						kinds = append(kinds, it.Type)
					}
					all.Items = append(all.Items, page.Items...)
					if page.Counts != nil {
						all.Counts = page.Counts
					}
					if cursor = page.Next; cursor == "" {
						return nil
					}
				}
			})
			slices.Sort(kinds)
			return kinds, all
		}
		kinds, all := read("rep1", "")
		if !slices.Equal(kinds, []string{"contract", "deal", "move", "payment", "receipt", "touch"}) {
			t.Errorf("all: %v", kinds)
		}
		if !maps.Equal(all.Counts, map[string]int{"all": 6, "touch": 1, "deal": 3, "file": 1, "change": 2}) {
			t.Errorf("counts %v", all.Counts)
		}
		i := slices.IndexFunc(kindsOf(all), func(kind string) bool { return kind == "touch" })
		touch := all.Items[i]
		if touch.By.Name != "许婷希" || touch.Touch.Next == nil || len(touch.Touch.Files) != 1 || len(touch.Touch.Comments) != 1 || !touch.Touch.CanCorrect ||
			touch.Touch.Comments[0].Mentions[0].Name != "许婷希" {
			t.Errorf("touch %+v %+v", touch, touch.Touch)
		}
		if kinds, _ := read("rep1", "file"); len(kinds) != 1 {
			t.Errorf("files: %v", kinds)
		}
		_, changes := read("rep1", "change")
		if f := changes.Items[0].Change.Fields; len(f) != 1 || f[0].Field != "grade" || f[0].Before != "" || f[0].After != "A" {
			t.Errorf("change %+v", changes.Items[0].Change)
		}
	})
}

func kindsOf(l line) []string {
	kinds := make([]string, len(l.Items))
	for i, it := range l.Items {
		kinds[i] = it.Type
	}
	return kinds
}
