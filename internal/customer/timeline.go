package customer

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"laidan/internal/crm"
	"laidan/internal/words"
)

// Item is one thing that happened with a customer. Exactly one of the parts
// under Type is set.
type Item struct {
	ID       string        `json:"id"`
	Type     string        `json:"type" enum:"touch,move,receipt,deal,contract,payment,file,change"`
	At       crm.Millis    `json:"at"`
	By       *Ref          `json:"by"`
	Touch    *TouchItem    `json:"touch,omitempty"`
	Move     *MoveItem     `json:"move,omitempty"`
	Receipt  *ReceiptItem  `json:"receipt,omitempty"`
	Deal     *DealItem     `json:"deal,omitempty"`
	Contract *ContractItem `json:"contract,omitempty"`
	Payment  *PaymentItem  `json:"payment,omitempty"`
	File     *FileItem     `json:"file,omitempty"`
	Change   *ChangeItem   `json:"change,omitempty"`
}

// TouchItem is a contact that happened.
type TouchItem struct {
	ID         string          `json:"id"`
	Channel    words.Channel   `json:"channel"`
	Direction  words.Direction `json:"direction"`
	Result     words.Result    `json:"result"`
	Seconds    int64           `json:"seconds"`
	Contact    *Ref            `json:"contact"`
	Content    string          `json:"content"`
	Feedback   string          `json:"feedback"`
	Next       *NextItem       `json:"next,omitempty"`
	Corrected  bool            `json:"corrected"`
	Imported   bool            `json:"imported"`
	Comments   []CommentItem   `json:"comments"`
	Files      []FileItem      `json:"files"`
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
	ID       string     `json:"id"`
	By       *Ref       `json:"by"`
	At       crm.Millis `json:"at"`
	Content  string     `json:"content"`
	Mentions []Ref      `json:"mentions"`
}

// FileItem is an attachment.
type FileItem struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	Size int64  `json:"size"`
	Mime string `json:"mime"`
}

// MoveItem is a change of layer.
type MoveItem struct {
	From       words.Layer     `json:"from"`
	To         words.Layer     `json:"to"`
	Reason     string          `json:"reason"`
	Competitor string          `json:"competitor"`
	Days       float64         `json:"days"`
	Ideal      float64         `json:"ideal"`
	Overridden bool            `json:"overridden"`
	Imported   bool            `json:"imported"`
	Evidence   json.RawMessage `json:"evidence"`
}

// ReceiptItem is a change of owner or pool.
type ReceiptItem struct {
	Kind   string `json:"kind"`
	From   *Ref   `json:"from"`
	To     *Ref   `json:"to"`
	Pool   *Ref   `json:"pool"`
	Reason string `json:"reason"`
}

// DealItem is a deal that was begun.
type DealItem struct {
	ID         string          `json:"id"`
	Name       string          `json:"name"`
	State      words.DealState `json:"state"`
	Amount     crm.Money       `json:"amount"`
	Product    string          `json:"product"`
	ExpectedOn crm.Day         `json:"expectedOn" nullable:"true"`
	LossReason string          `json:"lossReason"`
	Competitor string          `json:"competitor"`
}

// ContractItem is a contract that was filed.
type ContractItem struct {
	ID         string    `json:"id"`
	Number     string    `json:"number"`
	Amount     crm.Money `json:"amount"`
	Paid       crm.Money `json:"paid"`
	SignedOn   crm.Day   `json:"signedOn"`
	AcceptedOn crm.Day   `json:"acceptedOn" nullable:"true"`
}

// PaymentItem is money that came in.
type PaymentItem struct {
	Contract string    `json:"contract"`
	Amount   crm.Money `json:"amount"`
	PaidOn   crm.Day   `json:"paidOn"`
	Method   string    `json:"method"`
	Remark   string    `json:"remark"`
}

// ChangeItem is a change of the record itself.
type ChangeItem struct {
	Kind   string         `json:"kind" doc:"Kind of the fact; its words are fact.<kind> in the catalogues"`
	Fields []FieldChange  `json:"fields"`
	Data   map[string]any `json:"data,omitempty"`
}

// ChangeKinds are the facts shown as changes. Acts that have a row of their own
// in the timeline (touches, moves, hand-overs) are not among them.
var ChangeKinds = []string{"customer.Created", "customer.Edited", "customer.ContactAdded", "customer.ContactEdited",
	"customer.ContactRemoved", "customer.Shared", "customer.Unshared", "customer.Archived", "customer.Restored", "customer.Merged",
	"followup.Corrected", "assign.Evaluated", "deal.Changed", "deal.Lost", "deal.ContractChanged", "deal.Accepted"}

// kindsFor are the changes a reader may see: those of deals with the right to
// read deals only.
func kindsFor(deals bool) []string {
	return slices.DeleteFunc(slices.Clone(ChangeKinds), func(k string) bool { return !deals && strings.HasPrefix(k, "deal.") })
}

// happening is a row of any of the tables that make a timeline.
type happening struct {
	Type   string       `db:"type"`
	ID     int64        `db:"id"`
	At     crm.Millis   `db:"at"`
	By     crm.PersonID `db:"by_id"`
	ByName string       `db:"by_name"`
	S1     string       `db:"s1"`
	S2     string       `db:"s2"`
	S3     string       `db:"s3"`
	S4     string       `db:"s4"`
	S5     string       `db:"s5"`
	S6     string       `db:"s6"`
	S7     string       `db:"s7"`
	S8     string       `db:"s8"`
	S9     string       `db:"s9"`
	N1     int64        `db:"n1"`
	N2     int64        `db:"n2"`
	N3     int64        `db:"n3"`
	N4     int64        `db:"n4"`
	N5     int64        `db:"n5"`
	F1     float64      `db:"f1"`
	B1     bool         `db:"b1"`
}

// reader is for whom a timeline is put together.
type reader struct {
	me    crm.PersonID
	now   crm.Millis
	mask  func(string) string
	ideal func(layer int) float64
}

// correctable is how long the author of a touch may correct it.
const correctable = crm.Millis(24 * 60 * 60 * 1000)

func (h happening) id() string { return crm.IDOf[crm.Fact](h.ID).String() }

func ref(id int64, name string) *Ref { return refOf(crm.IDOf[crm.Person](id), name) }

// item words a row for its reader.
func (h happening) item(r reader) Item {
	out := Item{ID: h.id(), Type: h.Type, At: h.At, By: refOf(h.By, h.ByName)}
	switch h.Type {
	case "touch":
		out.Touch = h.touch(r)
	case "move":
		out.Move = &MoveItem{From: words.LayerAt(int(h.N1)), To: words.LayerAt(int(h.N2)), Reason: r.mask(h.S1), Competitor: r.mask(h.S2), Days: h.F1,
			Ideal: r.ideal(int(h.N1)), Overridden: h.B1, Imported: h.N3 == 1, Evidence: rawList(h.S3)}
	case "receipt":
		out.Receipt = &ReceiptItem{Kind: h.S1, Reason: r.mask(h.S2), From: ref(h.N1, h.S3), To: ref(h.N2, h.S4), Pool: ref(h.N3, h.S5)}
	case "deal":
		out.Deal = &DealItem{ID: h.id(), Name: r.mask(h.S1), State: words.DealState(h.S2), Amount: crm.Money{Amount: h.N1, Currency: h.S3}, Product: h.S4,
			LossReason: r.mask(h.S5), Competitor: r.mask(h.S6), ExpectedOn: crm.Day(h.N2)}
	case "contract":
		out.Contract = &ContractItem{ID: h.id(), Number: r.mask(h.S1), Amount: crm.Money{Amount: h.N1, Currency: h.S2},
			Paid: crm.Money{Amount: h.N2, Currency: h.S2}, SignedOn: crm.Day(h.N3), AcceptedOn: crm.Day(h.N4)}
	case "payment":
		out.Payment = &PaymentItem{Contract: r.mask(h.S3), Amount: crm.Money{Amount: h.N1, Currency: h.S4}, PaidOn: crm.Day(h.N2), Method: r.mask(h.S1),
			Remark: r.mask(h.S2)}
	case "file":
		out.File = &FileItem{ID: h.id(), Name: r.mask(h.S1), Size: h.N1, Mime: h.S2}
	case "change":
		out.Change = h.change(r)
	}
	return out
}

func (h happening) touch(r reader) *TouchItem {
	t := &TouchItem{ID: h.id(), Channel: words.Channel(h.S1), Direction: words.Direction(h.S2), Result: words.Result(h.S3), Content: r.mask(h.S4), Feedback: r.mask(h.S5),
		Contact: ref(h.N2, r.mask(h.S6)), Seconds: h.N1, Corrected: h.B1, Imported: h.N3 != 0, Comments: []CommentItem{}, Files: []FileItem{},
		CanCorrect: h.By == r.me && !r.me.IsZero() && h.N3 == 0 && crm.Millis(h.N4)+correctable > r.now}
	if h.N5 != 0 {
		t.Next = &NextItem{At: crm.Millis(h.N5), Channel: words.Channel(h.S7), Content: r.mask(h.S8), State: h.S9}
	}
	return t
}

// change words a fact: the fields of an edit, or the few words of another act.
func (h happening) change(r reader) *ChangeItem {
	out := &ChangeItem{Kind: h.S1, Fields: []FieldChange{}}
	data := map[string]any{}
	if json.Unmarshal([]byte(h.S2), &data) != nil { // erased: payload and salt are gone
		return out
	}
	if list, ok := data["fields"].([]any); ok {
		for _, f := range list {
			if m, ok := f.(map[string]any); ok {
				out.Fields = append(out.Fields, FieldChange{fmt.Sprint(m["field"]), maskValue(m["before"], r.mask), maskValue(m["after"], r.mask)})
			}
		}
		delete(data, "fields")
	}
	if len(data) > 0 {
		out.Data, _ = maskValue(data, r.mask).(map[string]any)
	}
	return out
}

// maskValue masks every text in a decoded JSON value.
func maskValue(v any, mask func(string) string) any {
	switch v := v.(type) {
	case string:
		return mask(v)
	case []any:
		for i := range v {
			v[i] = maskValue(v[i], mask)
		}
	case map[string]any:
		for k := range v {
			v[k] = maskValue(v[k], mask)
		}
	}
	return v
}

func rawList(s string) json.RawMessage {
	if !json.Valid([]byte(s)) {
		return json.RawMessage("[]")
	}
	return json.RawMessage(s)
}

// attach hangs comments and files on their touches.
func attach(items []Item, sides []side, r reader) {
	names := map[string]string{}
	for _, s := range sides {
		if s.Part == "name" {
			names[crm.IDOf[crm.Person](s.ID).String()] = s.ByName
		}
	}
	for _, s := range sides {
		i := slices.IndexFunc(items, func(it Item) bool { return it.Touch != nil && it.ID == crm.IDOf[crm.Fact](s.Touch).String() })
		if i < 0 {
			continue
		}
		t := items[i].Touch
		switch s.Part {
		case "comment":
			c := CommentItem{ID: crm.IDOf[crm.Fact](s.ID).String(), By: refOf(s.By, s.ByName), At: s.At, Content: r.mask(s.S1), Mentions: []Ref{}}
			var ids []string
			_ = json.Unmarshal([]byte(s.S2), &ids) // written by followup
			for _, id := range ids {
				c.Mentions = append(c.Mentions, Ref{id, names[id]})
			}
			t.Comments = append(t.Comments, c)
		case "file":
			t.Files = append(t.Files, FileItem{ID: crm.IDOf[crm.Fact](s.ID).String(), Name: r.mask(s.S1), Size: s.N1, Mime: s.S2})
		}
	}
}

// side is a comment, a file of a touch, or a count.
type side struct {
	Part   string       `db:"part"`
	Touch  int64        `db:"touch_id"`
	ID     int64        `db:"id"`
	At     crm.Millis   `db:"at"`
	By     crm.PersonID `db:"by_id"`
	ByName string       `db:"by_name"`
	S1     string       `db:"s1"`
	S2     string       `db:"s2"`
	N1     int64        `db:"n1"`
}

// place in a timeline: what is older follows.
type timePlace struct {
	At crm.Millis `json:"t"`
	ID int64      `json:"i"`
}

func (p timePlace) encode() string {
	b, _ := json.Marshal([2]int64{int64(p.At), p.ID})
	return base64.RawURLEncoding.EncodeToString(b)
}

func decodePlace(s string) (p timePlace, err error) {
	if s == "" {
		return timePlace{At: 1 << 53, ID: 1<<63 - 1}, nil
	}
	var pair [2]int64
	b, err := base64.RawURLEncoding.DecodeString(s)
	if err == nil {
		err = json.Unmarshal(b, &pair)
	}
	if err != nil {
		return p, crm.Bad("?cursor", "list.cursor")
	}
	return timePlace{crm.Millis(pair[0]), pair[1]}, nil
}
