package field

import (
	"laidan/internal/authz"
	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/httpapi"
)

// Routes are the settings of fields. The list of all fields that conditions may
// name, GET /fields, is the customers'.
func Routes(r *httpapi.Router) {
	httpapi.States(r, Def{})
	httpapi.Post(r, "/fields", authz.SettingsWrite, postField)
	httpapi.Patch(r, "/fields/{id}", authz.SettingsWrite, patchField)
}

type postFieldIn struct{ Body New }

func postField(tx *db.Tx, in *postFieldIn) (Def, error) { return Create(tx, in.Body) }

type patchFieldIn struct {
	ID   crm.ID[crm.Field] `path:"id"`
	Body Change
}

func patchField(tx *db.Tx, in *patchFieldIn) (Def, error) { return Update(tx, in.ID, in.Body) }
