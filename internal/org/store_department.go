package org

import (
	"laidan/internal/crm"
	"laidan/internal/db"
)

// Department is one node of the tree as screens show it.
type Department struct {
	ID        crm.DepartmentID  `db:"id" json:"id"`
	ParentID  *crm.DepartmentID `db:"parent_id" json:"parentId" doc:"null for the root"`
	Name      string            `db:"name" json:"name"`
	ManagerID *crm.PersonID     `db:"manager_id" json:"managerId"`
	Active    bool              `db:"active" json:"active"`
	People    int               `db:"people" json:"people" doc:"Active people in the department itself"`
	Version   int               `db:"version" json:"version"`
}

const selectDepartment = `SELECT d.id, d.parent_id, d.name, d.manager_id, d.active, d.version,
	(SELECT COUNT(*) FROM person p WHERE p.tenant_id = @tenant AND p.department_id = d.id AND p.active) AS people
	FROM department d WHERE d.tenant_id = @tenant`

func listDepartments(tx *db.Tx) ([]Department, error) {
	return db.All[Department](tx, selectDepartment+` ORDER BY d.name_key, d.id`)
}

func getDepartment(tx *db.Tx, id crm.DepartmentID) (Department, error) {
	return db.One[Department](tx, selectDepartment+` AND d.id = @id`, db.Args{"id": id})
}

func listNodes(tx *db.Tx) ([]Node, error) {
	return db.All[Node](tx, `SELECT id, parent_id, manager_id FROM department WHERE tenant_id = @tenant`)
}

type departmentRow struct {
	ID        crm.DepartmentID `db:"id"`
	ParentID  crm.DepartmentID `db:"parent_id"`
	Name      string           `db:"name"`
	NameKey   string           `db:"name_key"`
	ManagerID crm.PersonID     `db:"manager_id"`
	Active    bool             `db:"active"`
	Version   int              `db:"version"`
}

// siblingNamed tells whether another department in use stands under the same
// parent with the same name.
func siblingNamed(tx *db.Tx, r departmentRow) (bool, error) {
	return db.One[bool](tx, `SELECT EXISTS (SELECT 1 FROM department WHERE tenant_id = @tenant AND parent_id = @parent_id
		AND name = @name AND active AND id <> @id)`, r)
}

func insertDepartment(tx *db.Tx, r departmentRow) error {
	err := db.Write(tx, `INSERT INTO department (tenant_id, id, parent_id, name, name_key, manager_id, created_at)
		VALUES (@tenant, @id, @parent_id, @name, @name_key, @manager_id, @now)`, r)
	return err
}

func updateDepartment(tx *db.Tx, r departmentRow) (bool, error) {
	n, err := db.Exec(tx, `UPDATE department SET parent_id = @parent_id, name = @name, name_key = @name_key,
		manager_id = @manager_id, active = @active, version = version + 1
		WHERE tenant_id = @tenant AND id = @id AND version = @version`, r)
	return n == 1, err
}

// resignManager leaves the departments of a person who goes without a manager,
// so that alerts do not wait at an empty desk.
func resignManager(tx *db.Tx, id crm.PersonID) error {
	err := db.Write(tx, `UPDATE department SET manager_id = NULL, version = version + 1
		WHERE tenant_id = @tenant AND manager_id = @id`, db.Args{"id": id})
	return err
}

func countActiveBelow(tx *db.Tx, id crm.DepartmentID) (int, error) {
	return db.One[int](tx, `SELECT COUNT(*) FROM department WHERE tenant_id = @tenant AND parent_id = @id AND active`,
		db.Args{"id": id})
}
