package db_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/db/dbtest"
)

// Databases have the migrations as they were when they were applied, so none is
// ever changed. A new one adds its line to testdata/migrations.sha256.
func TestMigrationsNeverChange(t *testing.T) {
	b, err := os.ReadFile("testdata/migrations.sha256")
	must(t, err)
	kept := map[string]string{}
	for line := range strings.Lines(string(b)) {
		hash, name, _ := strings.Cut(strings.TrimSpace(line), "  ")
		kept[name] = hash
	}
	for _, f := range db.Files() {
		sum := sha256.Sum256([]byte(f.Text))
		hash := hex.EncodeToString(sum[:])
		switch {
		case kept[f.Name] == "":
			t.Errorf("%s is new: add this line to internal/db/testdata/migrations.sha256 and never change the file again\n%s  %s", f.Name, hash, f.Name)
		case kept[f.Name] != hash:
			t.Errorf("%s was changed, but databases have it as it was: take the change back and write a migration with a new number", f.Name)
		}
		delete(kept, f.Name)
	}
	for name := range kept {
		t.Errorf("%s is gone, but databases have it: bring it back", name)
	}
}

// landing is a state of the migrations that databases were made with.
type landing struct {
	name    string
	earlier []string // texts that were changed since
	without []string // migrations that came later
}

var firstTexts = []string{"0001_org.35250b53.sql", "0002_customer.ba818da5.sql", "0003_funnel.a082d4c5.sql", "0013_list.31dc758d.sql"}

var landings = []landing{
	{"35af93f", firstTexts[:3], []string{"0011", "0012", "0013", "0014", "0025", "0040"}},
	{"93388d8", append([]string{"0014_funnel.04b11545.sql"}, firstTexts...), []string{"0025", "0040"}},
	{"3815811", firstTexts, []string{"0025", "0040"}},
	{"781ab42", firstTexts, []string{"0040"}},
	{"8d87a93", firstTexts, []string{"0025"}},
	{"9a22960", nil, []string{"0040"}},
	{"bf724b5", nil, nil},
}

// newest is the last migration of those landings.
const newest = "0040"

func (l landing) files(t *testing.T) []db.MigrationFile {
	t.Helper()
	var list []db.MigrationFile
	for _, f := range db.Files() {
		if slices.Contains(l.without, f.Name[:4]) || f.Name[:4] > newest {
			continue
		}
		for _, e := range l.earlier {
			if e[:4] == f.Name[:4] {
				b, err := os.ReadFile(filepath.Join("testdata", "earlier", e))
				must(t, err)
				f.Text = string(b)
			}
		}
		list = append(list, f)
	}
	return list
}

func (l landing) make(t *testing.T, url string) {
	t.Helper()
	d, err := db.Open(t.Context(), db.Options{URL: url, Readers: 1})
	must(t, err)
	defer d.Close()
	must(t, d.MigrateWith(t.Context(), l.files(t)))
	must(t, d.Script(t.Context(), fullRows()...))
}

// fullRows are rows of the tables that repairs lay anew, with a value of its own
// in every column.
func fullRows() []string {
	rules := map[string]string{"tenant_id": "7", "layer": "3", "kind": "'company'", "grade": "'A'", "temperature": "'hot'", "pool_id": "NULL",
		"state": "'won'", "probability": "40"}
	list := []string{"INSERT INTO tenant (id, name, created_at) VALUES (7, '老公司', 1)"}
	n := 100
	for _, table := range []string{"customer", "fact", "deal", "contract"} {
		for range 3 {
			var names, values []string
			for _, c := range earlierColumns(table) {
				n++
				value, ok := rules[c.Name]
				switch {
				case ok:
				case c.Text:
					value = fmt.Sprintf("'%s 第%d'", c.Name, n)
				case strings.Contains(" archived fast self_found imported_standing do_not_contact ", " "+c.Name+" "):
					value = []string{"TRUE", "FALSE"}[n%2]
				default:
					value = fmt.Sprint(n)
				}
				names, values = append(names, c.Name), append(values, value)
			}
			list = append(list, fmt.Sprintf("INSERT INTO %s (%s) VALUES (%s)", table, strings.Join(names, ", "), strings.Join(values, ", ")))
		}
	}
	return list
}

// earlierColumns are those a table has had from the beginning.
func earlierColumns(table string) []db.Column {
	first := ""
	for _, f := range db.Files() {
		if f.Name[:4] <= "0003" {
			first += f.Text
		}
	}
	_, first, _ = strings.Cut(first, "CREATE TABLE "+table+" (")
	first, _, _ = strings.Cut(first, "\n)")
	var list []db.Column
	for _, c := range db.Columns()[table] {
		if strings.Contains(first, "\n  "+c.Name+" ") {
			list = append(list, c)
		}
	}
	return list
}

// rowsOf are the rows of all tables that an earlier version had too.
func rowsOf(t *testing.T, d *db.DB) string {
	t.Helper()
	var b strings.Builder
	must(t, d.View(t.Context(), crm.Actor{}, func(tx *db.Tx) error {
		for _, table := range []string{"tenant", "customer", "fact", "deal", "contract"} {
			names := []string{}
			for _, c := range earlierColumns(table) {
				names = append(names, c.Name)
			}
			text := "SELECT " + strings.Join(names, ", ") + " FROM " + table + " ORDER BY id"
			must(t, db.GlobalEachRow(tx, text, func(_ []string, values []any) error {
				_, err := fmt.Fprintln(&b, append([]any{table}, values...)...)
				return err
			}))
		}
		return nil
	}))
	return b.String()
}

func opened(t *testing.T, url string) *db.DB {
	t.Helper()
	d, err := db.Open(t.Context(), db.Options{URL: url, Readers: 1})
	must(t, err)
	t.Cleanup(d.Close)
	return d
}

// eachPlace runs fn with a maker of new databases and the schema of a fresh one.
func eachPlace(t *testing.T, fn func(t *testing.T, place func() string, fresh string)) {
	t.Run("sqlite", func(t *testing.T) {
		fn(t, func() string { return filepath.Join(t.TempDir(), "laidan.db") }, withoutJobs(schemaOf(t, dbtest.SQLite(t))))
	})
	t.Run("postgres", func(t *testing.T) {
		fn(t, func() string { return dbtest.PostgresURL(t) }, withoutJobs(schemaOf(t, dbtest.Postgres(t))))
	})
}

// A database made by any version since the first landing opens: afterwards its
// schema is that of a new installation, and every row is what it was.
func TestEveryLandingOpens(t *testing.T) {
	eachPlace(t, func(t *testing.T, place func() string, fresh string) {
		for _, l := range landings {
			url := place()
			l.make(t, url)
			d := opened(t, url)
			before := rowsOf(t, d)
			if len(l.earlier) > 0 {
				due, err := d.Due(t.Context())
				must(t, err)
				if due[0].Name != "0001_org.sql" {
					t.Errorf("%s: due is %v", l.name, due) // a copy is kept of what is repaired
				}
			}
			for range 2 {
				must(t, d.Migrate(t.Context()))
				if got := withoutJobs(schemaOf(t, d)); got != fresh {
					t.Errorf("%s: another schema\n%s", l.name, difference(got, fresh))
				}
				if rowsOf(t, d) != before || strings.Count(before, "\n") != 13 {
					t.Errorf("%s: other rows\n%s\n%s", l.name, before, rowsOf(t, d))
				}
			}
			if bad, err := d.IntegrityCheck(t.Context()); err != nil || len(bad) > 0 {
				t.Errorf("%s: %v %v", l.name, bad, err)
			}
		}
	})
}

// Killed before any statement of a repair, the next start finishes it.
func TestKillAtEachRepairStatement(t *testing.T) {
	eachPlace(t, func(t *testing.T, place func() string, fresh string) {
		l := landings[1]
		url := place()
		l.make(t, url)
		before := rowsOf(t, opened(t, url))
		total, _ := child(t, url, 0)
		stride := 5
		if os.Getenv("PROOF") == "full" {
			stride = 1
		}
		for n := 1; n <= min(total, 60); n += stride { // what comes after is statistics
			url := place()
			l.make(t, url)
			if _, killed := child(t, url, n); !killed {
				t.Fatalf("statement %d of %d: not killed", n, total)
			}
			d := opened(t, url)
			must(t, d.Migrate(t.Context()))
			if got := withoutJobs(schemaOf(t, d)); got != fresh {
				t.Errorf("killed at %d: another schema\n%s", n, difference(got, fresh))
			}
			if rowsOf(t, d) != before {
				t.Errorf("killed at %d: other rows", n)
			}
			d.Close()
		}
	})
}

// The earlier texts in testdata are those that are repaired, and no others.
func TestEarlierTextsAreKept(t *testing.T) {
	known := db.EarlierHashes()
	files, err := filepath.Glob("testdata/earlier/*.sql")
	must(t, err)
	for _, f := range files {
		b, err := os.ReadFile(f)
		must(t, err)
		sum := sha256.Sum256(b)
		hash := hex.EncodeToString(sum[:])
		if name := known[hash]; name == "" || name[:4] != filepath.Base(f)[:4] {
			t.Errorf("%s has a hash that is not repaired: %s", f, hash)
		}
		delete(known, hash)
	}
	for hash, name := range known {
		t.Errorf("%s has no text with hash %s in testdata/earlier", name, hash)
	}
}
