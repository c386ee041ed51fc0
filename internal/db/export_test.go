package db

import (
	"context"
	"time"
)

// BeforeStatement is called before each statement of a migration.
func BeforeStatement(fn func(text string)) { beforeStatement = fn }

// MigrateTo makes the schema as it was at an earlier version.
func (d *DB) MigrateTo(ctx context.Context, version int) error {
	list := []string{schemaVersion}
	for _, m := range migrations() {
		if m.version <= version {
			list = append(append(list, statementsOf(d.engine.dialect(), m.text)...), m.note())
		}
	}
	return d.engine.script(ctx, list)
}

// Script runs statements as somebody with the database's password would.
func (d *DB) Script(ctx context.Context, statements ...string) error {
	return d.engine.script(ctx, statements)
}

// Settle moves waiting search documents into the index at once.
func (d *DB) Settle(ctx context.Context) error { return d.settle(ctx) }

// MigrationFile is a migration's file as a test brings it along.
type MigrationFile struct{ Name, Text string }

// MigrateWith makes a schema with the files given instead of this program's.
func (d *DB) MigrateWith(ctx context.Context, files []MigrationFile) error {
	list := []string{schemaVersion}
	for _, f := range files {
		m := migrationFrom(f.Name, []byte(f.Text))
		list = append(append(list, statementsOf(d.engine.dialect(), m.text)...), m.note())
	}
	return d.engine.script(ctx, list)
}

// Files are this program's migrations.
func Files() []MigrationFile {
	var list []MigrationFile
	for _, m := range migrations() {
		list = append(list, MigrationFile{m.name, m.text})
	}
	return list
}

// EarlierHashes are the names and hashes of the texts that migrations had before.
func EarlierHashes() map[string]string {
	out := map[string]string{}
	for _, e := range earlierTexts {
		out[e.hash] = e.name
	}
	return out
}

// SleepTime shortens what a node may keep rows for, in databases opened from now on.
func SleepTime(d time.Duration) (back func()) {
	before := sleepTime
	sleepTime = d
	return func() { sleepTime = before }
}
