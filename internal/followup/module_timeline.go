package followup

import (
	"encoding/json"

	"laidan/internal/blob"
	"laidan/internal/crm"
	"laidan/internal/customer"
	"laidan/internal/db"
	"laidan/internal/room"
)

// arms are touches, with their comments and files.
var arms = []room.Arm{{Type: "touch", Tabs: []string{"", "touch"}, At: "at", Part: (*TouchItem)(nil), Load: loadTouches,
	Rows: "touch x WHERE x.tenant_id = @tenant AND x.customer_id = @id"}}

func loadTouches(tx *db.Tx, r room.Reader, ids []int64) func() ([]room.Told, error) {
	args := db.Args{"id": r.Customer, "ids": ids}
	asked, beside := db.Ask[touchTold](tx, toldSQL, args), db.Ask[side](tx, sidesSQL, args)
	return func() ([]room.Told, error) {
		touches, err := asked.All()
		if err != nil {
			return nil, err
		}
		sides, err := beside.All()
		items := make(map[int64]*TouchItem, len(touches))
		out := make([]room.Told, len(touches))
		for i, t := range touches {
			items[t.ID] = t.item(tx.Me(), tx.Now, r.Mask)
			out[i] = room.Told{Row: t.Row, Part: items[t.ID]}
		}
		attach(items, sides, r.Mask)
		return out, err
	}
}

// attach hangs comments and files on their touches.
func attach(items map[int64]*TouchItem, sides []side, mask func(string) string) {
	names := map[string]string{}
	for _, s := range sides {
		if s.Part == "name" {
			names[crm.IDOf[crm.Person](s.ID).String()] = s.Name
		}
	}
	for _, s := range sides {
		t, id := items[s.Touch], crm.IDOf[crm.Comment](s.ID).String()
		switch {
		case t == nil:
		case s.Part == "comment":
			c := CommentItem{ID: id, By: customer.RefOf(s.By, s.Name), At: s.At, Content: mask(s.Text), Mentions: []customer.Ref{}}
			var ids []string
			_ = json.Unmarshal([]byte(s.Mentions), &ids) // written by this package
			for _, id := range ids {
				c.Mentions = append(c.Mentions, customer.Ref{ID: id, Name: names[id]})
			}
			t.Comments = append(t.Comments, c)
		case s.Part == "file":
			t.Files = append(t.Files, blob.Item{ID: id, Name: mask(s.Text), Size: s.Size, Mime: s.Mime})
		}
	}
}
