package field

import "laidan/internal/room"

// Room is an organisation's own fields.
func Room() room.Room {
	return room.Room{Name: "field", Tables: tables, Facts: recorded, Routes: Routes}
}

var tables = []room.Table{
	{Name: "field_def", Rows: 20, Sweep: room.Ours},
	{Name: "custom_value", Rows: 100_000, Merge: room.Steps(mergeValuesSQL, clearValuesSQL), Erase: room.Dropped, Imported: true},
}

var recorded = []room.Fact{
	{Kind: "field.Changed"},
	{Kind: "field.Created"},
}
