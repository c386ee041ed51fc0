package followup

// deniedSQL asks every customer that has the number: do-not-contact counts per
// number, not per record.
const deniedSQL = `SELECT 1 FROM customer_key x JOIN customer c ON c.tenant_id = @tenant AND c.id = x.customer_id
	WHERE x.tenant_id = @tenant AND x.kind IN ('mobile', 'phone') AND x.norm = @norm AND c.do_not_contact LIMIT 1`

// startsSQL reads the earlier starts to a number and locks its row, creating it
// first where there is none.
const (
	startsSQL = `INSERT INTO call_number (tenant_id, norm) VALUES (@tenant, @norm)
		ON CONFLICT (tenant_id, norm) DO UPDATE SET starts = call_number.starts RETURNING starts`
	saveStartsSQL = `UPDATE call_number SET starts = @starts WHERE tenant_id = @tenant AND norm = @norm`
)

// managerSQL walks from a department up to the first manager: who may allow
// what a rule refused.
const managerSQL = `WITH RECURSIVE up(id, parent_id, manager_id, depth) AS (
		SELECT d.id, d.parent_id, d.manager_id, 0 FROM department d WHERE d.tenant_id = @tenant AND d.id = @department
		UNION ALL SELECT d.id, d.parent_id, d.manager_id, up.depth + 1 FROM department d JOIN up ON d.id = up.parent_id
		WHERE d.tenant_id = @tenant AND up.depth < 20)
	SELECT p.name FROM up JOIN person p ON p.tenant_id = @tenant AND p.id = up.manager_id AND p.active ORDER BY up.depth LIMIT 1`
