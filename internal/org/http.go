package org

import (
	"laidan/internal/authz"
	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/httpapi"
)

// Routes are the organisation's routes and who may use them.
func Routes(r *httpapi.Router) {
	httpapi.States(r, Organisation{}, Department{}, Person{})
	httpapi.Get(r, "/organisation", authz.Self, getOrganisation)
	httpapi.Patch(r, "/organisation", authz.SettingsWrite, patchOrganisation)

	httpapi.Get(r, "/departments", authz.Self, getDepartments)
	httpapi.Post(r, "/departments", authz.PeopleWrite, postDepartment)
	httpapi.Patch(r, "/departments/{id}", authz.PeopleWrite, patchDepartment)

	httpapi.Get(r, "/people", authz.PeopleRead, getPeople)
	httpapi.Post(r, "/people", authz.PeopleWrite, postPerson, httpapi.BrowserOnly)
	httpapi.Get(r, "/people/names", authz.Self, getNames)
	httpapi.Get(r, "/people/{id}", authz.PeopleRead, getOne)
	httpapi.Patch(r, "/people/{id}", authz.PeopleWrite, patchPerson)
	httpapi.Put(r, "/people/{id}/quota", authz.FunnelWrite, putQuota)
	httpapi.Post(r, "/people/{id}/disable", authz.PeopleWrite, postDisable)
	httpapi.Post(r, "/people/{id}/enable", authz.PeopleWrite, postEnable)
	httpapi.Post(r, "/people/{id}/invite", authz.PeopleWrite, postInvite, httpapi.BrowserOnly)
}

// List is an answer without pages.
type List[T any] struct {
	Items []T `json:"items"`
}

func listOf[T any](items []T, err error) (List[T], error) { return List[T]{items}, err }

func getOrganisation(tx *db.Tx, _ *struct{}) (Organisation, error) { return GetOrganisation(tx) }

type patchOrganisationIn struct{ Body SettingsChange }

func patchOrganisation(tx *db.Tx, in *patchOrganisationIn) (Organisation, error) {
	return ChangeOrganisation(tx, in.Body)
}

func getDepartments(tx *db.Tx, _ *struct{}) (List[Department], error) {
	return listOf(Departments(tx))
}

type postDepartmentIn struct{ Body NewDepartment }

func postDepartment(tx *db.Tx, in *postDepartmentIn) (Department, error) {
	return CreateDepartment(tx, in.Body)
}

type patchDepartmentIn struct {
	ID   crm.DepartmentID `path:"id"`
	Body DepartmentChange
}

func patchDepartment(tx *db.Tx, in *patchDepartmentIn) (Department, error) {
	return ChangeDepartment(tx, in.ID, in.Body)
}

type getPeopleIn struct {
	Q          string           `query:"q" maxLength:"100"`
	Department crm.DepartmentID `query:"department"`
	Active     string           `query:"active" enum:"true,false"`
}

func getPeople(tx *db.Tx, in *getPeopleIn) (List[Person], error) {
	q := PeopleQuery{Q: in.Q, Department: in.Department}
	if in.Active != "" {
		active := in.Active == "true"
		q.Active = &active
	}
	return listOf(People(tx, q))
}

func getNames(tx *db.Tx, _ *struct{}) (List[Name], error) { return listOf(listNames(tx)) }

type postPersonIn struct{ Body NewPerson }

func postPerson(tx *db.Tx, in *postPersonIn) (Person, error) { return CreatePerson(tx, in.Body) }

type personIn struct {
	ID crm.PersonID `path:"id"`
}

func getOne(tx *db.Tx, in *personIn) (Person, error) { return GetPerson(tx, in.ID) }

type patchPersonIn struct {
	ID   crm.PersonID `path:"id"`
	Body PersonChange
}

func patchPerson(tx *db.Tx, in *patchPersonIn) (Person, error) {
	return ChangePerson(tx, in.ID, in.Body)
}

type quotaBody struct {
	Quota int `json:"quota"`
}

type putQuotaIn struct {
	ID   crm.PersonID `path:"id"`
	Body quotaBody
}

func putQuota(tx *db.Tx, in *putQuotaIn) (Person, error) { return SetQuota(tx, in.ID, in.Body.Quota) }

type postDisableIn struct {
	ID   crm.PersonID `path:"id"`
	Body Heir
}

func postDisable(tx *db.Tx, in *postDisableIn) (Person, error) { return Disable(tx, in.ID, in.Body) }

func postEnable(tx *db.Tx, in *personIn) (Person, error) { return Enable(tx, in.ID) }

// Invitation is a one-time link, shown once.
type Invitation struct {
	InviteURL string `json:"inviteUrl"`
}

// OneTime keeps the link out of what is remembered for repeated requests.
func (Invitation) OneTime() bool { return true }

func postInvite(tx *db.Tx, in *personIn) (Invitation, error) {
	link, err := InviteAgain(tx, in.ID)
	return Invitation{link}, err
}
