package bulk

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"laidan/internal/crm"
	"laidan/internal/customer"
	"laidan/internal/db"
	"laidan/internal/sheet"
)

// asking decides, page by page and before anything is looked at, what an import
// may find out about customers whose numbers its person does not see:
//
//   - Numbers that show the same as several others of the person's files are
//     guesses. Where they could tell hidden digits each of them costs a probe, and
//     without one its row is left out, known or not.
//   - A known customer whose number the person does not see costs one probe before
//     its rows are told. Without one, and in a rep's own list always, they are only
//     counted in the sum.
//
// The program asks nothing: a nil asking tells everything.
type asking struct {
	ctx   context.Context
	d     *db.DB
	actor crm.Actor
	self  bool // somebody's own list
	dry   bool

	book   *askedBook
	told   map[crm.CustomerID]bool // of customers met so far: rows may be told
	hides  map[string]bool         // by shown digits: somebody hidden has them
	broke  bool                    // the hour's questions are used up
	last   int64                   // the newest stored row that was read
	paid   []crm.CustomerID        // by this import
	fresh  []crm.CustomerID        // not stored yet
	silent int                     // rows of known customers that are not told
}

// askedRow is the table import_asked.
type askedRow struct {
	ID      crm.ID[askedRow] `db:"id"`
	Person  crm.PersonID     `db:"person_id"`
	At      crm.Millis       `db:"at"`
	Numbers string           `db:"numbers"`
	Paid    string           `db:"paid"`
}

// askedFor is how long a person's questions count.
const askedFor = time.Hour

// newAsking goes on with what the import paid for before.
func (s *session) newAsking(ctx context.Context, d *db.DB, dry bool, paid []crm.CustomerID) error {
	if s.actor.System() {
		return nil
	}
	q := &asking{ctx: ctx, d: d, actor: s.actor, self: s.self, dry: dry, book: newAskedBook(), told: map[crm.CustomerID]bool{}, hides: map[string]bool{}, paid: paid}
	for _, id := range paid {
		q.told[id] = !q.self
	}
	s.asking = q
	return d.View(ctx, s.actor, q.load)
}

// load reads what the person's files asked within the hour and this import does
// not know yet.
func (q *asking) load(tx *db.Tx) error {
	return db.Each(tx, askedSQL, func(r askedRow) error {
		q.last = max(q.last, r.ID.Int64())
		for _, n := range unpack(r.Numbers) {
			q.book.add(n)
		}
		var paid []crm.CustomerID
		_ = json.Unmarshal([]byte(r.Paid), &paid) // written by store
		for _, id := range paid {
			q.told[id] = !q.self
		}
		return nil
	}, db.Args{"from": crm.At(tx.Now.Add(-askedFor)), "last": q.last})
}

// ask settles the questions of the next rows.
func (q *asking) ask(items []*Item) error {
	if q == nil {
		return nil
	}
	asked := make([][]question, len(items))
	for i, it := range items {
		asked[i] = questionsOf(it)
	}
	if err := q.count(asked); err != nil {
		return err
	}
	for i, it := range items {
		if err := q.guesses(it, asked[i]); err != nil {
			return err
		}
	}
	return q.meet(items)
}

// close stores what is left to store.
func (q *asking) close() error {
	if q == nil {
		return nil
	}
	return q.count(nil)
}

// count notes the numbers that are free to ask about. It is one transaction that
// shuts out the person's other imports: many small files count as one.
func (q *asking) count(asked [][]question) error {
	news := func(list []question) bool {
		return slices.ContainsFunc(list, func(x question) bool { return !q.book.seen[x.number] })
	}
	if !slices.ContainsFunc(asked, news) && len(q.book.recent)+len(q.fresh) == 0 {
		return nil
	}
	err := q.d.Update(q.ctx, q.actor, func(tx *db.Tx) error {
		if err := customer.SerializeImports(tx); err != nil {
			return err
		}
		if err := q.load(tx); err != nil {
			return err
		}
		for _, list := range asked {
			for _, x := range list {
				q.book.free(x.number)
			}
		}
		row := askedRow{ID: db.NewID[askedRow](tx), Person: q.actor.Person, At: tx.NowMillis(), Numbers: pack(q.book.recent), Paid: asJSON(q.fresh)}
		q.last = row.ID.Int64()
		return db.InsertMany(tx, "import_asked", []askedRow{row})
	})
	if err == nil {
		q.book.recent, q.fresh = nil, nil
	}
	return err
}

// guesses leaves a row out that asks once too often for the same shown digits.
func (q *asking) guesses(it *Item, asked []question) error {
	for _, x := range asked {
		if q.book.seen[x.number] {
			continue
		}
		hides, err := q.hidesAlike(x)
		if err != nil {
			return err
		}
		if !hides {
			continue
		}
		paid, err := q.pay(x.key, q.book.price(x.number))
		if err != nil {
			return err
		}
		if !paid {
			it.fail(-1, sheet.ToPhone, "import.guessing", "")
			it.Draft = nil
			return nil
		}
		q.book.note(x.number)
	}
	return nil
}

func (q *asking) hidesAlike(x question) (bool, error) {
	name := x.key.Kind + x.shown
	if hides, known := q.hides[name]; known {
		return hides, nil
	}
	err := q.d.View(q.ctx, q.actor, func(tx *db.Tx) error {
		hides, err := customer.Hides(tx, x.key)
		q.hides[name] = hides
		return err
	})
	return q.hides[name], err
}

func (q *asking) pay(k customer.Key, n int) (bool, error) {
	if q.broke {
		return false, nil
	}
	paid, err := customer.PayProbe(q.ctx, q.d, q.actor, k.Norm, n)
	q.broke = !paid
	return paid, err
}

// meet finds out which known customers the rows mean and pays for those whose
// numbers the person does not see.
func (q *asking) meet(items []*Item) error {
	known, met := newKeyBook(), map[crm.CustomerID]customer.Key{}
	var hidden []crm.CustomerID
	err := q.d.View(q.ctx, q.actor, func(tx *db.Tx) error {
		if err := knownKeys(tx, items, known); err != nil {
			return err
		}
		var ids []crm.CustomerID
		for _, it := range items {
			known.owners(it, func(k customer.Key, id crm.CustomerID) {
				if _, settled := q.told[id]; !settled && met[id].Kind == "" {
					met[id], ids = k, append(ids, id)
				}
			})
		}
		var err error
		hidden, err = q.hidden(tx, ids)
		return err
	})
	if err != nil {
		return err
	}
	for id := range met {
		q.told[id] = true
	}
	for _, id := range hidden {
		if err := q.charge(id, met[id]); err != nil {
			return err
		}
	}
	for _, it := range items {
		if q.keepsQuiet(it, known) {
			q.silent++
		}
	}
	return nil
}

// hidden are those of the customers whose numbers the person neither sees nor
// brought in.
func (q *asking) hidden(tx *db.Tx, ids []crm.CustomerID) ([]crm.CustomerID, error) {
	list, err := customer.Hidden(tx, ids)
	if err != nil || len(list) == 0 || q.self {
		return list, err
	}
	brought, err := db.All[crm.CustomerID](tx, broughtSQL, db.Args{"ids": list})
	return slices.DeleteFunc(list, func(id crm.CustomerID) bool { return slices.Contains(brought, id) }), err
}

// charge pays for a hidden customer. A rep's own list is told nothing of it; but
// its run shows by what it makes, so that is paid as far as it goes.
func (q *asking) charge(id crm.CustomerID, k customer.Key) error {
	q.told[id] = false
	if q.self && q.dry {
		return nil
	}
	paid, err := q.pay(k, 1)
	if paid {
		q.told[id] = !q.self
		q.paid, q.fresh = append(q.paid, id), append(q.fresh, id)
	}
	return err
}

// brought notes customers that the import made: their rows are the person's own.
func (q *asking) brought(drafts []*customer.Draft) {
	if q == nil {
		return
	}
	for _, d := range drafts {
		q.told[d.ID] = true
	}
}

// mute reports whether nothing is to be told of a key's holder.
func (q *asking) mute(k customer.Key) bool {
	return q != nil && k.Strong && k.Kind != customer.KeyName && !q.told[k.CustomerID]
}

// keepsQuiet reports whether a row means a customer that is not told.
func (q *asking) keepsQuiet(it *Item, known *keyBook) (quiet bool) {
	if q != nil {
		known.owners(it, func(_ customer.Key, id crm.CustomerID) { quiet = quiet || !q.told[id] })
	}
	return quiet
}

// owners gives the known customers that have one of a row's keys as their own.
func (b *keyBook) owners(it *Item, fn func(customer.Key, crm.CustomerID)) {
	if it.Draft == nil {
		return
	}
	for _, k := range it.Draft.Keys {
		if h, ok := b.get(keyName(k)); ok && h.Strong && !h.pending() && k.Kind != customer.KeyName {
			fn(k, h.ID)
		}
	}
}
