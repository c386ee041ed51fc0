package db

import (
	"context"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
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
		list = append(list, migrationFrom(strings.TrimPrefix(n, "migrations/"), b))
	}
	return list
})

func migrationFrom(name string, text []byte) migration {
	version, err := strconv.Atoi(name[:4])
	if err != nil {
		panic("migration without number: " + name)
	}
	sum := sha256.Sum256(text)
	return migration{version, name, string(text), hex.EncodeToString(sum[:])}
}

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
//
// A full disk does not keep a server from starting whose schema is current: what
// else is written here is written by the next start.
func (d *DB) Migrate(ctx context.Context) error {
	err := d.migrate(ctx)
	if IsFull(err) {
		if due, derr := d.Due(ctx); derr != nil || len(due) > 0 {
			return fmt.Errorf("%w; the disk is full and the schema has to be upgraded: make room, or start the version before", err)
		}
		err = nil
	}
	if err != nil {
		return err
	}
	return d.leaseNode(ctx)
}

func (d *DB) migrate(ctx context.Context) error {
	if err := d.engine.script(ctx, append(d.migrationLock(), schemaVersion)); err != nil {
		return err
	}
	if err := d.runPending(ctx); err != nil {
		return err
	}
	if err := d.engine.script(ctx, searchSchema(d.engine.dialect())); err != nil {
		return err
	}
	if d.Postgres() {
		return nil
	}
	return d.writeStatistics(ctx)
}

func (d *DB) runPending(ctx context.Context) error {
	for {
		p, err := d.pending(ctx)
		if err != nil || p == nil {
			return err
		}
		if err := d.engine.script(ctx, append(d.migrationLock(), p.statements...)); err != nil {
			if again, aerr := d.pending(ctx); aerr == nil && (again == nil || again.what != p.what) {
				continue // another node was faster
			}
			return fmt.Errorf("%s: %w", p.what, err)
		}
	}
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

// pendingStep is one transaction on the way to this program's schema.
type pendingStep struct {
	what       string
	statements []string
}

// pending is the next step, nil when the schema is current: first what repairs
// earlier texts of migrations, then the migrations that are missing.
func (d *DB) pending(ctx context.Context) (*pendingStep, error) {
	var applied []appliedMigration
	err := d.View(ctx, crm.Actor{}, func(tx *Tx) error {
		var err error
		applied, err = GlobalAll[appliedMigration](tx, "SELECT version, name, hash FROM schema_version ORDER BY version")
		return err
	})
	if err != nil {
		return nil, err
	}
	return nextStep(d.engine.dialect(), applied)
}

func nextStep(d dialect, applied []appliedMigration) (*pendingStep, error) {
	done := map[int]bool{}
	for _, a := range applied {
		done[a.Version] = true
	}
	var repair *pendingStep
	for _, a := range applied {
		m, ok := migrationOf(a.Version)
		if !ok {
			return nil, fmt.Errorf("the database has migration %s, which this program does not know: it was written by a newer version; start that version", a.Name)
		}
		if m.hash == a.Hash {
			continue
		}
		e, ok := earlierOf(m.name, a.Hash)
		if !ok {
			return nil, fmt.Errorf("migration %s was applied with another content; restore the backup taken before the upgrade", a.Name)
		}
		if repair == nil {
			repair = &pendingStep{"repair of migration " + m.name, m.repair(d, e, done)}
		}
	}
	if repair != nil {
		return repair, nil
	}
	for _, m := range migrations() {
		if !done[m.version] {
			return &pendingStep{"migration " + m.name, append(statementsOf(d, m.text), m.note())}, nil
		}
	}
	return nil, nil
}

func migrationOf(version int) (migration, bool) {
	i := slices.IndexFunc(migrations(), func(m migration) bool { return m.version == version })
	if i < 0 {
		return migration{}, false
	}
	return migrations()[i], true
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
