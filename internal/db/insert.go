package db

import (
	"fmt"
	"reflect"
	"sort"
	"strings"
	"sync"

	"github.com/jackc/pgx/v5"
)

// Chunks stay below both databases' limit on parameters (SQLite 32,766).
const (
	chunkParams = 16000
	copyFrom    = 500 // rows from which PostgreSQL's COPY is worth its set-up
)

type insertPlan struct {
	cols   []string
	fields [][]int
}

var insertPlans sync.Map // reflect.Type -> insertPlan

func insertPlanFor(t reflect.Type) insertPlan {
	if p, ok := insertPlans.Load(t); ok {
		return p.(insertPlan)
	}
	fields := fieldsOf(t)
	p := insertPlan{}
	for c := range fields {
		if c != "tenant_id" {
			p.cols = append(p.cols, c)
		}
	}
	sort.Strings(p.cols)
	for _, c := range p.cols {
		p.fields = append(p.fields, fields[c])
	}
	insertPlans.Store(t, p)
	return p
}

// InsertMany inserts structs by their db tags, with the tenant of the
// transaction in tenant_id: few statements, or COPY for many rows on PostgreSQL.
// Like Write's, an error may come from a later statement.
func InsertMany[T any](tx *Tx, table string, list []T) error {
	if len(list) == 0 {
		return nil
	}
	p := insertPlanFor(reflect.TypeFor[T]())
	tenant := tx.Actor.Tenant.Int64()
	value := func(row T) ([]any, error) {
		v := reflect.ValueOf(row)
		vals := make([]any, 0, len(p.cols)+1)
		vals = append(vals, tenant)
		for _, f := range p.fields {
			x, err := plain(v.FieldByIndex(f).Interface())
			if err != nil {
				return nil, err
			}
			vals = append(vals, x)
		}
		return vals, nil
	}
	if c, ok := tx.conn.(*pgConn); ok && len(list) >= copyFrom {
		tx.note(insertText(postgres, table, p.cols, 1), func() []any { v, _ := value(list[0]); return v })
		cols := append([]string{"tenant_id"}, p.cols...)
		_, err := pgTx{c}.CopyFrom(tx.Ctx, pgx.Identifier{table}, cols, pgx.CopyFromSlice(len(list), func(i int) ([]any, error) { return value(list[i]) }))
		return err
	}
	width := len(p.cols) + 1
	size := max(1, chunkParams/width)
	for start := 0; start < len(list); start += size {
		part := list[start:min(start+size, len(list))]
		args := make([]any, 0, len(part)*width)
		for _, row := range part {
			vals, err := value(row)
			if err != nil {
				return err
			}
			args = append(args, vals...)
		}
		text := insertText(tx.db.engine.dialect(), table, p.cols, len(part))
		tx.note(text, func() []any { return args })
		if err := tx.conn.write(tx.Ctx, text, args); err != nil {
			return fmt.Errorf("insert into %s: %w", table, err)
		}
	}
	return nil
}

func insertText(d dialect, table string, cols []string, n int) string {
	var b strings.Builder
	b.WriteString("INSERT INTO " + table + " (tenant_id")
	for _, c := range cols {
		b.WriteString(", " + c)
	}
	b.WriteString(") VALUES ")
	k := 1
	for i := range n {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteByte('(')
		for j := range len(cols) + 1 {
			if j > 0 {
				b.WriteByte(',')
			}
			b.WriteString(placeholder(d, k))
			k++
		}
		b.WriteByte(')')
	}
	return b.String()
}
