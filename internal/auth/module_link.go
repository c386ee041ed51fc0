package auth

import (
	"context"
	"strings"
	"time"

	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/org"
	"laidan/internal/room"
)

// Needs is what log-ins ask of the installation.
type Needs struct {
	// PublicURL is where browsers reach it, without a slash at the end; links in
	// answers and mails use it and never a request's Host header.
	PublicURL func() string
}

const (
	inviteLife = 48 * time.Hour
	setupLife  = 15 * time.Minute
)

// inviteURL has its secret behind the #, which browsers send to nobody.
func inviteURL(tx *db.Tx, secret string) string {
	return strings.TrimSuffix(room.Ask[Needs](tx).PublicURL(), "/") + "/invite#" + secret
}

// OpenLogin gives a new person a log-in without a password, and a link.
func OpenLogin(tx *db.Tx, person crm.PersonID, email string) (string, error) {
	if err := taken(insertLogin(tx, person, org.EmailKey(email))); err != nil {
		return "", err
	}
	return Invite(tx, person)
}

// MoveLogin changes the e-mail a person logs in with.
func MoveLogin(tx *db.Tx, person crm.PersonID, email string) error {
	return taken(moveLogin(tx, person, org.EmailKey(email)))
}

func taken(err error) error {
	if name, ok := db.IsUnique(err); ok && name == "login_pkey" {
		return crm.Bad("/email", "org.email_taken")
	}
	return err
}

// Invite makes a person's one-time link for a first or forgotten password and
// ends the links made before.
func Invite(tx *db.Tx, person crm.PersonID) (string, error) {
	if err := deleteLinks(tx, tx.Tenant(), person); err != nil {
		return "", err
	}
	secret := newSecret()
	err := insertLink(tx, linkRow{Hash: digest(secret), Tenant: tx.Tenant(), Person: person, Expires: crm.At(tx.Now.Add(inviteLife))})
	return inviteURL(tx, secret), err
}

// Invited is what a one-time link says to whom it is for.
type Invited struct {
	Name         string `json:"name"`
	Email        string `json:"email"`
	Organisation string `json:"organisation"`
	// Tokens are the person's own, to choose which go on after a reset.
	Tokens []Session `json:"tokens"`
}

// Invitation reads a one-time link without using it up.
func Invitation(tx *db.Tx, secret string) (Invited, error) {
	l, err := invited(tx, secret)
	if err != nil {
		return Invited{}, err
	}
	in := Invited{Name: l.Name, Email: l.Email}
	if in.Organisation, err = organisationName(tx, l.Tenant); err != nil {
		return in, err
	}
	tx.Become(crm.Actor{Tenant: l.Tenant, Person: l.Person})
	in.Tokens, err = Sessions(tx, kindToken)
	return in, err
}

// invited finds whom a link is for; used, expired and invented ones look alike.
func invited(tx *db.Tx, secret string) (loginRow, error) {
	gone := crm.Fail(crm.NotFound, "auth.link_invalid")
	if kindOf(secret) != kindBrowser {
		return loginRow{}, gone
	}
	link, ok, err := linkByHash(tx, digest(secret))
	if err != nil {
		return loginRow{}, err
	}
	if !ok || link.Person.IsZero() {
		return loginRow{}, gone
	}
	l, err := loginOf(tx, link.Tenant, link.Person)
	if err == nil && !l.Active || crm.KindOf(err) == crm.NotFound {
		err = gone
	}
	return l, err
}

// PrepareInvite checks the new password of an invited person and hashes it.
func PrepareInvite(ctx context.Context, d *db.DB, secret, password string) (hash string, err error) {
	var l loginRow
	err = d.View(ctx, crm.Actor{}, func(tx *db.Tx) error {
		l, err = invited(tx, secret)
		return err
	})
	if err != nil {
		return "", err
	}
	if err := CheckPassword("/password", password, l.Email); err != nil {
		return "", err
	}
	return Hash(ctx, password)
}

// AcceptInvite uses the link up, sets the password and logs the person in. Of
// what was open before, the tokens in keep go on.
func AcceptInvite(tx *db.Tx, secret, hash string, keep []crm.ID[crm.Session], address, agent string) (session string, err error) {
	l, err := invited(tx, secret)
	if err != nil {
		return "", err
	}
	ok, err := takeLink(tx, digest(secret))
	if err != nil {
		return "", err
	}
	if !ok { // somebody used it a moment ago
		return "", crm.Fail(crm.NotFound, "auth.link_invalid")
	}
	tx.Become(crm.Actor{Tenant: l.Tenant, Person: l.Person})
	if err := setPassword(tx, l, hash, keep, "auth.PasswordSet"); err != nil {
		return "", err
	}
	return begin(tx, l.Person, address, agent)
}
