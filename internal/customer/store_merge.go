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
)

// mergeSQL writes what a merge decides.
var mergeSQL = `UPDATE customer SET ` + columnsOf(func(f *Field) bool { return f.Use&(fill|settle) != 0 }, "%[1]s = @%[1]s") + `, updated_at = @now,
	version = version + 1 WHERE tenant_id = @tenant AND id = @id AND version = @version`
