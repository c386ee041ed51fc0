package org

import (
	"laidan/internal/crm"
	"laidan/internal/db"
)

type tenantRow struct {
	ID crm.TenantID `db:"id"`
	Settings
	Demo      bool       `db:"demo"`
	Version   int        `db:"version"`
	CreatedAt crm.Millis `db:"created_at"`
}

func insertTenant(tx *db.Tx, t tenantRow) error {
	_, err := db.GlobalExec(tx, `INSERT INTO tenant (id, name, zone, language, currency, phone_region, demo, version, created_at)
		VALUES (@id, @name, @zone, @language, @currency, @phone_region, @demo, 1, @now)`, t)
	return err
}

// lockTenant reads the organisation and, on PostgreSQL, makes others who change
// people or departments wait: each of them recomputes who sees whom from all
// rows, and two at once would each miss what the other did.
func lockTenant(tx *db.Tx) (tenantRow, error) {
	return db.GlobalOne[tenantRow](tx, `SELECT id, name, zone, language, currency, phone_region, demo, version, created_at
		FROM tenant WHERE id = @tenant FOR UPDATE`)
}

func getTenant(tx *db.Tx) (tenantRow, error) {
	return db.GlobalOne[tenantRow](tx, `SELECT id, name, zone, language, currency, phone_region, demo, version, created_at
		FROM tenant WHERE id = @tenant`)
}

func updateTenant(tx *db.Tx, t tenantRow) (bool, error) {
	n, err := db.GlobalExec(tx, `UPDATE tenant SET name = @name, zone = @zone, language = @language, currency = @currency,
		phone_region = @phone_region, version = version + 1 WHERE id = @tenant AND version = @version`, t)
	return n == 1, err
}
