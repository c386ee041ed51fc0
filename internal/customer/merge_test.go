package customer

import (
	"slices"
	"strings"
	"testing"

	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/room"
	"laidan/internal/words"
)

// history puts one row of everything that belongs to a customer.
func (w world) history(id crm.CustomerID, n int64) {
	w.must("director", func(tx *db.Tx) error {
		args := db.Args{"id": id, "n": n, "b": n + 1000, "at": crm.At(tx.Now) + crm.Millis(n), "person": w.As("rep1").Person, "mentions": `["` + w.As("rep1").Person.String() + `"]`, "number": crm.IDOf[crm.Deal](n).String()}
		for _, text := range []string{
			`INSERT INTO touch (tenant_id, customer_id, id, channel, result, at, day, by_id, created_at) VALUES (@tenant, @id, @n, 'call', 'connected', @at, @today, @person, @at)`,
			`INSERT INTO touch_comment (tenant_id, customer_id, id, touch_id, by_id, content, mentions, at) VALUES (@tenant, @id, @n, @n, @me, '不错', @mentions, @at)`,
			`INSERT INTO blob (tenant_id, id, customer_id, kind, name, mime, size, sha256, created_at) VALUES (@tenant, @b, @id, 'attachment', '照片.png', 'image/png', 5, 'x', @at)`,
			`INSERT INTO touch_file (tenant_id, customer_id, touch_id, blob_id) VALUES (@tenant, @id, @n, @b)`,
			`INSERT INTO move (tenant_id, customer_id, id, from_layer, to_layer, at, day) VALUES (@tenant, @id, @n + 100, 1, 2, @at, @today)`,
			`INSERT INTO layer_exit (tenant_id, customer_id, layer, at, day, abandoned, days) VALUES (@tenant, @id, 1, @now, @today, FALSE, 1)`,
			`INSERT INTO deal (tenant_id, customer_id, id, name, created_at) VALUES (@tenant, @id, @n + 200, '商机', @at)`,
			`INSERT INTO contract (tenant_id, customer_id, id, deal_id, number, amount, signed_on, created_at) VALUES (@tenant, @id, @n + 300, @n + 200, @number, 100, @today, @at)`,
			`INSERT INTO payment (tenant_id, contract_id, id, customer_id, amount, paid_on, created_at) VALUES (@tenant, @n + 300, @n + 400, @id, 50, @today, @at)`,
			`INSERT INTO plan (tenant_id, customer_id, id, person_id, at, channel, created_at) VALUES (@tenant, @id, @n, @person, @at, 'call', @at)`,
			`INSERT INTO custom_value (tenant_id, customer_id, field_id, text_value) VALUES (@tenant, @id, @n, 'x')`,
		} {
			if _, err := db.Exec(tx, text, args); err != nil {
				w.t.Fatalf("%s: %v", text, err)
			}
		}
		return nil
	})
}

func TestMergeKeepsEverything(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		rep1, rep2 := w.As("rep1").Person, w.As("rep2").Person
		a := w.create("manager1", New{Name: "澜禾精密机械", OwnerID: rep1, Grade: "B", Texts: Texts{Remark: "甲 13900001111"}, Tags: []string{"x"}, Contacts: []NewContact{phoneContact("程竞钊", "13800000001")}})
		b := w.create("manager1", New{Name: "澜禾机械", OwnerID: rep2, Grade: "A", Texts: Texts{Goal: "十月签", Remark: "乙", TaxCode: "91330108MA27XLHM5W"}, Tags: []string{"y"}, Layer: words.Lead, Force: true,
			Contacts:   []NewContact{{Name: "程竞钊", Primary: true, Channels: []NewChannel{{Kind: ChannelPhone, Value: "13800000002"}, {Kind: ChannelWeChat, Value: "chengjz"}}}, phoneContact("武妮", "13800000003")},
			ExternalID: "K1"})
		w.history(a.ID, 11)
		w.history(b.ID, 22)
		w.must("rep2", func(tx *db.Tx) error {
			b, err := Get(tx, b.ID)
			if err == nil {
				_, err = Share(tx, b, w.As("rep3").Person, true, 0)
			}
			return err
		})
		before := w.facts(b.ID)
		if err := w.try("rep1", func(tx *db.Tx) error { _, err := Merge(tx, a.ID, b.ID, 0); return err }); crm.KindOf(err) == "" {
			t.Errorf("a rep merges: %v", err)
		}
		var got Customer
		w.must("manager1", func(tx *db.Tx) (err error) {
			got, err = Merge(tx, a.ID, b.ID, a.Version)
			return err
		})
		if got.Layer != words.Lead || got.Grade != "B" || got.Goal != "十月签" || got.OwnerID != rep1 || got.TaxCode != "91330108MA27XLHM5W" || got.Tags != `["x","y"]` ||
			got.Remark != "甲 139****1111\n乙" || got.ContactName != "程竞钊" || got.Phone != "13800000001" {
			t.Errorf("the survivor: %+v", got.Row)
		}
		w.must("director", func(tx *db.Tx) error {
			for _, table := range []string{"layer_exit", "custom_value", "move", "touch", "touch_comment", "touch_file", "plan", "deal", "contract", "payment", "blob"} {
				for id, want := range map[crm.CustomerID]int{a.ID: 2, b.ID: 0} {
					n, err := db.One[int](tx, "SELECT COUNT(*) FROM "+table+" WHERE tenant_id = @tenant AND customer_id = @id", db.Args{"id": id})
					if err != nil || n != want {
						t.Errorf("%s: %d rows, want %d (%v)", table, n, want, err)
					}
				}
			}
			open, err := db.One[int](tx, `SELECT COUNT(*) FROM plan WHERE tenant_id = @tenant AND state = 'open'`)
			if open != 1 || err != nil {
				t.Errorf("%d open plans: %v", open, err)
			}
			last, err := db.One[int](tx, `SELECT COUNT(*) FROM layer_exit WHERE tenant_id = @tenant AND next_day IS NULL`)
			if last != 1 || err != nil {
				t.Errorf("%d last exits from one layer: %v", last, err)
			}
			contact, err := db.All[string](tx, `SELECT name FROM contact WHERE tenant_id = @tenant AND customer_id = @id ORDER BY name`, db.Args{"id": a.ID})
			if !slices.Equal(contact, []string{"武妮", "程竞钊"}) {
				t.Errorf("contacts %v %v", contact, err)
			}
			keys, err := db.All[Key](tx, keysSQL, db.Args{"id": a.ID})
			if len(keys) != 7 || !slices.ContainsFunc(keys, func(k Key) bool { return k.Kind == "ext:" && k.Norm == "K1" && k.Strong }) {
				t.Errorf("keys %+v %v", keys, err)
			}
			return nil
		})
		if after := w.facts(b.ID); !slices.Equal(before, after) {
			t.Errorf("facts of the merged one changed: %v, %v", before, after)
		}
		for who, want := range map[string]int64{"rep1": 1, "rep2": 0} {
			if used, recount := w.used(who); used != want || recount != want {
				t.Errorf("%s: %d %d, want %d", who, used, recount, want)
			}
		}
		err := w.look("manager1", func(tx *db.Tx) error { _, err := Get(tx, b.ID); return err })
		if crm.KindOf(err) != crm.NotFound || stateOf[MergedInto](t, err).ID != a.ID {
			t.Errorf("the merged id: %v", err)
		}
		if err := w.look("rep2", func(tx *db.Tx) error { _, err := Get(tx, b.ID); return err }); crm.KindOf(err) != crm.NotFound || err.(*crm.Error).State != nil {
			t.Errorf("who may not see the survivor hears of it: %v", err)
		}
		if c := w.get("rep3", a.ID); c.Access(w.txOf("rep3")).Shared != "touch" {
			t.Error("the collaborator is lost")
		}
		w.must("manager1", func(tx *db.Tx) error {
			line, err := readLine(tx, a.ID, "change", "", 50)
			var kinds []string
			for _, it := range line.Items {
				kinds = append(kinds, it.Change.Kind)
			}
			all := strings.Join(kinds, " ")
			if strings.Count(all, "customer.Created") != 2 || !strings.Contains(all, "customer.Merged") || !strings.Contains(all, "customer.Shared") {
				t.Errorf("changes %s", all)
			}
			return err
		})
	})
}

// Every table that points at customers is handed over by a merge, or stays for
// a stated reason.
// Both left one layer twice within one millisecond: no exit is lost and none
// stands in another's way.
func TestMergeExitsAtOneInstant(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		a := w.create("manager1", New{Name: "甲厂", OwnerID: w.As("rep1").Person})
		b := w.create("manager1", New{Name: "乙厂", OwnerID: w.As("rep1").Person})
		w.must("manager1", func(tx *db.Tx) error {
			for _, id := range []crm.CustomerID{a.ID, b.ID} {
				for _, later := range []crm.Millis{0, 1, 3} {
					if _, err := db.Exec(tx, `INSERT INTO layer_exit (tenant_id, customer_id, layer, at, day, abandoned, days)
						VALUES (@tenant, @id, 1, @at, @today, FALSE, 1)`, db.Args{"id": id, "at": tx.NowMillis() + later}); err != nil {
						return err
					}
				}
			}
			if _, err := Merge(tx, a.ID, b.ID, 0); err != nil {
				return err
			}
			n, err := db.One[int](tx, `SELECT COUNT(*) FROM layer_exit WHERE tenant_id = @tenant AND customer_id = @id`, db.Args{"id": a.ID})
			if n != 6 {
				t.Errorf("%d exits after the merge", n)
			}
			return err
		})
	})
}

func TestMergeKnowsEveryTable(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		w.must("director", func(tx *db.Tx) error {
			text := `SELECT m.name FROM sqlite_master m JOIN pragma_table_info(m.name) p ON p.name = 'customer_id' WHERE m.type = 'table'`
			if tx.Postgres() {
				text = `SELECT table_name FROM information_schema.columns WHERE column_name = 'customer_id' AND table_schema = 'public'`
			}
			tables, err := db.GlobalAll[string](tx, text)
			if len(tables) < 15 {
				t.Errorf("only %v", tables)
			}
			for _, name := range tables {
				if !room.TableOf(tx, name).Merge.Known() {
					t.Errorf("a merge forgets the table %s", name)
				}
			}
			return err
		})
	})
}

func TestMergeStanding(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		pooled := w.create("support", New{Name: "公海里"})
		owned := w.create("manager1", New{Name: "有主的", OwnerID: w.As("rep1").Person, Layer: words.Contacted})
		var got Customer
		w.must("director", func(tx *db.Tx) (err error) {
			got, err = Merge(tx, pooled.ID, owned.ID, 0)
			return err
		})
		if got.OwnerID != w.As("rep1").Person || got.InPool() || got.Layer != words.Contacted || got.OwnerName != "许婷希" {
			t.Errorf("%+v", got.Row)
		}
		if used, recount := w.used("rep1"); used != 1 || recount != 1 {
			t.Errorf("%d %d", used, recount)
		}
		if err := w.try("director", func(tx *db.Tx) error { _, err := Merge(tx, got.ID, got.ID, 0); return err }); crm.KindOf(err) != crm.Invalid {
			t.Errorf("with itself: %v", err)
		}
		third := w.create("rep1", New{Name: "第三个"})
		w.must("director", func(tx *db.Tx) error { _, err := Merge(tx, third.ID, got.ID, 0); return err })
		err := w.look("director", func(tx *db.Tx) error { _, err := Get(tx, owned.ID); return err })
		if stateOf[MergedInto](t, err).ID != third.ID {
			t.Errorf("merged twice leads to %v", err)
		}
	})
}
