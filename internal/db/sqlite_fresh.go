package db

import (
	"context"
	"slices"
	"strings"
	"sync/atomic"
	"time"
)

// FTS5 writes a segment of its own for each commit and joins segments again and
// again: a quarter of the cost of a new customer, and pauses of tens of
// milliseconds. So single documents wait in a plain table, where searches find
// them too, and enter the index together.
const (
	freshSchema = `CREATE TABLE IF NOT EXISTS search_fts_fresh (id INTEGER PRIMARY KEY, doc TEXT NOT NULL)`

	// What waits hides what the index knows of the same record.
	findLite = `SELECT id, doc, fresh FROM (SELECT rowid AS id, '' AS doc, FALSE AS fresh FROM search_fts
			WHERE search_fts MATCH @query AND @tenant = @tenant ORDER BY rowid DESC LIMIT @limit + (SELECT COUNT(*) FROM search_fts_fresh))
		UNION ALL SELECT id, CASE WHEN INSTR(doc, @first) > 0 THEN doc ELSE '' END, TRUE FROM search_fts_fresh`

	freshMany  = 128 // documents that wait no longer
	freshAge   = time.Second
	freshEvery = 100 * time.Millisecond
)

// freshDocs counts what waits, as far as this process wrote it.
type freshDocs struct {
	waiting atomic.Int64
	since   atomic.Int64 // ms
}

func (f *freshDocs) add(n int, now time.Time) {
	if f.waiting.Add(int64(n)) == int64(n) {
		f.since.Store(now.UnixMilli())
	}
}

func (f *freshDocs) due(now time.Time) bool {
	n := f.waiting.Load()
	return n >= freshMany || n > 0 && now.UnixMilli()-f.since.Load() >= freshAge.Milliseconds()
}

// settling moves waiting documents into the index while the database is open.
// It starts with those that an ended process left behind.
func (d *DB) settling() {
	if d.Postgres() {
		return
	}
	d.fresh.add(1, time.Now())
	d.every(freshEvery, func() {
		if d.fresh.due(time.Now()) {
			d.fresh.waiting.Store(0)
			if d.settle(context.Background()) != nil { // nothing is lost: a later round tries again
				d.fresh.add(1, time.Now())
			}
		}
	})
}

// settle moves all documents that wait into the index, in the order of their ids,
// as FTS5 then writes one segment. It is housekeeping of the file, below
// transactions with an actor.
func (d *DB) settle(ctx context.Context) error {
	e, ok := d.engine.(*sqliteEngine)
	if !ok {
		return nil
	}
	there := false
	err := e.view(ctx, func(c conn) (err error) {
		if there, err = hasRow(ctx, c, "SELECT 1 FROM sqlite_schema WHERE name = 'search_fts_fresh'"); err == nil && there { // not in a database that was not migrated yet
			there, err = hasRow(ctx, c, "SELECT 1 FROM search_fts_fresh LIMIT 1")
		}
		return err
	})
	if err != nil || !there {
		return err
	}
	return e.update(ctx, func(c conn) error {
		if _, err := c.exec(ctx, "INSERT OR REPLACE INTO search_fts (rowid, doc) SELECT id, doc FROM search_fts_fresh ORDER BY id", nil); err != nil {
			return err
		}
		_, err := c.exec(ctx, "DELETE FROM search_fts_fresh", nil)
		return err
	})
}

func hasRow(ctx context.Context, c conn, text string) (bool, error) {
	r, err := c.query(ctx, text, nil)
	if err != nil {
		return false, err
	}
	there := r.next()
	return there, r.close()
}

// putLite writes documents: few wait for others, many make a segment of their own.
func putLite(tx *Tx, docs []SearchDoc) error {
	if len(docs) < freshMany/4 {
		now := time.Now()
		tx.OnCommit(func() { tx.db.fresh.add(len(docs), now) })
		return putDocs(tx, "INSERT OR REPLACE INTO search_fts_fresh (id, doc) VALUES ", "", docs)
	}
	ids := make([]int64, len(docs))
	for i, d := range docs {
		ids[i] = d.ID
	}
	if _, err := Exec(tx, dropFresh, Args{"ids": ids}); err != nil {
		return err
	}
	return putDocs(tx, "INSERT OR REPLACE INTO search_fts (rowid, doc) VALUES ", "", docs)
}

// foundLite is a hit of the index, or a waiting document.
type foundLite struct {
	ID    int64  `db:"id"`
	Doc   string `db:"doc"` // of one that waits and holds the first term
	Fresh bool   `db:"fresh"`
}

// searchLite asks the index and looks through what waits.
func searchLite(tx *Tx, query string, terms, among []string, limit int) ([]int64, error) {
	prefix := tenantToken(tx)
	padded := func(words []string) []string {
		list := make([]string, len(words))
		for i, w := range words {
			list[i] = " " + prefix + cleanToken(w) + " "
		}
		return list
	}
	terms, among = padded(terms), padded(among)
	found, err := All[foundLite](tx, findLite, Args{"query": query, "limit": limit, "first": terms[0]})
	if err != nil {
		return nil, err
	}
	waits := map[int64]bool{}
	for _, f := range found {
		if f.Fresh {
			waits[f.ID] = true
		}
	}
	ids := make([]int64, 0, len(found))
	for _, f := range found {
		if !f.Fresh && !waits[f.ID] || f.Fresh && holds(f.Doc, terms, among) {
			ids = append(ids, f.ID)
		}
	}
	if len(waits) > 0 {
		slices.SortFunc(ids, func(a, b int64) int { return int(min(1, max(-1, b-a))) })
	}
	return ids[:min(len(ids), limit)], nil
}

func holds(doc string, terms, among []string) bool {
	if doc == "" {
		return false
	}
	for _, t := range terms {
		if !strings.Contains(doc, t) {
			return false
		}
	}
	return len(among) == 0 || slices.ContainsFunc(among, func(w string) bool { return strings.Contains(doc, w) })
}
