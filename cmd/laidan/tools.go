package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"math"
	"os"
	"strconv"
	"strings"
	"time"

	"laidan/internal/app"
	"laidan/internal/audit"
	"laidan/internal/auth"
	"laidan/internal/authz"
	"laidan/internal/config"
)

var errUsage = errors.New("usage: laidan user add --email E --name N [--roles rep,manager] [--department D] | disable --email E [--to E2] | password --email E")

func user(ctx context.Context, args []string) error {
	if len(args) == 0 {
		return errUsage
	}
	var u auth.NewUser
	var roles, to string
	a, _, err := open(ctx, "user "+args[0], args[1:], func(f *flag.FlagSet) {
		f.StringVar(&u.Email, "email", "", "the log-in")
		f.StringVar(&u.Name, "name", "", "the name of a new colleague")
		f.StringVar(&roles, "roles", "rep", "roles of a new colleague, separated by commas")
		f.StringVar(&u.Department, "department", "", "department by name; empty is the root")
		f.StringVar(&to, "to", "", "who takes over the customers, by e-mail; empty is the pool")
	})
	if err != nil {
		return err
	}
	defer a.Close()
	switch args[0] {
	case "add":
		u.Roles = strings.Split(roles, ",")
		link, err := auth.UserAdd(ctx, a.DB, u)
		if err == nil {
			fmt.Println("Send this one-time link:", link)
		}
		return err
	case "disable":
		return auth.UserDisable(ctx, a.DB, u.Email, to)
	case "password":
		link, err := auth.UserPassword(ctx, a.DB, u.Email)
		if err == nil {
			fmt.Println("Send this one-time link:", link)
		}
		return err
	}
	return errUsage
}

func token(ctx context.Context, args []string) error {
	var in auth.NewToken
	var email, scopes, expires string
	a, _, err := open(ctx, "token", args, func(f *flag.FlagSet) {
		f.StringVar(&email, "user", "", "e-mail of the person")
		f.StringVar(&in.Name, "name", "command line", "what the token is for")
		f.StringVar(&scopes, "scopes", "read,write", "what it may be used for: read, write, import, export, admin, separated by commas")
		f.StringVar(&expires, "expires", "90", "how many days it lasts, or its last day as 2027-01-31; a year at most")
	})
	if err != nil {
		return err
	}
	defer a.Close()
	for s := range strings.FieldsFuncSeq(scopes, func(r rune) bool { return r == ',' || r == ' ' }) {
		in.Scopes = append(in.Scopes, authz.Scope(s))
	}
	if in.Days, err = daysUntil(expires, time.Now()); err != nil {
		return err
	}
	t, err := auth.TokenFor(ctx, a.DB, email, in)
	if err == nil {
		fmt.Println(t)
	}
	return err
}

// daysUntil reads how long a token lasts: a number of days or its last day.
func daysUntil(expires string, now time.Time) (int, error) {
	if n, err := strconv.Atoi(expires); err == nil && n > 0 {
		return n, nil
	}
	day, err := time.ParseInLocation(time.DateOnly, expires, now.Location())
	if end := day.AddDate(0, 0, 1); err == nil && end.After(now) {
		return int(math.Ceil(end.Sub(now).Hours() / 24)), nil
	}
	return 0, fmt.Errorf("--expires must be a number of days or a day to come like 2027-01-31 (%q)", expires)
}

func auditCommand(ctx context.Context, args []string) error {
	if len(args) == 0 || args[0] != "verify" && args[0] != "new-key" {
		return errors.New("usage: laidan audit verify | new-key")
	}
	a, _, err := open(ctx, "audit "+args[0], args[1:], nil)
	if err != nil {
		return err
	}
	defer a.Close()
	if args[0] == "new-key" {
		if err := audit.NewKey(ctx, a.DB, a.Data); err != nil {
			return err
		}
		fmt.Println("A new audit.key is in", a.Data+".", "Erasures up to now are trusted. Copy it to the data folder of every node, and start them again.")
		return nil
	}
	kept, err := audit.Kept(a.Data)
	if err != nil {
		return err
	}
	return audit.VerifyAll(ctx, a.DB, kept, os.Stdout)
}

// openAPI prints the document without touching a database of the user.
func openAPI(ctx context.Context, _ []string) error {
	dir, err := os.MkdirTemp("", "laidan-openapi")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	a, err := app.Open(ctx, config.Settings{Data: dir, Listen: "127.0.0.1:0", MaxUpload: 1 << 20, Synchronous: "normal"}, "1", nil)
	if err != nil {
		return err
	}
	defer a.Close()
	b, err := json.MarshalIndent(a.Router().Document(), "", "  ")
	if err != nil {
		return err
	}
	_, err = fmt.Println(string(b))
	return err
}
