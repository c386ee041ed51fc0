package followup

import (
	"encoding/json"
	"errors"

	"laidan/internal/calendar"
	"laidan/internal/crm"
	"laidan/internal/customer"
	"laidan/internal/db"
	"laidan/internal/event"
	"laidan/internal/i18n"
	"laidan/internal/phone"
)

// Start is a call that may begin now.
type Start struct {
	Tel     string // tel: link
	Number  string // as written, with extension
	Contact crm.ContactID
	At      crm.Millis
}

// CallStarted is the payload of the fact followup.CallStarted: who was shown
// and dialled which number, masked.
type CallStarted struct {
	Contact crm.ContactID       `json:"contact"`
	Channel crm.ID[crm.Channel] `json:"channel"`
	Number  string              `json:"number"`
}

// StartCall gives the number to dial, if the person may see it and a call may
// begin now. Every start is a fact and counts for the number, whoever calls and
// whichever record it stands in. Without a channel it takes the primary
// contact's number.
func StartCall(tx *db.Tx, id crm.CustomerID, channel crm.ID[crm.Channel]) (Start, error) {
	c, err := customer.Get(tx, id)
	if err != nil {
		return Start{}, err
	}
	if err := mayDial(tx, c); err != nil {
		return Start{}, err
	}
	n, err := customer.Number(tx, c, channel)
	if err != nil {
		return Start{}, err
	}
	if n.Kind != customer.ChannelPhone {
		return Start{}, crm.Bad("/channelId", "call.no_phone")
	}
	if err := countStart(tx, c, n.Norm); err != nil {
		return Start{}, err
	}
	err = event.Record(tx, event.Fact{Kind: "followup.CallStarted", Subject: n.ID.Int64(), Customer: id,
		Data: CallStarted{n.ContactID, n.ID, phone.Mask(n.Norm)}})
	return Start{telLink(n), n.Value, n.ContactID, tx.NowMillis()}, err
}

// mayDial refuses who may not see numbers; a collaborator hears whom to ask.
func mayDial(tx *db.Tx, c customer.Customer) error {
	err := customer.Allow(tx, c, customer.ActUnmask)
	if err == nil || customer.Allow(tx, c, customer.ActTouch) != nil {
		return err
	}
	manager, merr := managerName(tx, c)
	if merr != nil {
		return merr
	}
	return crm.Fail(crm.Forbidden, "call.masked", "manager", manager)
}

// countStart decides under the lock of the number's row, so that two callers
// cannot pass the limit together.
func countStart(tx *db.Tx, c customer.Customer, norm string) error {
	denied := c.DoNotContact
	if !denied {
		var err error
		if _, denied, err = db.Maybe[int64](tx, deniedSQL, db.Args{"norm": norm}); err != nil {
			return err
		}
	}
	if !denied {
		var err error
		if denied, err = customer.RefusedBefore(tx, norm); err != nil {
			return err
		}
	}
	text, err := db.One[string](tx, startsSQL, db.Args{"norm": norm})
	if err != nil {
		return err
	}
	starts, err := readStarts(text)
	if err != nil {
		return err
	}
	limits := DefaultLimits
	zone := calleeZone(norm, tx.Zone())
	if err := limits.MayCall(CallFacts{denied, starts, zone}, tx.Now); err != nil {
		return explain(tx, c, err, tx.Now.In(zone).Format("15:04"))
	}
	starts = append(within(starts, limits.DailyTime, tx.Now), tx.NowMillis())
	b, err := json.Marshal(unixMillis(starts))
	if err != nil {
		return err
	}
	err = db.Write(tx, saveStartsSQL, db.Args{"norm": norm, "starts": string(b)})
	return err
}

// explain adds to a refusal what its sentence needs: the hour there, and who
// may lift a do-not-contact.
func explain(tx *db.Tx, c customer.Customer, err error, there string) error {
	e, ok := errors.AsType[*crm.Error](err)
	if !ok {
		return err
	}
	if e.Params == nil {
		e.Params = crm.Params{}
	}
	e.Params["now"] = there
	if e.Code == "call.do_not_contact" {
		e.Params["name"] = customer.MaskText(tx, c.Name, c.Numbers)
		manager, merr := managerName(tx, c)
		if merr != nil {
			return merr
		}
		e.Params["manager"] = manager
	}
	return e
}

// managerName is who stands above the customer's owner.
func managerName(tx *db.Tx, c customer.Customer) (string, error) {
	name, ok, err := db.Maybe[string](tx, managerSQL, db.Args{"department": c.DepartmentID})
	if err == nil && !ok {
		name = i18n.Say(tx.Actor.Language, "call.somebody", nil)
	}
	return name, err
}

func readStarts(text string) ([]crm.Millis, error) {
	var raw []int64
	if err := json.Unmarshal([]byte(text), &raw); err != nil {
		return nil, err
	}
	out := make([]crm.Millis, len(raw))
	for i, v := range raw {
		out[i] = crm.Millis(v)
	}
	return out, nil
}

func unixMillis(list []crm.Millis) []int64 {
	out := make([]int64, len(list))
	for i, v := range list {
		out[i] = int64(v)
	}
	return out
}

// telLink is what a phone dials; digits after ;ext= are told to the exchange.
func telLink(n customer.Channel) string {
	if n.Ext != "" {
		return "tel:" + n.Norm + ";ext=" + n.Ext
	}
	return "tel:" + n.Norm
}

// RhythmOf proposes the next contact with a customer after a result.
func RhythmOf(tx *db.Tx, id crm.CustomerID, result, temperature string) (Proposals, error) {
	c, err := customer.Get(tx, id)
	if err != nil {
		return Proposals{}, err
	}
	if temperature == "" {
		temperature = c.Temperature
	}
	o := outlook(tx, temperature)
	o.Result, o.DoNotContact = result, c.DoNotContact
	return Propose(o), nil
}

func outlook(tx *db.Tx, temperature string) Outlook {
	return Outlook{Temperature: temperature, Now: tx.Now, Zone: tx.Zone(), Workday: Workdays(tx)}
}

// Workdays tells the organisation's working days.
func Workdays(tx *db.Tx) func(crm.Day) bool {
	country := ""
	if tx.Zone().String() == "Asia/Shanghai" {
		country = "CN"
	}
	return calendar.For(country, tx.Zone()).WorkingDay
}

// Evidence is what the funnel's entry checks may point at.
type Evidence struct {
	Connected crm.TouchID `db:"connected"` // the latest touch in which somebody was reached and talked
	Feedback  crm.TouchID `db:"feedback"`  // the latest touch with the customer's words
	PlanAt    crm.Millis  `db:"plan_at"`   // the open plan, from today on: a dated appointment
	Met       crm.TouchID `db:"met"`       // the latest meeting that happened
}

// TouchFacts finds the evidence of a customer's touches and plans in one
// statement. It checks no access: the caller holds the customer.
func TouchFacts(tx *db.Tx, id crm.CustomerID) (Evidence, error) {
	today := crm.At(tx.Today().Time(tx.Zone()))
	return db.One[Evidence](tx, touchFactsSQL, db.Args{"customer": id, "from": today})
}
