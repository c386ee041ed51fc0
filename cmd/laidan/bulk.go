package main

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"laidan/internal/auth"
	"laidan/internal/bulk"
)

// importFile imports a file as one person would in the browser.
func importFile(ctx context.Context, args []string) error {
	var email, options string
	a, rest, err := open(ctx, "import", args, func(f *flag.FlagSet) {
		f.StringVar(&email, "user", "", "e-mail of the person who imports")
		f.StringVar(&options, "options", "", "options as JSON, as the API takes them; empty: what the file proposes")
	})
	if err != nil {
		return err
	}
	defer a.Close()
	if len(rest) != 1 || email == "" {
		return errors.New("usage: laidan import --user EMAIL [--options JSON] FILE")
	}
	actor, err := auth.ActorOf(ctx, a.DB, email)
	if err != nil {
		return err
	}
	f, err := os.Open(rest[0])
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	imp, err := bulk.RunAll(ctx, a.DB, a.Files, actor, filepath.Base(rest[0]), f, []byte(options))
	if err != nil {
		return err
	}
	fmt.Printf("%d rows: %d created, %d updated, %d duplicates, %d rejected\n", imp.Total, imp.Created, imp.Updated, imp.Duplicates, imp.Rejected)
	return nil
}

// exportFile writes the customers a person sees to a file, masked as on screen.
func exportFile(ctx context.Context, args []string) error {
	var email string
	var e bulk.ExportRequest
	a, rest, err := open(ctx, "export", args, func(f *flag.FlagSet) {
		f.StringVar(&email, "user", "", "e-mail of the person who exports")
		f.StringVar(&e.Filter, "filter", "", "condition, as in the list")
	})
	if err != nil {
		return err
	}
	defer a.Close()
	if len(rest) != 1 || email == "" {
		return errors.New("usage: laidan export --user EMAIL [--filter CONDITION] FILE.csv|FILE.xlsx")
	}
	actor, err := auth.ActorOf(ctx, a.DB, email)
	if err != nil {
		return err
	}
	e.XLSX = strings.HasSuffix(rest[0], ".xlsx")
	f, err := os.OpenFile(rest[0], os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	w := bufio.NewWriter(f)
	n, err := bulk.Export(ctx, a.DB, actor, e, w)
	err = errors.Join(err, w.Flush(), f.Close())
	if err == nil {
		fmt.Printf("%d customers written to %s\n", n, rest[0])
	}
	return err
}
