package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"strings"

	"laidan/internal/app"
	"laidan/internal/backup"
	"laidan/internal/host"
)

// makeBackup copies the installation into one file while the server goes on.
func makeBackup(ctx context.Context, args []string) error {
	var bare bool
	s, rest, err := settings("backup", args, func(f *flag.FlagSet) {
		f.BoolVar(&bare, "without-files", false, "leave the uploaded files out")
	})
	if err != nil {
		return err
	}
	if len(rest) != 1 {
		return errors.New("usage: laidan backup [--data DIR | --db URL] [--without-files] FILE")
	}
	host.StepBack() // people who work come first
	d, err := app.OpenDB(ctx, s)
	if err != nil {
		return err
	}
	defer d.Close()
	r, err := backup.Make(ctx, d, rest[0], backup.Options{Program: version, Files: app.Files(s), Uploads: !bare})
	if err != nil {
		return err
	}
	fmt.Printf("%s: %d rows in %d tables, %.1f MB packed to %.1f MB in %.1f s. It holds personal data: keep it as safe as the database.\n",
		rest[0], r.Manifest.Rows(), len(r.Manifest.Tables), float64(r.Manifest.Size())/1e6, float64(r.Size)/1e6, r.Took.Seconds())
	if n := len(r.Manifest.Missing); n > 0 {
		fmt.Printf("%d uploaded files are gone or changed on disk, the first is %s; see `laidan doctor`.\n", n, r.Manifest.Missing[0])
	}
	return nil
}

// restore puts a backup back, or only checks it.
func restore(ctx context.Context, args []string) error {
	p := backup.Place{Program: version}
	var check bool
	s, rest, err := settings("restore", args, func(f *flag.FlagSet) {
		f.BoolVar(&check, "check", false, "read and check the file only; restore nothing")
		f.BoolVar(&p.Replace, "replace", false, "over an existing installation, which is put aside in the data folder")
		f.BoolVar(&p.AnyLog, "any-log", false, "also when the fact log in the backup was tampered with")
	})
	if err != nil {
		return err
	}
	if len(rest) != 1 {
		return errors.New("usage: laidan restore [--data DIR | --db URL] [--replace] [--check] FILE")
	}
	if check {
		return checkBackup(rest[0])
	}
	p.Data, p.URL, p.Files = s.Data, s.DB, app.Files(s)
	p.Say = func(format string, args ...any) { fmt.Printf(format+"\n", args...) }
	m, err := backup.Restore(ctx, rest[0], p)
	if err != nil {
		return err
	}
	fmt.Printf("Restored: %d rows in %d tables as of %s, made by %s. Rows, hashes and fact log are as they were saved.\n",
		m.Rows(), len(m.Tables), m.MadeAt.Local().Format("2006-01-02 15:04:05"), m.Program)
	if !m.Uploads {
		fmt.Println("The uploaded files are not part of this backup; those in the data folder were left as they are.")
	}
	return nil
}

func checkBackup(file string) error {
	a, err := backup.Open(file)
	if err != nil {
		return err
	}
	defer a.Close()
	if err := a.Verify(); err != nil {
		return err
	}
	m := a.Manifest
	steps := make([]string, len(m.Schema))
	for i, st := range m.Schema {
		steps[i] = strings.TrimSuffix(st.Name, ".sql")
	}
	fmt.Printf("%s: whole. %s, made by %s at %s, %d rows, schema %s.\n", file, m.Engine, m.Program,
		m.MadeAt.Local().Format("2006-01-02 15:04:05"), m.Rows(), steps[len(steps)-1])
	return nil
}
