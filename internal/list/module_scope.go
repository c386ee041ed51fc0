package list

import (
	"sync"

	"laidan/internal/authz"
	"laidan/internal/crm"
	"laidan/internal/db"
)

// ScopeOf is the customers that the actor sees as owner, as manager or because
// they were shared, on the table customer under an alias. Customers in a pool
// or in the cold store are not among them, archived and merged ones neither.
func ScopeOf(tx *db.Tx, alias string) (Scope, error) {
	p := planOf(tx.Actor)
	n := filteredScope + 1
	switch {
	case p == mine || p == nobody:
		n = 0
	case p == team && tx.Actor.Visible <= maxOwners:
		r, err := reachOf(tx, p)
		if err != nil {
			return Scope{}, err
		}
		n = r.All
	}
	return scopeOf(p, n, authz.AfterSale(tx.Actor), alias), nil
}

// Owners is a condition on an owner column of any table: the owner is one of
// those whose customers the actor sees. Sharing does not count.
func Owners(tx *db.Tx, column string) string { return ownersCondition(planOf(tx.Actor), column) }

// fits reports whether a sort that reads all open customers is offered.
func (s Sort) fits(tx *db.Tx) (bool, error) {
	p := planOf(tx.Actor)
	if s.most == 0 || p == nobody || p == mine {
		return true, nil
	}
	r, err := reachOf(tx, p)
	return r.Open <= s.most, err
}

// reach is how many customers the owners in scope have.
type reach struct {
	All  int `db:"owned"`
	Open int `db:"open"`
}

// reaches remembers for a while how far actors reach: it only chooses a plan,
// so that an old answer costs time at worst.
var reaches sync.Map // reachKey -> reachSeen

type reachKey struct {
	d      *db.DB
	tenant crm.TenantID
	person crm.PersonID
	plan   plan
}

type reachSeen struct {
	reach
	at crm.Millis
}

const reachHolds = crm.Millis(10 * 60_000)

func reachOf(tx *db.Tx, p plan) (reach, error) {
	k := reachKey{tx.DB(), tx.Tenant(), tx.Me(), p}
	now := tx.NowMillis()
	if v, ok := reaches.Load(k); ok {
		if seen := v.(reachSeen); now >= seen.at && now < seen.at+reachHolds {
			return seen.reach, nil
		}
	}
	r, err := db.One[reach](tx, reachSQL[p])
	if err == nil {
		reaches.Store(k, reachSeen{r, now})
	}
	return r, err
}
