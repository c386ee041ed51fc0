package customer

import "strings"

// A timeline is one statement over the tables where things happened, each read
// along its own key by customer and bounded. Columns without a meaning in an
// arm are NULL.
const (
	touchArm = `SELECT 'touch' AS type, t.id, t.at, t.by_id, t.channel AS s1, t.direction AS s2, t.result AS s3, t.content AS s4,
		t.feedback AS s5, co.name AS s6, p.channel AS s7, CASE WHEN p.content = '' THEN p.goal ELSE p.content END AS s8, p.state AS s9,
		t.seconds AS n1, t.contact_id AS n2, t.import_id AS n3, t.created_at AS n4, p.at AS n5,
		CAST(NULL AS DOUBLE PRECISION) AS f1, t.corrected AS b1
		FROM touch t LEFT JOIN contact co ON co.tenant_id = @tenant AND co.customer_id = @id AND co.id = t.contact_id
		LEFT JOIN plan p ON p.tenant_id = @tenant AND p.customer_id = @id AND p.created_at = t.created_at AND t.import_id IS NULL
		WHERE t.tenant_id = @tenant AND t.customer_id = @id AND (t.at < @at OR t.at = @at AND t.id < @before)`
	moveArm = `SELECT 'move', m.id, m.at, m.by_id, m.reason, m.competitor, m.evidence, NULL, NULL, NULL, NULL, NULL, NULL,
		m.from_layer, m.to_layer, CASE WHEN m.imported THEN 1 ELSE 0 END, CAST(NULL AS BIGINT), CAST(NULL AS BIGINT), m.days, m.overridden
		FROM move m WHERE m.tenant_id = @tenant AND m.customer_id = @id AND (m.at < @at OR m.at = @at AND m.id < @before)`
	receiptArm = `SELECT 'receipt', r.id, r.at, r.by_id, r.kind, r.reason, f.name, o.name, po.name, NULL, NULL, NULL, NULL,
		r.from_owner, r.to_owner, r.pool_id, CAST(NULL AS BIGINT), CAST(NULL AS BIGINT), CAST(NULL AS DOUBLE PRECISION), FALSE
		FROM receipt r LEFT JOIN person f ON f.tenant_id = @tenant AND f.id = r.from_owner
		LEFT JOIN person o ON o.tenant_id = @tenant AND o.id = r.to_owner
		LEFT JOIN pool po ON po.tenant_id = @tenant AND po.id = r.pool_id
		WHERE r.tenant_id = @tenant AND r.customer_id = @id AND (r.at < @at OR r.at = @at AND r.id < @before)`
	dealArm = `SELECT 'deal', d.id, d.created_at, d.created_by, d.name, d.state, d.currency, pr.name, d.loss_reason, d.competitor, NULL, NULL, NULL,
		d.amount, d.expected_on, d.probability, CAST(NULL AS BIGINT), CAST(NULL AS BIGINT), CAST(NULL AS DOUBLE PRECISION), FALSE
		FROM deal d LEFT JOIN product pr ON pr.tenant_id = @tenant AND pr.id = d.product_id
		WHERE d.tenant_id = @tenant AND d.customer_id = @id AND (d.created_at < @at OR d.created_at = @at AND d.id < @before)`
	contractArm = `SELECT 'contract', k.id, k.created_at, k.created_by, k.number, k.currency, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
		k.amount, k.paid, k.signed_on, k.accepted_on, CAST(NULL AS BIGINT), CAST(NULL AS DOUBLE PRECISION), FALSE
		FROM contract k WHERE k.tenant_id = @tenant AND k.customer_id = @id AND (k.created_at < @at OR k.created_at = @at AND k.id < @before)`
	paymentArm = `SELECT 'payment', y.id, y.created_at, y.created_by, y.method, y.remark, k.number, k.currency, NULL, NULL, NULL, NULL, NULL,
		y.amount, y.paid_on, CAST(NULL AS BIGINT), CAST(NULL AS BIGINT), CAST(NULL AS BIGINT), CAST(NULL AS DOUBLE PRECISION), FALSE
		FROM payment y JOIN contract k ON k.tenant_id = @tenant AND k.id = y.contract_id
		WHERE y.tenant_id = @tenant AND y.customer_id = @id AND (y.created_at < @at OR y.created_at = @at AND y.id < @before)`
	fileArm = `SELECT 'file', b.id, b.created_at, b.created_by, b.name, b.mime, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
		b.size, CAST(NULL AS BIGINT), CAST(NULL AS BIGINT), CAST(NULL AS BIGINT), CAST(NULL AS BIGINT), CAST(NULL AS DOUBLE PRECISION), FALSE
		FROM blob b WHERE b.tenant_id = @tenant AND b.customer_id = @id AND (b.created_at < @at OR b.created_at = @at AND b.id < @before)`
	// A file that hangs on a touch or a contract is shown there.
	looseFile = ` AND b.kind = 'attachment' AND NOT EXISTS (SELECT 1 FROM touch_file tf
		WHERE tf.tenant_id = @tenant AND tf.customer_id = @id AND tf.blob_id = b.id)`
	changeArm = `SELECT 'change', e.id, e.at, e.actor_id, e.kind, e.payload, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
		CAST(NULL AS BIGINT), CAST(NULL AS BIGINT), CAST(NULL AS BIGINT), CAST(NULL AS BIGINT), CAST(NULL AS BIGINT), CAST(NULL AS DOUBLE PRECISION), FALSE
		FROM ` + factsOf + ` WHERE e.kind IN (@kinds) AND (e.at < @at OR e.at = @at AND e.id < @before)`
)

// factsOf are the facts of the customer and of those that were merged into it.
const factsOf = `(SELECT CAST(@id AS BIGINT) AS id UNION ALL SELECT l.id FROM customer l WHERE l.tenant_id = @tenant AND l.merged_into = @id) x
	JOIN fact e ON e.tenant_id = @tenant AND e.customer_id = x.id`

// nothingArm gives the columns their names and types when the first arm is not
// the touches.
const nothingArm = touchArm + ` AND FALSE`

// timelineSQL reads one page of the arms.
func timelineSQL(arms []string) string {
	parts := []string{"SELECT * FROM (" + nothingArm + ") a"}
	for i, a := range arms {
		parts = append(parts, "SELECT * FROM ("+a+" ORDER BY 3 DESC, 2 DESC LIMIT @limit) a"+string(rune('0'+i)))
	}
	return "SELECT h.*, w.name AS by_name FROM (" + strings.Join(parts, "\nUNION ALL ") + `) h
		LEFT JOIN person w ON w.tenant_id = @tenant AND w.id = h.by_id ORDER BY h.at DESC, h.id DESC LIMIT @limit`
}

const sidesSQL = `SELECT 'comment' AS part, c.touch_id, c.id, c.at, c.by_id, w.name AS by_name, c.content AS s1, c.mentions AS s2, CAST(NULL AS BIGINT) AS n1
	FROM touch_comment c LEFT JOIN person w ON w.tenant_id = @tenant AND w.id = c.by_id
	WHERE c.tenant_id = @tenant AND c.customer_id = @id AND c.touch_id IN (@touches)
	UNION ALL SELECT 'file', f.touch_id, b.id, b.created_at, NULL, NULL, b.name, b.mime, b.size
	FROM touch_file f JOIN blob b ON b.tenant_id = @tenant AND b.id = f.blob_id
	WHERE f.tenant_id = @tenant AND f.customer_id = @id AND f.touch_id IN (@touches)
	UNION ALL SELECT 'name', NULL, w.id, NULL, NULL, w.name, NULL, NULL, NULL FROM person w WHERE w.tenant_id = @tenant
	AND EXISTS (SELECT 1 FROM touch_comment c WHERE c.tenant_id = @tenant AND c.customer_id = @id AND c.touch_id IN (@touches)
		AND c.mentions LIKE '%"' || CAST(w.id AS TEXT) || '"%')`

// allSidesSQL also counts the tabs, for the first page.
var allSidesSQL = sidesSQL + counted("touch", "touch n", "") + counted("move", "move n", "") + counted("receipt", "receipt n", "") +
	counted("deal", "deal n", "") + counted("contract", "contract n", "") + counted("payment", "payment n", "") +
	counted("file", "blob n", "") + counted("loose", "blob b", looseFile) + `
	UNION ALL SELECT 'change count', 0, 0, NULL, NULL, NULL, NULL, NULL, COUNT(*) FROM ` + factsOf + ` WHERE e.kind IN (@kinds)`

// counted counts the rows of a table that belong to the customer.
func counted(part, table, more string) string {
	_, alias, _ := strings.Cut(table, " ")
	return "\n\tUNION ALL SELECT '" + part + " count', 0, 0, NULL, NULL, NULL, NULL, NULL, COUNT(*) FROM " + table +
		" WHERE " + alias + ".tenant_id = @tenant AND " + alias + ".customer_id = @id" + more
}
