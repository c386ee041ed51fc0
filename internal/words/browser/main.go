// Command browser writes web/src/api/words/*.ts into a folder: the lists of words
// as the browser knows them, and which of them a rule is about. A page loads the
// file of its subject alone.
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"laidan/internal/crm"
	"laidan/internal/customer"
	"laidan/internal/words"
)

// list is a list of words of a type. The first of a type has all of them.
type list struct {
	of, name, why string
	words         []string
}

// files are the lists by subject.
var files = map[string][]list{
	"layer": {
		{"Layer", "allLayers", "By depth; abandoned stands outside the funnel.", texts(words.Layers)},
		{"Layer", "layers", "The funnel from top to bottom.", texts(words.Layers[words.Resource:])},
		{"Layer", "heldLayers", "Customers of these count for their owner's quota.", texts(words.Where(words.InHold))},
	},
	"customer": {
		{"CustomerKind", "customerKinds", "What a customer is.", words.CustomerKind("").Words()},
		{"Grade", "grades", "Best first.", words.Grades},
		{"Temperature", "temperatures", "Hottest first.", words.Temperatures},
		{"ContactKind", "contactKinds", "The kinds of a contact's number or address.", words.ContactKind("").Words()},
		{"AbandonReason", "abandonReasons", "Why a customer was given up.", words.AbandonReasons},
	},
	"touch": {
		{"Channel", "channels", "How a customer is touched, as the composer shows them.", words.Channels},
		{"Channel", "onSiteChannels", "People meet.", where(words.Channels, words.OnSite)},
		{"Direction", "directions", "Who began: us or the customer.", words.Direction("").Words()},
		{"Result", "results", "In the order of the keys, those of a call first.", words.Results},
		{"Result", "spokenResults", "There was a talk.", words.SpokenResults},
	},
	"deal": {
		{"DealState", "dealStates", "How a deal stands.", words.DealState("").Words()},
	},
	"people": {
		{"Role", "roles", "What a person does.", words.Role("").Words()},
		{"Level", "levels", "How experienced a person is.", words.Level("").Words()},
		{"Scope", "scopes", "Whose customers a person sees, widest last.", crm.Scope("").Words()},
	},
}

func main() {
	if err := write(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func write(folder string) error {
	for subject, lists := range files {
		text := module(lists)
		switch subject {
		case "touch":
			text += offered()
		case "customer":
			text += customerTexts()
		}
		if err := os.WriteFile(filepath.Join(folder, subject+".ts"), []byte(text), 0o644); err != nil {
			return err
		}
	}
	return nil
}

func module(lists []list) string {
	var b strings.Builder
	b.WriteString("// Generated from internal/words and internal/customer by `make openapi`. Do not edit.\n")
	typed := map[string]bool{}
	for _, l := range lists {
		if !typed[l.of] {
			fmt.Fprintf(&b, "\nexport type %s = '%s'\n", l.of, strings.Join(l.words, "' | '"))
			typed[l.of] = true
		}
		fmt.Fprintf(&b, "\n/** %s */\nexport const %s: readonly %s[] = %s\n", l.why, l.name, l.of, array(l.words))
	}
	return b.String()
}

func offered() string {
	var b strings.Builder
	b.WriteString("\n/** The results the composer offers for a channel, in the order of their keys. */\n")
	b.WriteString("export const offeredResults: Readonly<Record<Channel, readonly Result[]>> = {\n")
	for _, c := range words.Channels {
		fmt.Fprintf(&b, "  %s: %s,\n", c, array(words.OfferedResults(c)))
	}
	b.WriteString("}\n")
	return b.String()
}

// customerTexts are the texts that people write about a customer.
func customerTexts() string {
	var b strings.Builder
	var names []string
	for _, f := range customer.OwnTexts {
		names = append(names, f.Name)
	}
	fmt.Fprintf(&b, "\nexport type CustomerText = '%s'\n", strings.Join(names, "' | '"))
	fmt.Fprintf(&b, "\n/** How long a customer's name may be. */\nexport const customerNameMax = %d\n", customer.Texts{}.Limits()["name"])
	b.WriteString("\n/** What people write about a customer: how long it may be, and whether on several lines. */\n")
	b.WriteString("export const customerTexts: readonly { name: CustomerText; max: number; lines: boolean }[] = [\n")
	for _, f := range customer.OwnTexts {
		fmt.Fprintf(&b, "  { name: '%s', max: %d, lines: %t },\n", f.Name, f.Limit, f.Lines())
	}
	b.WriteString("]\n")
	return b.String()
}

func texts(layers []words.Layer) []string {
	list := make([]string, len(layers))
	for i, l := range layers {
		list[i] = string(l)
	}
	return list
}

func where(list []string, holds func(string) bool) []string {
	var out []string
	for _, s := range list {
		if holds(s) {
			out = append(out, s)
		}
	}
	return out
}

func array(list []string) string { return "['" + strings.Join(list, "', '") + "']" }
