package privacy

import (
	"laidan/internal/blob"
	"laidan/internal/httpapi"
	"laidan/internal/room"
)

// Room is what a person may ask of those who keep data about them.
func Room(files blob.Store) room.Room {
	return room.Room{Name: "privacy", Facts: recorded, Routes: func(r *httpapi.Router) { Routes(r, files) }}
}

var recorded = []room.Fact{
	{Kind: "privacy.Erased"},
	{Kind: "privacy.Exported"},
	{Kind: "privacy.Searched"},
}
