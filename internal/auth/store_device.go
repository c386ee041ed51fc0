package auth

import (
	"time"

	"laidan/internal/crm"
	"laidan/internal/db"
)

const (
	// deviceLife is how long a browser stays known after its last log-in.
	deviceLife = 180 * 24 * time.Hour
	// maxDevices is how many known browsers a person has, the latest ones.
	maxDevices = 20
)

// knownDevice is asked of accounts that do not exist too: time must not tell.
func knownDevice(tx *db.Tx, l loginRow, hash string) (bool, error) {
	n, err := db.GlobalOne[int](tx, `SELECT COUNT(*) FROM known_device
		WHERE tenant_id = @of AND person_id = @for AND token_hash = @hash AND seen_at > @oldest`,
		db.Args{"of": l.Tenant.Int64(), "for": l.Person.Int64(), "hash": hash, "oldest": crm.At(tx.Now.Add(-deviceLife))})
	return n > 0, err
}

func saveDevice(tx *db.Tx, person crm.PersonID, hash string) error {
	args := db.Args{"person": person, "hash": hash, "most": maxDevices}
	if _, err := db.GlobalExec(tx, `INSERT INTO known_device (tenant_id, person_id, token_hash, seen_at)
		VALUES (@tenant, @person, @hash, @now)
		ON CONFLICT (tenant_id, person_id, token_hash) DO UPDATE SET seen_at = @now`, args); err != nil {
		return err
	}
	_, err := db.GlobalExec(tx, `DELETE FROM known_device WHERE tenant_id = @tenant AND person_id = @person AND token_hash NOT IN
		(SELECT token_hash FROM known_device WHERE tenant_id = @tenant AND person_id = @person ORDER BY seen_at DESC, token_hash LIMIT @most)`, args)
	return err
}

func forgetDevices(tx *db.Tx, person crm.PersonID) error {
	_, err := db.GlobalExec(tx, `DELETE FROM known_device WHERE tenant_id = @tenant AND person_id = @person`, db.Args{"person": person})
	return err
}
