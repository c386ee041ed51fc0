package product

import (
	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/event"
)

// List are the products by name; with all also those no longer sold.
func List(tx *db.Tx, all bool) ([]Product, error) {
	if all {
		return list(tx, listSQL)
	}
	return list(tx, activeSQL)
}

// Get reads one product.
func Get(tx *db.Tx, id crm.ProductID) (Product, error) { return get(tx, getSQL, id) }

// Create adds a product to the catalogue.
func Create(tx *db.Tx, in New) (Product, error) {
	p := Product{ID: db.NewID[crm.Product](tx), Code: in.Code, Name: in.Name, Active: true, Version: 1}
	if in.Price != nil {
		p.Price = *in.Price
	}
	if p.Price.Currency == "" {
		c, err := db.One[string](tx, currencySQL)
		if err != nil {
			return p, err
		}
		p.Price.Currency = c
	}
	p, err := p.Clean()
	if err != nil {
		return p, err
	}
	if err := free(tx, p); err != nil {
		return p, err
	}
	if _, err := db.Exec(tx, insertSQL, p.row()); err != nil {
		return p, taken(err, p)
	}
	return p, event.Record(tx, event.Fact{Kind: "product.Created", Subject: p.ID.Int64(), Data: p})
}

// Update changes a product.
func Update(tx *db.Tx, id crm.ProductID, c Change) (Product, error) {
	old, err := get(tx, lockSQL, id)
	if err != nil {
		return old, err
	}
	if old.Version != c.Version {
		return old, conflict(old)
	}
	p, err := old.Apply(c).Clean()
	if err != nil || p == old {
		return p, err
	}
	if err := free(tx, p); err != nil {
		return p, err
	}
	n, err := db.Exec(tx, updateSQL, p.row())
	if err != nil {
		return p, taken(err, p)
	}
	if n == 0 {
		newer, err := Get(tx, id)
		if err != nil {
			return p, err
		}
		return p, conflict(newer)
	}
	p.Version++
	return p, event.Record(tx, event.Fact{Kind: "product.Changed", Subject: id.Int64(), Data: map[string]Product{"before": old, "after": p}})
}

func conflict(newer Product) error {
	e := crm.Fail(crm.Conflict, "conflict")
	e.State = newer
	return e
}

// free refuses a name or code that another product has.
func free(tx *db.Tx, p Product) error {
	_, found, err := db.Maybe[string](tx, takenSQL, p.row())
	if err == nil && found {
		err = inUse(p)
	}
	return err
}

// taken is the same answer for those who lost a race for a name.
func taken(err error, p Product) error {
	if name, ok := db.IsUnique(err); ok && (name == "product_name" || name == "product_code") {
		return inUse(p)
	}
	return err
}

func inUse(p Product) error {
	if p.Code == "" {
		return crm.Bad("/name", "product.name_taken", "name", p.Name)
	}
	return crm.Bad("/name", "product.taken", "name", p.Name, "code", p.Code)
}
