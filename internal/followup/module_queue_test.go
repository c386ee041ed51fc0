package followup

import (
	"fmt"
	"strings"
	"testing"

	"laidan/internal/crm"
	"laidan/internal/customer"
	"laidan/internal/db"
	"laidan/internal/list"
	"laidan/internal/room/roomtest"
	"laidan/internal/words"

	"pgregory.net/rapid"
)

// standards binds what the funnel gives: days and ideals of layers.
func (w world) standards() {
	days := []float64{0, 1, 1, 5, 5, 5, 5, 0}
	roomtest.Bind(w.d, Needs{
		IdealDays: func(_ *db.Tx, layer int) float64 { return days[layer] },
		Pace: func(tx *db.Tx, layer int, since crm.Millis) (float64, float64) {
			return tx.Now.Sub(since.Time()).Hours() / 24, days[layer]
		},
		Bands: bands,
	})
}

// todayAt fills a queue as in the picture a-today.
func (w world) todayAt() {
	for _, g := range []given{
		{name: "霖川冷链", layer: 6, grade: "A", temperature: words.Hot, since: "10-12 09:00", last: "10-13 16:00", plan: Step{At: at("10-14 16:00"), Channel: words.Call, Content: "首付款今天到期，验收资料待寄"}},
		{name: "澜禾精密机械", layer: 5, grade: "A", temperature: words.Hot, since: "10-14 09:20", assigned: "10-09 09:00", last: "10-13 15:42", phone: "+8613800004172",
			plan: Step{At: at("10-14 10:00"), Channel: words.Call, Content: "回电说报价，13800004172", Promised: true}},
		{name: "柏砾建材", layer: 5, grade: "B", temperature: words.Warm, since: "10-12 09:20", last: "10-12 15:42", plan: Step{At: at("10-14 14:30"), Channel: words.Visit, Goal: "上门演示"}},
		{name: "朗汇包装", layer: 4, grade: "A", temperature: words.Hot, since: "10-12 11:00", last: "10-12 11:00", fast: true, plan: Step{At: at("10-16 10:00"), Channel: words.WeChat}},
		{name: "启珩机械", layer: 4, grade: "B", temperature: words.Hot, since: "10-12 11:00", last: "10-12 10:00", plan: Step{At: at("10-16 10:00"), Channel: words.Call}},
		{name: "铄合塑业", layer: 2, grade: "B", temperature: words.Cold, since: "10-13 10:00", last: "10-12 10:00"},
		{name: "远岑物流", layer: 1, since: "10-13 14:02", firstDue: "10-14 14:02"},
		{name: "嘉榉家居", layer: 1, since: "10-14 08:55", firstDue: "10-15 08:55"},
		{name: "自己找的", layer: 3, grade: "A", temperature: words.Hot, last: "10-13 10:00", selfFound: true},
		{name: "今天不用", layer: 3, grade: "A", temperature: words.Hot, last: "10-13 10:00", plan: Step{At: at("10-15 10:00"), Channel: words.Call}},
		{name: "已实施", layer: 7, grade: "A", temperature: words.Hot, last: "09-13 10:00"},
		{name: "二组的", owner: "rep3", layer: 5, grade: "A", temperature: words.Hot, plan: Step{At: at("10-14 10:00"), Channel: words.Call}},
		{name: "同组的", owner: "rep2", layer: 1, since: "10-13 09:00", firstDue: "10-14 09:00"},
	} {
		id := w.customer(g)
		if g.fast {
			w.Update(w.t, "admin", func(tx *db.Tx) error {
				for i, from := range []int{2, 3} {
					if _, err := db.Exec(tx, `INSERT INTO move (tenant_id, customer_id, id, from_layer, to_layer, at, day, days)
						VALUES (@tenant, @customer, @id, @from, @to, @now, @today, 1)`, db.Args{"customer": id, "id": i + 1, "from": from, "to": from + 1}); err != nil {
						return err
					}
				}
				return nil
			})
		}
	}
}

func (w world) queue(who string, in queueIn) QueueView {
	w.t.Helper()
	var v QueueView
	w.View(w.t, who, func(tx *db.Tx) error {
		var err error
		v, err = getQueue(tx, &in)
		return err
	})
	return v
}

func printQueue(v QueueView) string {
	var b strings.Builder
	for _, i := range v.Items {
		fmt.Fprintf(&b, "%s %s | %s %s | %s\n", i.Customer.Layer, i.Customer.Name, i.Kind, i.Reason.Tone, i.Reason.Text)
	}
	fmt.Fprintf(&b, "done %d/%d, alarms %+v, bands", v.Done.Count, v.Done.Due, v.Alarms)
	for _, x := range v.Bands {
		fmt.Fprintf(&b, " %s %d/%d (%d-%d)", strings.ReplaceAll(strings.Trim(fmt.Sprint(x.Layers), "[]"), " ", "+"), x.Count, x.Ideal, x.Low, x.High)
	}
	return b.String() + "\n"
}

func TestQueue(t *testing.T) {
	each(t, func(w world) {
		w.standards()
		w.todayAt()
		mine := printQueue(w.queue("rep1", queueIn{}))
		watched := printQueue(w.queue("manager1", queueIn{Owner: w.As("rep1").Person}))
		team := printQueue(w.queue("manager1", queueIn{Team: true}))
		all := printQueue(w.queue("director", queueIn{Team: true}))
		checkGolden(w.t, "queue-rep.golden", mine+"--- the manager reads the rep's\n"+watched+"--- team\n"+team+"--- director\n"+all)
		err := w.as("rep1", func(tx *db.Tx) error { _, err := getQueue(tx, &queueIn{Owner: w.As("rep2").Person}); return err })
		w.refused(err, "not_found")
		err = w.as("manager2", func(tx *db.Tx) error { _, err := getQueue(tx, &queueIn{Owner: w.As("rep1").Person}); return err })
		w.refused(err, "not_found")
		err = w.as("rep1", func(tx *db.Tx) error { _, err := getQueue(tx, &queueIn{Owner: crm.IDOf[crm.Person](8)}); return err })
		w.refused(err, "not_found")
	})
}

// TestWideQueue: who sees everybody gets what is planned by today, in order.
func TestWideQueue(t *testing.T) {
	each(t, func(w world) {
		w.standards()
		w.todayAt()
		wide := w.As("service")
		err := w.d.View(w.t.Context(), wide, func(tx *db.Tx) error {
			q, err := TeamQueue(tx, customer.Part{})
			if err == nil && len(q.Lines) != 1 { // service sees signed customers only
				w.t.Errorf("service: %d lines", len(q.Lines))
			}
			return err
		})
		if err != nil {
			w.t.Fatal(err)
		}
		many := w.As("director")
		many.Visible = wideScope + 1
		err = w.d.View(w.t.Context(), many, func(tx *db.Tx) error {
			q, err := TeamQueue(tx, customer.Part{})
			if err == nil && (len(q.Lines) != 4 || q.Lines[0].Customer.Name != "霖川冷链") {
				w.t.Errorf("director: %d lines", len(q.Lines))
			}
			return err
		})
		if err != nil {
			w.t.Fatal(err)
		}
	})
}

// TestQueueProgress: a touch and a re-plan count as done and leave the list;
// what is due again later today stays; the pace gives an end.
func TestQueueProgress(t *testing.T) {
	each(t, func(w world) {
		w.standards()
		ids := []crm.CustomerID{}
		for i := range 8 {
			ids = append(ids, w.customer(given{name: fmt.Sprint("客户", i), plan: Step{At: at("10-14 09:00"), Channel: words.Call}}))
		}
		w.clock("10-14 08:42")
		w.log("rep1", ids[0], TouchRequest{Channel: words.Call, Result: words.Connected, Next: &NextStep{At: at("10-16 10:00")}})
		w.log("rep1", ids[1], TouchRequest{Channel: words.Call, Result: words.Connected, Next: &NextStep{At: at("10-16 10:00")}})
		w.log("rep1", ids[2], TouchRequest{Channel: words.Call, Result: words.Callback, Next: &NextStep{At: at("10-14 15:00")}})
		w.Update(w.t, "rep1", func(tx *db.Tx) error {
			_, _, err := SetPlan(tx, ids[3], NextStep{At: at("10-16 10:00")}, "改期")
			return err
		})
		// Touched and then given up: gone from the list, still done.
		w.Update(w.t, "rep1", func(tx *db.Tx) error {
			c, err := customer.ForUpdate(tx, ids[0])
			if err != nil {
				return err
			}
			_, err = customer.HandOver(tx, c, customer.Handover{Pool: w.Pool, Kind: "release"})
			return err
		})
		w.clock("10-14 10:42")
		v := w.queue("rep1", queueIn{})
		if v.Done.Count != 3 || v.Done.Due != 8 || len(v.Items) != 5 {
			w.t.Errorf("%s", printQueue(v))
		}
		// 3 in 2 hours, 5 left: 3 h 20 min, of which 2 h fall after the noon rest.
		if v.Done.FinishAt != at("10-14 16:02") {
			w.t.Errorf("finish %v", v.Done.FinishAt.Time().In(shanghai))
		}
	})
}

// TestQueueAgreesWithLists: the list's sort by queue, written in SQL, and the
// queue order the same customers alike.
func TestQueueAgreesWithLists(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		now := crm.At(morningOf14)
		instant := func(name string) crm.Millis {
			return rapid.SampledFrom([]crm.Millis{0, now - 90000000, now - 1, now, now + 1, now + 4*3600000 - 1, now + 4*3600000, now + 90000000}).Draw(t, name)
		}
		n := rapid.IntRange(2, 12).Draw(t, "n")
		lines := make([]Line, n)
		standing := map[int64]list.Standing{}
		for i := range lines {
			f := Facts{ID: int64(i + 1), Layer: rapid.IntRange(1, 6).Draw(t, "layer"), Grade: rapid.SampledFrom([]string{"A", "B", "C", ""}).Draw(t, "grade"),
				Temperature: rapid.SampledFrom(words.Temperatures).Draw(t, "temperature"), Fast: rapid.Bool().Draw(t, "fast"), FirstDue: instant("first"),
				LastTouch: instant("last"), AssignedAt: instant("assigned"), CreatedAt: now - 100000000, DoNotContact: rapid.Bool().Draw(t, "denied"),
				Plan: Step{At: instant("plan"), Channel: words.Call}}
			lines[i], _ = f.line(clock{morningOf14, shanghai})
			standing[f.ID] = list.Standing{Layer: f.Layer, NextAt: f.Plan.At, FirstDueAt: f.FirstDue, Fast: f.Fast, Grade: f.Grade, Temperature: f.Temperature,
				LastTouchAt: f.LastTouch, AssignedAt: f.AssignedAt, CreatedAt: f.CreatedAt}
		}
		Rank(lines)
		for i := 1; i < n; i++ {
			ra, wa := standing[lines[i-1].ID].Rank(now)
			rb, wb := standing[lines[i].ID].Rank(now)
			if ra > rb || ra == rb && wa > wb {
				t.Fatalf("%+v before %+v", lines[i-1].facts, lines[i].facts)
			}
		}
	})
}
