package customer

import (
	"slices"

	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/event"
	"laidan/internal/phone"
)

// Shown is a value in full, and the link that dials it.
type Shown struct {
	Value string `json:"value"`
	Tel   string `json:"tel" doc:"tel: link; empty if it is no number"`
}

// OneTime keeps the value out of what is remembered for repeated requests.
func (Shown) OneTime() bool { return true }

// Revealed is the payload of the fact customer.Revealed. It never holds the
// value.
type Revealed struct {
	Channel crm.ID[crm.Channel] `json:"channel"`
	Kind    string              `json:"kind,omitempty"`
	Contact string              `json:"contact,omitempty"`
	Field   string              `json:"field,omitempty"`
}

// Reveal shows one channel in full: the one named, or the first number of the
// primary contact. Only for a customer of one's own or one's team; each time is
// audited and none is a probe.
func Reveal(tx *db.Tx, c Customer, channel crm.ID[crm.Channel]) (Shown, error) {
	if err := Allow(tx, c, ActUnmask); err != nil {
		return Shown{}, err
	}
	p, err := peopleOf(tx, c.ID)
	if err != nil {
		return Shown{}, err
	}
	ch, ok := p.reveal(channel)
	if !ok {
		return Shown{}, crm.Missing()
	}
	out := Shown{Value: ch.Value}
	if ch.isNumber() {
		out.Tel = phone.Tel(ch.Norm)
		if ch.Ext != "" {
			out.Value += " 转 " + ch.Ext
			out.Tel += ";ext=" + ch.Ext
		}
	}
	fact := Revealed{Channel: ch.ID, Kind: ch.Kind}
	if i := slices.IndexFunc(p.contacts, func(o Contact) bool { return o.ID == ch.ContactID }); i >= 0 {
		fact.Contact = p.contacts[i].Name
	}
	return out, revealed(tx, c, fact)
}

// RevealWords shows a text of the customer with the numbers in it.
func RevealWords(tx *db.Tx, c Customer, field string) (Shown, error) {
	if err := Allow(tx, c, ActUnmask); err != nil {
		return Shown{}, err
	}
	words, err := wordsOf(tx, c.ID)
	if err != nil {
		return Shown{}, err
	}
	i := slices.IndexFunc(words, func(w Words) bool { return w.Field == field })
	if i < 0 {
		return Shown{}, crm.Missing()
	}
	return Shown{Value: words[i].Text}, revealed(tx, c, Revealed{Field: field})
}

func revealed(tx *db.Tx, c Customer, fact Revealed) error {
	return event.Record(tx, event.Fact{Kind: "customer.Revealed", Subject: c.ID.Int64(), Customer: c.ID, Data: fact})
}

// reveal is the channel asked for, or the first number of the primary contact,
// or the first one of anybody.
func (p people) reveal(id crm.ID[crm.Channel]) (Channel, bool) {
	if !id.IsZero() {
		i := slices.IndexFunc(p.channels, func(ch Channel) bool { return ch.ID == id })
		if i < 0 {
			return Channel{}, false
		}
		return p.channels[i], true
	}
	main, _ := p.primary()
	for _, list := range [][]Channel{p.of(main.ID), p.channels} {
		for _, ch := range list {
			if ch.Kind == ChannelPhone {
				return ch, true
			}
		}
	}
	return Channel{}, false
}

// Number is the full number of one channel, or of the primary contact, for acts
// that start a call. It checks nothing and records nothing: the caller does.
func Number(tx *db.Tx, c Customer, channel crm.ID[crm.Channel]) (Channel, error) {
	p, err := peopleOf(tx, c.ID)
	if err != nil {
		return Channel{}, err
	}
	ch, ok := p.reveal(channel)
	if !ok {
		return ch, crm.Fail(crm.Refused, "customer.no_number", "name", maskText(c.Name, c.Numbers))
	}
	return ch, nil
}
