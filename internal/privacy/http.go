package privacy

import (
	"net/http"

	"laidan/internal/authz"
	"laidan/internal/blob"
	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/httpapi"
)

// Routes are the module's routes; all of them need the right to personal data.
func Routes(r *httpapi.Router, files blob.Store) {
	httpapi.Post(r, "/personal-data/find", authz.PersonalData, postFind)
	httpapi.Raw(r, http.MethodGet, "/customers/{id}/personal-data", authz.PersonalData,
		httpapi.RawDoc{Summary: "Everything kept about a person as ZIP (?contact=ID: about one contact)", Produces: "application/zip", Query: []string{"contact"}},
		func(q *httpapi.Request) error { return getExport(q, files) })
	httpapi.Raw(r, http.MethodPost, "/customers/{id}/erasure", authz.PersonalData,
		httpapi.RawDoc{Summary: "Erase a person for good: {confirm, reason, contactId?}", Produces: "application/json", In: erasureIn{}, Out: Done{}},
		func(q *httpapi.Request) error { return postErasure(q, files) })
}

type postFindIn struct {
	Body struct {
		Q string `json:"q" maxLength:"120" doc:"Full number, e-mail, WeChat id or customer id"`
	}
}

type foundOut struct {
	Items []Found `json:"items"`
}

func postFind(tx *db.Tx, in *postFindIn) (foundOut, error) {
	list, err := Find(tx, in.Body.Q)
	return foundOut{list}, err
}

func subjectOf(q *httpapi.Request, contact string) (Subject, error) {
	var s Subject
	var err error
	if s.Customer, err = crm.ParseID[crm.Customer](q.R.PathValue("id")); err != nil {
		return s, crm.Missing()
	}
	if contact != "" {
		if s.Contact, err = crm.ParseID[crm.Contact](contact); err != nil {
			return s, crm.Missing()
		}
	}
	return s, nil
}

// getExport answers a ZIP. It is written to a file first: an error in the
// middle must not look like a finished download.
func getExport(q *httpapi.Request, files blob.Store) error {
	s, err := subjectOf(q, q.R.URL.Query().Get("contact"))
	if err != nil {
		return err
	}
	return q.Spooled("application/zip", "personal-data-"+s.Customer.String()+".zip", func(w httpapi.Spool) error {
		return Export(q.R.Context(), q.DB(), files, q.Actor, s, w)
	})
}

// erasureIn is the body of an erasure.
type erasureIn struct {
	Confirm   string `json:"confirm" doc:"The name of the person, typed"`
	Reason    string `json:"reason"`
	ContactID string `json:"contactId,omitempty" doc:"One contact of a company; the customer itself when left out"`
}

func postErasure(q *httpapi.Request, files blob.Store) error {
	var in erasureIn
	if err := q.Body(&in); err != nil {
		return err
	}
	s, err := subjectOf(q, in.ContactID)
	if err != nil {
		return err
	}
	done, err := Erase(q.R.Context(), q.DB(), files, q.Actor, Order{Subject: s, Confirm: in.Confirm, Reason: in.Reason})
	if err != nil {
		return err
	}
	return q.JSON(http.StatusOK, done)
}
