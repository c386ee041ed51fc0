package privacy

import (
	"slices"
	"strings"

	"laidan/internal/authz"
	"laidan/internal/crm"
	"laidan/internal/db"
)

// Subject is who it is about: a customer with all its contacts, or one contact.
type Subject struct {
	Customer crm.CustomerID
	Contact  crm.ContactID
}

// find reads the record, whoever owns it: the right to personal data is not
// bound to a scope. A merged record leads to its survivor.
func (s Subject) find(tx *db.Tx) (record, []crm.CustomerID, error) {
	if err := authz.Need(tx, authz.PersonalData); err != nil {
		return record{}, nil, err
	}
	c, err := db.One[record](tx, oneSQL, db.Args{"id": s.Customer})
	if err != nil {
		return c, nil, err
	}
	if !c.MergedInto.IsZero() {
		return c, nil, crm.Missing()
	}
	ids, err := db.All[crm.CustomerID](tx, groupSQL, db.Args{"id": s.Customer})
	return c, ids, err
}

// marks collects what the subject is known by. What another customer is known
// by too is left out: a switchboard's number stays that customer's.
func (s Subject) marks(tx *db.Tx, ids []crm.CustomerID) (Marks, error) {
	text := marksSQL
	if !s.Contact.IsZero() {
		text = contactMarksSQL
	}
	list, err := db.All[mark](tx, text, db.Args{"ids": ids, "contact": s.Contact.Int64()})
	if err != nil {
		return Marks{}, err
	}
	var norms []string
	for _, m := range list {
		if m.Kind != "name" && m.Value != "" {
			norms = append(norms, m.Value)
		}
	}
	shared, err := db.All[string](tx, othersSQL, db.Args{"norms": norms, "ids": ids})
	if err != nil {
		return Marks{}, err
	}
	var out Marks
	for _, m := range list {
		switch {
		case m.Value == "" || slices.Contains(shared, m.Value):
		case m.Kind == "name":
			out.addName(m.Value)
		default:
			out.add(m.Value)
			if m.Kind == "number" && strings.HasPrefix(m.Value, "+") && !slices.Contains(out.Numbers, m.Value) {
				out.Numbers = append(out.Numbers, m.Value)
			}
		}
	}
	// A form of a shared number is shared as well.
	out.Unique = slices.DeleteFunc(out.Unique, func(v string) bool {
		return slices.ContainsFunc(shared, func(s string) bool { return slices.Contains(spellings(s), v) })
	})
	return out, nil
}
