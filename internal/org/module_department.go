package org

import (
	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/event"
	"laidan/internal/textkey"
)

// Departments lists the whole tree by name.
func Departments(tx *db.Tx) ([]Department, error) { return listDepartments(tx) }

// NewDepartment is what a department begins with.
type NewDepartment struct {
	Name      string           `json:"name" minLength:"1" maxLength:"100"`
	ParentID  crm.DepartmentID `json:"parentId"`
	ManagerID crm.PersonID     `json:"managerId,omitempty"`
}

// CreateDepartment hangs a new department below another one.
func CreateDepartment(tx *db.Tx, in NewDepartment) (Department, error) {
	if _, err := lockTenant(tx); err != nil {
		return Department{}, err
	}
	r := departmentRow{ID: db.NewID[crm.Department](tx), ParentID: in.ParentID, ManagerID: in.ManagerID}
	if err := r.rename(in.Name); err != nil {
		return Department{}, err
	}
	if err := mayHang(tx, crm.DepartmentID{}, r.ParentID); err != nil {
		return Department{}, err
	}
	if err := checkManager(tx, r.ManagerID); err != nil {
		return Department{}, err
	}
	if err := checkSibling(tx, r); err != nil {
		return Department{}, err
	}
	if err := insertDepartment(tx, r); err != nil {
		return Department{}, err
	}
	if err := Reseat(tx); err != nil {
		return Department{}, err
	}
	if err := event.Record(tx, event.Fact{Kind: "org.DepartmentCreated", Subject: r.ID.Int64(),
		Data: map[string]any{"name": r.Name, "parentId": r.ParentID, "managerId": r.ManagerID}}); err != nil {
		return Department{}, err
	}
	return getDepartment(tx, r.ID)
}

func (r *departmentRow) rename(name string) (err error) {
	r.Name, err = CleanName("/name", name)
	r.NameKey = textkey.SortKey(r.Name)
	return err
}

// checkSibling refuses a name that a neighbour has: nobody could tell them apart.
func checkSibling(tx *db.Tx, r departmentRow) error {
	twice, err := siblingNamed(tx, r)
	if err == nil && twice {
		err = crm.Bad("/name", "org.department_twice", "name", r.Name)
	}
	return err
}

// mayHang checks the new place of a department, whose parent must be in use.
func mayHang(tx *db.Tx, id, parent crm.DepartmentID) error {
	nodes, err := listNodes(tx)
	if err != nil {
		return err
	}
	if err := NewTree(nodes).MayHang(id, parent); err != nil {
		return err
	}
	return checkPlace(tx, "/parentId", parent)
}

// checkPlace refuses a department that does not exist or is closed.
func checkPlace(tx *db.Tx, pointer string, id crm.DepartmentID) error {
	d, err := getDepartment(tx, id)
	if crm.KindOf(err) == crm.NotFound {
		return crm.Bad(pointer, "org.department_unknown")
	}
	if err == nil && !d.Active {
		return crm.Bad(pointer, "org.department_closed", "name", d.Name)
	}
	return err
}

func checkManager(tx *db.Tx, id crm.PersonID) error {
	if id.IsZero() {
		return nil
	}
	return checkColleague(tx, "/managerId", id)
}

// checkColleague refuses a person who does not exist or has left.
func checkColleague(tx *db.Tx, pointer string, id crm.PersonID) error {
	names, err := namesByID(tx, []crm.PersonID{id})
	if err != nil {
		return err
	}
	if len(names) == 0 {
		return crm.Bad(pointer, "org.person_unknown")
	}
	if !names[0].Active {
		return crm.Bad(pointer, "org.person_inactive", "name", names[0].Name)
	}
	return nil
}

// DepartmentChange is an edit of a department; what is nil stays. An empty
// managerId takes the manager away.
type DepartmentChange struct {
	Version   int               `json:"version"`
	Name      *string           `json:"name,omitempty" maxLength:"100"`
	ParentID  *crm.DepartmentID `json:"parentId,omitempty"`
	ManagerID *crm.PersonID     `json:"managerId,omitempty"`
	Active    *bool             `json:"active,omitempty"`
}

// ChangeDepartment renames, moves, staffs, closes or reopens a department.
func ChangeDepartment(tx *db.Tx, id crm.DepartmentID, in DepartmentChange) (Department, error) {
	if _, err := lockTenant(tx); err != nil {
		return Department{}, err
	}
	old, err := getDepartment(tx, id)
	if err != nil {
		return old, err
	}
	if old.Version != in.Version {
		return old, conflict(old)
	}
	r := old.row()
	if err := edit(tx, &r, old, in); err != nil {
		return old, err
	}
	c := changes{}
	was := old.row()
	note(c, "name", was.Name, r.Name)
	note(c, "parentId", was.ParentID, r.ParentID)
	note(c, "managerId", was.ManagerID, r.ManagerID)
	note(c, "active", was.Active, r.Active)
	if len(c) == 0 {
		return old, nil
	}
	ok, err := updateDepartment(tx, r)
	if err != nil {
		return old, err
	}
	if !ok {
		return old, conflict(old)
	}
	if err := Reseat(tx); err != nil {
		return old, err
	}
	if err := event.Record(tx, event.Fact{Kind: "org.DepartmentChanged", Subject: id.Int64(),
		Data: map[string]any{"name": r.Name, "changes": c}}); err != nil {
		return old, err
	}
	return getDepartment(tx, id)
}

func (d Department) row() departmentRow {
	r := departmentRow{ID: d.ID, Name: d.Name, NameKey: textkey.SortKey(d.Name), Active: d.Active, Version: d.Version}
	set(&r.ParentID, d.ParentID)
	set(&r.ManagerID, d.ManagerID)
	return r
}

func edit(tx *db.Tx, r *departmentRow, old Department, in DepartmentChange) error {
	if in.Name != nil {
		if err := r.rename(*in.Name); err != nil {
			return err
		}
	}
	if in.ParentID != nil && *in.ParentID != r.ParentID {
		if err := mayHang(tx, r.ID, *in.ParentID); err != nil {
			return err
		}
		r.ParentID = *in.ParentID
	}
	if in.ManagerID != nil && *in.ManagerID != r.ManagerID {
		if err := checkManager(tx, *in.ManagerID); err != nil {
			return err
		}
		r.ManagerID = *in.ManagerID
	}
	if in.Active == nil || *in.Active == r.Active {
		if r.Name == old.Name && r.ParentID == old.row().ParentID {
			return nil
		}
		return checkSibling(tx, *r)
	}
	r.Active = *in.Active
	if r.Active {
		if err := checkSibling(tx, *r); err != nil {
			return err
		}
		return checkPlace(tx, "/parentId", r.ParentID)
	}
	return mayClose(tx, *r, old.People)
}

// mayClose refuses to close the root, or a department where people or open
// departments are left.
func mayClose(tx *db.Tx, r departmentRow, people int) error {
	if r.ParentID.IsZero() {
		return crm.Bad("/active", "org.root_stays")
	}
	if people > 0 {
		return crm.Fail(crm.Refused, "org.department_in_use", "count", people)
	}
	below, err := countActiveBelow(tx, r.ID)
	if err == nil && below > 0 {
		err = crm.Fail(crm.Refused, "org.department_has_children", "count", below)
	}
	return err
}
