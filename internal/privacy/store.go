package privacy

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"laidan/internal/crm"
	"laidan/internal/db"
)

const (
	// The record and all that were merged into it.
	groupSQL = `SELECT id FROM customer WHERE tenant_id = @tenant AND (id = @id OR merged_into = @id) ORDER BY id`
	oneSQL   = `SELECT id, name, do_not_contact, archived, merged_into FROM customer WHERE tenant_id = @tenant AND id = @id`
	marksSQL = `SELECT 'name' AS kind, name AS value FROM customer WHERE tenant_id = @tenant AND id IN (@ids)
		UNION ALL SELECT 'name', contact_name FROM customer WHERE tenant_id = @tenant AND id IN (@ids)
		UNION ALL SELECT 'phone', phone FROM customer WHERE tenant_id = @tenant AND id IN (@ids)
		UNION ALL SELECT 'code', tax_code FROM customer WHERE tenant_id = @tenant AND id IN (@ids)
		UNION ALL SELECT 'name', name FROM contact WHERE tenant_id = @tenant AND customer_id IN (@ids) AND (@contact = 0 OR id = @contact)
		UNION ALL SELECT kind, value FROM channel WHERE tenant_id = @tenant AND customer_id IN (@ids) AND (@contact = 0 OR contact_id = @contact)
		UNION ALL SELECT CASE WHEN kind = 'phone' THEN 'number' ELSE kind END, norm FROM channel WHERE tenant_id = @tenant AND customer_id IN (@ids) AND (@contact = 0 OR contact_id = @contact)
		UNION ALL SELECT kind, norm FROM customer_key WHERE tenant_id = @tenant AND customer_id IN (@ids) AND kind <> 'name'`
	contactMarksSQL = `SELECT 'name' AS kind, name AS value FROM contact WHERE tenant_id = @tenant AND customer_id IN (@ids) AND id = @contact
		UNION ALL SELECT kind, value FROM channel WHERE tenant_id = @tenant AND customer_id IN (@ids) AND contact_id = @contact
		UNION ALL SELECT CASE WHEN kind = 'phone' THEN 'number' ELSE kind END, norm FROM channel WHERE tenant_id = @tenant AND customer_id IN (@ids) AND contact_id = @contact`
	othersSQL = `SELECT norm FROM channel WHERE tenant_id = @tenant AND norm IN (@norms) AND customer_id NOT IN (@ids)
		UNION SELECT norm FROM customer_key WHERE tenant_id = @tenant AND norm IN (@norms) AND customer_id NOT IN (@ids)`
	refusedSQL = `SELECT 1 FROM touch WHERE tenant_id = @tenant AND customer_id IN (@ids) AND result = 'do_not_contact' LIMIT 1`

	factsSQL = `SELECT id FROM fact WHERE tenant_id = @tenant AND customer_id IN (@ids) AND kind NOT LIKE 'privacy.%' AND payload <> ''
		UNION SELECT id FROM fact WHERE tenant_id = @tenant AND subject_id IN (@ids) AND kind NOT LIKE 'privacy.%' AND payload <> ''`

	blobsSQL = `SELECT id FROM blob WHERE tenant_id = @tenant AND customer_id IN (@ids)
		UNION SELECT blob_id FROM touch_file WHERE tenant_id = @tenant AND customer_id IN (@ids)
		UNION SELECT blob_id FROM contract WHERE tenant_id = @tenant AND customer_id IN (@ids) AND blob_id IS NOT NULL
		UNION SELECT acceptance_blob_id FROM contract WHERE tenant_id = @tenant AND customer_id IN (@ids) AND acceptance_blob_id IS NOT NULL
		UNION SELECT blob_id FROM payment WHERE tenant_id = @tenant AND customer_id IN (@ids) AND blob_id IS NOT NULL`
	importsSQL = `SELECT i.id, i.blob_id, i.state FROM import i WHERE i.tenant_id = @tenant AND (
		EXISTS (SELECT 1 FROM customer c WHERE c.tenant_id = @tenant AND c.id IN (@ids) AND c.import_id = i.id)
		OR EXISTS (SELECT 1 FROM touch t WHERE t.tenant_id = @tenant AND t.customer_id IN (@ids) AND t.import_id = i.id)
		OR EXISTS (SELECT 1 FROM import_row r WHERE r.tenant_id = @tenant AND r.import_id = i.id AND r.customer_id IN (@ids)))`
	newerSQL = `SELECT 1 FROM import WHERE tenant_id = @tenant AND id > @last AND EXISTS (SELECT 1 FROM blob b WHERE b.tenant_id = @tenant AND b.id = import.blob_id) LIMIT 1`
)

type mark struct {
	Kind  string `db:"kind"`
	Value string `db:"value"`
}

type record struct {
	ID           crm.CustomerID `db:"id"`
	Name         string         `db:"name"`
	DoNotContact bool           `db:"do_not_contact"`
	Archived     bool           `db:"archived"`
	MergedInto   crm.CustomerID `db:"merged_into"`
}

type importRef struct {
	ID    crm.ImportID `db:"id"`
	Blob  crm.BlobID   `db:"blob_id"`
	State string       `db:"state"`
}

// likeAny is the condition that one of the columns holds one of n patterns, as
// @p0, @p1, ...
func likeAny(columns []string, n int) string {
	var list []string
	for _, c := range columns {
		for i := range n {
			list = append(list, fmt.Sprintf(`%s LIKE @p%d ESCAPE '\'`, c, i))
		}
	}
	return "(" + strings.Join(list, " OR ") + ")"
}

func likeArgs(values []string) db.Args {
	args := db.Args{}
	for i, p := range patterns(values) {
		args[fmt.Sprintf("p%d", i)] = p
	}
	return args
}

// holds reports whether any text of a table holds one of the values.
func holds(tx *db.Tx, table string, columns []string, values []string) (bool, error) {
	_, ok, err := db.Maybe[int64](tx, "SELECT 1 FROM "+table+" WHERE tenant_id = @tenant AND "+likeAny(columns, len(values))+" LIMIT 1", likeArgs(values))
	return ok, err
}

// redact replaces the values in a table's texts and counts the rows; more
// narrows them.
func redact(tx *db.Tx, table string, columns, values []string, more string, args db.Args) (int64, error) {
	set := make([]string, len(columns))
	for i, c := range columns {
		set[i] = c + " = REPLACE(" + c + ", @value, @mask)"
	}
	text := "UPDATE " + table + " SET " + strings.Join(set, ", ") + " WHERE tenant_id = @tenant AND " + likeAny(columns, 1) + more
	total := int64(0)
	for _, v := range values {
		a := db.Args{"p0": pattern(v), "value": v, "mask": mask}
		maps.Copy(a, args)
		n, err := db.Exec(tx, text, a)
		if err != nil {
			return total, fmt.Errorf("%s: %w", table, err)
		}
		total += n
	}
	return total, nil
}

// mask stands where something was erased from a text that stays.
const mask = "＊＊＊"

// tables are the tables of organisations, by name.
func tables() []string {
	var list []string
	for name, columns := range db.Columns() {
		if has(columns, "tenant_id") {
			list = append(list, name)
		}
	}
	slices.Sort(list)
	return list
}
