package customer

import (
	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/expr"
)

// CustomValue is the value of a custom field, stored for filters.
type CustomValue struct {
	CustomerID crm.CustomerID    `db:"customer_id"`
	FieldID    crm.ID[crm.Field] `db:"field_id"`
	Text       string            `db:"text_value"`
	Number     *float64          `db:"num_value"`
}

func customOf(tx *db.Tx, r Row, given map[string]any) (string, []CustomValue, error) {
	return "{}", nil, nil
}

func changeCustom(tx *db.Tx, r Row, given map[string]any) (string, error) { return r.Custom, nil }

// AllFields are the fields of conditions, custom ones included.
func AllFields(tx *db.Tx) (expr.Fields, error) { return Fields, nil }

func customFieldViews(tx *db.Tx) ([]FieldView, error) { return nil, nil }
