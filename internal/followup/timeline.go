package followup

import (
	"time"

	"laidan/internal/blob"
	"laidan/internal/crm"
	"laidan/internal/customer"
	"laidan/internal/room"
	"laidan/internal/words"
)

// TouchItem is a contact that happened, as timelines tell it.
type TouchItem struct {
	ID         string          `json:"id"`
	Channel    words.Channel   `json:"channel"`
	Direction  words.Direction `json:"direction"`
	Result     words.Result    `json:"result"`
	Seconds    int64           `json:"seconds"`
	Contact    *customer.Ref   `json:"contact"`
	Content    string          `json:"content"`
	Feedback   string          `json:"feedback"`
	Next       *NextItem       `json:"next,omitempty"`
	Corrected  bool            `json:"corrected"`
	Imported   bool            `json:"imported"`
	Comments   []CommentItem   `json:"comments"`
	Files      []blob.Item     `json:"files"`
	CanCorrect bool            `json:"canCorrect"`
}

// NextItem is the plan that was made with a touch.
type NextItem struct {
	At      crm.Millis    `json:"at"`
	Channel words.Channel `json:"channel"`
	Content string        `json:"content"`
	State   string        `json:"state"`
}

// CommentItem is a colleague's word on a touch.
type CommentItem struct {
	ID       string         `json:"id"`
	By       *customer.Ref  `json:"by"`
	At       crm.Millis     `json:"at"`
	Content  string         `json:"content"`
	Mentions []customer.Ref `json:"mentions"`
}

// touchTold is a touch with the names and the plan that belong to it.
type touchTold struct {
	room.Row
	Channel     words.Channel   `db:"channel"`
	Direction   words.Direction `db:"direction"`
	Result      words.Result    `db:"result"`
	Content     string          `db:"content"`
	Feedback    string          `db:"feedback"`
	Seconds     int64           `db:"seconds"`
	Contact     crm.ContactID   `db:"contact_id"`
	ContactName string          `db:"contact_name"`
	Import      crm.ImportID    `db:"import_id"`
	CreatedAt   crm.Millis      `db:"created_at"`
	Corrected   bool            `db:"corrected"`
	NextAt      crm.Millis      `db:"next_at"`
	NextChannel words.Channel   `db:"next_channel"`
	NextContent string          `db:"next_content"`
	NextState   string          `db:"next_state"`
}

// item words a touch for its reader.
func (t touchTold) item(me crm.PersonID, now time.Time, mask func(string) string) *TouchItem {
	out := &TouchItem{ID: crm.IDOf[crm.Touch](t.ID).String(), Channel: t.Channel, Direction: t.Direction, Result: t.Result,
		Content: mask(t.Content), Feedback: mask(t.Feedback), Contact: customer.RefOf(t.Contact, mask(t.ContactName)), Seconds: t.Seconds,
		Corrected: t.Corrected, Imported: !t.Import.IsZero(), Comments: []CommentItem{}, Files: []blob.Item{},
		CanCorrect: t.By == me && !me.IsZero() && t.Import.IsZero() && now.Sub(t.CreatedAt.Time()) < correctable}
	if !t.NextAt.IsZero() {
		out.Next = &NextItem{At: t.NextAt, Channel: t.NextChannel, Content: mask(t.NextContent), State: t.NextState}
	}
	return out
}

// side is a comment or a file of a touch, or the name of somebody mentioned.
type side struct {
	Part     string       `db:"part"`
	Touch    int64        `db:"touch_id"`
	ID       int64        `db:"id"`
	At       crm.Millis   `db:"at"`
	By       crm.PersonID `db:"by_id"`
	Name     string       `db:"name"`
	Text     string       `db:"text"`
	Mentions string       `db:"mentions"`
	Mime     string       `db:"mime"`
	Size     int64        `db:"size"`
}
