package backup

import (
	"fmt"
	"path"
	"strings"
	"time"

	"laidan/internal/audit"
	"laidan/internal/db"
)

// format is the version of the file's own layout.
const format = 1

// The engines a backup may be of.
const (
	SQLite   = "sqlite"
	Postgres = "postgres"
)

const (
	manifestName = "manifest.json"
	imageName    = "laidan.db"
	tablesDir    = "tables/"
	filesDir     = "files/"
)

// Manifest says what a backup holds.
type Manifest struct {
	Format  int       `json:"format"`
	Program string    `json:"program"` // the version that made it
	Engine  string    `json:"engine"`
	MadeAt  time.Time `json:"madeAt"`
	Schema  []db.Step `json:"schema"`
	Tables  []Table   `json:"tables"`
	Chains  []Chain   `json:"chains"`
	// Uploads tells whether the uploaded files are inside; a copy made before an
	// upgrade leaves them where they are.
	Uploads bool    `json:"uploads"`
	Entries []Entry `json:"entries"`
	// Missing are uploaded files that had a row and no content, or another
	// content than was uploaded, when the backup was made.
	Missing []string `json:"missing,omitempty"`
}

// Table is a table with its rows.
type Table struct {
	db.TableInfo
	Rows int64 `json:"rows"`
}

// Chain is the head of one organisation's fact log.
type Chain struct {
	Tenant int64 `json:"tenant,string"`
	audit.Link
}

// Entry is one file of the archive.
type Entry struct {
	Name   string `json:"name"`
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"`
}

// Rows are all rows of all tables.
func (m Manifest) Rows() int64 {
	n := int64(0)
	for _, t := range m.Tables {
		n += t.Rows
	}
	return n
}

// Size is how much room the content takes once unpacked.
func (m Manifest) Size() int64 {
	n := int64(0)
	for _, e := range m.Entries {
		n += e.Size
	}
	return n
}

// fits reports why this program cannot restore the backup, or nil.
func (m Manifest) fits(engine string, own []db.Step) error {
	if m.Format != format {
		return fmt.Errorf("the backup has format %d, this program knows format %d: use the version that made it (%s) or a newer one", m.Format, format, m.Program)
	}
	known := map[int]db.Step{}
	for _, s := range own {
		known[s.Version] = s
	}
	for _, s := range m.Schema {
		switch k, ok := known[s.Version]; {
		case !ok:
			return fmt.Errorf("the backup was made by a newer version (%s): this program does not know its schema %s; restore it with that version", m.Program, s.Name)
		case k.Hash != s.Hash && !s.Known():
			return fmt.Errorf("the backup's schema %s is not the one this program knows: it was made by another line of versions (%s); restore it with that version", s.Name, m.Program)
		}
	}
	if len(m.Schema) == 0 {
		return fmt.Errorf("the backup has no schema version")
	}
	if m.Engine != engine {
		return fmt.Errorf("the backup is of %s and cannot go into %s: %s", m.Engine, engine,
			map[string]string{SQLite: "leave --db away and name an empty --data folder", Postgres: "name an empty PostgreSQL database by --db"}[m.Engine])
	}
	return nil
}

// local reports whether an entry stays inside the folder it is unpacked to.
func local(name string) bool {
	return path.Clean(name) == name && !path.IsAbs(name) && !strings.Contains(name, "..") && !strings.Contains(name, `\`)
}
