package bulk

import (
	"slices"

	"laidan/internal/crm"
	"laidan/internal/customer"
	"laidan/internal/db"
	"laidan/internal/followup"
)

// restore takes one row's update back. What somebody changed again since stays
// as they left it.
func restore(tx *db.Tx, id crm.CustomerID, b before) (bool, error) {
	actor := tx.Actor
	tx.Become(crm.Actor{Tenant: actor.Tenant, Scope: crm.ScopeAll, Zone: actor.Zone, Language: actor.Language, Perms: actor.Perms})
	defer tx.Become(actor)
	c, err := customer.ForUpdate(tx, id)
	if crm.KindOf(err) == crm.NotFound { // merged or removed since
		return false, nil
	}
	if err != nil {
		return false, err
	}
	same := c.Version == b.Version
	if err := restoreTouch(tx, &c, b.Touch); err != nil {
		return false, err
	}
	if c, err = restoreContacts(tx, c, b); err != nil {
		return false, err
	}
	old := b.Old
	if !same {
		old = old.Restoring(b.Set, c.Row)
	}
	_, err = customer.Update(tx, c, old)
	return err == nil, err
}

// restoreTouch removes the contact a row added. The row of the customer goes
// back if no later contact changed it.
func restoreTouch(tx *db.Tx, c *customer.Customer, t *touchBefore) error {
	if t == nil {
		return nil
	}
	there, err := followup.TakeOut(tx, c.ID, t.Touch)
	if err != nil || !there {
		return err
	}
	return customer.UncountTouch(tx, c, customer.History{Touches: t.Touches, LastTouchAt: t.At, LastChannel: t.Channel, LastResult: t.Result})
}

// restoreContacts removes the people and channels a row added and gives titles
// back.
func restoreContacts(tx *db.Tx, c customer.Customer, b before) (customer.Customer, error) {
	if len(b.Contacts)+len(b.Titles)+len(b.Channels) == 0 {
		return c, nil
	}
	contacts, err := db.All[customer.Contact](tx, contactsAtSQL, db.Args{"customer": c.ID})
	if err != nil {
		return c, err
	}
	for _, id := range b.Contacts {
		if slices.ContainsFunc(contacts, func(x customer.Contact) bool { return x.ID == id }) {
			if err := customer.RemoveContact(tx, c, id); err != nil {
				return c, err
			}
			if c, err = again(tx, c); err != nil {
				return c, err
			}
		}
	}
	for _, x := range contacts {
		if c, err = restoreContact(tx, c, x, b); err != nil {
			return c, err
		}
	}
	return c, nil
}

func again(tx *db.Tx, c customer.Customer) (customer.Customer, error) {
	return customer.ForUpdate(tx, c.ID)
}

// restoreContact takes back what a row added to one contact.
func restoreContact(tx *db.Tx, c customer.Customer, x customer.Contact, b before) (customer.Customer, error) {
	var ch customer.ContactChanges
	for _, t := range b.Titles {
		if t.Contact == x.ID && t.New == x.Title {
			ch.Title = &t.Old
		}
	}
	added := func(o customer.Channel) bool {
		return slices.ContainsFunc(b.Channels, func(a addedChannel) bool { return a.Contact == x.ID && a.Kind == o.Kind && a.Norm == o.Norm })
	}
	channels, err := db.All[customer.Channel](tx, channelAtSQL, db.Args{"customer": c.ID})
	if err != nil {
		return c, err
	}
	kept := []customer.ChannelChange{}
	dropped := false
	for _, o := range channels {
		switch {
		case o.ContactID != x.ID:
		case added(o):
			dropped = true
		default:
			kept = append(kept, customer.ChannelChange{ID: o.ID, Kind: o.Kind, Label: o.Label})
		}
	}
	if dropped {
		ch.Channels = &kept
	}
	if ch.Title == nil && !dropped {
		return c, nil
	}
	if _, err := customer.UpdateContact(tx, c, x.ID, x.Version, ch); err != nil {
		return c, err
	}
	return again(tx, c)
}
