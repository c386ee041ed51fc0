package list

import (
	"sync"

	"laidan/internal/crm"
	"laidan/internal/db"
)

// ScopeOf is the customers that the actor sees as owner, as manager or because
// they were shared, on the table customer under an alias. Customers in a pool
// or in the cold store are not among them, archived and merged ones neither.
func ScopeOf(tx *db.Tx, alias string) (Scope, error) {
	p, err := planFor(tx)
	return scopeOf(p, afterSale(tx.Actor), alias), err
}

// Owners is a condition on an owner column of any table: the owner is one of
// those whose customers the actor sees. Sharing does not count.
func Owners(tx *db.Tx, column string) (string, error) {
	p, err := planFor(tx)
	return ownersCondition(p, column), err
}

func planFor(tx *db.Tx) (plan, error) {
	return planOf(tx.Actor, func() (int, error) { return size(tx, few, "TRUE", maxRows+1) })
}

// fits reports whether a sort that must read all of its rows is offered.
func (s Sort) fits(tx *db.Tx) (bool, error) {
	if s.most == 0 {
		return true, nil
	}
	p, err := planOf(tx.Actor, func() (int, error) { return 0, nil })
	if err != nil || p == nobody || p == mine {
		return true, err
	}
	n, err := size(tx, p, s.segments(false)[0].where, s.most+1)
	return n <= s.most, err
}

// sizes remembers for a while how large scopes are: they only choose a plan, so
// that an old answer costs time at worst.
var sizes sync.Map // sizeKey -> sizeSeen

type sizeKey struct {
	d      *db.DB
	tenant crm.TenantID
	person crm.PersonID
	scope  crm.Scope
	text   string
}

type sizeSeen struct {
	n  int
	at crm.Millis
}

const sizeHolds = crm.Millis(60_000)

func size(tx *db.Tx, p plan, rows string, most int) (int, error) {
	k := sizeKey{tx.DB(), tx.Tenant(), tx.Me(), tx.Actor.Scope, sizeText(p, rows)}
	now := tx.NowMillis()
	if v, ok := sizes.Load(k); ok {
		if seen := v.(sizeSeen); now >= seen.at && now < seen.at+sizeHolds {
			return seen.n, nil
		}
	}
	n, err := db.One[int](tx, k.text, db.Args{"max": most})
	if err == nil {
		sizes.Store(k, sizeSeen{n, now})
	}
	return n, err
}
