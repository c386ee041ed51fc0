package bulk

import (
	"slices"

	"laidan/internal/crm"
	"laidan/internal/customer"
	"laidan/internal/db"
	"laidan/internal/followup"
)

// before is what undo needs to take one row's update back.
type before struct {
	edit
	Version  int64           `json:"version"` // after the update
	Contacts []crm.ContactID `json:"contacts,omitempty"`
	Titles   []titleChange   `json:"titles,omitempty"`
	Channels []addedChannel  `json:"channels,omitempty"`
	Touch    *touchBefore    `json:"touch,omitempty"`
}

type titleChange struct {
	Contact crm.ContactID `json:"contact"`
	Old     string        `json:"old"`
	New     string        `json:"new"`
}

type addedChannel struct {
	Contact crm.ContactID `json:"contact"`
	Kind    string        `json:"kind"`
	Norm    string        `json:"norm"`
}

// touchBefore is a customer's last contact before the row added one.
type touchBefore struct {
	Touch   crm.TouchID `json:"touch"`
	Touches int64       `json:"touches"`
	At      crm.Millis  `json:"at"`
	Channel string      `json:"channel"`
	Result  string      `json:"result"`
}

// circle is what the database knows about the customers that rows of a page
// mean, read with a fixed number of statements.
type circle struct {
	customers map[crm.CustomerID]customer.Customer
	crews     map[crm.CustomerID]crew
	touched   map[touchKey]bool
	known     *keyBook
}

type touchKey struct {
	Customer crm.CustomerID `db:"customer_id"`
	Channel  string         `db:"channel"`
	Result   string         `db:"result"`
	At       crm.Millis     `db:"at"`
}

// circleOf reads what the lines' updates mean and takes the rows.
func (s *session) circleOf(tx *db.Tx, lines []*line) (*circle, error) {
	var ids []crm.CustomerID
	var ats []crm.Millis
	var items []*Item
	for _, l := range lines {
		if l.Outcome != Updated || l.Match.pending() {
			continue
		}
		ids, items = append(ids, l.Match.ID), append(items, l.Item)
		if l.Touch != nil {
			ats = append(ats, l.Touch.At)
		}
	}
	c, err := readCircle(tx, ids, ats, customer.LockMany)
	if err != nil || len(ids) == 0 {
		return c, err
	}
	return c, knownKeys(tx, items, c.known)
}

// readCircle reads customers with their people and those of their contacts that
// happened at one of the instants.
func readCircle(tx *db.Tx, ids []crm.CustomerID, ats []crm.Millis, read func(*db.Tx, []crm.CustomerID) ([]customer.Customer, error)) (*circle, error) {
	c := &circle{customers: map[crm.CustomerID]customer.Customer{}, crews: map[crm.CustomerID]crew{}, touched: map[touchKey]bool{}, known: newKeyBook()}
	if len(ids) == 0 {
		return c, nil
	}
	slices.SortFunc(ids, func(a, b crm.CustomerID) int { return int(max(-1, min(1, a.Int64()-b.Int64()))) })
	ids = slices.Compact(ids)
	list, err := read(tx, ids)
	if err != nil {
		return nil, err
	}
	for _, x := range list {
		c.customers[x.ID] = x
	}
	return c, c.readPeople(tx, ids, ats)
}

func (c *circle) readPeople(tx *db.Tx, ids []crm.CustomerID, ats []crm.Millis) error {
	err := db.Each(tx, contactsOfSQL, func(x customer.Contact) error {
		w := c.crews[x.CustomerID]
		w.contacts = append(w.contacts, x)
		c.crews[x.CustomerID] = w
		return nil
	}, db.Args{"ids": ids})
	if err != nil {
		return err
	}
	err = db.Each(tx, channelsOfSQL, func(x customer.Channel) error {
		w := c.crews[x.CustomerID]
		w.channels = append(w.channels, x)
		c.crews[x.CustomerID] = w
		return nil
	}, db.Args{"ids": ids})
	if err != nil || len(ats) == 0 {
		return err
	}
	return db.Each(tx, touchesOfSQL, func(x touchKey) error {
		c.touched[x] = true
		return nil
	}, db.Args{"ids": ids, "ats": ats})
}

// past is a known customer as a row meets it: in the database, or as earlier
// rows of the file would have left it.
type past struct {
	customer.Customer
	crew
	touched   func(t *TouchIn) bool
	elsewhere func(kind, norm string) bool // another customer has it as its own
}

// judge settles what an update changes; one that changes nothing, or a customer
// that the actor may not edit, is a duplicate.
func (s *session) judge(tx *db.Tx, l *line, x past, seen bool) (edit, contactEdit) {
	if !seen || !slices.Contains(x.Actions(tx), customer.ActEdit) {
		l.Outcome, l.Code = Duplicate, "import.known_other"
		return edit{}, contactEdit{}
	}
	overwrite := s.o.Duplicates == Overwrite
	e := editOf(l.Item, x.Row, x.CustomValues(), overwrite)
	p := contactEditOf(l.Item, x.crew, overwrite, x.elsewhere)
	again := l.Touch == nil || x.touched(l.Touch)
	if e.n == 0 && p.none() && again {
		l.Outcome, l.Code = Duplicate, "import.known"
	}
	if again {
		l.touch = nil
	}
	return e, p
}

// past is the customer a match means.
func (c *circle) past(match holder) (past, bool) {
	x, ok := c.customers[match.ID]
	return past{x, c.crews[match.ID], func(t *TouchIn) bool { return c.touched[keyOf(match.ID, t)] },
		func(kind, norm string) bool { return c.known.elsewhere(kind, norm, match) }}, ok
}

func keyOf(id crm.CustomerID, t *TouchIn) touchKey { return touchKey{id, t.Channel, t.Result, t.At} }

// elsewhere reports whether somebody else has a number or address as their own.
func (b *keyBook) elsewhere(kind, norm string, than holder) bool {
	if kind == customer.ChannelPhone {
		kind = customer.KeyMobile
	}
	h, ok := b.get(keyName(customer.Key{Kind: kind, Norm: norm}))
	return ok && h.Strong && h.who() != than.who()
}

// update brings known customers up to date, one after the other: each edit goes
// through customer's own acts, so that checks, masks, keys and facts are those
// of an edit by hand.
func (s *session) update(tx *db.Tx, lines []*line) error {
	c, err := s.circleOf(tx, lines)
	if err != nil {
		return err
	}
	for _, l := range lines {
		if l.Outcome != Updated {
			continue
		}
		x, seen := c.past(l.Match)
		e, p := s.judge(tx, l, x, seen)
		if l.Outcome != Updated {
			continue
		}
		if err := s.apply(tx, l, c, e, p); err != nil {
			return err
		}
	}
	return nil
}

func (s *session) apply(tx *db.Tx, l *line, c *circle, e edit, p contactEdit) error {
	x := c.customers[l.Match.ID]
	b := before{edit: e}
	if e.n > 0 {
		after, err := customer.Update(tx, x, e.Set)
		if err != nil {
			return err
		}
		x = after
	}
	if !p.none() {
		if err := s.editContact(tx, x, c, p, &b); err != nil {
			return err
		}
		var err error
		if x, err = customer.ForUpdate(tx, x.ID); err != nil {
			return err
		}
		delete(c.crews, x.ID)
		if err := c.readPeople(tx, []crm.CustomerID{x.ID}, nil); err != nil {
			return err
		}
	}
	if l.touch != nil {
		if err := s.addTouch(tx, &x, l.touch, &b); err != nil {
			return err
		}
		c.touched[keyOf(x.ID, l.touch)] = true
	}
	b.Version = x.Version
	c.customers[x.ID] = x
	l.before = asJSON(b)
	return nil
}

// editContact adds a person or what is new about one. The contact acts count
// numbers typed by people against guessing; here a whole list was uploaded and
// audited, so the program does it.
func (s *session) editContact(tx *db.Tx, x customer.Customer, c *circle, p contactEdit, b *before) error {
	actor := tx.Actor
	tx.Become(s.program())
	defer tx.Become(actor)
	if p.add != nil {
		made, err := customer.AddContact(tx, x, *p.add)
		b.Contacts = append(b.Contacts, made.ID)
		return err
	}
	ch := customer.ContactChanges{}
	if p.title != "" {
		ch.Title = &p.title
		b.Titles = append(b.Titles, titleChange{p.to.ID, p.to.Title, p.title})
	}
	if len(p.more) > 0 {
		list := keptChannels(c.crews[x.ID].channels, p.to.ID)
		for _, m := range p.more {
			list = append(list, customer.ChannelChange{Kind: m.Kind, Value: m.Value, Label: m.Label})
			b.Channels = append(b.Channels, addedChannel{p.to.ID, m.Kind, normOf(m)})
		}
		ch.Channels = &list
	}
	_, err := customer.UpdateContact(tx, x, p.to.ID, p.to.Version, ch)
	return err
}

func keptChannels(have []customer.Channel, contact crm.ContactID) []customer.ChannelChange {
	var list []customer.ChannelChange
	for _, ch := range have {
		if ch.ContactID == contact && !ch.ID.IsZero() {
			list = append(list, customer.ChannelChange{ID: ch.ID, Kind: ch.Kind, Label: ch.Label})
		}
	}
	return list
}

// program is the system acting for the importing person's organisation.
func (s *session) program() crm.Actor {
	a := s.actor
	a.Person, a.Scope = crm.PersonID{}, crm.ScopeAll
	return a
}

// addTouch writes a row's contact to a known customer.
func (s *session) addTouch(tx *db.Tx, x *customer.Customer, t *TouchIn, b *before) error {
	row := s.touchOf(tx, t, x.Row)
	b.Touch = &touchBefore{row.ID, x.Touches, x.LastTouchAt, x.LastChannel, x.LastResult}
	if err := followup.BringIn(tx, []followup.Imported{row}, nil); err != nil {
		return err
	}
	return customer.CountTouch(tx, x, t.At, t.Channel, t.Result)
}
