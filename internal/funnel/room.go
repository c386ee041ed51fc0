package funnel

import "laidan/internal/room"

// Room is layers, moves and their figures.
func Room(n Needs) room.Room {
	return room.Room{Name: "funnel", Tables: tables, Facts: recorded, Timeline: arms, Routes: Routes, Found: Found, Needs: n}
}

var tables = []room.Table{
	{Name: "funnel", Rows: 2, Sweep: room.Ours},
	{Name: "funnel_day", Rows: 200_000, Sweep: room.Ours},
	{Name: "move", Rows: 300_000, Merge: room.Move(), Erase: room.Wordless, Told: "at", Covered: []string{"competitor"}},
	{Name: "layer_exit", Rows: 300_000, Merge: room.Steps(mergeExitsSQL, linkExitsSQL), Sweep: room.Ours},
}

var recorded = []room.Fact{
	{Kind: "funnel.Moved"},
	{Kind: "funnel.TemplateChanged"},
}
