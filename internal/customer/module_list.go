package customer

import (
	"maps"
	"strings"

	"laidan/internal/authz"
	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/expr"
	"laidan/internal/list"
	"laidan/internal/phone"
)

// Where a list looks for customers.
const (
	InOwned    = ""         // those with an owner in scope, and those shared with the actor
	InPool     = "pool"     // one pool
	InCold     = "cold"     // the cold store, for evaluators
	InArchived = "archived" // archived ones
)

// Query is a list of customers.
type Query struct {
	In   string
	Pool crm.PoolID // of InPool
	// Where and Args narrow the list further; both are texts of the program.
	Where string
	Args  db.Args
	// Members are those of Record that are wanted; none for all. What is not
	// wanted is neither read nor sent, the id always is.
	Members []MemberName
	list.Params
}

// List reads one page of customers the actor may see, in their access scope.
func List(tx *db.Tx, q Query) (crm.Page[Record], error) {
	s, err := shapeOf(q.Members, false)
	if err != nil {
		return crm.Page[Record]{Items: []Record{}}, err
	}
	page, err := pageOf(tx, q, s)
	return crm.Page[Record]{Items: views(tx, page.Items, s), Next: page.Next, Total: page.Total}, err
}

// Page is List before field rights are applied, for callers that go on with the
// customers.
func Page(tx *db.Tx, q Query) (crm.Page[Customer], error) { return pageOf(tx, q, whole) }

func pageOf(tx *db.Tx, q Query, as *shape) (crm.Page[Customer], error) {
	s, q, err := specOf(tx, q)
	if err != nil {
		return crm.Page[Customer]{Items: []Customer{}}, err
	}
	s.Columns = as.columns
	return list.Run[Customer](tx, s, q.Params)
}

// Count counts a list, exactly up to 1,000.
func Count(tx *db.Tx, q Query) (crm.Total, error) {
	s, q, err := specOf(tx, q)
	if err != nil {
		return crm.Total{}, err
	}
	return list.Count(tx, s, q.Params)
}

// IDs are the ids of a list, up to most, and whether there are more.
func IDs(tx *db.Tx, q Query, most int) ([]crm.CustomerID, bool, error) {
	s, q, err := specOf(tx, q)
	if err != nil {
		return nil, false, err
	}
	numbers, more, err := list.IDs(tx, s, q.Params, most)
	ids := make([]crm.CustomerID, len(numbers))
	for i, n := range numbers {
		ids[i] = crm.IDOf[crm.Customer](n)
	}
	return ids, more, err
}

// Each streams a list, for exports. fn must run no statement.
func Each(tx *db.Tx, q Query, fn func(Customer) error) error {
	s, q, err := specOf(tx, q)
	if err != nil {
		return err
	}
	return list.Each(tx, s, q.Params, fn)
}

// specOf declares the list that a query asks for.
func specOf(tx *db.Tx, q Query) (list.Spec, Query, error) {
	s := list.Spec{Name: "customers" + q.In + q.Pool.String(), Table: "customer", Alias: "c", Columns: whole.columns,
		Joins: joinsSQL, Args: sightArgs(tx), Fields: Conditions, Sorts: sorts, Default: "queue", Found: "-lastTouchAt", Search: "c.search"}
	maps.Copy(s.Args, q.Args)
	var err error
	if s.Fields, err = fieldsFor(tx, q.Filter); err != nil {
		return s, q, err
	}
	if err = place(tx, &s, q); err != nil {
		return s, q, err
	}
	narrow(&s, q.Where)
	if w := widthOf(tx.Actor); w == paying {
		narrow(&s, payingSQL)
	}
	if q.Q, err = lookUp(tx, &s, q.Q); err != nil || q.Q == "" {
		return s, q, err
	}
	s.Within, err = within(tx, q, s.Scope)
	return s, q, err
}

func narrow(s *list.Spec, where string) {
	switch {
	case where == "":
	case s.Where == "":
		s.Where = where
	default:
		s.Where += " AND " + where
	}
}

// place says which customers the list is about.
func place(tx *db.Tx, s *list.Spec, q Query) error {
	var err error
	switch q.In {
	case InOwned:
		s.Scope, err = list.ScopeOf(tx, "c")
	case InPool:
		if _, err = PoolOf(tx, q.Pool); err != nil {
			return err
		}
		s.Where, s.Default = poolRowsSQL, "-createdAt"
		s.Args["pool"] = q.Pool
	case InCold:
		if err = authz.Need(tx, authz.CustomerEvaluate); err != nil {
			return err
		}
		s.Where, s.Default = coldRowsSQL, "-layerSince"
		if tx.Actor.Scope != crm.ScopeAll && !tx.Actor.System() {
			narrow(s, coldScopeSQL)
		}
	case InArchived:
		s.Where, s.Default = archivedRowsSQL, "name"
		owners := list.Owners(tx, "c.owner_id")
		if authz.May(tx.Actor, authz.PoolWrite) {
			owners += " OR c.owner_id IS NULL"
		}
		narrow(s, "("+owners+")")
		if widthOf(tx.Actor) == signedOnly {
			narrow(s, signedSQL)
		}
	default:
		err = crm.Bad("?in", "field.choice", "options", "pool, cold, archived")
	}
	return err
}

// lookUp turns a search for a full number, an e-mail or a tax code into a
// look-up of its key. A full number is a probe; a part of one finds nothing.
func lookUp(tx *db.Tx, s *list.Spec, text string) (string, error) {
	text = strings.TrimSpace(text)
	var keys []Key
	switch {
	case strings.Contains(text, "@"):
		keys = []Key{{Kind: KeyEmail, Norm: strings.ToLower(text)}}
	case len(taxNorm(text)) >= 15 && isTaxCode(taxNorm(text)):
		keys = []Key{{Kind: KeyTax, Norm: taxNorm(text)}}
	case len(phone.Digits(text)) >= 7:
		region, err := regionOf(tx)
		if err != nil {
			return text, err
		}
		n, err := phone.Parse(text, region)
		if err != nil {
			return text, nil // the search knows no parts of numbers
		}
		keys = []Key{{Kind: KeyMobile, Norm: n.E164}, {Kind: KeyPhone, Norm: n.E164}, {Kind: KeyWeChat, Norm: phone.Digits(n.National)}}
	default:
		return text, nil
	}
	if len(phone.Digits(keys[0].Norm)) >= 7 && keys[0].Kind != KeyTax && !tx.Actor.System() {
		if err := ask(tx, "search", keys[0].Norm); err != nil {
			return "", err
		}
	}
	var kinds, norms []string
	for _, k := range keys {
		kinds, norms = append(kinds, k.Kind), append(norms, k.Norm)
	}
	narrow(s, keyedSQL)
	s.Args["kinds"], s.Args["norms"] = kinds, unique(norms)
	return "", nil
}

// fieldsFor are the fields of a condition; custom fields are read only when it
// names one.
func fieldsFor(tx *db.Tx, filter string) (expr.Fields, error) {
	if !strings.Contains(filter, "custom.") {
		return Conditions, nil
	}
	return AllFields(tx)
}
