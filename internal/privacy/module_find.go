package privacy

import (
	"strconv"
	"strings"

	"laidan/internal/authz"
	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/event"
	"laidan/internal/phone"
)

// Found is one customer with the contacts a request may be about.
type Found struct {
	CustomerID crm.CustomerID `json:"customerId"`
	Name       string         `json:"name"`
	Contacts   []FoundContact `json:"contacts"`
}

// FoundContact is a contact of a found customer.
type FoundContact struct {
	ID   crm.ContactID `json:"id"`
	Name string        `json:"name"`
}

const (
	// A record that was erased is no person any more.
	findSQL = `SELECT c.id, c.name FROM customer c WHERE c.tenant_id = @tenant AND c.merged_into IS NULL
		AND NOT (c.archived AND EXISTS (SELECT 1 FROM fact f WHERE f.tenant_id = @tenant AND f.subject_id = c.id AND f.kind = 'privacy.Erased'))
		AND (c.id = @id
		OR c.id IN (SELECT customer_id FROM customer_key WHERE tenant_id = @tenant AND kind IN ('mobile', 'phone', 'email', 'wechat') AND norm IN (@norms))
		OR c.id IN (SELECT customer_id FROM channel WHERE tenant_id = @tenant AND norm IN (@norms))) ORDER BY c.id LIMIT 50`
	peopleSQL = `SELECT id, name FROM contact WHERE tenant_id = @tenant AND customer_id = @id ORDER BY is_primary DESC, id`
	regionSQL = `SELECT phone_region FROM tenant WHERE id = @tenant`
)

// Find looks for a person by a full number, an address or an id, in the whole
// organisation. Each search is a fact; what was looked for is not in it.
func Find(tx *db.Tx, q string) ([]Found, error) {
	if err := authz.Need(tx, authz.PersonalData); err != nil {
		return nil, err
	}
	q = strings.TrimSpace(q)
	if len([]rune(q)) < 5 {
		return nil, crm.Bad("?q", "field.required")
	}
	region, err := db.One[string](tx, regionSQL)
	if err != nil {
		return nil, err
	}
	norms := []string{q, strings.ToLower(q)}
	if n, err := phone.Parse(q, region); err == nil {
		norms = append(norms, n.E164)
	}
	id, _ := strconv.ParseInt(q, 10, 64)
	rows, err := db.All[foundRow](tx, findSQL, db.Args{"norms": norms, "id": id})
	out := []Found{}
	for _, r := range rows {
		if err != nil {
			break
		}
		f := Found{CustomerID: r.ID, Name: r.Name, Contacts: []FoundContact{}}
		var list []contactRow
		list, err = db.All[contactRow](tx, peopleSQL, db.Args{"id": r.ID})
		for _, c := range list {
			f.Contacts = append(f.Contacts, FoundContact(c))
		}
		out = append(out, f)
	}
	if err != nil {
		return nil, err
	}
	return out, event.Record(tx, event.Fact{Kind: "privacy.Searched", Subject: tx.Me().Int64(), Data: map[string]int{"found": len(out)}})
}

type foundRow struct {
	ID   crm.CustomerID `db:"id"`
	Name string         `db:"name"`
}

type contactRow struct {
	ID   crm.ContactID `db:"id"`
	Name string        `db:"name"`
}
