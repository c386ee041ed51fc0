package bulk

import (
	"reflect"
	"slices"
	"strings"

	"laidan/internal/crm"
	"laidan/internal/customer"
	"laidan/internal/phone"
)

// known customers are brought up to date by a list of texts; each has the
// file's value, the record's, and where an edit puts it.
type textField struct {
	name       string
	want, have string
	set        func(ch *customer.Changes, v *string)
}

func textFields(want, have *customer.Row) []textField {
	return []textField{
		{"goal", want.Goal, have.Goal, func(c *customer.Changes, v *string) { c.Goal = v }},
		{"need", want.Need, have.Need, func(c *customer.Changes, v *string) { c.Need = v }},
		{"source", want.Source, have.Source, func(c *customer.Changes, v *string) { c.Source = v }},
		{"sourceDetail", want.SourceDetail, have.SourceDetail, func(c *customer.Changes, v *string) { c.SourceDetail = v }},
		{"industry", want.Industry, have.Industry, func(c *customer.Changes, v *string) { c.Industry = v }},
		{"province", want.Province, have.Province, func(c *customer.Changes, v *string) { c.Province = v }},
		{"city", want.City, have.City, func(c *customer.Changes, v *string) { c.City = v }},
		{"address", want.Address, have.Address, func(c *customer.Changes, v *string) { c.Address = v }},
		{"website", want.Website, have.Website, func(c *customer.Changes, v *string) { c.Website = v }},
		{"taxCode", want.TaxCode, have.TaxCode, func(c *customer.Changes, v *string) { c.TaxCode = v }},
		{"preference", want.Preference, have.Preference, func(c *customer.Changes, v *string) { c.Preference = v }},
		{"remark", want.Remark, have.Remark, func(c *customer.Changes, v *string) { c.Remark = v }},
		{"grade", want.Grade, have.Grade, func(c *customer.Changes, v *string) { c.Grade = v }},
	}
}

// edit is what a row changes about a known customer, and how to take it back.
type edit struct {
	Set customer.Changes `json:"set"`
	Old customer.Changes `json:"old"`
	n   int
	// full are the wordings of texts with numbers: the draft shows them masked,
	// as the record does, and is compared so; what is written is the wording.
	full map[string]string
}

func (e *edit) text(f textField, overwrite bool) {
	if f.want == "" || f.want == f.have || f.have != "" && !overwrite {
		return
	}
	want, have := f.want, f.have
	if words, ok := e.full[f.name]; ok {
		want = words
	}
	f.set(&e.Set, &want)
	f.set(&e.Old, &have)
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
	for _, f := range textFields(&want, &have) {
		e.text(f, overwrite)
	}
	if it.Named {
		e.text(textField{"name", want.Name, have.Name, func(c *customer.Changes, v *string) { c.Name = v }}, overwrite)
	}
	if it.New.Temperature != "" {
		e.text(textField{"temperature", want.Temperature, have.Temperature, func(c *customer.Changes, v *string) { c.Temperature = v }}, overwrite)
	}
	if !want.ProductID.IsZero() && want.ProductID != have.ProductID && (have.ProductID.IsZero() || overwrite) {
		e.Set.ProductID, e.Old.ProductID = &want.ProductID, &have.ProductID
		e.n++
	}
	if want.DoNotContact && !have.DoNotContact {
		no := false
		e.Set.DoNotContact, e.Old.DoNotContact = &want.DoNotContact, &no
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
