package product

import "laidan/internal/room"

// Room is what is sold.
func Room() room.Room {
	return room.Room{Name: "product", Tables: tables, Facts: recorded, Routes: Routes}
}

var tables = []room.Table{
	{Name: "product", Rows: 50, Sweep: room.Ours},
}

var recorded = []room.Fact{
	{Kind: "product.Changed"},
	{Kind: "product.Created"},
}
