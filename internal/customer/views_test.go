package customer

import (
	"slices"
	"strings"
	"testing"

	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/words"
)

func TestSystemViewsRun(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		now := crm.At(w.At)
		const day = crm.Millis(86400_000)
		for _, c := range []struct {
			name             string
			layer            int
			temperature      string
			touched, planned crm.Millis
		}{
			{"今天", words.Contacted, "warm", now - day, now + 1000},
			{"八天", words.Contacted, "cold", now - 8*day, now + 3*day},
			{"热", words.Lead, "hot", now - day, 0},
			{"签约", words.Signed, "hot", now - 20*day, 0},
		} {
			made := w.create("rep1", New{Name: c.name, Layer: c.layer, Temperature: c.temperature, LastTouchAt: c.touched})
			w.must("rep1", func(tx *db.Tx) error {
				_, err := db.Exec(tx, `UPDATE customer SET next_at = @at WHERE tenant_id = @tenant AND id = @id`, db.Args{"at": c.planned, "id": made.ID})
				return err
			})
		}
		w.must("rep1", func(tx *db.Tx) error {
			counts, err := CountViews(tx)
			want := map[string]int{"all": 4, "today": 1, "untouched": 1, "unplanned": 1, "hot": 1}
			for id, n := range want {
				if counts[id].Count != n || counts[id].More {
					t.Errorf("%s: %+v, want %d", id, counts[id], n)
				}
			}
			return err
		})
		err := w.look("rep1", func(tx *db.Tx) error {
			page, err := getCustomers(tx, &getCustomersIn{View: "untouched"})
			if len(page.Items) != 1 || page.Items[0].Name != "八天" {
				t.Errorf("%+v", page.Items)
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	})
}

func TestSavedViews(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		name, filter, bad, yes := "A 级", `grade = "A"`, `phone = "1"`, true
		var v SavedView
		w.must("rep1", func(tx *db.Tx) (err error) {
			if _, err := CreateView(tx, "customers", ViewChange{Name: &name, Filter: &bad}); crm.KindOf(err) != crm.Invalid {
				t.Errorf("a view on phones: %v", err)
			}
			v, err = CreateView(tx, "customers", ViewChange{Name: &name, Filter: &filter, Columns: &[]string{"name", "grade"}})
			return err
		})
		seen := func(who string) bool {
			found := false
			w.must(who, func(tx *db.Tx) error {
				list, err := SavedViews(tx, "customers")
				found = slices.ContainsFunc(list, func(o SavedView) bool { return o.ID == v.ID })
				return err
			})
			return found
		}
		if !seen("rep1") || seen("rep2") {
			t.Error("an own view is seen by others, or not at all")
		}
		id, _ := crm.ParseID[crm.View](v.ID)
		w.must("rep1", func(tx *db.Tx) (err error) {
			v, err = UpdateView(tx, id, ViewChange{Version: 1, Shared: &yes})
			return err
		})
		if !seen("rep2") || seen("rep3") || v.Version != 2 {
			t.Error("a shared view is seen by the wrong people")
		}
		for who, want := range map[string]crm.Kind{"rep2": crm.Forbidden, "rep3": crm.NotFound} {
			if err := w.try(who, func(tx *db.Tx) error { return DeleteView(tx, id) }); crm.KindOf(err) != want {
				t.Errorf("%s deletes it: %v", who, err)
			}
		}
		err := w.try("rep1", func(tx *db.Tx) error { _, err := UpdateView(tx, id, ViewChange{Version: 1, Shared: &yes}); return err })
		if crm.KindOf(err) != crm.Conflict {
			t.Errorf("an old version: %v", err)
		}
		w.must("rep1", func(tx *db.Tx) error { return DeleteView(tx, id) })
		if seen("rep1") {
			t.Error("still there")
		}
	})
}

func TestBulk(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		rep1 := w.As("rep1").Person
		var ids []crm.CustomerID
		for _, n := range []string{"一", "二", "三"} {
			ids = append(ids, w.create("manager1", New{Name: n, OwnerID: rep1}).ID)
		}
		foreign := w.create("rep3", New{Name: "别组的"}).ID
		run := func(b Bulk) (d BulkDone) {
			w.must("manager1", func(tx *db.Tx) (err error) { d, err = RunBulk(tx, b); return err })
			return d
		}
		codes := func(d BulkDone) string {
			var list []string
			for _, r := range d.Refused {
				list = append(list, r.Code)
			}
			return strings.Join(list, " ")
		}
		all5 := `layer = "resource"`
		if d := run(Bulk{Filter: &all5, Action: "tags", Add: []string{"清理"}}); d.Done != 3 || len(d.Refused) != 0 {
			t.Errorf("tags: %+v", d)
		}
		if c := w.get("manager1", ids[0]); c.Tags != `["清理"]` {
			t.Errorf("tags %s", c.Tags)
		}
		if d := run(Bulk{IDs: append(slices.Clone(ids), foreign), Action: "grade", Grade: "A"}); d.Done != 3 || codes(d) != "not_found" || w.get("manager1", ids[2]).Grade != "A" {
			t.Errorf("grade: %+v", d)
		}
		if d := run(Bulk{IDs: ids, Action: "archive", DryRun: true}); d.Done != 3 || w.get("manager1", ids[0]).Archived {
			t.Errorf("a dry run: %+v", d)
		}
		if err := w.try("manager1", func(tx *db.Tx) error { _, err := RunBulk(tx, Bulk{Action: "grade"}); return err }); crm.KindOf(err) != crm.Invalid {
			t.Errorf("on nobody: %v", err)
		}
	})
}

// What lies a day for repetition spells no number.
func TestViewsThatAreNotKept(t *testing.T) {
	for filter, want := range map[string]bool{`name contains "13582439686"`: true, `grade = "A"`: false} {
		if (SavedView{Filter: filter}).OneTime() != want {
			t.Errorf("%s: kept %v", filter, want)
		}
	}
}
