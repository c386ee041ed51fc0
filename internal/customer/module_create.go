package customer

import (
	"cmp"
	"maps"
	"slices"

	"laidan/internal/authz"
	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/event"
	"laidan/internal/field"
	"laidan/internal/words"
)

// Create makes a customer. Who sells owns what they create (self-found, above
// the quota if need be); support puts it into the pool; with the right to assign
// another owner or pool can be named. A key that another customer has refuses
// it, as does a known name or landline unless forced; both answer the matches
// as the actor may see them.
func Create(tx *db.Tx, n New) (Customer, error) {
	region, err := regionOf(tx)
	if err != nil {
		return Customer{}, err
	}
	h, err := newOwner(tx, &n)
	if err != nil {
		return Customer{}, err
	}
	d, err := n.Draft(region, nil)
	if err != nil {
		return Customer{}, err
	}
	if err := unshare(tx, &d); err != nil {
		return Customer{}, err
	}
	if err := askMatches(tx, d.Keys, n.Force); err != nil {
		return Customer{}, err
	}
	if err := addCustom(tx, &d, n.Custom); err != nil {
		return Customer{}, err
	}
	names := Names{}
	if names.ProductName, err = productName(tx, d.ProductID); err != nil {
		return Customer{}, err
	}
	r, err := receiverOf(tx, h)
	if err != nil {
		return Customer{}, err
	}
	d.DepartmentID = r.department
	d.settleDates(tx)
	if err := takeSlot(tx, r, d.Holds()); err != nil {
		return Customer{}, err
	}
	if err := write(tx, []*Draft{&d}); err != nil {
		return Customer{}, err
	}
	names.set(r)
	return Customer{Row: d.Row, Names: names, sight: sight{InScope: r.inScope, PoolMember: r.member}}, writeFacts(tx, []*Draft{&d})
}

func (n *Names) set(r receiver) {
	if r.To.IsZero() {
		n.PoolName = r.name
	} else {
		n.OwnerName, n.DepartmentName = r.name, r.place
	}
}

// newOwner decides who gets a new customer.
func newOwner(tx *db.Tx, n *New) (Handover, error) {
	a := tx.Actor
	named := !n.OwnerID.IsZero() && n.OwnerID != a.Person || !n.PoolID.IsZero()
	switch {
	case named && !a.System() && !authz.May(a, authz.CustomerAssign):
		return Handover{}, crm.Fail(crm.Forbidden, "customer.not_allowed", "action", ActAssign)
	case named && !n.OwnerID.IsZero() && !n.PoolID.IsZero():
		return Handover{}, crm.Bad("/poolId", "customer.owner_or_pool")
	case named:
	case a.Is(authz.Rep, authz.Manager, authz.Director):
		n.OwnerID, n.SelfFound = a.Person, true
	default:
		pool, err := DefaultPool(tx)
		if err != nil {
			return Handover{}, err
		}
		n.OwnerID, n.PoolID = crm.PersonID{}, pool
	}
	if named && !n.OwnerID.IsZero() {
		if err := mayGiveTo(tx, n.OwnerID); err != nil {
			return Handover{}, err
		}
	}
	return Handover{To: n.OwnerID, Pool: n.PoolID, EnforceSlot: true, Kind: "create"}, nil
}

// mayGiveTo refuses a receiver outside the actor's scope, unless the actor
// hands out for everybody.
func mayGiveTo(tx *db.Tx, to crm.PersonID) error {
	a := tx.Actor
	if a.System() || a.Scope == crm.ScopeAll || authz.May(a, authz.PoolWrite) || to == a.Person {
		return nil
	}
	if _, ok, err := db.Maybe[int64](tx, inScopeSQL, db.Args{"owner": to}); ok || err != nil {
		return err
	}
	return crm.Bad("/ownerId", "person.out_of_scope")
}

// DefaultPool is the pool for customers that nobody owns: the first one whose
// members the actor is among, else the first one.
func DefaultPool(tx *db.Tx) (crm.PoolID, error) {
	id, ok, err := db.Maybe[crm.PoolID](tx, defaultPoolSQL, db.Args{"department": tx.Actor.Department})
	if err == nil && !ok {
		err = crm.Fail(crm.Refused, "pool.none")
	}
	return id, err
}

// unshare weakens the keys of numbers that a manager marked as shared.
func unshare(tx *db.Tx, d *Draft) error {
	numbers := d.numbers()
	if len(numbers) == 0 {
		return nil
	}
	shared, err := db.All[string](tx, sharedSQL, db.Args{"norms": numbers})
	if err != nil || len(shared) == 0 {
		return err
	}
	external := d.Keys[len(d.keys(d.Row, nil)):]
	d.Keys = append(d.keys(d.Row, shared), external...)
	return nil
}

// askMatches refuses a new customer that is known already. Because the answer
// tells whether a number is known, numbers typed by people are counted.
func askMatches(tx *db.Tx, keys []Key, force bool) error {
	if err := entered(tx, "create", keys); err != nil {
		return err
	}
	matches, err := Matches(tx, keys, crm.CustomerID{})
	if err != nil {
		return err
	}
	for _, m := range matches {
		if !m.Exact && force {
			continue
		}
		return duplicate(matches)
	}
	return nil
}

func productName(tx *db.Tx, id crm.ProductID) (string, error) {
	if id.IsZero() {
		return "", nil
	}
	name, ok, err := db.Maybe[string](tx, productSQL, db.Args{"id": id})
	if err == nil && !ok {
		err = crm.Bad("/productId", "product.unknown")
	}
	return name, err
}

// settleDates fills the instants a new customer begins with.
func (d *Draft) settleDates(tx *db.Tx) {
	now := tx.NowMillis()
	if d.CreatedAt.IsZero() {
		d.CreatedAt = now
	}
	if d.LayerSince.IsZero() {
		d.LayerSince = now
	}
	d.UpdatedAt, d.CreatedBy = now, tx.Me()
	if d.OwnerID.IsZero() {
		return
	}
	if d.AssignedAt.IsZero() {
		d.AssignedAt = now
		if d.LastTouchAt.IsZero() {
			d.FirstDueAt = crm.At(tx.Now.Add(FirstResponse))
		}
	}
}

type tagRow struct {
	Tag        string         `db:"tag"`
	CustomerID crm.CustomerID `db:"customer_id"`
}

// CreateMany writes drafts whose pools, products and keys the caller has checked:
// imports and the demo. Owners are held until the commit, see KeepOwners. Holds rise even above quotas. A key that
// somebody else took meanwhile fails the whole call (see KeyTaken).
func CreateMany(tx *db.Tx, drafts []*Draft) error {
	given, owners := map[crm.PersonID]int64{}, map[crm.PersonID]crm.DepartmentID{}
	for _, d := range drafts {
		d.settleDates(tx)
		if !d.OwnerID.IsZero() {
			owners[d.OwnerID] = d.DepartmentID
		}
		if d.Holds() {
			given[d.OwnerID]++
		}
	}
	kept, err := KeepOwners(tx, slices.SortedFunc(maps.Keys(owners), byNumber))
	if err == nil && len(kept) < len(owners) {
		err = crm.Fail(crm.Refused, "handover.left")
	}
	if err != nil {
		return err
	}
	if err := write(tx, drafts); err != nil {
		return err
	}
	for person, n := range given {
		if err := db.Write(tx, addSQL, db.Args{"person": person, "n": n}); err != nil {
			return err
		}
	}
	return writeFacts(tx, drafts)
}

func byNumber(a, b crm.PersonID) int { return cmp.Compare(a.Int64(), b.Int64()) }

// Owner is a person who may get customers, as they are now.
type Owner struct {
	ID         crm.PersonID     `db:"id"`
	Department crm.DepartmentID `db:"department_id"`
}

// KeepOwners answers those of the people who are active and holds their rows:
// nobody of them is disabled or changes department before the commit.
func KeepOwners(tx *db.Tx, ids []crm.PersonID) ([]Owner, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	return db.All[Owner](tx, ownersSQL, db.Args{"ids": ids})
}

// KeyTaken reports whether a failure is a key that another customer has.
func KeyTaken(err error) bool {
	name, ok := db.IsUnique(err)
	return ok && name == "customer_key_strong"
}

// write stores drafts with all that belongs to them.
func write(tx *db.Tx, drafts []*Draft) error {
	var (
		rows     []Row
		contacts []Contact
		channels []Channel
		keys     []Key
		tags     []tagRow
		values   []CustomValue
		words    []Words
	)
	for _, d := range drafts {
		d.identify(tx)
		rows, contacts, channels, keys = append(rows, d.Row), append(contacts, d.contacts...), append(channels, d.channels...), append(keys, d.Keys...)
		for _, t := range d.Tags {
			tags = append(tags, tagRow{t, d.ID})
		}
		values, words = append(values, d.Values...), append(words, d.Words...)
	}
	if err := db.InsertMany(tx, "customer", rows); err != nil {
		return err
	}
	if err := addKeys(tx, keys, len(drafts) == 1); err != nil {
		return err
	}
	if err := db.InsertMany(tx, "contact", contacts); err != nil {
		return err
	}
	if err := db.InsertMany(tx, "channel", channels); err != nil {
		return err
	}
	if err := db.InsertMany(tx, "customer_tag", tags); err != nil {
		return err
	}
	if err := field.Insert(tx, values); err != nil {
		return err
	}
	if err := db.InsertMany(tx, "customer_words", words); err != nil {
		return err
	}
	docs := make([]db.SearchDoc, len(drafts))
	for i, d := range drafts {
		docs[i] = db.SearchDoc{ID: d.ID.Int64(), Doc: d.Indexed()}
	}
	return db.PutSearchMany(tx, docs)
}

// identify gives a draft and its parts their ids.
func (d *Draft) identify(tx *db.Tx) {
	d.ID = db.NewID[crm.Customer](tx)
	ids := map[crm.ContactID]crm.ContactID{}
	for i := range d.contacts {
		c := &d.contacts[i]
		id := db.NewID[crm.Contact](tx)
		ids[c.ID] = id
		c.ID, c.CustomerID, c.CreatedAt = id, d.ID, d.CreatedAt
	}
	for i := range d.channels {
		ch := &d.channels[i]
		ch.ID, ch.CustomerID, ch.ContactID = db.NewID[crm.Channel](tx), d.ID, ids[ch.ContactID]
	}
	for i := range d.Keys {
		d.Keys[i].CustomerID = d.ID
	}
	for i := range d.Words {
		d.Words[i].CustomerID = d.ID
	}
	for i := range d.Values {
		d.Values[i].CustomerID = d.ID
	}
}

// addKeys stores keys. One by one, a key that somebody else took a moment ago
// shows as a row not written, and the answer names the match; many at once
// simply fail.
func addKeys(tx *db.Tx, keys []Key, one bool) error {
	if !one {
		return db.InsertMany(tx, "customer_key", keys)
	}
	for _, k := range keys {
		n, err := db.Exec(tx, addKeySQL, k)
		if err != nil {
			return err
		}
		if n == 0 {
			matches, err := Matches(tx, []Key{k}, k.CustomerID)
			if err != nil {
				return err
			}
			return duplicate(matches)
		}
	}
	return nil
}

// Created is the payload of the fact customer.Created.
type Created struct {
	Name      string       `json:"name"`
	Source    string       `json:"source,omitempty"`
	Owner     crm.PersonID `json:"owner"`
	Pool      crm.PoolID   `json:"pool"`
	Layer     words.Layer  `json:"layer"`
	SelfFound bool         `json:"selfFound,omitempty"`
	Import    crm.ImportID `json:"import,omitempty"`
	// Department is in whose figures the customer came in.
	Department crm.DepartmentID `json:"department"`
}

// writeFacts writes receipts, stock and facts of new customers.
func writeFacts(tx *db.Tx, drafts []*Draft) error {
	receipts, facts, steps := make([]receiptRow, len(drafts)), make([]event.Fact, len(drafts)), make([]Step, len(drafts))
	kind := ""
	for i, d := range drafts {
		kind = d.ReceiptKind
		receipts[i] = receiptRow{CustomerID: d.ID, ID: db.NewID[crm.Receipt](tx), Kind: kind, To: d.OwnerID, Pool: d.PoolID,
			By: tx.Me(), At: tx.NowMillis(), Day: tx.Today(), Trace: "{}"}
		facts[i] = event.Fact{Kind: "customer.Created", Subject: d.ID.Int64(), Customer: d.ID, Data: Created{d.Name, d.Source, d.OwnerID,
			d.PoolID, words.LayerAt(d.Layer), d.SelfFound, d.ImportID, d.DepartmentID}}
		steps[i] = Step{After: d.Row}
		if len(drafts) == 1 { // an import announces itself
			tx.Announce("customer", d.ID, owners(d.OwnerID)...)
		}
	}
	tx.Announce("pool", crm.CustomerID{})
	if err := db.InsertMany(tx, "receipt", receipts); err != nil {
		return err
	}
	if err := needs(tx).StockMoved(tx, kind, steps...); err != nil {
		return err
	}
	return event.RecordMany(tx, facts)
}
