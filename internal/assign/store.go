package assign

import "laidan/internal/words"

const poolColumns = `p.id, p.name, p.department_id, p.daily_claims, p.previous_owner_days, p.active, p.version`

// upSQL walks from a department to the root; depth 0 is the department itself.
// It ends even where somebody's hand made departments stand under each other in a
// ring: without the limit it would hold the one writer for ever.
const upSQL = `WITH RECURSIVE up(id, depth) AS (
	SELECT d.id, 0 FROM department d WHERE d.tenant_id = @tenant AND d.id = @department
	UNION ALL SELECT d.parent_id, up.depth + 1 FROM department d JOIN up ON d.id = up.id WHERE d.tenant_id = @tenant AND d.parent_id IS NOT NULL
	AND up.depth < 20)
	`

const (
	// claimSQL reads a pool, whether the claimer belongs to it, and their hold.
	claimSQL = upSQL + `SELECT ` + poolColumns + `, p.department_id IS NULL OR p.department_id IN (SELECT up.id FROM up) AS member,
	COALESCE(h.quota, 30) AS quota, COALESCE(h.used, 0) AS used, COALESCE(h.claim_day, 0) AS claim_day, COALESCE(h.claims, 0) AS claims
	FROM pool p LEFT JOIN hold h ON h.tenant_id = p.tenant_id AND h.person_id = @me WHERE p.tenant_id = @tenant AND p.id = @pool`
	// homeSQL finds where a department's customers go back to: its own pool, the
	// nearest one above, or one that belongs to everybody.
	homeSQL = upSQL + `SELECT p.id FROM pool p LEFT JOIN up ON up.id = p.department_id
	WHERE p.tenant_id = @tenant AND p.active AND (p.department_id IS NULL OR up.id IS NOT NULL) ORDER BY COALESCE(up.depth, 1000), p.id LIMIT 1`
	// poolsSQL lists pools with their sizes; counting stops where a number says
	// no more than "many".
	poolsSQL = upSQL + `SELECT ` + poolColumns + `, p.department_id IS NULL OR p.department_id IN (SELECT up.id FROM up) AS member, de.name AS department_name,
	(SELECT COUNT(*) FROM (SELECT 1 FROM customer c WHERE c.tenant_id = @tenant AND c.pool_id = p.id AND NOT c.archived LIMIT @most) n) AS size
	FROM pool p LEFT JOIN department de ON de.tenant_id = @tenant AND de.id = p.department_id WHERE p.tenant_id = @tenant ORDER BY p.id`
	poolSQL       = `SELECT ` + poolColumns + ` FROM pool p WHERE p.tenant_id = @tenant AND p.id = @id FOR UPDATE`
	insertPoolSQL = `INSERT INTO pool (tenant_id, id, name, department_id, daily_claims, previous_owner_days, created_at)
	VALUES (@tenant, @id, @name, @department_id, @daily_claims, @previous_owner_days, @now)`
	updatePoolSQL = `UPDATE pool SET name = @name, department_id = @department_id, daily_claims = @daily_claims,
	previous_owner_days = @previous_owner_days, active = @active, version = version + 1 WHERE tenant_id = @tenant AND id = @id AND version = @version`
	pooledSQL     = `SELECT EXISTS (SELECT 1 FROM customer WHERE tenant_id = @tenant AND pool_id = @id AND NOT archived)`
	otherPoolSQL  = `SELECT EXISTS (SELECT 1 FROM pool WHERE tenant_id = @tenant AND active AND department_id IS NULL AND id <> @id)`
	departmentSQL = `SELECT EXISTS (SELECT 1 FROM department WHERE tenant_id = @tenant AND id = @id)`
)

// takenSQL tells whether a customer has just left a pool that the actor may
// claim from: then they saw it there, and hear that somebody was faster. Any
// other customer they do not see does not exist for them.
const takenSQL = upSQL + `SELECT EXISTS (SELECT 1 FROM receipt r WHERE r.tenant_id = @tenant AND r.customer_id = @id AND r.at >= @since
	AND r.from_owner IS NULL AND EXISTS (SELECT 1 FROM customer c WHERE c.tenant_id = @tenant AND c.id = @id AND c.owner_id = r.to_owner) AND EXISTS (SELECT 1 FROM pool p WHERE p.tenant_id = @tenant
	AND p.id = (SELECT q.pool_id FROM receipt q WHERE q.tenant_id = @tenant AND q.customer_id = @id AND q.id < r.id ORDER BY q.id DESC LIMIT 1)
	AND (p.department_id IS NULL OR p.department_id IN (SELECT up.id FROM up))))`

const receiptsSQL = `SELECT r.id, r.kind, r.at, r.by_id, by_p.name AS by_name, r.from_owner, from_p.name AS from_name, r.to_owner, to_p.name AS to_name,
	r.pool_id, po.name AS pool_name, r.reason, r.trace FROM receipt r
	LEFT JOIN person by_p ON by_p.tenant_id = @tenant AND by_p.id = r.by_id
	LEFT JOIN person from_p ON from_p.tenant_id = @tenant AND from_p.id = r.from_owner
	LEFT JOIN person to_p ON to_p.tenant_id = @tenant AND to_p.id = r.to_owner
	LEFT JOIN pool po ON po.tenant_id = @tenant AND po.id = r.pool_id
	WHERE r.tenant_id = @tenant AND r.customer_id = @id ORDER BY r.id DESC`

const candidateColumns = `p.id, p.name, p.active, ',' || p.roles || ',' LIKE '%,rep,%' AS rep,
	',' || p.roles || ',' LIKE '%,rep,%' OR ',' || p.roles || ',' LIKE '%,manager,%' OR ',' || p.roles || ',' LIKE '%,director,%' AS seller,
	COALESCE(h.quota, 30) AS quota, COALESCE(h.used, 0) AS used, COALESCE(h.last_assigned_at, 0) AS last_assigned_at
	FROM person p LEFT JOIN hold h ON h.tenant_id = @tenant AND h.person_id = p.id`

const (
	candidateSQL  = `SELECT ` + candidateColumns + ` WHERE p.tenant_id = @tenant AND p.id = @id`
	candidatesSQL = `SELECT ` + candidateColumns + ` WHERE p.tenant_id = @tenant AND p.department_id IN (@departments) ORDER BY p.id`
)

const (
	// stockSQL counts what people hold, by layer; it reads a few rows per person.
	stockSQL = `SELECT owner_id, layer, COUNT(*) AS n, COUNT(CASE WHEN self_found THEN 1 END) AS self_found FROM customer
	WHERE tenant_id = @tenant AND owner_id IN (@people) AND layer ` + words.InHoldSQL + ` AND NOT archived GROUP BY owner_id, layer`
	holdersSQL = `SELECT ` + candidateColumns + ` WHERE p.tenant_id = @tenant AND (p.id = @person OR p.department_id IN (@departments)) AND p.active ORDER BY p.name_key, p.id`
)
