package followup

import (
	"slices"
	"strings"
	"time"

	"laidan/internal/blob"
	"laidan/internal/crm"
	"laidan/internal/customer"
	"laidan/internal/db"
	"laidan/internal/event"
	"laidan/internal/words"
)

// TouchRequest is one contact as somebody writes it down. Only channel and result
// are needed: three taps log a call.
type TouchRequest struct {
	Channel      string        `json:"channel" enum:"call,visit,wechat,sms,email,meeting,other"`
	Direction    string        `json:"direction,omitempty" enum:"out,in" doc:"Who began; out when left out"`
	Result       string        `json:"result" enum:"connected,no_answer,busy,off,wrong_number,refused,callback,do_not_contact,sent,read,replied,met"`
	Content      string        `json:"content,omitempty" maxLength:"20000"`
	Feedback     string        `json:"feedback,omitempty" maxLength:"4000" doc:"What the customer said"`
	At           crm.Millis    `json:"at,omitempty" doc:"When it happened; now when left out"`
	Seconds      int64         `json:"seconds,omitempty" minimum:"0" maximum:"86400"`
	ContactID    crm.ContactID `json:"contactId,omitempty"`
	Next         *NextStep     `json:"next,omitempty"`
	Files        []crm.BlobID  `json:"files,omitempty" maxItems:"20"`
	Temperature  string        `json:"temperature,omitempty" enum:"hot,warm,cold"`
	ConfirmTwice bool          `json:"confirmTwice,omitempty" doc:"The customer was contacted today already, and this really is another contact"`
}

// NextStep is the next step: when, by which channel, with what words and goal.
type NextStep struct {
	At       crm.Millis `json:"at"`
	Channel  string     `json:"channel,omitempty" enum:"call,visit,wechat,sms,email,meeting,other" doc:"The touch's own, or call, when left out"`
	Content  string     `json:"content,omitempty" maxLength:"2000"`
	Goal     string     `json:"goal,omitempty" maxLength:"500"`
	Promised bool       `json:"promised,omitempty" doc:"The customer was promised this time"`
}

// Touched is the payload of the fact followup.Touched.
type Touched struct {
	Channel      string       `json:"channel"`
	Direction    string       `json:"direction"`
	Result       string       `json:"result"`
	At           crm.Millis   `json:"at"`
	Owner        crm.PersonID `json:"owner"`
	Temperature  *Change      `json:"temperature,omitempty"`
	DoNotContact bool         `json:"doNotContact,omitempty"` // set by this touch
	Plan         crm.PlanID   `json:"plan"`
	PlanAt       crm.Millis   `json:"planAt"`
}

// Change is one value before and after.
type Change struct {
	From string `json:"from"`
	To   string `json:"to"`
}

// future is how far ahead of our clock a phone's may be.
const future = 5 * time.Minute

// LogTouch writes down a contact that happened, ends the open plan, makes the
// next one and keeps the customer's row in step. At most nine statements.
// Calling hours and do-not-contact do not matter here: they bind the start of a
// call, never its record.
func LogTouch(tx *db.Tx, id crm.CustomerID, r TouchRequest) (customer.Customer, Touch, error) {
	c, err := customer.ForUpdate(tx, id)
	if err != nil {
		return c, Touch{}, err
	}
	if err := customer.Allow(tx, c, customer.ActTouch); err != nil {
		return c, Touch{}, err
	}
	t := r.touch(tx, c)
	if err := r.check(tx, c, t); err != nil {
		return c, t, err
	}
	open, err := r.before(tx, c)
	if err != nil {
		return c, t, err
	}
	if err := db.Write(tx, insertTouchSQL, t); err != nil {
		return c, t, err
	}
	fact := Touched{Channel: t.Channel, Direction: t.Direction, Result: t.Result, At: t.At, Owner: c.OwnerID}
	after := touched(c, t, &fact)
	if r.Temperature != "" && r.Temperature != c.Temperature {
		fact.Temperature = &Change{c.Temperature, r.Temperature}
		after.Temperature = r.Temperature
	}
	if after, err = r.plan(tx, after, t, open, &fact); err != nil {
		return c, t, err
	}
	edited := after.DoNotContact != c.DoNotContact || after.Temperature != c.Temperature
	if after, err = customer.SaveWork(tx, after, edited); err != nil {
		return c, t, err
	}
	if err := takeFiles(tx, t, r.Files); err != nil {
		return c, t, err
	}
	tx.Announce("touch", c.ID, owners(c)...)
	facts := []event.Fact{{Kind: "followup.Touched", Subject: t.ID.Int64(), Customer: c.ID, Data: fact}}
	return after, t, event.RecordMany(tx, append(facts, editedFact(c, after)...))
}

// editedFact tells of facts of the customer that changed with a touch, in the
// same words as an edit of the record.
func editedFact(before, after customer.Customer) []event.Fact {
	fields := []customer.FieldChange{}
	if before.Temperature != after.Temperature {
		fields = append(fields, customer.FieldChange{Field: "temperature", Before: before.Temperature, After: after.Temperature})
	}
	if before.DoNotContact != after.DoNotContact {
		fields = append(fields, customer.FieldChange{Field: "doNotContact", Before: before.DoNotContact, After: after.DoNotContact})
	}
	if len(fields) == 0 {
		return nil
	}
	return []event.Fact{{Kind: "customer.Edited", Subject: after.ID.Int64(), Customer: after.ID, Data: customer.Edited{Fields: fields}}}
}

func owners(c customer.Customer) []crm.PersonID {
	if c.OwnerID.IsZero() {
		return nil
	}
	return []crm.PersonID{c.OwnerID}
}

// touch is the row of the request.
func (r TouchRequest) touch(tx *db.Tx, c customer.Customer) Touch {
	t := Touch{Customer: c.ID, ID: db.NewID[crm.Touch](tx), Contact: r.ContactID, Channel: r.Channel, Direction: r.Direction, Result: r.Result,
		At: r.At, Seconds: r.Seconds, Content: r.Content, Feedback: r.Feedback, By: tx.Me(), Layer: c.Layer, CreatedAt: tx.NowMillis()}
	if t.Direction == "" {
		t.Direction = words.Out
	}
	if t.At.IsZero() || t.At > tx.NowMillis() && t.At <= crm.At(tx.Now.Add(future)) {
		t.At = tx.NowMillis()
	}
	t.Day = crm.DayOf(t.At.Time(), tx.Zone())
	return t
}

func (r TouchRequest) check(tx *db.Tx, c customer.Customer, t Touch) error {
	var bad crm.Checks
	bad.That(slices.Contains(words.Channels, t.Channel), "/channel", "field.choice", "options", strings.Join(words.Channels, ", "))
	bad.That(words.Fits(t.Channel, t.Result), "/result", "touch.result_channel")
	bad.That(t.At <= tx.NowMillis(), "/at", "touch.future")
	if r.Next != nil {
		denied := c.DoNotContact || t.Result == words.DoNotContact
		r.Next.check(&bad, "/next", tx.Now, denied)
	}
	if err := bad.Err(); err != nil {
		return err
	}
	if !r.ConfirmTwice && SecondToday(t.Direction, t.At, c.LastTouchAt, c.LastResult, c.NextAt, tx.Zone()) {
		return crm.Fail(crm.Conflict, "touch.twice_today", "time", c.LastTouchAt.Time().In(tx.Zone()).Format("15:04"), "at", c.LastTouchAt)
	}
	return nil
}

// touched is the customer's row after the touch. One that is written down late,
// after a newer one, counts but does not become the last.
func touched(c customer.Customer, t Touch, fact *Touched) customer.Customer {
	c.Touches++
	if t.At >= c.LastTouchAt {
		c.LastTouchAt, c.LastChannel, c.LastResult = t.At, t.Channel, t.Result
	}
	if Answers(c.AssignedAt, t.At) {
		c.FirstDueAt = 0
	}
	if t.Result == words.DoNotContact && !c.DoNotContact {
		c.DoNotContact, fact.DoNotContact = true, true
	}
	return c
}

type opening struct {
	Known    bool       `db:"known"`
	At       crm.Millis `db:"at"`
	Channel  string     `db:"channel"`
	Content  string     `db:"content"`
	Goal     string     `db:"goal"`
	Promised bool       `db:"promised"`
	MadeAt   crm.Millis `db:"made_at"`
}

func (o opening) step() Step {
	return Step{o.At, o.Channel, o.Content, o.Goal, o.Promised, o.MadeAt}
}

// before reads what only some touches need: the contact, and the open plan when
// a change of temperature may move it.
func (r TouchRequest) before(tx *db.Tx, c customer.Customer) (Step, error) {
	moves := r.Next == nil && r.Temperature != "" && r.Temperature != c.Temperature && !c.NextAt.IsZero()
	if r.ContactID.IsZero() && !moves {
		return Step{}, nil
	}
	o, err := db.One[opening](tx, beforeTouchSQL, db.Args{"customer": c.ID, "contact": r.ContactID})
	if err != nil {
		return Step{}, err
	}
	if !r.ContactID.IsZero() && !o.Known {
		return Step{}, crm.Bad("/contactId", "touch.contact")
	}
	if !moves {
		return Step{}, nil
	}
	return o.step(), nil
}

// plan ends the open plan as the touch asks and makes the next one.
func (r TouchRequest) plan(tx *db.Tx, c customer.Customer, t Touch, open Step, fact *Touched) (customer.Customer, error) {
	switch state := PlanAfter(c.NextAt, t.At, t.Result, r.Next != nil, tx.Zone()); {
	case state != "":
		reason := ""
		if state == planCancelled {
			reason = reasonDoNotContact
		}
		if err := closeOpen(tx, c.ID, state, reason); err != nil {
			return c, err
		}
		c = withNext(c, Step{})
	case fact.Temperature != nil && !open.At.IsZero():
		return movePlan(tx, c, open, *fact.Temperature)
	}
	if r.Next == nil {
		return c, nil
	}
	step := r.Next.step(t.Channel)
	// A customer who asked for a call back was promised the time.
	step.Promised = step.Promised || t.Result == words.Callback
	c, id, err := addPlan(tx, c, step)
	fact.Plan, fact.PlanAt = id, step.At
	return c, err
}

// takeFiles ties uploaded files to the touch.
func takeFiles(tx *db.Tx, t Touch, files []crm.BlobID) error {
	if len(files) == 0 {
		return nil
	}
	slices.SortFunc(files, func(a, b crm.BlobID) int { return int(min(1, max(-1, a.Int64()-b.Int64()))) })
	files = slices.Compact(files)
	all, err := blob.Take(tx, t.Customer, files)
	if err != nil {
		return err
	}
	if !all {
		return crm.Bad("/files", "touch.file")
	}
	rows := make([]touchFile, 0, len(files))
	for _, f := range files {
		rows = append(rows, touchFile{t.Customer, t.ID, f})
	}
	return db.InsertMany(tx, "touch_file", rows)
}
