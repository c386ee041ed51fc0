package funnel

import (
	"cmp"
	"slices"
	"testing"

	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/db/dbtest"
	"laidan/internal/words"
)

// A recount tells every figure of a report again, from the history alone: the
// rows of move and receipt, replayed in the order of their ids.

// step is one row of either table.
type step struct {
	ID       int64          `db:"id"`
	Customer crm.CustomerID `db:"customer_id"`
	Day      crm.Day        `db:"day"`
	Kind     string         `db:"kind"` // "move", or the kind of a receipt
	From     int            `db:"from_layer"`
	To       int            `db:"to_layer"`
	Owner    crm.PersonID   `db:"owner_id"` // of a receipt: who got it
	Days     float64        `db:"days"`
	Imported bool           `db:"imported"`
}

const stepsSQL = `SELECT id, customer_id, day, 'move' AS kind, from_layer, to_layer, owner_id, days, imported FROM move WHERE tenant_id = @tenant
	UNION ALL SELECT id, customer_id, day, kind, 0, 0, to_owner, 0, FALSE FROM receipt WHERE tenant_id = @tenant`

// left is one exit of the replay.
type left struct {
	customer  crm.CustomerID
	layer     int
	day       crm.Day
	abandoned bool
	days      float64
	owner     crm.PersonID
}

type place struct {
	layer int
	owner crm.PersonID
}

type recount struct {
	steps []step
	team  map[crm.PersonID]crm.DepartmentID
}

func newRecount(t testing.TB, w dbtest.World, people []string) recount {
	r := recount{team: map[crm.PersonID]crm.DepartmentID{}}
	w.View(t, "admin", func(tx *db.Tx) (err error) {
		r.steps, err = db.All[step](tx, stepsSQL)
		return err
	})
	slices.SortFunc(r.steps, func(a, b step) int { return cmp.Compare(a.ID, b.ID) })
	for _, key := range people {
		r.team[w.As(key).Person] = w.As(key).Department
	}
	return r
}

// tally is what the report must say of the people for whom in holds. same tells
// whether two people share a scope, so that a hand-over between them is no
// arrival.
func (r recount) tally(p Period, in func(crm.PersonID) bool, same func(a, b crm.PersonID) bool) (sums [8]Sums, signedAgain int64) {
	at := map[crm.CustomerID]place{}
	var exits []left
	for _, s := range r.steps {
		now, ok := at[s.Customer]
		if !ok {
			now.layer = words.Resource
		}
		if s.Day <= p.To && !now.owner.IsZero() && in(now.owner) {
			sums[now.layer].Stock--
		}
		if s.Kind == "move" {
			exits = append(exits, leaves(s, now)...)
			if s.Day >= p.From && s.Day <= p.To && !now.owner.IsZero() && in(now.owner) {
				enter(&sums, s)
			}
			now.layer = s.To
		} else {
			if s.Day >= p.From && s.Day <= p.To && !s.Owner.IsZero() && in(s.Owner) && (now.owner.IsZero() || !same(now.owner, s.Owner)) {
				if s.Kind != "reject" && now.layer <= words.Opportunity {
					sums[now.layer].Entered++
				}
				if s.Kind == "claim" || s.Kind == "assign" {
					sums[now.layer].Received++
				}
			}
			now.owner = s.Owner
		}
		if s.Day <= p.To && !now.owner.IsZero() && now.layer > 0 && in(now.owner) {
			sums[now.layer].Stock++
		}
		at[s.Customer] = now
	}
	signedAgain = r.count(&sums, exits, p, in)
	return sums, signedAgain
}

// leaves are the layers a move leaves, by the words of the decision: one exit
// per layer passed, 0 days in those jumped over, no imported standing.
func leaves(s step, now place) (out []left) {
	if now.owner.IsZero() {
		return nil
	}
	l := left{customer: s.Customer, day: s.Day, owner: now.owner}
	if s.To == 0 {
		l.layer, l.abandoned = s.From, true
		if !s.Imported {
			out = append(out, l)
		}
		return out
	}
	for l.layer = s.From; l.layer < s.To; l.layer++ {
		l.days = 0
		if l.layer == s.From {
			l.days = s.Days
		}
		if l.layer > s.From || !s.Imported {
			out = append(out, l)
		}
	}
	return out
}

func enter(sums *[8]Sums, s step) {
	if s.To == 0 {
		sums[0].Entered++
	}
	for l := s.From + 1; l <= s.To; l++ {
		sums[l].Entered++
	}
}

// count counts each customer's last exit of each layer in the period, and how
// many signings among the others were taken back or repeated.
func (r recount) count(sums *[8]Sums, exits []left, p Period, in func(crm.PersonID) bool) (signedAgain int64) {
	for i, l := range exits {
		if l.day < p.From || l.day > p.To || !in(l.owner) {
			continue
		}
		later := slices.ContainsFunc(exits[i+1:], func(m left) bool {
			return m.customer == l.customer && m.layer == l.layer && m.day <= p.To
		})
		switch {
		case later && l.abandoned:
			sums[0].Entered--
		case later && l.layer == words.Opportunity:
			signedAgain++
		case later:
		case l.abandoned:
			sums[l.layer].Abandoned++
		default:
			sums[l.layer].Forward++
			sums[l.layer].Days += l.days
		}
	}
	return signedAgain
}
