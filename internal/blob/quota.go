package blob

import (
	"os"
	"path/filepath"

	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/host"
)

// Quota bounds what is kept in files; 0 is no bound.
type Quota struct {
	Person       int64 // bytes of one person's uploads
	Organisation int64 // bytes of all files of an organisation
	Reserve      int64 // bytes of the disk that are left to log-ins and acts
}

const (
	lockTenant = `SELECT id FROM tenant WHERE id = @tenant FOR UPDATE`
	usedSQL    = `SELECT COALESCE(SUM(size), 0) AS everybody, COALESCE(SUM(CASE WHEN created_by = @me THEN size ELSE 0 END), 0) AS own FROM blob WHERE tenant_id = @tenant`
)

type usage struct {
	Everybody int64 `db:"everybody"`
	Own       int64 `db:"own"`
}

// fits refuses a file of so many bytes where a quota would be passed. Uploads
// at the same moment wait for one another on the organisation's row.
func (q Quota) fits(tx *db.Tx, size int64) error {
	if q.Person == 0 && q.Organisation == 0 {
		return nil
	}
	if _, _, err := db.GlobalMaybe[int64](tx, lockTenant); err != nil {
		return err
	}
	u, err := db.One[usage](tx, usedSQL)
	switch {
	case err != nil:
		return err
	case q.Organisation > 0 && u.Everybody+size > q.Organisation:
		return crm.Fail(crm.Full, "file.quota_organisation", "max", megabytes(q.Organisation))
	case q.Person > 0 && !tx.Me().IsZero() && u.Own+size > q.Person:
		return crm.Fail(crm.Full, "file.quota_person", "max", megabytes(q.Person))
	}
	return nil
}

func megabytes(n int64) int64 { return max(1, n>>20) }

// diskOf is the disk; tests make it small.
var diskOf = host.DiskOf

// existing is the folder, or the one it will be made in.
func existing(dir string) string {
	if _, err := os.Stat(dir); err != nil {
		return filepath.Dir(dir)
	}
	return dir
}

// CheckRoom refuses what can wait when the disk has little left: uploads, imports and
// bulk work stop first, so that people can still log in and note what they did.
func (s Store) CheckRoom() error {
	if s.Quota.Reserve == 0 {
		return nil
	}
	d, err := diskOf(existing(s.Dir))
	if err == nil && d.Free < uint64(s.Quota.Reserve) {
		return crm.Fail(crm.Full, "file.no_room")
	}
	return nil
}
