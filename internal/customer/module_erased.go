package customer

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"

	"laidan/internal/crm"
	"laidan/internal/db"
)

// Who asked not to be contacted and was erased afterwards is still not to be
// contacted. What is kept for that is a keyed hash of the number.

const (
	erasedKeySQL   = `SELECT key FROM erased_key WHERE tenant_id = @tenant`
	newKeySQL      = `INSERT INTO erased_key (tenant_id, key) VALUES (@tenant, @key)`
	keepErasedSQL  = `INSERT INTO erased_number (tenant_id, hash, created_at) VALUES (@tenant, @hash, @now) ON CONFLICT DO NOTHING`
	knowsErasedSQL = `SELECT 1 FROM erased_number WHERE tenant_id = @tenant AND hash = @hash`
)

// KeepRefusal remembers that nobody is to be contacted under the numbers.
func KeepRefusal(tx *db.Tx, norms []string) error {
	key, ok, err := db.Maybe[string](tx, erasedKeySQL)
	if err != nil {
		return err
	}
	if !ok {
		b := make([]byte, 32)
		if _, err := rand.Read(b); err != nil {
			return err
		}
		key = hex.EncodeToString(b)
		if err := db.Write(tx, newKeySQL, db.Args{"key": key}); err != nil {
			return err
		}
	}
	for _, n := range norms {
		if err := db.Write(tx, keepErasedSQL, db.Args{"hash": numberHash(key, tx.Tenant(), n)}); err != nil {
			return err
		}
	}
	return nil
}

// RefusedBefore reports whether an erased person asked not to be contacted
// under a number. It costs one statement while nobody was erased.
func RefusedBefore(tx *db.Tx, norm string) (bool, error) {
	key, ok, err := db.Maybe[string](tx, erasedKeySQL)
	if err != nil || !ok {
		return false, err
	}
	_, ok, err = db.Maybe[int64](tx, knowsErasedSQL, db.Args{"hash": numberHash(key, tx.Tenant(), norm)})
	return ok, err
}

func numberHash(key string, tenant crm.TenantID, norm string) string {
	h := hmac.New(sha256.New, []byte(key))
	h.Write([]byte(tenant.String() + " " + norm))
	return hex.EncodeToString(h.Sum(nil))
}

// Blank is what is left of erased customers: archived rows of another name, with
// no step to come. Their texts are gone already.
func Blank(tx *db.Tx, ids []crm.CustomerID, name string) error {
	if err := needs(tx).OwnerLeft(tx, ids, "erase"); err != nil {
		return err
	}
	return db.Write(tx, blankSQL, db.Args{"ids": ids, "name": name})
}

const blankSQL = `UPDATE customer SET name = @name, do_not_contact = FALSE, archived = TRUE, next_at = NULL, first_due_at = NULL, deal_amount = NULL,
	version = version + 1, updated_at = @now WHERE tenant_id = @tenant AND id IN (@ids)`
