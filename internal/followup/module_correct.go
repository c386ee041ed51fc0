package followup

import (
	"encoding/json"
	"slices"
	"strings"

	"laidan/internal/crm"
	"laidan/internal/customer"
	"laidan/internal/db"
	"laidan/internal/event"
	"laidan/internal/words"
)

// Correction changes what somebody wrote down; what is left out stays.
type Correction struct {
	Channel   *string `json:"channel,omitempty" enum:"call,visit,wechat,sms,email,meeting,other"`
	Direction *string `json:"direction,omitempty" enum:"out,in"`
	Result    *string `json:"result,omitempty" enum:"connected,no_answer,busy,off,wrong_number,refused,callback,do_not_contact,sent,read,replied,met"`
	Content   *string `json:"content,omitempty" maxLength:"20000"`
	Feedback  *string `json:"feedback,omitempty" maxLength:"4000"`
	Seconds   *int64  `json:"seconds,omitempty" minimum:"0" maximum:"86400"`
}

// Corrected is the payload of the fact followup.Corrected: the whole touch
// before and after, so that nothing is lost by correcting it.
type Corrected struct {
	Before Wording `json:"before"`
	After  Wording `json:"after"`
}

// Wording is what a correction may change.
type Wording struct {
	Channel   string `json:"channel"`
	Direction string `json:"direction"`
	Result    string `json:"result"`
	Content   string `json:"content"`
	Feedback  string `json:"feedback"`
	Seconds   int64  `json:"seconds"`
}

func (t Touch) wording() Wording {
	return Wording{t.Channel, t.Direction, t.Result, t.Content, t.Feedback, t.Seconds}
}

func (r Correction) apply(t Touch) Touch {
	set(&t.Channel, r.Channel)
	set(&t.Direction, r.Direction)
	set(&t.Result, r.Result)
	set(&t.Content, r.Content)
	set(&t.Feedback, r.Feedback)
	set(&t.Seconds, r.Seconds)
	return t
}

func set[T any](to *T, from *T) {
	if from != nil {
		*to = *from
	}
}

// CorrectTouch lets the author of a touch correct it within a day. The
// customer's row follows when the touch is its last one; do-not-contact follows
// when this touch had set it.
func CorrectTouch(tx *db.Tx, id crm.CustomerID, touch crm.TouchID, r Correction) (customer.Customer, Touch, error) {
	c, err := customer.ForUpdate(tx, id)
	if err != nil {
		return c, Touch{}, err
	}
	t, err := db.One[Touch](tx, getTouchSQL, db.Args{"customer": id, "id": touch})
	if err != nil {
		return c, t, err
	}
	if err := MayCorrect(t.By, tx.Me(), t.CreatedAt, tx.Now); err != nil {
		return c, t, err
	}
	if err := customer.Allow(tx, c, customer.ActTouch); err != nil {
		return c, t, err
	}
	fixed := r.apply(t)
	var bad crm.Checks
	bad.That(slices.Contains(words.Channels, fixed.Channel), "/channel", "field.choice", "options", strings.Join(words.Channels, ", "))
	bad.That(words.Fits(fixed.Channel, fixed.Result), "/result", "touch.result_channel")
	bad.That(fixed != t, "", "touch.nothing_changed")
	if err := bad.Err(); err != nil {
		return c, t, err
	}
	if err := db.Write(tx, correctTouchSQL, fixed); err != nil {
		return c, t, err
	}
	fixed.Corrected = true
	after, err := followCorrection(tx, c, t, fixed)
	if err != nil {
		return c, t, err
	}
	tx.Announce("touch", c.ID, owners(c)...)
	facts := []event.Fact{{Kind: "followup.Corrected", Subject: t.ID.Int64(), Customer: c.ID, Data: Corrected{t.wording(), fixed.wording()}}}
	return after, fixed, event.RecordMany(tx, append(facts, editedFact(c, after)...))
}

func followCorrection(tx *db.Tx, c customer.Customer, t, fixed Touch) (customer.Customer, error) {
	after := c
	if c.LastTouchAt == t.At && c.LastChannel == t.Channel && c.LastResult == t.Result {
		after.LastChannel, after.LastResult = fixed.Channel, fixed.Result
	}
	switch {
	case fixed.Result == words.DoNotContact && t.Result != words.DoNotContact:
		after.DoNotContact = true
	case t.Result == words.DoNotContact && fixed.Result != words.DoNotContact && c.DoNotContact:
		mine, err := setDoNotContact(tx, t.ID)
		if err != nil {
			return c, err
		}
		after.DoNotContact = !mine
	}
	edited := after.DoNotContact != c.DoNotContact
	if !edited && after.LastChannel == c.LastChannel && after.LastResult == c.LastResult {
		return c, nil
	}
	return customer.SaveWork(tx, after, edited)
}

// setDoNotContact reports whether a touch, or a correction of it, is what
// blocked the customer: only then may its correction lift the block.
func setDoNotContact(tx *db.Tx, touch crm.TouchID) (bool, error) {
	payload, ok, err := db.Maybe[string](tx, touchedFactSQL, db.Args{"touch": touch})
	if err != nil || !ok {
		return false, err
	}
	var f Touched
	err = json.Unmarshal([]byte(payload), &f)
	// The fact of the log says so when it set the flag; when the log had another
	// result, a correction did.
	return f.DoNotContact || f.Result != words.DoNotContact, err
}
