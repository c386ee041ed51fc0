package followup

// What a timeline tells of touches. The plan of a touch is the one that was made
// in the same act.
const (
	toldSQL = `SELECT t.id, t.by_id, w.name AS by_name, t.channel, t.direction, t.result, t.content, t.feedback, t.seconds, t.contact_id,
		co.name AS contact_name, t.import_id, t.created_at, t.corrected, p.at AS next_at, p.channel AS next_channel,
		CASE WHEN p.content = '' THEN p.goal ELSE p.content END AS next_content, p.state AS next_state
		FROM touch t LEFT JOIN contact co ON co.tenant_id = @tenant AND co.customer_id = @id AND co.id = t.contact_id
		LEFT JOIN plan p ON p.tenant_id = @tenant AND p.customer_id = @id AND p.created_at = t.created_at AND t.import_id IS NULL
		LEFT JOIN person w ON w.tenant_id = @tenant AND w.id = t.by_id
		WHERE t.tenant_id = @tenant AND t.customer_id = @id AND t.id IN (@ids)`
	sidesSQL = `SELECT 'comment' AS part, c.touch_id, c.id, c.at, c.by_id, w.name, c.content AS text, c.mentions, '' AS mime, CAST(0 AS BIGINT) AS size
		FROM touch_comment c LEFT JOIN person w ON w.tenant_id = @tenant AND w.id = c.by_id
		WHERE c.tenant_id = @tenant AND c.customer_id = @id AND c.touch_id IN (@ids)
		UNION ALL SELECT 'file', f.touch_id, b.id, b.created_at, NULL, '', b.name, '', b.mime, b.size
		FROM touch_file f JOIN blob b ON b.tenant_id = @tenant AND b.id = f.blob_id
		WHERE f.tenant_id = @tenant AND f.customer_id = @id AND f.touch_id IN (@ids)
		UNION ALL SELECT 'name', 0, w.id, 0, NULL, w.name, '', '', '', 0 FROM person w WHERE w.tenant_id = @tenant
		AND EXISTS (SELECT 1 FROM touch_comment c WHERE c.tenant_id = @tenant AND c.customer_id = @id AND c.touch_id IN (@ids)
			AND c.mentions LIKE '%"' || CAST(w.id AS TEXT) || '"%')
		ORDER BY 3`
)
