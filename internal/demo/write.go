package demo

import (
	"context"
	"sort"
	"time"

	"laidan/internal/crm"
	"laidan/internal/customer"
	"laidan/internal/db"
)

// buffers collect the rows of a few thousand customers for one transaction.
type buffers struct {
	customers []customer.Row
	contacts  []contactRow
	channels  []channelRow
	keys      []keyRow
	tags      []tagRow
	moves     []moveRow
	exits     []exitRow
	receipts  []receiptRow
	touches   []touchRow
	plans     []planRow
	deals     []dealRow
	contracts []contractRow
	payments  []paymentRow
}

func (g *generator) flush(ctx context.Context) error {
	b := g.out
	g.out = buffers{}
	docs := make([]db.SearchDoc, len(b.customers))
	for i, c := range b.customers {
		docs[i] = db.SearchDoc{ID: c.ID.Int64(), Doc: c.Indexed()}
	}
	err := g.update(ctx, func(tx *db.Tx) error {
		return first(
			func() error { return db.InsertMany(tx, "customer", b.customers) },
			func() error { return db.PutSearchMany(tx, docs) },
			func() error { return db.InsertMany(tx, "contact", b.contacts) },
			func() error { return db.InsertMany(tx, "channel", b.channels) },
			func() error { return db.InsertMany(tx, "customer_key", b.keys) },
			func() error { return db.InsertMany(tx, "customer_tag", b.tags) },
			func() error { return db.InsertMany(tx, "move", b.moves) },
			func() error { return db.InsertMany(tx, "layer_exit", b.exits) },
			func() error { return db.InsertMany(tx, "receipt", b.receipts) },
			func() error { return db.InsertMany(tx, "touch", b.touches) },
			func() error { return db.InsertMany(tx, "plan", b.plans) },
			func() error { return db.InsertMany(tx, "deal", b.deals) },
			func() error { return db.InsertMany(tx, "contract", b.contracts) },
			func() error { return db.InsertMany(tx, "payment", b.payments) },
		)
	})
	g.rows += len(b.customers) + len(docs) + len(b.contacts) + len(b.channels) + len(b.keys) + len(b.tags) + len(b.moves) + len(b.exits) +
		len(b.receipts) + len(b.touches) + len(b.plans) + len(b.deals) + len(b.contracts) + len(b.payments)
	return err
}

func first(steps ...func() error) error {
	for _, s := range steps {
		if err := s(); err != nil {
			return err
		}
	}
	return nil
}

type rollupKey struct {
	scope int64
	day   crm.Day
	layer int
}

type rollup struct {
	Stock     int64   `db:"stock"`
	SelfFound int64   `db:"self_found"`
	Entered   int64   `db:"entered"`
	Received  int64   `db:"received"`
	Forward   int64   `db:"forward"`
	Abandoned int64   `db:"abandoned"`
	Days      float64 `db:"days"`
}

type rollupRow struct {
	Scope int64 `db:"scope_id"`
	Day   int64 `db:"day"` // a number: day 0 is the running stock, not "no day"
	Layer int   `db:"layer"`
	rollup
}

// book adds to the figures of the rep and of the team.
func (g *generator) book(owner *rep, day crm.Day, layer int, r rollup) {
	for _, scope := range []int64{owner.id.Int64(), owner.team.Int64()} {
		k := rollupKey{scope, day, layer}
		sum, ok := g.ledger[k]
		if !ok {
			sum = &rollup{}
			g.ledger[k] = sum
		}
		sum.Stock += r.Stock
		sum.SelfFound += r.SelfFound
		sum.Entered += r.Entered
		sum.Received += r.Received
		sum.Forward += r.Forward
		sum.Abandoned += r.Abandoned
		sum.Days += r.Days
	}
}

// stockNow adds to the running stock, which stands on day 0.
func (g *generator) stockNow(owner *rep, layer int, n int64) {
	g.book(owner, 0, layer, rollup{Stock: n})
}

// selfFound marks one customer of the stock as found by the rep.
func (g *generator) selfFound(owner *rep, layer int) {
	g.book(owner, 0, layer, rollup{SelfFound: 1})
	g.book(owner, g.day(g.o.Now), layer, rollup{SelfFound: 1})
}

// figures writes the roll-ups and the hold counters.
func (g *generator) figures(ctx context.Context) error {
	list := make([]rollupRow, 0, len(g.ledger))
	for k, r := range g.ledger {
		list = append(list, rollupRow{k.scope, int64(k.day), k.layer, *r})
	}
	sort.Slice(list, func(i, j int) bool {
		a, b := list[i], list[j]
		if a.Scope != b.Scope {
			return a.Scope < b.Scope
		}
		if a.Day != b.Day {
			return a.Day < b.Day
		}
		return a.Layer < b.Layer
	})
	g.rows += len(list)
	return g.update(ctx, func(tx *db.Tx) error {
		for person, used := range g.used {
			if _, err := db.Exec(tx, `UPDATE hold SET used = @used WHERE tenant_id = @tenant AND person_id = @person`, db.Args{"used": used, "person": person}); err != nil {
				return err
			}
		}
		return db.InsertMany(tx, "funnel_day", list)
	})
}

// ahead is the instant of a position that may lie after now: the same hours on
// the following working days.
func (g *generator) ahead(p float64) time.Time {
	last := float64(len(g.days.days) - 1)
	if p < last+1 {
		return g.days.at(p).Truncate(15 * time.Minute)
	}
	t := g.days.days[len(g.days.days)-1]
	for n := int(p - last); n > 0; {
		t = t.AddDate(0, 0, 1)
		if g.working(t) {
			n--
		}
	}
	return t.Add(time.Duration((p - float64(int(p))) * float64(dayHours))).Truncate(15 * time.Minute)
}
