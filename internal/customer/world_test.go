package customer

import (
	"context"
	"encoding/json"
	"errors"
	"testing"

	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/db/dbtest"
	"laidan/internal/list"
	"laidan/internal/room"
	"laidan/internal/room/roomtest"
)

// world is a seeded organisation with short words for acts in tests.
type world struct {
	dbtest.World
	t testing.TB
	d *db.DB
}

// House is all rooms: a merge takes their tables along, a timeline tells of them.
var House func() room.House

// ReadTimeline is that of package timeline, as JSON.
var ReadTimeline func(tx *db.Tx, id crm.CustomerID, tab, cursor string, limit int) ([]byte, error)

// line is a page of a timeline.
type line struct {
	Items []struct {
		Type   string
		By     Ref
		Change ChangeItem
		Touch  struct {
			Next       *struct{ Content string }
			Files      []Ref
			Comments   []struct{ Mentions []Ref }
			CanCorrect bool
		}
	}
	Next   string
	Counts map[string]int
	raw    string
}

func readLine(tx *db.Tx, id crm.CustomerID, tab, cursor string, limit int) (l line, err error) {
	b, err := ReadTimeline(tx, id, tab, cursor, limit)
	if err == nil {
		err = json.Unmarshal(b, &l)
	}
	l.raw = string(b)
	return l, err
}

// each runs a test on both databases.
func each(t *testing.T, fn func(t *testing.T, w world)) {
	t.Helper()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		roomtest.Bind(d, Needs{})
		db.Bind(d, House())
		fn(t, world{dbtest.Tenant(t, d), t, d})
	})
}

// try runs an act as somebody and answers its error.
func (w world) try(who string, fn func(tx *db.Tx) error) error {
	return w.d.Update(context.Background(), w.As(who), fn)
}

// must runs an act as somebody and fails the test on an error.
func (w world) must(who string, fn func(tx *db.Tx) error) {
	w.t.Helper()
	if err := w.try(who, fn); err != nil {
		w.t.Fatalf("%s: %v", who, err)
	}
}

// look reads as somebody and answers the error.
func (w world) look(who string, fn func(tx *db.Tx) error) error {
	return w.d.View(context.Background(), w.As(who), fn)
}

// create makes a customer as somebody.
func (w world) create(who string, n New) Customer {
	w.t.Helper()
	var c Customer
	w.must(who, func(tx *db.Tx) (err error) {
		c, err = Create(tx, n)
		return err
	})
	return c
}

// get reads a customer as somebody.
func (w world) get(who string, id crm.CustomerID) Customer {
	w.t.Helper()
	var c Customer
	w.must(who, func(tx *db.Tx) (err error) {
		c, err = Get(tx, id)
		return err
	})
	return c
}

// act runs an act on a locked customer.
func (w world) act(who string, id crm.CustomerID, fn func(tx *db.Tx, c Customer) (Customer, error)) (Customer, error) {
	var out Customer
	err := w.try(who, func(tx *db.Tx) error {
		c, err := ForUpdate(tx, id)
		if err == nil {
			out, err = fn(tx, c)
		}
		return err
	})
	return out, err
}

// used is the hold counter of somebody, and what it should be.
func (w world) used(who string) (counter, recount int64) {
	w.t.Helper()
	w.must("director", func(tx *db.Tx) error {
		s, _, err := db.Maybe[slots](tx, slotsSQL, db.Args{"person": w.As(who).Person})
		if err != nil {
			return err
		}
		counter = s.Used
		recount, err = Recount(tx, w.As(who).Person)
		return err
	})
	return counter, recount
}

func (w world) facts(id crm.CustomerID) []string {
	w.t.Helper()
	var kinds []string
	w.must("director", func(tx *db.Tx) (err error) {
		kinds, err = db.All[string](tx, `SELECT kind FROM fact WHERE tenant_id = @tenant AND customer_id = @id ORDER BY id`, db.Args{"id": id})
		return err
	})
	return kinds
}

func codeOf(err error) string { return crm.CodeOf(err) }

// stateOf is the state of a refusal.
func stateOf[T any](t testing.TB, err error) T {
	t.Helper()
	var e *crm.Error
	var zero T
	if !errors.As(err, &e) {
		t.Fatalf("%v carries no state", err)
		return zero
	}
	s, ok := e.State.(T)
	if !ok {
		t.Fatalf("%v: state is %T", err, e.State)
	}
	return s
}

func phoneContact(name, number string) NewContact {
	return NewContact{Name: name, Primary: true, Channels: []NewChannel{{Kind: ChannelPhone, Value: number}}}
}

func listParams(q string) list.Params { return list.Params{Q: q} }

var noChannel crm.ID[crm.Channel]

// txOf is a transaction that is only asked who acts.
func (w world) txOf(who string) *db.Tx { return &db.Tx{Actor: w.As(who), Now: w.At} }
