package auth

import (
	"laidan/internal/crm"
	"laidan/internal/db"
)

// loginRow is a log-in with what decides about it.
type loginRow struct {
	Tenant crm.TenantID `db:"tenant_id"`
	Person crm.PersonID `db:"person_id"`
	Email  string       `db:"email_key"`
	Hash   string       `db:"password_hash"`
	Name   string       `db:"name"`
	Active bool         `db:"active"`
}

const selectLogin = `SELECT l.tenant_id, l.person_id, l.email_key, l.password_hash, p.name, p.active
	FROM login l JOIN person p ON p.tenant_id = l.tenant_id AND p.id = l.person_id`

func loginByEmail(tx *db.Tx, key string) (loginRow, bool, error) {
	return db.GlobalMaybe[loginRow](tx, selectLogin+` WHERE l.email_key = @email`, db.Args{"email": key})
}

func loginOf(tx *db.Tx, tenant crm.TenantID, person crm.PersonID) (loginRow, error) {
	return db.GlobalOne[loginRow](tx, selectLogin+` WHERE l.tenant_id = @of AND l.person_id = @person`,
		db.Args{"of": tenant, "person": person})
}

// lockLogin keeps a person's password, sessions and tokens from being changed by
// others until the transaction ends, and tells the password's hash as it is now.
func lockLogin(tx *db.Tx, person crm.PersonID) (hash string, err error) {
	hash, _, err = db.GlobalMaybe[string](tx, `SELECT password_hash FROM login WHERE tenant_id = @tenant AND person_id = @person FOR UPDATE`,
		db.Args{"person": person})
	return hash, err
}

func insertLogin(tx *db.Tx, person crm.PersonID, key string) error {
	_, err := db.GlobalExec(tx, `INSERT INTO login (email_key, tenant_id, person_id) VALUES (@email, @tenant, @person)`,
		db.Args{"email": key, "person": person})
	return err
}

func moveLogin(tx *db.Tx, person crm.PersonID, key string) error {
	_, err := db.GlobalExec(tx, `UPDATE login SET email_key = @email WHERE tenant_id = @tenant AND person_id = @person`,
		db.Args{"email": key, "person": person})
	return err
}

func updateHash(tx *db.Tx, person crm.PersonID, hash string) error {
	_, err := db.GlobalExec(tx, `UPDATE login SET password_hash = @hash WHERE tenant_id = @tenant AND person_id = @person`,
		db.Args{"hash": hash, "person": person})
	return err
}

// rehash stores the same password's newer hash unless the password changed
// meanwhile.
func rehash(tx *db.Tx, l loginRow, hash string) error {
	_, err := db.GlobalExec(tx, `UPDATE login SET password_hash = @hash
		WHERE email_key = @email_key AND password_hash = @password_hash`, l, db.Args{"hash": hash})
	return err
}

type guardRow struct {
	Subject string `db:"subject"`
	Guard
}

// lockGuards reads the guards of subjects, creating those that are missing, and
// keeps them until the transaction ends. The order keeps two log-ins from
// waiting for each other.
func lockGuards(tx *db.Tx, subjects []string) (map[string]Guard, error) {
	for _, s := range subjects {
		if _, err := db.GlobalExec(tx, `INSERT INTO login_guard (subject, failures, locked_until, last_at) VALUES (@subject, 0, 0, 0)
			ON CONFLICT (subject) DO NOTHING`, db.Args{"subject": s}); err != nil {
			return nil, err
		}
	}
	rows, err := db.GlobalAll[guardRow](tx, `SELECT subject, failures, locked_until, last_at FROM login_guard
		WHERE subject IN (@subjects) ORDER BY subject FOR UPDATE`, db.Args{"subjects": subjects})
	guards := map[string]Guard{}
	for _, r := range rows {
		guards[r.Subject] = r.Guard
	}
	return guards, err
}

func saveGuard(tx *db.Tx, subject string, g Guard) error {
	_, err := db.GlobalExec(tx, `UPDATE login_guard SET failures = @failures, locked_until = @locked, last_at = @last
		WHERE subject = @subject`,
		db.Args{"subject": subject, "failures": g.Failures, "locked": int64(g.LockedUntil), "last": int64(g.LastAt)})
	return err
}

func dropGuard(tx *db.Tx, subject string) error {
	_, err := db.GlobalExec(tx, `DELETE FROM login_guard WHERE subject = @subject`, db.Args{"subject": subject})
	return err
}

type linkRow struct {
	Hash    string       `db:"token_hash"`
	Tenant  crm.TenantID `db:"tenant_id"`
	Person  crm.PersonID `db:"person_id"`
	Expires crm.Millis   `db:"expires_at"`
}

// Tenant and person are 0, not NULL, in the link of the first set-up.
func insertLink(tx *db.Tx, l linkRow) error {
	_, err := db.GlobalExec(tx, `INSERT INTO setup_link (token_hash, tenant_id, person_id, expires_at)
		VALUES (@token_hash, @of, @for, @expires_at)`, l, db.Args{"of": l.Tenant.Int64(), "for": l.Person.Int64()})
	return err
}

func deleteLinks(tx *db.Tx, tenant crm.TenantID, person crm.PersonID) error {
	_, err := db.GlobalExec(tx, `DELETE FROM setup_link WHERE tenant_id = @of AND person_id = @for`,
		db.Args{"of": tenant.Int64(), "for": person.Int64()})
	return err
}

func linkByHash(tx *db.Tx, hash string) (linkRow, bool, error) {
	return db.GlobalMaybe[linkRow](tx, `SELECT token_hash, tenant_id, person_id, expires_at FROM setup_link
		WHERE token_hash = @hash AND expires_at > @now`, db.Args{"hash": hash})
}

// takeLink uses a link up: of two at once one gets it.
func takeLink(tx *db.Tx, hash string) (bool, error) {
	n, err := db.GlobalExec(tx, `DELETE FROM setup_link WHERE token_hash = @hash AND expires_at > @now`, db.Args{"hash": hash})
	return n == 1, err
}

// lockSetupLinks keeps the links of the first set-up until the transaction
// ends, so that two set-ups at once run one after the other even with different
// links.
func lockSetupLinks(tx *db.Tx) error {
	_, err := db.GlobalAll[string](tx, `SELECT token_hash FROM setup_link WHERE tenant_id = 0 ORDER BY token_hash FOR UPDATE`)
	return err
}

func countTenants(tx *db.Tx) (int, error) {
	return db.GlobalOne[int](tx, `SELECT COUNT(*) FROM tenant`)
}

func tenantIDs(tx *db.Tx) ([]crm.TenantID, error) {
	return db.GlobalAll[crm.TenantID](tx, `SELECT id FROM tenant ORDER BY id LIMIT 2`)
}

func organisationName(tx *db.Tx, tenant crm.TenantID) (string, error) {
	return db.GlobalOne[string](tx, `SELECT name FROM tenant WHERE id = @of`, db.Args{"of": tenant})
}

// firstPool is the oldest pool in use, zero when there is none.
func firstPool(tx *db.Tx) (crm.PoolID, error) {
	id, _, err := db.Maybe[crm.PoolID](tx, `SELECT id FROM pool WHERE tenant_id = @tenant AND active ORDER BY id LIMIT 1`)
	return id, err
}

// purge forgets what has expired; the log-in guard forgets after a quiet day.
func purge(tx *db.Tx) error {
	for _, text := range []string{
		`DELETE FROM session WHERE expires_at <= @now`,
		`DELETE FROM setup_link WHERE expires_at <= @now`,
		`DELETE FROM login_guard WHERE last_at < @quiet`,
		`DELETE FROM known_device WHERE tenant_id = @tenant AND seen_at <= @oldest`,
	} {
		if _, err := db.GlobalExec(tx, text, db.Args{"quiet": crm.At(tx.Now.Add(-forgetAfter)), "oldest": crm.At(tx.Now.Add(-deviceLife))}); err != nil {
			return err
		}
	}
	return nil
}
