// Command laidan is the whole product: server, demonstration and tools.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"syscall"
)

// version is set by the build.
var version = "dev"

type command struct {
	name, help string
	run        func(ctx context.Context, args []string) error
}

func commands() []command {
	return []command{
		{"serve", "serve the application", serve},
		{"demo", "create a demonstration organisation", makeDemo},
		{"import", "import customers from a CSV, XLSX or XLS file", importFile},
		{"export", "export customers as CSV or XLSX", exportFile},
		{"user", "user add | disable | password", user},
		{"token", "print an API token of a person", token},
		{"audit", "audit verify | new-key: check the chain of the fact log; make a key for erasures anew", auditCommand},
		{"backup", "write a backup of the running installation to a file", makeBackup},
		{"restore", "restore FILE: put a backup back into an empty place", restore},

		{"doctor", "look for faults of the installation and name their remedies", examine},
		{"person", "person export | erase: the personal data of one customer or contact", person},
		{"migrate", "bring the database to this version", migrate},
		{"openapi", "print the OpenAPI document", openAPI},
		{"version", "print the version", func(context.Context, []string) error {
			fmt.Println("laidan", version)
			return nil
		}},
	}
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Args[1:])
	stop()
	if errors.Is(err, flag.ErrHelp) {
		os.Exit(2)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "laidan:", say(err))
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	if len(args) == 0 {
		usage()
		return flag.ErrHelp
	}
	for _, c := range commands() {
		if c.name == args[0] {
			return c.run(ctx, args[1:])
		}
	}
	usage()
	return fmt.Errorf("there is no command %q", args[0])
}

func usage() {
	fmt.Fprintln(os.Stderr, "usage: laidan COMMAND [flags]")
	for _, c := range commands() {
		fmt.Fprintf(os.Stderr, "  %-9s %s\n", c.name, c.help)
	}
}
