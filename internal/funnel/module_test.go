package funnel

import (
	"errors"
	"testing"
	"time"

	"laidan/internal/crm"
	"laidan/internal/customer"
	"laidan/internal/db"
	"laidan/internal/db/dbtest"
	"laidan/internal/event"
	"laidan/internal/room/roomtest"
	"laidan/internal/words"
)

// each runs a test on both databases, with the rooms joined as in the program
// and the facts of touches and deals read from their tables.
func each(t *testing.T, fn func(t *testing.T, d *db.DB)) {
	t.Helper()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		roomtest.Bind(d, customer.Needs{StockMoved: StockMoved, Pace: Pace}, Needs{TouchFacts: touchFacts, DealFacts: dealFacts})
		fn(t, d)
	})
}

func touchFacts(tx *db.Tx, id crm.CustomerID) (TouchFacts, error) {
	type row struct {
		Connected   int64 `db:"connected"`
		Feedback    int64 `db:"feedback"`
		Appointment int64 `db:"appointment"`
	}
	r, err := db.One[row](tx, `SELECT COUNT(CASE WHEN result IN ('connected', 'met') THEN 1 END) AS connected, COUNT(CASE WHEN feedback <> '' THEN 1 END) AS feedback,
		(SELECT MAX(at) FROM plan WHERE tenant_id = @tenant AND customer_id = @id AND channel IN ('visit', 'meeting')) AS appointment
		FROM touch WHERE tenant_id = @tenant AND customer_id = @id`, db.Args{"id": id})
	return TouchFacts{Connected: r.Connected > 0, Feedback: r.Feedback > 0, Appointment: crm.Millis(r.Appointment)}, err
}

func dealFacts(tx *db.Tx, id crm.CustomerID) (DealFacts, error) {
	deal, _, err := db.Maybe[crm.DealID](tx, `SELECT id FROM deal WHERE tenant_id = @tenant AND customer_id = @id AND state = 'open'`, db.Args{"id": id})
	return DealFacts{Open: DealFact{ID: deal, Name: "仓储管理", Amount: crm.Money{Amount: 8600000, Currency: "CNY"}}}, err
}

// pooled puts a customer into the pool.
func pooled(t testing.TB, w dbtest.World, name string) crm.CustomerID {
	t.Helper()
	var id crm.CustomerID
	w.Update(t, "admin", func(tx *db.Tx) error {
		id = db.NewID[crm.Customer](tx)
		_, err := db.Exec(tx, `INSERT INTO customer (tenant_id, id, name, name_key, layer_since, pool_id, created_at, updated_at)
			VALUES (@tenant, @id, @name, @name, @now, @pool, @now, @now)`, db.Args{"id": id, "name": name, "pool": w.Pool})
		return err
	})
	return id
}

// given puts a new customer into somebody's hands.
func given(t testing.TB, w dbtest.World, who string) crm.CustomerID {
	t.Helper()
	id := pooled(t, w, "澜禾精密机械")
	w.Update(t, who, func(tx *db.Tx) error { return claim(tx, id) })
	return id
}

func claim(tx *db.Tx, id crm.CustomerID) error {
	c, err := customer.ForUpdate(tx, id)
	if err == nil {
		_, err = customer.HandOver(tx, c, customer.Handover{To: tx.Me(), Kind: "claim"})
	}
	return err
}

// move moves as one of the people; managers' overrides stand in for evidence.
func move(t testing.TB, d *db.DB, a crm.Actor, id crm.CustomerID, r Request) error {
	t.Helper()
	return d.Update(t.Context(), a, func(tx *db.Tx) error {
		_, err := Move(tx, id, r)
		return err
	})
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

const grade = `UPDATE customer SET grade = 'A', product_id = @product, goal = '10 月签约' WHERE tenant_id = @tenant AND id = @id`

func TestMoveForward(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		id := given(t, w, "rep1")
		var e *crm.Error
		if err := move(t, d, w.As("rep1"), id, Request{To: words.Graded}); !errors.As(err, &e) || e.Code != "move.missing" {
			t.Fatalf("graded without a grade: %v", err)
		}
		lacking := e.State.(Lacking)
		if len(lacking.Missing) != 3 || lacking.Missing[0].Layer != "graded" || lacking.Missing[0].Code != "grade" || lacking.MayOverride {
			t.Errorf("%+v", lacking)
		}
		exec(t, w, grade, db.Args{"id": id, "product": w.Product})
		w.SetNow(w.At.Add(6 * time.Hour))
		err := d.Update(t.Context(), w.As("rep1"), func(tx *db.Tx) error {
			c, err := Move(tx, id, Request{To: words.Graded})
			if err == nil && (c.Layer != words.Graded || !c.Fast || c.LayerSince != tx.NowMillis()) {
				t.Errorf("%+v", c.Row)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		type row struct {
			From  int          `db:"from_layer"`
			To    int          `db:"to_layer"`
			By    crm.PersonID `db:"by_id"`
			Owner crm.PersonID `db:"owner_id"`
			Day   crm.Day      `db:"day"`
			Days  float64      `db:"days"`
		}
		m := one[row](t, w, `SELECT from_layer, to_layer, by_id, owner_id, day, days FROM move WHERE tenant_id = @tenant AND customer_id = @id`, db.Args{"id": id})
		me := w.As("rep1").Person
		if m.From != 1 || m.To != 2 || m.By != me || m.Owner != me || m.Day != 20261014 || m.Days <= 0 || m.Days >= 0.5 {
			t.Errorf("%+v", m)
		}
		f := one[event.Row](t, w, `SELECT id, kind, subject_id, customer_id, actor_id, at, payload, salt, commitment FROM fact
			WHERE tenant_id = @tenant AND kind = 'funnel.Moved'`)
		var p Moved
		if err := f.Into(&p); err != nil || p.From != "resource" || p.To != "graded" || !p.Fast || f.Customer != id {
			t.Errorf("%v %+v", err, p)
		}
	})
}

func TestMoveBackAndAbandon(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		id := given(t, w, "rep1")
		boss, rep := w.As("manager1"), w.As("rep1")
		used := func() int64 {
			return one[int64](t, w, `SELECT used FROM hold WHERE tenant_id = @tenant AND person_id = @rep`, db.Args{"rep": rep.Person})
		}
		if err := move(t, d, rep, id, Request{To: words.Lead, Override: true, Reason: "老客户"}); crm.KindOf(err) != crm.Forbidden {
			t.Fatalf("a rep overrides: %v", err)
		}
		if err := move(t, d, boss, id, Request{To: words.Signed, Override: true, Reason: "补录的合同"}); err != nil {
			t.Fatal(err)
		}
		if used() != 0 {
			t.Errorf("a signed customer is held: %d", used())
		}
		if n := one[int64](t, w, `SELECT COUNT(*) FROM move WHERE tenant_id = @tenant AND overridden`); n != 1 {
			t.Error("the override left no trace")
		}
		if err := move(t, d, rep, id, Request{To: words.Contacted}); crm.KindOf(err) != crm.Invalid {
			t.Fatalf("back without a reason: %v", err)
		}
		exec(t, w, `UPDATE hold SET quota = 0 WHERE tenant_id = @tenant`)
		if err := move(t, d, rep, id, Request{To: words.Contacted, Reason: "合同作废"}); err != nil {
			t.Fatal(err)
		}
		if used() != 1 {
			t.Errorf("a move back does not raise the hold above quota: %d", used())
		}
		if err := move(t, d, rep, id, Request{To: words.Abandoned, Reason: "bought_elsewhere", Competitor: "金蝶"}); err != nil {
			t.Fatal(err)
		}
		w.View(t, "manager1", func(tx *db.Tx) error {
			c, err := customer.Get(tx, id)
			cool := crm.At(tx.Now.AddDate(0, 0, 90))
			if err == nil && (!c.Cold() || c.Layer != 0 || c.AbandonReason != "bought_elsewhere" || c.Competitor != "金蝶" || c.CoolUntil != cool) {
				t.Errorf("%+v", c.Row)
			}
			return err
		})
		if used() != 0 {
			t.Errorf("an abandoned customer is held: %d", used())
		}
		if err := move(t, d, rep, id, Request{To: words.Lead}); crm.KindOf(err) != crm.NotFound {
			t.Errorf("a rep finds the cold store: %v", err)
		}
		if err := move(t, d, boss, id, Request{To: words.Lead}); crm.CodeOf(err) != "move.cold" {
			t.Errorf("moved out of the cold store: %v", err)
		}
	})
}

func TestMoveRefusals(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		id, pool := given(t, w, "rep1"), pooled(t, w, "无主")
		exec(t, w, grade, db.Args{"id": id, "product": w.Product})
		tests := []struct {
			name, who string
			id        crm.CustomerID
			r         Request
			code      string
		}{
			{"another team", "rep3", id, Request{To: words.Graded}, "not_found"},
			{"a colleague", "rep2", id, Request{To: words.Graded}, "not_found"},
			{"support moves nothing", "support", id, Request{To: words.Graded}, "not_found"},
			{"the pool stands still", "rep1", pool, Request{To: words.Graded}, "move.no_owner"},
			{"an old version", "rep1", id, Request{To: words.Graded, Version: 1}, "conflict"},
			{"no such evidence", "rep1", id, Request{To: words.Graded, Evidence: []Evidence{{Kind: "touch", ID: "77"}}}, "invalid"},
			{"evidence of another", "rep1", id, Request{To: words.Graded, Evidence: []Evidence{{Kind: "touch", ID: pool.String()}}}, "invalid"},
			{"where it stands", "rep1", id, Request{To: words.Resource}, "move.same"},
		}
		for _, tt := range tests {
			if err := move(t, d, w.As(tt.who), tt.id, tt.r); crm.CodeOf(err) != tt.code {
				t.Errorf("%s: %v, want %s", tt.name, err, tt.code)
			}
		}
		if n := one[int64](t, w, `SELECT COUNT(*) FROM move WHERE tenant_id = @tenant`); n != 0 {
			t.Errorf("%d refused moves left a row", n)
		}
	})
}

func TestMoveWithEvidence(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		id := given(t, w, "rep1")
		exec(t, w, grade, db.Args{"id": id, "product": w.Product})
		exec(t, w, `INSERT INTO touch (tenant_id, customer_id, id, channel, result, at, day, feedback, created_at) VALUES (@tenant, @id, 71, 'call', 'connected', @now, @today, '价格合适就买', @now)`, db.Args{"id": id})
		exec(t, w, `INSERT INTO plan (tenant_id, customer_id, id, person_id, at, channel, created_at) VALUES (@tenant, @id, 72, 1, @now, 'call', @now)`, db.Args{"id": id})
		exec(t, w, `INSERT INTO deal (tenant_id, customer_id, id, name, created_at) VALUES (@tenant, @id, 73, '仓储管理', @now)`, db.Args{"id": id})
		var e *crm.Error
		if err := move(t, d, w.As("rep1"), id, Request{To: words.Opportunity}); !errors.As(err, &e) || len(e.State.(Lacking).Missing) != 1 {
			t.Fatalf("%v", err)
		}
		if it := e.State.(Lacking).Missing[0]; it.Code != "appointment" || it.Action != "plan" {
			t.Errorf("%+v", it)
		}
		if err := move(t, d, w.As("rep1"), id, Request{To: words.Opportunity, Evidence: []Evidence{{"plan", "72"}, {"deal", "73"}}}); err != nil {
			t.Fatal(err)
		}
		if s := one[string](t, w, `SELECT evidence FROM move WHERE tenant_id = @tenant`); s != `[{"kind":"plan","id":"72"},{"kind":"deal","id":"73"}]` {
			t.Error(s)
		}
		exits := one[int64](t, w, `SELECT COUNT(*) FROM layer_exit WHERE tenant_id = @tenant AND customer_id = @id AND next_day IS NULL`, db.Args{"id": id})
		if exits != 4 {
			t.Errorf("%d exits of a jump over three layers", exits)
		}
	})
}

// A move may cost at most twelve statements, whatever it does.
func TestMoveStatements(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		id := given(t, w, "rep1")
		exec(t, w, `INSERT INTO plan (tenant_id, customer_id, id, person_id, at, channel, created_at) VALUES (@tenant, @id, 72, 1, @now, 'call', @now)`, db.Args{"id": id})
		steps := []Request{
			{To: words.Graded, Override: true, Reason: "补录"},
			{To: words.Implemented, Override: true, Reason: "补录", Evidence: []Evidence{{"plan", "72"}}},
			{To: words.Resource, Reason: "重来"},
			{To: words.Opportunity, Override: true, Reason: "补录"},
			{To: words.Abandoned, Reason: "unfit"},
		}
		for _, r := range steps {
			w.Update(t, "manager1", func(tx *db.Tx) error {
				_, err := Move(tx, id, r)
				t.Logf("to %s: %d", words.LayerAt(r.To), tx.Statements())
				if tx.Statements() > 12 {
					t.Errorf("to %s: %d statements", words.LayerAt(r.To), tx.Statements())
				}
				return err
			})
		}
	})
}

// Of two people moving one customer at once one wins; the other sees what the
// winner did.
func TestMoveRace(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		id := given(t, w, "rep1")
		version := one[int64](t, w, `SELECT version FROM customer WHERE tenant_id = @tenant AND id = @id`, db.Args{"id": id})
		const movers = 8
		start, errs := make(chan struct{}), make(chan error, movers)
		for i := range movers {
			who, r := "manager1", Request{To: words.Graded + i%4, Override: true, Reason: "抢", Version: version}
			if i%2 == 0 {
				who = "director"
			}
			go func() {
				<-start
				errs <- move(t, d, w.As(who), id, r)
			}()
		}
		close(start)
		won := 0
		for range movers {
			err := <-errs
			var e *crm.Error
			switch {
			case err == nil:
				won++
			case !errors.As(err, &e) || e.Kind != crm.Conflict:
				t.Errorf("%v", err)
			default:
				if r, ok := e.State.(customer.Record); !ok || r.Layer == "resource" || r.Version == version {
					t.Errorf("the conflict shows %+v", e.State)
				}
			}
		}
		if n := one[int64](t, w, `SELECT COUNT(*) FROM move WHERE tenant_id = @tenant`); won != 1 || n != 1 {
			t.Errorf("%d won, %d moves", won, n)
		}
	})
}
