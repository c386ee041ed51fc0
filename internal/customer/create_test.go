package customer

import (
	"slices"
	"strings"
	"sync"
	"testing"

	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/words"
)

func TestCreateByRole(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		c := w.create("rep1", New{Name: " 澜禾精密机械（苏州）有限公司 ", Contacts: []NewContact{phoneContact("程竞钊", "138 0571 4172")}, Tags: []string{"#展会", "VIP", "VIP"}})
		if c.OwnerID != w.As("rep1").Person || !c.SelfFound || c.OwnerName != "许婷希" || c.DepartmentName == "" || c.Layer != words.Resource || c.Version != 1 {
			t.Errorf("a rep's own: %+v", c)
		}
		if c.Province != "浙江" || c.City != "杭州" || c.ContactName != "程竞钊" || c.Phone != "13805714172" || c.Tags != `["VIP","展会"]` {
			t.Errorf("filled: %q %q %q %q %s", c.Province, c.City, c.ContactName, c.Phone, c.Tags)
		}
		if c.FirstDueAt != crm.At(w.At.Add(FirstResponse)) {
			t.Errorf("first response due %v", c.FirstDueAt.Time())
		}
		if again := w.get("rep1", c.ID); again.Row != func() Row { r := c.Row; r.Search = ""; return r }() {
			t.Errorf("read back\n%+v\nmade\n%+v", again.Row, c.Row)
		}
		if used, recount := w.used("rep1"); used != 0 || recount != 0 {
			t.Errorf("self-found counts for the quota: %d %d", used, recount)
		}
		s := w.create("support", New{Name: "启珩机械"})
		if !s.OwnerID.IsZero() || s.PoolID != w.Pool || s.PoolName != "公海" {
			t.Errorf("support: %+v", s)
		}
		m := w.create("manager1", New{Name: "宁澍电子", OwnerID: w.As("rep2").Person})
		if m.OwnerID != w.As("rep2").Person || m.SelfFound || m.DepartmentID != w.East1 {
			t.Errorf("given by the manager: %+v", m)
		}
		if used, recount := w.used("rep2"); used != 1 || recount != 1 {
			t.Errorf("hold of rep2: %d %d", used, recount)
		}
		if err := w.try("manager1", func(tx *db.Tx) error {
			_, err := Create(tx, New{Name: "x", OwnerID: w.As("rep3").Person})
			return err
		}); crm.KindOf(err) != crm.Invalid {
			t.Errorf("to somebody of another team: %v", err)
		}
		if err := w.try("rep1", func(tx *db.Tx) error {
			_, err := Create(tx, New{Name: "x", OwnerID: w.As("rep2").Person})
			return err
		}); crm.KindOf(err) != crm.Forbidden {
			t.Errorf("a rep hands out: %v", err)
		}
		if got := w.facts(c.ID); !slices.Equal(got, []string{"customer.Created"}) {
			t.Errorf("facts %v", got)
		}
	})
}

func TestCreateFullHold(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		w.must("director", func(tx *db.Tx) error {
			_, err := db.Exec(tx, `UPDATE hold SET quota = 1 WHERE tenant_id = @tenant`)
			return err
		})
		rep2 := w.As("rep2").Person
		w.create("manager1", New{Name: "一", OwnerID: rep2})
		err := w.try("manager1", func(tx *db.Tx) error {
			_, err := Create(tx, New{Name: "二", OwnerID: rep2})
			return err
		})
		if codeOf(err) != "hold.full" {
			t.Errorf("over the quota: %v", err)
		}
		w.create("rep2", New{Name: "三"})
		if used, recount := w.used("rep2"); used != 1 || recount != 1 {
			t.Errorf("hold %d %d", used, recount)
		}
	})
}

func TestDuplicateOnCreate(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		mine := w.create("rep3", New{Name: "朗汇包装有限公司", Contacts: []NewContact{phoneContact("乔茹婷", "13900000001"),
			{Name: "第二位", Channels: []NewChannel{{Kind: ChannelPhone, Value: "13900000002"}, {Kind: ChannelEmail, Value: "Qiao@Langhui.example"}}}}})
		try := func(who string, n New) error {
			return w.try(who, func(tx *db.Tx) error {
				_, err := Create(tx, n)
				return err
			})
		}
		err := try("rep1", New{Name: "别的公司", Phone: "+86 139-0000-0001", Force: true})
		if crm.KindOf(err) != crm.Conflict || codeOf(err) != "customer.duplicate" {
			t.Fatalf("a mobile twice: %v", err)
		}
		d := stateOf[Duplicates](t, err)
		m := d.Matches[0]
		if d.MayForce || len(d.Matches) != 1 || !m.Exact || m.Visible || m.Customer.ID != "" || m.Customer.Name != "朗**" ||
			m.Customer.Owner == nil || m.Customer.Owner.Name != "施溪卓" || m.Advice != AdviceAskOwner || m.Customer.Layer != "" {
			t.Errorf("somebody else's: %+v", d)
		}
		err = try("manager2", New{Name: "别的公司", Phone: "13900000001"})
		if m := stateOf[Duplicates](t, err).Matches[0]; !m.Visible || m.Customer.ID != mine.ID.String() || m.Advice != AdviceOpen {
			t.Errorf("the manager's own team: %+v", m)
		}
		// Other contacts' numbers and the company name warn, and can be forced.
		for _, n := range []New{{Name: "别的公司", Phone: "13900000002"}, {Name: "朗汇包装（集团）股份有限公司"}} {
			err := try("rep1", n)
			if d := stateOf[Duplicates](t, err); !d.MayForce || len(d.Matches) != 1 || d.Matches[0].Exact {
				t.Errorf("%+v: %+v", n.Name, d)
			}
			n.Force = true
			if err := try("rep1", n); err != nil {
				t.Errorf("forced: %v", err)
			}
		}
		if m := stateOf[Duplicates](t, try("rep2", New{Name: "朗汇包装"})).Matches[0]; m.Kind == KeyName && m.Customer.Owner != nil && !m.Visible {
			t.Errorf("a name alone tells the owner: %+v", m)
		}
		err = try("rep1", New{Name: "另一家", Contacts: []NewContact{{Name: "某", Channels: []NewChannel{{Kind: ChannelEmail, Value: "qiao@langhui.example"}}}}})
		if d := stateOf[Duplicates](t, err); d.MayForce {
			t.Errorf("an e-mail twice: %+v", d)
		}
	})
}

// Of many who create a customer with one number at once, one succeeds, and the
// others hear of it.
func TestCreateRace(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		const n = 12
		var wg sync.WaitGroup
		errs := make([]error, n)
		for i := range n {
			wg.Go(func() {
				who := []string{"rep1", "rep2", "rep3"}[i%3]
				errs[i] = w.try(who, func(tx *db.Tx) error {
					_, err := Create(tx, New{Name: "同一家" + strings.Repeat("甲", i), Phone: "13700001234", Force: true})
					return err
				})
			})
		}
		wg.Wait()
		won := 0
		for _, err := range errs {
			switch {
			case err == nil:
				won++
			case codeOf(err) != "customer.duplicate":
				t.Errorf("a loser hears %v", err)
			case len(stateOf[Duplicates](t, err).Matches) != 1:
				t.Errorf("a loser sees %+v", stateOf[Duplicates](t, err))
			}
		}
		if won != 1 {
			t.Errorf("%d succeeded", won)
		}
	})
}

func TestNumbersInNames(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		c := w.create("rep1", New{Kind: Person, Name: "王芳 13812344172", Texts: Texts{Remark: "老板电话 139 1111 2222，预算 8600000"}})
		if c.Name != "王芳 138****4172" || c.Phone != "13812344172" {
			t.Errorf("name %q phone %q", c.Name, c.Phone)
		}
		if c.Remark != "老板电话 139 **** 2222，预算 8600000" {
			t.Errorf("remark %q", c.Remark)
		}
		full := func() (s Shown) {
			w.must("rep1", func(tx *db.Tx) (err error) {
				s, err = RevealWords(tx, c, "remark")
				return err
			})
			return s
		}
		if got := full().Value; got != "老板电话 139 1111 2222，预算 8600000" {
			t.Errorf("in full %q", got)
		}
		// Saving the masked text keeps the number.
		edit := c.Remark + "。周五再打"
		if _, err := w.act("rep1", c.ID, func(tx *db.Tx, c Customer) (Customer, error) {
			return Update(tx, c, Changes{TextChanges: TextChanges{Remark: &edit}})
		}); err != nil {
			t.Fatal(err)
		}
		if got := full().Value; got != "老板电话 139 1111 2222，预算 8600000。周五再打" {
			t.Errorf("after an edit %q", got)
		}
	})
}

func TestProbeLimit(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		w.create("rep3", New{Name: "隐藏", Phone: "13612345678"})
		own := w.create("rep1", New{Name: "自己的公司"})
		for i := range probeLimit {
			var left int
			w.must("rep1", func(tx *db.Tx) error {
				a, err := CheckDuplicates(tx, Question{Phone: "13612340000"})
				left = a.ProbesLeft
				return err
			})
			if left != probeLimit-1-i {
				t.Fatalf("question %d leaves %d", i, left)
			}
		}
		for name, act := range map[string]func(tx *db.Tx) error{
			"check":   func(tx *db.Tx) error { _, err := CheckDuplicates(tx, Question{Phone: "13612345678"}); return err },
			"create":  func(tx *db.Tx) error { _, err := Create(tx, New{Name: "x", Phone: "13612345678"}); return err },
			"contact": func(tx *db.Tx) error { _, err := AddContact(tx, own, phoneContact("y", "13612345678")); return err },
		} {
			if err := w.try("rep1", act); codeOf(err) != "probe.limit" {
				t.Errorf("%s after the limit: %v", name, err)
			}
		}
		err := w.look("rep1", func(tx *db.Tx) error {
			_, err := List(tx, Query{Params: listParams("13612345678")})
			return err
		})
		if codeOf(err) != "probe.limit" {
			t.Errorf("search after the limit: %v", err)
		}
		w.must("rep1", func(tx *db.Tx) error { _, err := CheckDuplicates(tx, Question{Name: "隐藏"}); return err })
		w.SetNow(w.At.Add(66 * 60e9))
		w.must("rep1", func(tx *db.Tx) error { _, err := CheckDuplicates(tx, Question{Phone: "13612345678"}); return err })
		w.must("director", func(tx *db.Tx) error {
			n, err := db.One[int](tx, `SELECT COUNT(*) FROM fact WHERE tenant_id = @tenant AND kind = 'customer.Probed'`)
			if n != probeLimit+1 {
				t.Errorf("%d probes audited", n)
			}
			if leak, _ := db.One[int](tx, `SELECT COUNT(*) FROM fact WHERE tenant_id = @tenant AND kind = 'customer.Probed' AND payload LIKE '%13612345678%'`); leak != 0 {
				t.Error("the audit holds the number")
			}
			return err
		})
	})
}

// A refused create is rolled back, but it was a question and counts as one.
func TestRefusedCreateIsProbe(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		w.create("rep3", New{Name: "隐藏", Phone: "13612345678"})
		for range probeLimit {
			if err := w.try("rep1", func(tx *db.Tx) error { _, err := Create(tx, New{Name: "x", Phone: "13612345678"}); return err }); codeOf(err) != "customer.duplicate" {
				t.Fatal(err)
			}
		}
		if err := w.try("rep1", func(tx *db.Tx) error { _, err := Create(tx, New{Name: "x", Phone: "13612345678"}); return err }); codeOf(err) != "probe.limit" {
			t.Errorf("the next one: %v", err)
		}
	})
}
