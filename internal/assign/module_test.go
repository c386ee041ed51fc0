package assign

import (
	"errors"
	"testing"
	"time"

	"laidan/internal/crm"
	"laidan/internal/customer"
	"laidan/internal/db"
	"laidan/internal/db/dbtest"
	"laidan/internal/room/roomtest"
	"laidan/internal/words"
)

// each runs a test on both databases; a customer reopened goes back to the layer
// its test left it in.
func each(t *testing.T, fn func(t *testing.T, d *db.DB)) {
	t.Helper()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		roomtest.Bind(d, customer.Needs{}, Needs{
			LayerBefore: func(*db.Tx, crm.CustomerID) (int, error) { return words.Lead, nil },
			Reopen: func(tx *db.Tx, c customer.Customer, to int, _ string) (customer.Customer, error) {
				return customer.SetLayer(tx, c, to, tx.Now, false)
			},
			Earnings: func(_ *db.Tx, people []crm.PersonID, _, _ crm.Day) (map[crm.PersonID]Earning, error) {
				return map[crm.PersonID]Earning{people[0]: {Earned: 3, Abandoned: 2, Received: 8}}, nil
			}})
		fn(t, d)
	})
}

// pooled puts a customer into the pool, with the receipt of its coming there.
func pooled(t testing.TB, w dbtest.World, name string) crm.CustomerID {
	t.Helper()
	var id crm.CustomerID
	w.Update(t, "admin", func(tx *db.Tx) error {
		id = db.NewID[crm.Customer](tx)
		args := db.Args{"id": id, "name": name, "pool": w.Pool, "receipt": db.NewID[crm.Receipt](tx)}
		if _, err := db.Exec(tx, `INSERT INTO customer (tenant_id, id, name, name_key, layer_since, pool_id, created_at, updated_at)
			VALUES (@tenant, @id, @name, @name, @now, @pool, @now, @now)`, args); err != nil {
			return err
		}
		_, err := db.Exec(tx, `INSERT INTO receipt (tenant_id, customer_id, id, kind, pool_id, at, day) VALUES (@tenant, @id, @receipt, 'create', @pool, @now, @today)`, args)
		return err
	})
	return id
}

func claimed(t testing.TB, w dbtest.World, who string) crm.CustomerID {
	t.Helper()
	id := pooled(t, w, "澜禾精密机械")
	w.Update(t, who, func(tx *db.Tx) error {
		c, err := customer.ForUpdate(tx, id)
		if err == nil {
			_, err = customer.HandOver(tx, c, customer.Handover{To: tx.Me(), Kind: "import"})
		}
		return err
	})
	return id
}

// abandoned is a customer that somebody gave up.
func abandoned(t testing.TB, w dbtest.World, who string) crm.CustomerID {
	t.Helper()
	id := claimed(t, w, who)
	w.Update(t, who, func(tx *db.Tx) error {
		c, err := customer.ForUpdate(tx, id)
		if err == nil {
			c, err = customer.SetLayer(tx, c, words.Abandoned, tx.Now, false)
		}
		if err == nil {
			_, err = customer.HandOver(tx, c, customer.Handover{Cold: true, Kind: "abandon", Reason: "unfit", CoolUntil: crm.At(tx.Now.AddDate(0, 0, 90))})
		}
		return err
	})
	return id
}

type act func(tx *db.Tx) (customer.Customer, error)

// do runs an act and gives its code, "" when it passed.
func do(t testing.TB, d *db.DB, a crm.Actor, fn act) string {
	t.Helper()
	err := d.Update(t.Context(), a, func(tx *db.Tx) error {
		_, err := fn(tx)
		return err
	})
	return codeOf(t, err)
}

func codeOf(t testing.TB, err error) string {
	t.Helper()
	if err != nil && crm.KindOf(err) == "" {
		t.Fatal(err)
	}
	var e *crm.Error
	if errors.As(err, &e) && len(e.Fields) > 0 {
		return e.Fields[0].Code
	}
	return crm.CodeOf(err)
}

func exec(t testing.TB, w dbtest.World, text string, args ...any) {
	t.Helper()
	w.Update(t, "admin", func(tx *db.Tx) error {
		_, err := db.Exec(tx, text, args...)
		return err
	})
}

func one[T any](t testing.TB, w dbtest.World, text string, args ...any) (v T) {
	t.Helper()
	w.View(t, "admin", func(tx *db.Tx) (err error) {
		v, err = db.One[T](tx, text, args...)
		return err
	})
	return v
}

func used(t testing.TB, w dbtest.World, who string) int64 {
	t.Helper()
	return one[int64](t, w, `SELECT used FROM hold WHERE tenant_id = @tenant AND person_id = @id`, db.Args{"id": w.As(who).Person})
}

func read(t testing.TB, w dbtest.World, who string, id crm.CustomerID) (c customer.Customer) {
	t.Helper()
	w.View(t, who, func(tx *db.Tx) (err error) {
		c, err = customer.Get(tx, id)
		return err
	})
	return c
}

func TestClaimAndRelease(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		id := pooled(t, w, "无主")
		claim := func(tx *db.Tx) (customer.Customer, error) { return Claim(tx, id) }
		w.Update(t, "rep1", func(tx *db.Tx) error {
			c, err := Claim(tx, id)
			if err == nil && (c.OwnerID != tx.Me() || c.InPool() || tx.Statements() > 8) { // roll-ups and deals that follow add two to make ten
				t.Errorf("%d statements, %+v", tx.Statements(), c.Row)
			}
			return err
		})
		if used(t, w, "rep1") != 1 {
			t.Error("a claim takes no slot")
		}
		for who, want := range map[string]string{"rep1": "claim.taken", "rep2": "claim.taken", "rep3": "claim.taken", "manager1": "claim.taken", "finance": "not_found"} {
			if code := do(t, d, w.As(who), claim); code != want {
				t.Errorf("%s claims what rep1 has: %q", who, code)
			}
		}
		w.SetNow(w.At.Add(11 * time.Minute))
		if code := do(t, d, w.As("rep3"), claim); code != "not_found" {
			t.Errorf("later it does not exist for others: %q", code)
		}
		release := func(tx *db.Tx) (customer.Customer, error) { return Release(tx, id, Back{Reason: "顾不过来"}) }
		if code := do(t, d, w.As("rep2"), release); code != "not_found" {
			t.Errorf("rep2 releases rep1's customer: %q", code)
		}
		w.Update(t, "rep1", func(tx *db.Tx) error {
			c, err := release(tx)
			if err == nil && (c.PoolID != w.Pool || !c.OwnerID.IsZero()) {
				t.Errorf("%+v", c.Row)
			}
			return err
		})
		if used(t, w, "rep1") != 0 {
			t.Error("a release frees no slot")
		}
		if code := do(t, d, w.As("rep1"), release); code != "release.pooled" {
			t.Errorf("released twice: %q", code)
		}
		if code := do(t, d, w.As("rep1"), claim); code != "claim.previous_owner" {
			t.Errorf("claimed back at once: %q", code)
		}
		w.SetNow(w.At.Add(11*time.Minute + 7*24*time.Hour))
		if code := do(t, d, w.As("rep1"), claim); code != "" {
			t.Errorf("claimed back after a week: %q", code)
		}
	})
}

func TestClaimRefusals(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		cold := abandoned(t, w, "rep1")
		foreign := pooled(t, dbtest.Tenant(t, d), "别家")
		claim := func(id crm.CustomerID) act {
			return func(tx *db.Tx) (customer.Customer, error) { return Claim(tx, id) }
		}
		tests := []struct {
			name, who string
			id        crm.CustomerID
			want      string
		}{
			{"who abandoned it", "rep1", cold, "not_found"},
			{"the manager sees that it cools", "manager1", cold, "claim.cooling"},
			{"another organisation's", "rep1", foreign, "not_found"},
		}
		for _, tt := range tests {
			if code := do(t, d, w.As(tt.who), claim(tt.id)); code != tt.want {
				t.Errorf("%s: %q, want %q", tt.name, code, tt.want)
			}
		}
		// A pool of 华东二组 is not there for 华东一组.
		exec(t, w, `UPDATE pool SET department_id = @team WHERE tenant_id = @tenant`, db.Args{"team": w.East2})
		id := pooled(t, w, "二组的")
		if code := do(t, d, w.As("rep1"), claim(id)); code != "not_found" {
			t.Errorf("rep1 claims from 华东二组: %q", code)
		}
		if code := do(t, d, w.As("director"), claim(id)); code != "claim.not_member" {
			t.Errorf("the director claims from 华东二组: %q", code)
		}
		exec(t, w, `UPDATE hold SET used = 30 WHERE tenant_id = @tenant AND person_id = @id`, db.Args{"id": w.As("rep3").Person})
		if code := do(t, d, w.As("rep3"), claim(id)); code != "hold.full" {
			t.Errorf("rep3 claims with 30: %q", code)
		}
		exec(t, w, `UPDATE hold SET used = 29 WHERE tenant_id = @tenant AND person_id = @id`, db.Args{"id": w.As("rep3").Person})
		if code := do(t, d, w.As("rep3"), claim(id)); code != "" {
			t.Errorf("rep3 claims with 29: %q", code)
		}
	})
}

func TestAssign(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		id := pooled(t, w, "无主")
		to := func(who string) act {
			return func(tx *db.Tx) (customer.Customer, error) {
				return Assign(tx, id, Give{To: w.As(who).Person, Reason: "离得近"})
			}
		}
		steps := []struct{ by, to, want string }{
			{"rep1", "rep1", "customer.not_allowed"},
			{"manager1", "rep3", "person.unknown"},
			{"manager1", "rep1", ""},
			{"manager1", "rep1", "handover.same"},
			{"manager1", "rep2", ""},
			{"manager2", "rep3", "not_found"},
			{"director", "finance", "assign.not_seller"},
			{"director", "rep3", ""},
			{"support", "rep1", "not_found"},
		}
		for _, s := range steps {
			if code := do(t, d, w.As(s.by), to(s.to)); code != s.want {
				t.Errorf("%s assigns to %s: %q, want %q", s.by, s.to, code, s.want)
			}
		}
		if used(t, w, "rep1")+used(t, w, "rep2") != 0 || used(t, w, "rep3") != 1 {
			t.Error("the slots do not follow the customer")
		}
		id = pooled(t, w, "第二位")
		exec(t, w, `UPDATE hold SET used = 30 WHERE tenant_id = @tenant AND person_id = @id`, db.Args{"id": w.As("rep3").Person})
		if code := do(t, d, w.As("support"), to("rep3")); code != "hold.full" {
			t.Errorf("support assigns the 31st: %q", code)
		}
		exec(t, w, `UPDATE person SET active = FALSE WHERE tenant_id = @tenant AND id = @id`, db.Args{"id": w.As("rep2").Person})
		if code := do(t, d, w.As("support"), to("rep2")); code != "person.inactive" {
			t.Errorf("support assigns to who has left: %q", code)
		}
		if code := do(t, d, w.As("support"), to("rep1")); code != "" {
			t.Errorf("support assigns out of the pool: %q", code)
		}
		cold := abandoned(t, w, "rep1")
		if code := do(t, d, w.As("manager1"), func(tx *db.Tx) (customer.Customer, error) {
			return Assign(tx, cold, Give{To: w.As("rep1").Person})
		}); code != "assign.cold" {
			t.Errorf("assigned out of the cold store: %q", code)
		}
	})
}

func TestReleaseSigned(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		id := claimed(t, w, "rep1")
		exec(t, w, `UPDATE customer SET layer = 6 WHERE tenant_id = @tenant AND id = @id`, db.Args{"id": id})
		if code := do(t, d, w.As("rep1"), func(tx *db.Tx) (customer.Customer, error) { return Release(tx, id, Back{}) }); code != "release.signed" {
			t.Errorf("%q", code)
		}
	})
}

// A department's customers go back to its own pool, or to the nearest one.
func TestHomePool(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		var team crm.PoolID
		w.Update(t, "director", func(tx *db.Tx) error {
			name := "一组公海"
			p, err := CreatePool(tx, PoolChange{Name: &name, DepartmentID: &w.East1})
			team = p.ID
			return err
		})
		for who, want := range map[string]crm.PoolID{"rep1": team, "rep3": w.Pool} {
			id := claimed(t, w, who)
			w.Update(t, who, func(tx *db.Tx) error {
				c, err := Release(tx, id, Back{})
				if err == nil && c.PoolID != want {
					t.Errorf("%s's customer lies in %v, want %v", who, c.PoolID, want)
				}
				return err
			})
		}
		id := claimed(t, w, "rep3")
		if code := do(t, d, w.As("rep3"), func(tx *db.Tx) (customer.Customer, error) { return Release(tx, id, Back{Pool: team}) }); code != "pool.unknown" {
			t.Errorf("released into a foreign pool: %q", code)
		}
	})
}

func TestEvaluate(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		evaluate := func(who string, id crm.CustomerID, v Verdict) string {
			v.Note = "看过记录"
			return do(t, d, w.As(who), func(tx *db.Tx) (customer.Customer, error) { return Evaluate(tx, id, v) })
		}
		kept, rejected, freed, given := abandoned(t, w, "rep1"), abandoned(t, w, "rep1"), abandoned(t, w, "rep1"), abandoned(t, w, "rep1")
		exec(t, w, `UPDATE hold SET quota = 0 WHERE tenant_id = @tenant AND person_id = @id`, db.Args{"id": w.As("rep1").Person})
		steps := []struct {
			who  string
			id   crm.CustomerID
			v    Verdict
			want string
		}{
			{"rep1", kept, Verdict{Verdict: VerdictReject}, "not_found"},
			{"manager2", kept, Verdict{Verdict: VerdictReject}, "not_found"},
			{"manager1", kept, Verdict{Verdict: VerdictKeep}, "evaluate.until"},
			{"manager1", kept, Verdict{Verdict: VerdictKeep, Until: 20261014}, "evaluate.until"},
			{"manager1", kept, Verdict{Verdict: VerdictKeep, Until: 20270501}, ""},
			{"manager1", rejected, Verdict{Verdict: VerdictReject, Version: 1}, "conflict"},
			{"manager1", rejected, Verdict{Verdict: VerdictReject}, ""},
			{"manager1", rejected, Verdict{Verdict: VerdictReject}, "evaluate.not_cold"},
			{"manager1", freed, Verdict{Verdict: VerdictRelease}, ""},
			{"manager1", given, Verdict{Verdict: VerdictRelease, Owner: w.As("rep1").Person}, "hold.full"},
			{"manager1", given, Verdict{Verdict: VerdictRelease, Owner: w.As("rep2").Person, Pool: w.Pool}, "evaluate.one_receiver"},
			{"director", given, Verdict{Verdict: VerdictRelease, Owner: w.As("rep2").Person}, ""},
		}
		for _, s := range steps {
			if code := evaluate(s.who, s.id, s.v); code != s.want {
				t.Errorf("%s, %+v: %q, want %q", s.who, s.v, code, s.want)
			}
		}
		if c := read(t, w, "manager1", kept); !c.Cold() || crm.DayOf(c.CoolUntil.Time(), w.As("rep1").Zone) != 20270501 {
			t.Errorf("kept: %+v", c.Row)
		}
		if c := read(t, w, "manager1", rejected); c.OwnerID != w.As("rep1").Person || c.Layer != words.Lead || c.AbandonReason != "" || used(t, w, "rep1") != 1 {
			t.Errorf("rejected: %+v", c.Row)
		}
		if c := read(t, w, "rep2", freed); c.PoolID != w.Pool || c.Layer != words.Resource || !c.CoolUntil.IsZero() {
			t.Errorf("released: %+v", c.Row)
		}
		if c := read(t, w, "rep2", given); c.OwnerID != w.As("rep2").Person || c.Layer != words.Resource {
			t.Errorf("given: %+v", c.Row)
		}
		if code := do(t, d, w.As("manager1"), func(tx *db.Tx) (customer.Customer, error) {
			return Evaluate(tx, kept, Verdict{Verdict: VerdictReject})
		}); code != "field.required" {
			t.Errorf("without a note: %q", code)
		}
	})
}
