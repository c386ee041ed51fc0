package assign

import (
	"laidan/internal/crm"
	"laidan/internal/customer"
	"laidan/internal/db"
	"laidan/internal/event"
	"laidan/internal/words"
)

// The verdicts on an abandoned customer.
const (
	VerdictRelease = "release" // back to a pool, or to somebody, before or after the cooling-off
	VerdictKeep    = "keep"    // cool on until a later day
	VerdictReject  = "reject"  // it should not have been abandoned: back to its owner and layer
)

// Verdict is a manager's evaluation of an abandoned customer.
type Verdict struct {
	Verdict string
	Note    string
	Pool    crm.PoolID   // release: where to; zero: the home pool of the last department
	Owner   crm.PersonID // release: to this person instead of a pool
	Until   crm.Day      // keep: until the start of this day
	Version int64
}

// Evaluate decides about a customer in the cold store. Nothing leaves it
// without a note.
func Evaluate(tx *db.Tx, id crm.CustomerID, v Verdict) (customer.Customer, error) {
	c, err := customer.ForUpdate(tx, id)
	if err != nil {
		return c, err
	}
	if !c.Cold() {
		return c, crm.Fail(crm.Refused, "evaluate.not_cold")
	}
	if err := customer.Allow(tx, c, customer.ActEvaluate); err != nil {
		return c, err
	}
	if err := customer.CheckVersion(tx, c, v.Version); err != nil {
		return c, err
	}
	if err := v.check(tx.Today()); err != nil {
		return c, err
	}
	var after customer.Customer
	switch v.Verdict {
	case VerdictKeep:
		after, err = customer.Cool(tx, c, v.Until.Time(tx.Zone()))
	case VerdictReject:
		after, err = reject(tx, c, v)
	default:
		after, err = thaw(tx, c, v)
	}
	if err != nil {
		return c, err
	}
	return after, event.Record(tx, event.Fact{Kind: "assign.Evaluated", Subject: id.Int64(), Customer: id, Data: Evaluated{
		Verdict: v.Verdict, Note: v.Note, Reason: c.AbandonReason, Until: after.CoolUntil, By: tx.Actor.Name}})
}

// Evaluated is the payload of the fact assign.Evaluated.
type Evaluated struct {
	Verdict string     `json:"verdict"`
	Note    string     `json:"note"`
	Reason  string     `json:"reason"` // why it had been abandoned
	Until   crm.Millis `json:"until"`
	By      string     `json:"by"`
}

func (v Verdict) check(today crm.Day) error {
	var c crm.Checks
	c.That(v.Note != "", "/note", "field.required")
	c.That(v.Verdict != VerdictKeep || v.Until > today, "/until", "evaluate.until")
	c.That(v.Pool.IsZero() || v.Owner.IsZero(), "/ownerId", "evaluate.one_receiver")
	return c.Err()
}

// reject puts a customer back where it was, even above its owner's quota.
func reject(tx *db.Tx, c customer.Customer, v Verdict) (customer.Customer, error) {
	layer, err := needs(tx).LayerBefore(tx, c.ID)
	if err != nil {
		return c, err
	}
	facts := factsOf(c, "abandonReason", c.AbandonReason)
	if c, err = needs(tx).Reopen(tx, c, layer, v.Note); err != nil {
		return c, err
	}
	return customer.HandOver(tx, c, customer.Handover{To: c.ReleasedBy, Kind: KindReject, Reason: v.Note, Trace: Trace{Chosen: c.ReleasedBy, Facts: facts}})
}

// thaw starts a customer again as a resource: what was known of it stays, what
// was reached has to be reached anew.
func thaw(tx *db.Tx, c customer.Customer, v Verdict) (customer.Customer, error) {
	h := customer.Handover{Kind: KindThaw, Reason: v.Note, Trace: Trace{Chosen: v.Owner, Facts: factsOf(c, "abandonReason", c.AbandonReason)}}
	if !v.Owner.IsZero() {
		to, err := receiver(tx, v.Owner)
		if err != nil {
			return c, err
		}
		h.To, h.Kind, h.EnforceSlot = to.ID, KindAssign, true
	} else {
		var err error
		if h.Pool, err = poolFor(tx, v.Pool, c.DepartmentID); err != nil {
			return c, err
		}
	}
	c, err := needs(tx).Reopen(tx, c, words.Resource, v.Note)
	if err != nil {
		return c, err
	}
	return customer.HandOver(tx, c, h)
}
