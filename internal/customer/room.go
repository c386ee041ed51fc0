package customer

import "laidan/internal/room"

// Room is customers with their contacts and timeline.
func Room(n Needs) room.Room {
	return room.Room{Name: "customer", Tables: tables, Facts: recorded, Timeline: arms, Routes: Routes, Jobs: Jobs(), Needs: n}
}

var tables = []room.Table{
	{Name: "customer", Rows: 100_000, Erase: room.Wordless},
	{Name: "contact", Rows: 120_000, Merge: room.Keep("moved by movePeople, which folds people of one name"), Erase: room.Dropped, Imported: true},
	{Name: "channel", Rows: 150_000, Merge: room.Keep("moved by movePeople"), Erase: room.Dropped, Imported: true},
	{Name: "customer_key", Rows: 300_000, Merge: room.Steps(mergeKeysSQL, clearKeysSQL), Erase: room.Dropped, Imported: true},
	{Name: "customer_tag", Rows: 100_000, Merge: room.Steps(mergeTagsSQL, clearTagsSQL), Erase: room.Dropped, Imported: true},
	{Name: "customer_words", Merge: room.Keep("belongs to the row, which stays"), Erase: room.Dropped, Imported: true},
	{Name: "collaborator", Merge: room.Steps(mergeCollaboratorsSQL, clearCollaboratorsSQL), Erase: room.Dropped, Imported: true},
	{Name: "receipt", Rows: 150_000, Merge: room.Move(), Erase: room.Wordless, Told: "at", Imported: true},
	{Name: "hold", Rows: 300, Sweep: room.Ours},
	{Name: "attempt", Sweep: room.Ours},
	{Name: "saved_view"},
	{Name: "bulk_act"},
	{Name: "bulk_act_row", Merge: room.Keep("the report of an act names whom it met at that time"), Erase: room.Dropped},
	{Name: "shared_number", Sweep: room.Number},
	{Name: "erased_key", Sweep: room.Ours},
	{Name: "erased_number", Sweep: room.Ours},
}

var recorded = []room.Fact{
	{Kind: "customer.Archived", Change: true},
	{Kind: "customer.BulkEnded"},
	{Kind: "customer.BulkStarted"},
	{Kind: "customer.ContactAdded", Change: true},
	{Kind: "customer.ContactEdited", Change: true},
	{Kind: "customer.ContactRemoved", Change: true},
	{Kind: "customer.Created", Change: true},
	{Kind: "customer.Edited", Change: true},
	{Kind: "customer.HandedOver"},
	{Kind: "customer.Merged", Change: true},
	{Kind: "customer.NumberShared"},
	{Kind: "customer.NumberUnshared"},
	{Kind: "customer.Probed"},
	{Kind: "customer.Restored", Change: true},
	{Kind: "customer.Revealed"},
	{Kind: "customer.Shared", Change: true},
	{Kind: "customer.Unshared", Change: true},
	{Kind: "customer.ViewDeleted"},
	{Kind: "customer.ViewSaved"},
}
