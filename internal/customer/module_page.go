package customer

import (
	"slices"

	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/phone"
	"laidan/internal/words"
)

// Full is a customer with its contacts and what stands beside it on its page.
type Full struct {
	Record
	Beside
}

// Beside is what the page of a customer shows beside the record.
type Beside struct {
	Contacts      []ContactView  `json:"contacts"`
	Collaborators []Collaborator `json:"collaborators"`
	Plan          *PlanView      `json:"plan"`
	Quotes        []Quote        `json:"quotes" doc:"What the customer said last"`
	// Hidden are the texts with numbers in them, which may be revealed.
	Hidden   []string `json:"hidden"`
	Standing any      `json:"standing" doc:"Steps so far and what the next layer asks for; null unless asked for with ?standing=true"`
}

// ContactView is a contact as the reader sees it.
type ContactView struct {
	ID        string        `json:"id"`
	Name      string        `json:"name"`
	Title     string        `json:"title"`
	Primary   bool          `json:"primary"`
	Preferred string        `json:"preferred"`
	Remark    string        `json:"remark"`
	Version   int64         `json:"version"`
	Channels  []ChannelView `json:"channels"`
}

// ChannelView is a channel as the reader sees it.
type ChannelView struct {
	ID     string            `json:"id"`
	Kind   words.ContactKind `json:"kind"`
	Value  string            `json:"value"`
	Label  string            `json:"label"`
	Masked bool              `json:"masked"`
	// Shared says why the number is no sign of a duplicate.
	Shared string `json:"shared" doc:"Why several customers share the number, such as a switchboard; empty: they do not"`
}

// PlanView is the open next step.
type PlanView struct {
	ID       string        `json:"id"`
	At       crm.Millis    `json:"at"`
	Channel  words.Channel `json:"channel"`
	Content  string        `json:"content"`
	Goal     string        `json:"goal"`
	Promised bool          `json:"promised"`
}

// Quote is something the customer said.
type Quote struct {
	Text    string        `json:"text"`
	At      crm.Millis    `json:"at"`
	Channel words.Channel `json:"channel"`
}

// part is a row of one of the tables beside a customer.
type part struct {
	Part  string     `db:"part"`
	ID    int64      `db:"id"`
	Of    int64      `db:"of_id"`
	At    crm.Millis `db:"at"`
	S1    string     `db:"s1"`
	S2    string     `db:"s2"`
	S3    string     `db:"s3"`
	S4    string     `db:"s4"`
	N1    int64      `db:"n1"`
	B1    bool       `db:"b1"`
	Place int        `db:"place"`
}

// Read is a customer's record with all that stands beside it: two statements,
// and those of the standing when it is asked for.
func Read(tx *db.Tx, id crm.CustomerID, standing bool) (Full, error) {
	beside := db.Ask[part](tx, partsSQL, db.Args{"id": id}) // nobody sees them without the customer
	c, err := Get(tx, id)
	if err != nil {
		return Full{}, err
	}
	parts, err := beside.All()
	if err != nil {
		return Full{}, err
	}
	out := Full{Record: View(tx, c)}
	out.fill(parts, c, fieldsOf(tx.Actor))
	if standing {
		out.Standing, err = needs(tx).Standing(tx, c)
	}
	return out, err
}

// fill sorts the parts into the record.
func (out *Full) fill(parts []part, c Customer, f fields) {
	out.Contacts, out.Collaborators, out.Quotes, out.Hidden = []ContactView{}, []Collaborator{}, []Quote{}, []string{}
	own := c.Numbers
	text := func(s string) string { return f.text(s, own) }
	for _, p := range parts {
		id := crm.IDOf[crm.Contact](p.ID).String()
		switch p.Part {
		case "contact":
			out.Contacts = append(out.Contacts, ContactView{ID: id, Name: f.identifier(p.S1, own), Title: text(p.S2), Primary: p.B1,
				Preferred: text(p.S3), Remark: text(p.S4), Version: p.N1, Channels: []ChannelView{}})
		case "channel":
			out.addChannel(crm.IDOf[crm.Contact](p.Of).String(), ChannelView{ID: id, Kind: words.ContactKind(p.S1), Value: p.S2, Label: text(p.S3), Shared: text(p.S4)}, f, own)
		case "collaborator":
			out.Collaborators = append(out.Collaborators, Collaborator{Ref{id, p.S1}, p.B1, p.At})
		case "plan":
			out.Plan = &PlanView{ID: id, At: p.At, Channel: words.Channel(p.S1), Content: text(p.S2), Goal: text(p.S3), Promised: p.B1}
		case "quote":
			out.Quotes = append(out.Quotes, Quote{text(p.S1), p.At, words.Channel(p.S2)})
		case "words":
			out.Hidden = append(out.Hidden, p.S1)
		}
	}
	slices.SortStableFunc(out.Quotes, func(a, b Quote) int { return int(min(1, max(-1, b.At-a.At))) })
}

// addChannel hangs a channel on its contact, with its value as the reader sees
// it.
func (out *Full) addChannel(contact string, ch ChannelView, f fields, own phone.Numbers) {
	full := ch.Value
	switch ch.Kind {
	case ChannelPhone:
		ch.Value = f.phone(full)
	default:
		ch.Value = f.identifier(full, own)
	}
	ch.Masked = ch.Value != full
	if i := slices.IndexFunc(out.Contacts, func(c ContactView) bool { return c.ID == contact }); i >= 0 {
		out.Contacts[i].Channels = append(out.Contacts[i].Channels, ch)
	}
}
