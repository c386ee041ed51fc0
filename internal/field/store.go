package field

import (
	"encoding/json"
	"fmt"

	"laidan/internal/crm"
	"laidan/internal/db"
)

const (
	columns   = `SELECT id, key, label, kind, options, position, active, version FROM field_def WHERE tenant_id = @tenant`
	allSQL    = columns + ` ORDER BY active DESC, position, id`
	activeSQL = columns + ` AND active ORDER BY position, id`
	lockSQL   = columns + ` AND id = @id FOR UPDATE`
	insertSQL = `INSERT INTO field_def (tenant_id, id, key, label, kind, options, position, active, version, created_at)
		VALUES (@tenant, @id, @key, @label, @kind, @options, @position, @active, @version, @now)`
	updateSQL = `UPDATE field_def SET label = @label, options = @options, position = @position, active = @active, version = version + 1
		WHERE tenant_id = @tenant AND id = @id AND version = @version`
	usedSQL   = `SELECT v.text_value FROM custom_value v WHERE v.tenant_id = @tenant AND v.field_id = @id AND v.text_value IN (@options) LIMIT 1`
	unusedSQL = `DELETE FROM field_def WHERE tenant_id = @tenant AND id IN (@ids)
		AND NOT EXISTS (SELECT 1 FROM custom_value v WHERE v.tenant_id = @tenant AND v.field_id = field_def.id)`
	dropSQL = `DELETE FROM custom_value WHERE tenant_id = @tenant AND customer_id = @customer AND field_id IN (@fields)`

	// A merge: the survivor's own values stay.
	mergeValuesSQL = `INSERT INTO custom_value (tenant_id, customer_id, field_id, text_value, num_value)
			SELECT tenant_id, CAST(@to AS BIGINT), field_id, text_value, num_value FROM custom_value
			WHERE tenant_id = @tenant AND customer_id = @from ON CONFLICT DO NOTHING`
	clearValuesSQL = `DELETE FROM custom_value WHERE tenant_id = @tenant AND customer_id = @from`

	// valueExists is the test of a condition on a field's value; the id is the
	// program's own number.
	valueExists = `EXISTS (SELECT 1 FROM custom_value v WHERE v.tenant_id = @tenant AND v.customer_id = c.id AND v.field_id = %d AND %%s)`
)

type row struct {
	ID       crm.ID[crm.Field] `db:"id"`
	Key      string            `db:"key"`
	Label    string            `db:"label"`
	Kind     string            `db:"kind"`
	Options  string            `db:"options"`
	Position int64             `db:"position"`
	Active   bool              `db:"active"`
	Version  int64             `db:"version"`
}

func (d Def) stored() row {
	return row{d.ID, d.Key, d.Label, d.Kind, optionsText(d.Options), d.Position, d.Active, d.Version}
}

func (r row) def() (Def, error) {
	d := Def{ID: r.ID, Key: r.Key, Label: r.Label, Kind: r.Kind, Position: r.Position, Active: r.Active, Version: r.Version}
	if err := json.Unmarshal([]byte(r.Options), &d.Options); err != nil {
		return d, fmt.Errorf("options of the field %s: %w", r.Key, err)
	}
	return d, nil
}

func read(tx *db.Tx, text string) ([]Def, error) {
	rows, err := db.All[row](tx, text)
	defs := make([]Def, len(rows))
	for i, r := range rows {
		if defs[i], err = r.def(); err != nil {
			return nil, err
		}
	}
	return defs, err
}

func lock(tx *db.Tx, id crm.ID[crm.Field]) (Def, error) {
	r, err := db.One[row](tx, lockSQL, db.Args{"id": id})
	if err != nil {
		return Def{}, err
	}
	return r.def()
}
