package org

import (
	"slices"
	"strings"

	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/event"
)

// PersonChange is an edit of a colleague; what is nil stays.
type PersonChange struct {
	Version      int               `json:"version"`
	Name         *string           `json:"name,omitempty" maxLength:"100"`
	Email        *string           `json:"email,omitempty" maxLength:"254"`
	Phone        *string           `json:"phone,omitempty" maxLength:"30"`
	DepartmentID *crm.DepartmentID `json:"departmentId,omitempty"`
	Roles        *[]string         `json:"roles,omitempty" maxItems:"7"`
	Level        *string           `json:"level,omitempty" enum:"novice,regular,experienced"`
	Skills       *Skills           `json:"skills,omitempty"`
	Quota        *int              `json:"quota,omitempty"`
	Scope        *string           `json:"scope,omitempty" enum:"none,own,team,subtree,all"`
}

// ChangePerson edits a colleague. New roles, scope and department hold from the
// person's next request on.
func ChangePerson(tx *db.Tx, id crm.PersonID, in PersonChange) (Person, error) {
	if _, err := lockTenant(tx); err != nil {
		return Person{}, err
	}
	old, err := lockPerson(tx, id)
	if err != nil {
		return Person{}, err
	}
	if old.Version != in.Version {
		return old.record(), conflict(old.record())
	}
	r := old
	if err := in.apply(&r); err != nil {
		return old.record(), err
	}
	c := r.changed(old)
	if len(c) == 0 {
		return old.record(), nil
	}
	if err := r.checkEdit(tx, old); err != nil {
		return old.record(), err
	}
	if err := savePerson(tx, r, old); err != nil {
		return old.record(), err
	}
	if r.DepartmentID != old.DepartmentID {
		if err := needs(tx).CustomersFollow(tx, id, r.DepartmentID); err != nil {
			return old.record(), err
		}
	}
	if err := event.Record(tx, event.Fact{Kind: "org.PersonChanged", Subject: id.Int64(),
		Data: map[string]any{"name": r.Name, "changes": c}}); err != nil {
		return old.record(), err
	}
	tx.Announce("person", crm.CustomerID{}, id)
	r, err = getPerson(tx, id)
	return r.record(), err
}

func (in PersonChange) apply(r *personRow) error {
	set(&r.Name, in.Name)
	set(&r.Email, in.Email)
	set(&r.Phone, in.Phone)
	set(&r.DepartmentID, in.DepartmentID)
	set(&r.Level, in.Level)
	set(&r.Quota, in.Quota)
	r.Email, r.Phone = strings.TrimSpace(r.Email), strings.TrimSpace(r.Phone)
	if in.Skills != nil {
		r.Skills = in.Skills.text()
	}
	if in.Roles != nil {
		roles, err := CleanRoles(*in.Roles)
		if err != nil {
			return err
		}
		r.Scope = ScopeAfter(SplitRoles(r.Roles), r.Scope, roles)
		r.Roles = strings.Join(roles, ",")
	}
	if in.Scope != nil {
		r.Scope = crm.Scope(*in.Scope)
	}
	return nil
}

func (r personRow) changed(old personRow) changes {
	c := changes{}
	note(c, "name", old.Name, r.Name)
	note(c, "email", old.Email, r.Email)
	note(c, "phone", old.Phone, r.Phone)
	note(c, "departmentId", old.DepartmentID, r.DepartmentID)
	note(c, "roles", old.Roles, r.Roles)
	note(c, "scope", old.Scope, r.Scope)
	note(c, "level", old.Level, r.Level)
	note(c, "skills", old.Skills, r.Skills)
	note(c, "quota", old.Quota, r.Quota)
	return c
}

func (r *personRow) checkEdit(tx *db.Tx, old personRow) error {
	if isAdmin(old.Roles) && !isAdmin(r.Roles) && r.Active {
		if err := keepAdmin(tx, r.ID); err != nil {
			return err
		}
	}
	if err := r.check(); err != nil {
		return err
	}
	if r.DepartmentID == old.DepartmentID { // a closed department keeps whom it has
		return nil
	}
	return checkPlace(tx, "/departmentId", r.DepartmentID)
}

// keepAdmin refuses to take the last administrator away.
func keepAdmin(tx *db.Tx, id crm.PersonID) error {
	others, err := otherRoles(tx, id)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(others, isAdmin) {
		return nil
	}
	return crm.Fail(crm.Refused, "org.last_admin")
}

func savePerson(tx *db.Tx, r, old personRow) error {
	ok, err := updatePerson(tx, r)
	if err != nil {
		return err
	}
	if !ok {
		return conflict(old.record())
	}
	if EmailKey(r.Email) != EmailKey(old.Email) {
		if tx.Actor.Token { // whoever finds a token must not move a log-in to an address of theirs
			return crm.Fail(crm.Forbidden, "auth.browser_only")
		}
		if err := needs(tx).MoveLogin(tx, r.ID, r.Email); err != nil {
			return err
		}
	}
	if r.Quota != old.Quota {
		if err := needs(tx).SetQuota(tx, r.ID, r.Quota); err != nil {
			return err
		}
	}
	return Reseat(tx)
}

// SetQuota changes how many customers a colleague may hold; a director may do
// it for people they see without the right to edit people.
func SetQuota(tx *db.Tx, id crm.PersonID, quota int) (Person, error) {
	p, err := GetPerson(tx, id)
	if err != nil || p.Quota == quota {
		return p, err
	}
	if err := CheckQuota("/quota", quota); err != nil {
		return p, err
	}
	if err := needs(tx).SetQuota(tx, id, quota); err != nil {
		return p, err
	}
	c := changes{}
	note(c, "quota", p.Quota, quota)
	p.Quota = quota
	return p, event.Record(tx, event.Fact{Kind: "org.PersonChanged", Subject: id.Int64(), Data: map[string]any{"name": p.Name, "changes": c}})
}

// Heir takes over the customers of a person who leaves: a colleague or a pool.
type Heir struct {
	ReceiverID crm.PersonID `json:"receiverId,omitempty" doc:"The colleague who takes all customers"`
	PoolID     crm.PoolID   `json:"poolId,omitempty" doc:"The pool that takes all customers"`
}

// Disable ends a person's access at once and hands their customers on, all in
// one transaction. Who has customers cannot go without an heir.
func Disable(tx *db.Tx, id crm.PersonID, heir Heir) (Person, error) {
	if _, err := lockTenant(tx); err != nil {
		return Person{}, err
	}
	r, err := lockPerson(tx, id)
	if err != nil {
		return Person{}, err
	}
	if !r.Active {
		return r.record(), nil
	}
	if err := mayGo(tx, r, heir); err != nil {
		return r.record(), err
	}
	given := 0
	if !heir.ReceiverID.IsZero() || !heir.PoolID.IsZero() {
		if given, err = needs(tx).HandOutAll(tx, id, heir); err != nil {
			return r.record(), err
		}
	}
	old := r
	r.Active = false
	if err := savePerson(tx, r, old); err != nil {
		return old.record(), err
	}
	if err := resignManager(tx, id); err != nil {
		return old.record(), err
	}
	if err := needs(tx).EndSessions(tx, id); err != nil {
		return old.record(), err
	}
	tx.Announce("person", crm.CustomerID{}, id)
	if err := event.Record(tx, event.Fact{Kind: "org.PersonDisabled", Subject: id.Int64(), Data: map[string]any{
		"name": r.Name, "customers": given, "receiverId": heir.ReceiverID, "poolId": heir.PoolID}}); err != nil {
		return old.record(), err
	}
	r, err = getPerson(tx, id)
	return r.record(), err
}

func mayGo(tx *db.Tx, r personRow, heir Heir) error {
	if r.ID == tx.Me() {
		return crm.Fail(crm.Refused, "org.not_self")
	}
	if isAdmin(r.Roles) {
		if err := keepAdmin(tx, r.ID); err != nil {
			return err
		}
	}
	switch {
	case !heir.ReceiverID.IsZero() && !heir.PoolID.IsZero():
		return crm.Bad("/poolId", "org.one_heir")
	case heir.ReceiverID == r.ID:
		return crm.Bad("/receiverId", "org.heir_self")
	case !heir.ReceiverID.IsZero():
		return checkColleague(tx, "/receiverId", heir.ReceiverID)
	case !heir.PoolID.IsZero():
		return nil
	}
	n, err := countCustomers(tx, r.ID)
	if err == nil && n > 0 {
		err = crm.Fail(crm.Refused, "org.has_customers", "count", n, "name", r.Name)
	}
	return err
}

// Enable lets a person back in; they log in with their old password or by a new
// invitation. Customers do not come back by themselves.
func Enable(tx *db.Tx, id crm.PersonID) (Person, error) {
	if _, err := lockTenant(tx); err != nil {
		return Person{}, err
	}
	old, err := getPerson(tx, id)
	if err != nil || old.Active {
		return old.record(), err
	}
	if err := checkPlace(tx, "/departmentId", old.DepartmentID); err != nil {
		return old.record(), err
	}
	r := old
	r.Active = true
	if err := savePerson(tx, r, old); err != nil {
		return old.record(), err
	}
	if err := event.Record(tx, event.Fact{Kind: "org.PersonEnabled", Subject: id.Int64(), Data: map[string]any{"name": r.Name}}); err != nil {
		return old.record(), err
	}
	r, err = getPerson(tx, id)
	return r.record(), err
}

// InviteAgain makes a new one-time link for a colleague who is active. Nobody
// makes one for themselves: it would be a new password without the old one.
func InviteAgain(tx *db.Tx, id crm.PersonID) (string, error) {
	if !tx.Actor.System() && id == tx.Me() {
		return "", crm.Fail(crm.Refused, "org.invite_self")
	}
	r, err := getPerson(tx, id)
	if err != nil {
		return "", err
	}
	if !r.Active {
		return "", crm.Fail(crm.Refused, "org.person_inactive", "name", r.Name)
	}
	link, err := needs(tx).Invite(tx, id)
	if err != nil {
		return "", err
	}
	return link, event.Record(tx, event.Fact{Kind: "org.PersonInvited", Subject: id.Int64(), Data: map[string]any{"name": r.Name}})
}
