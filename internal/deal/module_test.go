package deal

import (
	"errors"
	"testing"

	"laidan/internal/crm"
	"laidan/internal/customer"
	"laidan/internal/db"
	"laidan/internal/db/dbtest"
	"laidan/internal/list"
	"laidan/internal/room/roomtest"
)

// each runs a test on both databases.
func each(t *testing.T, fn func(t *testing.T, d *db.DB)) {
	t.Helper()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		roomtest.Bind(d, customer.Needs{})
		fn(t, d)
	})
}

// owned puts a new customer into somebody's hands.
func owned(t testing.TB, w dbtest.World, who string) crm.CustomerID {
	t.Helper()
	var id crm.CustomerID
	w.Update(t, "admin", func(tx *db.Tx) error {
		id = db.NewID[crm.Customer](tx)
		_, err := db.Exec(tx, `INSERT INTO customer (tenant_id, id, name, name_key, phone, layer, layer_since, owner_id, department_id, created_at, updated_at)
			VALUES (@tenant, @id, '澜禾 13812344172', 'lanhe', '13812344172', 4, @now, @owner, @department, @now, @now)`,
			db.Args{"id": id, "owner": w.As(who).Person, "department": w.As(who).Department})
		return err
	})
	return id
}

// uploaded is a file somebody has just sent.
func uploaded(t testing.TB, w dbtest.World, who string) crm.BlobID {
	t.Helper()
	var id crm.BlobID
	w.Update(t, who, func(tx *db.Tx) error {
		id = db.NewID[crm.Blob](tx)
		_, err := db.Exec(tx, `INSERT INTO blob (tenant_id, id, kind, name, mime, size, sha256, created_by, created_at)
			VALUES (@tenant, @id, 'attachment', '合同.pdf', 'application/pdf', 9, '', @me, @now)`, db.Args{"id": id})
		return err
	})
	return id
}

// do runs an act as somebody and gives its code, "" when it passed.
func do[T any](t testing.TB, d *db.DB, a crm.Actor, fn func(tx *db.Tx) (T, error)) (out T, code string) {
	t.Helper()
	err := d.Update(t.Context(), a, func(tx *db.Tx) (err error) {
		out, err = fn(tx)
		return err
	})
	if err != nil && crm.KindOf(err) == "" {
		t.Fatal(err)
	}
	var e *crm.Error
	if errors.As(err, &e) && len(e.Fields) > 0 {
		return out, e.Fields[0].Code
	}
	return out, crm.CodeOf(err)
}

func must[T any](t testing.TB, d *db.DB, a crm.Actor, fn func(tx *db.Tx) (T, error)) T {
	t.Helper()
	out, code := do(t, d, a, fn)
	if code != "" {
		t.Fatal(code)
	}
	return out
}

func read(t testing.TB, w dbtest.World, who string, id crm.CustomerID) (c customer.Customer) {
	t.Helper()
	w.View(t, who, func(tx *db.Tx) (err error) {
		c, err = customer.Get(tx, id)
		return err
	})
	return c
}

func facts(t testing.TB, w dbtest.World, id crm.CustomerID) (f Facts) {
	t.Helper()
	w.View(t, "rep1", func(tx *db.Tx) (err error) {
		f, err = FactsOf(tx, id)
		return err
	})
	return f
}

func kinds(t testing.TB, w dbtest.World, id crm.CustomerID) (list []string) {
	t.Helper()
	w.View(t, "admin", func(tx *db.Tx) (err error) {
		list, err = db.All[string](tx, `SELECT kind FROM fact WHERE tenant_id = @tenant AND customer_id = @id ORDER BY id`, db.Args{"id": id})
		return err
	})
	return list
}

func create(id crm.CustomerID, terms Terms) func(tx *db.Tx) (Deal, error) {
	return func(tx *db.Tx) (Deal, error) { return Create(tx, id, terms) }
}

func sign(id crm.DealID, p Paper) func(tx *db.Tx) (Contract, error) {
	return func(tx *db.Tx) (Contract, error) { return Sign(tx, id, p) }
}

// From the first words to the last payment.
func TestFromDealToAcceptance(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		rep, id := w.As("rep1"), owned(t, w, "rep1")
		deal := must(t, d, rep, create(id, Terms{Name: " 仓储管理 ", ProductID: w.Product, Amount: yuan(80000), ExpectedOn: 20261031}))
		if deal.Name != "仓储管理" || deal.State != Open || deal.Product.Name != "仓储管理 标准版" || deal.Owner.Name != "许婷希" || deal.Customer.Name != "澜禾 138****4172" {
			t.Errorf("%+v", deal)
		}
		if c := read(t, w, "rep1", id); c.DealAmount == nil || *c.DealAmount != 8000000 {
			t.Errorf("the customer shows %v", c.DealAmount)
		}
		amount := yuan(86000)
		deal = must(t, d, rep, func(tx *db.Tx) (Deal, error) {
			return Update(tx, deal.ID, Change{Amount: &amount, Version: deal.Version})
		})
		if c := read(t, w, "rep1", id); *c.DealAmount != 8600000 || deal.Amount != amount || deal.Version != 2 {
			t.Errorf("%+v", deal)
		}
		if f := facts(t, w, id); f.Open == nil || f.Open.Amount != amount || f.Won != nil || f.Contract != nil {
			t.Errorf("%+v", f)
		}
		paper := Paper{Number: "HT-1", Amount: yuan(85000), SignedOn: 20261014, FileID: uploaded(t, w, "rep1")}
		ct := must(t, d, rep, sign(deal.ID, paper))
		if ct.File == nil || ct.File.Name != "合同.pdf" || ct.Paid.Amount != 0 || ct.Amount != yuan(85000) {
			t.Errorf("%+v", ct)
		}
		if f := facts(t, w, id); f.Open != nil || f.Won == nil || !f.Contract.HasFile || f.Contract.Paid != 0 {
			t.Errorf("%+v", f)
		}
		if c := read(t, w, "rep1", id); *c.DealAmount != 8500000 {
			t.Errorf("the customer shows %d", *c.DealAmount)
		}
		for i, part := range []int64{50000, 35000} {
			ct = must(t, d, w.As("finance"), func(tx *db.Tx) (Contract, error) {
				return Pay(tx, ct.ID, Incoming{Amount: yuan(part), PaidOn: 20261014, Method: "对公转账"})
			})
			if len(ct.Payments) != i+1 || ct.Payments[i].By.Name != "程析" {
				t.Errorf("%+v", ct.Payments)
			}
		}
		if ct.Paid != yuan(85000) {
			t.Errorf("paid %v", ct.Paid)
		}
		file := uploaded(t, w, "rep1")
		ct = must(t, d, rep, func(tx *db.Tx) (Contract, error) { return Accept(tx, ct.ID, 20261014, file) })
		if f := facts(t, w, id); f.Contract.AcceptedOn != 20261014 || !f.Contract.HasAcceptance || f.Contract.Paid != 8500000 {
			t.Errorf("%+v", f.Contract)
		}
		want := []string{"deal.Created", "deal.Changed", "deal.Signed", "deal.Paid", "deal.Paid", "deal.Accepted"}
		got := kinds(t, w, id)
		for i := range want {
			if i >= len(got) || got[i] != want[i] {
				t.Fatalf("facts %v, want %v", got, want)
			}
		}
	})
}

func TestDealRefusals(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		rep, id := w.As("rep1"), owned(t, w, "rep1")
		good := Terms{Name: "仓储管理", Amount: yuan(80000)}
		foreign := dbtest.Tenant(t, d)
		for _, tt := range []struct {
			who  string
			make func(*Terms)
			want string
		}{
			{"rep1", func(t *Terms) { t.Amount.Amount = 0 }, "money.positive"},
			{"rep1", func(t *Terms) { t.ProductID = foreign.Product }, "product.unknown"},
			{"rep2", func(*Terms) {}, "not_found"},
			{"manager2", func(*Terms) {}, "not_found"},
			{"manager1", func(*Terms) {}, ""},
		} {
			terms := good
			tt.make(&terms)
			if _, code := do(t, d, w.As(tt.who), create(id, terms)); code != tt.want {
				t.Errorf("%s: %q, want %q", tt.who, code, tt.want)
			}
		}
		deal := must(t, d, rep, create(id, good))
		name := "新名字"
		update := func(version int64) func(tx *db.Tx) (Deal, error) {
			return func(tx *db.Tx) (Deal, error) { return Update(tx, deal.ID, Change{Name: &name, Version: version}) }
		}
		if _, code := do(t, d, rep, update(7)); code != "conflict" {
			t.Errorf("an older version: %q", code)
		}
		if _, code := do(t, d, w.As("rep2"), update(1)); code != "not_found" {
			t.Errorf("a foreign deal: %q", code)
		}
		lose := func(tx *db.Tx) (Deal, error) { return Lose(tx, deal.ID, "价格", "金蝶", 0) }
		lost := must(t, d, rep, lose)
		if lost.State != Lost || lost.LossReason != "价格" || lost.Competitor != "金蝶" || lost.ClosedAt.IsZero() {
			t.Errorf("%+v", lost)
		}
		if _, code := do(t, d, rep, lose); code != "deal.closed" {
			t.Errorf("lost twice: %q", code)
		}
		if _, code := do(t, d, rep, update(2)); code != "deal.closed" {
			t.Errorf("changed after the loss: %q", code)
		}
		if _, code := do(t, d, rep, sign(deal.ID, Paper{Number: "HT-9", Amount: yuan(1), SignedOn: 20261014})); code != "deal.closed" {
			t.Errorf("signed after the loss: %q", code)
		}
	})
}

func TestContractRefusals(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		rep, id := w.As("rep1"), owned(t, w, "rep1")
		one := must(t, d, rep, create(id, Terms{Name: "一", Amount: yuan(1)}))
		two := must(t, d, rep, create(id, Terms{Name: "二", Amount: yuan(2)}))
		paper := Paper{Number: "HT-1", Amount: yuan(10), SignedOn: 20261014}
		ct := must(t, d, rep, sign(one.ID, paper))
		if _, code := do(t, d, rep, sign(two.ID, paper)); code != "contract.number_taken" {
			t.Errorf("the same number: %q", code)
		}
		paper.Number, paper.FileID = "HT-2", uploaded(t, w, "rep2")
		if _, code := do(t, d, rep, sign(two.ID, paper)); code != "file.unknown" {
			t.Errorf("somebody else's file: %q", code)
		}
		// The second deal is as open as before: nothing of a refused act remains.
		if f := facts(t, w, id); f.Open == nil || f.Open.ID != two.ID || f.Contract.HasFile {
			t.Errorf("%+v", f)
		}
		pay := func(r Incoming) func(tx *db.Tx) (Contract, error) {
			return func(tx *db.Tx) (Contract, error) { return Pay(tx, ct.ID, r) }
		}
		for name, tt := range map[string]struct {
			who  string
			r    Incoming
			want string
		}{
			"dollars":      {"rep1", Incoming{Amount: crm.Money{Amount: 1, Currency: "USD"}, PaidOn: 20261014}, "payment.currency"},
			"tomorrow":     {"rep1", Incoming{Amount: yuan(1), PaidOn: 20261015}, "day.future"},
			"a colleague":  {"rep2", Incoming{Amount: yuan(1), PaidOn: 20261014}, "not_found"},
			"the manager":  {"manager1", Incoming{Amount: yuan(1), PaidOn: 20261014}, ""},
			"more than it": {"finance", Incoming{Amount: yuan(100), PaidOn: 20261014}, ""},
		} {
			if _, code := do(t, d, w.As(tt.who), pay(tt.r)); code != tt.want {
				t.Errorf("%s: %q, want %q", name, code, tt.want)
			}
		}
		file := uploaded(t, w, "rep1")
		fixed := must(t, d, rep, func(tx *db.Tx) (Contract, error) {
			return Correct(tx, ct.ID, PaperChange{FileID: &file, Version: 3})
		})
		if fixed.File == nil || fixed.Version != 4 || fixed.Paid != yuan(101) {
			t.Errorf("%+v", fixed)
		}
		if _, code := do(t, d, rep, func(tx *db.Tx) (Contract, error) { return Correct(tx, ct.ID, PaperChange{FileID: &file, Version: 3}) }); code != "conflict" {
			t.Errorf("an older version: %q", code)
		}
		if _, code := do(t, d, rep, func(tx *db.Tx) (Contract, error) { return Accept(tx, ct.ID, 20261013, file) }); code != "acceptance.before_signing" {
			t.Errorf("accepted before signing: %q", code)
		}
	})
}

// Payments that arrive at once are all counted.
func TestPaymentsAddUp(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		rep, id := w.As("rep1"), owned(t, w, "rep1")
		deal := must(t, d, rep, create(id, Terms{Name: "一", Amount: yuan(1)}))
		ct := must(t, d, rep, sign(deal.ID, Paper{Number: "HT-1", Amount: yuan(10), SignedOn: 20261014}))
		errs := make(chan error)
		for i := range 10 {
			who := []string{"finance", "rep1", "manager1"}[i%3]
			go func() {
				errs <- d.Update(t.Context(), w.As(who), func(tx *db.Tx) error {
					_, err := Pay(tx, ct.ID, Incoming{Amount: yuan(1), PaidOn: 20261014})
					return err
				})
			}()
		}
		for range 10 {
			if err := <-errs; err != nil {
				t.Error(err)
			}
		}
		if f := facts(t, w, id); f.Contract.Paid != 1000 {
			t.Errorf("paid %d", f.Contract.Paid)
		}
	})
}

func TestLists(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		ids := map[string]crm.CustomerID{}
		for _, who := range []string{"rep1", "rep2", "rep3"} {
			ids[who] = owned(t, w, who)
			for i, n := range []string{"a", "b", "c"} {
				deal := must(t, d, w.As(who), create(ids[who], Terms{Name: n, Amount: yuan(int64(i + 1)), ExpectedOn: crm.Day(20261020 - i)}))
				if n == "a" {
					must(t, d, w.As(who), sign(deal.ID, Paper{Number: who, Amount: yuan(1), SignedOn: 20261014}))
				}
			}
		}
		for who, want := range map[string][2]int{"rep1": {2, 1}, "manager1": {4, 2}, "director": {6, 3}, "service": {-1, 3}, "finance": {6, 3}} {
			w.View(t, who, func(tx *db.Tx) error {
				if want[0] >= 0 {
					open, err := Deals(tx, Open, list.Params{Total: true})
					if err != nil || len(open.Items) != want[0] || open.Items[0].Name != "c" || open.Total.Count != want[0] {
						t.Errorf("%s sees %+v: %v", who, open.Items, err)
					}
				}
				all, err := Contracts(tx, list.Params{Filter: `paid < 1`})
				name := "澜禾 138****4172"
				if who == "finance" {
					name = "澜禾 ***********"
				}
				if err != nil || len(all.Items) != want[1] || all.Items[0].Customer.Name != name {
					t.Errorf("%s sees contracts %+v: %v", who, all.Items, err)
				}
				return nil
			})
		}
		for who, want := range map[string]crm.Kind{"rep1": "", "rep2": crm.NotFound, "manager1": "", "finance": ""} {
			w.View(t, who, func(tx *db.Tx) error {
				of, err := Of(tx, ids["rep1"])
				if crm.KindOf(err) != want || want == "" && (len(of.Deals) != 3 || len(of.Contracts) != 1) {
					t.Errorf("%s: %+v %v", who, of, err)
				}
				return nil
			})
		}
	})
}

func TestDealsFollowTheirCustomer(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		id := owned(t, w, "rep1")
		signed := must(t, d, w.As("rep1"), create(id, Terms{Name: "一", Amount: yuan(1)}))
		must(t, d, w.As("rep1"), create(id, Terms{Name: "二", Amount: yuan(2)}))
		must(t, d, w.As("rep1"), sign(signed.ID, Paper{Number: "HT-1", Amount: yuan(1), SignedOn: 20261014}))
		roomtest.Bind(d, customer.Needs{StockMoved: func(tx *db.Tx, _ string, steps ...customer.Step) error { return OwnersChanged(tx, steps...) }})
		w.Update(t, "director", func(tx *db.Tx) error {
			c, err := customer.ForUpdate(tx, id)
			if err == nil {
				_, err = customer.HandOver(tx, c, customer.Handover{To: w.As("rep3").Person, Kind: "assign"})
			}
			return err
		})
		for who, want := range map[string]int{"rep1": 0, "rep3": 1} {
			w.View(t, who, func(tx *db.Tx) error {
				open, err := Deals(tx, Open, list.Params{})
				contracts, cerr := Contracts(tx, list.Params{})
				if err != nil || cerr != nil || len(open.Items) != want || len(contracts.Items) != want {
					t.Errorf("%s has %d deals, %d contracts: %v %v", who, len(open.Items), len(contracts.Items), err, cerr)
				}
				return nil
			})
		}
	})
}

func TestFactsOfChoosesTheContractFurthestOn(t *testing.T) {
	row := func(id int64, file bool, paid int64, on crm.Day) factRow {
		return factRow{Kind: "contract", ID: crm.IDOf[crm.Deal](id), Name: string(rune('a' + id)), Amount: 10, HasFile: file, Paid: paid, AcceptedOn: on, HasAcceptance: on != 0}
	}
	tests := []struct {
		rows []factRow
		want string
	}{
		{[]factRow{row(0, true, 10, 20261014), row(1, false, 0, 0)}, "a"},
		{[]factRow{row(0, true, 0, 0), row(1, true, 0, 0)}, "b"},
		{[]factRow{row(0, true, 10, 0), row(1, true, 0, 0)}, "a"},
	}
	for _, tt := range tests {
		if f := factsOf(tt.rows); f.Contract.Number != tt.want {
			t.Errorf("%+v", f.Contract)
		}
	}
	if f := factsOf(nil); f.Open != nil || f.Won != nil || f.Contract != nil {
		t.Errorf("%+v", f)
	}
}
