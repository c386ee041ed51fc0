package auth

import (
	"context"
	"strings"
	"sync/atomic"

	"laidan/internal/authz"
	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/org"
	"laidan/internal/room"
)

// NeedsSetup tells whether the installation has no organisation yet. Once there
// is one the answer is remembered: organisations are never deleted.
func NeedsSetup(d *db.DB) func(ctx context.Context) bool {
	var done atomic.Bool
	return func(ctx context.Context) bool {
		if done.Load() {
			return false
		}
		n := 0
		err := d.View(ctx, crm.Actor{}, func(tx *db.Tx) (err error) {
			n, err = countTenants(tx)
			return err
		})
		if n > 0 {
			done.Store(true)
		}
		return err == nil && n == 0 // a database that does not answer sends nobody to the set-up page
	}
}

// SetupLink makes the one-time link at which the first administrator is
// created, and ends earlier ones. It is "" when there is an organisation.
func SetupLink(ctx context.Context, d *db.DB, publicURL string) (string, error) {
	link := ""
	err := d.Update(ctx, crm.Actor{}, func(tx *db.Tx) error {
		link = ""
		n, err := countTenants(tx)
		if err != nil || n > 0 {
			return err
		}
		if err := deleteLinks(tx, crm.TenantID{}, crm.PersonID{}); err != nil {
			return err
		}
		secret := newSecret()
		link = strings.TrimSuffix(publicURL, "/") + "/setup#" + secret
		return insertLink(tx, linkRow{Hash: digest(secret), Expires: crm.At(tx.Now.Add(setupLife))})
	})
	return link, err
}

// FirstRun is what the set-up page asks.
type FirstRun struct {
	Token        string `json:"token" maxLength:"100"`
	Organisation string `json:"organisation" minLength:"1" maxLength:"100"`
	Name         string `json:"name" minLength:"1" maxLength:"100"`
	Email        string `json:"email" minLength:"3" maxLength:"254"`
	Password     string `json:"password" maxLength:"200"`
	Language     string `json:"language,omitempty" maxLength:"10"`
	Zone         string `json:"zone,omitempty" maxLength:"64"`
}

// check looks at everything before the password is hashed.
func (f FirstRun) check() error {
	if _, err := org.CleanName("/organisation", f.Organisation); err != nil {
		return err
	}
	if _, err := org.CleanName("/name", f.Name); err != nil {
		return err
	}
	if err := org.CheckEmail("/email", f.Email); err != nil {
		return err
	}
	if err := (org.Settings{Zone: f.Zone, Language: f.Language}).Defaults().Check(""); err != nil {
		return err
	}
	return CheckPassword("/password", f.Password, f.Email)
}

// SetUp uses the set-up link and creates the organisation with its first
// administrator, who is director as well so that the first look is not empty.
func SetUp(tx *db.Tx, f FirstRun, hash string) (crm.PersonID, error) {
	if err := takeSetup(tx, f.Token); err != nil {
		return crm.PersonID{}, err
	}
	return Establish(tx, f, hash)
}

// takeSetup uses up all set-up links when the given one is good. It locks the
// links first: of two set-ups at once the second finds none.
func takeSetup(tx *db.Tx, token string) error {
	if err := lockSetupLinks(tx); err != nil {
		return err
	}
	if err := mayUseSetup(tx, token); err != nil {
		return err
	}
	return deleteLinks(tx, crm.TenantID{}, crm.PersonID{})
}

// mayUseSetup refuses a link that is not good, and any link once there is an
// organisation.
func mayUseSetup(tx *db.Tx, token string) error {
	n, err := countTenants(tx)
	if err != nil {
		return err
	}
	if n > 0 {
		return crm.Fail(crm.Refused, "setup.done")
	}
	link, ok, err := linkByHash(tx, digest(token))
	if err != nil {
		return err
	}
	if !ok || !link.Person.IsZero() {
		return crm.Fail(crm.NotFound, "setup.link_invalid")
	}
	return nil
}

// Establish creates an organisation with everything it starts with and its
// first administrator. The transaction goes on as the system of the new
// organisation.
func Establish(tx *db.Tx, f FirstRun, hash string) (crm.PersonID, error) {
	root, err := org.Found(tx, org.Settings{Name: f.Organisation, Zone: f.Zone, Language: f.Language}, false)
	if err != nil {
		return crm.PersonID{}, err
	}
	if err := room.Found(tx); err != nil {
		return crm.PersonID{}, err
	}
	p, err := org.CreatePerson(tx, org.NewPerson{Name: f.Name, Email: f.Email, DepartmentID: root,
		Roles: []string{authz.Admin, authz.Director}})
	if err != nil {
		return crm.PersonID{}, err
	}
	if err := SetHash(tx, p.ID, hash); err != nil {
		return p.ID, err
	}
	return p.ID, record(tx, "auth.SetUp", p.ID, map[string]any{"name": p.Name})
}
