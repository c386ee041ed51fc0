package assign

import "laidan/internal/room"

// Room is allocation: pools, hand-outs, the cold store.
func Room(n Needs) room.Room {
	return room.Room{Name: "assign", Tables: tables, Facts: recorded, Routes: Routes, Found: Found, Needs: n}
}

var tables = []room.Table{
	{Name: "pool", Rows: 10, Sweep: room.Ours},
}

var recorded = []room.Fact{
	{Kind: "assign.Evaluated", Change: true},
	{Kind: "assign.PoolChanged"},
	{Kind: "assign.PoolCreated"},
}
