package customer

import (
	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/phone"
)

// View is a customer as the reader may see it, with what they may do. It runs
// no statement.
func View(tx *db.Tx, c Customer) Record { return views(tx, []Customer{c}, whole)[0] }

// Views are several customers as the reader may see them.
func Views(tx *db.Tx, list []Customer) []Record { return views(tx, list, whole) }

// Part is what somebody wants of several customers: what is read and what is
// sent of each. The zero Part is everything.
type Part struct{ shape *shape }

// Part is what the query asks for.
func (w Wanted) Part() (Part, error) {
	s, err := shapeOf(w.Fields, true)
	return Part{s}, err
}

func (p Part) of() *shape {
	if p.shape == nil {
		return whole
	}
	return p.shape
}

// Many is Many for a part of each customer.
func (p Part) Many(tx *db.Tx, ids []crm.CustomerID) ([]Customer, error) {
	if p.shape == nil {
		return readMany(tx, manySQL, ids)
	}
	return readMany(tx, "SELECT "+p.shape.columns+manyFrom, ids)
}

// Views are customers that the part read, as the reader may see them.
func (p Part) Views(tx *db.Tx, list []Customer) []Record { return views(tx, list, p.of()) }

func views(tx *db.Tx, list []Customer, s *shape) []Record {
	out := make([]Record, len(list))
	held, f, ask := heldBy(tx.Actor), fieldsOf(tx.Actor), needs(tx)
	for i := range list {
		c := &list[i]
		var p pace
		if s.paced {
			p.days, p.ideal = ask.Pace(tx, c.Layer, c.LayerSince)
		}
		var actions []Act
		if s.acts {
			actions = actionsOf(c, accessOf(c, tx.Actor), tx.Actor, held)
		}
		out[i] = recordOf(c, f, p, actions)
		out[i].shape = s
	}
	return out
}

// MaskText hides the numbers in a text that belongs to a customer, such as the
// words of a touch, as the reader may see it. own are the customer's Numbers.
func MaskText(tx *db.Tx, s string, own phone.Numbers) string {
	return fieldsOf(tx.Actor).text(s, own)
}

// MaskTextOf is MaskText for a customer that was not read; a zero id is nobody's
// text.
func MaskTextOf(tx *db.Tx, id crm.CustomerID, s string) (string, error) {
	var own phone.Numbers
	if !id.IsZero() {
		var err error
		if own, _, err = db.Maybe[phone.Numbers](tx, numbersSQL, db.Args{"id": id}); err != nil {
			return "", err
		}
	}
	return MaskText(tx, s, own), nil
}

// Find reads customers by a condition of another module's own: tail begins with
// " WHERE c.tenant_id = @tenant AND ...". It checks no access; callers name
// owners they have the right to, or filter by Access.
func Find(tx *db.Tx, tail string, args ...any) ([]Customer, error) {
	return db.All[Customer](tx, selectCustomer+tail, append([]any{sightArgs(tx)}, args...)...)
}
