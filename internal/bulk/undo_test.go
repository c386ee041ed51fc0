package bulk

import (
	"testing"
	"time"

	"laidan/internal/crm"
	"laidan/internal/customer"
	"laidan/internal/db"
	"laidan/internal/db/dbtest"
)

// everything is the content of all tables that an import may change, but for
// ids of the fact log, which only grows.
func (r rig) everything() map[string]string {
	r.t.Helper()
	out := map[string]string{}
	tables := []string{"customer", "contact", "channel", "customer_key", "customer_tag", "custom_value", "customer_words", "touch", "plan", "receipt", "field_def", "hold", "collaborator", "layer_exit", "move", "funnel_day"}
	err := r.d.View(r.t.Context(), r.w.System(r.t), func(tx *db.Tx) error {
		for _, table := range tables {
			rows, err := dump(tx, table)
			if err != nil {
				return err
			}
			out[table] = rows
		}
		return nil
	})
	if err != nil {
		r.t.Fatal(err)
	}
	return out
}

// TestUndoIsIdentity: import then undo leaves every table as it was.
func TestUndoIsIdentity(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		for _, choice := range []string{Skip, Fill, Overwrite, New} {
			r := newRig(t, d)
			r.run("support", r.upload("support", "a.csv", []byte("客户名称,联系人,手机,评级,负责人,税号\n墨川仪器,颜芯昱,15900002208,B,许婷希,\n砚拓精机,,13800130574,,,91350211M000100Y43\n"), ""))
			before := r.everything()
			second := "客户名称,联系人,手机,评级,行业,职务,微信,标签,通话结果,客户反馈,展位,负责人,邮箱\n" +
				"墨川仪器有限公司,颜芯昱,15900002208,A,仪器,经理,mc88,展会、重点,接通,说十月换,W1,鲁昀,y@mochuan.test\n" +
				"砚拓精机,卢城,13800130574,C,机床,科长,lc,老客户,关机,,W2,,\n" +
				"新来的公司,梅婧,13500006610,A,塑机,,mj,展会,拒接,不要,W3,鲁昀,\n" +
				"新来的公司,梅婧,13500006610,A,塑机,主管,mj,展会,接通,好的,W3,鲁昀,\n"
			imp := r.run("support", r.upload("support", "b.csv", []byte(second), `{"duplicates":"`+choice+`"}`))
			if same := r.everything(); same["customer"] == before["customer"] {
				t.Fatalf("%s: the import changed nothing: %+v", choice, imp)
			}
			r.w.SetNow(r.w.At.Add(48 * time.Hour)) // figures go from the day they were booked on
			err := d.Update(t.Context(), r.w.As("support"), func(tx *db.Tx) error { return beginUndo(tx, &imp) })
			if err != nil {
				t.Fatal(err)
			}
			if more, err := RunUndo(t.Context(), d, r.w.Tenant, imp.ID); more || err != nil {
				t.Fatal(more, err)
			}
			r.w.SetNow(r.w.At)
			after := r.everything()
			for table, was := range before {
				if after[table] != was {
					t.Errorf("%s: %s was\n%s\nis\n%s", choice, table, was, after[table])
				}
			}
		}
	})
}

// TestUndoLeavesWork: a customer that somebody worked on stays, listed.
func TestUndoLeavesWork(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		r := newRig(t, d)
		imp := r.run("support", r.upload("support", "a.csv", []byte("客户名称,手机,负责人\n甲公司,13900000001,许婷希\n乙公司,13900000002,许婷希\n丙公司,13900000003,\n"), ""))
		r.w.SetNow(r.w.At.Add(time.Hour))
		var worked customer.Customer
		r.w.Update(t, "rep1", func(tx *db.Tx) error {
			list, err := customer.Find(tx, " WHERE c.tenant_id = @tenant AND c.name = '甲公司'")
			if err != nil {
				return err
			}
			worked = list[0]
			remark := "说下周再打"
			_, err = customer.Update(tx, worked, customer.Changes{TextChanges: customer.TextChanges{Remark: &remark}})
			return err
		})
		err := d.Update(t.Context(), r.w.As("support"), func(tx *db.Tx) error { return beginUndo(tx, &imp) })
		if err != nil {
			t.Fatal(err)
		}
		if more, err := RunUndo(t.Context(), d, r.w.Tenant, imp.ID); more || err != nil {
			t.Fatal(more, err)
		}
		r.w.View(t, "support", func(tx *db.Tx) error { imp, err = getImport(tx, imp.ID); return err })
		s, err := imp.stored()
		if err != nil || s.Undo == nil || s.Undo.Removed != 2 || len(s.Undo.Kept) != 1 || s.Undo.Kept[0].ID != worked.ID.String() || imp.State != StateUndone {
			t.Errorf("%+v %v", s.Undo, err)
		}
		if n := r.count("SELECT COUNT(*) FROM customer WHERE tenant_id = @tenant"); n != 1 {
			t.Errorf("%d customers are left", n)
		}
	})
}

func TestUndoTooLate(t *testing.T) {
	d := dbtest.SQLite(t)
	r := newRig(t, d)
	imp := r.run("support", r.upload("support", "a.csv", []byte("客户名称,手机\n甲公司,13900000001\n"), ""))
	r.w.SetNow(r.w.At.AddDate(0, 0, 31))
	err := d.Update(t.Context(), r.w.As("support"), func(tx *db.Tx) error { return beginUndo(tx, &imp) })
	if crm.CodeOf(err) != "import.undo_late" {
		t.Error(err)
	}
}
