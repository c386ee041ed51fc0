package notify

import (
	"strconv"

	"laidan/internal/authz"
	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/httpapi"
)

// Routes are the module's routes: everybody reads their own notices.
func Routes(r *httpapi.Router) {
	httpapi.Get(r, "/notices", authz.Self, getNotices)
	httpapi.Post(r, "/notices/read", authz.Self, postRead)
}

type noticesIn struct {
	Unread bool   `query:"unread" doc:"Only those I have not read"`
	Cursor string `query:"cursor"`
}

// NoticePage is one page of my notices.
type NoticePage struct {
	Items []Notice `json:"items"`
	Next  string   `json:"next"`
}

func getNotices(tx *db.Tx, in *noticesIn) (NoticePage, error) {
	var before int64
	if in.Cursor != "" {
		var err error
		if before, err = strconv.ParseInt(in.Cursor, 10, 64); err != nil {
			return NoticePage{}, crm.Bad("?cursor", "field.invalid")
		}
	}
	items, next, err := List(tx, in.Unread, before)
	return NoticePage{items, next}, err
}

type readIn struct {
	Body struct {
		IDs []crm.ID[crm.Notice] `json:"ids,omitempty" maxItems:"500"`
		All bool                 `json:"all,omitempty"`
	}
}

// UnreadCount is how many notices are left to read.
type UnreadCount struct {
	Unread int `json:"unread"`
}

func postRead(tx *db.Tx, in *readIn) (UnreadCount, error) {
	n, err := MarkRead(tx, in.Body.IDs, in.Body.All)
	return UnreadCount{n}, err
}
