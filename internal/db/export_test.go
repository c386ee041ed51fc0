package db

import "context"

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
