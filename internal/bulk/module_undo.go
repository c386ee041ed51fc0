package bulk

import (
	"context"
	"encoding/json"
	"maps"
	"slices"
	"time"

	"laidan/internal/crm"
	"laidan/internal/customer"
	"laidan/internal/db"
	"laidan/internal/event"
	"laidan/internal/funnel"
	"laidan/internal/job"
)

// UndoState is how far an undo got and what it left alone.
type UndoState struct {
	Removed  int    `json:"removed"`
	Restored int    `json:"restored"`
	Kept     []Kept `json:"kept" doc:"Customers somebody worked on since; they stay"`
	KeptMore int    `json:"keptMore" doc:"How many more stay"`
}

// Kept is a customer that somebody worked on since, so that undo left it.
type Kept struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// maxKept bounds the list; the rest is counted.
const maxKept = 200

func (u *UndoState) keep(id crm.CustomerID, name string) {
	if len(u.Kept) < maxKept {
		u.Kept = append(u.Kept, Kept{id.String(), name})
		return
	}
	u.KeptMore++
}

// Undo takes an import back within its 30 days: the customers it made go unless
// somebody worked on them, what it changed about others goes back to what it
// was, where nobody changed it again. It runs in the background.
func Undo(tx *db.Tx, id crm.ImportID) (Import, error) {
	imp, err := Get(tx, id)
	if err != nil {
		return imp, err
	}
	if err := beginUndo(tx, &imp); err != nil {
		return imp, err
	}
	return imp, job.Insert(tx, undoJob, payload{imp.ID})
}

func beginUndo(tx *db.Tx, imp *Import) error {
	if err := inState(*imp, StateDone, StateFailed); err != nil {
		return err
	}
	if imp.State == StateDone && tx.Now.After(imp.undoUntil()) {
		return crm.Fail(crm.Refused, "import.undo_late", "days", undoDays)
	}
	n, err := db.Exec(tx, undoSQL, imp, db.Args{"from": imp.State})
	if err == nil && n == 0 {
		err = crm.Fail(crm.Conflict, "import.state")
	}
	imp.State, imp.Version = StateUndoing, imp.Version+1
	return err
}

// undoPage is how many customers one transaction takes back.
const undoPage = 300

// RunUndo works on an undo until its end or for one portion.
func RunUndo(ctx context.Context, d *db.DB, tenant crm.TenantID, id crm.ImportID) (more bool, err error) {
	imp, _, st, err := load(ctx, d, crm.Actor{Tenant: tenant}, id, StateUndoing)
	if err != nil {
		if crm.CodeOf(err) == "import.state" {
			return false, nil
		}
		return false, err
	}
	actor := st.Actor.actor(tenant)
	end := time.Now().Add(portion) // how long this run works
	for _, step := range []func(tx *db.Tx, imp Import, u *UndoState) (bool, error){removeCreated, restoreUpdated} {
		for left := true; left; {
			err := d.Update(ctx, actor, func(tx *db.Tx) error {
				now, err := getImport(tx, imp.ID)
				if err != nil {
					return err
				}
				s, err := now.stored()
				if err != nil {
					return err
				}
				if s.Undo == nil {
					s.Undo = &UndoState{Kept: []Kept{}}
				}
				if left, err = step(tx, now, s.Undo); err != nil {
					return err
				}
				now.Report = asJSON(s)
				err = db.Write(tx, saveReportSQL, now)
				return err
			})
			if err != nil {
				return false, err
			}
			if left && time.Now().After(end) {
				return true, nil
			}
		}
	}
	return false, d.Update(ctx, actor, func(tx *db.Tx) error {
		if err := dropFields(tx, st.Fields); err != nil {
			return err
		}
		return finish(tx, imp, StateUndoing, StateUndone, "")
	})
}

// made is a customer that an import created.
type made struct {
	customer.Row
	Worked bool `db:"worked"`
}

// removeCreated removes the next customers that the import made. One that
// somebody worked on stays and belongs to the import no longer.
func removeCreated(tx *db.Tx, imp Import, u *UndoState) (bool, error) {
	list, err := db.All[made](tx, createdSQL, db.Args{"id": imp.ID, "end": imp.DoneAt, "limit": undoPage})
	if err != nil || len(list) == 0 {
		return false, err
	}
	var gone, kept []crm.CustomerID
	var rows []customer.Row
	owners := map[crm.PersonID]bool{}
	for _, m := range list {
		if m.Worked {
			kept = append(kept, m.ID)
			u.keep(m.ID, m.Name)
			continue
		}
		gone, rows = append(gone, m.ID), append(rows, m.Row)
		if !m.OwnerID.IsZero() {
			owners[m.OwnerID] = true
		}
	}
	u.Removed += len(gone)
	var changed int64
	if len(kept) > 0 {
		if changed, err = customer.OfNoImport(tx, kept); err != nil {
			return false, err
		}
	}
	if len(gone) == 0 {
		return changed > 0, db.Progress(changed)
	}
	arrivals, err := arrivalsOf(tx, rows, gone)
	if err != nil {
		return false, err
	}
	dropped, err := customer.DropImported(tx, gone, slices.Collect(maps.Keys(owners)))
	if err != nil {
		return false, err
	}
	if err := db.Progress(changed + dropped); err != nil {
		return false, err
	}
	return true, funnel.TakeBack(tx, "import", arrivals)
}

// arrivalsOf reads how customers came in.
func arrivalsOf(tx *db.Tx, rows []customer.Row, ids []crm.CustomerID) ([]funnel.Arrival, error) {
	facts, err := db.All[event.Row](tx, arrivedSQL, db.Args{"ids": ids})
	if err != nil {
		return nil, err
	}
	came := map[crm.CustomerID]event.Row{}
	for _, f := range facts {
		came[f.Customer] = f
	}
	out := make([]funnel.Arrival, len(rows))
	for i, r := range rows {
		out[i] = funnel.Arrival{Row: r, Day: tx.Today(), Department: r.DepartmentID}
		f, ok := came[r.ID]
		if !ok {
			continue
		}
		out[i].Day = crm.DayOf(f.At.Time(), tx.Zone())
		var c customer.Created
		if f.Into(&c) == nil && !c.Department.IsZero() { // a person's erasure empties the fact
			out[i].Department = c.Department
		}
	}
	return out, nil
}

// restoreUpdated takes back the next updates, the latest first, so that a
// customer changed by several rows ends where it began.
func restoreUpdated(tx *db.Tx, imp Import, u *UndoState) (bool, error) {
	rows, err := db.All[importRow](tx, updatesSQL, db.Args{"id": imp.ID, "limit": undoPage})
	if err != nil || len(rows) == 0 {
		return false, err
	}
	var changed int64
	for _, r := range rows {
		var b before
		if err := json.Unmarshal([]byte(r.Before), &b); err != nil {
			return false, err
		}
		restored, err := restore(tx, r.Customer, b)
		if err != nil {
			return false, err
		}
		if restored {
			u.Restored++
		}
		n, err := db.Exec(tx, restoredSQL, r)
		if err != nil {
			return false, err
		}
		changed += n
	}
	return true, db.Progress(changed)
}
