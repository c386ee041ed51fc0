package funnel

import (
	"encoding/json"

	"laidan/internal/db"
	"laidan/internal/room"
	"laidan/internal/words"
)

// MoveItem is a change of layer, as timelines tell it.
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

type moveTold struct {
	room.Row
	From       int     `db:"from_layer"`
	To         int     `db:"to_layer"`
	Reason     string  `db:"reason"`
	Competitor string  `db:"competitor"`
	Evidence   string  `db:"evidence"`
	Days       float64 `db:"days"`
	Overridden bool    `db:"overridden"`
	Imported   bool    `db:"imported"`
}

var arms = []room.Arm{{Type: "move", Tabs: []string{"", "move"}, At: "at", Part: (*MoveItem)(nil), Load: room.Tell(toldSQL, tellMove),
	Rows: "move x WHERE x.tenant_id = @tenant AND x.customer_id = @id"}}

const toldSQL = `SELECT m.id, m.by_id, w.name AS by_name, m.from_layer, m.to_layer, m.reason, m.competitor, m.evidence, m.days, m.overridden, m.imported
	FROM move m LEFT JOIN person w ON w.tenant_id = @tenant AND w.id = m.by_id
	WHERE m.tenant_id = @tenant AND m.customer_id = @id AND m.id IN (@ids)`

func tellMove(tx *db.Tx, r room.Reader, m moveTold) room.Told {
	item := &MoveItem{From: words.LayerAt(m.From), To: words.LayerAt(m.To), Reason: r.Mask(m.Reason), Competitor: r.Mask(m.Competitor),
		Days: m.Days, Overridden: m.Overridden, Imported: m.Imported, Evidence: json.RawMessage("[]")}
	if t, err := TemplateOf(tx); err == nil {
		item.Ideal = t.IdealDays(m.From)
	}
	if json.Valid([]byte(m.Evidence)) {
		item.Evidence = json.RawMessage(m.Evidence)
	}
	return room.Told{Row: m.Row, Part: item}
}
