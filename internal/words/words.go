// Package words holds the closed lists of words that records, rules and screens
// share. A type is a list: what the API sends of it stands in the OpenAPI document
// as an enum, and in the browser as a type of its own.
package words

// Word is a type whose values come from a closed list.
type Word interface {
	~string
	Words() []string
}

// Of are texts as words of a type.
func Of[W Word](texts []string) []W {
	out := make([]W, len(texts))
	for i, s := range texts {
		out[i] = W(s)
	}
	return out
}

// All is the whole list of a type, in its order.
func All[W Word]() []W {
	var w W
	return Of[W](w.Words())
}

// CustomerKind is what a customer is.
type CustomerKind string

// Words lists the kinds of customer.
func (CustomerKind) Words() []string { return []string{"company", "person"} }

// Grade is how much a customer is worth.
type Grade string

// Words lists the grades, best first.
func (Grade) Words() []string { return []string{"A", "B", "C"} }

// Temperature is how near a customer is to buying.
type Temperature string

// Words lists the temperatures, hottest first.
func (Temperature) Words() []string { return []string{"hot", "warm", "cold"} }

// Channel is how a customer is touched.
type Channel string

// Words lists the channels in the order the composer shows them.
func (Channel) Words() []string {
	return []string{"call", "wechat", "visit", "sms", "email", "meeting", "other"}
}

// Direction says who began a touch: us or the customer.
type Direction string

// Words lists the directions.
func (Direction) Words() []string { return []string{"out", "in"} }

// Result is what came of a touch.
type Result string

// Words lists the results in the order of their keys, those of a call first.
func (Result) Words() []string {
	return []string{"connected", "no_answer", "busy", "off", "wrong_number", "refused", "callback", "do_not_contact",
		"sent", "read", "replied", "met"}
}

// ContactKind is the kind of a contact's number or address.
type ContactKind string

// Words lists the kinds of contact channel.
func (ContactKind) Words() []string {
	return []string{"phone", "wechat", "email", "whatsapp", "other"}
}

// DealState is how a deal stands.
type DealState string

// Words lists the states of a deal.
func (DealState) Words() []string { return []string{"open", "won", "lost"} }

// Role is what a person does in the organisation.
type Role string

// Words lists the roles in the order screens show them.
func (Role) Words() []string {
	return []string{"rep", "manager", "director", "support", "service", "finance", "admin"}
}

// Level is how experienced a person is.
type Level string

// Words lists the levels.
func (Level) Words() []string { return []string{"novice", "regular", "experienced"} }

// BandState compares a stock with its ideal band.
type BandState string

// Words lists the states of a band.
func (BandState) Words() []string { return []string{"under", "in", "over", "none"} }
