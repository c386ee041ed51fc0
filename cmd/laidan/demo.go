package main

import (
	"context"
	"crypto/rand"
	"errors"
	"flag"
	"fmt"
	"net"
	"strings"
	"time"

	"laidan/internal/auth"
	"laidan/internal/authz"
	"laidan/internal/demo"
)

// makeDemo writes a demonstration organisation and prints one log-in per role.
func makeDemo(ctx context.Context, args []string) error {
	o := demo.Options{}
	var password, at string
	var once bool
	a, _, err := open(ctx, "demo", args, func(f *flag.FlagSet) {
		f.Uint64Var(&o.Seed, "seed", 1, "same seed, same data")
		f.IntVar(&o.Customers, "customers", 3000, "how many customers")
		f.IntVar(&o.People, "people", 24, "how many colleagues")
		f.IntVar(&o.Touches, "touches", 15000, "how many contacts that happened")
		f.StringVar(&password, "password", "", "everybody's password; empty makes a random one")
		f.StringVar(&at, "now", "", "the instant everything leads up to, RFC 3339; empty is today 10:42 in Shanghai")
		f.BoolVar(&once, "once", false, "keep a demonstration that is already there and print a new password for it")
	})
	if err != nil {
		return err
	}
	defer a.Close()
	if host, _, err := net.SplitHostPort(a.Listen); err != nil || !loopback(host) {
		return errors.New("a demonstration has log-ins that anybody can guess: it is made for loopback only")
	}
	if o.Now, err = demoNow(at); err != nil {
		return err
	}
	if password == "" {
		password = strings.ToLower(rand.Text()[:12])
	}
	if o.PasswordHash, err = auth.Hash(ctx, password); err != nil {
		return err
	}
	o.Log = a.Log
	renewed, err := demo.Renew(ctx, a.DB, o.PasswordHash)
	if err != nil {
		return err
	}
	if renewed && !once {
		return errors.New("there is a demonstration already; use another --data folder, or --once to keep it")
	}
	if !renewed {
		r, err := demo.Generate(ctx, a.DB, o)
		if err != nil {
			return err
		}
		fmt.Printf("Demonstration: %d customers, %d colleagues, %d contacts, %d rows in %.1f s (%.0f rows/s).\n",
			o.Customers, o.People, o.Touches, r.Rows, r.Took.Seconds(), float64(r.Rows)/r.Took.Seconds())
	}
	fmt.Println("Log-ins (all with this password):", password)
	for _, l := range demo.Logins {
		fmt.Printf("  %-9s %s\n", l.Role, l.Email)
	}
	return nil
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

func demoNow(at string) (time.Time, error) {
	if at != "" {
		return time.Parse(time.RFC3339, at)
	}
	now := time.Now().In(authz.Zone("Asia/Shanghai"))
	return time.Date(now.Year(), now.Month(), now.Day(), 10, 42, 0, 0, now.Location()).UTC(), nil
}
