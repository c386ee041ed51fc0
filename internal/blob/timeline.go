package blob

import (
	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/room"
)

// Item is a file of a customer, as timelines tell it.
type Item struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	Size int64  `json:"size"`
	Mime string `json:"mime"`
}

type told struct {
	room.Row
	Name string `db:"name"`
	Mime string `db:"mime"`
	Size int64  `db:"size"`
}

const (
	allRows = "blob x WHERE x.tenant_id = @tenant AND x.customer_id = @id"
	// A file that hangs on a touch or a contract is told there.
	looseRows = allRows + ` AND x.kind = 'attachment' AND NOT EXISTS (SELECT 1 FROM touch_file tf
		WHERE tf.tenant_id = @tenant AND tf.customer_id = @id AND tf.blob_id = x.id)`
	toldSQL = `SELECT b.id, b.created_by AS by_id, w.name AS by_name, b.name, b.mime, b.size
		FROM blob b LEFT JOIN person w ON w.tenant_id = @tenant AND w.id = b.created_by
		WHERE b.tenant_id = @tenant AND b.customer_id = @id AND b.id IN (@ids)`
)

var arms = []room.Arm{
	{Type: "file", Tabs: []string{""}, Rows: looseRows, At: "created_at", Part: (*Item)(nil), Load: room.Tell(toldSQL, tell)},
	{Type: "file", Tabs: []string{"file"}, Rows: allRows, At: "created_at", Part: (*Item)(nil), Load: room.Tell(toldSQL, tell)},
}

func tell(_ *db.Tx, r room.Reader, f told) room.Told {
	return room.Told{Row: f.Row,
		Part: &Item{ID: crm.IDOf[crm.Blob](f.ID).String(), Name: r.Mask(f.Name), Size: f.Size, Mime: f.Mime}}
}
