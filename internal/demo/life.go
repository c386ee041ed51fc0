package demo

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"laidan/internal/crm"
	"laidan/internal/customer"
	"laidan/internal/words"
)

// life turns a story into rows.
type life struct {
	g      *generator
	r      *rand.Rand
	c      *customer.Row
	st     *story
	s      seed
	trade  trade
	amount int64
}

var temperatures = []string{"cold", "cold", "warm", "warm", "hot", "hot", "warm", "warm"}

func (l *life) inFlow(touches int) {
	g, c, st, owner := l.g, l.c, l.st, l.s.owner
	assigned := g.days.at(st.start)
	c.AssignedAt = crm.At(assigned)
	c.OwnerID, c.DepartmentID = owner.id, owner.team
	g.out.receipts = append(g.out.receipts, receiptRow{Customer: c.ID, ID: 1, Kind: []string{"assign", "round_robin", "claim"}[l.r.IntN(3)],
		To: owner.id, Pool: g.pool, By: g.staff["support"], At: crm.At(assigned), Day: g.day(assigned)})
	g.book(owner, g.day(assigned), 1, rollup{Stock: 1, Entered: 1, Received: 1})
	st.contact(l.r, touches, g.days.now)
	slices.Sort(st.touches)
	l.qualify()
	for i, s := range st.steps {
		l.move(i, s)
	}
	l.contacts()
	switch {
	case st.layer == words.Abandoned:
		l.abandon()
	case words.AfterSale(st.layer):
		c.Fast = false
	}
	if l.c.OwnerID == (crm.PersonID{}) {
		return
	}
	g.stockNow(owner, c.Layer, 1)
	if len(st.touches) == 0 && c.Layer <= words.Graded {
		c.FirstDueAt = crm.At(assigned.Add(24 * time.Hour))
	}
	if words.InQueue(st.layer) {
		l.next()
	}
	// What does not fit the quota was found by the rep: allowed on top of it.
	if words.InHold(c.Layer) && g.used[owner.id] >= quota {
		c.SelfFound = true
		g.selfFound(owner, c.Layer)
	}
}

// qualify sets what is known once a customer is graded, and the money from
// "opportunity" on.
func (l *life) qualify() {
	deepest := l.st.layer
	for _, s := range l.st.steps {
		deepest = max(deepest, s.to, s.from)
	}
	if deepest >= 2 {
		l.c.Grade = []string{"A", "B", "B", "C", "C"}[l.r.IntN(5)]
		if deepest >= 4 && l.r.IntN(3) > 0 {
			l.c.Grade = []string{"A", "B"}[l.r.IntN(2)]
		}
		l.c.ProductID = l.g.products[l.trade.product]
		l.c.Goal = goals[l.r.IntN(len(goals))]
	}
	if deepest >= 3 {
		l.c.Temperature = temperatures[min(7, l.st.layer)]
		if l.r.IntN(4) == 0 {
			l.c.Temperature = []string{"hot", "warm", "cold"}[l.r.IntN(3)]
		}
		l.c.Preference = preferences[l.r.IntN(len(preferences))]
	}
	l.amount = products[l.trade.product].price * int64(50+l.r.IntN(150))
	l.amount -= l.amount % 10000 // whole hundreds of yuan
	if deepest >= 5 {
		l.deal()
	}
}

func (l *life) move(i int, s step) {
	g, c, owner := l.g, l.c, l.s.owner
	at := g.days.at(s.at)
	m := moveRow{Customer: c.ID, ID: int64(i + 1), From: s.from, To: s.to, At: crm.At(at), Day: g.day(at), By: owner.id, Owner: owner.id,
		Department: owner.team, Days: math.Round(s.days*100) / 100}
	if s.to == 0 {
		m.Reason = words.AbandonReasons[l.r.IntN(len(words.AbandonReasons))]
		if m.Reason == "bought_elsewhere" {
			m.Competitor = competitors[l.r.IntN(len(competitors))]
		}
		c.AbandonReason, c.Competitor = m.Reason, m.Competitor
	}
	if s.to != 0 && s.to < s.from {
		m.Reason = "客户要再比较一轮"
	}
	g.out.moves = append(g.out.moves, m)
	c.LayerSince = crm.At(at)
	c.Fast = s.to > s.from && s.days < idealDays[s.from]*fastFactor
	g.book(owner, m.Day, s.from, rollup{Stock: -1})
	g.book(owner, m.Day, s.to, rollup{Stock: 1})
	switch {
	case s.to == 0:
		g.book(owner, m.Day, s.from, rollup{Abandoned: 1})
		g.book(owner, m.Day, 0, rollup{Entered: 1, Stock: -1}) // leaves the owner at once
		l.exit(s.from, m, true, m.Days)
	case s.to > s.from:
		for layer := s.from; layer < s.to; layer++ {
			days := 0.0
			if layer == s.from {
				days = m.Days
			}
			g.book(owner, m.Day, layer, rollup{Forward: 1, Days: days})
			g.book(owner, m.Day, layer+1, rollup{Entered: 1})
			l.exit(layer, m, false, days)
		}
	}
}

// exit records a layer left; an earlier exit from the same layer learns of it.
func (l *life) exit(layer int, m moveRow, abandoned bool, days float64) {
	exits := l.g.out.exits
	for i := len(exits) - 1; i >= 0 && exits[i].Customer == l.c.ID; i-- {
		if exits[i].Layer == layer && exits[i].NextDay == 0 {
			exits[i].NextDay = m.Day
		}
	}
	l.g.out.exits = append(exits, exitRow{Customer: l.c.ID, Layer: layer, At: m.At, Day: m.Day, Abandoned: abandoned, Days: days,
		Owner: m.Owner, Department: m.Department})
}

func (l *life) contacts() {
	g, c := l.g, l.c
	for i, at := range l.st.touches {
		layer := max(1, l.st.layerAt(at))
		t := l.touch(i, g.days.at(at), layer)
		if slices.ContainsFunc(l.st.steps, func(s step) bool { return s.to > 2 && s.at-at >= 0 && s.at-at < 0.05 }) {
			t.Result, t.Channel, t.Seconds = "connected", "call", int64(60+l.r.IntN(420)) // a move follows a talk
			t.Content = l.words(layer, true)
			t.Feedback = feedbacks[l.r.IntN(len(feedbacks))]
		}
		g.out.touches = append(g.out.touches, t)
		c.LastTouchAt, c.LastChannel, c.LastResult = t.At, t.Channel, t.Result
		c.Touches++
	}
}

func (l *life) touch(i int, at time.Time, layer int) touchRow {
	t := touchRow{Customer: l.c.ID, ID: int64(i + 1), Contact: crm.IDOf[crm.Contact](l.c.ID.Int64() + 1), Channel: "call", Direction: "out",
		At: crm.At(at), Day: l.g.day(at), By: l.s.owner.id, Layer: layer, Created: crm.At(at)}
	switch n := l.r.IntN(100); {
	case n < 44:
		t.Result, t.Seconds = "connected", int64(40+l.r.IntN(500))
	case n < 66:
		t.Result = "no_answer"
	case n < 73:
		t.Result = "busy"
	case n < 76:
		t.Result = "off"
	case n < 81:
		t.Result, t.Seconds = "callback", int64(15+l.r.IntN(40))
	case n < 92:
		t.Channel, t.Result = "wechat", []string{"sent", "read", "replied"}[l.r.IntN(3)]
	case n < 96 && layer >= words.Lead:
		t.Channel, t.Result, t.Seconds = "visit", "met", int64(1800+l.r.IntN(5400))
	default:
		t.Channel, t.Result = "email", "sent"
	}
	t.Content = l.words(layer, t.Seconds > 30 || t.Channel != "call")
	if (t.Result == "connected" || t.Result == "replied" || t.Result == "met") && l.r.IntN(3) == 0 {
		t.Feedback = feedbacks[l.r.IntN(len(feedbacks))]
	}
	return t
}

// words are a line that fits: whoever was reached did not miss the call.
func (l *life) words(layer int, reached bool) string {
	list := contents[layer]
	for range 12 {
		if w := list[l.r.IntN(len(list))]; missed(w) != reached {
			return w
		}
	}
	return ""
}

func missed(words string) bool {
	return strings.Contains(words, "没接") || strings.Contains(words, "没人接") || strings.Contains(words, "不在")
}

// abandon puts the customer into the cold store; after the cooling-off most
// were evaluated and lie in the pool again.
func (l *life) abandon() {
	g, c := l.g, l.c
	left := c.LayerSince.Time()
	c.ReleasedBy, c.ReleasedAt = c.OwnerID, c.LayerSince
	c.OwnerID, c.DepartmentID = crm.PersonID{}, crm.DepartmentID{}
	c.CoolUntil = crm.At(left.AddDate(0, 0, coolingDays))
	g.out.receipts = append(g.out.receipts, receiptRow{Customer: c.ID, ID: 2, Kind: "abandon", From: c.ReleasedBy, By: c.ReleasedBy,
		At: c.LayerSince, Day: g.day(left), Reason: c.AbandonReason})
	if c.CoolUntil.Time().Before(g.o.Now) && l.r.IntN(5) > 0 {
		back := c.CoolUntil.Time().Add(33 * time.Hour)
		if back.After(g.o.Now) {
			return
		}
		manager := g.teams[0].manager
		c.Layer, c.PoolID, c.AbandonReason, c.Competitor, c.CoolUntil, c.LayerSince = 1, g.pool, "", "", 0, crm.At(back)
		g.out.moves = append(g.out.moves, moveRow{Customer: c.ID, ID: int64(len(l.st.steps) + 1), From: 0, To: 1, At: crm.At(back), Day: g.day(back), By: manager,
			Reason: "冷却期满，可以再联系"})
		g.out.receipts = append(g.out.receipts, receiptRow{Customer: c.ID, ID: 3, Kind: "evaluate", Pool: g.pool, By: manager, At: crm.At(back), Day: g.day(back)})
	}
}

// next plans the next contact of most open customers: some overdue, many today.
func (l *life) next() {
	g, c := l.g, l.c
	if c.Layer < words.Contacted && l.r.IntN(10) < 7 || l.r.IntN(20) == 0 {
		return
	}
	at := g.days.now
	switch n := l.r.IntN(100); {
	case n < 5:
		at -= 0.03 + 0.25*l.r.Float64()
	case n < 30:
		at = math.Floor(at) + 1 - (1-math.Mod(at, 1))*l.r.Float64()*0.95
	default:
		at += 0.6 + 4*l.r.Float64()
	}
	when := g.ahead(at)
	created := max(c.LastTouchAt, c.AssignedAt)
	p := planRow{Customer: c.ID, ID: c.ID.Int64() + 5, Person: c.OwnerID, At: crm.At(when), Channel: "call", Content: planContents[l.r.IntN(len(planContents))],
		Goal: planGoals[l.r.IntN(len(planGoals))], Promised: c.Layer >= words.Lead && l.r.IntN(3) == 0, Created: created}
	if c.Layer >= words.Opportunity && l.r.IntN(4) == 0 {
		p.Channel, p.Content, p.Goal = "visit", "上门演示", "确认参会人，讲清一年省多少人"
	}
	g.out.plans = append(g.out.plans, p)
	c.NextAt, c.NextChannel, c.NextGoal = p.At, p.Channel, p.Goal
}

func (l *life) deal() {
	g, c := l.g, l.c
	var opened, signed, paid time.Time
	for _, s := range l.st.steps {
		switch s.to {
		case 5:
			opened = g.days.at(s.at - 0.01)
		case 6:
			signed = g.days.at(s.at - 0.005)
		case 7:
			paid = g.days.at(s.at - 0.005)
		}
	}
	d := dealRow{Customer: c.ID, ID: c.ID.Int64() + 3, Name: products[l.trade.product].name, Product: c.ProductID, Amount: l.amount,
		ExpectedOn: g.day(g.o.Now.AddDate(0, 0, 5+l.r.IntN(30))), Probability: 10 * (2 + l.r.IntN(6)), State: "open", Owner: l.s.owner.id,
		CreatedBy: l.s.owner.id, Created: crm.At(opened)}
	switch {
	case !signed.IsZero():
		d.State, d.Probability, d.Closed = "won", 100, crm.At(signed)
		l.contract(d.ID, signed, paid)
	case l.st.layer == words.Abandoned:
		d.State, d.Probability, d.LossReason, d.Closed = "lost", 0, "客户放弃", crm.At(g.days.at(l.st.steps[len(l.st.steps)-1].at))
	default:
		c.DealAmount = &l.amount
	}
	g.out.deals = append(g.out.deals, d)
}

func (l *life) contract(deal int64, signed, paid time.Time) {
	g, c := l.g, l.c
	g.contracts++
	k := contractRow{Customer: c.ID, ID: c.ID.Int64() + 4, Deal: deal, Number: fmt.Sprintf("LS-%s-%06d", signed.Format("200601"), g.contracts), Amount: l.amount,
		SignedOn: g.day(signed), Owner: l.s.owner.id, CreatedBy: l.s.owner.id, Created: crm.At(signed)}
	first := l.amount / 2
	pay := func(n int64, amount int64, at time.Time) {
		k.Paid += amount
		g.out.payments = append(g.out.payments, paymentRow{k.ID, n, c.ID, amount, g.day(at), "银行转账", g.staff["finance"], crm.At(at)})
	}
	if !paid.IsZero() {
		pay(1, first, signed.AddDate(0, 0, 1))
		pay(2, l.amount-first, paid)
		k.AcceptedOn = g.day(paid)
	} else if l.r.IntN(2) == 0 && signed.AddDate(0, 0, 2).Before(g.o.Now) {
		pay(1, first, signed.AddDate(0, 0, 1))
	}
	g.out.contracts = append(g.out.contracts, k)
}

// brought is an old customer taken over from the system before: implemented,
// its standing marked as imported and therefore kept out of rates.
func (l *life) brought(touches int) {
	g, c, owner := l.g, l.c, l.s.owner
	c.OwnerID, c.DepartmentID, c.Layer, c.ImportedStand = owner.id, owner.team, 7, true
	c.AssignedAt, c.Source, c.Temperature = c.CreatedAt, "老系统", "warm"
	c.Grade, c.ProductID = []string{"A", "B", "C"}[l.r.IntN(3)], g.products[l.trade.product]
	l.st.layer = words.Implemented
	day := g.day(c.CreatedAt.Time())
	g.out.receipts = append(g.out.receipts, receiptRow{Customer: c.ID, ID: 1, Kind: "import", To: owner.id, By: g.staff["support"], At: c.CreatedAt, Day: day})
	g.book(owner, day, 7, rollup{Stock: 1})
	g.stockNow(owner, 7, 1)
	for range touches {
		l.st.touches = append(l.st.touches, l.st.start+0.1+(g.days.now-l.st.start-0.2)*l.r.Float64())
	}
	slices.Sort(l.st.touches)
	l.contacts()
}
