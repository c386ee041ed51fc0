package assign

import "laidan/internal/room"

// Room is allocation: pools, hand-outs, the cold store.
func Room(n Needs) room.Room {
	return room.Room{Name: "assign", Tables: tables, Routes: Routes, Found: Found, Needs: n}
}

var tables = []room.Table{
	{Name: "pool", Rows: 10, Sweep: room.Ours},
}
