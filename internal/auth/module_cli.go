package auth

import (
	"context"

	"laidan/internal/authz"
	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/org"
)

// These acts are for the command line, where the machine's owner acts as the
// system. None of them sets or prints a password.

// soleTenant is the installation's organisation; with several, commands that
// cannot tell by an e-mail are refused.
func soleTenant(tx *db.Tx) (crm.TenantID, error) {
	ids, err := tenantIDs(tx)
	if err != nil {
		return crm.TenantID{}, err
	}
	switch len(ids) {
	case 0:
		return crm.TenantID{}, crm.Fail(crm.Refused, "setup.needed")
	case 1:
		return ids[0], nil
	}
	return crm.TenantID{}, crm.Fail(crm.Refused, "auth.many_tenants")
}

// NewUser is what `laidan user add` asks.
type NewUser struct {
	Email string
	Name  string
	Roles []string // empty: rep
	// Department by name; empty: the root.
	Department string
}

// UserAdd creates a person and returns the link at which they choose a password.
func UserAdd(ctx context.Context, d *db.DB, u NewUser) (link string, err error) {
	var tenant crm.TenantID
	err = d.View(ctx, crm.Actor{}, func(tx *db.Tx) error {
		tenant, err = soleTenant(tx)
		return err
	})
	if err != nil {
		return "", err
	}
	if len(u.Roles) == 0 {
		u.Roles = []string{authz.Rep}
	}
	err = asSystem(ctx, d, tenant, func(tx *db.Tx) error {
		place, err := departmentNamed(tx, u.Department)
		if err != nil {
			return err
		}
		p, err := org.CreatePerson(tx, org.NewPerson{Name: u.Name, Email: u.Email, DepartmentID: place, Roles: u.Roles})
		link = p.InviteURL
		return err
	})
	return link, err
}

func asSystem(ctx context.Context, d *db.DB, tenant crm.TenantID, fn func(tx *db.Tx) error) error {
	a, err := authz.System(ctx, d, tenant)
	if err != nil {
		return err
	}
	return d.Update(ctx, a, fn)
}

// departmentNamed finds a department by its name, the root by "".
func departmentNamed(tx *db.Tx, name string) (crm.DepartmentID, error) {
	list, err := org.Departments(tx)
	if err != nil {
		return crm.DepartmentID{}, err
	}
	var found []crm.DepartmentID
	for _, dep := range list {
		if name == "" && dep.ParentID == nil || name != "" && dep.Name == name {
			found = append(found, dep.ID)
		}
	}
	if len(found) != 1 {
		return crm.DepartmentID{}, crm.Bad("/department", "org.department_unknown")
	}
	return found[0], nil
}

// personByEmail finds who an e-mail belongs to, in any organisation.
func personByEmail(ctx context.Context, d *db.DB, email string) (l loginRow, err error) {
	err = d.View(ctx, crm.Actor{}, func(tx *db.Tx) error {
		var found bool
		l, found, err = loginByEmail(tx, org.EmailKey(email))
		if err == nil && !found {
			err = crm.Fail(crm.NotFound, "auth.nobody", "email", email)
		}
		return err
	})
	return l, err
}

// UserDisable ends a person's access. Receiver is the e-mail of who takes the
// customers over; "" gives them to the first pool.
func UserDisable(ctx context.Context, d *db.DB, email, receiver string) error {
	l, err := personByEmail(ctx, d, email)
	if err != nil {
		return err
	}
	to := loginRow{}
	if receiver != "" {
		if to, err = personByEmail(ctx, d, receiver); err != nil {
			return err
		}
		if to.Tenant != l.Tenant {
			return crm.Fail(crm.NotFound, "auth.nobody", "email", receiver)
		}
	}
	return asSystem(ctx, d, l.Tenant, func(tx *db.Tx) error {
		heir := org.Heir{ReceiverID: to.Person}
		if receiver == "" {
			if heir.PoolID, err = firstPool(tx); err != nil {
				return err
			}
		}
		_, err := org.Disable(tx, l.Person, heir)
		return err
	})
}

// UserPassword makes a one-time link at which a person chooses a new password;
// the old one holds until then.
func UserPassword(ctx context.Context, d *db.DB, email string) (link string, err error) {
	l, err := personByEmail(ctx, d, email)
	if err != nil {
		return "", err
	}
	err = asSystem(ctx, d, l.Tenant, func(tx *db.Tx) error {
		link, err = org.InviteAgain(tx, l.Person)
		return err
	})
	return link, err
}

// TokenFor makes an API token for a person.
func TokenFor(ctx context.Context, d *db.DB, email string, in NewToken) (token string, err error) {
	l, err := personByEmail(ctx, d, email)
	if err != nil {
		return "", err
	}
	if !l.Active {
		return "", crm.Fail(crm.Refused, "org.person_inactive", "name", l.Name)
	}
	err = asSystem(ctx, d, l.Tenant, func(tx *db.Tx) error {
		_, token, err = CreateToken(tx, l.Person, in)
		return err
	})
	return token, err
}

// ActorOf is a person acting from the command line of the server.
func ActorOf(ctx context.Context, d *db.DB, email string) (crm.Actor, error) {
	l, err := personByEmail(ctx, d, email)
	if err != nil {
		return crm.Actor{}, err
	}
	a, ok, err := authz.Person(ctx, d, l.Tenant, l.Person)
	if err == nil && !ok {
		err = crm.Fail(crm.Refused, "org.person_inactive", "name", l.Name)
	}
	return a, err
}
