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
