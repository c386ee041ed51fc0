package auth

import (
	"laidan/internal/crm"
	"laidan/internal/db"
)

// resolved is everything a request needs to know about who sent it.
type resolved struct {
	Session    int64            `db:"session"`
	Kind       string           `db:"kind"`
	Tenant     crm.TenantID     `db:"tenant_id"`
	Person     crm.PersonID     `db:"person_id"`
	CreatedAt  crm.Millis       `db:"created_at"`
	SeenAt     crm.Millis       `db:"seen_at"`
	Scopes     string           `db:"scopes"`
	Department crm.DepartmentID `db:"department_id"`
	Name       string           `db:"name"`
	Roles      string           `db:"roles"`
	Scope      crm.Scope        `db:"scope"`
	Visible    int              `db:"visible"`
	Language   string           `db:"language"`
	Zone       string           `db:"zone"`
	Default    string           `db:"tenant_language"`
}

func resolve(tx *db.Tx, hash, kind string) (resolved, bool, error) {
	return db.GlobalMaybe[resolved](tx, `SELECT s.id AS session, s.kind, s.tenant_id, s.person_id, s.created_at, s.seen_at, s.scopes,
		p.department_id, p.name, p.roles, p.scope, p.visible, p.language, t.zone, t.language AS tenant_language
		FROM session s
		JOIN person p ON p.tenant_id = s.tenant_id AND p.id = s.person_id
		JOIN tenant t ON t.id = s.tenant_id
		WHERE s.token_hash = @hash AND s.kind = @kind AND s.expires_at > @now AND p.active
		AND (s.kind = 'token' OR s.created_at > @ended)`,
		db.Args{"hash": hash, "kind": kind, "ended": crm.At(tx.Now.Add(-sessionEnd))})
}

type sessionRow struct {
	ID        crm.ID[crm.Session] `db:"id"`
	Hash      string              `db:"token_hash"`
	Kind      string              `db:"kind"`
	Name      string              `db:"name"`
	Address   string              `db:"address"`
	Agent     string              `db:"agent"`
	Scopes    string              `db:"scopes"`
	CreatedAt crm.Millis          `db:"created_at"`
	SeenAt    crm.Millis          `db:"seen_at"`
	ExpiresAt crm.Millis          `db:"expires_at"`
}

// insertSession opens a way in. A browser uses its session at once, a token has
// not been used yet.
func insertSession(tx *db.Tx, person crm.PersonID, s sessionRow) error {
	seen := int64(0)
	if s.Kind == kindBrowser {
		seen = tx.Now.UnixMilli()
	}
	_, err := db.GlobalExec(tx, `INSERT INTO session (id, token_hash, tenant_id, person_id, kind, name, address, agent, scopes, created_at, seen_at, expires_at)
		VALUES (@id, @token_hash, @tenant, @person, @kind, @name, @address, @agent, @scopes, @now, @seen, @expires_at)`,
		s, db.Args{"person": person, "seen": seen})
	return err
}

// stillIn refuses an actor whose session ended since the transaction began.
func stillIn(tx *db.Tx) error {
	if tx.Actor.Session == 0 { // the program itself
		return nil
	}
	n, err := db.GlobalOne[int](tx, `SELECT COUNT(*) FROM session WHERE tenant_id = @tenant AND id = @session`, db.Args{"session": tx.Actor.Session})
	if err == nil && n == 0 {
		err = crm.Fail(crm.Unauthorized, "auth.none")
	}
	return err
}

// seenNow notes that a session is in use; a browser's then lasts longer. The
// condition keeps many requests at once from writing more than one row.
func seenNow(tx *db.Tx, hash string, expires, before crm.Millis) error {
	_, err := db.GlobalExec(tx, `UPDATE session SET seen_at = @now,
		expires_at = CASE WHEN kind = 'browser' THEN @expires ELSE expires_at END
		WHERE token_hash = @hash AND seen_at <= @before`,
		db.Args{"hash": hash, "expires": expires, "before": before})
	return err
}

func sessionsOf(tx *db.Tx, person crm.PersonID) ([]sessionRow, error) {
	return db.GlobalAll[sessionRow](tx, `SELECT id, token_hash, kind, name, address, agent, scopes, created_at, seen_at, expires_at FROM session
		WHERE tenant_id = @tenant AND person_id = @person AND expires_at > @now ORDER BY seen_at DESC, id DESC`,
		db.Args{"person": person})
}

func deleteByHash(tx *db.Tx, hash string) error {
	_, err := db.GlobalExec(tx, `DELETE FROM session WHERE token_hash = @hash`, db.Args{"hash": hash})
	return err
}

func deleteOwn(tx *db.Tx, id crm.ID[crm.Session], kinds []string) (bool, error) {
	n, err := db.GlobalExec(tx, `DELETE FROM session WHERE tenant_id = @tenant AND person_id = @me AND id = @id AND kind IN (@kinds)`,
		db.Args{"id": id, "kinds": kinds})
	return n == 1, err
}

// deleteSessions ends all ways in of a person but those to keep.
func deleteSessions(tx *db.Tx, person crm.PersonID, keep []int64) error {
	_, err := db.GlobalExec(tx, `DELETE FROM session WHERE tenant_id = @tenant AND person_id = @person AND id NOT IN (@keep)`,
		db.Args{"person": person, "keep": append(keep, 0)})
	return err
}
