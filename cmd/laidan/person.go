package main

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"

	"laidan/internal/auth"
	"laidan/internal/crm"
	"laidan/internal/privacy"
)

var errPerson = errors.New(`usage: laidan person export --user EMAIL --customer ID [--contact ID] FILE.zip
       laidan person erase --user EMAIL --customer ID [--contact ID] --confirm NAME --reason WHY [--compact]`)

// person exports or erases what is kept about one person, as somebody who may.
func person(ctx context.Context, args []string) error {
	if len(args) == 0 || args[0] != "export" && args[0] != "erase" {
		return errPerson
	}
	var email, customer, contact string
	var o privacy.Order
	var compact bool
	a, rest, err := open(ctx, "person "+args[0], args[1:], func(f *flag.FlagSet) {
		f.StringVar(&email, "user", "", "e-mail of the person who does it; needs the right personal.data")
		f.StringVar(&customer, "customer", "", "id of the customer")
		f.StringVar(&contact, "contact", "", "id of one contact; empty: the customer with all contacts")
		if args[0] == "erase" {
			f.StringVar(&o.Confirm, "confirm", "", "the name, typed as it stands")
			f.StringVar(&o.Reason, "reason", "", "kept in the audit: no names, no numbers")
			f.BoolVar(&compact, "compact", false, "write the database file anew afterwards; nobody can write meanwhile")
		}
	})
	if err != nil {
		return err
	}
	defer a.Close()
	if email == "" || customer == "" || args[0] == "export" && len(rest) != 1 {
		return errPerson
	}
	actor, err := auth.ActorOf(ctx, a.DB, email)
	if err != nil {
		return err
	}
	if o.Customer, err = crm.ParseID[crm.Customer](customer); err != nil {
		return err
	}
	if contact != "" {
		if o.Contact, err = crm.ParseID[crm.Contact](contact); err != nil {
			return err
		}
	}
	if args[0] == "erase" {
		done, err := privacy.Erase(ctx, a.DB, a.Files, actor, o)
		if err != nil {
			return err
		}
		fmt.Printf("Erased: %d facts, %d files, rows %v. Backups made before still hold the person.\n", done.Facts, done.Files, done.Rows)
		if compact {
			return a.DB.Compact(ctx)
		}
		return nil
	}
	f, err := os.OpenFile(rest[0], os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	w := bufio.NewWriter(f)
	return errors.Join(privacy.Export(ctx, a.DB, a.Files, actor, o.Subject, w), w.Flush(), f.Close())
}
