package db

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// earlierText is what a migration said before it was changed. Databases made
// with it are brought to what the migration says now. There will be no more of
// them: testdata/migrations.sha256 holds what every migration says.
type earlierText struct {
	name, hash string
	relaid     []string // tables that SQLite keeps by another key or in another order now
}

var earlierTexts = []earlierText{
	{"0001_org.sql", "35250b53eceda863dfc01bc552184a2606d968bc1656e96014812fdfd2cac9a5", []string{"fact"}},
	{"0002_customer.sql", "ba818da54e335c551a47db9cfaeb7ac049b54c05fc3c0d007312143351390b21", []string{"customer"}},
	{"0003_funnel.sql", "a082d4c53755565fc4ab9a570f04dd8579f6884fa4bd7fcc0fc588e24a05b557", []string{"deal", "contract"}},
	{"0013_list.sql", "31dc758d071bd04c72703d4b2af6be0ba19e16fea006d5726004582520345e0e", nil},
	{"0014_funnel.sql", "04b1154570362c861cca71f525ec4d8a7ef84949c845d3400ed7e6176ec9e66b", nil},
}

func earlierOf(name, hash string) (earlierText, bool) {
	i := slices.IndexFunc(earlierTexts, func(e earlierText) bool { return e.name == name && e.hash == hash })
	if i < 0 {
		return earlierText{}, false
	}
	return earlierTexts[i], true
}

// Known reports whether this program can go on from a migration as a database or
// a backup has it: with today's text, or with an earlier one.
func (s Step) Known() bool {
	_, earlier := earlierOf(s.Name, s.Hash)
	return earlier || slices.Contains(Steps(), s)
}

// repair are the statements that make of a database with an earlier text of m
// what today's text makes. They run in one transaction; done twice they change
// nothing. applied are the versions whose indexes the database has.
func (m migration) repair(d dialect, e earlierText, applied map[int]bool) []string {
	var list []string
	if d == sqlite { // PostgreSQL knows neither order of rows nor a key they lie by
		for _, table := range e.relaid {
			list = append(list, m.relay(table, applied)...)
		}
	}
	list = append(list, indexesOf(d, m.text, `\w+`)...)
	return append(list, fmt.Sprintf("UPDATE schema_version SET hash = '%s' WHERE version = %d", m.hash, m.version))
}

// relay makes a table anew and moves its rows and indexes over.
func (m migration) relay(table string, applied map[int]bool) []string {
	create := slices.IndexFunc(statementsOf(sqlite, m.text), func(s string) bool { return strings.HasPrefix(s, "CREATE TABLE "+table+" (") })
	text := statementsOf(sqlite, m.text)[create]
	columns := strings.Join(columnsIn(text), ", ")
	list := []string{
		fmt.Sprintf("ALTER TABLE %s RENAME TO %[1]s_earlier", table),
		text,
		fmt.Sprintf("INSERT INTO %s (%s) SELECT %[2]s FROM %[1]s_earlier ORDER BY id", table, columns),
		fmt.Sprintf("DROP TABLE %s_earlier", table), // with its indexes, whose names are free then
	}
	for _, other := range migrations() {
		if applied[other.version] {
			list = append(list, indexesOf(sqlite, other.text, table)...)
		}
	}
	return list
}

var columnName = regexp.MustCompile(`(?m)^\s*(\w+)\s+(?:BIGINT|INTEGER|TEXT|BOOLEAN|DOUBLE PRECISION)\b`)

func columnsIn(createTable string) []string {
	var list []string
	for _, f := range columnName.FindAllStringSubmatch(createTable, -1) {
		list = append(list, f[1])
	}
	return list
}

// indexesOf are the statements of a migration that make indexes of the tables
// that match a pattern, harmless where an index is there.
func indexesOf(d dialect, text, table string) []string {
	create := regexp.MustCompile(`^(CREATE (?:UNIQUE )?INDEX) (\w+ ON ` + table + ` )`)
	var list []string
	for _, s := range statementsOf(d, text) {
		if create.MatchString(s) {
			list = append(list, create.ReplaceAllString(s, "$1 IF NOT EXISTS $2"))
		}
	}
	return list
}
