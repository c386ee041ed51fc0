package followup

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"laidan/internal/crm"
	"laidan/internal/customer"
	"laidan/internal/db"
	"laidan/internal/event"
)

// CommentRequest is a remark on a touch; mentions are told about it.
type CommentRequest struct {
	Content  string         `json:"content" minLength:"1" maxLength:"4000"`
	Mentions []crm.PersonID `json:"mentions,omitempty" maxItems:"20"`
}

// Commented is the payload of the fact followup.Commented.
type Commented struct {
	Touch    crm.TouchID    `json:"touch"`
	Author   crm.PersonID   `json:"author"` // of the touch
	Mentions []crm.PersonID `json:"mentions"`
	Content  string         `json:"content"`
}

// Comment is a remark as it was written.
type Comment struct {
	ID       crm.ID[crm.Comment]
	Content  string
	Mentions []Mentioned
	At       crm.Millis
}

// Mentioned is a person with the name to show.
type Mentioned struct {
	ID   crm.PersonID `db:"id" json:"id"`
	Name string       `db:"name" json:"name"`
	Sees bool         `db:"sees" json:"-"`
}

// AddComment writes a remark on a touch. Who is mentioned must see the
// customer: a notice would otherwise tell of it.
func AddComment(tx *db.Tx, id crm.CustomerID, touch crm.TouchID, r CommentRequest) (Comment, error) {
	c, err := customer.ForUpdate(tx, id)
	if err != nil {
		return Comment{}, err
	}
	if err := customer.Allow(tx, c, customer.ActComment); err != nil {
		return Comment{}, err
	}
	if strings.TrimSpace(r.Content) == "" {
		return Comment{}, crm.Bad("/content", "field.required")
	}
	author, err := db.One[crm.PersonID](tx, touchBySQL, db.Args{"customer": id, "id": touch})
	if err != nil {
		return Comment{}, err
	}
	people, err := mentionable(tx, c, r.Mentions)
	if err != nil {
		return Comment{}, err
	}
	ids := make([]crm.PersonID, 0, len(people))
	for _, p := range people {
		ids = append(ids, p.ID)
	}
	stored, err := json.Marshal(ids)
	if err != nil {
		return Comment{}, err
	}
	out := Comment{ID: db.NewID[crm.Comment](tx), Content: customer.MaskText(tx, r.Content, c.Numbers), Mentions: people, At: tx.NowMillis()}
	if err := db.Write(tx, insertCommentSQL, db.Args{"customer": id, "id": out.ID, "touch": touch, "content": r.Content, "mentions": string(stored)}); err != nil {
		return out, err
	}
	tx.Announce("touch", c.ID, owners(c)...)
	return out, event.Record(tx, event.Fact{Kind: "followup.Commented", Subject: out.ID.Int64(), Customer: c.ID,
		Data: Commented{touch, author, ids, r.Content}})
}

func mentionable(tx *db.Tx, c customer.Customer, ids []crm.PersonID) ([]Mentioned, error) {
	if len(ids) == 0 {
		return []Mentioned{}, nil
	}
	people, err := db.All[Mentioned](tx, mentionableSQL, db.Args{"owner": c.OwnerID, "customer": c.ID, "people": ids})
	if err != nil {
		return nil, err
	}
	var bad crm.Checks
	for i, id := range ids {
		at := slices.IndexFunc(people, func(p Mentioned) bool { return p.ID == id })
		pointer := "/mentions/" + strconv.Itoa(i)
		if at < 0 {
			bad.That(false, pointer, "org.person_unknown")
			continue
		}
		bad.That(people[at].Sees, pointer, "comment.cannot_see", "name", people[at].Name)
	}
	return people, bad.Err()
}
