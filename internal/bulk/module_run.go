package bulk

import (
	"context"
	"errors"
	"io"
	"time"

	"laidan/internal/blob"
	"laidan/internal/crm"
	"laidan/internal/customer"
	"laidan/internal/db"
)

// portion is how long one run of the job works: a job has a minute.
const portion = 40 * time.Second

// Run works on a running import until its end or for one portion; more says
// that rows are left. Every page is one transaction that also moves rows_read
// on, so a killed run goes on exactly behind the last page.
func Run(ctx context.Context, d *db.DB, files blob.Store, tenant crm.TenantID, id crm.ImportID) (more bool, err error) {
	sys := crm.Actor{Tenant: tenant}
	imp, o, st, err := load(ctx, d, sys, id, StateRunning)
	if err != nil {
		if crm.CodeOf(err) == "import.state" { // ended meanwhile
			return false, nil
		}
		return false, err
	}
	actor, err := st.Actor.now(ctx, d, tenant)
	if err != nil {
		return false, fail(ctx, d, sys, imp, err)
	}
	book, closeAll, err := imp.open(ctx, files, tenant, o.Choice)
	if err != nil {
		return false, fail(ctx, d, actor, imp, err)
	}
	defer closeAll()
	var s *session
	err = d.View(ctx, actor, func(tx *db.Tx) error {
		s, err = openSession(tx, st.Analysis, o, imp.ID)
		return err
	})
	if err == nil {
		err = s.newAsking(ctx, d, false, st.paidBy(imp, actor.Person))
	}
	if err != nil {
		return false, fail(ctx, d, actor, imp, err)
	}
	end := time.Now().Add(portion) // how long this run works, not what it writes
	err = s.inPages(book, imp.RowsRead, func(items []*Item) error {
		if err := s.asking.ask(items); err != nil {
			return err
		}
		if err := s.writeAll(ctx, d, &imp, items); err != nil {
			return err
		}
		if err := d.Refresh(ctx, "customer_key"); err != nil { // by which every row is looked up
			return err
		}
		if time.Now().After(end) {
			more = true
			return errEnough
		}
		return nil
	})
	if cerr := s.asking.close(); err == nil {
		err = cerr
	}
	switch {
	case errors.Is(err, errMoved):
		return false, nil
	case err != nil && !errors.Is(err, errEnough):
		return false, fail(ctx, d, actor, imp, err)
	case more:
		return true, nil
	}
	return false, d.Update(ctx, actor, func(tx *db.Tx) error { return finish(tx, imp, StateRunning, StateDone, "") })
}

// writeAll writes a page of rows, in more than one transaction where rows build
// on each other.
func (s *session) writeAll(ctx context.Context, d *db.DB, imp *Import, items []*Item) error {
	for tries := 0; len(items) > 0; {
		if err := ctx.Err(); err != nil { // the server stops: go on after its next start
			return err
		}
		used := 0
		err := d.Update(ctx, s.actor, func(tx *db.Tx) error {
			var err error
			used, err = s.writePage(tx, *imp, items)
			return err
		})
		if customer.KeyTaken(err) && tries < 3 { // somebody entered one of the numbers just now: look again
			tries++
			continue
		}
		if err != nil {
			return err
		}
		imp.RowsRead += used
		items, tries = items[used:], 0
	}
	return nil
}

// fail stops an import for a reason that another try will not remove; anything
// else goes back to the job queue, which tries again.
func fail(ctx context.Context, d *db.DB, a crm.Actor, imp Import, err error) error {
	code := crm.CodeOf(err)
	if code == "" || crm.KindOf(err) == crm.Unavailable || crm.KindOf(err) == crm.Full {
		return err
	}
	return d.Update(ctx, a, func(tx *db.Tx) error { return finish(tx, imp, StateRunning, StateFailed, code) })
}

// RunAll uploads and imports a file in one go, for the command line.
func RunAll(ctx context.Context, d *db.DB, files blob.Store, a crm.Actor, name string, r io.Reader, options []byte) (Import, error) {
	imp, err := Upload(ctx, d, files, a, name, r, options)
	if err != nil {
		return imp, err
	}
	return runNow(ctx, d, files, a, imp)
}

// runNow runs an import without the job queue.
func runNow(ctx context.Context, d *db.DB, files blob.Store, a crm.Actor, imp Import) (Import, error) {
	err := d.Update(ctx, a, func(tx *db.Tx) error { return begin(tx, &imp) })
	for more := true; more && err == nil; {
		more, err = Run(ctx, d, files, a.Tenant, imp.ID)
	}
	if err != nil {
		return imp, err
	}
	err = d.View(ctx, a, func(tx *db.Tx) error { imp, err = getImport(tx, imp.ID); return err })
	return imp, err
}
