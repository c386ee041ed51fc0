package privacy

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"laidan/internal/audit"
	"laidan/internal/authz"
	"laidan/internal/blob"
	"laidan/internal/bulk"
	"laidan/internal/crm"
	"laidan/internal/customer"
	"laidan/internal/db"
	"laidan/internal/event"
	"laidan/internal/i18n"
	"laidan/internal/job"
	"laidan/internal/room"
)

// Order is an erasure as it is asked for. It cannot be undone.
type Order struct {
	Subject
	Confirm string // the name, typed
	Reason  string // why: kept in the audit, so without personal data
}

// Done is what an erasure did.
type Done struct {
	Rows    map[string]int64 `json:"rows"` // changed or deleted, by table
	Facts   int              `json:"facts"`
	Files   int              `json:"files"`
	Refused bool             `json:"refused" doc:"The numbers stay barred from calls, as a keyed hash"`
}

// erased is the fact's payload: nothing of the person is in it.
type erased struct {
	audit.Vouch
	Reason  string           `json:"reason"`
	Rows    map[string]int64 `json:"rows"`
	Files   int              `json:"files"`
	Refused bool             `json:"refused"`
	Contact bool             `json:"contact"`
}

// Erase removes a person from everywhere: rows, search index, files, facts,
// kept answers, imports, notices, jobs. What was deleted is overwritten too.
func Erase(ctx context.Context, d *db.DB, files blob.Store, a crm.Actor, o Order) (Done, error) {
	marks, err := o.known(ctx, d, a)
	if err != nil {
		return Done{}, err
	}
	var e *eraser
	var imports []bulk.Import
	for last, unread := (crm.ImportID{}), true; unread; {
		// Files are read before the transaction: that takes long.
		more, upTo, err := bulk.Mentioning(ctx, d, files, a.Tenant, last, marks.in)
		if err != nil {
			return Done{}, err
		}
		imports, last = append(imports, more...), upTo
		err = d.Update(ctx, a, func(tx *db.Tx) (err error) {
			if _, unread, err = db.Maybe[int64](tx, newerSQL, db.Args{"last": last.Int64()}); err != nil || unread {
				return err // one came in meanwhile
			}
			e = &eraser{tx: tx, order: o, imports: imports, done: Done{Rows: map[string]int64{}}}
			return e.run()
		})
		if err != nil {
			return Done{}, err
		}
	}
	for _, id := range e.blobs {
		if err := files.Remove(a.Tenant, id); err != nil {
			return e.done, err
		}
	}
	return e.done, d.Scrub(ctx)
}

// eraser is one erasure in its transaction.
type eraser struct {
	tx    *db.Tx
	order Order
	ids   []crm.CustomerID
	marks Marks
	blobs []crm.BlobID
	facts []crm.FactID
	done  Done
	// imports are those whose files tell of the person.
	imports []bulk.Import
}

func (e *eraser) run() error {
	c, ids, err := e.order.find(e.tx)
	if err != nil {
		return err
	}
	e.ids = ids
	if e.marks, err = e.order.marks(e.tx, ids); err != nil {
		return err
	}
	if err := e.confirmed(c); err != nil {
		return err
	}
	if err := e.keepRefusal(c); err != nil {
		return err
	}
	if err := e.readFiles(); err != nil {
		return err
	}
	steps := []func() error{e.putAway, e.collectFiles, e.tables, e.search}
	if !e.order.Contact.IsZero() {
		steps = []func() error{e.contact}
	}
	for _, step := range append(steps, e.sweep, e.passing, e.emptyFacts, e.record) {
		if err := step(); err != nil {
			return err
		}
	}
	for _, id := range e.ids {
		e.tx.Announce("customer", id)
	}
	return nil
}

// confirmed wants the name typed as it stands.
func (e *eraser) confirmed(c record) error {
	want := c.Name
	if !e.order.Contact.IsZero() {
		if len(e.marks.Names) == 0 {
			return crm.Missing()
		}
		want = e.marks.Names[0]
	}
	if strings.TrimSpace(e.order.Confirm) != strings.TrimSpace(want) {
		return crm.Fail(crm.Invalid, "privacy.confirm")
	}
	if strings.TrimSpace(e.order.Reason) == "" {
		return crm.Bad("/reason", "field.required")
	}
	for _, m := range append(slices.Clone(e.marks.Unique), e.marks.Names...) {
		if strings.Contains(e.order.Reason, m) {
			return crm.Fail(crm.Invalid, "privacy.reason_names")
		}
	}
	return nil
}

func (e *eraser) keepRefusal(c record) error {
	refused := c.DoNotContact
	if !refused {
		var err error
		if _, refused, err = db.Maybe[int64](e.tx, refusedSQL, db.Args{"ids": e.ids}); err != nil {
			return err
		}
	}
	if !refused || len(e.marks.Numbers) == 0 {
		return nil
	}
	e.done.Refused = true
	return customer.KeepRefusal(e.tx, e.marks.Numbers)
}

// putAway archives the customer by its own act, so that hold, stock and plans
// follow as for any other.
func (e *eraser) putAway() error {
	return e.asSystem(func() error {
		c, err := customer.ForUpdate(e.tx, e.order.Customer)
		if err == nil && !c.Archived {
			_, err = customer.Archive(e.tx, c)
		}
		return err
	})
}

func (e *eraser) asSystem(fn func() error) error {
	me := e.tx.Actor
	system := me
	system.Person, system.Scope, system.Perms = crm.PersonID{}, crm.ScopeAll, authz.Perms(authz.Roles)
	e.tx.Become(system)
	defer e.tx.Become(me)
	return fn()
}

// tables takes rows or words away from every table that points at a customer.
func (e *eraser) tables() error {
	for _, t := range tables() {
		columns := db.Columns()[t]
		by := "customer_id"
		if t == "customer" {
			by = "id"
		}
		if t == "fact" || t != "customer" && !has(columns, by) {
			continue
		}
		text := "DELETE FROM " + t
		if of := room.TableOf(e.tx, t); of.Erase != room.Dropped {
			set := blanks(of, columns)
			if set == "" {
				continue
			}
			text = "UPDATE " + t + " SET " + set
		}
		n, err := db.Exec(e.tx, text+" WHERE tenant_id = @tenant AND "+by+" IN (@ids)", db.Args{"ids": e.ids})
		if err != nil {
			return fmt.Errorf("%s: %w", t, err)
		}
		e.count(t, n)
	}
	if len(e.blobs) > 0 {
		if err := blob.Drop(e.tx, e.blobs); err != nil {
			return err
		}
	}
	return customer.Blank(e.tx, e.ids, i18n.Say(e.tx.Actor.Language, "privacy.erased_name", nil))
}

func (e *eraser) count(table string, n int64) {
	if n > 0 {
		e.done.Rows[table] += n
	}
}

func (e *eraser) search() error {
	for _, id := range e.ids {
		if err := db.DropSearch(e.tx, id.Int64()); err != nil {
			return err
		}
	}
	return nil
}

// contact removes one contact by its own act and takes name and numbers out of
// the customer's texts.
func (e *eraser) contact() error {
	err := e.asSystem(func() error {
		c, err := customer.ForUpdate(e.tx, e.order.Customer)
		if err == nil {
			err = customer.RemoveContact(e.tx, c, e.order.Contact)
		}
		return err
	})
	if err != nil {
		return err
	}
	for _, t := range tables() {
		columns := db.Columns()[t]
		by := "customer_id"
		if t == "customer" {
			by = "id"
		}
		if t == "fact" || t != "customer" && !has(columns, by) {
			continue
		}
		words := texts(columns)
		if len(words) == 0 {
			continue
		}
		n, err := redact(e.tx, t, words, append(slices.Clone(e.marks.Unique), e.marks.Names...), " AND "+by+" IN (@ids)", db.Args{"ids": e.ids})
		if err != nil {
			return err
		}
		e.count(t, n)
	}
	return nil
}

// sweep looks for numbers and addresses in everything else that people write.
func (e *eraser) sweep() error {
	if len(e.marks.Unique) == 0 {
		return nil
	}
	for _, t := range tables() {
		columns, what := texts(db.Columns()[t]), room.TableOf(e.tx, t).Sweep
		if what == room.Ours || what == room.Passing || len(columns) == 0 {
			continue
		}
		found, err := holds(e.tx, t, columns, e.marks.Unique)
		if err != nil || !found {
			if err != nil {
				return err
			}
			continue
		}
		var n int64
		if what == room.Number {
			n, err = db.Exec(e.tx, "DELETE FROM "+t+" WHERE tenant_id = @tenant AND "+likeAny(columns, len(e.marks.Unique)), likeArgs(e.marks.Unique))
		} else {
			n, err = redact(e.tx, t, columns, e.marks.Unique, "", nil)
		}
		if err != nil {
			return err
		}
		e.count(t, n)
	}
	return nil
}

// passing drops copies of records that are kept for a while: a row that holds the
// person's name goes as a whole.
func (e *eraser) passing() error {
	all := append(slices.Clone(e.marks.Unique), e.marks.Names...)
	if len(all) == 0 {
		return nil
	}
	for _, t := range room.Tables(e.tx) {
		if t.Sweep != room.Passing {
			continue
		}
		columns := texts(db.Columns()[t.Name])
		n, err := db.Exec(e.tx, "DELETE FROM "+t.Name+" WHERE tenant_id = @tenant AND "+likeAny(columns, len(all)), likeArgs(all))
		if err != nil {
			return err
		}
		e.count(t.Name, n)
	}
	for _, t := range []string{"import", "saved_view"} {
		n, err := e.leftover(t, all)
		if err != nil {
			return err
		}
		e.count(t, n)
	}
	n, err := job.Forget(e.tx, patterns(all))
	e.count("river_job", n)
	return err
}

// emptyFacts takes content and salt out of every fact about the person. The
// commitments stay, so the chain still verifies.
func (e *eraser) emptyFacts() error {
	if e.order.Contact.IsZero() {
		ids, err := db.All[crm.FactID](e.tx, factsSQL, db.Args{"ids": e.ids})
		if err != nil {
			return err
		}
		e.facts = ids
	} else if err := e.factsWith(append(slices.Clone(e.marks.Unique), e.marks.Names...), " AND customer_id IN (@ids)"); err != nil {
		return err
	}
	if err := e.factsWith(e.marks.Unique, ""); err != nil {
		return err
	}
	// Facts that belong to no customer, such as those of imports and bulk acts.
	if err := e.factsWith(e.marks.Names, " AND customer_id IS NULL"); err != nil {
		return err
	}
	slices.SortFunc(e.facts, func(a, b crm.FactID) int { return int(max(-1, min(1, a.Int64()-b.Int64()))) })
	e.facts = slices.Compact(e.facts)
	for part := range slices.Chunk(e.facts, 500) {
		if err := event.Empty(e.tx, part); err != nil {
			return err
		}
	}
	return nil
}

func (e *eraser) factsWith(values []string, more string) error {
	if len(values) == 0 {
		return nil
	}
	args := likeArgs(values)
	args["ids"] = e.ids
	ids, err := db.All[crm.FactID](e.tx, "SELECT id FROM fact WHERE tenant_id = @tenant AND kind NOT LIKE 'privacy.%' AND payload <> '' AND "+
		likeAny([]string{"payload"}, len(values))+more, args)
	e.facts = append(e.facts, ids...)
	return err
}

func (e *eraser) record() error {
	e.done.Facts, e.done.Files = len(e.facts), len(e.blobs)
	vouch, err := audit.Vouched(e.tx, e.facts)
	if err != nil {
		return err
	}
	return event.Record(e.tx, event.Fact{Kind: "privacy.Erased", Subject: e.order.Customer.Int64(), Customer: e.order.Customer,
		Data: erased{vouch, e.order.Reason, e.done.Rows, e.done.Files, e.done.Refused, !e.order.Contact.IsZero()}})
}
