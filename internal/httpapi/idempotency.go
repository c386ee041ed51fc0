package httpapi

import (
	"encoding/json"
	"net/http"
	"time"

	"laidan/internal/crm"
	"laidan/internal/db"
)

// keyLife is how long an Idempotency-Key is remembered.
const keyLife = 24 * time.Hour

type kept struct {
	Person   crm.PersonID `db:"person_id"`
	Key      string       `db:"key"`
	BodyHash string       `db:"body_hash"`
	Status   int          `db:"status"`
	Response string       `db:"response"`
	At       crm.Millis   `db:"created_at"`
}

const (
	findKey    = `SELECT person_id, key, body_hash, status, response, created_at FROM idempotency WHERE tenant_id = @tenant AND person_id = @me AND key = @key`
	dropKey    = `DELETE FROM idempotency WHERE tenant_id = @tenant AND person_id = @me AND key = @key`
	keepAnswer = `UPDATE idempotency SET response = @response WHERE tenant_id = @tenant AND person_id = @me AND key = @key`
	dropKeys   = `DELETE FROM idempotency WHERE tenant_id = @tenant AND created_at < @before`
)

// OneTime is an answer that may carry a secret shown once: an invitation, a new
// token. Such an answer is not kept: the same key used again learns that the act
// was done, not the secret.
type OneTime interface{ OneTime() bool }

// once runs act unless its key was used before; then it repeats the answer. The
// key is stored in the act's transaction: either both happened or neither.
func once[Out any](tx *db.Tx, call *Call, out *Out, act func() error) error {
	var row kept
	var found bool
	err := tx.Uncounted(func() (err error) {
		row, found, err = db.Maybe[kept](tx, findKey, db.Args{"key": call.key})
		return err
	})
	if err != nil {
		return err
	}
	if found && row.At.Time().Add(keyLife).After(tx.Now) {
		if row.BodyHash != call.bodyHash {
			return crm.Fail(crm.Refused, "idempotency.other_body")
		}
		if row.Response == "" {
			return crm.Fail(crm.Conflict, "idempotency.shown_once")
		}
		return json.Unmarshal([]byte(row.Response), out)
	}
	// The key is taken before the act: of two requests at once the second waits
	// here, and not at some unique key of the act's own.
	err = tx.Uncounted(func() error {
		if found {
			if err := db.Write(tx, dropKey, db.Args{"key": call.key}); err != nil {
				return err
			}
		}
		return db.InsertMany(tx, "idempotency", []kept{{tx.Me(), call.key, call.bodyHash, http.StatusOK, "", tx.NowMillis()}})
	})
	if err != nil {
		return err
	}
	if err := act(); err != nil {
		return err
	}
	if o, ok := any(*out).(OneTime); ok && o.OneTime() {
		return nil // the row says that it was done, and no more
	}
	b, err := json.Marshal(*out)
	if err != nil {
		return err
	}
	return tx.Uncounted(func() error {
		err := db.Write(tx, keepAnswer, db.Args{"key": call.key, "response": string(b)})
		return err
	})
}

// ForgetKeys drops keys older than a day; a cron calls it.
func ForgetKeys(tx *db.Tx) error {
	err := db.Write(tx, dropKeys, db.Args{"before": crm.At(tx.Now.Add(-keyLife))})
	return err
}
