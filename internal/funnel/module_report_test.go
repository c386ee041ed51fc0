package funnel

import (
	"flag"
	"math"
	"testing"
	"time"

	"pgregory.net/rapid"

	"laidan/internal/crm"
	"laidan/internal/customer"
	"laidan/internal/db"
	"laidan/internal/db/dbtest"
	"laidan/internal/words"
)

// act is one random step of somebody's working life.
func act(rt *rapid.T, tx *db.Tx, w dbtest.World, id crm.CustomerID) error {
	c, err := customer.ForUpdate(tx, id)
	if err != nil {
		return err
	}
	person := func() crm.PersonID {
		return w.As(rapid.SampledFrom([]string{"rep1", "rep2", "rep3", "manager1"}).Draw(rt, "person")).Person
	}
	layer := rapid.IntRange(words.Resource, words.Implemented)
	switch {
	case c.InPool():
		_, err = customer.HandOver(tx, c, customer.Handover{To: person(), Kind: rapid.SampledFrom([]string{"claim", "assign", "import"}).Draw(rt, "kind"),
			SelfFound: rapid.Bool().Draw(rt, "self")})
	case c.Cold() && rapid.Bool().Draw(rt, "reject"):
		if c, err = Reopen(tx, c, layer.Draw(rt, "layer"), "误放弃"); err == nil {
			_, err = customer.HandOver(tx, c, customer.Handover{To: c.ReleasedBy, Kind: "reject"})
		}
	case c.Cold():
		if c, err = Reopen(tx, c, words.Resource, "冷却期满"); err == nil {
			_, err = customer.HandOver(tx, c, customer.Handover{Pool: w.Pool, Kind: "evaluate"})
		}
	default:
		switch rapid.IntRange(0, 9).Draw(rt, "act") {
		case 0:
			_, err = customer.HandOver(tx, c, customer.Handover{Pool: w.Pool, Kind: "release"})
		case 1:
			if to := person(); to != c.OwnerID {
				_, err = customer.HandOver(tx, c, customer.Handover{To: to, Kind: "assign", SelfFound: c.SelfFound})
			}
		case 2, 3:
			_, err = Move(tx, id, Request{To: words.Abandoned, Reason: "refused"})
		default:
			if to := layer.Draw(rt, "to"); to != c.Layer {
				_, err = Move(tx, id, Request{To: to, Reason: "补录", Override: true})
			}
		}
	}
	return err
}

// Whatever happens, the roll-ups say what a recount of the history says, for a
// person, a team and the whole organisation, over any period.
func TestReportEqualsRecount(t *testing.T) {
	few(t, "40")
	each(t, func(t *testing.T, d *db.DB) {
		rapid.Check(t, func(rt *rapid.T) {
			w := dbtest.Tenant(t, d)
			var ids []crm.CustomerID
			for range 4 {
				ids = append(ids, pooled(t, w, "客户"))
			}
			// One stands where an import put it: out of the rates.
			exec(t, w, `UPDATE customer SET layer = 1, imported_standing = TRUE WHERE tenant_id = @tenant AND id = @id`, db.Args{"id": ids[0]})
			now := w.At
			for range rapid.IntRange(1, 45).Draw(rt, "acts") {
				now = now.Add(time.Duration(rapid.IntRange(0, 30).Draw(rt, "hours")) * time.Hour)
				w.SetNow(now)
				id := rapid.SampledFrom(ids).Draw(rt, "customer")
				err := d.Update(t.Context(), w.As("director"), func(tx *db.Tx) error { return act(rt, tx, w, id) })
				if err != nil {
					rt.Fatal(err)
				}
			}
			compare(t, rt, w, now)
		})
	})
}

// few makes a property that needs a database run few times.
func few(t *testing.T, checks string) {
	t.Helper()
	old := flag.Lookup("rapid.checks").Value.String()
	if err := flag.Set("rapid.checks", checks); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = flag.Set("rapid.checks", old) })
}

func compare(t *testing.T, rt *rapid.T, w dbtest.World, now time.Time) {
	last := crm.DayOf(now, w.As("rep1").Zone)
	span := int(now.Sub(w.At).Hours()/24) + 1
	p := Period{From: crm.Day(20261014).Add(rapid.IntRange(0, span).Draw(rt, "from"))}
	p.To = p.From.Add(rapid.IntRange(0, span).Draw(rt, "length"))
	people := []string{"rep1", "rep2", "rep3", "manager1", "director"}
	r := newRecount(t, w, people)
	queries := map[string]Query{"everything": {Period: p}, "team": {Department: w.East1, Period: p}}
	for _, who := range people[:4] {
		queries[who] = Query{Owner: w.As(who).Person, Period: p}
	}
	for name, q := range queries {
		in := func(id crm.PersonID) bool { return q.Owner.IsZero() || id == q.Owner }
		same := func(a, b crm.PersonID) bool { return q.Owner.IsZero() && r.team[a] == r.team[b] }
		if !q.Department.IsZero() {
			in = func(id crm.PersonID) bool { return r.team[id] == q.Department }
		}
		sums, again := r.tally(p, in, same)
		w.View(t, "director", func(tx *db.Tx) error {
			got, err := Get(tx, q)
			if err != nil {
				return err
			}
			differ(rt, name, got, sums, again)
			if !q.Owner.IsZero() {
				e, err := Earnings(tx, []crm.PersonID{q.Owner}, p)
				if x := e[q.Owner]; err != nil || x.Signed != got.Signed || x.Abandoned != got.Abandoned || x.Received != got.Slots.Received {
					rt.Errorf("%s earned %+v, report %+v: %v", name, x, got, err)
				}
			}
			if p.To >= last {
				standing(rt, tx, name, q, got)
			}
			return nil
		})
	}
}

func differ(rt *rapid.T, name string, got Report, want [8]Sums, again int64) {
	var received int64
	for i, f := range got.Layers {
		s := want[i+1]
		received += s.Received
		if f.Count != s.Stock || f.Entered != s.Entered {
			rt.Errorf("%s %s: stock %d, entered %d, recount %d, %d", name, f.Layer, f.Count, f.Entered, s.Stock, s.Entered)
		}
		if f.Rate == nil {
			f.Rate = &Rate{}
		}
		if i+1 < words.Implemented && (f.Rate.Forward != s.Forward || f.Rate.Abandoned != s.Abandoned) {
			rt.Errorf("%s %s: forward %d, abandoned %d, recount %d, %d", name, f.Layer, f.Rate.Forward, f.Rate.Abandoned, s.Forward, s.Abandoned)
		}
		if s.Forward > 0 && math.Abs(f.Days.Value-s.Days/float64(s.Forward)) > 0.011 {
			rt.Errorf("%s %s: %v days, recount %v / %d", name, f.Layer, f.Days.Value, s.Days, s.Forward)
		}
	}
	if signed := want[words.Signed].Entered - again; got.Signed != signed || got.Abandoned != want[0].Entered || got.Slots.Received != received {
		rt.Errorf("%s: signed %d, abandoned %d, received %d, recount %d, %d, %d", name, got.Signed, got.Abandoned, got.Slots.Received,
			signed, want[0].Entered, received)
	}
}

// standing compares the stock of now with the customers themselves.
func standing(rt *rapid.T, tx *db.Tx, name string, q Query, got Report) {
	type row struct {
		Layer int   `db:"layer"`
		N     int64 `db:"n"`
		Self  int64 `db:"self"`
	}
	rows, err := db.All[row](tx, `SELECT layer, COUNT(*) AS n, COUNT(CASE WHEN self_found AND layer <= 5 THEN 1 END) AS self FROM customer
		WHERE tenant_id = @tenant AND owner_id IS NOT NULL AND (CAST(@owner AS BIGINT) = 0 OR owner_id = @owner) AND (CAST(@department AS BIGINT) = 0 OR department_id = @department) GROUP BY layer`,
		db.Args{"owner": q.Owner.Int64(), "department": q.Department.Int64()})
	if err != nil {
		rt.Fatal(err)
	}
	var counts [8]int64
	var self int64
	for _, r := range rows {
		counts[r.Layer] = r.N
		self += r.Self
	}
	for i, f := range got.Layers {
		if f.Count != counts[i+1] {
			rt.Errorf("%s %s: stock %d, customers %d", name, f.Layer, f.Count, counts[i+1])
		}
	}
	if got.SelfFound != self {
		rt.Errorf("%s: self-found %d, customers %d", name, got.SelfFound, self)
	}
}
