package followup

import (
	"strconv"

	"laidan/internal/crm"
	"laidan/internal/customer"
	"laidan/internal/words"
)

// What follows is how the module's answers look in JSON.

// PersonRef names a person.
type PersonRef struct {
	ID   crm.PersonID `json:"id"`
	Name string       `json:"name"`
}

// TouchView is a touch as the timeline shows it.
type TouchView struct {
	ID         crm.TouchID     `json:"id"`
	Channel    words.Channel   `json:"channel"`
	Direction  words.Direction `json:"direction"`
	Result     words.Result    `json:"result"`
	Seconds    int64           `json:"seconds"`
	Content    string          `json:"content"`
	Feedback   string          `json:"feedback"`
	At         crm.Millis      `json:"at"`
	By         *PersonRef      `json:"by"`
	ContactID  crm.ContactID   `json:"contactId"`
	Corrected  bool            `json:"corrected"`
	CanCorrect bool            `json:"canCorrect"`
	Comments   []CommentView   `json:"comments"`
	Files      []FileView      `json:"files"`
}

// FileView is an attachment.
type FileView struct {
	ID   crm.BlobID `json:"id" db:"id"`
	Name string     `json:"name" db:"name"`
	Mime string     `json:"mime" db:"mime"`
	Size int64      `json:"size" db:"size"`
}

// CommentView is a remark on a touch.
type CommentView struct {
	ID       crm.ID[crm.Comment] `json:"id"`
	By       PersonRef           `json:"by"`
	At       crm.Millis          `json:"at"`
	Content  string              `json:"content"`
	Mentions []Mentioned         `json:"mentions"`
}

// LoggedView is the answer to a logged or corrected touch.
type LoggedView struct {
	Touch  TouchView       `json:"touch"`
	Record customer.Record `json:"record"`
}

// PlanView is a next step.
type PlanView struct {
	ID       crm.PlanID    `json:"id"`
	At       crm.Millis    `json:"at"`
	Channel  words.Channel `json:"channel"`
	Content  string        `json:"content"`
	Goal     string        `json:"goal"`
	Promised bool          `json:"promised"`
	State    string        `json:"state"`
}

// PlannedView is the answer to a new plan.
type PlannedView struct {
	Plan   PlanView        `json:"plan"`
	Record customer.Record `json:"record"`
}

// PlanItem is one entry of somebody's plans.
type PlanItem struct {
	PlanView
	Customer PlanCustomer `json:"customer"`
	Person   PersonRef    `json:"person"`
	Overdue  bool         `json:"overdue"`
}

// PlanCustomer is the customer of a plan in short.
type PlanCustomer struct {
	ID    crm.CustomerID `json:"id"`
	Name  string         `json:"name"`
	Layer words.Layer    `json:"layer"`
	Grade words.Grade    `json:"grade" empty:"true"`
}

// PlansView are somebody's open plans in a period.
type PlansView struct {
	Items []PlanItem `json:"items"`
}

// ReasonView is the one sentence beside a customer of the queue.
type ReasonView struct {
	Code   string         `json:"code"`
	Params map[string]any `json:"params"`
	Text   string         `json:"text"`
	Tone   string         `json:"tone" enum:"red,amber,green,none"`
}

// QueueItem is one line of the queue.
type QueueItem struct {
	Customer customer.Record `json:"customer"`
	Reason   ReasonView      `json:"reason"`
	Kind     string          `json:"kind" enum:"promise,plan,first,layer,rhythm,no_plan"`
	DueAt    crm.Millis      `json:"dueAt" nullable:"true" doc:"null: some time today"`
	Urgent   bool            `json:"urgent" doc:"Sorts as an overdue promise"`
}

// DoneView is how far the day is.
type DoneView struct {
	Count    int        `json:"count"`
	Due      int        `json:"due"`
	FinishAt crm.Millis `json:"finishAt" nullable:"true" doc:"Estimate at today's pace; null: none"`
}

// BandView is what is held against what is ideal.
type BandView struct {
	Layer  words.Layer   `json:"layer" doc:"The first of layers"`
	Layers []words.Layer `json:"layers"`
	Count  int           `json:"count"`
	Ideal  int           `json:"ideal"`
	Low    int           `json:"low"`
	High   int           `json:"high"`
}

// QueueView is today's work.
type QueueView struct {
	Items []QueueItem `json:"items"`
	QueueState
}

// QueueState is the day beside its lines.
type QueueState struct {
	More   bool       `json:"more" doc:"The list was cut; the counts were not"`
	Done   DoneView   `json:"done"`
	Alarms Alarms     `json:"alarms"`
	Bands  []BandView `json:"bands"`
}

// AppendJSON writes the queue; its customers write themselves.
func (v QueueView) AppendJSON(b []byte) ([]byte, error) {
	b = append(b, `{"items":[`...)
	var err error
	for i := range v.Items {
		if i > 0 {
			b = append(b, ',')
		}
		if b, err = v.Items[i].appendJSON(b); err != nil {
			return b, err
		}
	}
	b = append(b, ']')
	end := len(b) // the state's opening brace becomes a comma
	if b, err = crm.AppendJSON(b, v.QueueState); err == nil {
		b[end] = ','
	}
	return b, err
}

func (i *QueueItem) appendJSON(b []byte) ([]byte, error) {
	b, err := i.Customer.AppendJSON(append(b, `{"customer":`...))
	if err != nil {
		return b, err
	}
	b = crm.AppendString(append(b, `,"reason":{"code":`...), i.Reason.Code)
	if b, err = crm.AppendJSON(append(b, `,"params":`...), i.Reason.Params); err != nil {
		return b, err
	}
	b = crm.AppendString(append(b, `,"text":`...), i.Reason.Text)
	b = crm.AppendString(append(b, `,"tone":`...), i.Reason.Tone)
	b = crm.AppendString(append(b, `},"kind":`...), i.Kind)
	b = i.DueAt.AppendTo(append(b, `,"dueAt":`...))
	b = strconv.AppendBool(append(b, `,"urgent":`...), i.Urgent)
	return append(b, '}'), nil
}

// ProposalView is one chip beside the next step.
type ProposalView struct {
	At          crm.Millis `json:"at"`
	Label       string     `json:"label"`
	Recommended bool       `json:"recommended"`
}

// RhythmView are the chips and why.
type RhythmView struct {
	Proposals []ProposalView `json:"proposals"`
	Why       string         `json:"why"`
	Choose    bool           `json:"choose" doc:"The customer named a time: ask for it"`
}

// CallView is a call that may begin.
type CallView struct {
	Tel       string        `json:"tel"`
	Number    string        `json:"number"`
	Allowed   bool          `json:"allowed"`
	ContactID crm.ContactID `json:"contactId"`
	StartedAt crm.Millis    `json:"startedAt"`
}

// OneTime keeps the number out of what is remembered for repeated requests.
func (CallView) OneTime() bool { return true }

// SummaryView is a day of a person or a team.
type SummaryView struct {
	Day    crm.Day         `json:"day"`
	Name   string          `json:"name"`
	Team   bool            `json:"team"`
	People []SummaryPerson `json:"people"`
	Text   string          `json:"text" doc:"To copy"`
	Figures
}

// SummaryPerson is one person of a team.
type SummaryPerson struct {
	Person PersonRef `json:"person"`
	Figures
}
