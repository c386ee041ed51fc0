package customer

import (
	"encoding/json"
	"time"

	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/event"
	"laidan/internal/words"
)

// FirstResponse is how long a new owner has for the first touch.
const FirstResponse = 24 * time.Hour

// Step is one change of a customer, for those who keep sums or follow-ups of
// it. A zero Before is a new customer.
type Step struct{ Before, After Row }

// Handover says who gets a customer and why. Exactly one of To, Pool and Cold
// is set.
type Handover struct {
	To   crm.PersonID
	Pool crm.PoolID
	Cold bool

	Kind      string // create, claim, assign, round_robin, release, abandon, import, disable, merge, undo, ...
	Reason    string
	SelfFound bool
	Trace     any // how the receiver was chosen, stored with the receipt
	// EnforceSlot refuses a receiver without a free slot (hold.full); ClaimLimit
	// a claimer who used up today's claims (claim.daily_limit), 0 for no limit.
	EnforceSlot bool
	ClaimLimit  int64
	// Competitor and CoolUntil belong to the cold store.
	Competitor string
	CoolUntil  crm.Millis
}

// receiver is who or what gets customers.
type receiver struct {
	Handover
	name       string // of the person or pool
	department crm.DepartmentID
	place      string // the department's name
	inScope    bool   // the actor sees the person's customers
	member     bool   // the actor may claim from the pool
}

// HandOver is the one place where a customer changes owner or pool: guarded
// row, hold counters of both sides, plans, first response, receipt, stock,
// fact. c must come from ForUpdate.
func HandOver(tx *db.Tx, c Customer, h Handover) (Customer, error) {
	if !h.To.IsZero() && h.To == c.OwnerID {
		return c, crm.Fail(crm.Refused, "handover.same", "owner", c.OwnerName)
	}
	r, err := receiverOf(tx, h)
	if err != nil {
		return c, err
	}
	after := r.give(tx, c)
	// The slot first: a refusal must leave nothing behind, because bulk acts go
	// on after it.
	if err := takeSlot(tx, r, after.Holds()); err != nil {
		return c, err
	}
	words, ok, err := db.Maybe[string](tx, handOverSQL, after.Row)
	if err == nil && !ok {
		err = conflictWith(tx, c.ID)
	}
	if err != nil {
		return c, err
	}
	after.Version++
	if c.Holds() {
		if err := lower(tx, c.OwnerID); err != nil {
			return c, err
		}
	}
	step := Step{c.Row, after.Row}
	if !c.OwnerID.IsZero() {
		if err := needs(tx).OwnerLeft(tx, []crm.CustomerID{c.ID}, h.Kind); err != nil {
			return c, err
		}
	}
	id, err := addReceipt(tx, step, h)
	if err != nil {
		return c, err
	}
	if err := needs(tx).StockMoved(tx, h.Kind, step); err != nil {
		return c, err
	}
	if err := putIndexed(tx, after.Row, words); err != nil {
		return c, err
	}
	tx.Announce("customer", c.ID, owners(c.OwnerID, after.OwnerID)...)
	if c.InPool() || after.InPool() { // a claim disappears from everybody's pool
		tx.Announce("pool", c.ID)
	}
	return after, event.Record(tx, handedOver(step, h, id))
}

// receiverOf reads the receiver and keeps a person as they are.
func receiverOf(tx *db.Tx, h Handover) (receiver, error) {
	r := receiver{Handover: h}
	switch {
	case !h.To.IsZero():
		p, ok, err := db.Maybe[struct {
			Name       string           `db:"name"`
			Department crm.DepartmentID `db:"department_id"`
			Active     bool             `db:"active"`
			Place      string           `db:"place"`
		}](tx, personSQL, db.Args{"id": h.To})
		if err != nil {
			return r, err
		}
		if !ok {
			return r, crm.Bad("/ownerId", "person.unknown")
		}
		if !p.Active {
			return r, crm.Fail(crm.Refused, "person.inactive", "name", p.Name)
		}
		r.name, r.department, r.place, r.inScope = p.Name, p.Department, p.Place, h.To == tx.Me()
	case !h.Pool.IsZero():
		p, ok, err := db.Maybe[PoolSight](tx, poolSQL, db.Args{"id": h.Pool, "department": tx.Actor.Department})
		if err != nil {
			return r, err
		}
		if !ok || !p.Active {
			return r, crm.Bad("/poolId", "pool.unknown")
		}
		r.name, r.member = p.Name, p.Member
	}
	return r, nil
}

// give is the customer in its receiver's hands.
func (r receiver) give(tx *db.Tx, c Customer) Customer {
	before, now := c.Row, tx.NowMillis()
	c.OwnerID, c.PoolID, c.SelfFound = r.To, r.Pool, r.SelfFound && !r.To.IsZero()
	c.OwnerName, c.PoolName, c.DepartmentName = "", "", ""
	c.AssignedAt, c.FirstDueAt = 0, 0
	if before.Cold() && !r.Cold {
		c.AbandonReason, c.Competitor, c.CoolUntil = "", "", 0
	}
	switch {
	case !r.To.IsZero():
		c.OwnerName, c.DepartmentID, c.DepartmentName, c.AssignedAt, c.InScope = r.name, r.department, r.place, now, r.inScope
		if r.To != before.ReleasedBy {
			c.FirstDueAt = crm.At(tx.Now.Add(FirstResponse))
		}
	case !r.Pool.IsZero():
		c.PoolName, c.PoolMember = r.name, r.member
	case r.Cold:
		c.AbandonReason, c.CoolUntil = r.Reason, r.CoolUntil
		if r.Competitor != "" {
			c.Competitor = maskText(r.Competitor, c.Numbers) // lists are filtered by it
		}
	}
	if !before.OwnerID.IsZero() {
		c.ReleasedBy, c.ReleasedAt = before.OwnerID, now
		c.NextAt, c.NextChannel, c.NextGoal = 0, "", ""
	}
	c.UpdatedAt = now
	return c
}

// takeSlot counts the customer for the receiver, guarded as the handover asks.
func takeSlot(tx *db.Tx, r receiver, counts bool) error {
	if r.To.IsZero() || !counts && r.ClaimLimit == 0 {
		return nil
	}
	slot, enforce := 0, 0
	if counts {
		slot = 1
		if r.EnforceSlot {
			enforce = 1
		}
	}
	args := db.Args{"person": r.To, "slot": slot, "enforce": enforce, "limit": r.ClaimLimit}
	for try := 0; ; try++ {
		n, err := db.Exec(tx, takeSQL, args)
		if err != nil || n == 1 {
			return err
		}
		s, ok, err := db.Maybe[slots](tx, slotsSQL, args)
		if err != nil {
			return err
		}
		if ok || try > 0 {
			return s.refusal(r)
		}
		if err := db.Write(tx, newHold, args); err != nil {
			return err
		}
	}
}

// slots are a person's hold figures.
type slots struct {
	Quota  int64 `db:"quota"`
	Used   int64 `db:"used"`
	Claims int64 `db:"claims"`
}

func (s slots) refusal(r receiver) error {
	if r.ClaimLimit > 0 && s.Claims >= r.ClaimLimit {
		return crm.Fail(crm.Refused, "claim.daily_limit", "limit", r.ClaimLimit)
	}
	return crm.Fail(crm.Refused, "hold.full", "quota", s.Quota, "used", s.Used, "name", r.name)
}

func lower(tx *db.Tx, person crm.PersonID) error {
	err := db.Write(tx, lowerSQL, db.Args{"person": person})
	return err
}

// raise counts a customer even above the quota: moves back, self-kept ones,
// restored ones.
func raise(tx *db.Tx, person crm.PersonID) error {
	err := db.Write(tx, raiseSQL, db.Args{"person": person})
	return err
}

// Recount is what the hold counter of a person must equal.
func Recount(tx *db.Tx, person crm.PersonID) (int64, error) {
	return db.One[int64](tx, countHoldSQL, db.Args{"person": person})
}

// addReceipt writes why a customer went where.
func addReceipt(tx *db.Tx, s Step, h Handover) (crm.ReceiptID, error) {
	trace := []byte("{}")
	if h.Trace != nil {
		var err error
		if trace, err = json.Marshal(h.Trace); err != nil {
			return crm.ReceiptID{}, err
		}
	}
	id := db.NewID[crm.Receipt](tx)
	err := db.Write(tx, receiptSQL, db.Args{
		"customer": s.After.ID, "id": id, "kind": h.Kind, "from": s.Before.OwnerID, "to": s.After.OwnerID,
		"pool": s.After.PoolID, "reason": h.Reason, "trace": string(trace),
	})
	return id, err
}

// HandedOver is the payload of the fact customer.HandedOver.
type HandedOver struct {
	Kind    string        `json:"kind"`
	From    crm.PersonID  `json:"from"`
	To      crm.PersonID  `json:"to"`
	Pool    crm.PoolID    `json:"pool"`
	Cold    bool          `json:"cold,omitempty"`
	Reason  string        `json:"reason,omitempty"`
	Receipt crm.ReceiptID `json:"receipt"`
	Name    string        `json:"name"`
	Layer   words.Layer   `json:"layer"`
}

func handedOver(s Step, h Handover, receipt crm.ReceiptID) event.Fact {
	return event.Fact{Kind: "customer.HandedOver", Subject: s.After.ID.Int64(), Customer: s.After.ID, Data: HandedOver{
		Kind: h.Kind, From: s.Before.OwnerID, To: s.After.OwnerID, Pool: s.After.PoolID, Cold: h.Cold, Reason: h.Reason,
		Receipt: receipt, Name: s.After.Name, Layer: words.LayerAt(s.After.Layer),
	}}
}

func owners(ids ...crm.PersonID) []crm.PersonID {
	out := make([]crm.PersonID, 0, len(ids))
	for _, id := range ids {
		if !id.IsZero() {
			out = append(out, id)
		}
	}
	return out
}

// SetLayer is the one place where a customer changes its layer. Crossing the
// border of layers 1-5 changes the owner's hold, upwards even above the quota.
// It writes no history and no stock: the move does.
func SetLayer(tx *db.Tx, c Customer, to int, since time.Time, fast bool) (Customer, error) {
	after := c
	after.Layer, after.LayerSince, after.Fast, after.ImportedStand = to, crm.At(since), fast, false
	after.UpdatedAt = tx.NowMillis()
	if n, err := db.Exec(tx, layerSQL, after.Row); err != nil || n == 0 {
		if err == nil {
			err = conflictWith(tx, c.ID)
		}
		return c, err
	}
	after.Version++
	var err error
	switch {
	case c.Holds() && !after.Holds():
		err = lower(tx, c.OwnerID)
	case !c.Holds() && after.Holds():
		err = raise(tx, c.OwnerID)
	}
	if err != nil {
		return after, err
	}
	tx.Announce("customer", c.ID, owners(c.OwnerID)...)
	return changed(tx, c, after)
}

// SetDeal keeps the copy of the open deal that lists and the board show; a nil
// amount means there is none.
func SetDeal(tx *db.Tx, c Customer, amount *int64, currency string) (Customer, error) {
	after := c
	after.DealAmount, after.DealCurrency, after.UpdatedAt = amount, currency, tx.NowMillis()
	n, err := db.Exec(tx, dealSQL, after.Row)
	if err == nil && n == 0 {
		err = conflictWith(tx, c.ID)
	}
	if err != nil {
		return c, err
	}
	after.Version++
	tx.Announce("customer", c.ID, owners(c.OwnerID)...)
	return after, nil
}
