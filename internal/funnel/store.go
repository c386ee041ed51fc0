package funnel

import (
	"fmt"
	"strings"
	"sync"

	"laidan/internal/db"
	"laidan/internal/words"
)

const (
	templateSQL    = `SELECT id, name, template, version FROM funnel WHERE tenant_id = @tenant ORDER BY id LIMIT 1`
	putTemplateSQL = `UPDATE funnel SET template = @template, version = version + 1 WHERE tenant_id = @tenant AND id = @id AND version = @version`
)

const insertFunnelSQL = `INSERT INTO funnel (tenant_id, id, name, template, created_at) VALUES (@tenant, @id, @name, @template, @now)`

const insertMoveSQL = `INSERT INTO move (tenant_id, customer_id, id, from_layer, to_layer, at, day, by_id, owner_id, department_id, reason, competitor,
	evidence, days, overridden, imported) VALUES (@tenant, @customer_id, @id, @from_layer, @to_layer, @now, @today, @me, @owner_id, @department_id,
	@reason, @competitor, @evidence, @days, @overridden, @imported)`

// lastAbandonSQL finds where a customer stood before it went cold.
const lastAbandonSQL = `SELECT from_layer FROM move WHERE tenant_id = @tenant AND customer_id = @id AND to_layer ` + words.IsAbandonedSQL + ` ORDER BY id DESC LIMIT 1`

// spentSQL adds up the days of the stays that have ended, per layer.
const spentSQL = `SELECT from_layer, SUM(days) AS days FROM move WHERE tenant_id = @tenant AND customer_id = @id GROUP BY from_layer`

// evidenceSQL finds which of the named records exist and belong to the customer.
const evidenceSQL = `SELECT 'touch' AS kind, id FROM touch WHERE tenant_id = @tenant AND customer_id = @customer AND id IN (@ids)
	UNION ALL SELECT 'plan', id FROM plan WHERE tenant_id = @tenant AND customer_id = @customer AND id IN (@ids)
	UNION ALL SELECT 'deal', id FROM deal WHERE tenant_id = @tenant AND customer_id = @customer AND id IN (@ids)
	UNION ALL SELECT 'contract', id FROM contract WHERE tenant_id = @tenant AND customer_id = @customer AND id IN (@ids)
	UNION ALL SELECT 'payment', id FROM payment WHERE tenant_id = @tenant AND customer_id = @customer AND id IN (@ids)
	UNION ALL SELECT 'file', id FROM blob WHERE tenant_id = @tenant AND customer_id = @customer AND id IN (@ids)`

// exitsSQL closes the earlier exits from the same layers and writes the new
// ones, in one statement: the earlier row comes back into the insert and meets
// itself. A clock that stands still or goes back does not make two exits one.
func exitsSQL(n int) string {
	return perRows(&exitTexts, n, func(b *strings.Builder) {
		b.WriteString(`INSERT INTO layer_exit (tenant_id, customer_id, layer, at, day, abandoned, days, owner_id, department_id, next_day)
	SELECT e.tenant_id, e.customer_id, e.layer, e.at, e.day, e.abandoned, e.days, e.owner_id, e.department_id, CAST(@today AS BIGINT) FROM layer_exit e
	WHERE e.tenant_id = @tenant AND e.customer_id = @customer AND e.layer BETWEEN @first AND @last AND e.next_day IS NULL`)
		for i := range n {
			fmt.Fprintf(b, `
	UNION ALL SELECT CAST(@tenant AS BIGINT), CAST(@customer AS BIGINT), CAST(@layer%[1]d AS BIGINT),
	COALESCE((SELECT MAX(p.at) + 1 FROM layer_exit p WHERE p.tenant_id = @tenant AND p.customer_id = @customer AND p.layer = @layer%[1]d AND p.at >= @now), @now),
	CAST(@today AS BIGINT), CAST(@abandoned AS BOOLEAN), CAST(@days%[1]d AS DOUBLE PRECISION), CAST(@owner AS BIGINT), CAST(@department AS BIGINT), NULL WHERE TRUE`, i)
		}
		b.WriteString(`
	ON CONFLICT (tenant_id, customer_id, layer, at) DO UPDATE SET next_day = excluded.next_day`)
	})
}

// bookSQL adds deltas to roll-up rows, n rows at a time.
func bookSQL(n int) string {
	return perRows(&bookTexts, n, func(b *strings.Builder) {
		b.WriteString(`INSERT INTO funnel_day (tenant_id, scope_id, day, layer, stock, self_found, entered, received, forward, abandoned, days) VALUES `)
		for i := range n {
			if i > 0 {
				b.WriteString(", ")
			}
			fmt.Fprintf(b, "(@tenant, @scope_id%[1]d, @day%[1]d, @layer%[1]d, @stock%[1]d, @self_found%[1]d, @entered%[1]d, @received%[1]d, @forward%[1]d, @abandoned%[1]d, @days%[1]d)", i)
		}
		b.WriteString(` ON CONFLICT (tenant_id, scope_id, day, layer) DO UPDATE SET stock = funnel_day.stock + excluded.stock,
	self_found = funnel_day.self_found + excluded.self_found, entered = funnel_day.entered + excluded.entered,
	received = funnel_day.received + excluded.received, forward = funnel_day.forward + excluded.forward,
	abandoned = funnel_day.abandoned + excluded.abandoned, days = funnel_day.days + excluded.days`)
	})
}

// bookRows is the most rows of one statement; a jump over all layers has 18.
const bookRows = 64

var exitTexts, bookTexts sync.Map

// perRows keeps one text per number of rows: the set is small and each is
// prepared once per connection.
func perRows(texts *sync.Map, n int, write func(*strings.Builder)) string {
	if t, ok := texts.Load(n); ok {
		return t.(string)
	}
	var b strings.Builder
	write(&b)
	texts.Store(n, b.String())
	return b.String()
}

func bookArgs(rows []Delta) db.Args {
	args := make(db.Args, len(rows)*10)
	for i, d := range rows {
		n := fmt.Sprint(i)
		args["scope_id"+n], args["day"+n], args["layer"+n] = d.Scope, int64(d.Day), d.Layer
		args["stock"+n], args["self_found"+n], args["entered"+n], args["received"+n] = d.Stock, d.SelfFound, d.Entered, d.Received
		args["forward"+n], args["abandoned"+n], args["days"+n] = d.Forward, d.Abandoned, d.Days
	}
	return args
}

// The report's sums. The stock at the end of a period is the running stock of
// day 0 less what changed after the period. Each part is read on its own: one
// pass with conditions in its sums takes SQLite twice as long.
const tallySQL = `SELECT layer, CAST(SUM(stock) AS BIGINT) AS stock, CAST(SUM(self_found) AS BIGINT) AS self_found, CAST(SUM(entered) AS BIGINT) AS entered,
	CAST(SUM(received) AS BIGINT) AS received, CAST(SUM(forward) AS BIGINT) AS forward, CAST(SUM(abandoned) AS BIGINT) AS abandoned, SUM(days) AS days
	FROM (SELECT layer, stock, self_found, 0 AS entered, 0 AS received, 0 AS forward, 0 AS abandoned, 0.0 AS days
			FROM funnel_day WHERE tenant_id = @tenant AND scope_id IN (@scopes) AND day = 0
		UNION ALL SELECT layer, -stock, -self_found, 0, 0, 0, 0, 0.0
			FROM funnel_day WHERE tenant_id = @tenant AND scope_id IN (@scopes) AND day > @to
		UNION ALL SELECT layer, 0, 0, entered, received, forward, abandoned, days
			FROM funnel_day WHERE tenant_id = @tenant AND scope_id IN (@scopes) AND day BETWEEN @from AND @to) parts GROUP BY layer`

const againSQL = `SELECT layer, CAST(SUM(CASE WHEN abandoned THEN 0 ELSE 1 END) AS BIGINT) AS forward,
	CAST(SUM(CASE WHEN abandoned THEN 1 ELSE 0 END) AS BIGINT) AS abandoned, SUM(CASE WHEN abandoned THEN 0 ELSE days END) AS days
	FROM layer_exit WHERE tenant_id = @tenant AND day BETWEEN @from AND @to AND next_day IS NOT NULL AND next_day <= @to AND `

const (
	againOwnerSQL = againSQL + `owner_id IN (@scopes) GROUP BY layer`
	againTeamSQL  = againSQL + `department_id IN (@scopes) GROUP BY layer`
)

// repsSQL counts whose ideals add up to the team's.
const repsSQL = `SELECT COUNT(*) FROM person WHERE tenant_id = @tenant AND active AND ',' || roles || ',' LIKE '%,rep,%' AND department_id IN (@scopes)`

// The board. Its counts are the running stocks; its cards are read person by
// person and sorted (the + 0 keeps planners from walking the wide index), or
// along the wide index customer_board.
const (
	stockSQL = `SELECT layer, CAST(SUM(stock) AS BIGINT) AS stock FROM funnel_day
	WHERE tenant_id = @tenant AND scope_id IN (@scopes) AND day = 0 GROUP BY layer`
	ownersSQL = `SELECT id FROM person WHERE tenant_id = @tenant AND department_id IN (@scopes) ORDER BY id LIMIT @limit`

	// The ids are found first, from narrow rows; a card's columns and names are
	// read for a page only.
	cardsSQL  = ` WHERE c.tenant_id = @tenant AND c.id IN (SELECT k.id FROM customer k WHERE k.tenant_id = @tenant AND k.layer = @layer AND NOT k.archived AND `
	wideOrder = ` AND (COALESCE(k.next_at, 9000000000000), k.id) > (@after_at, @after_id) ORDER BY COALESCE(k.next_at, 9000000000000), k.id LIMIT @limit)`
	sortOrder = ` AND (COALESCE(k.next_at, 9000000000000) + 0, k.id) > (@after_at, @after_id) ORDER BY COALESCE(k.next_at, 9000000000000) + 0, k.id LIMIT @limit)`
	shown     = ` ORDER BY COALESCE(c.next_at, 9000000000000) + 0, c.id`

	fewCardsSQL  = cardsSQL + `k.owner_id IN (@owners)` + sortOrder + shown
	teamCardsSQL = cardsSQL + `k.owner_id IS NOT NULL AND k.department_id IN (@scopes)` + wideOrder + shown
	allCardsSQL  = cardsSQL + `k.owner_id IS NOT NULL` + wideOrder + shown
)

// What exceptions are told from: stocks of some days, first responses that are
// overdue, and from where the last signings came.
const (
	stockDaysSQL = `SELECT day, layer, CAST(SUM(stock) AS BIGINT) AS stock FROM funnel_day
	WHERE tenant_id = @tenant AND scope_id IN (@scopes) AND (day = 0 OR day > @after) GROUP BY day, layer`
	lateSQL         = `SELECT COUNT(*) FROM customer c WHERE c.tenant_id = @tenant AND c.first_due_at < @now AND NOT c.archived AND c.owner_id IS NOT NULL AND `
	lateOwnerSQL    = lateSQL + `c.owner_id IN (@scopes)`
	lateTeamSQL     = lateSQL + `c.department_id IN (@scopes)`
	skippedSQL      = `SELECT from_layer FROM move WHERE tenant_id = @tenant AND day BETWEEN @from AND @to AND to_layer ` + words.IsSignedSQL + ` AND from_layer ` + words.InHoldSQL + ` AND NOT imported AND `
	lastFirst       = ` ORDER BY day DESC, id DESC LIMIT @of`
	skippedOwnerSQL = skippedSQL + `owner_id IN (@scopes)` + lastFirst
	skippedTeamSQL  = skippedSQL + `department_id IN (@scopes)` + lastFirst
)

// What people gave and took: arrivals among the signed (layer 6) and the
// abandoned (layer 0), less those that were taken back or repeated.
const (
	earningsSQL = `SELECT scope_id, CAST(SUM(CASE WHEN layer ` + words.IsSignedSQL + ` THEN entered ELSE 0 END) AS BIGINT) AS signed,
	CAST(SUM(CASE WHEN layer ` + words.IsAbandonedSQL + ` THEN entered ELSE 0 END) AS BIGINT) AS abandoned, CAST(SUM(received) AS BIGINT) AS received
	FROM funnel_day WHERE tenant_id = @tenant AND scope_id IN (@people) AND day BETWEEN @from AND @to GROUP BY scope_id`
	earnedAgainSQL = `SELECT owner_id AS scope_id, COUNT(CASE WHEN layer ` + words.IsLastOpenSQL + ` AND NOT abandoned THEN 1 END) AS signed,
	COUNT(CASE WHEN abandoned THEN 1 END) AS abandoned, 0 AS received
	FROM layer_exit WHERE tenant_id = @tenant AND day BETWEEN @from AND @to AND next_day IS NOT NULL AND next_day <= @to AND owner_id IN (@people)
	GROUP BY owner_id`
)
