package assign

import (
	"laidan/internal/crm"
	"laidan/internal/customer"
	"laidan/internal/db"
)

// Many hands out or takes back customers of a bulk act, by the rules of Assign
// and Release and with their receipts. It
// answers the act on one locked customer; a dry run foresees what is refused.
func Many(tx *db.Tx, h customer.HandOut) (func(c customer.Customer) error, error) {
	if h.Release {
		return func(c customer.Customer) error {
			if err := mayRelease(tx, c); err != nil {
				return err
			}
			if h.Dry {
				_, err := poolFor(tx, h.Pool, c.DepartmentID)
				return err
			}
			_, err := release(tx, c, Back{Reason: h.Reason, Pool: h.Pool})
			return err
		}, nil
	}
	to, err := receiver(tx, h.To)
	if err != nil {
		return nil, err
	}
	return func(c customer.Customer) error {
		if err := mayAssign(tx, c); err != nil {
			return err
		}
		takes := counts(c)
		switch {
		case c.OwnerID == to.ID:
			return crm.Fail(crm.Refused, "handover.same", "owner", c.OwnerName)
		case takes && to.Slots() == 0:
			return crm.Fail(crm.Refused, "hold.full", "quota", to.Quota, "used", to.Used, "name", to.Name)
		case !h.Dry:
			if _, err := give(tx, c, to, h.Reason); err != nil {
				return err
			}
		}
		if takes {
			to.Used++
		}
		to.LastAssigned = int64(tx.NowMillis())
		return nil
	}, nil
}
