// Command drawing writes the generated part of docs/architecture.md: how the
// packages lean on each other, and what each room declares. What stands outside
// the two marks is left as it is.
package main

import (
	"bytes"
	"fmt"
	"go/build"
	"go/doc"
	"log"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"

	"laidan/internal/app"
	"laidan/internal/room"
)

const (
	begin = "<!-- drawing: written by `make openapi` -->"
	end   = "<!-- end of drawing -->"
	inner = "laidan/internal/"
)

func main() {
	if len(os.Args) != 2 {
		log.Fatal("usage: drawing FILE")
	}
	page, err := os.ReadFile(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	head, rest, ok := bytes.Cut(page, []byte(begin))
	_, tail, closed := bytes.Cut(rest, []byte(end))
	if !ok || !closed {
		log.Fatal("no marks in ", os.Args[1])
	}
	part, err := draw((&app.App{}).House(), "internal")
	if err != nil {
		log.Fatal(err)
	}
	whole := slices.Concat(head, []byte(begin+"\n\n"+part+"\n"+end), tail)
	if err := os.WriteFile(os.Args[1], whole, 0o644); err != nil {
		log.Fatal(err)
	}
}

// draw is the drawing and the table of rooms below it.
func draw(house room.House, root string) (string, error) {
	uses, about, err := packages(root)
	if err != nil {
		return "", err
	}
	about["platform"] = "is what the installation keeps of itself: its servers, its schema"
	rooms := map[string]bool{}
	for _, r := range house {
		rooms[r.Name] = !kernel[r.Name]
	}
	return chart(house, uses, rooms) + "\n" + table(house, about), nil
}

// kernel are rooms that others are built on.
var kernel = map[string]bool{"event": true, "field": true, "blob": true, "httpapi": true, "platform": true}

// packages are those below a folder: whom each imports, and its first sentence.
func packages(root string) (uses map[string][]string, about map[string]string, err error) {
	uses, about = map[string][]string{}, map[string]string{}
	dirs, err := os.ReadDir(root)
	if err != nil {
		return nil, nil, err
	}
	for _, d := range dirs {
		if !d.IsDir() {
			continue
		}
		p, err := build.ImportDir(filepath.Join(root, d.Name()), 0)
		if err != nil {
			continue // no Go in it
		}
		for _, i := range p.Imports {
			if name, ok := strings.CutPrefix(i, inner); ok {
				uses[d.Name()] = append(uses[d.Name()], name)
			}
		}
		about[d.Name()] = said(new(doc.Package).Synopsis(p.Doc), d.Name())
	}
	return uses, about, nil
}

// said is a package's sentence without "Package x" and the verb's subject.
func said(sentence, name string) string {
	return strings.TrimSuffix(strings.TrimPrefix(sentence, "Package "+name+" "), ".")
}

// chart is the drawing in Mermaid. An arrow that another path says already is
// left out.
func chart(house room.House, uses map[string][]string, rooms map[string]bool) string {
	var b strings.Builder
	b.WriteString("```mermaid\nflowchart TB\n  browser([\"web: React UI\"]) -- REST + live events --> httpapi\n  httpapi -- one transaction a request --> rooms\n  subgraph rooms [rooms]\n")
	for _, r := range house {
		if !rooms[r.Name] {
			continue
		}
		fmt.Fprintf(&b, "    %s\n", r.Name)
		for _, to := range near(r.Name, uses, rooms) {
			fmt.Fprintf(&b, "    %s --> %s\n", r.Name, to)
		}
	}
	b.WriteString("  end\n  rooms --> kernel\n  subgraph kernel [kernel]\n    event[event: facts, reactions]\n    job[job: background work]\n    list[list, expr, field]\n    blob[blob: files]\n    room[room, authz, rights]\n    db[db: the only SQL dialects]\n  end\n")
	b.WriteString("  db --> SQLite[(SQLite)]\n  db --> PostgreSQL[(PostgreSQL)]\n```\n")
	return b.String()
}

// near are the rooms a room imports and reaches by no other room.
func near(name string, uses map[string][]string, rooms map[string]bool) []string {
	var list []string
	for _, to := range uses[name] {
		if !rooms[to] {
			continue
		}
		other := slices.ContainsFunc(uses[name], func(via string) bool { return via != to && rooms[via] && reaches(via, to, uses, rooms) })
		if !other {
			list = append(list, to)
		}
	}
	slices.Sort(list)
	return list
}

func reaches(from, to string, uses map[string][]string, rooms map[string]bool) bool {
	return slices.ContainsFunc(uses[from], func(next string) bool {
		return next == to || rooms[next] && reaches(next, to, uses, rooms)
	})
}

// table says of each room what it declares.
func table(house room.House, about map[string]string) string {
	var b strings.Builder
	b.WriteString("| Room | What it does | Its tables | Facts | Asks others for |\n|---|---|---|---|---|\n")
	for _, r := range house {
		var tables, asks []string
		for _, t := range r.Tables {
			tables = append(tables, t.Name)
		}
		if r.Needs != nil {
			for f := range reflect.TypeOf(r.Needs).Fields() {
				asks = append(asks, f.Name)
			}
		}
		slices.Sort(tables)
		fmt.Fprintf(&b, "| %s | %s | %s | %d | %s |\n", r.Name, about[r.Name], strings.Join(tables, ", "), len(r.Facts), strings.Join(asks, ", "))
	}
	return b.String()
}
