package customer

import (
	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/event"
	"laidan/internal/field"
)

// Update edits a customer's own fields. c must come from ForUpdate; whoever
// edits what a form showed checks the version first (CheckVersion).
func Update(tx *db.Tx, c Customer, ch Changes) (Customer, error) {
	words, err := wordsOf(tx, c.ID)
	if err != nil {
		return c, err
	}
	after, hidden, err := edited(tx, c, ch, words)
	if err != nil {
		return c, err
	}
	changes := diff(c, after)
	if len(changes) == 0 && len(hidden) == len(words) {
		return c, nil
	}
	if err := save(tx, &after); err != nil {
		return c, err
	}
	if err := storeWords(tx, after.ID, words, hidden); err != nil {
		return c, err
	}
	if err := storeTags(tx, c, after); err != nil {
		return c, err
	}
	if err := field.Apply(tx, c.ID, askable(c.CustomValues(), c.Numbers), askable(after.CustomValues(), c.Numbers)); err != nil {
		return c, err
	}
	if c.Name != after.Name || c.TaxCode != after.TaxCode || c.Kind != after.Kind {
		if err := resettle(tx, &after); err != nil {
			return c, err
		}
	}
	tx.Announce("customer", c.ID, owners(c.OwnerID)...)
	fact := event.Fact{Kind: "customer.Edited", Subject: c.ID.Int64(), Customer: c.ID, Data: Edited{changes}}
	if err := event.Record(tx, fact); err != nil {
		return c, err
	}
	if c.Temperature != after.Temperature {
		return changed(tx, c, after)
	}
	return after, nil
}

// edited is the customer after an edit, checked and in its normal form.
func edited(tx *db.Tx, c Customer, ch Changes, words []Words) (Customer, []Words, error) {
	full := map[string]string{}
	for _, w := range words {
		full[w.Field] = w.Text
	}
	after := c
	var err error
	if after.Row, err = ch.apply(c.Row, full).clean(); err != nil {
		return c, nil, err
	}
	if after.TaxCode != c.TaxCode {
		if err := taxFree(after.TaxCode, c.Numbers); err != nil {
			return c, nil, err
		}
	}
	after.Name = maskText(after.Name, c.Numbers)
	var hidden []Words
	after.Row, hidden = hideWords(after.Row, c.Numbers)
	if ch.Tags != nil {
		tags, err := cleanTags("/tags", *ch.Tags, c.Numbers)
		if err != nil {
			return c, nil, err
		}
		after.Tags = tagsJSON(tags)
	}
	if ch.ProductID != nil && after.ProductID != c.ProductID {
		if after.ProductName, err = productName(tx, after.ProductID); err != nil {
			return c, nil, err
		}
	}
	custom, more, err := editCustom(tx, c, ch.Custom, full)
	after.Custom = custom
	return after, append(hidden, more...), err
}

// save writes the editable columns, guarded by the version.
func save(tx *db.Tx, c *Customer) error {
	c.UpdatedAt = tx.NowMillis()
	n, err := db.Exec(tx, saveSQL, c.Row)
	if err != nil {
		return err
	}
	if n == 0 {
		return conflictWith(tx, c.ID)
	}
	c.Version++
	return nil
}

func wordsOf(tx *db.Tx, id crm.CustomerID) ([]Words, error) {
	return db.All[Words](tx, wordsSQL, db.Args{"id": id})
}

// storeWords replaces the full wordings of a customer's texts.
func storeWords(tx *db.Tx, id crm.CustomerID, before, after []Words) error {
	if len(before) > 0 {
		if err := db.Write(tx, dropWordsSQL, db.Args{"id": id}); err != nil {
			return err
		}
	}
	return db.InsertMany(tx, "customer_words", after)
}

// storeTags keeps the rows by which tags are found.
func storeTags(tx *db.Tx, before, after Customer) error {
	if before.Tags == after.Tags {
		return nil
	}
	if err := db.Write(tx, dropTagsSQL, db.Args{"id": after.ID}); err != nil {
		return err
	}
	var rows []tagRow
	for _, t := range after.TagList() {
		rows = append(rows, tagRow{t, after.ID})
	}
	return db.InsertMany(tx, "customer_tag", rows)
}

// peopleOf reads a customer's contacts and channels.
func peopleOf(tx *db.Tx, id crm.CustomerID) (p people, err error) {
	if p.contacts, err = db.All[Contact](tx, contactsSQL, db.Args{"id": id}); err != nil {
		return p, err
	}
	p.channels, err = db.All[Channel](tx, channelsSQL, db.Args{"id": id})
	return p, err
}

// resettle brings what is copied from contacts and names up to date: the
// primary contact in the row, the keys, the search document.
func resettle(tx *db.Tx, c *Customer) error {
	p, err := peopleOf(tx, c.ID)
	if err != nil {
		return err
	}
	if own := c.Numbers.And(p.own()); own != c.Numbers {
		if err := taxFree(c.TaxCode, own); err != nil && taxFree(c.TaxCode, c.Numbers) == nil {
			return err
		}
		if err := recoverTexts(tx, c, own); err != nil {
			return err
		}
	}
	c.Row = p.copyPrimary(c.Row)
	c.Search = p.document(c.Name)
	if err := db.Write(tx, copySQL, c.Row); err != nil {
		return err
	}
	if err := db.PutSearch(tx, c.ID.Int64(), c.Indexed()); err != nil {
		return err
	}
	return storeKeys(tx, c.Row, p)
}

// storeKeys replaces the keys that changed. One that another customer has
// refuses the edit.
func storeKeys(tx *db.Tx, r Row, p people) error {
	have, err := db.All[Key](tx, keysSQL, db.Args{"id": r.ID})
	if err != nil {
		return err
	}
	shared := []string{}
	if numbers := p.numbers(); len(numbers) > 0 {
		if shared, err = db.All[string](tx, sharedSQL, db.Args{"norms": numbers}); err != nil {
			return err
		}
	}
	gone, come := keyChanges(have, p.keys(r, shared))
	for _, k := range gone {
		if err := db.Write(tx, dropKeySQL, k); err != nil {
			return err
		}
	}
	return addKeys(tx, come, true)
}
