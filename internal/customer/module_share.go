package customer

import (
	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/event"
)

// Collaborator is somebody a customer is shared with.
type Collaborator struct {
	Person   Ref        `json:"person"`
	MayTouch bool       `json:"mayTouch"`
	Until    crm.Millis `json:"until" nullable:"true"`
}

// Sharing is the payload of the facts customer.Shared and customer.Unshared.
type Sharing struct {
	Person   crm.PersonID `json:"person"`
	Name     string       `json:"name"`
	MayTouch bool         `json:"mayTouch,omitempty"`
	Until    crm.Millis   `json:"until,omitempty"`
}

// Share lets a colleague read a customer, or read it and log touches, until an
// instant or until taken back.
func Share(tx *db.Tx, c Customer, person crm.PersonID, mayTouch bool, until crm.Millis) (Collaborator, error) {
	if err := Allow(tx, c, ActCollaborate); err != nil {
		return Collaborator{}, err
	}
	if person == c.OwnerID {
		return Collaborator{}, crm.Fail(crm.Refused, "collaborator.owner", "name", c.OwnerName)
	}
	if !until.IsZero() && until <= tx.NowMillis() {
		return Collaborator{}, crm.Bad("/until", "collaborator.past")
	}
	r, err := receiverOf(tx, Handover{To: person})
	if err != nil {
		return Collaborator{}, err
	}
	args := db.Args{"id": c.ID, "person": person, "may_touch": mayTouch, "until": until}
	if err := db.Write(tx, shareSQL, args); err != nil {
		return Collaborator{}, err
	}
	tx.Announce("customer", c.ID, owners(c.OwnerID, person)...)
	return Collaborator{Ref{person.String(), r.name}, mayTouch, until}, event.Record(tx, event.Fact{Kind: "customer.Shared",
		Subject: person.Int64(), Customer: c.ID, Data: Sharing{person, r.name, mayTouch, until}})
}

// Unshare takes a colleague's access back; collaborators may leave themselves.
func Unshare(tx *db.Tx, c Customer, person crm.PersonID) error {
	if person != tx.Me() {
		if err := Allow(tx, c, ActCollaborate); err != nil {
			return err
		}
	}
	n, err := db.Exec(tx, unshareSQL, db.Args{"id": c.ID, "person": person})
	if err != nil {
		return err
	}
	if n == 0 {
		return crm.Missing()
	}
	name, _, err := db.Maybe[string](tx, personNameSQL, db.Args{"id": person})
	if err != nil {
		return err
	}
	tx.Announce("customer", c.ID, owners(c.OwnerID, person)...)
	return event.Record(tx, event.Fact{Kind: "customer.Unshared", Subject: person.Int64(), Customer: c.ID, Data: Sharing{Person: person, Name: name}})
}
