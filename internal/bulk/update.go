package bulk

import (
	"maps"
	"reflect"
	"slices"
	"strings"

	"laidan/internal/crm"
	"laidan/internal/customer"
	"laidan/internal/phone"
)

// edit is what a row changes about a known customer, and how to take it back.
type edit struct {
	Set customer.Changes `json:"set"`
	Old customer.Changes `json:"old"`
	n   int
	// full are the wordings of texts with numbers: the draft shows them masked,
	// as the record does, and is compared so; what is written is the wording.
	full map[string]string
	// leaves makes a record what it is after the edit, as records show it.
	leaves []func(r *customer.Row)
}

func (e *edit) text(f *customer.Field, file, record *customer.Row, overwrite bool) {
	want, have := *f.At(file), *f.At(record)
	if want == "" || want == have || have != "" && !overwrite {
		return
	}
	shown := want
	e.leaves = append(e.leaves, func(r *customer.Row) { *f.At(r) = shown })
	if words, ok := e.full[f.Name]; ok {
		want = words
	}
	f.Give(&e.Set, want)
	f.Give(&e.Old, have)
	e.n++
}

// editOf compares a row with the customer it means.
func editOf(it *Item, have customer.Row, haveCustom map[string]any, overwrite bool) edit {
	e := edit{full: map[string]string{}}
	for _, w := range it.Draft.Words {
		e.full[w.Field] = w.Text
	}
	want := it.Draft.Row
	if have.Province != "" || have.City != "" {
		// A place told by the number only fills a blank.
		want.Province, want.City = it.New.Province, it.New.City
	}
	if have.TaxCode != "" {
		want.TaxCode = "" // two tax codes are two companies
	}
	for _, f := range customer.Imported {
		// A row always has a name and a temperature, of its own or made.
		if f.Name == "name" && !it.Named || f.Name == "temperature" && it.New.Temperature == "" {
			continue
		}
		e.text(f, &want, &have, overwrite)
	}
	if !want.ProductID.IsZero() && want.ProductID != have.ProductID && (have.ProductID.IsZero() || overwrite) {
		e.Set.ProductID, e.Old.ProductID = &want.ProductID, &have.ProductID
		e.leaves = append(e.leaves, func(r *customer.Row) { r.ProductID = want.ProductID })
		e.n++
	}
	if want.DoNotContact && !have.DoNotContact {
		no := false
		e.Set.DoNotContact, e.Old.DoNotContact = &want.DoNotContact, &no
		e.leaves = append(e.leaves, func(r *customer.Row) { r.DoNotContact = true })
		e.n++
	}
	e.tags(it.Draft.Tags, have.TagList())
	e.custom(it.Custom, want.CustomValues(), haveCustom, overwrite)
	return e
}

func (e *edit) tags(want, have []string) {
	all := slices.Clone(have)
	for _, t := range want {
		if !slices.Contains(all, t) && len(all) < 30 {
			all = append(all, t)
		}
	}
	if len(all) > len(have) {
		e.Set.Tags, e.Old.Tags = &all, &have
		e.leaves = append(e.leaves, func(r *customer.Row) { r.Tags = asJSON(all) })
		e.n++
	}
}

func (e *edit) custom(want, masked, have map[string]any, overwrite bool) {
	for k, v := range want {
		old, set := have[k]
		if set && (!overwrite || reflect.DeepEqual(old, masked[k])) {
			continue
		}
		if e.Set.Custom == nil {
			e.Set.Custom, e.Old.Custom = map[string]any{}, map[string]any{}
		}
		e.Set.Custom[k], e.Old.Custom[k] = v, nil
		if set {
			e.Old.Custom[k] = old
		}
		e.n++
	}
	if e.Set.Custom == nil {
		return
	}
	after := maps.Clone(have)
	for k := range e.Set.Custom {
		after[k] = masked[k]
	}
	e.leaves = append(e.leaves, func(r *customer.Row) { r.Custom = asJSON(after) })
}

// crew are a known customer's contacts and channels.
type crew struct {
	contacts []customer.Contact
	channels []customer.Channel
}

// contactEdit is what a row changes about the contacts: a new person, or more
// about one who is known.
type contactEdit struct {
	add   *customer.NewContact
	to    *customer.Contact
	title string
	more  []customer.NewChannel
}

func (e contactEdit) none() bool { return e.add == nil && e.title == "" && len(e.more) == 0 }

// contactEditOf compares a row's contact with those the customer has. Nothing
// is taken away: a number that is not in the file may still be right.
func contactEditOf(it *Item, c crew, overwrite bool, taken func(kind, norm string) bool) contactEdit {
	if len(it.New.Contacts) == 0 {
		return contactEdit{}
	}
	given := it.New.Contacts[0]
	var fresh []customer.NewChannel
	for _, ch := range given.Channels {
		norm := normOf(ch)
		if !slices.ContainsFunc(c.channels, func(o customer.Channel) bool { return o.Norm == norm }) && !taken(ch.Kind, norm) {
			fresh = append(fresh, ch)
		}
	}
	to := c.find(given)
	if to == nil {
		given.Channels, given.Primary = fresh, len(c.contacts) == 0
		if given.Name == "" && len(fresh) == 0 {
			return contactEdit{}
		}
		return contactEdit{add: &given}
	}
	e := contactEdit{to: to}
	if given.Title != "" && given.Title != to.Title && (to.Title == "" || overwrite) {
		e.title = given.Title
	}
	for _, ch := range fresh {
		if overwrite || !slices.ContainsFunc(c.channels, func(o customer.Channel) bool { return o.Kind == ch.Kind && o.ContactID == to.ID }) {
			e.more = append(e.more, ch)
		}
	}
	return e
}

// find is the contact a row means: one with a number or address in common, one
// of the same name, or the main one when the row names nobody.
func (c crew) find(given customer.NewContact) *customer.Contact {
	for _, ch := range given.Channels {
		norm := normOf(ch)
		for _, o := range c.channels {
			if o.Norm == norm {
				return c.contact(o.ContactID)
			}
		}
	}
	for i := range c.contacts {
		if personKey(c.contacts[i].Name) == personKey(given.Name) && given.Name != "" {
			return &c.contacts[i]
		}
	}
	if given.Name != "" {
		return nil
	}
	for i := range c.contacts {
		if c.contacts[i].Primary {
			return &c.contacts[i]
		}
	}
	return nil
}

func (c crew) contact(id crm.ContactID) *customer.Contact {
	for i := range c.contacts {
		if c.contacts[i].ID == id {
			return &c.contacts[i]
		}
	}
	return nil
}

// normOf is the form in which a channel is compared.
func normOf(ch customer.NewChannel) string {
	if ch.Kind == customer.ChannelPhone || ch.Kind == customer.ChannelWhatsApp {
		if n, err := phone.Parse(ch.Value, ""); err == nil {
			return n.E164
		}
	}
	return strings.ToLower(strings.TrimSpace(ch.Value))
}
