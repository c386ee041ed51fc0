package bulk

import (
	"slices"
	"strings"

	"laidan/internal/authz"
	"laidan/internal/crm"
	"laidan/internal/customer"
	"laidan/internal/db"
	"laidan/internal/field"
	"laidan/internal/sheet"
	"laidan/internal/words"
)

// session is what the rows of one import are read and placed by: the options
// and the organisation's people, products, fields and pool, read once.
type session struct {
	*builder
	actor  crm.Actor
	self   bool // somebody's own list: theirs, self-found
	people map[string]personRef
	byID   map[string]personRef
	pool   crm.PoolID
	asking *asking // nil for the program
}

// openSession reads what the rows need. fieldsFor gives the custom fields of the
// columns.
func openSession(tx *db.Tx, a *analysis, o *Options, id crm.ImportID) (*session, error) {
	s := &session{actor: tx.Actor, self: !authz.May(tx.Actor, authz.ImportRun) && !tx.Actor.System(), people: map[string]personRef{}, byID: map[string]personRef{}}
	defs, err := field.Defs(tx)
	if err != nil {
		return nil, err
	}
	s.builder = newBuilder(o, a, columnFields(o, a, defs), tx.Zone(), tx.Now)
	s.own = id
	if s.shared, err = db.All[string](tx, sharedSQL); err != nil {
		return nil, err
	}
	products, err := db.All[productRef](tx, productsSQL)
	if err != nil {
		return nil, err
	}
	s.products = map[string]crm.ProductID{}
	for _, p := range products {
		s.products[productKey(p.Name)] = p.ID
		if p.Code != "" {
			s.products[productKey(p.Code)] = p.ID
		}
	}
	if err := s.readPeople(tx); err != nil {
		return nil, err
	}
	return s, s.readPool(tx)
}

// readPeople reads whom the actor may give customers to. A name that two people
// have names nobody.
func (s *session) readPeople(tx *db.Tx) error {
	everybody := s.actor.System() || s.actor.Scope == crm.ScopeAll || authz.May(s.actor, authz.PoolWrite)
	list, err := db.All[personRef](tx, peopleSQL, db.Args{"all": everybody})
	if err != nil {
		return err
	}
	for _, p := range list {
		s.byID[p.ID.String()] = p
		for _, key := range []string{personKey(p.Name), strings.ToLower(p.Email)} {
			if _, twice := s.people[key]; twice {
				s.people[key] = personRef{}
				continue
			}
			s.people[key] = p
		}
	}
	return nil
}

func personKey(name string) string { return strings.ToLower(strings.Join(strings.Fields(name), "")) }

// readPool settles where customers without an owner go.
func (s *session) readPool(tx *db.Tx) error {
	if s.self {
		if !s.o.PoolID.IsZero() || !s.o.OwnerID.IsZero() && s.o.OwnerID != s.actor.Person {
			return crm.Fail(crm.Forbidden, "import.own_only")
		}
		p, ok := s.byID[s.actor.Person.String()]
		if !ok {
			return crm.Fail(crm.Forbidden, "forbidden")
		}
		s.o.OwnerID = p.ID
		return nil
	}
	if _, known := s.byID[s.o.OwnerID.String()]; !s.o.OwnerID.IsZero() && !known {
		return crm.Bad("/ownerId", "person.out_of_scope")
	}
	for name, id := range s.o.Owners {
		if _, known := s.byID[id]; id != "" && !known {
			return crm.Bad("/owners/"+name, "person.out_of_scope")
		}
	}
	if !s.o.PoolID.IsZero() {
		s.pool = s.o.PoolID
		_, ok, err := db.Maybe[string](tx, poolNameSQL, db.Args{"id": s.pool})
		if err == nil && !ok {
			err = crm.Bad("/poolId", "pool.unknown")
		}
		return err
	}
	var err error
	s.pool, err = customer.DefaultPool(tx)
	if crm.CodeOf(err) == "pool.none" && !s.o.OwnerID.IsZero() {
		err = nil
	}
	return err
}

// keepOwners brings the people whom a page may give customers to up to date and
// holds them: who was disabled since is nobody, and their rows go to the pool.
func (s *session) keepOwners(tx *db.Tx, items []*Item) error {
	var ids []crm.PersonID
	add := func(p personRef) {
		if !p.ID.IsZero() && !slices.Contains(ids, p.ID) {
			ids = append(ids, p.ID)
		}
	}
	for _, it := range items {
		if it.Owner != "" && !s.self {
			named, _ := s.ownerOf(it.Owner)
			add(named)
		}
	}
	add(s.byID[s.o.OwnerID.String()])
	active, err := customer.KeepOwners(tx, ids)
	if err != nil {
		return err
	}
	for _, id := range ids {
		i := slices.IndexFunc(active, func(o customer.Owner) bool { return o.ID == id })
		p := s.byID[id.String()]
		switch {
		case i >= 0:
			p.Department = active[i].Department
			s.byID[id.String()] = p
		case id == s.o.OwnerID || s.pool.IsZero():
			return crm.Fail(crm.Refused, "handover.left")
		default:
			delete(s.byID, id.String())
		}
	}
	return nil
}

// ownerOf finds the person behind a name in the file.
func (s *session) ownerOf(name string) (personRef, bool) {
	if id, set := s.o.Owners[name]; set {
		p, ok := s.byID[id]
		return p, ok
	}
	for _, key := range []string{personKey(name), strings.ToLower(strings.TrimSpace(name))} {
		if p, ok := s.people[key]; ok && !p.ID.IsZero() {
			p, ok = s.byID[p.ID.String()]
			return p, ok
		}
	}
	return personRef{}, false
}

// place gives a new customer its owner, pool or place in the cold store.
func (s *session) settle(tx *db.Tx, it *Item) {
	d := it.Draft
	r := &d.Row
	owner := s.byID[s.o.OwnerID.String()]
	if it.Owner != "" && !s.self {
		named, ok := s.ownerOf(it.Owner)
		if _, mapped := s.o.Owners[it.Owner]; !ok && !mapped {
			it.note(firstOf(s.cols[sheet.ToOwner]), sheet.ToOwner, "import.owner", it.Owner)
		}
		owner = named
	}
	r.Layer = it.Layer
	switch {
	case it.Layer == words.Abandoned && !s.self:
		r.OwnerID, r.PoolID = crm.PersonID{}, crm.PoolID{}
		r.AbandonReason, r.CoolUntil = "unfit", crm.At(tx.Now.AddDate(0, 0, coolingDays))
	case !owner.ID.IsZero():
		r.OwnerID, r.DepartmentID, r.PoolID, r.SelfFound = owner.ID, owner.Department, crm.PoolID{}, s.self
		if it.Layer == words.Abandoned {
			r.Layer = words.Resource
		}
	default:
		r.OwnerID, r.PoolID = crm.PersonID{}, s.pool
	}
	if t := it.Touch; t != nil {
		r.Touches, r.LastTouchAt, r.LastChannel, r.LastResult = 1, t.At, t.Channel, t.Result
	}
	if !it.Next.IsZero() && !r.OwnerID.IsZero() && !r.DoNotContact {
		r.NextAt, r.NextChannel = it.Next, words.Call
	}
}

// coolingDays is how long an abandoned customer rests when a file brings it.
const coolingDays = 90
