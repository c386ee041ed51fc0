package funnel

import (
	"slices"

	"laidan/internal/crm"
	"laidan/internal/customer"
	"laidan/internal/words"
)

// Delta changes one roll-up row: a person's or a department's figures of one
// layer on one day. Day 0 holds the stock of now; there only the stocks count.
//
// Only owned customers are counted: the pool and the cold store belong to
// nobody's funnel.
type Delta struct {
	Scope int64   `db:"scope_id"`
	Day   crm.Day `db:"day"`
	Layer int     `db:"layer"`
	Sums
}

// Sums are the figures of a roll-up row.
type Sums struct {
	Stock     int64 `db:"stock"`
	SelfFound int64 `db:"self_found"` // the part of the stock its owners found themselves
	// Entered counts arrivals: by a move forward (a layer jumped over is entered
	// and left), or from elsewhere in layers 1-5. Moving back is no arrival.
	Entered int64 `db:"entered"`
	// Received counts hand-outs: claim, assign, round robin.
	Received  int64   `db:"received"`
	Forward   int64   `db:"forward"`
	Abandoned int64   `db:"abandoned"`
	Days      float64 `db:"days"` // working days of the exits forward, added up
}

func (s *Sums) add(t Sums) {
	s.Stock += t.Stock
	s.SelfFound += t.SelfFound
	s.Entered += t.Entered
	s.Received += t.Received
	s.Forward += t.Forward
	s.Abandoned += t.Abandoned
	s.Days += t.Days
}

func (s Sums) negative() Sums {
	return Sums{-s.Stock, -s.SelfFound, -s.Entered, -s.Received, -s.Forward, -s.Abandoned, -s.Days}
}

// Exit is a customer leaving a layer, forward or into the cold store.
type Exit struct {
	Layer     int
	Abandoned bool
	Days      float64
}

// Exits are the layers a move leaves: the one left after days, and each one
// jumped over after 0 days. Moving back leaves none; an imported standing has no
// honest beginning and is kept out.
func Exits(from, to int, days float64, imported bool) []Exit {
	var out []Exit
	if to == words.Abandoned {
		if from != words.Abandoned && !imported {
			out = append(out, Exit{Layer: from, Abandoned: true, Days: days})
		}
		return out
	}
	if from == words.Abandoned {
		return nil // taken out of the cold store: by a manager's verdict, not by selling
	}
	for l := from; l < to; l++ {
		switch {
		case l > from:
			out = append(out, Exit{Layer: l})
		case !imported:
			out = append(out, Exit{Layer: l, Days: days})
		}
	}
	return out
}

// ledger adds up deltas, so that an act writes each row once.
type ledger struct {
	rows []Delta
}

func (l *ledger) add(scope int64, day crm.Day, layer int, s Sums) {
	if scope == 0 || s == (Sums{}) {
		return
	}
	i := slices.IndexFunc(l.rows, func(d Delta) bool { return d.Scope == scope && d.Day == day && d.Layer == layer })
	if i < 0 {
		i = len(l.rows)
		l.rows = append(l.rows, Delta{Scope: scope, Day: day, Layer: layer})
	}
	l.rows[i].Sums.add(s)
}

// stock books a change of stock on the day and in the running row.
func (l *ledger) stock(scope int64, day crm.Day, layer int, n int64, selfFound bool) {
	if layer == words.Abandoned {
		return
	}
	s := Sums{Stock: n}
	if selfFound && words.InHold(layer) {
		s.SelfFound = n
	}
	l.add(scope, day, layer, s)
	l.add(scope, 0, layer, s)
}

// booked are the rows that change something, in one order for every act: two
// acts that touch the same rows then wait for each other instead of dead-locking.
func (l *ledger) booked() []Delta {
	rows := slices.DeleteFunc(l.rows, func(d Delta) bool { return d.Sums == (Sums{}) })
	slices.SortFunc(rows, byKey)
	return rows
}

func byKey(a, b Delta) int {
	switch {
	case a.Scope != b.Scope:
		return sign(a.Scope < b.Scope)
	case a.Day != b.Day:
		return sign(a.Day < b.Day)
	default:
		return a.Layer - b.Layer
	}
}

func sign(less bool) int {
	if less {
		return -1
	}
	return 1
}

// MoveDeltas are the roll-ups of a customer moving from its layer to another,
// credited to its owner and the owner's department.
func MoveDeltas(c customer.Row, to int, day crm.Day, days float64) []Delta {
	var l ledger
	from := c.Layer
	for _, scope := range scopes(c) {
		l.stock(scope, day, from, -1, c.SelfFound)
		l.stock(scope, day, to, 1, c.SelfFound)
		for _, e := range Exits(from, to, days, c.ImportedStand) {
			if e.Abandoned {
				l.add(scope, day, e.Layer, Sums{Abandoned: 1})
			} else {
				l.add(scope, day, e.Layer, Sums{Forward: 1, Days: e.Days})
			}
		}
		switch {
		case to == words.Abandoned:
			l.add(scope, day, to, Sums{Entered: 1})
		default:
			for layer := from + 1; layer <= to; layer++ {
				l.add(scope, day, layer, Sums{Entered: 1})
			}
		}
	}
	return l.booked()
}

// arrivals are the kinds of hand-over by which customers newly come to somebody.
// An undone or rejected one only comes back.
var arrivals = []string{"create", "import", "claim", "assign", "round_robin", "disable"}

// handOuts are the kinds that count as received: the organisation gave a
// resource.
var handOuts = []string{"claim", "assign", "round_robin"}

// StockDeltas are the roll-ups of customers changing hands: out of one owner's
// stock into another's. Leaving or entering the pool has one side only.
func StockDeltas(kind string, day crm.Day, steps []customer.Step) []Delta {
	var l ledger
	for _, s := range steps {
		before, after := scopes(s.Before), scopes(s.After)
		for _, scope := range before {
			l.stock(scope, day, s.Before.Layer, -1, s.Before.SelfFound)
		}
		for i, scope := range after {
			l.stock(scope, day, s.After.Layer, 1, s.After.SelfFound)
			if i < len(before) && before[i] == scope {
				continue // a colleague's customer is nothing new to the department
			}
			var in Sums
			if words.InHold(s.After.Layer) && slices.Contains(arrivals, kind) {
				in.Entered = 1
			}
			if slices.Contains(handOuts, kind) {
				in.Received = 1
			}
			l.add(scope, day, s.After.Layer, in)
		}
	}
	return l.booked()
}

// Arrival is how a customer came in: on which day, into which department's
// figures.
type Arrival struct {
	customer.Row
	Day        crm.Day
	Department crm.DepartmentID
}

// UndoneDeltas are the roll-ups of customers that never came, with StockDeltas of
// the same kind before: the arrival goes from the day it was booked on. An owner
// who changed department since left the old one's stock already; there it goes
// from the new one's, today.
func UndoneDeltas(kind string, today crm.Day, list []Arrival) []Delta {
	var l ledger
	for _, a := range list {
		came := a.Row
		came.DepartmentID = a.Department
		for _, d := range StockDeltas(kind, a.Day, []customer.Step{{After: came}}) {
			if d.Scope == a.Department.Int64() && a.Department != a.DepartmentID {
				d.Stock, d.SelfFound = 0, 0
			}
			l.add(d.Scope, d.Day, d.Layer, d.Sums.negative())
		}
		if a.Department != a.DepartmentID && len(scopes(a.Row)) > 0 {
			l.stock(a.DepartmentID.Int64(), today, a.Layer, -1, a.SelfFound)
		}
	}
	return l.booked()
}

// scopes are whose figures a customer counts in: the owner's and the
// department's, nobody's without an owner or in the archive.
func scopes(c customer.Row) []int64 {
	if c.OwnerID.IsZero() || c.Archived {
		return nil
	}
	return []int64{c.OwnerID.Int64(), c.DepartmentID.Int64()}
}
