package customer

const (
	getBulkSQL = `SELECT id, request, state, total, done, refused, message, created_by, created_at, done_at FROM bulk_act
		WHERE tenant_id = @tenant AND id = @id`
	insertBulkSQL = `INSERT INTO bulk_act (tenant_id, id, request, state, total, created_by, created_at)
		VALUES (@tenant, @id, @request, @state, @total, @me, @now)`
	nextRowsSQL = `SELECT customer_id FROM bulk_act_row WHERE tenant_id = @tenant AND act_id = @id AND code = '' ORDER BY customer_id LIMIT @limit`
	doneRowsSQL = `UPDATE bulk_act_row SET code = 'done' WHERE tenant_id = @tenant AND act_id = @id AND customer_id IN (@ids)`
	// refuseRowSQL keeps why one customer was left as it was.
	refuseRowSQL   = `UPDATE bulk_act_row SET code = @code, params = @params WHERE tenant_id = @tenant AND act_id = @act_id AND customer_id = @customer_id`
	refusedRowsSQL = `SELECT r.act_id, r.customer_id, r.code, r.params FROM bulk_act_row r
		WHERE r.tenant_id = @tenant AND r.act_id = @id AND r.code NOT IN ('', 'done', 'not_found') ORDER BY r.customer_id LIMIT @limit`
	countBulkSQL = `UPDATE bulk_act SET done = done + @done, refused = refused + @refused WHERE tenant_id = @tenant AND id = @id`
	endBulkSQL   = `UPDATE bulk_act SET state = @state, message = @message, done_at = @now WHERE tenant_id = @tenant AND id = @id AND state = 'running'`
)
