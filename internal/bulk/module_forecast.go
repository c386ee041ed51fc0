package bulk

import (
	"slices"

	"laidan/internal/crm"
	"laidan/internal/customer"
	"laidan/internal/db"
)

// forecast is what a dry run knows beyond the database, because it writes
// nothing: which keys the rows so far would have taken, and how they would have
// left the customers they make or change. A later row of the file is judged
// against that, as in the run it is judged against what was written.
type forecast struct {
	*session
	keys    *keyBook
	people  map[holder]*foreseen
	circle  *circle
	fetched bool
	mine    map[crm.PersonID]bool // whose customers the actor sees
	member  bool                  // of the pool that takes customers without an owner
}

// foreseen is a customer after some rows of the file.
type foreseen struct {
	customer.Customer
	crew
	touched []TouchIn
}

// forecastMost bounds the rows whose keys and customers are kept in memory, half
// a kilobyte each and more; a longer file is tried as far as that.
const forecastMost = 100_000

func newForecast(s *session) *forecast {
	f := &forecast{session: s, keys: newKeyBook(), people: map[holder]*foreseen{}}
	f.keys.mute = s.asking.mute // a customer that is not told counts as unknown
	return f
}

// merging reports whether rows can change customers: otherwise only keys matter.
func (f *forecast) merging() bool { return f.o.Duplicates == Fill || f.o.Duplicates == Overwrite }

// read looks up what the database knows of the rows' keys and of the customers
// behind them.
func (f *forecast) read(tx *db.Tx, items []*Item) error {
	if err := knownKeys(tx, items, f.keys); err != nil || !f.merging() {
		return err
	}
	if err := f.readSight(tx); err != nil {
		return err
	}
	var ids []crm.CustomerID
	var ats []crm.Millis
	for _, it := range items {
		if it.Draft == nil {
			continue
		}
		for _, k := range it.Draft.Keys {
			for _, h := range f.keys.by[keyName(k)] {
				if !h.pending() {
					ids = append(ids, h.ID)
				}
			}
		}
		if it.Touch != nil {
			ats = append(ats, it.Touch.At)
		}
	}
	var err error
	f.circle, err = readCircle(tx, ids, ats, customer.Many)
	return err
}

// readSight reads once what decides whether the actor will see the customers
// that the rows make.
func (f *forecast) readSight(tx *db.Tx) error {
	if f.fetched {
		return nil
	}
	f.fetched, f.mine = true, map[crm.PersonID]bool{}
	mine, err := db.All[crm.PersonID](tx, mineSQL)
	if err != nil {
		return err
	}
	for _, id := range mine {
		f.mine[id] = true
	}
	if f.pool.IsZero() {
		return nil
	}
	p, err := customer.PoolOf(tx, f.pool)
	f.member = p.Member
	if crm.KindOf(err) == crm.NotFound {
		err = nil
	}
	return err
}

// foresee tells what becomes of the next row, and which fields an update sets.
func (f *forecast) foresee(tx *db.Tx, it *Item) (*line, []string) {
	l := &line{Item: it, verdict: decide(it, f.keys, f.o), touch: it.Touch}
	switch l.Outcome {
	case Created:
		f.settle(tx, it)
		if f.merging() {
			f.make(it)
		}
	case Updated:
		x, seen := f.past(l.Match)
		e, p := f.judge(tx, l, x, seen)
		if l.Outcome == Updated {
			f.change(l, x, e, p)
			return l, e.names(p)
		}
	}
	return l, nil
}

// past is the customer a match means, as the rows so far leave it.
func (f *forecast) past(match holder) (past, bool) {
	elsewhere := func(kind, norm string) bool { return f.keys.elsewhere(kind, norm, match) }
	if x, ok := f.people[match.who()]; ok {
		return past{x.Customer, x.crew, func(t *TouchIn) bool {
			return slices.ContainsFunc(x.touched, func(o TouchIn) bool { return o.Channel == t.Channel && o.Result == t.Result && o.At == t.At }) ||
				!match.pending() && f.circle.touched[keyOf(match.ID, t)]
		}, elsewhere}, true
	}
	x, ok := f.circle.past(match)
	x.elsewhere = elsewhere
	return x, ok
}

// make notes a customer that a row makes.
func (f *forecast) make(it *Item) {
	x := &foreseen{Customer: customer.Customer{Row: it.Draft.Row}}
	x.contacts, x.channels = it.Draft.People()
	x.InScope = !x.OwnerID.IsZero() && f.mine[x.OwnerID]
	x.PoolMember = x.InPool() && f.member
	if it.Touch != nil {
		x.touched = append(x.touched, *it.Touch)
	}
	f.people[holder{Row: it.Row.No}] = x
}

// change notes what an update leaves behind.
func (f *forecast) change(l *line, was past, e edit, p contactEdit) {
	x := f.people[l.Match.who()]
	if x == nil {
		x = &foreseen{Customer: was.Customer, crew: crew{slices.Clone(was.contacts), slices.Clone(was.channels)}}
		f.people[l.Match.who()] = x
	}
	had := customer.KeysOf(x.Row, x.contacts, x.channels, f.shared)
	for _, leave := range e.leaves {
		leave(&x.Row)
	}
	x.learn(p, l.Row.No)
	have := customer.KeysOf(x.Row, x.contacts, x.channels, f.shared)
	who := l.Match.who()
	for _, k := range had {
		if !slices.ContainsFunc(have, func(o customer.Key) bool { return keyName(o) == keyName(k) }) {
			f.keys.drop(keyName(k), who)
		}
	}
	for _, k := range have {
		if !slices.Contains(had, k) {
			f.keys.give(keyName(k), holder{who.ID, who.Row, k.Strong})
		}
	}
	if l.touch != nil {
		x.touched = append(x.touched, *l.touch)
	}
}

// learn adds what a row says about people.
func (x *foreseen) learn(p contactEdit, row int) {
	more, contact := p.more, crm.ContactID{}
	switch {
	case p.add != nil:
		more, contact = p.add.Channels, rowContact(row)
		x.contacts = append(x.contacts, customer.Contact{ID: contact, Name: p.add.Name, Title: p.add.Title, Primary: p.add.Primary})
	case p.to != nil:
		contact = p.to.ID
		if c := x.contact(contact); c != nil && p.title != "" {
			c.Title = p.title
		}
	}
	for _, ch := range more {
		x.channels = append(x.channels, customer.Channel{ContactID: contact, Kind: ch.Kind, Norm: normOf(ch)})
	}
}

// rowContact is the name in a forecast of a contact that a row makes; it never
// is written. Places in a draft are far below, ids of the database far above.
func rowContact(row int) crm.ContactID { return crm.IDOf[crm.Contact](1_000_000 + int64(row)) }
