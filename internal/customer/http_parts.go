package customer

import (
	"slices"

	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/expr"
	"laidan/internal/httpapi"
)

// Routes of what belongs to a customer, and of views and fields.

type postContactIn struct {
	ID   crm.CustomerID `path:"id"`
	Body NewContact
}

// ContactAnswer is a contact after an act, as the reader sees it.
type ContactAnswer struct {
	ContactView
	// Customer is the version of the customer after the act.
	CustomerVersion int64 `json:"customerVersion"`
}

func postContact(tx *db.Tx, in *postContactIn) (ContactAnswer, error) {
	c, err := ForUpdate(tx, in.ID)
	if err != nil {
		return ContactAnswer{}, err
	}
	contact, err := AddContact(tx, c, in.Body)
	if err != nil {
		return ContactAnswer{}, err
	}
	return contactAnswer(tx, c.ID, contact.ID)
}

type patchContactIn struct {
	ID        crm.CustomerID `path:"id"`
	ContactID crm.ContactID  `path:"contactId"`
	Body      struct {
		Version int64 `json:"version" minimum:"1" doc:"The contact's version"`
		ContactChanges
	}
}

func patchContact(tx *db.Tx, in *patchContactIn) (ContactAnswer, error) {
	c, err := ForUpdate(tx, in.ID)
	if err != nil {
		return ContactAnswer{}, err
	}
	contact, err := UpdateContact(tx, c, in.ContactID, in.Body.Version, in.Body.ContactChanges)
	if err != nil {
		return ContactAnswer{}, err
	}
	return contactAnswer(tx, c.ID, contact.ID)
}

// contactAnswer reads a contact as the page shows it.
func contactAnswer(tx *db.Tx, id crm.CustomerID, contact crm.ContactID) (ContactAnswer, error) {
	full, err := Read(tx, id, false)
	if err != nil {
		return ContactAnswer{}, err
	}
	i := slices.IndexFunc(full.Contacts, func(c ContactView) bool { return c.ID == contact.String() })
	if i < 0 {
		return ContactAnswer{}, crm.Missing()
	}
	return ContactAnswer{full.Contacts[i], full.Version}, nil
}

type contactIn struct {
	ID        crm.CustomerID `path:"id"`
	ContactID crm.ContactID  `path:"contactId"`
}

func deleteContact(tx *db.Tx, in *contactIn) (httpapi.None, error) {
	c, err := ForUpdate(tx, in.ID)
	if err != nil {
		return httpapi.None{}, err
	}
	return httpapi.None{}, RemoveContact(tx, c, in.ContactID)
}

type putCollaboratorIn struct {
	ID       crm.CustomerID `path:"id"`
	PersonID crm.PersonID   `path:"personId"`
	Body     struct {
		MayTouch bool       `json:"mayTouch"`
		Until    crm.Millis `json:"until,omitempty" doc:"Absent: until taken back"`
	}
}

func putCollaborator(tx *db.Tx, in *putCollaboratorIn) (Collaborator, error) {
	c, err := ForUpdate(tx, in.ID)
	if err != nil {
		return Collaborator{}, err
	}
	return Share(tx, c, in.PersonID, in.Body.MayTouch, in.Body.Until)
}

type collaboratorIn struct {
	ID       crm.CustomerID `path:"id"`
	PersonID crm.PersonID   `path:"personId"`
}

func deleteCollaborator(tx *db.Tx, in *collaboratorIn) (httpapi.None, error) {
	c, err := ForUpdate(tx, in.ID)
	if err != nil {
		return httpapi.None{}, err
	}
	return httpapi.None{}, Unshare(tx, c, in.PersonID)
}

// ViewList is the answer of the list of views.
type ViewList struct {
	Items []SavedView `json:"items"`
}

type getViewsIn struct {
	List string `query:"list" enum:"customers,deals,contracts" default:"customers"`
}

func getViews(tx *db.Tx, in *getViewsIn) (ViewList, error) {
	items, err := SavedViews(tx, in.List)
	return ViewList{items}, err
}

// Filter is a condition that was read.
type Filter struct {
	Text string     `json:"text" doc:"Its canonical form"`
	Tree *expr.Tree `json:"tree" doc:"null for the empty one"`
}

type getFilterIn struct {
	Text string `query:"text" maxLength:"8000" doc:"A condition over the fields of GET /fields"`
}

// getFilter reads a condition for a program that shows it. Whether its fields
// are known is asked where it is used.
func getFilter(_ *db.Tx, in *getFilterIn) (Filter, error) {
	n, err := expr.Parse(in.Text)
	return Filter{expr.Print(n), expr.TreeOf(n)}, err
}

// ViewCounts are the numbers on the tabs, by the id of the view.
type ViewCounts struct {
	Counts map[string]crm.Total `json:"counts"`
}

func getViewCounts(tx *db.Tx, _ *struct{}) (ViewCounts, error) {
	counts, err := CountViews(tx)
	return ViewCounts{counts}, err
}

type postViewIn struct {
	Body struct {
		List string `json:"list,omitempty" enum:"customers,deals,contracts" default:"customers"`
		ViewChange
	}
}

func postView(tx *db.Tx, in *postViewIn) (SavedView, error) {
	return CreateView(tx, first(in.Body.List, "customers"), in.Body.ViewChange)
}

type viewIn struct {
	ID crm.ID[crm.View] `path:"id"`
}

type patchViewIn struct {
	ID   crm.ID[crm.View] `path:"id"`
	Body ViewChange
}

func patchView(tx *db.Tx, in *patchViewIn) (SavedView, error) { return UpdateView(tx, in.ID, in.Body) }

func deleteView(tx *db.Tx, in *viewIn) (httpapi.None, error) {
	return httpapi.None{}, DeleteView(tx, in.ID)
}

// FieldList is the answer of the list of fields.
type FieldList struct {
	Items []FieldView `json:"items"`
}

func getFields(tx *db.Tx, _ *struct{}) (FieldList, error) {
	items, err := FieldViews(tx)
	return FieldList{items}, err
}
