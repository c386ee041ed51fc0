package customer

// partsSQL reads everything that stands beside a customer on its page, as rows
// of one shape, in one statement. Contacts come before their channels.
const partsSQL = `SELECT 'contact' AS part, o.id, o.customer_id AS of_id, o.created_at AS at, o.name AS s1, o.title AS s2, o.preferred AS s3,
	o.remark AS s4, o.version AS n1, o.is_primary AS b1, CASE WHEN o.is_primary THEN 0 ELSE 1 END AS place
	FROM contact o WHERE o.tenant_id = @tenant AND o.customer_id = @id
	UNION ALL SELECT 'channel', h.id, h.contact_id, NULL, h.kind, h.value, h.label, n.reason, NULL, FALSE, 2
	FROM channel h LEFT JOIN shared_number n ON n.tenant_id = @tenant AND n.norm = h.norm AND h.kind = 'phone'
	WHERE h.tenant_id = @tenant AND h.customer_id = @id
	UNION ALL SELECT 'collaborator', k.person_id, NULL, k.until, w.name, NULL, NULL, NULL, NULL, k.may_touch, 3
	FROM collaborator k JOIN person w ON w.tenant_id = @tenant AND w.id = k.person_id
	WHERE k.tenant_id = @tenant AND k.customer_id = @id AND (k.until IS NULL OR k.until > @now)
	UNION ALL SELECT 'plan', p.id, NULL, p.at, p.channel, p.content, p.goal, NULL, NULL, p.promised, 4
	FROM plan p WHERE p.tenant_id = @tenant AND p.customer_id = @id AND p.state = 'open'
	UNION ALL SELECT 'quote', q.id, NULL, q.at, q.feedback, q.channel, NULL, NULL, NULL, FALSE, 5
	FROM (SELECT t.id, t.at, t.feedback, t.channel FROM touch t WHERE t.tenant_id = @tenant AND t.customer_id = @id AND t.feedback <> ''
		ORDER BY t.at DESC, t.id DESC LIMIT 3) q
	UNION ALL SELECT 'words', 0, NULL, NULL, x.field, NULL, NULL, NULL, NULL, FALSE, 6
	FROM customer_words x WHERE x.tenant_id = @tenant AND x.customer_id = @id
	ORDER BY place, id`
