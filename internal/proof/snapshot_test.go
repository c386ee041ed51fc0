package proof

import (
	"context"
	"database/sql"
	"fmt"
	"hash/fnv"
	"slices"
	"strconv"
	"strings"

	"laidan/internal/crm"
	"laidan/internal/customer"
	"laidan/internal/db"
)

// table is one table as it stands.
type table struct {
	columns []string
	rows    [][]any
}

func (t table) column(name string) int { return slices.Index(t.columns, name) }

// snapshot is everything that requests may change.
type snapshot map[string]table

// unkept are the tables that are no business: what writes to them may do so
// although the request was refused.
var unkept = map[string]string{
	"attempt":        "counts what was refused: number probes, log-ins by address",
	"login_guard":    "counts failed log-ins",
	"node":           "leases of running processes",
	"audit_key":      "what the nodes' key is known by",
	"schema_version": "which migrations ran",
}

// facts that a refusal must leave behind; they are no change of business.
var refusalFacts = []string{"customer.Probed", "auth.LogInFailed"}

// tables lists the business tables of the database.
func (l *lab) tables() []string {
	l.t.Helper()
	query := `SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name`
	if l.postgres {
		query = `SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY table_name`
	}
	var out []string
	for _, r := range l.rows(query).rows {
		name := fmt.Sprint(r[0])
		_, skip := unkept[name]
		if !skip && !strings.HasPrefix(name, "river") && !strings.HasPrefix(name, "sqlite_") && !strings.HasPrefix(name, "search_") && !strings.Contains(name, "migration") {
			out = append(out, name)
		}
	}
	return out
}

func (l *lab) rows(query string) table {
	l.t.Helper()
	r, err := l.sql.Query(query)
	if err != nil {
		l.t.Fatalf("%s: %v", query, err)
	}
	defer func() { _ = r.Close() }()
	var t table
	if t.columns, err = r.Columns(); err != nil {
		l.t.Fatal(err)
	}
	for r.Next() {
		row := make([]any, len(t.columns))
		at := make([]any, len(row))
		for i := range row {
			at[i] = &row[i]
		}
		if err := r.Scan(at...); err != nil {
			l.t.Fatal(err)
		}
		for i, v := range row {
			if b, ok := v.([]byte); ok {
				row[i] = string(b)
			}
		}
		t.rows = append(t.rows, row)
	}
	if err := r.Err(); err != nil {
		l.t.Fatal(err)
	}
	return t
}

// dump reads everything.
func (l *lab) dump() snapshot {
	l.t.Helper()
	s := snapshot{}
	for _, name := range l.tables() {
		s[name] = l.rows("SELECT * FROM " + name)
	}
	return s
}

// print is a row as a text, without what a mere use of a session changes.
func (t table) print(row []any) string {
	parts := make([]string, 0, len(row))
	for i, v := range row {
		if c := t.columns[i]; c == "seen_at" || c == "expires_at" {
			continue // sliding life of a session
		}
		parts = append(parts, fmt.Sprint(v))
	}
	return strings.Join(parts, "\x1f")
}

// sum is a hash over the rows, in whatever order.
func (t table) sum() uint64 {
	kind := t.column("commitment")
	if kind >= 0 {
		kind = t.column("kind")
	}
	var sum uint64
	for _, r := range t.rows {
		if kind >= 0 && slices.Contains(refusalFacts, fmt.Sprint(r[kind])) {
			continue
		}
		h := fnv.New64a()
		_, _ = h.Write([]byte(t.print(r)))
		sum += mixed(h.Sum64())
	}
	return sum
}

// mixed spreads the last bit of a row over its whole hash: of FNV alone two rows
// whose last column, a truth, was changed had differences that took each other
// away in the sum, and the change was not seen and not put back.
func mixed(h uint64) uint64 {
	h = (h ^ h>>33) * 0xff51afd7ed558ccd
	h = (h ^ h>>33) * 0xc4ceb9fe1a85ec53
	return h ^ h>>33
}

// sums are the hashes of all tables.
func (s snapshot) sums() map[string]uint64 {
	out := map[string]uint64{}
	for name, t := range s {
		out[name] = t.sum()
	}
	return out
}

// changed lists the tables whose rows are not those of before.
func (l *lab) changed(before map[string]uint64) (now snapshot, names []string) {
	l.t.Helper()
	now = l.dump()
	for name, t := range now {
		if t.sum() != before[name] {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return now, names
}

// writes is a number that moves whenever somebody commits a write.
func (l *lab) writes() string {
	l.t.Helper()
	query := "PRAGMA data_version"
	if l.postgres {
		query = "SELECT pg_current_wal_insert_lsn()::text"
	}
	var v string
	if err := l.sql.QueryRow(query).Scan(&v); err != nil {
		l.t.Fatal(err)
	}
	return v
}

// load puts tables back to what they were; all of them if none is named.
func (l *lab) load(s snapshot, names ...string) {
	l.t.Helper()
	if len(names) == 0 {
		for name := range s {
			names = append(names, name)
		}
		slices.Sort(names)
	}
	tx, err := l.sql.Begin()
	if err != nil {
		l.t.Fatal(err)
	}
	for _, name := range names {
		if _, err := tx.Exec("DELETE FROM " + name); err != nil {
			l.t.Fatal(err)
		}
		for rows := range slices.Chunk(s[name].rows, 100) {
			if err := l.insert(tx, name, s[name].columns, rows); err != nil {
				l.t.Fatalf("%s: %v", name, err)
			}
		}
	}
	for _, name := range []string{"attempt", "login_guard"} {
		if _, err := tx.Exec("DELETE FROM " + name); err != nil {
			l.t.Fatal(err)
		}
	}
	if err := tx.Commit(); err != nil {
		l.t.Fatal(err)
	}
	if slices.Contains(names, "customer") {
		l.index(s["customer"])
	}
}

func (l *lab) insert(tx *sql.Tx, name string, columns []string, rows [][]any) error {
	var b strings.Builder
	var args []any
	b.WriteString("INSERT INTO " + name + " (" + strings.Join(columns, ", ") + ") VALUES ")
	for i, r := range rows {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteByte('(')
		for j, v := range r {
			if j > 0 {
				b.WriteString(", ")
			}
			args = append(args, v)
			if l.postgres {
				b.WriteString("$" + strconv.Itoa(len(args)))
			} else {
				b.WriteByte('?')
			}
		}
		b.WriteByte(')')
	}
	b.WriteString(" ON CONFLICT DO NOTHING") // copies that hang elsewhere may meet a unique key
	_, err := tx.Exec(b.String(), args...)
	return err
}

// index brings the text index up to date with the customers. On SQLite a record
// has one place in it whatever its organisation, so of two with one id the one of
// the first organisation wins; tokens keep organisations apart.
func (l *lab) index(t table) {
	l.t.Helper()
	tenant, id, doc, owner, pool := t.column("tenant_id"), t.column("id"), t.column("search"), t.column("owner_id"), t.column("pool_id")
	last := map[int64]int64{}
	for _, r := range t.rows {
		at := r[id].(int64)
		if n := r[tenant].(int64); last[at] != l.first {
			last[at] = n
		}
	}
	of := map[int64][][]any{}
	var order []int64
	for _, r := range t.rows {
		n, at := r[tenant].(int64), r[id].(int64)
		if !l.postgres && last[at] != n {
			continue
		}
		if of[n] == nil {
			order = append(order, n)
		}
		of[n] = append(of[n], r)
	}
	for _, n := range order {
		err := l.app.DB.Update(context.Background(), crm.Actor{Tenant: crm.IDOf[crm.Tenant](n)}, func(tx *db.Tx) error {
			for _, r := range of[n] {
				if err := db.PutSearch(tx, r[id].(int64), customer.Row{Search: fmt.Sprint(r[doc]), OwnerID: idIn[crm.Person](r[owner]), PoolID: idIn[crm.Pool](r[pool])}.Indexed()); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			l.t.Fatal(err)
		}
	}
}

func idIn[T any](v any) crm.ID[T] {
	n, _ := v.(int64)
	return crm.IDOf[T](n)
}
