package dbtest

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"
)

// Platform tables belong to the installation, not to one organisation; all
// others are cut by tenant.
var Platform = []string{"tenant", "login", "login_guard", "session", "setup_link", "attempt", "node", "schema_version", "audit_key"}

const tenantTables = `SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
	WHERE n.nspname = current_schema() AND c.relkind = 'r' AND c.relname NOT LIKE 'river\_%' AND c.relname <> ALL($1) ORDER BY 1`

// Partition cuts every tenant table of a fresh schema into parts by a hash of
// the tenant. PostgreSQL itself refuses a table without tenant_id and any
// unique key without it.
func Partition(ctx context.Context, c *pgx.Conn, parts int) error {
	rows, err := c.Query(ctx, tenantTables, Platform)
	if err != nil {
		return err
	}
	tables, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return err
	}
	if len(tables) < 20 {
		return fmt.Errorf("only %d tenant tables: %v", len(tables), tables)
	}
	for _, t := range tables {
		var b strings.Builder
		fmt.Fprintf(&b, `ALTER TABLE %[1]s RENAME TO %[1]s_plain;
			CREATE TABLE %[1]s (LIKE %[1]s_plain INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING INDEXES) PARTITION BY HASH (tenant_id);
			DROP TABLE %[1]s_plain;`, t)
		for i := range parts {
			fmt.Fprintf(&b, "CREATE TABLE %s_p%d PARTITION OF %s FOR VALUES WITH (MODULUS %d, REMAINDER %d);", t, i, t, parts, i)
		}
		if _, err := c.Exec(ctx, b.String()); err != nil {
			return fmt.Errorf("table %s cannot be cut by tenant: %w", t, err)
		}
	}
	return nil
}

// Parts are the numbers of the partitions that a statement would touch; a plan
// that prunes only while it runs counts as touching all.
func Parts(ctx context.Context, c *pgx.Conn, text string, args []any) ([]int, error) {
	var raw []byte
	if err := c.QueryRow(ctx, "EXPLAIN (FORMAT JSON, COSTS OFF) "+text, args...).Scan(&raw); err != nil {
		return nil, err
	}
	var plan any
	if err := json.Unmarshal(raw, &plan); err != nil {
		return nil, err
	}
	var parts []int
	walk(plan, func(relation string) {
		at := strings.LastIndex(relation, "_p")
		if at < 0 {
			return
		}
		if n, err := strconv.Atoi(relation[at+2:]); err == nil && !slices.Contains(parts, n) {
			parts = append(parts, n)
		}
	})
	slices.Sort(parts)
	return parts, nil
}

func walk(v any, relation func(string)) {
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			walk(e, relation)
		}
	case map[string]any:
		if name, ok := v["Relation Name"].(string); ok {
			relation(name)
		}
		for _, e := range v {
			walk(e, relation)
		}
	}
}
