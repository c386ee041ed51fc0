package notify

import "laidan/internal/room"

// Room is notices.
func Room() room.Room {
	return room.Room{Name: "notify", Tables: tables, Routes: Routes, Crons: Crons(), Reactions: reactions()}
}

var tables = []room.Table{
	{Name: "notice", Rows: 50_000, Merge: room.Keep("leads to the merged id, which answers with the survivor"), Erase: room.Dropped, Sweep: room.Passing},
}
