package customer

import (
	"cmp"
	"strconv"
	"strings"

	"laidan/internal/crm"
	"laidan/internal/phone"
	"laidan/internal/words"
)

// New is a customer to be made. What stands below Force is not for the API:
// imports and the demo set it.
type New struct {
	Kind        string        `json:"kind,omitempty" enum:"company,person" default:"company"`
	Name        string        `json:"name,omitempty"`
	Grade       string        `json:"grade,omitempty" enum:"A,B,C,"`
	Temperature string        `json:"temperature,omitempty" enum:"hot,warm,cold"`
	ProductID   crm.ProductID `json:"productId,omitempty"`
	Texts
	DoNotContact bool           `json:"doNotContact,omitempty"`
	Tags         []string       `json:"tags,omitempty" maxItems:"30"`
	Custom       map[string]any `json:"custom,omitempty" doc:"Custom fields by key"`
	Contacts     []NewContact   `json:"contacts,omitempty" maxItems:"50"`
	Phone        string         `json:"phone,omitempty" maxLength:"50" doc:"Shortcut: a number of the primary contact"`
	OwnerID      crm.PersonID   `json:"ownerId,omitempty" doc:"Absent: yourself if you sell (self-found), else the pool"`
	PoolID       crm.PoolID     `json:"poolId,omitempty"`
	Force        bool           `json:"force,omitempty" doc:"Create it although a name or a landline is known already"`

	ExternalID  string       `json:"-"` // unique per Source
	Layer       int          `json:"-"` // 0: resource
	LayerSince  crm.Millis   `json:"-"`
	Imported    bool         `json:"-"` // the standing comes from a file
	ImportID    crm.ImportID `json:"-"`
	SelfFound   bool         `json:"-"`
	ReceiptKind string       `json:"-"` // "create" if empty
	CreatedAt   crm.Millis   `json:"-"`
	LastTouchAt crm.Millis   `json:"-"`
	AssignedAt  crm.Millis   `json:"-"`
}

// Draft is a new customer with everything that is written with it, in its
// normal form. Ids are given when it is written.
type Draft struct {
	Row
	people
	Tags        []string
	Keys        []Key
	Values      []CustomValue
	Words       []Words
	ReceiptKind string
}

// Draft checks a new customer and brings it into its normal form. region is the
// country of numbers without a country code, shared the numbers that several
// customers have.
func (n New) Draft(region string, shared []string) (Draft, error) {
	d := Draft{ReceiptKind: cmp.Or(n.ReceiptKind, "create"), Row: Row{
		Kind: cmp.Or(n.Kind, Company), Name: n.Name, Grade: n.Grade, Temperature: cmp.Or(n.Temperature, "cold"), ProductID: n.ProductID,
		Texts: n.Texts, DoNotContact: n.DoNotContact, Layer: cmp.Or(n.Layer, words.Resource), LayerSince: n.LayerSince,
		ImportedStand: n.Imported, OwnerID: n.OwnerID, PoolID: n.PoolID, SelfFound: n.SelfFound && !n.OwnerID.IsZero(),
		AssignedAt: n.AssignedAt, LastTouchAt: n.LastTouchAt, ImportID: n.ImportID, DealCurrency: "CNY", Custom: "{}",
		Version: 1, CreatedAt: n.CreatedAt,
	}}
	contacts := n.contacts()
	if d.Name == "" && len(contacts) > 0 {
		d.Name = contacts[0].Name
	}
	var err error
	for i, given := range contacts {
		if err = d.addContact("/contacts/"+strconv.Itoa(i), given, region); err != nil {
			return d, err
		}
	}
	if d.Row, err = d.Row.clean(); err != nil {
		return d, err
	}
	if err = d.liftName(region); err != nil {
		return d, err
	}
	if d.Tags, err = cleanTags("/tags", n.Tags, d.own()); err != nil {
		return d, err
	}
	d.Row.Tags = tagsJSON(d.Tags)
	if err = taxFree(d.TaxCode, d.own()); err != nil {
		return d, err
	}
	d.Row, d.Words = hideWords(d.Row, d.own())
	d.Row = d.copyPrimary(d.Row)
	d.place()
	d.Search = d.document(d.Name)
	d.Keys = d.keys(d.Row, shared)
	if n.ExternalID != "" {
		d.Keys = append(d.Keys, Key{Kind: ExternalKey(n.Source), Norm: strings.TrimSpace(n.ExternalID), Strong: true})
	}
	return d, nil
}

// ExternalKey is the kind of key of an external id from a source.
func ExternalKey(source string) string { return KeyExt + strings.ToLower(tidy(source)) }

// contacts are the given contacts with the phone shortcut put into the primary
// one. A person is their own contact.
func (n New) contacts() []NewContact {
	list := append([]NewContact(nil), n.Contacts...)
	if len(list) == 0 && (n.Phone != "" || n.Kind == Person && n.Name != "") {
		list = []NewContact{{Primary: true}}
		if n.Kind == Person {
			list[0].Name = n.Name
		}
	}
	if len(list) == 0 {
		return nil
	}
	main := 0
	for i, c := range list {
		if c.Primary {
			main = i
			break
		}
	}
	for i := range list {
		list[i].Primary = i == main
	}
	if n.Phone != "" {
		list[main].Channels = append([]NewChannel{{Kind: ChannelPhone, Value: n.Phone}}, list[main].Channels...)
	}
	return list
}

// addContact numbers contacts by their place until they are written.
func (d *Draft) addContact(at string, given NewContact, region string) error {
	c, channels, err := given.clean(at, region)
	if err != nil {
		return err
	}
	c.ID = crm.IDOf[crm.Contact](int64(len(d.contacts) + 1))
	for i := range channels {
		channels[i].ContactID = c.ID
	}
	d.contacts, d.channels = append(d.contacts, c), append(d.channels, channels...)
	return nil
}

// liftName takes numbers out of the customer's name; they become channels of
// the primary contact.
func (d *Draft) liftName(region string) error {
	name, channels := liftNumbers(d.Name, d.channels, region)
	if name == d.Name {
		return nil
	}
	lifted := channels[len(d.channels):]
	if len(lifted) > 0 && len(d.contacts) == 0 {
		if err := d.addContact("/contacts/0", NewContact{Primary: true, Channels: []NewChannel{{Kind: ChannelPhone, Value: lifted[0].Value}}}, region); err != nil {
			return err
		}
		lifted = lifted[1:]
	}
	main, _ := d.primary()
	for _, ch := range lifted {
		ch.ContactID = main.ID
		d.channels = append(d.channels, ch)
	}
	d.Name = name
	var err error
	d.Row, err = d.Row.clean()
	return err
}

// place fills province and city from the first number that tells them.
func (d *Draft) place() {
	if d.Province != "" || d.City != "" {
		return
	}
	for _, number := range d.numbers() {
		if province, city, ok := phone.Place(number); ok {
			d.Province, d.City = province, city
			return
		}
	}
}
