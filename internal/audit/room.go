package audit

import "laidan/internal/room"

// Room is the log and its checks.
func Room() room.Room {
	return room.Room{Name: "audit", Tables: tables, Routes: Routes}
}

var tables = []room.Table{
	{Name: "audit_mark", Sweep: room.Ours},
	{Name: "audit_key", Sweep: room.Ours},
}
