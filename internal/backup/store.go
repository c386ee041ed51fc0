package backup

import (
	"laidan/internal/crm"
	"laidan/internal/db"
)

// upload is the row of an uploaded file.
type upload struct {
	Tenant crm.TenantID `db:"tenant_id"`
	ID     crm.BlobID   `db:"id"`
	SHA256 string       `db:"sha256"`
}

func uploads(tx *db.Tx) ([]upload, error) {
	return db.GlobalAll[upload](tx, "SELECT tenant_id, id, sha256 FROM blob ORDER BY tenant_id, id")
}

func allTenants(tx *db.Tx) ([]crm.TenantID, error) {
	return db.GlobalAll[crm.TenantID](tx, "SELECT id FROM tenant ORDER BY id")
}

// forgetPlace: the processes and the data folder of the original are not those of
// the copy.
func forgetPlace(tx *db.Tx) error {
	if _, err := db.GlobalExec(tx, "UPDATE node SET leased_until = 0"); err != nil {
		return err
	}
	there, err := db.HasTable(tx, "audit_key")
	if err == nil && there {
		_, err = db.GlobalExec(tx, "DELETE FROM audit_key")
	}
	return err
}
