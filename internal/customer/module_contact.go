package customer

import (
	"slices"
	"strconv"

	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/event"
	"laidan/internal/phone"
	"laidan/internal/room"
)

// ContactChanges is an edit of a contact; what is absent or null stays.
// channels, when given, are all channels the contact then has: one with an id
// keeps its value unless it brings a new one, so that a form with masked
// numbers can be saved.
type ContactChanges struct {
	Name      *string          `json:"name,omitempty" maxLength:"100"`
	Title     *string          `json:"title,omitempty" maxLength:"100"`
	Primary   *bool            `json:"primary,omitempty"`
	Preferred *string          `json:"preferred,omitempty" maxLength:"20"`
	Remark    *string          `json:"remark,omitempty" maxLength:"2000"`
	Channels  *[]ChannelChange `json:"channels,omitempty" maxItems:"20"`
}

// ChannelChange is a channel kept, changed or new.
type ChannelChange struct {
	ID    crm.ID[crm.Channel] `json:"id,omitempty" doc:"Empty: a new channel"`
	Kind  string              `json:"kind" enum:"phone,email,wechat,whatsapp,other"`
	Value string              `json:"value,omitempty" maxLength:"200" doc:"Empty with an id: unchanged"`
	Label string              `json:"label,omitempty" maxLength:"50"`
}

// maxContacts bounds the contacts of one customer.
const maxContacts = 200

// AddContact adds a person to a customer.
func AddContact(tx *db.Tx, c Customer, given NewContact) (Contact, error) {
	if err := Allow(tx, c, ActEdit); err != nil {
		return Contact{}, err
	}
	region, err := regionOf(tx)
	if err != nil {
		return Contact{}, err
	}
	p, err := peopleOf(tx, c.ID)
	if err != nil {
		return Contact{}, err
	}
	if len(p.contacts) >= maxContacts {
		return Contact{}, crm.Fail(crm.Refused, "contact.too_many", "max", maxContacts)
	}
	contact, channels, err := given.clean("", region)
	if err != nil {
		return contact, err
	}
	contact.ID, contact.CustomerID, contact.CreatedAt = db.NewID[crm.Contact](tx), c.ID, tx.NowMillis()
	contact.Primary = contact.Primary || len(p.contacts) == 0
	for i := range channels {
		channels[i].ID, channels[i].CustomerID, channels[i].ContactID = db.NewID[crm.Channel](tx), c.ID, contact.ID
	}
	if contact.Primary {
		if err := db.Write(tx, noPrimarySQL, contact); err != nil {
			return contact, err
		}
	}
	if err := db.InsertMany(tx, "contact", []Contact{contact}); err != nil {
		return contact, err
	}
	if err := db.InsertMany(tx, "channel", channels); err != nil {
		return contact, err
	}
	return contact, contactChanged(tx, c, contact, "customer.ContactAdded", channels)
}

// UpdateContact edits a person at a customer. version is the contact's.
func UpdateContact(tx *db.Tx, c Customer, id crm.ContactID, version int64, ch ContactChanges) (Contact, error) {
	old, p, err := contactForUpdate(tx, c, id)
	if err != nil {
		return old, err
	}
	if version != old.Version {
		return old, Conflict(tx, c)
	}
	region, err := regionOf(tx)
	if err != nil {
		return old, err
	}
	next, err := ch.apply(old, c.Numbers)
	if err != nil {
		return old, err
	}
	gone, come, err := ch.channels(p.of(id), region)
	if err != nil {
		return old, err
	}
	var lifted []Channel
	next.Name, lifted = liftNumbers(next.Name, append(p.of(id), come...), region)
	come = append(come, lifted[len(p.of(id))+len(come):]...)
	if next.Name == "" && len(p.of(id))+len(come)-len(gone) == 0 {
		return old, crm.Bad("/name", "field.required")
	}
	if next.Primary && !old.Primary {
		if err := db.Write(tx, noPrimarySQL, next); err != nil {
			return old, err
		}
	}
	n, err := db.Exec(tx, contactSQL, next)
	if err == nil && n == 0 {
		err = conflictWith(tx, c.ID)
	}
	if err != nil {
		return old, err
	}
	next.Version++
	for i := range come {
		come[i].CustomerID, come[i].ContactID = c.ID, id
		if come[i].ID.IsZero() {
			come[i].ID = db.NewID[crm.Channel](tx)
		}
	}
	for _, ch := range gone {
		if err := db.Write(tx, dropChannelSQL, ch); err != nil {
			return old, err
		}
	}
	if err := db.InsertMany(tx, "channel", come); err != nil {
		return old, err
	}
	fresh := slices.DeleteFunc(slices.Clone(come), func(ch Channel) bool {
		return slices.ContainsFunc(p.of(id), func(o Channel) bool { return o.Kind == ch.Kind && o.Norm == ch.Norm })
	})
	return next, contactChanged(tx, c, next, "customer.ContactEdited", fresh)
}

// apply is a contact after an edit, without its channels.
func (ch ContactChanges) apply(c Contact, own phone.Numbers) (Contact, error) {
	set := func(field *string, given *string) {
		if given != nil {
			*field = reword(*given, *field, own)
		}
	}
	set(&c.Name, ch.Name)
	set(&c.Title, ch.Title)
	set(&c.Preferred, ch.Preferred)
	set(&c.Remark, ch.Remark)
	var checks crm.Checks
	c.Name, c.Title = tidy(c.Name), tidy(c.Title)
	limit(&checks, "/name", c.Name, 100)
	limit(&checks, "/title", c.Title, 100)
	limit(&checks, "/remark", c.Remark, 2000)
	// The primary contact passes the mark on; it cannot lay it down.
	checks.That(ch.Primary == nil || *ch.Primary || !c.Primary, "/primary", "contact.primary")
	c.Primary = c.Primary || ch.Primary != nil && *ch.Primary
	return c, checks.Err()
}

// channels tells which channels go and which come; a changed one does both
// under its id.
func (ch ContactChanges) channels(have []Channel, region string) (gone, come []Channel, err error) {
	if ch.Channels == nil {
		return nil, nil, nil
	}
	kept := []Channel{}
	for i, given := range *ch.Channels {
		at := "/channels/" + strconv.Itoa(i)
		old := slices.IndexFunc(have, func(h Channel) bool { return h.ID == given.ID })
		if !given.ID.IsZero() && old < 0 {
			return nil, nil, crm.Bad(at+"/id", "field.invalid")
		}
		next := Channel{}
		if old >= 0 && given.Value == "" {
			next = have[old]
			next.Label = tidy(given.Label)
		} else {
			if next, err = (NewChannel{Kind: given.Kind, Value: given.Value, Label: given.Label}).clean(region); err != nil {
				return nil, nil, crm.Bad(at+"/value", crm.CodeOf(err), pairs(err)...)
			}
			next.ID = given.ID
		}
		if slices.ContainsFunc(kept, func(k Channel) bool { return k.Kind == next.Kind && k.Norm == next.Norm }) {
			continue
		}
		kept = append(kept, next)
	}
	// The few channels of a contact are simply written anew.
	return have, kept, nil
}

// RemoveContact takes a person away from a customer. Touches keep their words
// and lose the pointer.
func RemoveContact(tx *db.Tx, c Customer, id crm.ContactID) error {
	old, p, err := contactForUpdate(tx, c, id)
	if err != nil {
		return err
	}
	for _, text := range []string{dropContactSQL, dropChannelsSQL} {
		if err := db.Write(tx, text, old); err != nil {
			return err
		}
	}
	if err := room.FoldContact(tx, c.ID, id, crm.ContactID{}); err != nil {
		return err
	}
	if old.Primary {
		if i := slices.IndexFunc(p.contacts, func(o Contact) bool { return o.ID != id }); i >= 0 {
			if err := db.Write(tx, makePrimarySQL, p.contacts[i]); err != nil {
				return err
			}
		}
	}
	return contactChanged(tx, c, old, "customer.ContactRemoved", nil)
}

func contactForUpdate(tx *db.Tx, c Customer, id crm.ContactID) (Contact, people, error) {
	if err := Allow(tx, c, ActEdit); err != nil {
		return Contact{}, people{}, err
	}
	p, err := peopleOf(tx, c.ID)
	if err != nil {
		return Contact{}, p, err
	}
	i := slices.IndexFunc(p.contacts, func(o Contact) bool { return o.ID == id })
	if i < 0 {
		return Contact{}, p, crm.Missing()
	}
	return p.contacts[i], p, nil
}

// ContactFact is the payload of the facts about contacts.
type ContactFact struct {
	Name     string   `json:"name"`
	Title    string   `json:"title,omitempty"`
	Channels []string `json:"channels,omitempty"` // kinds of those that came
}

// contactChanged settles what is copied from contacts and reports the change.
// Numbers typed into contacts answer whether they are known, so they count like
// those typed into new customers.
func contactChanged(tx *db.Tx, c Customer, contact Contact, kind string, came []Channel) error {
	if err := entered(tx, "contact", people{channels: came}.keys(Row{}, nil)); err != nil {
		return err
	}
	if err := save(tx, &c); err != nil {
		return err
	}
	if err := resettle(tx, &c); err != nil {
		return err
	}
	fact := ContactFact{Name: contact.Name, Title: contact.Title}
	for _, ch := range came {
		fact.Channels = append(fact.Channels, ch.Kind)
	}
	tx.Announce("customer", c.ID, owners(c.OwnerID)...)
	return event.Record(tx, event.Fact{Kind: kind, Subject: contact.ID.Int64(), Customer: c.ID, Data: fact})
}
