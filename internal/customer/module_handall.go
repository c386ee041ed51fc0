package customer

import (
	"encoding/json"

	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/event"
)

// receiptRow is a receipt as InsertMany writes it.
type receiptRow struct {
	CustomerID crm.CustomerID `db:"customer_id"`
	ID         crm.ReceiptID  `db:"id"`
	Kind       string         `db:"kind"`
	From       crm.PersonID   `db:"from_owner"`
	To         crm.PersonID   `db:"to_owner"`
	Pool       crm.PoolID     `db:"pool_id"`
	By         crm.PersonID   `db:"by_id"`
	At         crm.Millis     `db:"at"`
	Day        crm.Day        `db:"day"`
	Reason     string         `db:"reason"`
	Trace      string         `db:"trace"`
}

// HandOverAll hands everything a person owns to another person or a pool, in a
// number of statements that does not grow with the customers. It takes no heed
// of slots: nothing may stay behind. Archived customers keep their owner until
// they are restored.
func HandOverAll(tx *db.Tx, from crm.PersonID, h Handover) (int, error) {
	r, err := receiverOf(tx, h)
	if err != nil {
		return 0, err
	}
	if h.To == from {
		return 0, crm.Fail(crm.Refused, "handover.same", "owner", r.name)
	}
	list, err := Find(tx, ownedSQL, db.Args{"from": from})
	if err != nil || len(list) == 0 {
		return 0, err
	}
	steps, ids, given := make([]Step, len(list)), make([]crm.CustomerID, len(list)), int64(0)
	for i, c := range list {
		after := r.give(tx, c)
		after.Version++
		steps[i], ids[i] = Step{c.Row, after.Row}, c.ID
		if after.Holds() {
			given++
		}
	}
	err = db.Write(tx, handAllSQL, db.Args{"from": from, "to": r.To, "pool": r.Pool, "department": r.department,
		"assigned": steps[0].After.AssignedAt, "due": crm.At(tx.Now.Add(FirstResponse))})
	if err != nil {
		return 0, err
	}
	if err := db.Write(tx, emptySQL, db.Args{"person": from}); err != nil {
		return 0, err
	}
	if given > 0 {
		if err := db.Write(tx, addSQL, db.Args{"person": r.To, "n": given}); err != nil {
			return 0, err
		}
	}
	if err := needs(tx).OwnerLeft(tx, ids, h.Kind); err != nil {
		return 0, err
	}
	if err := reindexed(tx, steps...); err != nil {
		return 0, err
	}
	return len(steps), recordAll(tx, steps, h)
}

// FollowOwner counts everything a person owns in the department they moved to.
// Moves and exits of the past stay with the old one.
func FollowOwner(tx *db.Tx, person crm.PersonID, to crm.DepartmentID) error {
	list, err := Find(tx, keptSQL, db.Args{"person": person})
	if err != nil || len(list) == 0 {
		return err
	}
	if err := db.Write(tx, followSQL, db.Args{"person": person, "department": to}); err != nil {
		return err
	}
	steps := make([]Step, len(list))
	for i, c := range list {
		after := c.Row
		after.DepartmentID = to
		steps[i] = Step{c.Row, after}
	}
	tx.Announce("customer", crm.CustomerID{}, person)
	return needs(tx).StockMoved(tx, "department", steps...)
}

// recordAll writes receipts, stock and facts of many hand-overs.
func recordAll(tx *db.Tx, steps []Step, h Handover) error {
	trace := "{}"
	if h.Trace != nil {
		b, err := json.Marshal(h.Trace)
		if err != nil {
			return err
		}
		trace = string(b)
	}
	receipts, facts := make([]receiptRow, len(steps)), make([]event.Fact, len(steps))
	for i, s := range steps {
		id := db.NewID[crm.Receipt](tx)
		receipts[i] = receiptRow{CustomerID: s.After.ID, ID: id, Kind: h.Kind, From: s.Before.OwnerID, To: s.After.OwnerID,
			Pool: s.After.PoolID, By: tx.Me(), At: tx.NowMillis(), Day: tx.Today(), Reason: h.Reason, Trace: trace}
		facts[i] = handedOver(s, h, id)
		tx.Announce("customer", s.After.ID, owners(s.Before.OwnerID, s.After.OwnerID)...)
	}
	tx.Announce("pool", crm.CustomerID{})
	if err := db.InsertMany(tx, "receipt", receipts); err != nil {
		return err
	}
	if err := needs(tx).StockMoved(tx, h.Kind, steps...); err != nil {
		return err
	}
	return event.RecordMany(tx, facts)
}
