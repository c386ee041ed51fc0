package assign

import (
	"strings"

	"laidan/internal/authz"
	"laidan/internal/crm"
	"laidan/internal/customer"
	"laidan/internal/db"
	"laidan/internal/event"
)

// Listed is a pool as lists show it.
type Listed struct {
	ID                crm.PoolID    `json:"id"`
	Name              string        `json:"name"`
	Count             int64         `json:"count" doc:"Exact up to 1,000"`
	More              bool          `json:"more" doc:"There are more than count"`
	MayClaim          bool          `json:"mayClaim"`
	Department        *customer.Ref `json:"department" doc:"Whose pool it is; null: everybody's"`
	DailyClaims       int64         `json:"dailyClaims"`
	PreviousOwnerDays int64         `json:"previousOwnerDays"`
	Active            bool          `json:"active"`
	Version           int64         `json:"version"`
}

type listedRow struct {
	Pool
	Member         bool   `db:"member"`
	DepartmentName string `db:"department_name"`
	Size           int64  `db:"size"`
}

// countTo is up to where pools are counted.
const countTo = 1000

// Pools lists the pools the actor sees: those they may claim from, or all for
// those who work on pools.
func Pools(tx *db.Tx) ([]Listed, error) {
	out := []Listed{}
	if !authz.May(tx.Actor, authz.PoolRead) && !authz.May(tx.Actor, authz.PoolWrite) {
		return out, nil
	}
	rows, err := db.All[listedRow](tx, poolsSQL, db.Args{"department": tx.Actor.Department, "most": countTo + 1})
	for _, r := range rows {
		if !authz.May(tx.Actor, authz.PoolWrite) && !(r.Member && r.Active) {
			continue
		}
		out = append(out, r.listed(authz.May(tx.Actor, authz.CustomerClaim)))
	}
	return out, err
}

func (r listedRow) listed(claims bool) Listed {
	l := Listed{ID: r.ID, Name: r.Name, Count: min(r.Size, countTo), More: r.Size > countTo, MayClaim: claims && r.Member && r.Active,
		DailyClaims: r.DailyClaims, PreviousOwnerDays: r.PreviousOwnerDays, Active: r.Active, Version: r.Version}
	if !r.DepartmentID.IsZero() {
		l.Department = &customer.Ref{ID: r.DepartmentID.String(), Name: r.DepartmentName}
	}
	return l
}

// PoolChange are the rules of a pool that somebody states; absent ones stay.
type PoolChange struct {
	Name              *string           `json:"name,omitempty" minLength:"1" maxLength:"60"`
	DepartmentID      *crm.DepartmentID `json:"departmentId,omitempty" doc:"Empty text: everybody's"`
	DailyClaims       *int64            `json:"dailyClaims,omitempty" minimum:"1" maximum:"1000"`
	PreviousOwnerDays *int64            `json:"previousOwnerDays,omitempty" minimum:"0" maximum:"3650"`
	Active            *bool             `json:"active,omitempty"`
	Version           int64             `json:"version,omitempty"`
}

func (ch PoolChange) apply(p *Pool) {
	set(&p.Name, ch.Name)
	set(&p.DepartmentID, ch.DepartmentID)
	set(&p.DailyClaims, ch.DailyClaims)
	set(&p.PreviousOwnerDays, ch.PreviousOwnerDays)
	set(&p.Active, ch.Active)
	p.Name = strings.TrimSpace(p.Name)
}

func set[T any](field *T, given *T) {
	if given != nil {
		*field = *given
	}
}

// CreatePool opens a pool.
func CreatePool(tx *db.Tx, ch PoolChange) (Listed, error) {
	p := Pool{ID: db.NewID[crm.Pool](tx), DailyClaims: 5, PreviousOwnerDays: 7, Active: true, Version: 1}
	ch.apply(&p)
	if err := checkPool(tx, p); err != nil {
		return Listed{}, err
	}
	if err := db.Write(tx, insertPoolSQL, p); err != nil {
		return Listed{}, err
	}
	if err := event.Record(tx, event.Fact{Kind: "assign.PoolCreated", Subject: p.ID.Int64(), Data: p}); err != nil {
		return Listed{}, err
	}
	return oneOf(tx, p.ID)
}

// ChangePool changes a pool's rules, or closes it: an empty one only, and never
// the last that is everybody's.
func ChangePool(tx *db.Tx, id crm.PoolID, ch PoolChange) (Listed, error) {
	old, err := db.One[Pool](tx, poolSQL, db.Args{"id": id})
	if err != nil {
		return Listed{}, err
	}
	p := old
	ch.apply(&p)
	p.Version = ch.Version
	if err := checkPool(tx, p); err != nil {
		return Listed{}, err
	}
	if old.Active && !p.Active {
		if err := mayClose(tx, p); err != nil {
			return Listed{}, err
		}
	}
	n, err := db.Exec(tx, updatePoolSQL, p)
	if err != nil {
		return Listed{}, err
	}
	if n == 0 {
		e := crm.Fail(crm.Conflict, "conflict")
		e.State, err = oneOf(tx, id)
		if err != nil {
			return Listed{}, err
		}
		return Listed{}, e
	}
	if err := event.Record(tx, event.Fact{Kind: "assign.PoolChanged", Subject: id.Int64(), Data: map[string]any{"before": old, "after": p}}); err != nil {
		return Listed{}, err
	}
	return oneOf(tx, id)
}

func checkPool(tx *db.Tx, p Pool) error {
	if err := p.Check(); err != nil {
		return err
	}
	if p.DepartmentID.IsZero() {
		return nil
	}
	ok, err := db.One[bool](tx, departmentSQL, db.Args{"id": p.DepartmentID})
	if err == nil && !ok {
		err = crm.Bad("/departmentId", "department.unknown")
	}
	return err
}

func mayClose(tx *db.Tx, p Pool) error {
	pooled, err := db.One[bool](tx, pooledSQL, db.Args{"id": p.ID})
	if err != nil {
		return err
	}
	if pooled {
		return crm.Fail(crm.Refused, "pool.not_empty", "name", p.Name)
	}
	other, err := db.One[bool](tx, otherPoolSQL, db.Args{"id": p.ID})
	if err == nil && !other {
		err = crm.Fail(crm.Refused, "pool.last")
	}
	return err
}

func oneOf(tx *db.Tx, id crm.PoolID) (Listed, error) {
	rows, err := db.All[listedRow](tx, poolsSQL, db.Args{"department": tx.Actor.Department, "most": countTo + 1})
	for _, r := range rows {
		if r.ID == id {
			return r.listed(authz.May(tx.Actor, authz.CustomerClaim)), err
		}
	}
	return Listed{}, err
}
