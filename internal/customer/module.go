package customer

import (
	"slices"

	"laidan/internal/authz"
	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/rights"
)

// Get reads a customer the actor may see. One that does not exist, one of
// another organisation and one out of scope are the same answer; an id that
// was merged into a customer the actor sees names the survivor in its State.
func Get(tx *db.Tx, id crm.CustomerID) (Customer, error) { return read(tx, getSQL, id) }

// ForUpdate is Get with the row locked on PostgreSQL. Every act on a customer
// begins with it.
func ForUpdate(tx *db.Tx, id crm.CustomerID) (Customer, error) { return read(tx, lockSQL, id) }

func read(tx *db.Tx, text string, id crm.CustomerID) (Customer, error) {
	c, ok, err := db.Maybe[Customer](tx, text, sightArgs(tx), db.Args{"id": id})
	if err != nil {
		return c, err
	}
	if ok && !c.MergedInto.IsZero() {
		return Customer{}, merged(tx, c.MergedInto)
	}
	if !ok || !rights.May("customer.any", c.Access(tx).Any()) {
		return Customer{}, crm.Missing()
	}
	return c, nil
}

// MergedInto is the State of the answer to an id that was merged.
type MergedInto struct {
	ID crm.CustomerID `json:"mergedInto"`
}

func merged(tx *db.Tx, survivor crm.CustomerID) error {
	c, ok, err := db.Maybe[Customer](tx, getSQL, sightArgs(tx), db.Args{"id": survivor})
	if err != nil {
		return err
	}
	missing := crm.Missing()
	if ok && c.Access(tx).Any() {
		missing.State = MergedInto{survivor}
	}
	return missing
}

// Many reads several customers at once, in the order of their ids; those the
// actor may not see are left out.
func Many(tx *db.Tx, ids []crm.CustomerID) ([]Customer, error) { return Part{}.Many(tx, ids) }

// LockMany is Many with the rows locked on PostgreSQL.
func LockMany(tx *db.Tx, ids []crm.CustomerID) ([]Customer, error) {
	return readMany(tx, lockManySQL, ids)
}

func readMany(tx *db.Tx, text string, ids []crm.CustomerID) ([]Customer, error) {
	list, err := db.All[Customer](tx, text, sightArgs(tx), db.Args{"ids": ids})
	if err != nil {
		return nil, err
	}
	list = slices.DeleteFunc(list, func(c Customer) bool {
		return !c.MergedInto.IsZero() || !rights.May("customer.many", c.Access(tx).Any())
	})
	slices.SortFunc(list, func(a, b Customer) int { return int(min(1, max(-1, a.ID.Int64()-b.ID.Int64()))) })
	return list, nil
}

// sightArgs are the parameters of every statement that reads Customer.
func sightArgs(tx *db.Tx) db.Args {
	return db.Args{"department": tx.Actor.Department, "everyone": tx.Actor.Scope == crm.ScopeAll, "paying": widthOf(tx.Actor) == paying}
}

// Access says on what ground the actor sees a customer read by this package.
func (c Customer) Access(tx *db.Tx) Access { return accessOf(&c, tx.Actor) }

// Actions are what the actor may do with the customer.
func (c Customer) Actions(tx *db.Tx) []Act {
	return actionsOf(&c, accessOf(&c, tx.Actor), tx.Actor, heldBy(tx.Actor))
}

// Allow refuses an action that the customer's record does not list.
func Allow(tx *db.Tx, c Customer, action Act) error {
	if slices.Contains(c.Actions(tx), action) {
		return nil
	}
	if c.Archived {
		return crm.Fail(crm.Forbidden, "customer.archived", "name", maskText(c.Name, c.Numbers))
	}
	return crm.Fail(crm.Forbidden, "customer.not_allowed", "action", action)
}

// Conflict tells that somebody was faster; the State is the record as it is
// now, as the reader may see it.
func Conflict(tx *db.Tx, current Customer) error {
	e := crm.Fail(crm.Conflict, "conflict")
	e.State = View(tx, current)
	return e
}

// conflictWith reads the newer state after a guarded write changed nothing.
func conflictWith(tx *db.Tx, id crm.CustomerID) error {
	c, err := Get(tx, id)
	if err != nil {
		return err
	}
	return Conflict(tx, c)
}

// CheckVersion refuses a change made on an older state; version 0 asks for no
// check.
func CheckVersion(tx *db.Tx, c Customer, version int64) error {
	if version != 0 && version != c.Version {
		return Conflict(tx, c)
	}
	return nil
}

// PoolSight says whether the actor sees a pool and may claim from it.
type PoolSight struct {
	Name         string           `db:"name"`
	Active       bool             `db:"active"`
	DepartmentID crm.DepartmentID `db:"department_id"`
	Member       bool             `db:"member"`
}

// PoolOf reads a pool the actor sees: members with the permission to read
// pools, and everybody who works on all pools.
func PoolOf(tx *db.Tx, id crm.PoolID) (PoolSight, error) {
	p, err := db.One[PoolSight](tx, poolSQL, db.Args{"id": id, "department": tx.Actor.Department})
	if err != nil {
		return p, err
	}
	a := tx.Actor
	if !a.System() && !rights.May("pool.sight", authz.May(a, authz.PoolWrite) || p.Member && authz.May(a, authz.PoolRead)) {
		return p, crm.Missing()
	}
	return p, nil
}
