package audit

import (
	"laidan/internal/authz"
	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/httpapi"
)

// Routes are the log's routes.
func Routes(r *httpapi.Router) {
	httpapi.Get(r, "/audit", authz.AuditRead, getAudit)
}

type getAuditIn struct {
	Subject  crm.ID[struct{}] `query:"subject" doc:"Id of the record the fact is about"`
	Customer crm.CustomerID   `query:"customer"`
	Person   crm.PersonID     `query:"person" doc:"Who acted"`
	Kind     string           `query:"kind" maxLength:"60" doc:"A kind or its beginning: auth, customer.Revealed"`
	From     string           `query:"from" doc:"Day, 2026-10-14"`
	To       string           `query:"to" doc:"Day, included"`
	Cursor   string           `query:"cursor" maxLength:"20"`
	Limit    int              `query:"limit" minimum:"0" maximum:"200"`
}

func getAudit(tx *db.Tx, in *getAuditIn) (crm.Page[Item], error) {
	q := Query{Subject: in.Subject.Int64(), Customer: in.Customer, Person: in.Person, Kind: cleanKind(in.Kind), Cursor: in.Cursor, Limit: in.Limit}
	for _, d := range []struct {
		text, pointer string
		day           *crm.Day
	}{{in.From, "?from", &q.From}, {in.To, "?to", &q.To}} {
		if d.text == "" {
			continue
		}
		day, err := crm.ParseDay(d.text)
		if err != nil {
			return crm.Page[Item]{}, crm.Bad(d.pointer, "field.day")
		}
		*d.day = day
	}
	return List(tx, q)
}
