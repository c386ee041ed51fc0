package customer

import (
	"context"

	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/field"
	"laidan/internal/phone"
	"laidan/internal/room"
)

// cover hides the numbers of all contacts in what is stored of a customer, and
// in the words of its deals and moves. Texts that filters read must not hold a
// number, and a contact may come after the text.
func cover(tx *db.Tx, c *Customer, words []Words, own phone.Numbers) error {
	after, hidden := covered(*c, words, own)
	if !sameTexts(*c, after) {
		if err := db.Write(tx, coverSQL, after.Row); err != nil {
			return err
		}
		if err := storeTags(tx, *c, after); err != nil {
			return err
		}
	}
	if err := field.Apply(tx, c.ID, askable(c.CustomValues(), c.Numbers), askable(after.CustomValues(), own)); err != nil {
		return err
	}
	if !sameWords(words, hidden) {
		if err := storeWords(tx, c.ID, words, hidden); err != nil {
			return err
		}
	}
	*c = after
	return nil
}

// recoverTexts hides the numbers of contacts that changed in the customer's texts.
func recoverTexts(tx *db.Tx, c *Customer, own phone.Numbers) error {
	words, err := wordsOf(tx, c.ID)
	if err != nil {
		return err
	}
	if err := cover(tx, c, words, own); err != nil {
		return err
	}
	return coverBeside(tx, []crm.CustomerID{c.ID}, map[crm.CustomerID]phone.Numbers{c.ID: own})
}

// coverBeside hides numbers in what other rooms keep of customers.
func coverBeside(tx *db.Tx, ids []crm.CustomerID, own map[crm.CustomerID]phone.Numbers) error {
	return room.CoverRows(tx, ids, func(of crm.CustomerID, text string) string { return maskText(text, own[of]) })
}

// coverPage is how many customers CoverAll takes at once.
const coverPage = 200

// CoverAll hides numbers in the texts of customers that an earlier version
// wrote, which knew fewer writings and the primary contact's number only. It
// goes on where it was ended and does nothing once all are done.
func CoverAll(ctx context.Context, d *db.DB) error {
	var tenants []crm.TenantID
	err := d.View(ctx, crm.Actor{}, func(tx *db.Tx) (err error) {
		tenants, err = db.GlobalAll[crm.TenantID](tx, "SELECT id FROM tenant ORDER BY id")
		return err
	})
	if err != nil {
		return err
	}
	for _, t := range tenants {
		for more := true; more; {
			if err := ctx.Err(); err != nil { // a short page may be done before anybody looks
				return err
			}
			err := d.Update(ctx, crm.Actor{Tenant: t}, func(tx *db.Tx) (err error) {
				more, err = coverNext(tx)
				return err
			})
			if err != nil {
				return err
			}
		}
	}
	return nil
}

func coverNext(tx *db.Tx) (more bool, err error) {
	ids, err := db.All[crm.CustomerID](tx, uncoveredSQL, db.Args{"limit": coverPage})
	if err != nil || len(ids) == 0 {
		return false, err
	}
	list, err := LockMany(tx, ids)
	if err != nil {
		return false, err
	}
	by, words, err := peopleOfMany(tx, ids)
	if err != nil {
		return false, err
	}
	own := map[crm.CustomerID]phone.Numbers{}
	for i := range list {
		c, p := &list[i], by[list[i].ID]
		if err := liftStored(tx, c, p); err != nil {
			return false, err
		}
		own[c.ID] = p.own()
		name := c.Name
		if err := cover(tx, c, words[c.ID], p.own()); err != nil {
			return false, err
		}
		if err := settleCovered(tx, c, *p, c.Name != name); err != nil {
			return false, err
		}
	}
	return len(ids) == coverPage, coverBeside(tx, ids, own)
}

// settleCovered writes what is copied from contacts; the search index only
// where a name changed.
func settleCovered(tx *db.Tx, c *Customer, p people, renamed bool) error {
	before := c.Row
	c.Row = p.copyPrimary(c.Row)
	if c.ContactName == before.ContactName && c.ContactTitle == before.ContactTitle && !p.lifted && !renamed {
		return db.Write(tx, numbersOfSQL, c.Row)
	}
	c.Search = p.document(c.Name)
	if err := db.Write(tx, copySQL, c.Row); err != nil {
		return err
	}
	if c.MergedInto.IsZero() {
		return db.PutSearch(tx, c.ID.Int64(), c.Indexed())
	}
	return nil
}

// liftStored takes the numbers out of names that an earlier version left there.
// They become channels without a key: what is stored must not clash with
// another customer now.
func liftStored(tx *db.Tx, c *Customer, p *people) error {
	for i, contact := range p.contacts {
		if err := p.lift(tx, &p.contacts[i].Name, contact); err != nil {
			return err
		}
		if p.contacts[i].Name == contact.Name {
			continue
		}
		if err := db.Write(tx, nameOnlySQL, p.contacts[i]); err != nil {
			return err
		}
	}
	if !(phone.Masker{Own: p.own()}).Holds(c.Name) {
		return nil
	}
	main, ok := p.primary()
	if !ok {
		main = Contact{CustomerID: c.ID, ID: db.NewID[crm.Contact](tx), Primary: true, Version: 1, CreatedAt: tx.NowMillis()}
		if err := db.InsertMany(tx, "contact", []Contact{main}); err != nil {
			return err
		}
		p.contacts = append(p.contacts, main)
	}
	name := c.Name // cover masks the stored one
	return p.lift(tx, &name, main)
}

// lift masks a name and keeps the numbers that stood in it as channels of a
// contact, unless somebody has them already.
func (p *people) lift(tx *db.Tx, name *string, of Contact) error {
	own := p.own()
	found := phone.Masker{Own: own}.Find(*name)
	if len(found) == 0 {
		return nil
	}
	var come []Channel
	for _, f := range found {
		if own.Has(f.Digits) {
			continue
		}
		come = append(come, Channel{CustomerID: of.CustomerID, ID: db.NewID[crm.Channel](tx), ContactID: of.ID, Kind: ChannelOther,
			Value: f.Digits, Norm: f.Digits})
	}
	p.channels, p.lifted = append(p.channels, come...), true
	*name = maskText(*name, own)
	return db.InsertMany(tx, "channel", come)
}

// peopleOfMany are the contacts and the full wordings of a page of customers.
func peopleOfMany(tx *db.Tx, ids []crm.CustomerID) (map[crm.CustomerID]*people, map[crm.CustomerID][]Words, error) {
	by, words := map[crm.CustomerID]*people{}, map[crm.CustomerID][]Words{}
	for _, id := range ids {
		by[id] = &people{}
	}
	args := db.Args{"ids": ids}
	contacts, err := db.All[Contact](tx, contactsOfSQL, args)
	if err != nil {
		return nil, nil, err
	}
	for _, c := range contacts {
		by[c.CustomerID].contacts = append(by[c.CustomerID].contacts, c)
	}
	channels, err := db.All[Channel](tx, channelsOfSQL, args)
	if err != nil {
		return nil, nil, err
	}
	for _, ch := range channels {
		by[ch.CustomerID].channels = append(by[ch.CustomerID].channels, ch)
	}
	list, err := db.All[Words](tx, wordsOfSQL, args)
	for _, w := range list {
		words[w.CustomerID] = append(words[w.CustomerID], w)
	}
	return by, words, err
}
