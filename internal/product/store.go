package product

import (
	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/textkey"
)

const (
	columns   = `SELECT id, code, name, name_key, price, currency, active, version FROM product WHERE tenant_id = @tenant`
	listSQL   = columns + ` ORDER BY active DESC, name_key, id`
	activeSQL = columns + ` AND active ORDER BY name_key, id`
	getSQL    = columns + ` AND id = @id`
	lockSQL   = getSQL + ` FOR UPDATE`
	insertSQL = `INSERT INTO product (tenant_id, id, code, name, name_key, price, currency, active, version, created_at)
		VALUES (@tenant, @id, @code, @name, @name_key, @price, @currency, @active, @version, @now)`
	updateSQL = `UPDATE product SET code = @code, name = @name, name_key = @name_key, price = @price, currency = @currency,
		active = @active, version = version + 1 WHERE tenant_id = @tenant AND id = @id AND version = @version`
	takenSQL    = `SELECT name FROM product WHERE tenant_id = @tenant AND id <> @id AND (name = @name OR code = @code AND code <> '') LIMIT 1`
	currencySQL = `SELECT currency FROM tenant WHERE id = @tenant`
)

type row struct {
	ID       crm.ProductID `db:"id"`
	Code     string        `db:"code"`
	Name     string        `db:"name"`
	NameKey  string        `db:"name_key"`
	Price    int64         `db:"price"`
	Currency string        `db:"currency"`
	Active   bool          `db:"active"`
	Version  int64         `db:"version"`
}

func (r row) product() Product {
	return Product{r.ID, r.Code, r.Name, crm.Money{Amount: r.Price, Currency: r.Currency}, r.Active, r.Version}
}

func (p Product) row() row {
	return row{p.ID, p.Code, p.Name, textkey.SortKey(p.Name), p.Price.Amount, p.Price.Currency, p.Active, p.Version}
}

func list(tx *db.Tx, text string) ([]Product, error) {
	rows, err := db.All[row](tx, text)
	out := make([]Product, len(rows))
	for i, r := range rows {
		out[i] = r.product()
	}
	return out, err
}

func get(tx *db.Tx, text string, id crm.ProductID) (Product, error) {
	r, err := db.One[row](tx, text, db.Args{"id": id})
	return r.product(), err
}
