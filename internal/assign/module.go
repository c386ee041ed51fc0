package assign

import (
	"errors"
	"time"

	"laidan/internal/authz"
	"laidan/internal/crm"
	"laidan/internal/customer"
	"laidan/internal/db"
	"laidan/internal/org"
	"laidan/internal/words"
)

// The kinds of receipt this module writes.
const (
	KindClaim      = "claim"
	KindRelease    = "release"
	KindAssign     = "assign"
	KindRoundRobin = "round_robin"
	KindDisable    = "disable"
	KindReject     = "reject"
	KindThaw       = "thaw" // out of the cold store
)

// claimRow is a pool with what the claimer has.
type claimRow struct {
	Pool
	Hold
	Member bool `db:"member"`
}

// Claim takes a pooled customer for the person acting. It is atomic: of many
// who claim one customer at once, one has it and the others hear so.
func Claim(tx *db.Tx, id crm.CustomerID) (customer.Customer, error) {
	c, err := customer.ForUpdate(tx, id)
	if crm.KindOf(err) == crm.NotFound {
		return c, takenOr(tx, id, err)
	}
	if err != nil {
		return c, err
	}
	row := claimRow{}
	if c.InPool() {
		row, err = db.One[claimRow](tx, claimSQL, db.Args{"pool": c.PoolID, "department": tx.Actor.Department})
		if err != nil {
			return c, err
		}
	}
	who := Claimer{Person: tx.Me(), Member: row.Member, Hold: row.Hold}
	if err := row.MayClaim(c.Row, who, tx.Now, tx.Zone()); err != nil {
		return c, withState(tx, c, err)
	}
	trace := Trace{Chosen: tx.Me(), Candidates: []Seat{{Person: Person{tx.Me(), tx.Actor.Name}, Load: row.Used, Slots: row.Left()}},
		Facts: factsOf(c, "pool", row.Name, "claimsToday", row.ClaimsOn(tx.Today())+1, "dailyClaims", row.DailyClaims)}
	return customer.HandOver(tx, c, customer.Handover{To: tx.Me(), Kind: KindClaim, EnforceSlot: true, ClaimLimit: row.DailyClaims, Trace: trace})
}

// justNow is how long after a customer left a pool its members hear that it was
// taken.
const justNow = 10 * time.Minute

// takenOr tells members of the pool that somebody was faster; for everybody
// else the customer does not exist.
func takenOr(tx *db.Tx, id crm.CustomerID, missing error) error {
	if !authz.May(tx.Actor, authz.PoolRead) {
		return missing
	}
	taken, err := db.One[bool](tx, takenSQL, db.Args{"id": id, "department": tx.Actor.Department, "since": crm.At(tx.Now.Add(-justNow))})
	if err != nil || !taken {
		return missing
	}
	return crm.Fail(crm.Conflict, "claim.taken")
}

// withState adds the newer record to a conflict.
func withState(tx *db.Tx, c customer.Customer, err error) error {
	if e, ok := errors.AsType[*crm.Error](err); ok && e.Kind == crm.Conflict {
		e.State = customer.View(tx, c)
	}
	return err
}

// factsOf are what a receipt remembers of a customer; pairs are added to them.
func factsOf(c customer.Customer, pairs ...any) map[string]any {
	f := map[string]any{"layer": words.LayerAt(c.Layer), "grade": c.Grade, "source": c.Source, "industry": c.Industry, "province": c.Province}
	for i := 0; i+1 < len(pairs); i += 2 {
		f[pairs[i].(string)] = pairs[i+1]
	}
	for k, v := range f {
		if v == "" {
			delete(f, k)
		}
	}
	return f
}

// Back says how a customer is given back.
type Back struct {
	Reason  string
	Pool    crm.PoolID // zero: the pool of the owner's department
	Version int64
}

// Release gives an owned customer back to a pool. It keeps its layer, grade and
// history; who gave it back cannot claim it for a while.
func Release(tx *db.Tx, id crm.CustomerID, b Back) (customer.Customer, error) {
	c, err := customer.ForUpdate(tx, id)
	if err != nil {
		return c, err
	}
	if err := mayRelease(tx, c); err != nil {
		return c, err
	}
	if err := customer.CheckVersion(tx, c, b.Version); err != nil {
		return c, err
	}
	return release(tx, c, b)
}

func mayRelease(tx *db.Tx, c customer.Customer) error {
	if c.InPool() {
		return crm.Fail(crm.Refused, "release.pooled")
	}
	if err := customer.Allow(tx, c, customer.ActRelease); err != nil {
		return err
	}
	if c.Layer >= words.Signed {
		return crm.Fail(crm.Refused, "release.signed")
	}
	return nil
}

// release gives a locked customer back.
func release(tx *db.Tx, c customer.Customer, b Back) (customer.Customer, error) {
	pool, err := poolFor(tx, b.Pool, c.DepartmentID)
	if err != nil {
		return c, err
	}
	return customer.HandOver(tx, c, customer.Handover{Pool: pool, Kind: KindRelease, Reason: b.Reason, Trace: Trace{Facts: factsOf(c)}})
}

// poolFor is the pool that was named, if the actor sees it, or a department's
// home.
func poolFor(tx *db.Tx, named crm.PoolID, department crm.DepartmentID) (crm.PoolID, error) {
	if !named.IsZero() {
		_, err := customer.PoolOf(tx, named)
		if crm.KindOf(err) == crm.NotFound {
			err = crm.Bad("/poolId", "pool.unknown")
		}
		return named, err
	}
	home, ok, err := db.Maybe[crm.PoolID](tx, homeSQL, db.Args{"department": department})
	if err == nil && !ok {
		err = crm.Fail(crm.Refused, "release.no_pool")
	}
	return home, err
}

// Give says to whom a customer is assigned.
type Give struct {
	To      crm.PersonID
	Reason  string
	Version int64
}

type candidateRow struct {
	ID           crm.PersonID `db:"id"`
	Name         string       `db:"name"`
	Active       bool         `db:"active"`
	Rep          bool         `db:"rep"`
	Seller       bool         `db:"seller"`
	Quota        int64        `db:"quota"`
	Used         int64        `db:"used"`
	LastAssigned int64        `db:"last_assigned_at"`
}

func (r candidateRow) candidate() Candidate {
	return Candidate{Person: Person{r.ID, r.Name}, Active: r.Active, Rep: r.Rep, Quota: r.Quota, Used: r.Used, LastAssigned: r.LastAssigned}
}

// Assign gives a customer to a person the actor answers for: out of a pool, or
// from a colleague. It keeps layer, grade and history.
func Assign(tx *db.Tx, id crm.CustomerID, g Give) (customer.Customer, error) {
	c, err := customer.ForUpdate(tx, id)
	if err != nil {
		return c, err
	}
	if err := mayAssign(tx, c); err != nil {
		return c, err
	}
	if err := customer.CheckVersion(tx, c, g.Version); err != nil {
		return c, err
	}
	to, err := receiver(tx, g.To)
	if err != nil {
		return c, err
	}
	return give(tx, c, to, g.Reason)
}

// give hands a locked customer to a receiver.
func give(tx *db.Tx, c customer.Customer, to Candidate, reason string) (customer.Customer, error) {
	trace := Trace{Chosen: to.ID, Candidates: []Seat{{Person: to.Person, Load: to.Used, Slots: to.Slots(), LastAssigned: to.LastAssigned}}, Facts: factsOf(c)}
	return customer.HandOver(tx, c, customer.Handover{To: to.ID, Kind: KindAssign, Reason: reason, EnforceSlot: true, Trace: trace})
}

func mayAssign(tx *db.Tx, c customer.Customer) error {
	if c.Cold() {
		return crm.Fail(crm.Refused, "assign.cold")
	}
	return customer.Allow(tx, c, customer.ActAssign)
}

// receiver is a person who may be given customers by the actor.
func receiver(tx *db.Tx, id crm.PersonID) (Candidate, error) {
	if id.IsZero() {
		return Candidate{}, crm.Bad("/ownerId", "field.required")
	}
	seen, err := reaches(tx, id)
	if err != nil {
		return Candidate{}, err
	}
	r, ok, err := db.Maybe[candidateRow](tx, candidateSQL, db.Args{"id": id})
	switch {
	case err != nil:
		return Candidate{}, err
	case !ok || !seen:
		return Candidate{}, crm.Bad("/ownerId", "person.unknown")
	case !r.Active:
		return Candidate{}, crm.Fail(crm.Refused, "person.inactive", "name", r.Name)
	case !r.Seller:
		return Candidate{}, crm.Fail(crm.Refused, "assign.not_seller", "name", r.Name)
	}
	return r.candidate(), nil
}

// reaches reports whether the actor may hand customers to a person: support to
// everybody, managers to those whose work they see.
func reaches(tx *db.Tx, id crm.PersonID) (bool, error) {
	if tx.Actor.System() || tx.Actor.Is(authz.Support) {
		return true, nil
	}
	return org.SeesPerson(tx, id)
}

// HandOutAll hands on everything a person owns, to a colleague or a pool, with
// a receipt each. It takes no heed of slots: nothing may stay behind.
func HandOutAll(tx *db.Tx, from, to crm.PersonID, pool crm.PoolID) (int, error) {
	h := customer.Handover{To: to, Pool: pool, Kind: KindDisable, Trace: Trace{Chosen: to, Facts: map[string]any{"from": from.String()}}}
	return customer.HandOverAll(tx, from, h)
}
