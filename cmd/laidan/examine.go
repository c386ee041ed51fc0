package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"

	"laidan/internal/app"
	"laidan/internal/db"
	"laidan/internal/doctor"
)

var errFindings = errors.New("not everything is as it should be")

// examine prints what is wrong and how to mend it; exit code 1 when something is
// wrong already; a warning alone is no failure.
func examine(ctx context.Context, args []string) error {
	var asJSON bool
	lang := "en"
	if strings.HasPrefix(os.Getenv("LANG"), "zh") {
		lang = "zh-CN"
	}
	s, _, err := settings("doctor", args, func(f *flag.FlagSet) {
		f.BoolVar(&asJSON, "json", false, "print the findings as JSON")
		f.StringVar(&lang, "lang", lang, "en or zh-CN")
	})
	if err != nil {
		return err
	}
	list, err := doctor.Examine(ctx, doctor.Patient{Settings: s, Files: app.Files(s),
		OpenDB: func(ctx context.Context) (*db.DB, error) { return app.OpenDB(ctx, s) }}, lang)
	if asJSON {
		if list == nil {
			list = []doctor.Finding{}
		}
		b, jerr := json.MarshalIndent(list, "", "  ")
		if jerr != nil {
			return jerr
		}
		fmt.Println(string(b))
	} else {
		for _, f := range list {
			fmt.Printf("%s  %s: %s\n      -> %s\n", f.Level, f.Check, f.Text, f.Remedy)
		}
	}
	if err != nil {
		return err
	}
	if slices.ContainsFunc(list, func(f doctor.Finding) bool { return f.Level == doctor.Fault }) {
		return errFindings
	}
	if !asJSON && len(list) == 0 {
		fmt.Println("Nothing found: everything is as it should be.")
	}
	return nil
}
