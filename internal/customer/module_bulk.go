package customer

import (
	"errors"
	"slices"

	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/i18n"
	"laidan/internal/list"
)

// HandOut is what a bulk act asks of assign: give to a person, or release.
type HandOut struct {
	Release bool
	To      crm.PersonID
	Pool    crm.PoolID // to release to; zero: the pool of the owner's department
	Reason  string
	Dry     bool
}

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
	return out, b.each(tx, ids, func(c Customer, err error) {
		if err != nil {
			out.refuse(tx, c, err)
		} else {
			out.Done++
		}
	})
}

// each does the act on customers one after the other and tells what became of
// each; a fault of the program ends it.
func (b Bulk) each(tx *db.Tx, ids []crm.CustomerID, tell func(c Customer, err error)) error {
	act, err := b.prepare(tx)
	if err != nil {
		return err
	}
	found, err := LockMany(tx, ids)
	if err != nil {
		return err
	}
	by := make(map[crm.CustomerID]Customer, len(found))
	for _, c := range found {
		by[c.ID] = c
	}
	for _, id := range ids {
		c, ok := by[id]
		if !ok {
			tell(Customer{Row: Row{ID: id}}, crm.Missing())
			continue
		}
		err := Allow(tx, c, bulkActions[b.Action])
		if err == nil {
			err = act(c)
		}
		if err != nil && !refusal(err) {
			return err
		}
		tell(c, err)
	}
	return nil
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
	code, params := reasonOf(err)
	d.Refused = append(d.Refused, BulkRefused{c.ID.String(), fieldsOf(tx.Actor).text(c.Name, c.Numbers), code,
		i18n.Say(tx.Actor.Language, "error."+code, params)})
}

// reasonOf is the code of a refusal and what its sentence names.
func reasonOf(err error) (string, crm.Params) {
	e, ok := errors.AsType[*crm.Error](err)
	if !ok {
		return "internal", nil
	}
	if len(e.Fields) > 0 {
		return e.Fields[0].Code, e.Fields[0].Params
	}
	return e.Code, e.Params
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
		return needs(tx).HandsOut(tx, HandOut{To: b.OwnerID, Reason: b.Reason, Dry: b.DryRun})
	case "release":
		pool := b.PoolID
		if b.In == InPool { // the pool they are in
			pool = crm.PoolID{}
		}
		return needs(tx).HandsOut(tx, HandOut{Release: true, Pool: pool, Reason: b.Reason, Dry: b.DryRun})
	}
	if b.DryRun {
		return func(Customer) error { return nil }, nil
	}
	switch b.Action {
	case "archive":
		return func(c Customer) error { _, err := Archive(tx, c); return err }, nil
	case "plan":
		return func(c Customer) error { return needs(tx).PlanOne(tx, c, *b.Plan) }, nil
	}
	return func(c Customer) error { _, err := Update(tx, c, b.edit(c)); return err }, nil
}
