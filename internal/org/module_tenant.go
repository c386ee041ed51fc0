package org

import (
	"slices"

	"laidan/internal/authz"
	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/event"
	"laidan/internal/textkey"
)

// Organisation is the organisation's own record.
type Organisation struct {
	ID crm.TenantID `json:"id"`
	Settings
	Demo    bool `json:"demo"`
	Version int  `json:"version"`
}

func (t tenantRow) record() Organisation {
	return Organisation{ID: t.ID, Settings: t.Settings, Demo: t.Demo, Version: t.Version}
}

// Found creates an organisation with its root department. From then on the
// transaction acts as the system of the new organisation.
func Found(tx *db.Tx, s Settings, demo bool) (root crm.DepartmentID, err error) {
	s = s.Defaults()
	if s.Name, err = CleanName("/organisation", s.Name); err != nil {
		return root, err
	}
	if err := s.Check(""); err != nil {
		return root, err
	}
	zone, err := Zone(s.Zone)
	if err != nil {
		return root, err
	}
	t := tenantRow{ID: db.NewID[crm.Tenant](tx), Settings: s, Demo: demo}
	if err := insertTenant(tx, t); err != nil {
		return root, err
	}
	tx.Become(crm.Actor{Tenant: t.ID, Scope: crm.ScopeAll, Language: s.Language, Zone: zone, Perms: authz.Perms(authz.Roles)})
	root = db.NewID[crm.Department](tx)
	if err := insertDepartment(tx, departmentRow{ID: root, Name: s.Name, NameKey: textkey.SortKey(s.Name)}); err != nil {
		return root, err
	}
	return root, event.Record(tx, event.Fact{Kind: "org.Founded", Subject: t.ID.Int64(), Data: s})
}

// GetOrganisation reads the organisation's record.
func GetOrganisation(tx *db.Tx) (Organisation, error) {
	t, err := getTenant(tx)
	return t.record(), err
}

// SettingsChange is an edit of the organisation; what is nil stays.
type SettingsChange struct {
	Version     int     `json:"version"`
	Name        *string `json:"name,omitempty" maxLength:"100"`
	Zone        *string `json:"zone,omitempty" maxLength:"64"`
	Language    *string `json:"language,omitempty" maxLength:"10"`
	Currency    *string `json:"currency,omitempty" maxLength:"3"`
	PhoneRegion *string `json:"phoneRegion,omitempty" maxLength:"2"`
}

// ChangeOrganisation edits the organisation's settings.
func ChangeOrganisation(tx *db.Tx, in SettingsChange) (Organisation, error) {
	t, err := lockTenant(tx)
	if err != nil {
		return Organisation{}, err
	}
	if t.Version != in.Version {
		return t.record(), conflict(t.record())
	}
	before := t.Settings
	set(&t.Name, in.Name)
	set(&t.Zone, in.Zone)
	set(&t.Language, in.Language)
	set(&t.Currency, in.Currency)
	set(&t.PhoneRegion, in.PhoneRegion)
	if t.Name, err = CleanName("/name", t.Name); err != nil {
		return t.record(), err
	}
	if err := t.Check(""); err != nil {
		return t.record(), err
	}
	c := changes{}
	note(c, "name", before.Name, t.Name)
	note(c, "zone", before.Zone, t.Zone)
	note(c, "language", before.Language, t.Language)
	note(c, "currency", before.Currency, t.Currency)
	note(c, "phoneRegion", before.PhoneRegion, t.PhoneRegion)
	if len(c) == 0 {
		return t.record(), nil
	}
	ok, err := updateTenant(tx, t)
	if err != nil {
		return t.record(), err
	}
	if !ok {
		return t.record(), conflict(t.record())
	}
	t.Version++
	return t.record(), event.Record(tx, event.Fact{Kind: "org.OrganisationChanged", Subject: t.ID.Int64(), Data: map[string]any{"changes": c}})
}

// conflict tells that somebody was faster, with the newer record.
func conflict(newer any) error {
	return &crm.Error{Kind: crm.Conflict, Code: "conflict", State: newer}
}

// isAdmin reads a stored role list.
func isAdmin(roles string) bool { return slices.Contains(SplitRoles(roles), authz.Admin) }
