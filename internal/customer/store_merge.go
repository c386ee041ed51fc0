package customer

// What a merge does to the tables of this package; those of other rooms are
// moved as their rooms declare. @to is the survivor, @from goes.
const (
	mergeTagsSQL = `INSERT INTO customer_tag (tenant_id, tag, customer_id) SELECT tenant_id, tag, CAST(@to AS BIGINT) FROM customer_tag
			WHERE tenant_id = @tenant AND customer_id = @from ON CONFLICT DO NOTHING`
	clearTagsSQL          = `DELETE FROM customer_tag WHERE tenant_id = @tenant AND customer_id = @from`
	mergeCollaboratorsSQL = `INSERT INTO collaborator (tenant_id, customer_id, person_id, may_touch, until, created_by, created_at)
			SELECT tenant_id, CAST(@to AS BIGINT), person_id, may_touch, until, created_by, created_at FROM collaborator
			WHERE tenant_id = @tenant AND customer_id = @from
			ON CONFLICT (tenant_id, customer_id, person_id) DO UPDATE SET may_touch = excluded.may_touch OR collaborator.may_touch`
	clearCollaboratorsSQL = `DELETE FROM collaborator WHERE tenant_id = @tenant AND (customer_id = @from OR customer_id = @to AND person_id = @owner)`
	mergeKeysSQL          = `UPDATE customer_key SET customer_id = @to WHERE tenant_id = @tenant AND customer_id = @from AND kind LIKE 'ext:%'`
	clearKeysSQL          = `DELETE FROM customer_key WHERE tenant_id = @tenant AND customer_id = @from`
	mergedSQL             = `UPDATE customer SET merged_into = @to WHERE tenant_id = @tenant AND merged_into = @from`
	putAwaySQL            = `UPDATE customer SET archived = TRUE, merged_into = @to, next_at = NULL, next_channel = '', next_goal = '', first_due_at = NULL,
			deal_amount = NULL, updated_at = @now, version = version + 1 WHERE tenant_id = @tenant AND id = @from`
)

const (
	moveContactsSQL = `UPDATE contact SET customer_id = @to, is_primary = is_primary AND @primary WHERE tenant_id = @tenant AND customer_id = @from`
	moveChannelsSQL = `UPDATE channel SET customer_id = @to WHERE tenant_id = @tenant AND customer_id = @from`
	foldChannelsSQL = `UPDATE channel SET contact_id = @kept WHERE tenant_id = @tenant AND customer_id = @customer_id AND contact_id = @id`
	mergeSQL        = `UPDATE customer SET kind = @kind, name = @name, grade = @grade, product_id = @product_id, goal = @goal, need = @need,
		source = @source, source_detail = @source_detail, industry = @industry, province = @province, city = @city, address = @address,
		website = @website, tax_code = @tax_code, preference = @preference, remark = @remark, competitor = @competitor, tags = @tags,
		custom = @custom, do_not_contact = @do_not_contact, layer = @layer, layer_since = @layer_since, fast = @fast,
		imported_standing = @imported_standing, owner_id = @owner_id, department_id = @department_id, pool_id = @pool_id,
		self_found = @self_found, assigned_at = @assigned_at, abandon_reason = @abandon_reason, cool_until = @cool_until,
		first_due_at = @first_due_at, last_touch_at = @last_touch_at, last_channel = @last_channel, last_result = @last_result,
		touches = @touches, next_at = @next_at, next_channel = @next_channel, next_goal = @next_goal, deal_amount = @deal_amount,
		deal_currency = @deal_currency, created_at = @created_at, updated_at = @now, version = version + 1
		WHERE tenant_id = @tenant AND id = @id AND version = @version`
)
