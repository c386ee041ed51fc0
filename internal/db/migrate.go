package db

import (
	"context"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"regexp"
	"sort"
	"strconv"
	"strings"
	"sync"
	"time"

	"laidan/internal/crm"
	"laidan/internal/rights"
)

//go:embed migrations/*.sql
var migrationFiles embed.FS

// migration is one numbered file. A file runs in one transaction together with
// its row in schema_version, so a killed migration leaves nothing behind.
type migration struct {
	version int
	name    string
	text    string
	hash    string
}

var migrations = sync.OnceValue(func() []migration {
	names, err := fs.Glob(migrationFiles, "migrations/*.sql")
	if err != nil {
		panic(err)
	}
	sort.Strings(names)
	list := make([]migration, 0, len(names))
	for _, n := range names {
		b, err := migrationFiles.ReadFile(n)
		if err != nil {
			panic(err)
		}
		base := strings.TrimPrefix(n, "migrations/")
		v, err := strconv.Atoi(base[:4])
		if err != nil {
			panic("migration without number: " + n)
		}
		sum := sha256.Sum256(b)
		list = append(list, migration{v, base, string(b), hex.EncodeToString(sum[:])})
	}
	return list
})

// note is the statement that remembers a migration.
func (m migration) note() string {
	return fmt.Sprintf("INSERT INTO schema_version (version, name, hash, applied_at) VALUES (%d, '%s', '%s', %d)",
		m.version, m.name, m.hash, time.Now().UnixMilli())
}

var textType = regexp.MustCompile(`\bTEXT\b`)

// keyedTable is a table that SQLite finds by its id alone; the mutation of
// rights, which wants equal ids in two organisations, keeps the written key.
var (
	keyedTable = regexp.MustCompile(`(?s)CREATE TABLE [^;]*?\n\) KEYED;`)
	idColumn   = regexp.MustCompile(`\bid\s+BIGINT NOT NULL\b`)
	tenantKey  = regexp.MustCompile(`,\s*PRIMARY KEY \(tenant_id, id\)`)
)

var comment = regexp.MustCompile(`(?m)--.*$`)

// statementsOf cuts a file into statements and adapts it to the dialect.
func statementsOf(d dialect, text string) []string {
	text = comment.ReplaceAllString(text, "")
	clustered := ""
	if d == sqlite {
		clustered = "WITHOUT ROWID"
	}
	text = strings.ReplaceAll(text, ") CLUSTERED", ") "+clustered)
	text = keyedTable.ReplaceAllStringFunc(text, func(table string) string {
		table = strings.TrimSuffix(table, " KEYED;") + ";"
		if d == sqlite && !rights.WrittenKeys {
			table = idColumn.ReplaceAllString(table, "id INTEGER NOT NULL PRIMARY KEY")
			table = tenantKey.ReplaceAllString(table, "")
		}
		return table
	})
	if d == postgres {
		// Texts compare byte by byte, as on SQLite, whatever the server's locale.
		text = textType.ReplaceAllString(text, `TEXT COLLATE "C"`)
	}
	var list []string
	for s := range strings.SplitSeq(text, ";\n") {
		if s = strings.TrimSpace(s); s != "" {
			list = append(list, strings.TrimSuffix(s, ";"))
		}
	}
	return list
}

// beforeStatement lets a test end the process in the middle of a migration.
var beforeStatement = func(string) {}

const schemaVersion = `CREATE TABLE IF NOT EXISTS schema_version (
	version BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL, hash TEXT NOT NULL, applied_at BIGINT NOT NULL)`

// Migrate brings the schema to this program's version. It refuses a database
// that a newer program has written or whose applied files have changed.
func (d *DB) Migrate(ctx context.Context) error {
	if err := d.engine.script(ctx, append(d.migrationLock(), schemaVersion)); err != nil {
		return err
	}
	for {
		m, err := d.pending(ctx)
		if err != nil {
			return err
		}
		if m == nil {
			break
		}
		list := append(d.migrationLock(), statementsOf(d.engine.dialect(), m.text)...)
		list = append(list, m.note())
		if err := d.engine.script(ctx, list); err != nil {
			if again, aerr := d.pending(ctx); aerr == nil && (again == nil || again.version != m.version) {
				continue // another node was faster
			}
			return fmt.Errorf("migration %s: %w", m.name, err)
		}
	}
	if err := d.engine.script(ctx, searchSchema(d.engine.dialect())); err != nil {
		return err
	}
	if !d.Postgres() {
		if err := d.writeStatistics(ctx); err != nil {
			return err
		}
	}
	return d.leaseNode(ctx)
}

func (d *DB) migrationLock() []string {
	if d.Postgres() {
		return []string{"SELECT pg_advisory_xact_lock(7249011)"}
	}
	return nil
}

type appliedMigration struct {
	Version int    `db:"version"`
	Name    string `db:"name"`
	Hash    string `db:"hash"`
}

// pending is the next migration to run, nil when the schema is current.
func (d *DB) pending(ctx context.Context) (*migration, error) {
	var applied []appliedMigration
	err := d.View(ctx, crm.Actor{}, func(tx *Tx) error {
		var err error
		applied, err = GlobalAll[appliedMigration](tx, "SELECT version, name, hash FROM schema_version ORDER BY version")
		return err
	})
	if err != nil {
		return nil, err
	}
	own := migrations()
	done := map[int]bool{}
	for _, a := range applied {
		found := false
		for _, m := range own {
			if m.version == a.Version {
				found = true
				if m.hash != a.Hash {
					return nil, fmt.Errorf("migration %s was applied with another content; restore the backup taken before the upgrade", a.Name)
				}
			}
		}
		if !found {
			return nil, fmt.Errorf("the database has migration %s, which this program does not know: it was written by a newer version; start that version", a.Name)
		}
		done[a.Version] = true
	}
	for i := range own {
		if !done[own[i].version] {
			return &own[i], nil
		}
	}
	return nil, nil
}

var createUnique = regexp.MustCompile(`CREATE UNIQUE INDEX (\w+) ON (\w+) \(([^)]*)\)`)

// uniqueIndexes maps "table(a, b)" to the name of its unique index.
var uniqueIndexes = sync.OnceValue(func() map[string]string {
	names := map[string]string{}
	for _, m := range migrations() {
		for _, f := range createUnique.FindAllStringSubmatch(m.text, -1) {
			names[f[2]+"("+f[3]+")"] = f[1]
		}
	}
	return names
})
