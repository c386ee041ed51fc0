package db

import (
	"regexp"
	"slices"
)

var anyIndex = regexp.MustCompile(`(?m)^CREATE (?:UNIQUE )?INDEX (\w+) ON`)

const (
	indexesLite = "SELECT name FROM sqlite_schema WHERE type = 'index'"
	indexesPg   = "SELECT indexname FROM pg_indexes WHERE schemaname = current_schema()"
	gapsLite    = "SELECT COUNT(*) FROM customer c WHERE c.merged_into IS NULL AND c.search <> '' AND NOT EXISTS (SELECT 1 FROM search_fts_docsize s WHERE s.id = c.id) AND NOT EXISTS (SELECT 1 FROM search_fts_fresh f WHERE f.id = c.id)"
	gapsPg      = "SELECT COUNT(*) FROM customer c WHERE c.merged_into IS NULL AND c.search <> '' AND NOT EXISTS (SELECT 1 FROM search_doc s WHERE s.tenant_id = c.tenant_id AND s.id = c.id)"
	restLite    = "SELECT COUNT(*) FROM search_fts_docsize s WHERE NOT EXISTS (SELECT 1 FROM customer c WHERE c.id = s.id)"
	restPg      = "SELECT COUNT(*) FROM search_doc s WHERE NOT EXISTS (SELECT 1 FROM customer c WHERE c.tenant_id = s.tenant_id AND c.id = s.id)"
)

// MissingIndexes are those of the migrations that the database lacks.
func MissingIndexes(tx *Tx) ([]string, error) {
	text := indexesLite
	if tx.Postgres() {
		text = indexesPg
	}
	there, err := GlobalAll[string](tx, text)
	var missing []string
	for _, m := range migrations() {
		for _, f := range anyIndex.FindAllStringSubmatch(m.text, -1) {
			if !slices.Contains(there, f[1]) {
				missing = append(missing, f[1])
			}
		}
	}
	return missing, err
}

// MissingTables are those of the migrations that the database lacks.
func MissingTables(tx *Tx) ([]string, error) {
	all, err := AllTables(tx)
	var missing []string
	for _, t := range Tables() {
		if !slices.ContainsFunc(all, func(i TableInfo) bool { return i.Name == t }) {
			missing = append(missing, t)
		}
	}
	return missing, err
}

// SearchGaps counts customers without a search document, and documents without
// a customer.
func SearchGaps(tx *Tx) (gaps, rest int64, err error) {
	texts := []string{gapsLite, restLite}
	if tx.Postgres() {
		texts = []string{gapsPg, restPg}
	}
	if gaps, err = GlobalOne[int64](tx, texts[0]); err == nil {
		rest, err = GlobalOne[int64](tx, texts[1])
	}
	return gaps, rest, err
}

// Setting reads one of PostgreSQL's settings.
func Setting(tx *Tx, name string) (string, error) {
	return GlobalOne[string](tx, "SELECT current_setting(@name)", Args{"name": name})
}
