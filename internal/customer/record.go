package customer

import (
	"strconv"

	"laidan/internal/crm"
	"laidan/internal/words"
)

// Ref names another record.
type Ref struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

func RefOf[T any](id crm.ID[T], name string) *Ref {
	if id.IsZero() {
		return nil
	}
	return &Ref{id.String(), name}
}

// Record is a customer as it leaves the server: in lists, on cards, as the
// answer of acts and as the state of conflicts. Numbers in it are masked.
type Record struct {
	ID          string             `json:"id"`
	Kind        words.CustomerKind `json:"kind"`
	Name        string             `json:"name"`
	Grade       words.Grade        `json:"grade" empty:"true" doc:"Empty: not graded"`
	Temperature words.Temperature  `json:"temperature"`
	Layer       words.Layer        `json:"layer"`
	LayerSince  crm.Millis         `json:"layerSince"`
	DaysInLayer float64            `json:"daysInLayer" doc:"Working days"`
	IdealDays   float64            `json:"idealDays" doc:"0: no standard"`
	Product     *Ref               `json:"product"`
	Texts
	Tags          []string       `json:"tags"`
	Custom        map[string]any `json:"custom" doc:"Custom fields by key"`
	DoNotContact  bool           `json:"doNotContact"`
	ContactName   string         `json:"contactName"`
	ContactTitle  string         `json:"contactTitle"`
	Phone         string         `json:"phone" doc:"Masked; empty for those who never see numbers"`
	PhoneMasked   bool           `json:"phoneMasked"`
	Owner         *Ref           `json:"owner"`
	Department    *Ref           `json:"department"`
	Pool          *Ref           `json:"pool"`
	SelfFound     bool           `json:"selfFound"`
	AssignedAt    crm.Millis     `json:"assignedAt" nullable:"true"`
	FirstDueAt    crm.Millis     `json:"firstDueAt" nullable:"true"`
	LastTouchAt   crm.Millis     `json:"lastTouchAt" nullable:"true"`
	LastChannel   words.Channel  `json:"lastChannel" empty:"true"`
	LastResult    words.Result   `json:"lastResult" empty:"true"`
	Touches       int64          `json:"touches"`
	NextAt        crm.Millis     `json:"nextAt" nullable:"true"`
	NextChannel   words.Channel  `json:"nextChannel" empty:"true"`
	NextGoal      string         `json:"nextGoal"`
	Deal          *crm.Money     `json:"deal"`
	AbandonReason string         `json:"abandonReason"`
	CoolUntil     crm.Millis     `json:"coolUntil" nullable:"true"`
	Archived      bool           `json:"archived"`
	Version       int64          `json:"version"`
	CreatedAt     crm.Millis     `json:"createdAt"`
	UpdatedAt     crm.Millis     `json:"updatedAt"`
	Actions       []Act          `json:"actions"`

	shape *shape // what a list sends of it; nil for everything
}

// Always is what a list sends unasked.
func (*Record) Always() []string { return []string{"id"} }

// pace is how long a customer is in its layer, in working days, and how long
// it ideally is.
type pace struct{ days, ideal float64 }

// recordOf puts a record together. It is the one place where field rights are
// applied to a customer.
func recordOf(c *Customer, f fields, p pace, actions []Act) Record {
	text := func(s string) string { return f.text(s, c.Numbers) }
	r := Record{
		ID: c.ID.String(), Kind: words.CustomerKind(c.Kind), Name: text(c.Name), Grade: words.Grade(c.Grade), Temperature: words.Temperature(c.Temperature),
		Layer: words.LayerAt(c.Layer), LayerSince: c.LayerSince, DaysInLayer: p.days, IdealDays: p.ideal,
		Product: RefOf(c.ProductID, c.ProductName), Tags: f.tags(c), Custom: f.custom(c), DoNotContact: c.DoNotContact,
		ContactName: f.identifier(c.ContactName, c.Numbers), ContactTitle: text(c.ContactTitle), Phone: f.phone(c.Phone), PhoneMasked: c.Phone != "",
		Owner: RefOf(c.OwnerID, c.OwnerName), Department: RefOf(c.DepartmentID, c.DepartmentName), Pool: RefOf(c.PoolID, c.PoolName),
		SelfFound: c.SelfFound, AssignedAt: c.AssignedAt, FirstDueAt: c.FirstDueAt,
		LastTouchAt: c.LastTouchAt, LastChannel: words.Channel(c.LastChannel), LastResult: words.Result(c.LastResult), Touches: c.Touches,
		NextAt: c.NextAt, NextChannel: words.Channel(c.NextChannel), NextGoal: text(c.NextGoal),
		AbandonReason: c.AbandonReason, CoolUntil: c.CoolUntil,
		Archived: c.Archived, Version: c.Version, CreatedAt: c.CreatedAt, UpdatedAt: c.UpdatedAt, Actions: actions,
	}
	for _, field := range OwnTexts {
		if s := *field.Text(&c.Texts); s != "" {
			*field.Text(&r.Texts) = text(s)
		}
	}
	if c.DealAmount != nil {
		r.Deal = &crm.Money{Amount: *c.DealAmount, Currency: c.DealCurrency}
	}
	return r
}

// tags are the tags with numbers in them masked.
func (f fields) tags(c *Customer) []string {
	tags := c.TagList()
	for i, t := range tags {
		tags[i] = f.text(t, c.Numbers)
	}
	return tags
}

// custom are the custom fields with numbers in their texts masked.
func (f fields) custom(c *Customer) map[string]any {
	if c.Custom == "" || c.Custom == "{}" {
		return map[string]any{}
	}
	values := c.CustomValues()
	for k, v := range values {
		switch v := v.(type) {
		case string:
			values[k] = f.text(v, c.Numbers)
		case float64: // a number typed into a number field
			if written := strconv.FormatFloat(v, 'f', -1, 64); f.text(written, c.Numbers) != written {
				values[k] = f.text(written, c.Numbers)
			}
		}
	}
	return values
}
