package db

import (
	"context"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"laidan/internal/crm"
)

// SQLite chooses a plan by the statistics in sqlite_stat1. Without them it takes
// a bare tenant_id for as selective as an owner and walks through the whole
// organisation; measured ones are read by each connection once, on opening, and
// are those of an empty database on the first day. So the program brings its
// own: the shape of one large organisation, the same on every installation.

// usualRows are those of a table of which nobody said anything.
const usualRows = 5_000

// statValues are how many values a column has in one organisation; all others
// tell every row apart.
var statValues = map[string]int{
	"tenant_id": 1, "owner_id": 300, "viewer_id": 300, "person_id": 300, "by_id": 300, "to_owner": 300, "created_by": 300, "scope_id": 340,
	"department_id": 40, "pool_id": 10, "import_id": 30, "field_id": 10, "layer": 8, "kind": 8, "state": 4, "day": 700, "tag": 60,
	"customer_id": 50_000, "touch_id": 20_000, "contract_id": 10_000, "subject_id": 50_000,
}

// Expect tells how many rows tables have in a large organisation, and writes the
// statistics by it.
func (d *DB) Expect(ctx context.Context, rows map[string]int) error {
	d.expected.Store(&rows)
	if d.Postgres() {
		return nil // it counts for itself
	}
	return d.writeStatistics(ctx)
}

func (d *DB) rowsOf(table string) int {
	if all := d.expected.Load(); all != nil && (*all)[table] > 0 {
		return (*all)[table]
	}
	return usualRows
}

// statOf writes a row of sqlite_stat1: the rows of the index, then how many
// share the same first column, the same first two, and so on.
func statOf(rows int, where string, unique bool, columns []string) string {
	if where != "" && !strings.Contains(where, "NOT archived") {
		rows = max(1, rows/10) // the other partial indexes are of the few exceptions
	}
	var b strings.Builder
	b.WriteString(strconv.Itoa(rows))
	alike := rows
	for i, c := range columns {
		values, ok := statValues[c]
		if !ok || unique && i == len(columns)-1 {
			values = alike
		}
		alike = max(1, alike/values)
		b.WriteString(" " + strconv.Itoa(alike))
	}
	return b.String()
}

type statColumn struct {
	Table  string `db:"tbl"`
	Index  string `db:"idx"`
	Origin string `db:"origin"`
	Unique bool   `db:"uniq"`
	Text   string `db:"sql"`
	Column string `db:"col"`
}

const statColumns = `SELECT t.name AS tbl, l.name AS idx, l.origin, l."unique" AS uniq, m.sql, i.name AS col
	FROM sqlite_schema t JOIN pragma_index_list(t.name) l JOIN pragma_index_info(l.name) i
	LEFT JOIN sqlite_schema m ON m.type = 'index' AND m.name = l.name
	WHERE t.type = 'table' AND t.name NOT LIKE 'search%' AND t.name NOT LIKE 'river%' AND t.name NOT LIKE 'sqlite%'
	ORDER BY t.name, l.name, i.seqno`

// writeStatistics replaces the statistics of a SQLite database. Making the table
// anew tells the other connections to read them.
func (d *DB) writeStatistics(ctx context.Context) error {
	var list []statColumn
	err := d.View(ctx, crm.Actor{}, func(tx *Tx) error {
		var err error
		list, err = GlobalAll[statColumn](tx, statColumns)
		return err
	})
	if err != nil {
		return err
	}
	script := []string{"DROP TABLE IF EXISTS sqlite_stat1", "ANALYZE schema_version", "DELETE FROM sqlite_stat1"}
	for start := 0; start < len(list); {
		first, columns := list[start], []string{}
		for ; start < len(list) && list[start].Index == first.Index; start++ {
			columns = append(columns, list[start].Column)
		}
		name := first.Index
		if first.Origin == "pk" {
			name = first.Table // so called where the table is its own index
		}
		_, where, _ := strings.Cut(first.Text, " WHERE ")
		script = append(script, fmt.Sprintf("INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('%s', '%s', '%s')",
			first.Table, name, statOf(d.rowsOf(first.Table), where, first.Unique, columns)))
	}
	for _, table := range keyed() {
		// All its indexes are partial: none of them tells how many rows it has.
		script = append(script, fmt.Sprintf("INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('%s', NULL, '%d')", table, d.rowsOf(table)))
	}
	return d.engine.script(ctx, append(script, "ANALYZE sqlite_schema"))
}

var tableName = regexp.MustCompile(`CREATE TABLE (\w+)`)

// keyed are the tables that SQLite finds by their id alone.
func keyed() []string {
	var names []string
	for _, m := range migrations() {
		for _, text := range keyedTable.FindAllString(comment.ReplaceAllString(m.text, ""), -1) {
			names = append(names, tableName.FindStringSubmatch(text)[1])
		}
	}
	return names
}
