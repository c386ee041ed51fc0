package customer

import "laidan/internal/words"

// columns are all of a row but search, which only searches read.
var columns = columnsOf(func(f *Field) bool { return f.Column != "" }, "c.%s")

// namesSQL are the names a record shows.
const namesSQL = `ow.name AS owner_name, pr.name AS product_name, de.name AS department_name, po.name AS pool_name`

// sightSQL is what decides about access. In a customer's own statement and in
// lists alike, so that a record shows the same actions everywhere.
const sightSQL = `CASE WHEN @everyone THEN TRUE ELSE EXISTS (SELECT 1 FROM visible v WHERE v.tenant_id = @tenant AND v.viewer_id = @me
		AND v.owner_id = COALESCE(c.owner_id, c.released_by)) END AS in_scope,
	(SELECT CASE WHEN k.may_touch THEN 2 ELSE 1 END FROM collaborator k WHERE k.tenant_id = @tenant AND k.customer_id = c.id
		AND k.person_id = @me AND (k.until IS NULL OR k.until > @now)) AS shared_as,
	CASE WHEN c.pool_id IS NULL THEN FALSE WHEN po.department_id IS NULL THEN TRUE ELSE ` + memberSQL + ` END AS pool_member,
	CASE WHEN @paying THEN EXISTS (SELECT 1 FROM contract x WHERE x.tenant_id = @tenant AND x.customer_id = c.id) ELSE FALSE END AS contracted`

// memberSQL walks from the reader's department up: a pool belongs to its
// department and to everything under it.
const memberSQL = `EXISTS (WITH RECURSIVE up(id) AS (
		SELECT d.id FROM department d WHERE d.tenant_id = @tenant AND d.id = @department
		UNION SELECT d.parent_id FROM department d JOIN up ON d.id = up.id WHERE d.tenant_id = @tenant AND d.parent_id IS NOT NULL)
		SELECT 1 FROM up WHERE up.id = po.department_id)`

const joinsSQL = `
	LEFT JOIN person ow ON ow.tenant_id = @tenant AND ow.id = c.owner_id
	LEFT JOIN product pr ON pr.tenant_id = @tenant AND pr.id = c.product_id
	LEFT JOIN department de ON de.tenant_id = @tenant AND de.id = c.department_id
	LEFT JOIN pool po ON po.tenant_id = @tenant AND po.id = c.pool_id`

const fromCustomer = ` FROM customer c` + joinsSQL

var selectCustomer = `SELECT ` + columns + `, ` + namesSQL + `, ` + sightSQL + fromCustomer

const manyWhere = ` WHERE c.tenant_id = @tenant AND c.id IN (@ids)`

// manyFrom is what comes behind the columns of one's choice.
const manyFrom = fromCustomer + manyWhere

var (
	getSQL  = selectCustomer + ` WHERE c.tenant_id = @tenant AND c.id = @id`
	lockSQL = getSQL + ` FOR UPDATE OF c`
	manySQL = selectCustomer + manyWhere
	// Rows are locked in the order of their ids, so that two bulk acts over the
	// same customers wait for each other instead of meeting crosswise.
	lockManySQL = manySQL + ` ORDER BY c.id FOR UPDATE OF c`
)

const numbersSQL = `SELECT numbers FROM customer WHERE tenant_id = @tenant AND id = @id`

const searchTextsSQL = `SELECT id, search FROM customer WHERE tenant_id = @tenant AND id IN (@ids)`

// handOverSQL repeats the version it was decided on: of two people handing one
// customer over at once, one wins and the other sees the newer state.
const handOverSQL = `UPDATE customer SET owner_id = @owner_id, department_id = @department_id, pool_id = @pool_id, self_found = @self_found,
	assigned_at = @assigned_at, released_by = @released_by, released_at = @released_at, abandon_reason = @abandon_reason,
	competitor = @competitor, cool_until = @cool_until, first_due_at = @first_due_at, next_at = @next_at, next_channel = @next_channel,
	next_goal = @next_goal, updated_at = @now, version = version + 1
	WHERE tenant_id = @tenant AND id = @id AND version = @version RETURNING search`

// Everything a person owns, handed over at once.
const (
	ownedSQL   = ` WHERE c.tenant_id = @tenant AND c.owner_id = @from AND NOT c.archived ORDER BY c.id FOR UPDATE OF c`
	handAllSQL = `UPDATE customer SET first_due_at = CASE WHEN CAST(@to AS BIGINT) IS NULL OR released_by = @to THEN NULL ELSE CAST(@due AS BIGINT) END,
		owner_id = @to, pool_id = @pool, department_id = COALESCE(@department, department_id), self_found = FALSE, assigned_at = @assigned,
		released_by = @from, released_at = @now, next_at = NULL, next_channel = '', next_goal = '', updated_at = @now, version = version + 1
		WHERE tenant_id = @tenant AND owner_id = @from AND NOT archived`
	// keptSQL and followSQL: everything a person owns moves with them, archived
	// customers as well, because they come back to them.
	keptSQL   = ` WHERE c.tenant_id = @tenant AND c.owner_id = @person ORDER BY c.id FOR UPDATE OF c`
	followSQL = `UPDATE customer SET department_id = @department WHERE tenant_id = @tenant AND owner_id = @person`
	emptySQL  = `UPDATE hold SET used = 0 WHERE tenant_id = @tenant AND person_id = @person`
)

const layerSQL = `UPDATE customer SET layer = @layer, layer_since = @layer_since, fast = @fast, imported_standing = FALSE,
	updated_at = @now, version = version + 1 WHERE tenant_id = @tenant AND id = @id AND version = @version`

const dealSQL = `UPDATE customer SET deal_amount = @deal_amount, deal_currency = @deal_currency, updated_at = @now, version = version + 1
	WHERE tenant_id = @tenant AND id = @id AND version = @version`

// The hold counter of a person. takeSQL repeats the rules it was decided on:
// a free slot when @enforce, a free claim of today when @limit.
const (
	takeSQL = `UPDATE hold SET used = used + @slot, last_assigned_at = @now,
		claims = CASE WHEN @limit = 0 THEN claims WHEN claim_day = @today THEN claims + 1 ELSE 1 END,
		claim_day = CASE WHEN @limit = 0 THEN claim_day ELSE @today END
		WHERE tenant_id = @tenant AND person_id = @person AND (@enforce = 0 OR used < quota)
		AND (@limit = 0 OR claim_day <> @today OR claims < @limit)`
	raiseSQL = `INSERT INTO hold (tenant_id, person_id, used) VALUES (@tenant, @person, 1)
		ON CONFLICT (tenant_id, person_id) DO UPDATE SET used = hold.used + 1`
	addSQL = `INSERT INTO hold (tenant_id, person_id, used) VALUES (@tenant, @person, @n)
		ON CONFLICT (tenant_id, person_id) DO UPDATE SET used = hold.used + @n`
	quotaSQL = `INSERT INTO hold (tenant_id, person_id, quota) VALUES (@tenant, @person, @quota)
		ON CONFLICT (tenant_id, person_id) DO UPDATE SET quota = excluded.quota`
	recountSQL = `UPDATE hold SET used = (` + countHoldSQL + `) WHERE tenant_id = @tenant AND person_id = @person`
	lowerSQL   = `UPDATE hold SET used = used - 1 WHERE tenant_id = @tenant AND person_id = @person AND used > 0`
	slotsSQL   = `SELECT quota, used, CASE WHEN claim_day = @today THEN claims ELSE 0 END AS claims FROM hold WHERE tenant_id = @tenant AND person_id = @person`
	newHold    = `INSERT INTO hold (tenant_id, person_id) VALUES (@tenant, @person) ON CONFLICT (tenant_id, person_id) DO NOTHING`
	// countHoldSQL is what the counter must equal.
	countHoldSQL = `SELECT COUNT(*) FROM customer WHERE tenant_id = @tenant AND owner_id = @person AND NOT archived
		AND layer ` + words.InHoldSQL + ` AND NOT self_found`
)

const (
	// personSQL holds the receiver's row until the hand-over is committed: nobody
	// is disabled or changes department in between, and a hand-over that comes
	// second sees it.
	personSQL = `SELECT p.name, p.department_id, p.active, (SELECT d.name FROM department d WHERE d.tenant_id = @tenant AND d.id = p.department_id) AS place
		FROM person p WHERE p.tenant_id = @tenant AND p.id = @id FOR SHARE`
	ownersSQL = `SELECT id, department_id FROM person WHERE tenant_id = @tenant AND id IN (@ids) AND active ORDER BY id FOR SHARE`
	poolSQL   = `SELECT po.name, po.active, po.department_id, CASE WHEN po.department_id IS NULL THEN TRUE ELSE ` + memberSQL + ` END AS member
		FROM pool po WHERE po.tenant_id = @tenant AND po.id = @id`
	receiptSQL = `INSERT INTO receipt (tenant_id, customer_id, id, kind, from_owner, to_owner, pool_id, by_id, at, day, reason, trace)
		VALUES (@tenant, @customer, @id, @kind, @from, @to, @pool, @me, @now, @today, @reason, @trace)`
)
