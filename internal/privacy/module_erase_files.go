package privacy

import (
	"context"
	"slices"

	"laidan/internal/blob"
	"laidan/internal/bulk"
	"laidan/internal/crm"
	"laidan/internal/db"
)

// known is what the person is known by now.
func (o Order) known(ctx context.Context, d *db.DB, a crm.Actor) (m Marks, err error) {
	err = d.View(ctx, a, func(tx *db.Tx) error {
		_, ids, err := o.find(tx)
		if err == nil {
			m, err = o.marks(tx, ids)
		}
		return err
	})
	return m, err
}

// readFiles takes the files of imports that tell of the person. What was tried
// only is forgotten; what runs stops.
func (e *eraser) readFiles() error {
	var ids []crm.ImportID
	for _, i := range e.imports {
		ids, e.blobs = append(ids, i.ID), append(e.blobs, i.BlobID)
	}
	return bulk.StopReading(e.tx, ids)
}

// collectFiles finds the files of the person and the imports they came with.
func (e *eraser) collectFiles() error {
	own, err := db.All[crm.BlobID](e.tx, blobsSQL, db.Args{"ids": e.ids})
	if err != nil {
		return err
	}
	e.blobs = append(e.blobs, own...)
	imports, err := db.All[importRef](e.tx, importsSQL, db.Args{"ids": e.ids})
	if err != nil {
		return err
	}
	return e.letGo(imports)
}

// letGo adds the files of imports to those that go.
func (e *eraser) letGo(imports []importRef) error {
	var ids []crm.ImportID
	for _, i := range imports {
		ids = append(ids, i.ID)
		if !slices.Contains(e.blobs, i.Blob) {
			e.blobs = append(e.blobs, i.Blob)
		}
	}
	return bulk.StopReading(e.tx, ids)
}

// leftover redacts reports of imports and saved views; the file of an import
// that shows the person goes too.
func (e *eraser) leftover(t string, all []string) (int64, error) {
	columns := texts(db.Columns()[t])
	if t == "import" {
		list, err := db.All[importRef](e.tx, "SELECT id, blob_id, state FROM import WHERE tenant_id = @tenant AND "+likeAny(columns, len(all)), likeArgs(all))
		if err != nil {
			return 0, err
		}
		if err := e.letGo(list); err != nil {
			return 0, err
		}
		if len(e.blobs) > 0 {
			if err := blob.Drop(e.tx, e.blobs); err != nil {
				return 0, err
			}
		}
	}
	return redact(e.tx, t, columns, all, "", nil)
}
