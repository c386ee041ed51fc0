package product

import (
	"strings"
	"unicode"

	"laidan/internal/crm"
)

// Product is one entry of the catalogue.
type Product struct {
	ID      crm.ProductID `json:"id"`
	Code    string        `json:"code"`
	Name    string        `json:"name"`
	Price   crm.Money     `json:"price"`
	Active  bool          `json:"active"`
	Version int64         `json:"version"`
}

// New is what a product begins with.
type New struct {
	Code  string     `json:"code,omitempty" maxLength:"50"`
	Name  string     `json:"name" minLength:"1" maxLength:"100"`
	Price *crm.Money `json:"price,omitempty" doc:"List price; without a currency it is the organisation's"`
}

// Change is an edit; what is absent or null stays.
type Change struct {
	Version int64      `json:"version" minimum:"1"`
	Code    *string    `json:"code,omitempty" maxLength:"50"`
	Name    *string    `json:"name,omitempty" minLength:"1" maxLength:"100"`
	Price   *crm.Money `json:"price,omitempty"`
	Active  *bool      `json:"active,omitempty" doc:"false: no longer sold"`
}

// maxPrice keeps sums of many prices far below what 64 bits hold.
const maxPrice = 1_000_000_000_000_00

// Apply is the product after an edit.
func (p Product) Apply(c Change) Product {
	if c.Code != nil {
		p.Code = *c.Code
	}
	if c.Name != nil {
		p.Name = *c.Name
	}
	if c.Price != nil {
		currency := p.Price.Currency
		p.Price = *c.Price
		if p.Price.Currency == "" {
			p.Price.Currency = currency
		}
	}
	if c.Active != nil {
		p.Active = *c.Active
	}
	return p
}

// Clean trims a product's texts and says what is wrong with it.
func (p Product) Clean() (Product, error) {
	var c crm.Checks
	p.Name = strings.Join(strings.Fields(p.Name), " ")
	p.Code = strings.TrimSpace(p.Code)
	p.Price.Currency = strings.ToUpper(strings.TrimSpace(p.Price.Currency))
	c.That(p.Name != "", "/name", "field.required")
	c.That(!strings.ContainsFunc(p.Name+p.Code, unicode.IsControl), "/name", "field.invalid")
	c.That(p.Price.Amount >= 0 && p.Price.Amount <= maxPrice, "/price/amount", "product.price")
	c.That(isCurrency(p.Price.Currency), "/price/currency", "product.currency")
	return p, c.Err()
}

// isCurrency accepts the form of ISO 4217 codes.
func isCurrency(s string) bool {
	return len(s) == 3 && strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}
