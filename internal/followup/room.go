package followup

import "laidan/internal/room"

// Room is touches, plans and the work queue.
func Room(n Needs) room.Room {
	return room.Room{Name: "followup", Tables: tables, Facts: recorded, Timeline: arms, Routes: Routes, Needs: n}
}

var tables = []room.Table{
	{Name: "touch", Rows: 500_000, Merge: room.Move(), Erase: room.Wordless, Told: "at", OfContact: true, Imported: true},
	{Name: "touch_comment", Merge: room.Move(), Erase: room.Wordless, Told: "at"},
	{Name: "touch_file", Merge: room.Move(), Erase: room.Dropped},
	{Name: "plan", Rows: 300_000, Merge: room.Move(endPlanSQL), Erase: room.Wordless, Told: "at", Imported: true},
	{Name: "call_number", Sweep: room.Number},
}

var recorded = []room.Fact{
	{Kind: "followup.CallStarted"},
	{Kind: "followup.Commented"},
	{Kind: "followup.Corrected", Change: true},
	{Kind: "followup.PlanClosed"},
	{Kind: "followup.Planned"},
	{Kind: "followup.Touched"},
}
