package product

import "laidan/internal/room"

// Room is what is sold.
func Room() room.Room {
	return room.Room{Name: "product", Tables: tables, Routes: Routes}
}

var tables = []room.Table{
	{Name: "product", Rows: 50, Sweep: room.Ours},
}
