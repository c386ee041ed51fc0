package timeline

import (
	"laidan/internal/httpapi"
	"laidan/internal/room"
)

// Room is the timeline. The document names the parts of all arms, so it is told
// of them.
func Room(arms func() []room.Arm) room.Room {
	return room.Room{Name: "timeline", Routes: func(r *httpapi.Router) { Routes(r, arms()) }}
}
