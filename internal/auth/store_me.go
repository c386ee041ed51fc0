package auth

import (
	"laidan/internal/crm"
	"laidan/internal/db"
)

type meRow struct {
	ID             crm.PersonID     `db:"id"`
	Name           string           `db:"name"`
	Email          string           `db:"email"`
	Roles          string           `db:"roles"`
	Scope          crm.Scope        `db:"scope"`
	Language       string           `db:"language"`
	Settings       string           `db:"settings"`
	DepartmentID   crm.DepartmentID `db:"department_id"`
	DepartmentName string           `db:"department_name"`
	TenantID       crm.TenantID     `db:"tenant_id"`
	TenantName     string           `db:"tenant_name"`
	TenantLanguage string           `db:"tenant_language"`
	Zone           string           `db:"zone"`
	Currency       string           `db:"currency"`
	PhoneRegion    string           `db:"phone_region"`
	Demo           bool             `db:"demo"`
	Quota          int              `db:"quota"`
	Used           int              `db:"used"`
	ClaimDay       crm.Day          `db:"claim_day"`
	Claims         int              `db:"claims"`
	DailyClaims    int              `db:"daily_claims"`
	Unread         int              `db:"unread"`
}

// getMe is one statement: the page asks it first of all.
func getMe(tx *db.Tx) (meRow, error) {
	return db.One[meRow](tx, `SELECT p.id, p.name, p.email, p.roles, p.scope, p.language, p.settings, p.department_id,
		d.name AS department_name, t.id AS tenant_id, t.name AS tenant_name, t.language AS tenant_language, t.zone, t.currency,
		t.phone_region, t.demo, COALESCE(h.quota, 0) AS quota, COALESCE(h.used, 0) AS used,
		COALESCE(h.claim_day, 0) AS claim_day, COALESCE(h.claims, 0) AS claims,
		COALESCE((SELECT MAX(o.daily_claims) FROM pool o WHERE o.tenant_id = @tenant AND o.active), 0) AS daily_claims,
		(SELECT COUNT(*) FROM notice n WHERE n.tenant_id = @tenant AND n.person_id = @me AND n.read_at IS NULL) AS unread
		FROM person p
		JOIN tenant t ON t.id = p.tenant_id
		JOIN department d ON d.tenant_id = p.tenant_id AND d.id = p.department_id
		LEFT JOIN hold h ON h.tenant_id = p.tenant_id AND h.person_id = p.id
		WHERE p.tenant_id = @tenant AND p.id = @me`)
}
