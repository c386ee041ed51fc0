package demo

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"time"

	"laidan/internal/crm"
	"laidan/internal/customer"
	"laidan/internal/phone"
	"laidan/internal/textkey"
)

const (
	quota       = 30
	historyDays = 540 // calendar days of funnel history at most
	coolingDays = 90
	// intake is how many new resources a rep gets per working day. With the ideal
	// rates and days it fills a hold a little under the quota.
	intake = 2.35
	// flowShare bounds how many customers have a funnel history; of the others
	// oldShare were brought along as implemented, the rest lie in the pool.
	flowShare = 0.62
	oldShare  = 0.22
	chunk     = 2000 // customers per transaction
)

// seed is one customer to write: who gets it and when.
type seed struct {
	n     int // number of the customer; its random stream
	owner *rep
	start float64
	kind  int
}

const (
	inFlow = iota
	brought
	inPool
)

// customers simulates and writes everybody. Two passes over the same streams:
// the first weighs the stories, so that the second hits the asked number of
// touches exactly.
func (g *generator) customers(ctx context.Context) error {
	seeds := g.plan()
	total := 0.0
	for _, s := range seeds {
		total += g.weigh(s)
	}
	sum, given := 0.0, 0
	for i, s := range seeds {
		sum += g.weigh(s)
		upTo := int(sum / total * float64(g.o.Touches))
		if i == len(seeds)-1 {
			upTo = g.o.Touches
		}
		g.write(s, upTo-given)
		given = upTo
		if (i+1)%chunk == 0 || i == len(seeds)-1 {
			if err := g.flush(ctx); err != nil {
				return err
			}
			if g.o.Log != nil && (i+1)%(50*chunk) == 0 {
				g.o.Log.Info("demo", "customers", i+1, "rows", g.rows)
			}
		}
	}
	return nil
}

// stream is the random source of one customer: the same in both passes.
func (g *generator) stream(n int) *rand.Rand { return rand.New(rand.NewPCG(g.o.Seed, uint64(n)+7)) }

// plan shares the customers out: a steady flow of resources to every rep up to
// now, old customers brought along, and a pool.
func (g *generator) plan() []seed {
	var reps []*rep
	flow := 0.0
	for t := range g.teams {
		for i := range g.teams[t].reps {
			reps = append(reps, &g.teams[t].reps[i])
			flow += g.teams[t].reps[i].temper.flow
		}
	}
	count := int(float64(g.o.Customers) * flowShare)
	span := float64(count) / (flow * intake)
	if longest := float64(len(g.days.days) - 10); span > longest {
		span = longest
		count = int(span * flow * intake)
	}
	first := g.days.now - span
	seeds := make([]seed, 0, g.o.Customers)
	// Old and pooled customers are older than the flow, so that ids grow with time.
	rest := g.o.Customers - count
	old := int(float64(rest) * oldShare)
	for i := range rest {
		s := seed{n: i, kind: inPool, start: first * float64(i) / float64(rest)}
		if i*old/max(1, rest) != (i+1)*old/max(1, rest) {
			s.kind, s.owner = brought, reps[g.r.IntN(len(reps))]
		}
		seeds = append(seeds, s)
	}
	turn := 0.0
	acc := make([]float64, len(reps))
	for i := range count {
		at := first + span*float64(i)/float64(count)
		// Each rep's share by flow: whoever is furthest behind is next.
		best := 0
		turn++
		for k := range reps {
			acc[k] += reps[k].temper.flow
			if acc[k] > acc[best] {
				best = k
			}
			if len(reps) > 64 && k > 64 { // many reps: a random one of them is fair enough
				best = g.r.IntN(len(reps))
				break
			}
		}
		acc[best] -= flow
		seeds = append(seeds, seed{n: rest + i, owner: reps[best], start: at, kind: inFlow})
	}
	return seeds
}

func (g *generator) story(s seed) story {
	if s.kind != inFlow {
		return story{start: s.start, layer: 1}
	}
	return tell(g.stream(s.n), s.owner.temper, s.start, g.days.now)
}

func (g *generator) weigh(s seed) float64 {
	switch s.kind {
	case brought:
		return 6 // return visits
	case inPool:
		return 0
	}
	st := g.story(s)
	// Newly handed out and not yet called: the first response is still open, for
	// some already overdue.
	if age := g.days.now - s.start; len(st.steps) == 0 && (age < 0.7 || s.n%6 == 0 && age < 2) {
		return 0
	}
	return st.weight(g.days.now)
}

// write makes all rows of one customer.
func (g *generator) write(s seed, touches int) {
	st := g.story(s)
	r := rand.New(rand.NewPCG(g.o.Seed+1, uint64(s.n)))
	collected := g.days.at(s.start - 0.2)
	t := trades[r.IntN(len(trades))]
	city := r.IntN(len(places))
	p := places[city]
	id := crm.IDOf[crm.Customer](g.ids.Next(collected))
	c := customer.Row{ID: id, Kind: "company", Name: companyName(r, p, t), Temperature: "cold", Texts: customer.Texts{Goal: "", Source: weighted(r, sources, sourceWeights), Industry: t.industry, Province: p.province, City: p.city}, Tags: "[]", Custom: "{}", Layer: st.layer, DealCurrency: "CNY", Version: 1,
		CreatedBy: g.staff["support"], CreatedAt: crm.At(collected), UpdatedAt: crm.At(collected), LayerSince: crm.At(g.days.at(s.start)),
		ContactTitle: t.titles[r.IntN(len(t.titles))], ContactName: contactName(r)}
	c.NameKey = textkey.SortKey(c.Name)
	c.Phone = g.mobile(city)
	c.Numbers = phone.NumbersOf("+86" + c.Phone)
	l := life{g: g, r: r, c: &c, st: &st, s: s, trade: t}
	switch s.kind {
	case inFlow:
		l.inFlow(touches)
	case brought:
		l.brought(touches)
	default:
		c.PoolID = g.pool
		if r.IntN(9) == 0 {
			c.Grade = []string{"A", "B", "B", "C", "C"}[r.IntN(5)]
		}
	}
	if r.IntN(6) == 0 {
		tag := tags[r.IntN(len(tags))]
		b, _ := json.Marshal([]string{tag}) // a list of one string
		c.Tags = string(b)
		g.out.tags = append(g.out.tags, tagRow{tag, id})
	}
	c.Search = textkey.Doc([]string{c.Name, c.ContactName}, []string{c.Phone})
	g.out.customers = append(g.out.customers, c)
	g.contact(c)
	if c.Holds() {
		g.used[c.OwnerID]++
	}
}

func (g *generator) contact(c customer.Row) {
	contact := crm.IDOf[crm.Contact](c.ID.Int64() + 1)
	norm := "+86" + c.Phone
	g.out.contacts = append(g.out.contacts, contactRow{c.ID, contact, c.ContactName, c.ContactTitle, true, c.CreatedAt})
	g.out.channels = append(g.out.channels, channelRow{c.ID, c.ID.Int64() + 2, contact, "phone", c.Phone, norm})
	g.out.keys = append(g.out.keys, keyRow{"mobile", norm, c.ID, true}, keyRow{"name", textkey.CompanyKey(c.Name), c.ID, false})
}

func companyName(r *rand.Rand, p place, t trade) string {
	n := []rune{brands[r.IntN(len(brands))], brands[r.IntN(len(brands))]}
	name := string(n) + t.words[r.IntN(len(t.words))]
	switch r.IntN(5) {
	case 0:
		return p.city + name + "有限公司"
	case 1:
		return name + "（" + p.city + "）有限公司"
	case 2:
		return p.province + name + "股份有限公司"
	case 3:
		return name + "有限公司"
	}
	return p.city + name + "厂"
}

func contactName(r *rand.Rand) string {
	name := []rune{surnames[r.IntN(len(surnames))], givenChars[r.IntN(len(givenChars))]}
	if r.IntN(3) > 0 {
		name = append(name, givenChars[r.IntN(len(givenChars))])
	}
	return string(name)
}

// mobile gives the next number of a city, its prefixes in turn: 7919 is prime to
// 10,000, so the last four digits look random and none comes twice in a prefix.
func (g *generator) mobile(city int) string {
	k := g.numbers[city]
	g.numbers[city]++
	p := places[city].prefixes
	return fmt.Sprintf("%s%04d", p[k%len(p)], (k/len(p)*7919+1234+k%len(p)*613+city*3571)%10000)
}

func weighted(r *rand.Rand, list []string, weights []int) string {
	sum := 0
	for _, w := range weights {
		sum += w
	}
	n := r.IntN(sum)
	for i, w := range weights {
		if n -= w; n < 0 {
			return list[i]
		}
	}
	return list[0]
}

func (g *generator) day(t time.Time) crm.Day { return crm.DayOf(t, g.zone) }
