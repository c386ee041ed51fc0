package audit

import (
	"laidan/internal/crm"
	"laidan/internal/db"
)

const columns = `id, kind, subject_id, customer_id, actor_id, at, payload, salt, commitment, seq, chain`

func sealedAfter(tx *db.Tx, seq int64, limit int) ([]Row, error) {
	return db.All[Row](tx, `SELECT `+columns+` FROM fact WHERE tenant_id = @tenant AND seq > @seq ORDER BY seq LIMIT @limit`,
		db.Args{"seq": seq, "limit": limit})
}

func unsealedAfter(tx *db.Tx, id int64, limit int) ([]Row, error) {
	return db.All[Row](tx, `SELECT `+columns+` FROM fact WHERE tenant_id = @tenant AND seq IS NULL AND id > @id ORDER BY id LIMIT @limit`,
		db.Args{"id": id, "limit": limit})
}

// filter is what a list asks, in the form of its SQL.
type filter struct {
	Before   int64        `db:"before"` // ids below this one
	From     int64        `db:"from"`   // and at or above this one
	Subject  int64        `db:"subject"`
	Customer int64        `db:"customer"`
	AnyActor bool         `db:"any_actor"`
	Person   crm.PersonID `db:"person"`
	Kind     string       `db:"kind"`
	KindLen  int          `db:"kind_len"`
	Everyone bool         `db:"everyone"` // the reader may see everybody's acts
	Window   int          `db:"window"`
	Limit    int          `db:"limit"`
}

// Facts of one subject or customer are found by an index. All others are read
// backwards within a window, so that a rare kind costs a bounded look and not
// the whole log; the reader goes on from where the window ends.
const (
	narrow = ` AND (@any_actor OR actor_id = @person) AND SUBSTR(kind, 1, @kind_len) = @kind
		AND (@everyone OR actor_id = @me OR EXISTS (SELECT 1 FROM visible v
			WHERE v.tenant_id = @tenant AND v.viewer_id = @me AND v.owner_id = f.actor_id))
		ORDER BY id DESC LIMIT @limit`
	inTime     = ` AND id < @before AND id >= @from`
	bySubject  = `SELECT ` + columns + ` FROM fact f WHERE tenant_id = @tenant AND subject_id = @subject` + inTime + narrow
	byCustomer = `SELECT ` + columns + ` FROM fact f WHERE tenant_id = @tenant AND customer_id = @customer` + inTime + narrow
	byTime     = `SELECT ` + columns + ` FROM (SELECT ` + columns + ` FROM fact WHERE tenant_id = @tenant` + inTime + `
		ORDER BY id DESC LIMIT @window) f WHERE TRUE` + narrow
	windowEnd = `SELECT id FROM fact WHERE tenant_id = @tenant` + inTime + ` ORDER BY id DESC LIMIT 1 OFFSET @window`
)

func listFacts(tx *db.Tx, f filter) ([]Row, error) {
	text := byTime
	switch {
	case f.Customer != 0:
		text = byCustomer
		if f.Subject != 0 {
			text = bySubject
		}
	case f.Subject != 0:
		text = bySubject
	}
	return db.All[Row](tx, text, f)
}

// beyond is the first id that the window did not reach, 0 when it held all.
func beyond(tx *db.Tx, f filter) (int64, error) {
	id, _, err := db.Maybe[int64](tx, windowEnd, f)
	return id, err
}

type named struct {
	ID   int64  `db:"id"`
	Name string `db:"name"`
}

func departmentNames(tx *db.Tx, ids []int64) ([]named, error) {
	return db.All[named](tx, `SELECT id, name FROM department WHERE tenant_id = @tenant AND id IN (@ids)`, db.Args{"ids": ids})
}

func tenants(tx *db.Tx) ([]named, error) {
	return db.GlobalAll[named](tx, `SELECT id, name FROM tenant ORDER BY id`)
}

const headSQL = `SELECT seq, chain FROM fact WHERE tenant_id = @tenant AND seq IS NOT NULL ORDER BY seq DESC LIMIT 1`

// Head is the last sealed place of the organisation's chain; zero when nothing
// is sealed yet.
func Head(tx *db.Tx) (Link, error) {
	l, _, err := db.Maybe[Link](tx, headSQL)
	return l, err
}

// mark is what the last checkpoint said, as the database remembers it.
func mark(tx *db.Tx) (Link, error) {
	l, _, err := db.Maybe[Link](tx, `SELECT seq, chain FROM audit_mark WHERE tenant_id = @tenant`)
	return l, err
}

// earlierMark is mark in a database that may be of a version without marks, such
// as a backup of one.
func earlierMark(tx *db.Tx) (Link, error) {
	there, err := db.HasTable(tx, "audit_mark")
	if err != nil || !there {
		return Link{}, err
	}
	return mark(tx)
}

func setMark(tx *db.Tx, l Link) error {
	_, err := db.Exec(tx, `INSERT INTO audit_mark (tenant_id, seq, chain, at) VALUES (@tenant, @seq, @chain, @now)
		ON CONFLICT (tenant_id) DO UPDATE SET seq = excluded.seq, chain = excluded.chain, at = excluded.at WHERE audit_mark.seq < excluded.seq`,
		db.Args{"seq": l.Seq, "chain": l.Chain, "now": tx.NowMillis()})
	return err
}

// notedKey is the fingerprint that the nodes agreed on, "" when there is none.
func notedKey(tx *db.Tx) (string, error) {
	f, _, err := db.GlobalMaybe[string](tx, `SELECT fingerprint FROM audit_key WHERE id = 1`)
	return f, err
}

// lockNotedKey is notedKey for one node at a time.
func lockNotedKey(tx *db.Tx) (string, error) {
	if _, err := db.GlobalExec(tx, `INSERT INTO audit_key (id, fingerprint, noted_at) VALUES (1, '', @now)
		ON CONFLICT (id) DO UPDATE SET noted_at = excluded.noted_at`, db.Args{"now": tx.NowMillis()}); err != nil {
		return "", err
	}
	return notedKey(tx)
}

func noteKey(tx *db.Tx, fingerprint string) error {
	_, err := db.GlobalExec(tx, `UPDATE audit_key SET fingerprint = @fingerprint WHERE id = 1`, db.Args{"fingerprint": fingerprint})
	return err
}
