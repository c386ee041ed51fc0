package timeline

import (
	"laidan/internal/authz"
	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/httpapi"
	"laidan/internal/room"
)

// Routes adds the timeline of a customer.
func Routes(r *httpapi.Router, arms []room.Arm) {
	for _, a := range arms {
		httpapi.TellPart[Item](r, "type", a.Type, a.Part)
	}
	httpapi.Get(r, "/customers/{id}/timeline", authz.CustomerRead, getTimeline)
}

type getTimelineIn struct {
	ID     crm.CustomerID `path:"id"`
	Kind   string         `query:"kind" enum:"touch,move,deal,file,change," doc:"Tab; empty: everything but changes of the record"`
	Cursor string         `query:"cursor" maxLength:"100"`
	Limit  int            `query:"limit" minimum:"1" maximum:"100" default:"30"`
}

func getTimeline(tx *db.Tx, in *getTimelineIn) (Timeline, error) {
	return Read(tx, in.ID, in.Kind, in.Cursor, in.Limit)
}
