package org

import (
	"slices"

	"laidan/internal/crm"
	"laidan/internal/db"
)

type seeing struct {
	ViewerID crm.PersonID `db:"viewer_id"`
	OwnerID  crm.PersonID `db:"owner_id"`
}

type member struct {
	Member
	Visible int `db:"visible"`
}

func listMembers(tx *db.Tx) ([]member, error) {
	return db.All[member](tx, `SELECT id, department_id, scope, active, visible FROM person WHERE tenant_id = @tenant`)
}

func listSeeing(tx *db.Tx) ([]seeing, error) {
	return db.All[seeing](tx, `SELECT viewer_id, owner_id FROM visible WHERE tenant_id = @tenant`)
}

// sees reports whether the person acting sees a colleague's work.
func sees(tx *db.Tx, owner crm.PersonID) (bool, error) {
	n, err := db.One[int](tx, `SELECT COUNT(*) FROM visible WHERE tenant_id = @tenant AND viewer_id = @me AND owner_id = @owner`,
		db.Args{"owner": owner})
	return n == 1, err
}

// chunk keeps a statement below the databases' limit on parameters.
const chunk = 5000

func deleteSeeing(tx *db.Tx, viewer crm.PersonID, owners []crm.PersonID) error {
	for part := range slices.Chunk(owners, chunk) {
		if err := db.Write(tx, `DELETE FROM visible WHERE tenant_id = @tenant AND viewer_id = @viewer AND owner_id IN (@owners)`,
			db.Args{"viewer": viewer, "owners": part}); err != nil {
			return err
		}
	}
	return nil
}

func setReach(tx *db.Tx, ids []crm.PersonID, visible int) error {
	for part := range slices.Chunk(ids, chunk) {
		if err := db.Write(tx, `UPDATE person SET visible = @visible WHERE tenant_id = @tenant AND id IN (@ids)`,
			db.Args{"visible": visible, "ids": part}); err != nil {
			return err
		}
	}
	return nil
}
