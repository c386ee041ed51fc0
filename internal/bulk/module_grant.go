package bulk

import (
	"strings"
	"time"

	"laidan/internal/authz"
	"laidan/internal/crm"
	"laidan/internal/customer"
	"laidan/internal/db"
	"laidan/internal/event"
)

// exportLine is how many customers' data somebody takes out within a day without
// a second person, in lists and as personal data together.
const exportLine = 5000

// grantFor is how long a second person's word counts.
const grantFor = 24 * time.Hour

// TakeOut counts customers whose data leave in a file and refuses them above the
// line, unless a second person agreed. It belongs into the transaction that
// records the export.
func TakeOut(tx *db.Tx, n int) error {
	if tx.Actor.System() {
		return nil
	}
	used, err := customer.CountExported(tx, n)
	if err != nil || used <= exportLine {
		return err
	}
	_, granted, err := db.Maybe[int64](tx, grantedSQL)
	if err == nil && !granted {
		err = crm.Fail(crm.Refused, "export.second_person", "limit", exportLine, "used", used-n)
	}
	return err
}

// Grant is a second person's word.
type Grant struct {
	ID        crm.ID[Grant] `db:"id" json:"id"`
	Person    crm.PersonID  `db:"person_id" json:"personId"`
	Reason    string        `db:"reason" json:"reason"`
	Until     crm.Millis    `db:"until" json:"until"`
	CreatedBy crm.PersonID  `db:"created_by" json:"-"`
	CreatedAt crm.Millis    `db:"created_at" json:"createdAt"`
}

// GrantExport lets a colleague export above the line for a day. Whoever may
// export themselves, or hand over personal data, can be the second person; only
// not for oneself.
func GrantExport(tx *db.Tx, person crm.PersonID, reason string) (Grant, error) {
	g := Grant{ID: db.NewID[Grant](tx), Person: person, Reason: strings.TrimSpace(reason), Until: crm.At(tx.Now.Add(grantFor)),
		CreatedBy: tx.Me(), CreatedAt: tx.NowMillis()}
	if !authz.May(tx.Actor, authz.CustomerExport) && !authz.May(tx.Actor, authz.PersonalData) {
		return g, crm.Fail(crm.Forbidden, "forbidden")
	}
	if person == tx.Me() {
		return g, crm.Fail(crm.Refused, "export.own_grant")
	}
	if g.Reason == "" {
		return g, crm.Bad("/reason", "field.required")
	}
	active, err := customer.KeepOwners(tx, []crm.PersonID{person})
	if err == nil && len(active) == 0 {
		err = crm.Missing()
	}
	if err != nil {
		return g, err
	}
	if err := db.InsertMany(tx, "export_grant", []Grant{g}); err != nil {
		return g, err
	}
	return g, event.Record(tx, event.Fact{Kind: "bulk.ExportGranted", Subject: person.Int64(), Data: granted{g.Reason, g.Until}})
}

// granted is the payload of the fact bulk.ExportGranted.
type granted struct {
	Reason string     `json:"reason"`
	Until  crm.Millis `json:"until"`
}
