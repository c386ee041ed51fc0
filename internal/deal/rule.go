package deal

import (
	"strings"
	"unicode/utf8"

	"laidan/internal/crm"
)

// The states of a deal. A deal is won by its contract and by nothing else.
const (
	Open = "open"
	Won  = "won"
	Lost = "lost"
)

// Terms are the words of a deal as somebody states them.
type Terms struct {
	Name        string        `json:"name" maxLength:"120"`
	ProductID   crm.ProductID `json:"productId,omitempty"`
	Amount      crm.Money     `json:"amount"`
	ExpectedOn  crm.Day       `json:"expectedOn,omitempty"`
	Probability int64         `json:"probability,omitempty" minimum:"0" maximum:"100"`
	Competitor  string        `json:"competitor,omitempty" maxLength:"120"`
}

// Check says what is wrong with the terms. Currency empty means the
// organisation's, which the caller fills in before.
func (t Terms) Check() error {
	var c crm.Checks
	c.That(strings.TrimSpace(t.Name) != "", "/name", "field.required")
	checkMoney(&c, "/amount", t.Amount)
	c.That(t.Probability >= 0 && t.Probability <= 100, "/probability", "deal.probability")
	return c.Err()
}

// Paper is a contract as somebody states it.
type Paper struct {
	Number   string     `json:"number" maxLength:"60"`
	Amount   crm.Money  `json:"amount"`
	SignedOn crm.Day    `json:"signedOn"`
	FileID   crm.BlobID `json:"fileId,omitempty"`
}

// Check says what is wrong with a contract that is recorded on today.
func (p Paper) Check(today crm.Day) error {
	var c crm.Checks
	c.That(strings.TrimSpace(p.Number) != "", "/number", "field.required")
	c.That(utf8.RuneCountInString(p.Number) <= 60, "/number", "field.too_long")
	checkMoney(&c, "/amount", p.Amount)
	checkPast(&c, "/signedOn", p.SignedOn, today)
	return c.Err()
}

// Incoming is a payment as somebody states it.
type Incoming struct {
	Amount crm.Money  `json:"amount"`
	PaidOn crm.Day    `json:"paidOn"`
	Method string     `json:"method,omitempty" maxLength:"40"`
	Remark string     `json:"remark,omitempty" maxLength:"400"`
	FileID crm.BlobID `json:"fileId,omitempty"`
}

// Check says what is wrong with a payment to a contract in currency. More than
// the contract's amount may come in: fees and roundings are real money.
func (in Incoming) Check(currency string, today crm.Day) error {
	var c crm.Checks
	checkMoney(&c, "/amount", in.Amount)
	c.That(in.Amount.Currency == currency, "/amount/currency", "payment.currency", "currency", currency)
	checkPast(&c, "/paidOn", in.PaidOn, today)
	return c.Err()
}

// CheckAcceptance says what is wrong with an acceptance recorded on today.
func CheckAcceptance(acceptedOn crm.Day, file crm.BlobID, signedOn, today crm.Day) error {
	var c crm.Checks
	checkPast(&c, "/acceptedOn", acceptedOn, today)
	c.That(acceptedOn == 0 || acceptedOn >= signedOn, "/acceptedOn", "acceptance.before_signing")
	c.That(!file.IsZero(), "/fileId", "field.required")
	return c.Err()
}

// MayChange reports why a deal in a state cannot be edited, lost or signed.
func MayChange(state string) error {
	if state != Open {
		return crm.Fail(crm.Refused, "deal.closed", "state", state)
	}
	return nil
}

func checkMoney(c *crm.Checks, at string, m crm.Money) {
	c.That(m.Amount > 0, at+"/amount", "money.positive")
	c.That(m.Amount < 1e15, at+"/amount", "money.too_large")
	c.That(len(m.Currency) == 3 && strings.Trim(m.Currency, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == "", at+"/currency", "money.currency")
}

// checkPast wants a day that has come: what is signed, paid or accepted
// tomorrow has not happened.
func checkPast(c *crm.Checks, at string, d, today crm.Day) {
	c.That(d != 0, at, "field.required")
	c.That(d <= today, at, "day.future")
}
