package org

import (
	"laidan/internal/crm"
	"laidan/internal/db"
)

type personRow struct {
	ID             crm.PersonID     `db:"id"`
	Name           string           `db:"name"`
	NameKey        string           `db:"name_key"`
	Email          string           `db:"email"`
	Phone          string           `db:"phone"`
	DepartmentID   crm.DepartmentID `db:"department_id"`
	DepartmentName string           `db:"department_name"`
	Roles          string           `db:"roles"`
	Scope          crm.Scope        `db:"scope"`
	Level          string           `db:"level"`
	Skills         string           `db:"skills"`
	Language       string           `db:"language"`
	Active         bool             `db:"active"`
	Quota          int              `db:"quota"`
	Used           int              `db:"used"`
	Version        int              `db:"version"`
	CreatedAt      crm.Millis       `db:"created_at"`
}

const selectPerson = `SELECT p.id, p.name, p.name_key, p.email, p.phone, p.department_id, d.name AS department_name,
	p.roles, p.scope, p.level, p.skills, p.language, p.active, COALESCE(h.quota, 0) AS quota, COALESCE(h.used, 0) AS used,
	p.version, p.created_at
	FROM person p
	JOIN department d ON d.tenant_id = p.tenant_id AND d.id = p.department_id
	LEFT JOIN hold h ON h.tenant_id = p.tenant_id AND h.person_id = p.id
	WHERE p.tenant_id = @tenant`

func getPerson(tx *db.Tx, id crm.PersonID) (personRow, error) {
	return db.One[personRow](tx, selectPerson+` AND p.id = @id`, db.Args{"id": id})
}

// lockPerson reads a person whose place or right to work will change. Hand-overs
// to them wait, and those under way are waited for.
func lockPerson(tx *db.Tx, id crm.PersonID) (personRow, error) {
	if _, err := db.One[int64](tx, `SELECT id FROM person WHERE tenant_id = @tenant AND id = @id FOR UPDATE`, db.Args{"id": id}); err != nil {
		return personRow{}, err
	}
	return getPerson(tx, id)
}

// seesPerson keeps a list of people to those whose work the reader may see.
const seesPerson = ` AND (@everybody OR p.id = @me OR EXISTS (SELECT 1 FROM visible v
	WHERE v.tenant_id = @tenant AND v.viewer_id = @me AND v.owner_id = p.id))`

type peopleFilter struct {
	Everybody  bool             `db:"everybody"`
	Department crm.DepartmentID `db:"department"`
	AnyPlace   bool             `db:"any_place"`
	AnyState   bool             `db:"any_state"`
	Active     bool             `db:"active"`
}

func listPeople(tx *db.Tx, f peopleFilter) ([]personRow, error) {
	return db.All[personRow](tx, selectPerson+seesPerson+`
		AND (@any_place OR p.department_id = @department) AND (@any_state OR p.active = @active)
		ORDER BY p.name_key, p.id`, f)
}

func insertPerson(tx *db.Tx, r personRow) error {
	if err := db.Write(tx, `INSERT INTO person (tenant_id, id, name, name_key, email, phone, department_id, roles, scope,
		level, skills, language, created_at) VALUES (@tenant, @id, @name, @name_key, @email, @phone, @department_id, @roles,
		@scope, @level, @skills, @language, @now)`, r); err != nil {
		return err
	}
	return needs(tx).SetQuota(tx, r.ID, r.Quota)
}

// KeepSettings keeps what a person set for themselves.
func KeepSettings(tx *db.Tx, language, settings string) error {
	return db.Write(tx, `UPDATE person SET language = @language, settings = @settings WHERE tenant_id = @tenant AND id = @me`,
		db.Args{"language": language, "settings": settings})
}

func updatePerson(tx *db.Tx, r personRow) (bool, error) {
	n, err := db.Exec(tx, `UPDATE person SET name = @name, name_key = @name_key, email = @email, phone = @phone,
		department_id = @department_id, roles = @roles, scope = @scope, level = @level, skills = @skills, active = @active,
		version = version + 1 WHERE tenant_id = @tenant AND id = @id AND version = @version`, r)
	return n == 1, err
}

func countCustomers(tx *db.Tx, id crm.PersonID) (int, error) {
	return db.One[int](tx, `SELECT COUNT(*) FROM customer WHERE tenant_id = @tenant AND owner_id = @id AND NOT archived`,
		db.Args{"id": id})
}

// otherAdmins lists the roles of the other active people: roles are few and
// short, and matching one in a comma-separated text is Go's work.
func otherRoles(tx *db.Tx, id crm.PersonID) ([]string, error) {
	return db.All[string](tx, `SELECT DISTINCT roles FROM person WHERE tenant_id = @tenant AND active AND id <> @id`,
		db.Args{"id": id})
}

// Name is a person for pickers and labels.
type Name struct {
	ID           crm.PersonID     `db:"id" json:"id"`
	Name         string           `db:"name" json:"name"`
	DepartmentID crm.DepartmentID `db:"department_id" json:"departmentId"`
	Active       bool             `db:"active" json:"active"`
}

func listNames(tx *db.Tx) ([]Name, error) {
	return db.All[Name](tx, `SELECT id, name, department_id, active FROM person WHERE tenant_id = @tenant ORDER BY name_key, id`)
}

func namesByID(tx *db.Tx, ids []crm.PersonID) ([]Name, error) {
	return db.All[Name](tx, `SELECT id, name, department_id, active FROM person WHERE tenant_id = @tenant AND id IN (@ids)`,
		db.Args{"ids": ids})
}
