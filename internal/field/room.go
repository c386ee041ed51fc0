package field

import "laidan/internal/room"

// Room is an organisation's own fields.
func Room() room.Room {
	return room.Room{Name: "field", Tables: tables, Facts: recorded, Routes: Routes}
}

var tables = []room.Table{
	{Name: "field_def", Rows: 20, Sweep: room.Ours},
}

var recorded = []room.Fact{
	{Kind: "field.Changed"},
	{Kind: "field.Created"},
}
