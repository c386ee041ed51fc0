package org

import (
	"encoding/json"
	"slices"
	"strings"

	"laidan/internal/authz"
	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/event"
	"laidan/internal/room"
	"laidan/internal/textkey"
	"laidan/internal/words"
)

// Needs is what org asks of rooms above it.
type Needs struct {
	// OpenLogin gives a new person a log-in without a password and returns the
	// one-time link at which they choose one.
	OpenLogin func(tx *db.Tx, id crm.PersonID, email string) (link string, err error)
	// MoveLogin changes the e-mail of a log-in.
	MoveLogin func(tx *db.Tx, id crm.PersonID, email string) error
	// Invite makes a new one-time link and ends earlier ones.
	Invite func(tx *db.Tx, id crm.PersonID) (link string, err error)
	// EndSessions ends a person's sessions, tokens and links.
	EndSessions func(tx *db.Tx, id crm.PersonID) error
	// HandOutAll gives every customer of a person to the receiver or the pool,
	// with a receipt each, and tells how many there were.
	HandOutAll func(tx *db.Tx, from crm.PersonID, to Heir) (int, error)
	// CustomersFollow counts a person's customers in the department they moved to.
	CustomersFollow func(tx *db.Tx, person crm.PersonID, to crm.DepartmentID) error
	// SetQuota says how many customers a person may hold.
	SetQuota func(tx *db.Tx, person crm.PersonID, quota int) error
}

func needs(tx *db.Tx) Needs { return room.Ask[Needs](tx) }

// Place is a department by name.
type Place struct {
	ID   crm.DepartmentID `json:"id"`
	Name string           `json:"name"`
}

// Person is a colleague as administrators and managers see them.
type Person struct {
	ID         crm.PersonID `json:"id"`
	Name       string       `json:"name"`
	Email      string       `json:"email"`
	Phone      string       `json:"phone,omitempty"`
	Department Place        `json:"department"`
	Roles      []words.Role `json:"roles"`
	Scope      crm.Scope    `json:"scope"`
	Level      words.Level  `json:"level"`
	Skills     Skills       `json:"skills"`
	Active     bool         `json:"active"`
	Quota      int          `json:"quota"`
	Used       int          `json:"used"`
	Version    int          `json:"version"`
	CreatedAt  crm.Millis   `json:"createdAt"`
	InviteURL  string       `json:"inviteUrl,omitempty" doc:"Shown once: where the person chooses a password, for 48 hours"`
}

// OneTime keeps the invitation out of what is remembered for repeated requests.
func (p Person) OneTime() bool { return p.InviteURL != "" }

func (r personRow) record() Person {
	p := Person{ID: r.ID, Name: r.Name, Email: r.Email, Phone: r.Phone, Department: Place{r.DepartmentID, r.DepartmentName},
		Roles: words.Of[words.Role](SplitRoles(r.Roles)), Scope: r.Scope, Level: words.Level(r.Level), Active: r.Active, Quota: r.Quota, Used: r.Used,
		Version: r.Version, CreatedAt: r.CreatedAt}
	_ = json.Unmarshal([]byte(r.Skills), &p.Skills) // written by us; a damaged one reads as none
	return p
}

// PeopleQuery narrows the list of people.
type PeopleQuery struct {
	Q          string
	Department crm.DepartmentID
	Active     *bool
}

// People lists those whose work the reader may see; who manages people sees all.
func People(tx *db.Tx, q PeopleQuery) ([]Person, error) {
	f := peopleFilter{Everybody: seesEverybody(tx.Actor), Department: q.Department, AnyPlace: q.Department.IsZero(), AnyState: q.Active == nil}
	set(&f.Active, q.Active)
	rows, err := listPeople(tx, f)
	if err != nil {
		return nil, err
	}
	list := []Person{}
	for _, r := range rows {
		if Matches(q.Q, r.Name, r.NameKey, r.Email) {
			list = append(list, r.record())
		}
	}
	return list, nil
}

// seesEverybody is for who manages people, and for leaders of the whole
// organisation. A scope of all that comes from serving customers is about
// customers, not about colleagues.
func seesEverybody(a crm.Actor) bool {
	return a.System() || authz.May(a, authz.PeopleWrite) || a.Scope == crm.ScopeAll && a.Is(authz.Director, authz.Manager)
}

// GetPerson reads a colleague whose work the reader may see.
func GetPerson(tx *db.Tx, id crm.PersonID) (Person, error) {
	if id != tx.Me() && !seesEverybody(tx.Actor) {
		if seen, err := sees(tx, id); err != nil || !seen {
			return Person{}, missingUnless(err)
		}
	}
	r, err := getPerson(tx, id)
	if err != nil {
		return Person{}, err
	}
	return r.record(), nil
}

func missingUnless(err error) error {
	if err == nil {
		return crm.Missing()
	}
	return err
}

// Names gives the names of people by id, for lists of other modules.
func Names(tx *db.Tx, ids []crm.PersonID) (map[crm.PersonID]string, error) {
	names := make(map[crm.PersonID]string, len(ids))
	unique := slices.DeleteFunc(slices.Clone(ids), crm.PersonID.IsZero)
	slices.SortFunc(unique, byID)
	unique = slices.Compact(unique)
	for part := range slices.Chunk(unique, chunk) {
		list, err := namesByID(tx, part)
		if err != nil {
			return nil, err
		}
		for _, n := range list {
			names[n.ID] = n.Name
		}
	}
	return names, nil
}

// NewPerson is what a colleague begins with.
type NewPerson struct {
	Name         string           `json:"name" minLength:"1" maxLength:"100"`
	Email        string           `json:"email" minLength:"3" maxLength:"254"`
	Phone        string           `json:"phone,omitempty" maxLength:"30"`
	DepartmentID crm.DepartmentID `json:"departmentId"`
	Roles        []string         `json:"roles" minItems:"1" maxItems:"7"`
	Level        string           `json:"level,omitempty" enum:"novice,regular,experienced"`
	Skills       Skills           `json:"skills,omitempty"`
	Quota        *int             `json:"quota,omitempty"`
	Scope        string           `json:"scope,omitempty" enum:"none,own,team,subtree,all" doc:"Left out: follows the roles"`
}

// CreatePerson adds a colleague and returns their one-time link.
func CreatePerson(tx *db.Tx, in NewPerson) (Person, error) {
	if _, err := lockTenant(tx); err != nil {
		return Person{}, err
	}
	r := personRow{ID: db.NewID[crm.Person](tx), Name: in.Name, Email: strings.TrimSpace(in.Email), Phone: strings.TrimSpace(in.Phone),
		DepartmentID: in.DepartmentID, Scope: crm.Scope(in.Scope), Level: in.Level, Skills: in.Skills.text(), Quota: DefaultQuota, Active: true}
	set(&r.Quota, in.Quota)
	if r.Level == "" {
		r.Level = "regular"
	}
	roles, err := CleanRoles(in.Roles)
	if err != nil {
		return Person{}, err
	}
	if r.Roles = strings.Join(roles, ","); r.Scope == "" {
		r.Scope = authz.DefaultScope(roles)
	}
	if err := r.check(); err != nil {
		return Person{}, err
	}
	if err := checkPlace(tx, "/departmentId", r.DepartmentID); err != nil {
		return Person{}, err
	}
	if err := insertPerson(tx, r); err != nil {
		return Person{}, err
	}
	link, err := needs(tx).OpenLogin(tx, r.ID, r.Email)
	if err != nil {
		return Person{}, err
	}
	if err := Reseat(tx); err != nil {
		return Person{}, err
	}
	if err := event.Record(tx, event.Fact{Kind: "org.PersonCreated", Subject: r.ID.Int64(), Data: map[string]any{
		"name": r.Name, "email": r.Email, "roles": roles, "scope": r.Scope, "departmentId": r.DepartmentID}}); err != nil {
		return Person{}, err
	}
	r, err = getPerson(tx, r.ID)
	p := r.record()
	p.InviteURL = link
	return p, err
}

// check cleans and validates what both creation and edit may set.
func (r *personRow) check() (err error) {
	if r.Name, err = CleanName("/name", r.Name); err != nil {
		return err
	}
	r.NameKey = textkey.SortKey(r.Name)
	if err := CheckEmail("/email", r.Email); err != nil {
		return err
	}
	var c crm.Checks
	c.That(slices.Contains(Levels, r.Level), "/level", "org.level")
	c.That(slices.Contains(Scopes, r.Scope), "/scope", "org.scope")
	if err := c.Err(); err != nil {
		return err
	}
	return CheckQuota("/quota", r.Quota)
}
