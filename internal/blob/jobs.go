package blob

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/job"
)

// loose is how long a file may lie about that nothing points at: a form is sent
// with its file within that time, or never.
const loose = 24 * time.Hour

// sweepPage is how many files one transaction removes.
const sweepPage = 500

// Crons remove files that nothing points at any more.
func (s Store) Crons() []job.Cron {
	return []job.Cron{{Name: "blob.sweep", Every: time.Hour, Run: func(r job.Run) error { return s.Sweep(r.Ctx, r.DB, r.Tenant) }}}
}

// Sweep removes an organisation's files of more than a day that no record points
// at, and what lies in its folder without a row: the rest of a removal that was
// cut off.
func (s Store) Sweep(ctx context.Context, d *db.DB, tenant crm.TenantID) error {
	system := crm.Actor{Tenant: tenant}
	before := d.Now().Add(-loose)
	for more := true; more; {
		err := d.Update(ctx, system, func(tx *db.Tx) error {
			ids, err := db.All[crm.BlobID](tx, looseSQL(), db.Args{"before": crm.At(before), "limit": sweepPage})
			more = len(ids) == sweepPage
			if err != nil || len(ids) == 0 {
				return err
			}
			return s.Drop(tx, ids...)
		})
		if err != nil {
			return err
		}
	}
	return s.sweepFolder(ctx, d, system, before)
}

// Drop removes the rows of files, and the files once that is committed.
func (s Store) Drop(tx *db.Tx, ids ...crm.BlobID) error {
	tenant := tx.Tenant()
	tx.OnCommit(func() {
		for _, id := range ids {
			_ = s.Remove(tenant, id) // what stays is swept
		}
	})
	return Drop(tx, ids)
}

const dropSQL = `DELETE FROM blob WHERE tenant_id = @tenant AND id IN (@ids)`

// looseSQL finds files that no column of any table points at; such columns are
// called ...blob_id.
func looseSQL() string {
	var list []string
	for table, columns := range db.Columns() {
		for _, c := range columns {
			if strings.HasSuffix(c.Name, "blob_id") {
				list = append(list, ` AND NOT EXISTS (SELECT 1 FROM `+table+` x WHERE x.tenant_id = @tenant AND x.`+c.Name+` = b.id)`)
			}
		}
	}
	slices.Sort(list)
	return `SELECT b.id FROM blob b WHERE b.tenant_id = @tenant AND b.customer_id IS NULL AND b.created_at < @before` +
		strings.Join(list, "") + ` ORDER BY b.id LIMIT @limit`
}

// sweepFolder removes files without a row.
func (s Store) sweepFolder(ctx context.Context, d *db.DB, system crm.Actor, before time.Time) error {
	var old []crm.BlobID
	err := filepath.WalkDir(filepath.Join(s.Dir, system.Tenant.String()), func(_ string, e fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) || err == nil && e.IsDir() {
			return nil
		}
		if err != nil {
			return err
		}
		id, perr := crm.ParseID[crm.Blob](e.Name())
		if info, ierr := e.Info(); perr == nil && ierr == nil && info.ModTime().Before(before) {
			old = append(old, id)
		}
		return nil
	})
	if err != nil {
		return err
	}
	for part := range slices.Chunk(old, sweepPage) {
		var known []crm.BlobID
		err := d.View(ctx, system, func(tx *db.Tx) error {
			known, err = db.All[crm.BlobID](tx, `SELECT id FROM blob WHERE tenant_id = @tenant AND id IN (@ids)`, db.Args{"ids": part})
			return err
		})
		if err != nil {
			return err
		}
		for _, id := range part {
			if slices.Contains(known, id) {
				continue
			}
			if err := s.Remove(system.Tenant, id); err != nil && !errors.Is(err, os.ErrNotExist) {
				return err
			}
		}
	}
	return nil
}
