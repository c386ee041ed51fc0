package deal

import "laidan/internal/room"

// Room is deals, contracts and payments.
func Room() room.Room {
	return room.Room{Name: "deal", Tables: tables, Routes: Routes}
}

var tables = []room.Table{
	{Name: "deal", Rows: 20_000, Merge: room.Move(), Erase: room.Wordless, Told: "created_at"},
	{Name: "contract", Rows: 10_000, Merge: room.Move(), Erase: room.Wordless, Told: "created_at"},
	{Name: "payment", Rows: 20_000, Merge: room.Move(), Erase: room.Wordless, Told: "created_at"},
}
