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
	var r reach
	var err error
	if p == team || p == everybody {
		if r, err = reachOf(tx, whole); err != nil {
			return Scope{}, err
		}
	}
	total, wide := r.All, true
	switch {
	case p == mine || p == nobody:
		r, wide = reach{}, false
	case p == team && tx.Actor.Visible <= maxOwners:
		if r, err = reachOf(tx, p); err != nil {
			return Scope{}, err
		}
		wide = r.All > searchedScope
	}
	return scopeOf(p, size{r.All, total, wide}, authz.AfterSale(tx.Actor), alias), nil
}

// Owners are the people whose customers a scope holds that is not wide.
func (s Scope) Owners(tx *db.Tx) ([]crm.PersonID, error) {
	switch planOf(tx.Actor) {
	case mine:
		return []crm.PersonID{tx.Me()}, nil
	case team:
		return db.All[crm.PersonID](tx, visibleSQL)
	}
	return nil, nil
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

const (
	reachHolds = crm.Millis(10 * 60_000)
	wholeHolds = crm.Millis(2 * 3600_000) // counting everybody's takes a tenth of a second
)

func reachOf(tx *db.Tx, p plan) (reach, error) {
	k, now, holds := reachKey{tx.DB(), tx.Tenant(), tx.Me(), p}, tx.NowMillis(), reachHolds
	if p == whole {
		k.person, holds = crm.PersonID{}, wholeHolds
	}
	if v, ok := reaches.Load(k); ok {
		if seen := v.(reachSeen); now >= seen.at && now < seen.at+holds {
			return seen.reach, nil
		}
	}
	r, err := db.One[reach](tx, reachSQL[p])
	if err == nil {
		reaches.Store(k, reachSeen{r, now})
	}
	return r, err
}
