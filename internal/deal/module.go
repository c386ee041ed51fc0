package deal

import (
	"strings"

	"laidan/internal/crm"
	"laidan/internal/customer"
	"laidan/internal/db"
	"laidan/internal/event"
	"laidan/internal/phone"
)

// Create opens a deal with a customer.
func Create(tx *db.Tx, id crm.CustomerID, t Terms) (Deal, error) {
	c, err := mine(tx, id)
	if err != nil {
		return Deal{}, err
	}
	t.Name = strings.TrimSpace(t.Name)
	if err := checkTerms(tx, t); err != nil {
		return Deal{}, err
	}
	t.hide(tx, c.Numbers)
	r := dealRow{ID: db.NewID[crm.Deal](tx), CustomerID: id, State: Open, OwnerID: c.OwnerID, Version: 1}
	r.set(t)
	if err := db.Write(tx, insertDealSQL, r); err != nil {
		return Deal{}, err
	}
	if err := shown(tx, c); err != nil {
		return Deal{}, err
	}
	if err := record(tx, "deal.Created", r); err != nil {
		return Deal{}, err
	}
	return get(tx, r.ID)
}

// hide masks numbers in the words that lists are filtered by.
func (t *Terms) hide(tx *db.Tx, own phone.Numbers) {
	t.Name, t.Competitor = customer.MaskText(tx, t.Name, own), customer.MaskText(tx, t.Competitor, own)
}

// mine is a customer the actor may sell to, locked.
func mine(tx *db.Tx, id crm.CustomerID) (customer.Customer, error) {
	c, err := customer.ForUpdate(tx, id)
	if err == nil {
		err = customer.Allow(tx, c, customer.ActDeal)
	}
	return c, err
}

func checkTerms(tx *db.Tx, t Terms) error {
	if err := t.Check(); err != nil {
		return err
	}
	if t.ProductID.IsZero() {
		return nil
	}
	ok, err := db.One[bool](tx, productSQL, db.Args{"id": t.ProductID})
	if err == nil && !ok {
		err = crm.Bad("/productId", "product.unknown")
	}
	return err
}

// shown keeps the amount the customer is listed with.
func shown(tx *db.Tx, c customer.Customer) error {
	type row struct {
		Amount   int64  `db:"amount"`
		Currency string `db:"currency"`
	}
	s, ok, err := db.Maybe[row](tx, shownSQL, db.Args{"customer": c.ID})
	if err != nil {
		return err
	}
	var amount *int64
	if ok {
		amount = &s.Amount
	} else {
		s.Currency = c.DealCurrency
	}
	if c.DealCurrency == s.Currency && equal(c.DealAmount, amount) {
		return nil
	}
	_, err = customer.SetDeal(tx, c, amount, s.Currency)
	return err
}

func equal(a, b *int64) bool { return a == b || a != nil && b != nil && *a == *b }

// lock finds a deal of a customer the actor may sell to. The customer is locked
// first, as in every act.
func lock(tx *db.Tx, id crm.DealID) (dealRow, customer.Customer, error) {
	place, err := db.One[crm.CustomerID](tx, dealPlaceSQL, db.Args{"id": id})
	if err != nil {
		return dealRow{}, customer.Customer{}, err
	}
	c, err := mine(tx, place)
	if err != nil {
		return dealRow{}, c, err
	}
	r, err := db.One[dealRow](tx, lockDealSQL, db.Args{"id": id})
	return r, c, err
}

// Change are new words for a deal; absent ones stay.
type Change struct {
	Name        *string        `json:"name,omitempty" minLength:"1" maxLength:"120"`
	ProductID   *crm.ProductID `json:"productId,omitempty" doc:"Empty text: none"`
	Amount      *crm.Money     `json:"amount,omitempty"`
	ExpectedOn  *crm.Day       `json:"expectedOn,omitempty"`
	Probability *int64         `json:"probability,omitempty" minimum:"0" maximum:"100"`
	Competitor  *string        `json:"competitor,omitempty" maxLength:"120"`
	Version     int64          `json:"version"`
}

func (ch Change) apply(t *Terms) {
	set(&t.Name, ch.Name)
	set(&t.ProductID, ch.ProductID)
	set(&t.Amount, ch.Amount)
	set(&t.ExpectedOn, ch.ExpectedOn)
	set(&t.Probability, ch.Probability)
	set(&t.Competitor, ch.Competitor)
	t.Name = strings.TrimSpace(t.Name)
}

func set[T any](field *T, given *T) {
	if given != nil {
		*field = *given
	}
}

// Update changes the words of an open deal.
func Update(tx *db.Tx, id crm.DealID, ch Change) (Deal, error) {
	r, c, err := lock(tx, id)
	if err != nil {
		return Deal{}, err
	}
	if err := MayChange(r.State); err != nil {
		return Deal{}, err
	}
	t := r.terms()
	ch.apply(&t)
	t.hide(tx, c.Numbers)
	if err := checkTerms(tx, t); err != nil {
		return Deal{}, err
	}
	before := r
	r.set(t)
	r.Version = ch.Version
	if err := save(tx, r); err != nil {
		return Deal{}, err
	}
	if err := shown(tx, c); err != nil {
		return Deal{}, err
	}
	err = event.Record(tx, event.Fact{Kind: "deal.Changed", Subject: id.Int64(), Customer: c.ID,
		Data: map[string]any{"before": before.terms(), "after": t}})
	if err != nil {
		return Deal{}, err
	}
	return get(tx, id)
}

// Lose closes an open deal without a contract.
func Lose(tx *db.Tx, id crm.DealID, reason, competitor string, version int64) (Deal, error) {
	r, c, err := lock(tx, id)
	if err != nil {
		return Deal{}, err
	}
	if err := MayChange(r.State); err != nil {
		return Deal{}, err
	}
	if strings.TrimSpace(reason) == "" {
		return Deal{}, crm.Bad("/reason", "field.required")
	}
	r.State, r.LossReason, r.ClosedAt, r.Probability = Lost, strings.TrimSpace(reason), tx.NowMillis(), 0
	if competitor != "" {
		r.Competitor = customer.MaskText(tx, competitor, c.Numbers)
	}
	if version != 0 {
		r.Version = version
	}
	if err := save(tx, r); err != nil {
		return Deal{}, err
	}
	if err := shown(tx, c); err != nil {
		return Deal{}, err
	}
	if err := record(tx, "deal.Lost", r); err != nil {
		return Deal{}, err
	}
	return get(tx, id)
}

// save writes a deal over the version it was read in; somebody who was faster
// is shown.
func save(tx *db.Tx, r dealRow) error {
	n, err := db.Exec(tx, updateDealSQL, r)
	if err != nil || n > 0 {
		return err
	}
	e := crm.Fail(crm.Conflict, "conflict")
	if e.State, err = get(tx, r.ID); err != nil {
		return err
	}
	return e
}

func get(tx *db.Tx, id crm.DealID) (Deal, error) {
	r, err := db.One[dealRow](tx, getDealSQL, db.Args{"id": id})
	return r.deal(masking(tx)), err
}

func masking(tx *db.Tx) mask {
	return func(text string, own phone.Numbers) string { return customer.MaskText(tx, text, own) }
}

// Recorded is the payload of the facts deal.Created and deal.Lost.
type Recorded struct {
	Name       string       `json:"name"`
	Amount     crm.Money    `json:"amount"`
	State      string       `json:"state"`
	Reason     string       `json:"reason,omitempty"`
	Competitor string       `json:"competitor,omitempty"`
	Owner      crm.PersonID `json:"owner"`
}

func record(tx *db.Tx, kind string, r dealRow) error {
	return event.Record(tx, event.Fact{Kind: kind, Subject: r.ID.Int64(), Customer: r.CustomerID, Data: Recorded{
		Name: r.Name, Amount: crm.Money{Amount: r.Amount, Currency: r.Currency}, State: r.State, Reason: r.LossReason,
		Competitor: r.Competitor, Owner: r.OwnerID}})
}
