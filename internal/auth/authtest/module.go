// Package authtest lets tests of other packages in.
package authtest

import (
	"context"
	"strings"
	"testing"

	"laidan/internal/auth"
	"laidan/internal/crm"
	"laidan/internal/db"
)

// Session is a new browser session of a person, by a one-time link. The person's
// earlier sessions end and there is no password to log in with.
func Session(t testing.TB, d *db.DB, email string) (secret string) {
	t.Helper()
	link, err := auth.UserPassword(context.Background(), d, email)
	if err != nil {
		t.Fatal(err)
	}
	_, once, _ := strings.Cut(link, "#")
	err = d.Update(context.Background(), crm.Actor{}, func(tx *db.Tx) error {
		secret, err = auth.AcceptInvite(tx, once, "", nil, "192.0.2.1", "test")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return secret
}
