package bulk

import (
	"context"
	"errors"
	"slices"

	"laidan/internal/blob"
	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/sheet"
)

// filesPage is how many imports one transaction reads or lets go.
const filesPage = 100

// ForgetFiles removes the files of imports whose time to be undone is over, and
// the imports that were never run within that time.
func ForgetFiles(ctx context.Context, d *db.DB, files blob.Store, tenant crm.TenantID) error {
	for more := true; more; {
		err := d.Update(ctx, crm.Actor{Tenant: tenant}, func(tx *db.Tx) error {
			list, err := db.All[Import](tx, overSQL, db.Args{"before": crm.At(tx.Now.AddDate(0, 0, -undoDays)), "limit": filesPage})
			more = len(list) == filesPage
			if err != nil || len(list) == 0 {
				return err
			}
			return dropFiles(tx, files, list)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func dropFiles(tx *db.Tx, files blob.Store, list []Import) error {
	ids, blobs := make([]crm.ImportID, len(list)), make([]crm.BlobID, len(list))
	for i, imp := range list {
		ids[i], blobs[i] = imp.ID, imp.BlobID
	}
	if err := db.Write(tx, dropTriedSQL, db.Args{"ids": ids}); err != nil {
		return err
	}
	return files.Drop(tx, blobs...)
}

// Mentioning reads the files of all imports after one and answers those with a
// cell that holds says yes to, and the last one read. A file that cannot be read
// any more counts as one of them.
func Mentioning(ctx context.Context, d *db.DB, files blob.Store, tenant crm.TenantID, after crm.ImportID,
	holds func(cell string) bool) (found []Import, last crm.ImportID, err error) {
	for last = after; ; {
		var list []Import
		err := d.View(ctx, crm.Actor{Tenant: tenant}, func(tx *db.Tx) error {
			var err error
			list, err = db.All[Import](tx, withFileSQL, db.Args{"after": last.Int64(), "limit": filesPage})
			return err
		})
		if err != nil || len(list) == 0 {
			return found, last, err
		}
		for _, imp := range list {
			if err := ctx.Err(); err != nil {
				return found, last, err
			}
			yes, err := imp.mentions(ctx, files, tenant, holds)
			if err != nil {
				return found, last, err
			}
			if yes {
				found = append(found, imp)
			}
			last = imp.ID
		}
	}
}

// errFound ends reading at the first cell that counts.
var errFound = errors.New("found")

func (i Import) mentions(ctx context.Context, files blob.Store, tenant crm.TenantID, holds func(cell string) bool) (bool, error) {
	o, err := i.options()
	if err != nil {
		return false, err
	}
	leave, err := tryAlone(ctx, crm.PersonID{})
	if err != nil {
		return false, err
	}
	defer leave()
	book, closeAll, err := i.open(ctx, files, tenant, o.Choice)
	switch {
	case ctx.Err() != nil:
		return false, ctx.Err()
	case crm.CodeOf(err) == "import.file_gone":
		return false, nil
	case crm.KindOf(err) == crm.Unavailable:
		return false, err
	case err != nil:
		return true, nil
	}
	defer closeAll()
	err = book.Rows(func(r sheet.Row) error {
		if slices.ContainsFunc(r.Cells, holds) || slices.ContainsFunc(r.Raw, holds) {
			return errFound
		}
		return nil
	})
	if ctx.Err() != nil { // not read to its end: nobody knows
		return false, ctx.Err()
	}
	return err != nil, nil
}

// StopReading ends imports whose files are about to go: what was tried only is
// forgotten, what runs writes no further page.
func StopReading(tx *db.Tx, ids []crm.ImportID) error {
	if len(ids) == 0 {
		return nil
	}
	if err := db.Write(tx, stopSQL, db.Args{"ids": ids}); err != nil {
		return err
	}
	return db.Write(tx, dropTriedSQL, db.Args{"ids": ids})
}
