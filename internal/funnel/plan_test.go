package funnel

import (
	"strings"
	"testing"

	"laidan/internal/db"
	"laidan/internal/db/dbtest"
	"laidan/internal/words"
)

// many is how many customers the plans are looked at with.
const many = 50000

// crowd fills an organisation: 200 people in two teams with customers in every
// layer, a tenth of all in the pool, and a year of roll-ups.
func crowd(t testing.TB, w dbtest.World) {
	t.Helper()
	exec(t, w, `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200)
		INSERT INTO person (tenant_id, id, name, name_key, email, department_id, roles, scope, created_at)
		SELECT @tenant, i, 'p', 'p', 'p', CASE WHEN i <= 8 THEN CAST(@east1 AS BIGINT) ELSE CAST(@east2 AS BIGINT) END, 'rep', 'own', 1 FROM n`,
		db.Args{"east1": w.East1, "east2": w.East2})
	exec(t, w, `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < @many)
		INSERT INTO customer (tenant_id, id, name, name_key, layer, layer_since, owner_id, department_id, pool_id, next_at, created_at, updated_at)
		SELECT @tenant, i, 'c', 'c', 1 + i % 7, 1, CASE WHEN i % 10 > 0 THEN 1 + (i / 7) % 200 END,
		CASE WHEN (i / 7) % 200 < 8 THEN CAST(@east1 AS BIGINT) ELSE CAST(@east2 AS BIGINT) END, CASE WHEN i % 10 = 0 THEN CAST(@pool AS BIGINT) END,
		CASE WHEN i % 3 > 0 THEN 900000000000 + (i * 7919) % 1000000 END, 1, 1 FROM n`,
		db.Args{"many": many, "east1": w.East1, "east2": w.East2, "pool": w.Pool})
	exec(t, w, `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 250)
		INSERT INTO funnel_day (tenant_id, scope_id, day, layer, stock, entered, forward) SELECT @tenant, p.id, 20260000 + n.i, l.layer, 1, 1, 1
		FROM n CROSS JOIN (SELECT id FROM person WHERE tenant_id = @tenant AND id <= 20 UNION ALL SELECT id FROM department WHERE tenant_id = @tenant) p
		CROSS JOIN (SELECT DISTINCT layer FROM customer WHERE tenant_id = @tenant) l`)
	exec(t, w, `INSERT INTO funnel_day (tenant_id, scope_id, day, layer, stock) SELECT @tenant, department_id, 0, layer, COUNT(*) FROM customer
		WHERE tenant_id = @tenant AND owner_id IS NOT NULL GROUP BY department_id, layer`)
	w.Update(t, "admin", func(tx *db.Tx) error {
		if !tx.Postgres() {
			return nil // the program brings its own statistics
		}
		_, err := db.GlobalExec(tx, "ANALYZE")
		return err
	})
}

// explain is the plan of a statement, one step per line.
func explain(t testing.TB, w dbtest.World, d *db.DB, text string, args ...any) string {
	t.Helper()
	var lines []string
	w.View(t, "director", func(tx *db.Tx) (err error) {
		if d.Postgres() {
			lines, err = db.All[string](tx, "EXPLAIN "+text, args...)
			return err
		}
		type step struct {
			ID     int64  `db:"id"`
			Parent int64  `db:"parent"`
			Unused int64  `db:"notused"`
			Detail string `db:"detail"`
		}
		// SQLite plans with the schema it last read; a real statement reads it anew.
		if _, err := db.One[int64](tx, "SELECT COUNT(*) FROM funnel WHERE tenant_id = @tenant"); err != nil {
			return err
		}
		steps, err := db.All[step](tx, "EXPLAIN QUERY PLAN "+text, args...)
		for _, s := range steps {
			lines = append(lines, s.Detail)
		}
		return err
	})
	return strings.Join(lines, "\n")
}

// Every list of the funnel goes along an index, however many customers there are.
func TestPlans(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		crowd(t, w)
		place := db.Args{"layer": words.Lead, "after_at": 0, "after_id": 0, "limit": 21}
		owners := []int64{1, 2, 3, 4, 5, 6, 7, 8}
		cards := func(tail string) string { return "SELECT c.id FROM customer c" + tail }
		scopes := db.Args{"scopes": []int64{w.East1.Int64()}, "from": 20260901, "to": 20260930}
		tests := []struct {
			name, text, index string
			args              []any
		}{
			{"board of a team", cards(fewCardsSQL), "customer_owner", []any{place, db.Args{"owners": owners}}},
			{"board of one", cards(fewCardsSQL), "customer_owner", []any{place, db.Args{"owners": owners[:1]}}},
			{"board of everybody", cards(allCardsSQL), "customer_board", []any{place}},
			{"board of a large department", cards(teamCardsSQL), "customer_board", []any{place, db.Args{"scopes": []int64{w.East2.Int64()}}}},
			{"figures of a team", tallySQL, "funnel_day", []any{scopes}},
			{"repeated exits", againTeamSQL, "layer_exit", []any{scopes}},
			{"stocks", stockSQL, "funnel_day", []any{scopes}},
		}
		for _, tt := range tests {
			plan := explain(t, w, d, tt.text, tt.args...)
			whole := strings.Contains(plan, "Seq Scan on customer") || strings.Contains(plan, "SCAN k") && !strings.Contains(plan, "customer_board") ||
				strings.Contains(plan, "Seq Scan on funnel_day")
			if !strings.Contains(plan, tt.index) || whole {
				t.Errorf("%s does not go along %s:\n%s", tt.name, tt.index, plan)
			}
		}
	})
}
