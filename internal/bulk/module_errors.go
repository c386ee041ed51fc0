package bulk

import (
	"bufio"
	"context"
	"io"
	"slices"

	"laidan/internal/authz"
	"laidan/internal/blob"
	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/event"
	"laidan/internal/phone"
)

// Errors writes the rows of an import that did not come in (or will not, before
// it was run) as CSV. outcomes are rejected, duplicate or both.
func Errors(ctx context.Context, d *db.DB, files blob.Store, a crm.Actor, id crm.ImportID, outcomes []Outcome, w io.Writer) error {
	imp, o, st, err := load(ctx, d, a, id, StateMapped, StateRunning, StateDone, StateFailed, StateUndoing, StateUndone)
	if err != nil {
		return err
	}
	masked := imp.CreatedBy != a.Person && !a.System()
	var header []string
	for _, c := range st.Analysis.Columns {
		if masked {
			c.Header = phone.MaskText(c.Header)
		}
		header = append(header, c.Header)
	}
	out := bufio.NewWriter(&noted{w: w, note: func() error { // an error before the first rows is answered as one
		return d.Update(ctx, a, func(tx *db.Tx) error {
			return event.Record(tx, event.Fact{Kind: "bulk.ErrorsRead", Subject: imp.ID.Int64(), Data: uploaded{File: imp.FileName, Rows: imp.Rejected}})
		})
	}})
	f, err := newErrorFile(out, header, a.Language)
	if err != nil {
		return err
	}
	f.masked = masked
	if imp.State == StateMapped {
		err = triedErrors(ctx, d, files, a, imp, o, st, outcomes, f)
	} else {
		err = storedErrors(ctx, d, a, imp, outcomes, f)
	}
	if err != nil {
		return err
	}
	if err := f.close(); err != nil {
		return err
	}
	return out.Flush()
}

// noted writes down that something leaves before its first byte does.
type noted struct {
	w    io.Writer
	note func() error
	done bool
}

func (n *noted) Write(p []byte) (int, error) {
	if !n.done {
		if err := n.note(); err != nil {
			return 0, err
		}
		n.done = true
	}
	return n.w.Write(p)
}

// triedErrors makes the dry run once more and writes what fails in it.
func triedErrors(ctx context.Context, d *db.DB, files blob.Store, a crm.Actor, imp Import, o *Options, st stored, outcomes []Outcome, f *errorFile) error {
	leave, err := tryAlone(ctx, a.Person)
	if err != nil {
		return err
	}
	defer leave()
	book, closeAll, err := imp.open(ctx, files, a.Tenant, o.Choice)
	if err != nil {
		return err
	}
	defer closeAll()
	_, _, err = dryRun(ctx, d, a, book, st.Analysis, o, st.paidBy(imp, a.Person), func(l *line) error {
		if slices.Contains(outcomes, l.Outcome) {
			return f.row(l.Row.No, l.original(), l.reasons())
		}
		return nil
	})
	return err
}

// storedErrors writes what a run kept.
func storedErrors(ctx context.Context, d *db.DB, a crm.Actor, imp Import, outcomes []Outcome, f *errorFile) error {
	const limit = 1000
	for after := 0; ; {
		var rows []importRow
		err := d.View(ctx, a, func(tx *db.Tx) error {
			if err := authz.Here(tx); err != nil {
				return err
			}
			var err error
			rows, err = db.All[importRow](tx, rowsSQL, db.Args{"id": imp.ID, "outcomes": outcomes, "after": after, "limit": limit})
			return err
		})
		if err != nil {
			return err
		}
		for _, r := range rows {
			cells, reasons := r.reread()
			if err := f.row(r.RowNo, cells, reasons); err != nil {
				return err
			}
			after = r.RowNo
		}
		if len(rows) < limit {
			return nil
		}
	}
}
