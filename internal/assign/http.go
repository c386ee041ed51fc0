package assign

import (
	"laidan/internal/authz"
	"laidan/internal/crm"
	"laidan/internal/customer"
	"laidan/internal/db"
	"laidan/internal/httpapi"
	"laidan/internal/list"
)

// Routes are the module's paths with the permission each needs.
func Routes(r *httpapi.Router) {
	httpapi.Get(r, "/pools", authz.Self, getPools)
	httpapi.Post(r, "/pools", authz.PoolWrite, postPool)
	httpapi.Patch(r, "/pools/{id}", authz.PoolWrite, patchPool)
	httpapi.Get(r, "/pools/{id}/customers", authz.PoolRead, getPooled)
	httpapi.Post(r, "/customers/{id}/claim", authz.CustomerClaim, postClaim)
	httpapi.Post(r, "/customers/{id}/release", authz.CustomerRelease, postRelease)
	httpapi.Post(r, "/customers/{id}/assign", authz.CustomerAssign, postAssign)
	httpapi.Post(r, "/assign/round-robin", authz.CustomerAssign, postRoundRobin)
	httpapi.Get(r, "/customers/{id}/receipts", authz.CustomerRead, getReceipts)
	httpapi.Get(r, "/cold", authz.CustomerEvaluate, getCold)
	httpapi.Post(r, "/customers/{id}/evaluate", authz.CustomerEvaluate, postEvaluate)
	httpapi.Get(r, "/hold", authz.PeopleRead, getHold)
}

// items is an answer without pages.
type items[T any] struct {
	Items []T `json:"items"`
}

func itemsOf[T any](list []T, err error) (items[T], error) { return items[T]{list}, err }

// viewed is the record after an act.
func viewed(tx *db.Tx, c customer.Customer, err error) (customer.Record, error) {
	if err != nil {
		return customer.Record{}, err
	}
	return customer.View(tx, c), nil
}

func getPools(tx *db.Tx, _ *struct{}) (items[Listed], error) { return itemsOf(Pools(tx)) }

type poolIn struct {
	Body PoolChange
}

func postPool(tx *db.Tx, in *poolIn) (Listed, error) { return CreatePool(tx, in.Body) }

type poolChangeIn struct {
	ID   crm.PoolID `path:"id"`
	Body PoolChange
}

func patchPool(tx *db.Tx, in *poolChangeIn) (Listed, error) { return ChangePool(tx, in.ID, in.Body) }

type pooledIn struct {
	ID crm.PoolID `path:"id"`
	list.Params
	customer.Wanted
}

func getPooled(tx *db.Tx, in *pooledIn) (crm.Page[customer.Record], error) {
	return customer.List(tx, customer.Query{In: customer.InPool, Pool: in.ID, Params: in.Params, Members: in.Fields})
}

type coldIn struct {
	list.Params
	customer.Wanted
}

func getCold(tx *db.Tx, in *coldIn) (crm.Page[customer.Record], error) {
	return customer.List(tx, customer.Query{In: customer.InCold, Params: in.Params, Members: in.Fields})
}

type customerIn struct {
	ID crm.CustomerID `path:"id"`
}

func postClaim(tx *db.Tx, in *customerIn) (customer.Record, error) {
	c, err := Claim(tx, in.ID)
	return viewed(tx, c, err)
}

type releaseIn struct {
	ID   crm.CustomerID `path:"id"`
	Body *releaseBody   // may be absent
}

type releaseBody struct {
	Reason  string     `json:"reason,omitempty" maxLength:"400"`
	PoolID  crm.PoolID `json:"poolId,omitempty" doc:"Default: the pool of the owner's department"`
	Version int64      `json:"version,omitempty"`
}

func postRelease(tx *db.Tx, in *releaseIn) (customer.Record, error) {
	b := releaseBody{}
	if in.Body != nil {
		b = *in.Body
	}
	c, err := Release(tx, in.ID, Back{Reason: b.Reason, Pool: b.PoolID, Version: b.Version})
	return viewed(tx, c, err)
}

type assignIn struct {
	ID   crm.CustomerID `path:"id"`
	Body struct {
		OwnerID crm.PersonID `json:"ownerId"`
		Reason  string       `json:"reason,omitempty" maxLength:"400"`
		Version int64        `json:"version,omitempty"`
	}
}

func postAssign(tx *db.Tx, in *assignIn) (customer.Record, error) {
	c, err := Assign(tx, in.ID, Give{To: in.Body.OwnerID, Reason: in.Body.Reason, Version: in.Body.Version})
	return viewed(tx, c, err)
}

type roundRobinIn struct {
	Body struct {
		IDs          []crm.CustomerID `json:"ids,omitempty" maxItems:"500"`
		Filter       string           `json:"filter,omitempty" maxLength:"8000" doc:"Instead of ids: customers of the pool, or of the actor's scope without one"`
		PoolID       crm.PoolID       `json:"poolId,omitempty"`
		DepartmentID crm.DepartmentID `json:"departmentId"`
		DryRun       bool             `json:"dryRun,omitempty"`
	}
}

func postRoundRobin(tx *db.Tx, in *roundRobinIn) (HandOut, error) {
	b := in.Body
	ids := b.IDs
	if len(ids) == 0 {
		q := customer.Query{Params: list.Params{Filter: b.Filter}}
		if !b.PoolID.IsZero() {
			q.In, q.Pool = customer.InPool, b.PoolID
		} else if b.Filter == "" {
			return HandOut{}, crm.Bad("/ids", "field.required")
		}
		var err error
		if ids, _, err = customer.IDs(tx, q, MaxHandOut); err != nil {
			return HandOut{}, err
		}
	}
	return ByRoundRobin(tx, ids, b.DepartmentID, b.DryRun)
}

func getReceipts(tx *db.Tx, in *customerIn) (items[Receipt], error) {
	return itemsOf(Receipts(tx, in.ID))
}

type evaluateIn struct {
	ID   crm.CustomerID `path:"id"`
	Body struct {
		Verdict string       `json:"verdict" enum:"release,keep,reject"`
		Note    string       `json:"note" minLength:"1" maxLength:"400"`
		PoolID  crm.PoolID   `json:"poolId,omitempty" doc:"release: into this pool"`
		OwnerID crm.PersonID `json:"ownerId,omitempty" doc:"release: to this person instead"`
		Until   string       `json:"until,omitempty" doc:"keep: until this day, 2026-12-01"`
		Version int64        `json:"version,omitempty"`
	}
}

func postEvaluate(tx *db.Tx, in *evaluateIn) (customer.Record, error) {
	b := in.Body
	v := Verdict{Verdict: b.Verdict, Note: b.Note, Pool: b.PoolID, Owner: b.OwnerID, Version: b.Version}
	if b.Until != "" {
		var err error
		if v.Until, err = crm.ParseDay(b.Until); err != nil {
			return customer.Record{}, crm.Bad("/until", "field.day")
		}
	}
	c, err := Evaluate(tx, in.ID, v)
	return viewed(tx, c, err)
}

type holdIn struct {
	Department crm.DepartmentID `query:"department"`
}

func getHold(tx *db.Tx, in *holdIn) (items[Holding], error) {
	return itemsOf(Holdings(tx, in.Department))
}
