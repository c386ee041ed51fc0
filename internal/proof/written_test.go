package proof

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// fickle are columns whose new values differ each time.
var fickle = []string{"salt", "commitment", "chain", "password_hash", "token_hash", "hash", "key", "seen_at", "expires_at", "sha256"}

// written is what a request did to the rows of the asker's organisation, row by
// row, without ids that were made for it: a write that lets itself be led by
// foreign rows shows here, though it answers as always.
func (s *sweeper) written(who string, now snapshot, names []string) string {
	id := s.tenantID(s.owner(who))
	var out []string
	for _, name := range names {
		if name == "session" || name == "setup_link" || name == "idempotency" {
			continue
		}
		was, is := map[string]int{}, map[string]int{}
		for _, side := range []struct {
			rows  table
			count map[string]int
		}{{s.now[name], was}, {now[name], is}} {
			at := side.rows.column("tenant_id")
			for _, r := range side.rows.rows {
				if at < 0 || r[at] == id {
					side.count[side.rows.full(r)]++
				}
			}
		}
		for row, n := range is {
			if n > was[row] {
				out = append(out, "+ "+name+" "+s.lasting(row))
			}
		}
		for row, n := range was {
			if n > is[row] {
				out = append(out, "- "+name+" "+s.lasting(row))
			}
		}
	}
	slices.Sort(out)
	return "\n" + strings.Join(out, "\n")
}

// full is a row as a text with the names of its columns, without what is fickle.
func (t table) full(row []any) string {
	var b strings.Builder
	for i, v := range row {
		if v != nil && !slices.Contains(fickle, t.columns[i]) {
			fmt.Fprintf(&b, "%s=%s ", t.columns[i], volatile.ReplaceAllString(fmt.Sprint(v), ""))
		}
	}
	return b.String()
}

// onDisk are the files of the installation with their content.
func (l *lab) onDisk() map[string][]byte {
	l.t.Helper()
	out := map[string][]byte{}
	err := filepath.WalkDir(l.app.Files.Dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		out[path], err = os.ReadFile(path)
		return err
	})
	if err != nil {
		l.t.Fatal(err)
	}
	return out
}

// torn puts files back that a request removed, and names them.
func (s *sweeper) torn() string {
	var out []string
	for path, content := range s.papers {
		if _, err := os.Stat(path); err == nil {
			continue
		}
		if err := os.WriteFile(path, content, 0o600); err != nil {
			s.t.Fatal(err)
		}
		rest, _ := filepath.Rel(s.app.Files.Dir, path)
		out = append(out, "\n- file "+rest)
	}
	slices.Sort(out)
	return strings.Join(out, "")
}
