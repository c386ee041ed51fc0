package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/jackc/pgx/v5"

	"laidan/internal/db/dbtest"
)

// targets are the fuzz tests, by package.
var targets = []struct{ pkg, name string }{
	{"sheet", "FuzzCSV"}, {"sheet", "FuzzXLSXSheet"}, {"sheet", "FuzzXLSX"}, {"sheet", "FuzzXLS"}, {"sheet", "FuzzVCard"}, {"sheet", "FuzzParseDate"}, {"sheet", "FuzzCells"},
	{"expr", "FuzzCompile"}, {"expr", "FuzzAgree"}, {"phone", "FuzzNoNumberLeaves"}, {"phone", "FuzzText"}, {"phone", "FuzzParse"}, {"textkey", "FuzzNames"},
	{"config", "FuzzParse"}, {"app", "FuzzJSON"},
}

var execsPattern = regexp.MustCompile(`execs: (\d+)`)

// parsers fuzzes each for a fixed time; hostile sizes are ordinary tests. An
// input that breaks one is left in its testdata folder, to become a test.
func parsers(ctx context.Context, b *bench) (string, error) {
	each := b.o.pick(4, 600)
	var saw []string
	for _, t := range targets {
		c := exec.CommandContext(ctx, "go", "test", "-run=^$", "-fuzz=^"+t.name+"$", fmt.Sprintf("-fuzztime=%ds", each), "-fuzzminimizetime=5x", "-parallel=2", "./internal/"+t.pkg)
		c.Env = append(os.Environ(), "GOMEMLIMIT=300MiB")
		out, err := c.CombinedOutput()
		execs := "0"
		if m := execsPattern.FindAllStringSubmatch(string(out), -1); len(m) > 0 {
			execs = m[len(m)-1][1]
		}
		saw = append(saw, t.name+" "+execs)
		// The fuzzer also fails when its own time ends in the middle of an input; an
		// input that breaks something is always written down.
		late := strings.Contains(string(out), "context deadline exceeded") && !strings.Contains(string(out), "Failing input written")
		if err != nil && !late {
			return strings.Join(saw, ", "), fmt.Errorf("%s: %w\n%s", t.name, err, tail(string(out), 1500))
		}
		if execs == "0" {
			return strings.Join(saw, ", "), fmt.Errorf("%s tried nothing\n%s", t.name, tail(string(out), 1500))
		}
	}
	return fmt.Sprintf("%d s each, inputs tried: %s", each, strings.Join(saw, ", ")), nil
}

// module tests whose statements are explained; app's own test explains what the
// whole program says.
var modules = []string{"audit", "auth", "authz", "assign", "bulk", "customer", "deal", "event", "field", "followup", "funnel", "job", "list", "notify", "org", "product"}

// installationWide are statements that belong to no organisation, by the words
// they begin with: only tests and the platform say them.
var installationWide = []string{"SELECT s.id AS session", "SELECT DISTINCT tenant_id FROM fact", "SELECT l.tenant_id", "SELECT COUNT(*) FROM (SELECT 1 AS one FROM ", "ANALYZE"}

// routing runs the modules' tests on PostgreSQL, records every statement they
// make, and explains each on a schema cut into 32 parts by tenant.
func routing(ctx context.Context, b *bench) (string, error) {
	said := filepath.Join(b.dir, "statements")
	if err := os.MkdirAll(said, 0o777); err != nil {
		return "", err
	}
	args := []string{"test", "-count=1", "-skip", "Explain|UseIndexes|Race|Bench", "-run", "/postgres"}
	for _, m := range modules {
		args = append(args, "./internal/"+m)
	}
	c := exec.CommandContext(ctx, "go", args...)
	c.Env = append(os.Environ(), "LAIDAN_STATEMENTS="+said)
	if out, err := c.CombinedOutput(); err != nil {
		return "", fmt.Errorf("%w\n%s", err, tail(string(out), 1500))
	}
	list, err := dbtest.Said(said)
	if err != nil {
		return "", err
	}
	if err := b.s.pg.Exec(ctx, "postgres", "CREATE DATABASE t_parts"); err != nil {
		return "", err
	}
	a, err := openApp(ctx, b.dir, b.s.pg.URL("t_parts"))
	if err != nil {
		return "", err
	}
	a.Close()
	conn, err := pgx.Connect(ctx, b.s.pg.URL("t_parts"))
	if err != nil {
		return "", err
	}
	defer func() { _ = conn.Close(context.WithoutCancel(ctx)) }()
	if err := dbtest.Partition(ctx, conn, 32); err != nil {
		return "", err
	}
	one, wide, odd := 0, 0, 0
	var fault error
	for text, args := range list {
		parts, err := dbtest.Parts(ctx, conn, text, args)
		switch {
		case ctx.Err() != nil:
			return "", fmt.Errorf("the time was over before every statement was explained: %w", ctx.Err())
		case err != nil: // a table of a test's own
			odd++
		case len(parts) <= 1:
			one++
		case startsWithAny(strings.TrimSpace(text), installationWide):
			wide++
		default:
			fault = errors.Join(fault, fmt.Errorf("touches %d parts: %s", len(parts), text))
		}
	}
	if len(list) < 300 || odd > len(list)/20 {
		fault = errors.Join(fault, fmt.Errorf("%d statements were recorded, %d could not be explained", len(list), odd))
	}
	return fmt.Sprintf("%d statements, %d touch one part or none, %d are of the installation, %d are about tables of a test's own", len(list), one, wide, odd), fault
}

func startsWithAny(text string, list []string) bool {
	for _, begin := range list {
		if strings.HasPrefix(text, begin) {
			return true
		}
	}
	return false
}
