package main

import (
	"context"
	"flag"
	"fmt"
	"log/slog"
	"os"
	"runtime/debug"

	"laidan/internal/app"
	"laidan/internal/auth"
	"laidan/internal/config"
	"laidan/internal/crm"
	"laidan/internal/i18n"
)

// settings reads the settings from flags, environment and file. define may add
// flags of the command; rest are its words.
func settings(name string, args []string, define func(*flag.FlagSet)) (s config.Settings, rest []string, err error) {
	flags := flag.NewFlagSet(name, flag.ContinueOnError)
	reader := config.On(flags)
	if define != nil {
		define(flags)
	}
	if err := flags.Parse(args); err != nil {
		return s, nil, err
	}
	s, err = reader.Read()
	return s, flags.Args(), err
}

// open reads the settings and opens the installation, bringing its database to
// this version.
func open(ctx context.Context, name string, args []string, define func(*flag.FlagSet)) (a *app.App, rest []string, err error) {
	s, rest, err := settings(name, args, define)
	if err != nil {
		return nil, nil, err
	}
	a, err = app.Open(ctx, s, version, logger(s))
	return a, rest, err
}

func logger(s config.Settings) *slog.Logger {
	o := &slog.HandlerOptions{Level: s.LogLevel}
	if s.LogFormat == "json" {
		return slog.New(slog.NewJSONHandler(os.Stderr, o))
	}
	return slog.New(slog.NewTextHandler(os.Stderr, o))
}

// say puts an error of an act into words; others speak for themselves.
func say(err error) string {
	if code := crm.CodeOf(err); code != "" {
		return i18n.Say("en", "error."+code, crm.ParamsOf(err))
	}
	return err.Error()
}

func serve(ctx context.Context, args []string) error {
	a, _, err := open(ctx, "serve", args, nil)
	if err != nil {
		return err
	}
	defer a.Close()
	if os.Getenv("GOGC") == "" {
		// Records live for one request: with a small heap the collector would run
		// many times a second, a tenth of the processor's time.
		debug.SetGCPercent(300)
	}
	return a.Serve(ctx, func(url string) {
		fmt.Printf("Laidan %s  %s\n", version, url)
		link, err := auth.SetupLink(ctx, a.DB, url)
		switch {
		case err != nil:
			a.Log.Error("set-up link", "error", err)
		case link != "":
			fmt.Printf("First start. Open this link within 15 minutes to set up your organisation:\n  %s\n", link)
		}
	})
}

func migrate(ctx context.Context, args []string) error {
	a, _, err := open(ctx, "migrate", args, nil)
	if err != nil {
		return err
	}
	a.Close()
	fmt.Println("The database is at this version.")
	return nil
}
