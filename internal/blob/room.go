package blob

import "laidan/internal/room"

// Room is uploaded files.
func (s Store) Room(n Needs) room.Room {
	return room.Room{Name: "blob", Tables: tables, Timeline: arms, Routes: s.Routes, Crons: s.Crons(), Needs: n}
}

var tables = []room.Table{
	{Name: "blob", Rows: 20_000, Merge: room.Move(), Erase: room.Dropped, Sweep: room.Ours},
}
