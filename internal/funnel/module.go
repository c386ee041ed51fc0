package funnel

import (
	"laidan/internal/crm"
	"laidan/internal/customer"
	"laidan/internal/db"
	"laidan/internal/event"
	"laidan/internal/room"
	"laidan/internal/words"
)

// Needs is what entry checks ask of other rooms.
type Needs struct {
	TouchFacts func(tx *db.Tx, id crm.CustomerID) (TouchFacts, error)
	DealFacts  func(tx *db.Tx, id crm.CustomerID) (DealFacts, error)
}

func needs(tx *db.Tx) Needs { return room.Ask[Needs](tx) }

// Request asks for a move.
type Request struct {
	To         int
	Reason     string
	Competitor string
	Evidence   []Evidence
	Override   bool // go on although entry standards are not met
	Version    int64
}

// Move takes a customer to another layer: standing, hold, history, roll-ups and
// fact in one transaction. Of two people moving one customer at once the second
// gets a conflict that shows the newer state.
func Move(tx *db.Tx, id crm.CustomerID, r Request) (customer.Customer, error) {
	c, err := customer.ForUpdate(tx, id)
	if err != nil {
		return c, err
	}
	if err := mayMove(tx, c, r); err != nil {
		return c, err
	}
	overridden, err := checkEntry(tx, c, r)
	if err != nil {
		return c, err
	}
	t, err := TemplateOf(tx)
	if err != nil {
		return c, err
	}
	m := moveOf(tx, c, r.To, r.Reason)
	m.Competitor, m.Overridden, m.Fast = r.Competitor, overridden, Fast(t, c.Layer, r.To, m.Days)
	if m.Evidence, err = evidenceJSON(r.Evidence); err != nil {
		return c, err
	}
	after, err := customer.SetLayer(tx, c, r.To, tx.Now, m.Fast)
	if err != nil {
		return c, err
	}
	if r.To == words.Abandoned {
		after, err = customer.HandOver(tx, after, customer.Handover{Cold: true, Kind: "abandon", Reason: r.Reason,
			Competitor: r.Competitor, CoolUntil: crm.At(tx.Now.AddDate(0, 0, t.CoolingDays))})
		if err != nil {
			return c, err
		}
	}
	return after, record(tx, c, m)
}

// mayMove refuses moves that no entry standard is needed to refuse.
func mayMove(tx *db.Tx, c customer.Customer, r Request) error {
	if c.Cold() {
		return crm.Fail(crm.Refused, "move.cold")
	}
	if c.InPool() {
		return crm.Fail(crm.Refused, "move.no_owner")
	}
	if err := customer.Allow(tx, c, customer.ActMove); err != nil {
		return err
	}
	if err := customer.CheckVersion(tx, c, r.Version); err != nil {
		return err
	}
	if r.To == c.Layer {
		// Somebody else has just done it, most likely: show the newer state.
		e := crm.Fail(crm.Conflict, "move.same", "layer", nameOf(tx, r.To))
		e.State = customer.View(tx, c)
		return e
	}
	if r.Override {
		if err := customer.Allow(tx, c, customer.ActOverride); err != nil {
			return err
		}
	}
	return CheckRequest(c.Layer, r.To, r.Reason, r.Competitor, r.Override)
}

// moveRow is one line of the append-only history.
type moveRow struct {
	ID           crm.ID[crm.Move] `db:"id"`
	CustomerID   crm.CustomerID   `db:"customer_id"`
	From         int              `db:"from_layer"`
	To           int              `db:"to_layer"`
	OwnerID      crm.PersonID     `db:"owner_id"`
	DepartmentID crm.DepartmentID `db:"department_id"`
	Reason       string           `db:"reason"`
	Competitor   string           `db:"competitor"`
	Evidence     string           `db:"evidence"`
	Days         float64          `db:"days"`
	Overridden   bool             `db:"overridden"`
	Imported     bool             `db:"imported"`
	Fast         bool
}

func moveOf(tx *db.Tx, c customer.Customer, to int, reason string) moveRow {
	return moveRow{ID: db.NewID[crm.Move](tx), CustomerID: c.ID, From: c.Layer, To: to, OwnerID: c.OwnerID, DepartmentID: c.DepartmentID,
		Reason: reason, Evidence: "[]", Days: WorkDays(tx, c.LayerSince.Time(), tx.Now), Imported: c.ImportedStand}
}

// Moved is the payload of the fact funnel.Moved.
type Moved struct {
	Move       crm.ID[crm.Move] `json:"move"`
	From       words.Layer      `json:"from"`
	To         words.Layer      `json:"to"`
	Reason     string           `json:"reason,omitempty"`
	Competitor string           `json:"competitor,omitempty"`
	Owner      crm.PersonID     `json:"owner,omitzero"`
	Days       float64          `json:"days"`
	Fast       bool             `json:"fast,omitempty"`
	Overridden bool             `json:"overridden,omitempty"`
	Name       string           `json:"name"`
}

// record writes what a move leaves behind. c is the customer before it.
func record(tx *db.Tx, c customer.Customer, m moveRow) error {
	if err := db.Write(tx, insertMoveSQL, m); err != nil {
		return err
	}
	if err := leave(tx, c, Exits(m.From, m.To, m.Days, m.Imported)); err != nil {
		return err
	}
	if err := book(tx, MoveDeltas(c.Row, m.To, tx.Today(), m.Days)); err != nil {
		return err
	}
	return event.Record(tx, event.Fact{Kind: "funnel.Moved", Subject: c.ID.Int64(), Customer: c.ID, Data: Moved{
		Move: m.ID, From: words.LayerAt(m.From), To: words.LayerAt(m.To), Reason: m.Reason, Competitor: m.Competitor,
		Owner: m.OwnerID, Days: m.Days, Fast: m.Fast, Overridden: m.Overridden, Name: c.Name}})
}

// leave writes the exits and marks the earlier ones they replace.
func leave(tx *db.Tx, c customer.Customer, exits []Exit) error {
	if len(exits) == 0 {
		return nil
	}
	args := db.Args{"customer": c.ID, "owner": c.OwnerID.Int64(), "department": c.DepartmentID.Int64(), "abandoned": exits[0].Abandoned,
		"first": exits[0].Layer, "last": exits[len(exits)-1].Layer}
	for i, e := range exits {
		args["layer"+digit(i)], args["days"+digit(i)] = e.Layer, e.Days
	}
	err := db.Write(tx, exitsSQL(len(exits)), args)
	return err
}

func digit(i int) string { return string(rune('0' + i)) } // at most seven layers

// book adds deltas to the roll-ups.
func book(tx *db.Tx, rows []Delta) error {
	for len(rows) > 0 {
		n := min(len(rows), bookRows)
		if err := db.Write(tx, bookSQL(n), bookArgs(rows[:n])); err != nil {
			return err
		}
		rows = rows[n:]
	}
	return nil
}

// StockMoved keeps the roll-ups when customers change hands.
func StockMoved(tx *db.Tx, kind string, steps ...customer.Step) error {
	return book(tx, StockDeltas(kind, tx.Today(), steps))
}

// TakeBack takes customers out of the figures as if they had never come.
func TakeBack(tx *db.Tx, kind string, list []Arrival) error {
	return book(tx, UndoneDeltas(kind, tx.Today(), list))
}

// LayerBefore is where an abandoned customer stood before.
func LayerBefore(tx *db.Tx, id crm.CustomerID) (int, error) {
	return db.One[int](tx, lastAbandonSQL, db.Args{"id": id})
}

// Reopen takes a customer out of the cold store into a layer, by a manager's
// verdict. It has no owner yet, so nobody's figures change; who hands it over
// next books the stock.
func Reopen(tx *db.Tx, c customer.Customer, to int, reason string) (customer.Customer, error) {
	m := moveOf(tx, c, to, reason)
	after, err := customer.SetLayer(tx, c, to, tx.Now, false)
	if err != nil {
		return c, err
	}
	return after, record(tx, c, m)
}
