package customer

import (
	"slices"

	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/i18n"
	"laidan/internal/list"
)

// PlanOne gives a customer its next step; app fills it in from followup.
var PlanOne = func(tx *db.Tx, c Customer, p BulkPlan) error { return crm.Missing() }

// RunBulk does one act on many customers in one transaction. A customer that
// refuses it is left as it was and listed with the reason; the others go on.
func RunBulk(tx *db.Tx, b Bulk) (BulkDone, error) {
	out := BulkDone{Refused: []BulkRefused{}}
	if err := b.check(tx.NowMillis()); err != nil {
		return out, err
	}
	ids, err := b.targets(tx)
	if err != nil {
		return out, err
	}
	act, err := b.prepare(tx)
	if err != nil {
		return out, err
	}
	found, err := LockMany(tx, ids)
	if err != nil {
		return out, err
	}
	for _, id := range ids {
		i := slices.IndexFunc(found, func(c Customer) bool { return c.ID == id })
		if i < 0 {
			out.refuse(tx, Customer{Row: Row{ID: id}}, crm.Missing())
			continue
		}
		c := found[i]
		err := Allow(tx, c, bulkActions[b.Action])
		if err == nil {
			err = act(c)
		}
		if err != nil && !refusal(err) {
			return out, err
		}
		if err != nil {
			out.refuse(tx, c, err)
			continue
		}
		out.Done++
	}
	return out, nil
}

// refusal reports an error that concerns one customer only.
func refusal(err error) bool {
	switch crm.KindOf(err) {
	case crm.Refused, crm.Forbidden, crm.Conflict, crm.Invalid, crm.NotFound:
		return true
	}
	return false
}

func (d *BulkDone) refuse(tx *db.Tx, c Customer, err error) {
	e := err.(*crm.Error)
	code, params := e.Code, e.Params
	if len(e.Fields) > 0 {
		code, params = e.Fields[0].Code, e.Fields[0].Params
	}
	d.Refused = append(d.Refused, BulkRefused{c.ID.String(), fieldsOf(tx.Actor).text(c.Name, c.Phone), code,
		i18n.Say(tx.Actor.Language, "error."+code, params)})
}

// targets are the customers meant.
func (b Bulk) targets(tx *db.Tx) ([]crm.CustomerID, error) {
	if b.Filter == nil {
		ids := slices.Clone(b.IDs)
		slices.SortFunc(ids, func(a, b crm.CustomerID) int { return int(min(1, max(-1, a.Int64()-b.Int64()))) })
		return slices.Compact(ids), nil
	}
	ids, more, err := IDs(tx, Query{In: b.In, Pool: b.PoolID, Params: list.Params{Filter: *b.Filter, Q: b.Q}}, maxBulk)
	if err == nil && more {
		err = crm.Fail(crm.Refused, "bulk.too_many", "max", maxBulk)
	}
	return ids, err
}

// prepare checks what concerns all customers at once and answers the act on
// one; in a dry run it only foresees refusals.
func (b Bulk) prepare(tx *db.Tx) (func(c Customer) error, error) {
	switch b.Action {
	case "assign":
		if err := mayGiveTo(tx, b.OwnerID); err != nil {
			return nil, err
		}
		return b.give(tx, Handover{To: b.OwnerID, Kind: "assign", Reason: b.Reason, EnforceSlot: true})
	case "release":
		pool, err := b.PoolID, error(nil)
		if pool.IsZero() || b.In == InPool {
			pool, err = DefaultPool(tx)
		}
		if err != nil {
			return nil, err
		}
		return b.give(tx, Handover{Pool: pool, Kind: "release", Reason: b.Reason})
	}
	if b.DryRun {
		return func(Customer) error { return nil }, nil
	}
	switch b.Action {
	case "archive":
		return func(c Customer) error { _, err := Archive(tx, c); return err }, nil
	case "plan":
		return func(c Customer) error { return PlanOne(tx, c, *b.Plan) }, nil
	}
	return func(c Customer) error { _, err := Update(tx, c, b.edit(c)); return err }, nil
}

// give hands customers over; a dry run counts the receiver's slots down.
func (b Bulk) give(tx *db.Tx, h Handover) (func(c Customer) error, error) {
	r, err := receiverOf(tx, h)
	if err != nil {
		return nil, err
	}
	if !b.DryRun {
		return func(c Customer) error { _, err := HandOver(tx, c, h); return err }, nil
	}
	s, _, err := db.Maybe[slots](tx, slotsSQL, db.Args{"person": h.To})
	if err != nil {
		return nil, err
	}
	return func(c Customer) error {
		switch {
		case !h.To.IsZero() && h.To == c.OwnerID:
			return crm.Fail(crm.Refused, "handover.same", "owner", c.OwnerName)
		case !r.give(tx, c).Holds():
			return nil
		case s.Used >= s.Quota:
			return s.refusal(r)
		}
		s.Used++
		return nil
	}, nil
}
