package customer

import (
	"cmp"
	"slices"
	"strings"

	"laidan/internal/crm"
	"laidan/internal/phone"
	"laidan/internal/textkey"
)

// The kinds of a normalised key. External ids have "ext:" and their source.
const (
	KeyTax    = "tax"
	KeyExt    = "ext:"
	KeyWeChat = "wechat"
	KeyEmail  = "email"
	KeyMobile = "mobile"
	KeyPhone  = "phone" // landlines, 400 numbers
	KeyName   = "name"
)

// Key is a normalised identifier. A strong one belongs to one customer only;
// the others find possible duplicates.
type Key struct {
	CustomerID crm.CustomerID `db:"customer_id"`
	Kind       string         `db:"kind"`
	Norm       string         `db:"norm"`
	Strong     bool           `db:"strong"`
}

// people are a customer's contacts with their channels.
type people struct {
	contacts []Contact
	channels []Channel
	lifted   bool // a number was taken out of a name
}

// primary is the first contact marked as primary, else the first one.
func (p people) primary() (Contact, bool) {
	if len(p.contacts) == 0 {
		return Contact{}, false
	}
	if i := slices.IndexFunc(p.contacts, func(c Contact) bool { return c.Primary }); i >= 0 {
		return p.contacts[i], true
	}
	return p.contacts[0], true
}

// of are the channels of one contact.
func (p people) of(id crm.ContactID) []Channel {
	var out []Channel
	for _, ch := range p.channels {
		if ch.ContactID == id {
			out = append(out, ch)
		}
	}
	return out
}

// numbers are all telephone numbers in normal form.
func (p people) numbers() []string {
	var out []string
	for _, ch := range p.channels {
		if ch.isNumber() {
			out = append(out, ch.Norm)
		}
	}
	return out
}

// copyPrimary writes what lists show of the primary contact into the row.
func (p people) copyPrimary(r Row) Row {
	r.ContactName, r.ContactTitle, r.Phone = "", "", ""
	r.Numbers = r.Numbers.And(p.own()) // a number that was corrected or removed stays hidden where texts spell it
	main, ok := p.primary()
	if !ok {
		return r
	}
	r.ContactName, r.ContactTitle = maskText(main.Name, r.Numbers), maskText(main.Title, r.Numbers) // both are filtered by
	for _, ch := range p.of(main.ID) {
		if ch.Kind == ChannelPhone {
			r.Phone = ch.Value
			break
		}
	}
	return r
}

// document is what a customer is searched by.
func (p people) document(name string) string {
	names := []string{name}
	for _, c := range p.contacts {
		names = append(names, c.Name)
	}
	return textkey.Doc(names, p.numbers())
}

// KeysOf are the keys a customer with these contacts has, but for external ids.
func KeysOf(r Row, contacts []Contact, channels []Channel, shared []string) []Key {
	return people{contacts: contacts, channels: channels}.keys(r, shared)
}

// keys are the normalised keys of a customer. shared numbers, marked by a
// manager, never are strong.
func (p people) keys(r Row, shared []string) []Key {
	var list []Key
	add := func(kind, norm string, strong bool) {
		if norm != "" {
			list = append(list, Key{r.ID, kind, norm, strong})
		}
	}
	add(KeyTax, r.TaxCode, true)
	if r.Kind == Company {
		add(KeyName, textkey.CompanyKey(r.Name), false)
	}
	main, _ := p.primary()
	for _, ch := range p.channels {
		switch {
		case ch.Kind == ChannelEmail:
			add(KeyEmail, ch.Norm, true)
		case ch.Kind == ChannelWeChat:
			add(KeyWeChat, ch.Norm, true)
		case ch.isNumber() && isMobileNumber(ch.Norm):
			add(KeyMobile, ch.Norm, ch.ContactID == main.ID && ch.Kind == ChannelPhone && !slices.Contains(shared, ch.Norm))
		case ch.isNumber():
			add(KeyPhone, ch.Norm, false)
		}
	}
	return uniqueKeys(list)
}

// uniqueKeys keeps one of equal keys, the strong one if there is one.
func uniqueKeys(list []Key) []Key {
	slices.SortStableFunc(list, func(a, b Key) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Norm, b.Norm), boolOrder(b.Strong)-boolOrder(a.Strong))
	})
	return slices.CompactFunc(list, func(a, b Key) bool { return a.Kind == b.Kind && a.Norm == b.Norm })
}

func boolOrder(b bool) int {
	if b {
		return 1
	}
	return 0
}

// isMobileNumber reports whether a number in normal form is a mobile: those are
// a person's own.
func isMobileNumber(e164 string) bool {
	n, err := phone.Parse(e164, "")
	return err == nil && n.Kind == phone.Mobile
}

// keyChanges tell which stored keys go and which come. External ids stay: they
// come from imports and not from fields. A key that changes its strength goes
// and comes.
func keyChanges(have, want []Key) (gone, come []Key) {
	for _, k := range have {
		if strings.HasPrefix(k.Kind, KeyExt) {
			continue
		}
		if !slices.Contains(want, k) {
			gone = append(gone, k)
		}
	}
	for _, k := range want {
		if !slices.Contains(have, k) {
			come = append(come, k)
		}
	}
	return gone, come
}
