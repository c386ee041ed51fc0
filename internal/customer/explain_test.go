package customer

import (
	"context"
	"database/sql"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/list"
	"laidan/internal/words"

	"github.com/jackc/pgx/v5"
)

// plan asks the database how it would run a recorded statement.
func plan(t *testing.T, tx *db.Tx, text string, args []any) string {
	t.Helper()
	var b strings.Builder
	switch raw := tx.Raw().(type) {
	case *sql.Tx:
		rows, err := raw.QueryContext(tx.Ctx, "EXPLAIN QUERY PLAN "+text, args...)
		if err != nil {
			t.Fatalf("%v in %s", err, text)
		}
		defer func() { _ = rows.Close() }()
		for rows.Next() {
			var id, parent, unused int
			var line string
			if err := rows.Scan(&id, &parent, &unused, &line); err != nil {
				t.Fatal(err)
			}
			b.WriteString(line + "\n")
		}
	case pgx.Tx:
		rows, err := raw.Query(tx.Ctx, "EXPLAIN "+text, args...)
		if err != nil {
			t.Fatalf("%v in %s", err, text)
		}
		defer rows.Close()
		for rows.Next() {
			var line string
			if err := rows.Scan(&line); err != nil {
				t.Fatal(err)
			}
			b.WriteString(line + "\n")
		}
		if err := rows.Err(); err != nil {
			t.Fatalf("%v in %s", err, text)
		}
	}
	return b.String()
}

// wholeTable is a plan that reads all of a large table. PostgreSQL reads small
// tables whole and rightly so; only the large ones are looked at there.
var wholeTable = map[bool]*regexp.Regexp{
	true:  regexp.MustCompile(`Seq Scan on (customer|customer_key|fact)\b`),
	false: regexp.MustCompile(`SCAN (c|e|l|t)\b`),
}

// seedMany makes a large organisation: n customers with keys and facts.
func (w world) seedMany(n int) (some crm.CustomerID) {
	w.t.Helper()
	owners := []crm.PersonID{w.As("rep1").Person, w.As("rep2").Person, w.As("rep3").Person}
	type sees struct {
		Viewer crm.PersonID `db:"viewer_id"`
		Owner  crm.PersonID `db:"owner_id"`
	}
	var visible []sees
	for range 60 {
		p := crm.IDOf[crm.Person](w.d.NewNumber())
		owners, visible = append(owners, p), append(visible, sees{w.As("director").Person, p})
	}
	rows, keys := make([]Row, n), make([]Key, n)
	type factRow struct {
		ID       crm.FactID     `db:"id"`
		Kind     string         `db:"kind"`
		Subject  int64          `db:"subject_id"`
		Customer crm.CustomerID `db:"customer_id"`
		At       crm.Millis     `db:"at"`
		Payload  string         `db:"payload"`
		Salt     string         `db:"salt"`
		Commit   string         `db:"commitment"`
	}
	facts := make([]factRow, n)
	for i := range n {
		id := crm.IDOf[crm.Customer](w.d.NewNumber())
		at := crm.At(w.At) - crm.Millis(i)*60_000
		rows[i] = Row{ID: id, Kind: Company, Name: fmt.Sprintf("客户%d", i), NameKey: fmt.Sprintf("ke hu %06d", i*7919%n), Search: fmt.Sprintf(" 客户 %d ", i),
			Temperature: words.Temperatures[i%3], Layer: i%7 + 1, LayerSince: at, Tags: "[]", Custom: "{}", DealCurrency: "CNY", LastTouchAt: at, NextAt: crm.At(w.At) + crm.Millis(i%5000)*60_000,
			Version: 1, CreatedAt: at, UpdatedAt: at}
		switch {
		case i%10 == 0:
			rows[i].PoolID = w.Pool
		case i%10 == 1:
			rows[i].Layer, rows[i].ReleasedBy = 0, owners[i%3]
		case i%100 == 2:
			rows[i].OwnerID, rows[i].AssignedAt = owners[0], at
		default:
			rows[i].OwnerID, rows[i].AssignedAt = owners[1+i%(len(owners)-1)], at
		}
		keys[i] = Key{id, KeyMobile, fmt.Sprintf("+861380%07d", i), true}
		facts[i] = factRow{crm.IDOf[crm.Fact](w.d.NewNumber()), "customer.Created", id.Int64(), id, at, "{}", "", ""}
		if rows[i].OwnerID == owners[0] {
			some = id
		}
	}
	w.must("director", func(tx *db.Tx) error {
		if err := db.InsertMany(tx, "customer", rows); err != nil {
			return err
		}
		if err := db.InsertMany(tx, "customer_key", keys); err != nil {
			return err
		}
		if err := db.InsertMany(tx, "visible", visible); err != nil {
			return err
		}
		if err := db.InsertMany(tx, "fact", facts); err != nil {
			return err
		}
		if !tx.Postgres() {
			return nil
		}
		_, err := db.GlobalExec(tx, "ANALYZE")
		return err
	})
	return some
}

// Every statement that a person's click runs walks along an index, however many
// customers there are.
func TestStatementsUseIndexes(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		if err := w.d.Expect(t.Context(), House().Rows()); err != nil {
			t.Fatal(err)
		}
		id := w.seedMany(50_000)
		acts := map[string]func(tx *db.Tx) error{
			"read":     func(tx *db.Tx) error { _, err := Read(tx, id, false); return err },
			"timeline": func(tx *db.Tx) error { _, err := readLine(tx, id, "", "", 30); return err },
			"changes":  func(tx *db.Tx) error { _, err := readLine(tx, id, "change", "", 30); return err },
			"files":    func(tx *db.Tx) error { _, err := readLine(tx, id, "file", "", 30); return err },
			"views":    func(tx *db.Tx) error { _, err := CountViews(tx); return err },
			"match": func(tx *db.Tx) error {
				_, err := Matches(tx, []Key{{Kind: KeyMobile, Norm: "+8613800000001"}}, crm.CustomerID{})
				return err
			},
		}
		for _, sort := range []string{"queue", "nextAt", "-lastTouchAt", "name", "createdAt", "layerSince"} {
			acts["list by "+sort] = func(tx *db.Tx) error { _, err := List(tx, Query{Params: list.Params{Sort: sort}}); return err }
		}
		acts["pool"] = func(tx *db.Tx) error {
			_, err := List(tx, Query{In: InPool, Pool: w.Pool, Params: list.Params{Sort: "createdAt"}})
			return err
		}
		acts["search"] = func(tx *db.Tx) error { _, err := List(tx, by("", "", "客户")); return err }
		for _, k := range []Key{{Kind: KeyMobile, Norm: "+8613800000001"}, {Kind: KeyWeChat, Norm: "13800000001"}} {
			w.checkPlans(t, "rep1", "alike", func(tx *db.Tx) error { // at every entry, in the one writer's time
				text, args := k.alike()
				_, err := db.All[crm.CustomerID](tx, text, args)
				return err
			}, "customer_key_tail")
		}
		for _, who := range []string{"rep1", "manager1", "director"} {
			for name, act := range acts {
				if name == "views" && who != "rep1" {
					continue // up to 1,000 rows of anybody's: PostgreSQL starts anywhere and stops soon
				}
				w.checkPlans(t, who, name, act)
			}
		}
	})
}

func (w world) checkPlans(t *testing.T, who, name string, act func(tx *db.Tx) error, wanted ...string) {
	t.Helper()
	type said struct {
		text string
		args []any
	}
	var all []said
	w.d.Record(func(text string, args []any) { all = append(all, said{text, args}) })
	err := w.look(who, act)
	w.d.Record(nil)
	if err != nil {
		t.Fatalf("%s as %s: %v", name, who, err)
	}
	err = w.d.Update(context.Background(), w.As(who), func(tx *db.Tx) error {
		plans := ""
		for _, s := range all {
			if strings.HasPrefix(s.text, "SELECT (SELECT COUNT(*)") {
				continue // how large a scope is: bounded, and remembered for minutes
			}
			p := plan(t, tx, s.text, s.args)
			plans += p
			if wholeTable[tx.Postgres()].MatchString(p) {
				t.Errorf("%s as %s reads a whole table:\n%s\n%s", name, who, s.text, p)
			}
		}
		for _, index := range wanted {
			if !strings.Contains(plans, index) {
				t.Errorf("%s as %s does not walk along %s:\n%s", name, who, index, plans)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
