package customer

import (
	"encoding/json"
	"fmt"

	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/room"
)

// ReceiptItem is a change of owner or pool, as timelines tell it.
type ReceiptItem struct {
	Kind   string `json:"kind"`
	From   *Ref   `json:"from"`
	To     *Ref   `json:"to"`
	Pool   *Ref   `json:"pool"`
	Reason string `json:"reason"`
}

// ChangeItem is a change of the record itself.
type ChangeItem struct {
	Kind   string         `json:"kind" doc:"Kind of the fact; its words are fact.<kind> in the catalogues"`
	Fields []FieldChange  `json:"fields"`
	Data   map[string]any `json:"data,omitempty"`
}

var arms = []room.Arm{
	{Type: "receipt", Tabs: []string{"", "move"}, At: "at", Part: (*ReceiptItem)(nil), Load: room.Tell(receiptToldSQL, tellReceipt),
		Rows: "receipt x WHERE x.tenant_id = @tenant AND x.customer_id = @id"},
	{Type: "change", Tabs: []string{"change"}, At: "at", Part: (*ChangeItem)(nil), Load: room.Tell(changeToldSQL, tellChange),
		Rows: factsOf + " WHERE x.kind IN (@kinds)", Args: func(tx *db.Tx) db.Args { return db.Args{"kinds": room.Changes(tx)} }},
}

const (
	// factsOf are the facts of the customer and of those that were merged into it.
	factsOf = `(SELECT CAST(@id AS BIGINT) AS id UNION ALL SELECT l.id FROM customer l WHERE l.tenant_id = @tenant AND l.merged_into = @id) y
		JOIN fact x ON x.tenant_id = @tenant AND x.customer_id = y.id`
	receiptToldSQL = `SELECT r.id, r.by_id, w.name AS by_name, r.kind, r.reason, r.from_owner, f.name AS from_name, r.to_owner, o.name AS to_name,
		r.pool_id, po.name AS pool_name
		FROM receipt r LEFT JOIN person f ON f.tenant_id = @tenant AND f.id = r.from_owner
		LEFT JOIN person o ON o.tenant_id = @tenant AND o.id = r.to_owner
		LEFT JOIN pool po ON po.tenant_id = @tenant AND po.id = r.pool_id
		LEFT JOIN person w ON w.tenant_id = @tenant AND w.id = r.by_id
		WHERE r.tenant_id = @tenant AND r.customer_id = @id AND r.id IN (@ids)`
	changeToldSQL = `SELECT x.id, x.actor_id AS by_id, w.name AS by_name, x.kind, x.payload
		FROM ` + factsOf + ` LEFT JOIN person w ON w.tenant_id = @tenant AND w.id = x.actor_id WHERE x.id IN (@ids)`
)

type receiptTold struct {
	room.Row
	Kind     string       `db:"kind"`
	Reason   string       `db:"reason"`
	From     crm.PersonID `db:"from_owner"`
	FromName string       `db:"from_name"`
	To       crm.PersonID `db:"to_owner"`
	ToName   string       `db:"to_name"`
	Pool     crm.PoolID   `db:"pool_id"`
	PoolName string       `db:"pool_name"`
}

func tellReceipt(_ *db.Tx, r room.Reader, h receiptTold) room.Told {
	return room.Told{Row: h.Row, Part: &ReceiptItem{Kind: h.Kind, Reason: r.Mask(h.Reason),
		From: RefOf(h.From, h.FromName), To: RefOf(h.To, h.ToName), Pool: RefOf(h.Pool, h.PoolName)}}
}

type changeTold struct {
	room.Row
	Kind    string `db:"kind"`
	Payload string `db:"payload"`
}

func tellChange(_ *db.Tx, r room.Reader, f changeTold) room.Told {
	return room.Told{Row: f.Row, Part: changeOf(f.Kind, f.Payload, r.Mask)}
}

// changeOf are the fields of an edit, or the few words of another act.
func changeOf(kind, payload string, mask func(string) string) *ChangeItem {
	out := &ChangeItem{Kind: kind, Fields: []FieldChange{}}
	data := map[string]any{}
	if json.Unmarshal([]byte(payload), &data) != nil { // erased: payload and salt are gone
		return out
	}
	if list, ok := data["fields"].([]any); ok {
		for _, f := range list {
			if m, ok := f.(map[string]any); ok {
				out.Fields = append(out.Fields, FieldChange{fmt.Sprint(m["field"]), maskValue(m["before"], mask), maskValue(m["after"], mask)})
			}
		}
		delete(data, "fields")
	}
	if len(data) > 0 {
		out.Data, _ = maskValue(data, mask).(map[string]any)
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
