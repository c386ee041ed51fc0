package field

import (
	"context"
	"errors"
	"maps"
	"slices"
	"testing"

	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/db/dbtest"
	"laidan/internal/expr"
)

func create(t *testing.T, w dbtest.World, in New) Def {
	t.Helper()
	var d Def
	w.Update(t, "admin", func(tx *db.Tx) error {
		var err error
		d, err = Create(tx, in)
		return err
	})
	return d
}

func TestCreateAndUpdate(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		budget := create(t, w, New{Label: "预算", Kind: Number})
		level := create(t, w, New{Label: "级别", Kind: Choice, Options: []string{"高", "低"}})
		if budget.Key != "yu_suan" || level.Position <= budget.Position {
			t.Errorf("%+v %+v", budget, level)
		}
		refused := func(want string, act func(tx *db.Tx) error) {
			t.Helper()
			err := d.Update(context.Background(), w.As("admin"), act)
			var e *crm.Error
			if !errors.As(err, &e) || e.Code != want && (len(e.Fields) == 0 || e.Fields[0].Code != want) {
				t.Errorf("%v, want %s", err, want)
			}
		}
		refused("custom.taken", func(tx *db.Tx) error { _, err := Create(tx, New{Label: " 预算 ", Kind: Text}); return err })
		refused("conflict", func(tx *db.Tx) error { _, err := Update(tx, level.ID, Change{Version: 9}); return err })
		refused("not_found", func(tx *db.Tx) error { _, err := Update(tx, crm.IDOf[crm.Field](5), Change{Version: 1}); return err })
		label, off := "客户级别", false
		w.Update(t, "admin", func(tx *db.Tx) error {
			got, err := Update(tx, level.ID, Change{Version: 1, Label: &label, Options: &[]string{"高", "中", "低"}})
			if got.Label != label || got.Key != level.Key || got.Version != 2 || len(got.Options) != 3 {
				t.Errorf("%+v", got)
			}
			return err
		})
		w.Update(t, "admin", func(tx *db.Tx) error { _, err := Update(tx, budget.ID, Change{Version: 1, Active: &off}); return err })
		// The label is free again, the key is not: the old values keep theirs.
		if again := create(t, w, New{Label: "预算", Kind: Text}); again.Key != "yu_suan_2" {
			t.Errorf("%+v", again)
		}
		w.View(t, "admin", func(tx *db.Tx) error {
			used, err := Defs(tx)
			if err != nil || len(used) != 2 {
				t.Errorf("%v %v", used, err)
			}
			all, err := All(tx)
			if err != nil || len(all) != 3 || all[2].ID != budget.ID {
				t.Errorf("%v %v", all, err)
			}
			facts, err := db.One[int](tx, "SELECT COUNT(*) FROM fact WHERE tenant_id = @tenant AND kind LIKE 'field.%'")
			if facts != 5 {
				t.Errorf("%d facts", facts)
			}
			return err
		})
	})
}

func TestTheNumberOfFieldsEnds(t *testing.T) {
	d := dbtest.SQLite(t)
	w := dbtest.Tenant(t, d)
	w.Update(t, "admin", func(tx *db.Tx) error {
		for i := range MaxFields {
			if _, err := Create(tx, New{Label: "字段" + string(rune('一'+i)), Kind: Text}); err != nil {
				return err
			}
		}
		_, err := Create(tx, New{Label: "再一个", Kind: Text})
		if crm.CodeOf(err) != "custom.limit" {
			t.Errorf("%v", err)
		}
		return nil
	})
}

// TestValuesAreFound writes values, filters by them on both databases and in
// memory, changes them and filters again.
func TestValuesAreFound(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w, other := dbtest.Tenant(t, d), dbtest.Tenant(t, d)
		for _, in := range []New{{Label: "note", Kind: Text}, {Label: "size", Kind: Number}, {Label: "since", Kind: Date}, {Label: "level", Kind: Choice, Options: []string{"高", "低"}}} {
			create(t, w, in)
			create(t, other, in)
		}
		records := map[int64]map[string]any{
			1: {"note": "下周再谈", "size": 12.0, "since": "2026-10-14", "level": "高"},
			2: {"note": "", "size": 0.5, "since": "2026-11-01"},
			3: {"level": "低"},
			4: {},
		}
		write := func(id int64, old, given map[string]any) map[string]any {
			var now map[string]any
			w.Update(t, "rep1", func(tx *db.Tx) error {
				defs, err := Defs(tx)
				if err != nil {
					return err
				}
				changes, err := Check(defs, given, "/custom")
				if err != nil {
					return err
				}
				now = Merge(old, changes)
				return Apply(tx, crm.IDOf[crm.Customer](id), old, now)
			})
			return now
		}
		w.Update(t, "rep1", func(tx *db.Tx) error {
			for id := range records {
				if _, err := db.Exec(tx, `INSERT INTO customer (tenant_id, id, name, name_key, layer_since, created_at, updated_at)
					VALUES (@tenant, @id, 'x', 'x', @now, @now, @now)`, db.Args{"id": id}); err != nil {
					return err
				}
			}
			return nil
		})
		for id, given := range records {
			records[id] = write(id, nil, given)
		}
		check := func() {
			t.Helper()
			for filter, ids := range map[string][]int64{
				`custom.note contains "再"`: {1}, `custom.note is empty`: {2, 3, 4}, `custom.size > 1`: {1}, `custom.size < 1`: {2}, `custom.size is empty`: {3, 4},
				`custom.since = today()`: {1}, `custom.since > today()`: {2}, `custom.level = "高"`: {1}, `custom.level != "高"`: {2, 3, 4}, `not custom.level in ("高", "低")`: {2, 4},
			} {
				agree(t, w, records, filter, ids)
			}
		}
		check()
		records[4] = write(4, records[4], map[string]any{"size": 7.0})
		records[4] = write(4, records[4], map[string]any{"size": nil})
		records[1] = write(1, records[1], map[string]any{"size": 12.0}) // the same
		check()
		used := crm.CodeOf(d.Update(context.Background(), w.As("admin"), func(tx *db.Tx) error {
			defs, err := Defs(tx)
			if err != nil {
				return err
			}
			_, err = Update(tx, defs[3].ID, Change{Version: 1, Options: &[]string{"低"}})
			if got := codes(err); len(got) != 1 || got[0] != "/options custom.option_used" {
				t.Errorf("%v", err)
			}
			return err
		}))
		if used != "invalid" {
			t.Errorf("an option in use was taken away: %s", used)
		}
	})
}

func agree(t *testing.T, w dbtest.World, records map[int64]map[string]any, filter string, want []int64) {
	t.Helper()
	w.View(t, "rep1", func(tx *db.Tx) error {
		defs, err := Defs(tx)
		if err != nil {
			return err
		}
		cond, err := expr.Compile(filter, Expressions(defs))
		if err != nil {
			return err
		}
		env := expr.EnvOf(tx.Actor, tx.Now)
		text, args := cond.SQL(env)
		got, err := db.All[int64](tx, "SELECT c.id FROM customer c WHERE c.tenant_id = @tenant AND "+text+" ORDER BY c.id", args)
		var inMemory []int64
		for _, id := range slices.Sorted(maps.Keys(records)) {
			value := func(name string) expr.Value {
				i := slices.IndexFunc(defs, func(d Def) bool { return Prefix+d.Key == name })
				return defs[i].ExprValue(records[id][defs[i].Key])
			}
			if cond.Eval(value, env) {
				inMemory = append(inMemory, id)
			}
		}
		if !slices.Equal(got, want) || !slices.Equal(inMemory, want) {
			t.Errorf("%s: SQL %v, in memory %v, want %v", filter, got, inMemory, want)
		}
		return err
	})
}
