package db

import (
	"strconv"
	"strings"
)

// One text index per searchable record: FTS5 on SQLite, tsvector with GIN on
// PostgreSQL. Callers hand over tokens (words, bigrams, pinyin, phone tails)
// separated by spaces; each token is stored with its tenant in front, so that a
// search walks through one organisation's postings only.

func searchSchema(d dialect) []string {
	if d == sqlite {
		// No positions and no content: a token either occurs or not. A search for
		// three characters may so find a name that has both pairs, but apart.
		return []string{`CREATE VIRTUAL TABLE IF NOT EXISTS search_fts USING fts5(
			doc, content='', contentless_delete=1, detail=none, tokenize="ascii tokenchars '#_'")`,
			// Every commit adds a small segment. Joining four at a time, the default,
			// was a quarter of the cost of a new customer. Sixteen would be joined in one go,
			// by whoever comes then: seconds in a large index.
			`INSERT INTO search_fts (search_fts, rank) VALUES ('automerge', 8)`, freshSchema}
	}
	return []string{
		`CREATE TABLE IF NOT EXISTS search_doc (tenant_id BIGINT NOT NULL, id BIGINT NOT NULL, doc TSVECTOR NOT NULL, PRIMARY KEY (tenant_id, id))`,
		// CREATE INDEX IF NOT EXISTS waits for everybody who writes there before it
		// looks, and lets nobody pass meanwhile: a node that sleeps would hold up the
		// start of another.
		`DO $$ BEGIN IF to_regclass('search_doc_tokens') IS NULL THEN
			CREATE INDEX search_doc_tokens ON search_doc USING gin (doc); END IF; END $$`,
	}
}

const (
	findPg    = `SELECT id FROM search_doc WHERE tenant_id = @tenant AND doc @@ CAST(@query AS tsquery) ORDER BY id DESC LIMIT @limit`
	dropLite  = `DELETE FROM search_fts WHERE rowid = @id AND @tenant = @tenant`
	dropFresh = `DELETE FROM search_fts_fresh WHERE id IN (@ids) AND @tenant = @tenant`
	dropPg    = `DELETE FROM search_doc WHERE tenant_id = @tenant AND id = @id`
)

// PutSearch writes the search document of a record, replacing an earlier one.
func PutSearch(tx *Tx, id int64, doc string) error {
	return PutSearchMany(tx, []SearchDoc{{id, doc}})
}

// DropSearch removes a record from the index.
func DropSearch(tx *Tx, id int64) error {
	if tx.Postgres() {
		return Write(tx, dropPg, Args{"id": id})
	}
	if err := Write(tx, dropFresh, Args{"ids": []int64{id}}); err != nil {
		return err
	}
	return Write(tx, dropLite, Args{"id": id})
}

// SearchIDs finds records that hold all terms and, if there are some, one of the
// words of among; the newest first.
func SearchIDs(tx *Tx, terms, among []string, limit int) ([]int64, error) {
	if len(terms) == 0 {
		return []int64{}, nil
	}
	prefix, quote, and, or := tenantToken(tx), `"`, " AND ", " OR "
	if tx.Postgres() {
		quote, and, or = `'`, " & ", " | "
	}
	quoted := func(words []string) []string {
		list := make([]string, len(words))
		for i, t := range words {
			list[i] = quote + prefix + cleanToken(t) + quote
		}
		return list
	}
	query := strings.Join(quoted(terms), and)
	if len(among) > 0 {
		query += and + "(" + strings.Join(quoted(among), or) + ")"
	}
	if !tx.Postgres() {
		return searchLite(tx, query, terms, among, limit)
	}
	return All[int64](tx, findPg, Args{"query": query, "limit": limit})
}

func tenantToken(tx *Tx) string { return strconv.FormatInt(tx.Actor.Tenant.Int64(), 36) + "_" }

// cleanToken keeps letters, digits, # and everything beyond ASCII: what remains
// can neither split a token nor end a quoted term.
func cleanToken(t string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x80 && r != '#' && !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9') {
			if r >= 'A' && r <= 'Z' {
				return r + 32
			}
			return '_'
		}
		return r
	}, t)
}

// SearchDoc is a record's search document.
type SearchDoc struct {
	ID  int64
	Doc string
}

// PutSearchMany writes the documents of several records with few statements.
func PutSearchMany(tx *Tx, docs []SearchDoc) error {
	prefix := tenantToken(tx)
	stored := make([]SearchDoc, len(docs))
	for i, d := range docs {
		tokens := strings.Fields(d.Doc)
		for k, t := range tokens {
			tokens[k] = prefix + cleanToken(t)
		}
		stored[i] = SearchDoc{d.ID, " " + strings.Join(tokens, " ") + " "}
	}
	const size = 400
	for start := 0; start < len(stored); start += size {
		part := stored[start:min(start+size, len(stored))]
		var err error
		if tx.Postgres() {
			err = putDocs(tx, "INSERT INTO search_doc (tenant_id, id, doc) VALUES ", " ON CONFLICT (tenant_id, id) DO UPDATE SET doc = excluded.doc", part)
		} else {
			err = putLite(tx, part)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// putDocs writes documents with one statement.
func putDocs(tx *Tx, head, tail string, docs []SearchDoc) error {
	var b strings.Builder
	args := make([]any, 0, 3*len(docs))
	b.WriteString(head)
	for i, d := range docs {
		if i > 0 {
			b.WriteString(", ")
		}
		n := len(args)
		if tx.Postgres() {
			b.WriteString("($" + strconv.Itoa(n+1) + ", $" + strconv.Itoa(n+2) + ", array_to_tsvector(string_to_array(btrim($" + strconv.Itoa(n+3) + "), ' ')))")
			args = append(args, tx.Actor.Tenant.Int64(), d.ID, d.Doc)
		} else {
			b.WriteString("(?, ?)")
			args = append(args, d.ID, d.Doc)
		}
	}
	b.WriteString(tail)
	tx.note(b.String(), func() []any { return args })
	return tx.conn.write(tx.Ctx, b.String(), args)
}
