package customer

// mergedTables are handed over by changing the customer they point at.
var mergedTables = []string{"move", "receipt", "touch", "touch_comment", "touch_file", "plan", "deal", "contract", "payment", "blob"}

// keptTables point at customers and stay as they are when one is merged away.
var keptTables = map[string]string{
	"fact":           "the audit chain covers the customer's id; timelines read the facts of merged ids too",
	"notice":         "leads to the merged id, which answers with the survivor",
	"import_row":     "the report of an import names what it met at that time",
	"bulk_act_row":   "the report of an act names whom it met at that time",
	"customer_words": "belongs to the row, which stays",
	"contact":        "moved by movePeople",
	"channel":        "moved by movePeople",
	"customer_key":   "external ids move, the others are made anew",
	"customer_tag":   "moved where the survivor lacks them",
	"collaborator":   "moved where the survivor lacks them",
	"custom_value":   "moved where the survivor lacks them",
	"layer_exit":     "moved with its order mended",
}

// mergeSteps run in this order with @to and @from.
var mergeSteps = func() []string {
	steps := []string{}
	for _, t := range mergedTables {
		steps = append(steps, "UPDATE "+t+" SET customer_id = @to WHERE tenant_id = @tenant AND customer_id = @from")
	}
	return append(steps,
		// Two exits from one layer at the same millisecond: the one that comes goes
		// behind, where there is room for as many as come, in their order.
		`UPDATE layer_exit SET customer_id = @to, at = CASE WHEN EXISTS (SELECT 1 FROM layer_exit e WHERE e.tenant_id = @tenant
			AND e.customer_id = @to AND e.layer = layer_exit.layer AND e.at = layer_exit.at)
			THEN (SELECT MIN(x.at) + 1 FROM layer_exit x WHERE x.tenant_id = @tenant AND x.customer_id IN (@to, @from)
				AND x.layer = layer_exit.layer AND x.at >= layer_exit.at AND NOT EXISTS (SELECT 1 FROM layer_exit y
					WHERE y.tenant_id = @tenant AND y.customer_id IN (@to, @from) AND y.layer = x.layer AND y.at > x.at
					AND y.at <= x.at + 1 + (SELECT COUNT(*) FROM layer_exit k WHERE k.tenant_id = @tenant AND k.customer_id = @from AND k.layer = x.layer)))
				+ (SELECT COUNT(*) FROM layer_exit f WHERE f.tenant_id = @tenant AND f.customer_id = @from
					AND f.layer = layer_exit.layer AND f.at < layer_exit.at)
			ELSE at END
			WHERE tenant_id = @tenant AND customer_id = @from`,
		`UPDATE layer_exit SET next_day = (SELECT MIN(e.day) FROM layer_exit e WHERE e.tenant_id = @tenant AND e.customer_id = @to
			AND e.layer = layer_exit.layer AND e.at > layer_exit.at) WHERE tenant_id = @tenant AND customer_id = @to`,
		`INSERT INTO customer_tag (tenant_id, tag, customer_id) SELECT tenant_id, tag, CAST(@to AS BIGINT) FROM customer_tag
			WHERE tenant_id = @tenant AND customer_id = @from ON CONFLICT DO NOTHING`,
		`DELETE FROM customer_tag WHERE tenant_id = @tenant AND customer_id = @from`,
		`INSERT INTO collaborator (tenant_id, customer_id, person_id, may_touch, until, created_by, created_at)
			SELECT tenant_id, CAST(@to AS BIGINT), person_id, may_touch, until, created_by, created_at FROM collaborator
			WHERE tenant_id = @tenant AND customer_id = @from
			ON CONFLICT (tenant_id, customer_id, person_id) DO UPDATE SET may_touch = excluded.may_touch OR collaborator.may_touch`,
		`DELETE FROM collaborator WHERE tenant_id = @tenant AND (customer_id = @from OR customer_id = @to AND person_id = @owner)`,
		`INSERT INTO custom_value (tenant_id, customer_id, field_id, text_value, num_value)
			SELECT tenant_id, CAST(@to AS BIGINT), field_id, text_value, num_value FROM custom_value
			WHERE tenant_id = @tenant AND customer_id = @from ON CONFLICT DO NOTHING`,
		`DELETE FROM custom_value WHERE tenant_id = @tenant AND customer_id = @from`,
		`UPDATE customer_key SET customer_id = @to WHERE tenant_id = @tenant AND customer_id = @from AND kind LIKE 'ext:%'`,
		`DELETE FROM customer_key WHERE tenant_id = @tenant AND customer_id = @from`,
		`UPDATE customer SET merged_into = @to WHERE tenant_id = @tenant AND merged_into = @from`,
		`UPDATE customer SET archived = TRUE, merged_into = @to, next_at = NULL, next_channel = '', next_goal = '', first_due_at = NULL,
			deal_amount = NULL, updated_at = @now, version = version + 1 WHERE tenant_id = @tenant AND id = @from`,
	)
}()

const (
	closePlanSQL = `UPDATE plan SET state = 'cancelled', reason = @reason, closed_at = @now
		WHERE tenant_id = @tenant AND customer_id = @from AND state = 'open'`
	moveContactsSQL = `UPDATE contact SET customer_id = @to, is_primary = is_primary AND @primary WHERE tenant_id = @tenant AND customer_id = @from`
	moveChannelsSQL = `UPDATE channel SET customer_id = @to WHERE tenant_id = @tenant AND customer_id = @from`
	foldChannelsSQL = `UPDATE channel SET contact_id = @kept WHERE tenant_id = @tenant AND customer_id = @customer_id AND contact_id = @id`
	foldTouchesSQL  = `UPDATE touch SET contact_id = @kept WHERE tenant_id = @tenant AND customer_id = @to AND contact_id = @id`
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
