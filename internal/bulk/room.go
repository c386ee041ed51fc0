package bulk

import (
	"laidan/internal/blob"
	"laidan/internal/httpapi"
	"laidan/internal/room"
)

// Room is lists that come in and go out.
func Room(files blob.Store) room.Room {
	return room.Room{Name: "bulk", Tables: tables, Facts: recorded, Routes: func(r *httpapi.Router) { Routes(r, files) }, Jobs: Jobs(files), Crons: Crons(files)}
}

var tables = []room.Table{
	{Name: "import"},
	{Name: "import_row", Rows: 50_000, Merge: room.Keep("the report of an import names what it met at that time"), Erase: room.Dropped, Sweep: room.Passing},
	{Name: "import_asked", Sweep: room.Ours},
	{Name: "export_grant"},
}

var recorded = []room.Fact{
	{Kind: "bulk.ErrorsRead"},
	{Kind: "bulk.ExportGranted"},
	{Kind: "bulk.ExportStarted"},
	{Kind: "bulk.Exported"},
	{Kind: "bulk.Imported"},
	{Kind: "bulk.Undone"},
	{Kind: "bulk.Uploaded"},
}
