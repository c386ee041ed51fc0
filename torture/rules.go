package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"

	_ "modernc.org/sqlite" // SQLite's own check of a file

	"laidan/internal/audit"
	"laidan/internal/db"
	"laidan/internal/words"
)

// broken are statements that count what must never be.
var broken = []struct{ what, text string }{
	{"customers with no or two places", `SELECT COUNT(*) FROM customer WHERE tenant_id = @tenant AND NOT archived AND
		CASE WHEN layer ` + words.IsAbandonedSQL + ` THEN owner_id IS NOT NULL OR pool_id IS NOT NULL ELSE (owner_id IS NULL) = (pool_id IS NULL) END`},
	{"people whose slots differ from a recount", `SELECT COUNT(*) FROM hold h WHERE h.tenant_id = @tenant AND h.used <> (SELECT COUNT(*) FROM customer c
		WHERE c.tenant_id = @tenant AND c.owner_id = h.person_id AND c.layer ` + words.InHoldSQL + ` AND NOT c.self_found AND NOT c.archived)`},
	{"layers whose stock differs from a recount", `SELECT COUNT(*) FROM funnel_day f JOIN person p ON p.tenant_id = @tenant AND p.id = f.scope_id WHERE f.tenant_id = @tenant AND f.day = 0
		AND f.stock <> (SELECT COUNT(*) FROM customer c WHERE c.tenant_id = @tenant AND c.owner_id = f.scope_id AND c.layer = f.layer AND NOT c.archived)`},
	{"touches without their one fact", `SELECT COUNT(*) FROM touch t WHERE t.tenant_id = @tenant AND t.content LIKE 'torture-%'
		AND 1 <> (SELECT COUNT(*) FROM fact f WHERE f.tenant_id = @tenant AND f.subject_id = t.id)`},
	{"touches written twice", `SELECT COUNT(*) FROM (SELECT content FROM touch WHERE tenant_id = @tenant AND content LIKE 'torture-%' GROUP BY content HAVING COUNT(*) > 1) AS twice`},
	{"customers whose count of touches is wrong", `SELECT COUNT(*) FROM customer c WHERE c.tenant_id = @tenant AND c.id IN (SELECT customer_id FROM touch WHERE tenant_id = @tenant AND content LIKE 'torture-%')
		AND c.touches <> (SELECT COUNT(*) FROM touch t WHERE t.tenant_id = @tenant AND t.customer_id = c.id)`},
}

// view reads from the database of the bench, whose servers may run or not.
func (b *bench) view(ctx context.Context, fn func(tx *db.Tx) error) error {
	url := b.url
	if url == "" {
		url = b.dir
	}
	d, err := db.Open(ctx, db.Options{URL: url})
	if err != nil {
		return err
	}
	defer d.Close()
	return d.View(ctx, system(b.tenant), fn)
}

// count is one number of the database.
func (b *bench) count(ctx context.Context, text string, args ...any) (n int64, err error) {
	err = b.view(ctx, func(tx *db.Tx) (err error) {
		n, err = db.One[int64](tx, text, args...)
		return err
	})
	return n, err
}

// rules checks everything that must hold whatever happened.
func (b *bench) rules(ctx context.Context) error {
	url := b.url
	if url == "" {
		url = b.dir
		if err := integrity(filepath.Join(b.dir, "laidan.db")); err != nil {
			return err
		}
	}
	d, err := db.Open(ctx, db.Options{URL: url})
	if err != nil {
		return err
	}
	defer d.Close()
	err = d.View(ctx, system(b.tenant), func(tx *db.Tx) error {
		var all error
		for _, r := range broken {
			n, err := db.One[int64](tx, r.text)
			if err != nil {
				return fmt.Errorf("%s: %w", r.what, err)
			}
			if n != 0 {
				all = errors.Join(all, fmt.Errorf("%d %s", n, r.what))
			}
		}
		return all
	})
	report, verr := audit.Verify(ctx, d, b.tenant)
	if verr == nil && !report.OK() {
		verr = fmt.Errorf("the fact log: %s", report)
	}
	return errors.Join(err, verr)
}

// integrity is SQLite's own check.
func integrity(file string) error {
	h, err := sql.Open("sqlite", "file:"+file)
	if err != nil {
		return err
	}
	defer func() { _ = h.Close() }()
	var text string
	if err := h.QueryRow("PRAGMA integrity_check").Scan(&text); err != nil {
		return err
	}
	if text != "ok" {
		return errors.New("integrity_check: " + text)
	}
	return nil
}
