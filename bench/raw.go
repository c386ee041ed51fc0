package main

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"

	"laidan/internal/db"
)

// written are the rows that an import left in one table.
type written struct {
	table   string
	columns []string
	rows    [][]any
}

// bareOf opens a copy past the program.
func (s *store) bareOf(dir, url string) (*sql.DB, error) {
	if s.pg != nil {
		return sql.Open("pgx", url)
	}
	return sql.Open("sqlite", "file:"+filepath.Join(dir, "laidan.db")+"?_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)")
}

// writtenBy reads what the latest import wrote: its customers and every row that
// belongs to one of them. The index of words is not among them.
func writtenBy(ctx context.Context, d *sql.DB) ([]written, error) {
	var out []written
	tables := db.Columns()
	names := []string{}
	for name, columns := range tables {
		if name == "customer" || slices.ContainsFunc(columns, func(c db.Column) bool { return c.Name == "customer_id" }) {
			names = append(names, name)
		}
	}
	first := []string{"contact", "customer"} // others point at them
	slices.SortFunc(names, func(a, b string) int {
		return cmp.Or(slices.Index(first, b)-slices.Index(first, a), strings.Compare(a, b))
	})
	for _, name := range names {
		where := "customer_id IN (SELECT id FROM customer WHERE import_id = (SELECT MAX(id) FROM import))"
		if name == "customer" {
			where = "import_id = (SELECT MAX(id) FROM import)"
		}
		rows, err := d.QueryContext(ctx, "SELECT * FROM "+name+" WHERE "+where)
		if err != nil {
			return nil, err
		}
		w := written{table: name}
		if w.columns, err = rows.Columns(); err != nil {
			return nil, err
		}
		for rows.Next() {
			row, at := make([]any, len(w.columns)), make([]any, len(w.columns))
			for i := range row {
				at[i] = &row[i]
			}
			if err := rows.Scan(at...); err != nil {
				return nil, err
			}
			w.rows = append(w.rows, row)
		}
		if err := rows.Err(); err != nil {
			return nil, err
		}
		_ = rows.Close()
		if len(w.rows) > 0 {
			out = append(out, w)
		}
	}
	return out, nil
}

// insertRaw writes the same rows in one go, as fast as the driver can: COPY on
// PostgreSQL, prepared statements in one transaction on SQLite. All indexes stand.
func (s *store) insertRaw(ctx context.Context, d *sql.DB, list []written) (time.Duration, error) {
	c, err := d.Conn(ctx)
	if err != nil {
		return 0, err
	}
	defer func() { _ = c.Close() }()
	began := time.Now()
	if s.pg != nil {
		err = c.Raw(func(raw any) error {
			conn := raw.(*stdlib.Conn).Conn()
			return pgx.BeginFunc(ctx, conn, func(tx pgx.Tx) error {
				for _, w := range list {
					if _, err := tx.CopyFrom(ctx, pgx.Identifier{w.table}, w.columns, pgx.CopyFromRows(w.rows)); err != nil {
						return fmt.Errorf("%s: %w", w.table, err)
					}
				}
				return nil
			})
		})
		return time.Since(began), err
	}
	tx, err := c.BeginTx(ctx, nil)
	if err != nil {
		return 0, err
	}
	defer func() { _ = tx.Rollback() }()
	for _, w := range list {
		stmt, err := tx.PrepareContext(ctx, "INSERT INTO "+w.table+" ("+strings.Join(w.columns, ", ")+") VALUES (?"+strings.Repeat(", ?", len(w.columns)-1)+")")
		if err != nil {
			return 0, err
		}
		for _, row := range w.rows {
			if _, err := stmt.ExecContext(ctx, row...); err != nil {
				return 0, fmt.Errorf("%s: %w", w.table, err)
			}
		}
		_ = stmt.Close()
	}
	if err := tx.Commit(); err != nil {
		return 0, err
	}
	return time.Since(began), nil
}

// raw is how many customers a second the bare driver writes with all the rows
// that the latest import in the database at from made.
func (s *store) raw(ctx context.Context, from, fromURL string) (float64, error) {
	d, err := s.bareOf(from, fromURL)
	if err != nil {
		return 0, err
	}
	list, err := writtenBy(ctx, d)
	_ = d.Close()
	if err != nil {
		return 0, err
	}
	dir, url, err := s.copyOf("raw")
	if err != nil {
		return 0, err
	}
	defer s.drop("raw")
	if d, err = s.bareOf(dir, url); err != nil {
		return 0, err
	}
	defer func() { _ = d.Close() }()
	took, err := s.insertRaw(ctx, d, list)
	if err != nil {
		return 0, err
	}
	return importRows / took.Seconds(), nil
}
