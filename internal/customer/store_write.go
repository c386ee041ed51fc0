package customer

import "laidan/internal/words"

// knownSQL tells whether anybody has one of the keys.
const knownSQL = `SELECT k.customer_id FROM customer_key k WHERE k.tenant_id = @tenant AND k.kind IN (@kinds) AND k.norm IN (@norms)
	AND (CAST(@except AS BIGINT) IS NULL OR k.customer_id <> @except) LIMIT 1`

// Duplicates: every customer with one of the keys. Kinds and norms are matched
// in pairs afterwards; a norm hardly ever occurs under two kinds.
var matchSQL = `SELECT ` + columns + `, ` + namesSQL + `, ` + sightSQL + `, k.kind AS key_kind, k.norm AS key_norm, k.strong AS key_strong
	FROM customer_key k JOIN customer c ON c.tenant_id = @tenant AND c.id = k.customer_id` + joinsSQL + `
	WHERE k.tenant_id = @tenant AND k.kind IN (@kinds) AND k.norm IN (@norms) AND (CAST(@except AS BIGINT) IS NULL OR c.id <> @except)
	ORDER BY COALESCE(c.last_touch_at, 0) DESC, c.id DESC LIMIT 50`

const (
	spendSQL = `INSERT INTO attempt (subject, bucket, used) VALUES (@subject, @bucket, @n) ON CONFLICT (subject, bucket) DO UPDATE SET used = attempt.used + @n`
	spentSQL = `SELECT COALESCE(SUM(used), 0) FROM attempt WHERE subject = @subject AND bucket > @from AND bucket <= @bucket`
	// alikeSQL finds who has a number with the same shown digits, along its last
	// four; alikeHeadSQL what shows fewer.
	alikeSQL = `SELECT DISTINCT k.customer_id FROM customer_key k WHERE k.tenant_id = @tenant AND k.kind = @kind AND k.kind <> 'name'
		AND substr(k.norm, length(k.norm) - 3) = @tail AND k.norm LIKE @pattern ESCAPE '\' LIMIT @limit`
	alikeHeadSQL = `SELECT DISTINCT k.customer_id FROM customer_key k WHERE k.tenant_id = @tenant AND k.kind = @kind
		AND k.norm >= @from AND k.norm < @to AND k.norm LIKE @pattern ESCAPE '\' LIMIT @limit`
	regionSQL = `SELECT phone_region FROM tenant WHERE id = @tenant`
)

const (
	inScopeSQL = `SELECT 1 FROM visible WHERE tenant_id = @tenant AND viewer_id = @me AND owner_id = @owner`
	// The pool of the reader's own department first, then one for everybody.
	defaultPoolSQL = `SELECT po.id FROM pool po WHERE po.tenant_id = @tenant AND po.active
		ORDER BY CASE WHEN po.department_id IS NULL THEN 1 WHEN ` + memberSQL + ` THEN 0 ELSE 2 END, po.id LIMIT 1`
	sharedSQL  = `SELECT norm FROM shared_number WHERE tenant_id = @tenant AND norm IN (@norms)`
	productSQL = `SELECT name FROM product WHERE tenant_id = @tenant AND id = @id`
	addKeySQL  = `INSERT INTO customer_key (tenant_id, kind, norm, customer_id, strong) VALUES (@tenant, @kind, @norm, @customer_id, @strong)
		ON CONFLICT DO NOTHING`
)

// Lists.
const (
	poolRowsSQL = `c.pool_id = @pool AND NOT c.archived AND c.merged_into IS NULL`
	coldRowsSQL = `c.layer ` + words.IsAbandonedSQL + ` AND c.owner_id IS NULL AND c.pool_id IS NULL AND NOT c.archived AND c.merged_into IS NULL`
	// An abandoned customer is seen by those who saw the person it left.
	coldScopeSQL    = `EXISTS (SELECT 1 FROM visible v WHERE v.tenant_id = @tenant AND v.viewer_id = @me AND v.owner_id = c.released_by)`
	archivedRowsSQL = `c.archived AND c.merged_into IS NULL`
	signedSQL       = `c.layer ` + words.AfterSaleSQL
	payingSQL       = `(c.layer ` + words.AfterSaleSQL + ` OR EXISTS (SELECT 1 FROM contract x WHERE x.tenant_id = @tenant AND x.customer_id = c.id))`
	keyedSQL        = `c.id IN (SELECT k.customer_id FROM customer_key k WHERE k.tenant_id = @tenant AND k.kind IN (@kinds) AND k.norm IN (@norms))`
)

// saveSQL writes what people edit.
var saveSQL = `UPDATE customer SET ` + columnsOf(func(f *Field) bool { return f.Is(edit) }, "%[1]s = @%[1]s") + `, name_key = @name_key,
	updated_at = @now, version = version + 1 WHERE tenant_id = @tenant AND id = @id AND version = @version`

// Edits.
const (
	copySQL = `UPDATE customer SET contact_name = @contact_name, contact_title = @contact_title, phone = @phone, numbers = @numbers, search = @search
		WHERE tenant_id = @tenant AND id = @id`
	archiveSQL = `UPDATE customer SET archived = @archived, owner_id = @owner_id, pool_id = @pool_id, department_id = @department_id,
		self_found = @self_found, assigned_at = @assigned_at, released_by = @released_by, released_at = @released_at,
		merged_into = @merged_into, first_due_at = @first_due_at, next_at = @next_at, next_channel = @next_channel, next_goal = @next_goal,
		updated_at = @now, version = version + 1 WHERE tenant_id = @tenant AND id = @id AND version = @version`
	wordsSQL     = `SELECT customer_id, field, text FROM customer_words WHERE tenant_id = @tenant AND customer_id = @id ORDER BY field`
	dropWordsSQL = `DELETE FROM customer_words WHERE tenant_id = @tenant AND customer_id = @id`
	dropTagsSQL  = `DELETE FROM customer_tag WHERE tenant_id = @tenant AND customer_id = @id`
	keysSQL      = `SELECT customer_id, kind, norm, strong FROM customer_key WHERE tenant_id = @tenant AND customer_id = @id`
	dropKeySQL   = `DELETE FROM customer_key WHERE tenant_id = @tenant AND kind = @kind AND norm = @norm AND customer_id = @customer_id`
)

// saveWorkSQL is the one place that writes what a customer's row knows about
// the day's work: last touch, next step, first response. The row is locked by
// ForUpdate, so its values are the newest. The version rises only with
// a change of temperature or of do-not-contact: a logged touch must not put an
// edit form that is open elsewhere in conflict.
const saveWorkSQL = `UPDATE customer SET touches = @touches, last_touch_at = @last_touch_at, last_channel = @last_channel,
	last_result = @last_result, first_due_at = @first_due_at, next_at = @next_at, next_channel = @next_channel, next_goal = @next_goal,
	temperature = @temperature, do_not_contact = @do_not_contact, updated_at = @updated_at, version = version + @edit
	WHERE tenant_id = @tenant AND id = @id`

// historySQL writes what a row knows of contacts of the past.
const historySQL = `UPDATE customer SET touches = @touches, last_touch_at = @last_touch_at, last_channel = @last_channel, last_result = @last_result
	WHERE tenant_id = @tenant AND id = @id`

const coolSQL = `UPDATE customer SET cool_until = @until, updated_at = @now, version = version + 1
	WHERE tenant_id = @tenant AND id = @id AND version = @version`

// An import that is undone.
const (
	ofNoImportSQL    = `UPDATE customer SET import_id = NULL WHERE tenant_id = @tenant AND id IN (@ids)`
	dropCustomersSQL = `DELETE FROM customer WHERE tenant_id = @tenant AND id IN (@ids)`
)

// Contacts.
const (
	contactsSQL = `SELECT customer_id, id, name, title, is_primary, preferred, remark, version, created_at FROM contact
		WHERE tenant_id = @tenant AND customer_id = @id ORDER BY is_primary DESC, id`
	channelsSQL = `SELECT customer_id, id, contact_id, kind, value, norm, ext, label FROM channel
		WHERE tenant_id = @tenant AND customer_id = @id ORDER BY id`
	noPrimarySQL   = `UPDATE contact SET is_primary = FALSE WHERE tenant_id = @tenant AND customer_id = @customer_id AND is_primary`
	makePrimarySQL = `UPDATE contact SET is_primary = TRUE, version = version + 1
		WHERE tenant_id = @tenant AND customer_id = @customer_id AND id = @id`
	contactSQL = `UPDATE contact SET name = @name, title = @title, is_primary = @is_primary, preferred = @preferred, remark = @remark,
		version = version + 1 WHERE tenant_id = @tenant AND customer_id = @customer_id AND id = @id AND version = @version`
	dropContactSQL  = `DELETE FROM contact WHERE tenant_id = @tenant AND customer_id = @customer_id AND id = @id`
	dropChannelsSQL = `DELETE FROM channel WHERE tenant_id = @tenant AND customer_id = @customer_id AND contact_id = @id`
	dropChannelSQL  = `DELETE FROM channel WHERE tenant_id = @tenant AND customer_id = @customer_id AND id = @id`
)

// Sharing.
const (
	shareSQL = `INSERT INTO collaborator (tenant_id, customer_id, person_id, may_touch, until, created_by, created_at)
		VALUES (@tenant, @id, @person, @may_touch, @until, @me, @now)
		ON CONFLICT (tenant_id, customer_id, person_id) DO UPDATE SET may_touch = excluded.may_touch, until = excluded.until`
	unshareSQL       = `DELETE FROM collaborator WHERE tenant_id = @tenant AND customer_id = @id AND person_id = @person`
	personNameSQL    = `SELECT name FROM person WHERE tenant_id = @tenant AND id = @id`
	numberHoldersSQL = `SELECT customer_id FROM customer_key WHERE tenant_id = @tenant AND kind = 'mobile' AND norm = @norm ORDER BY customer_id`
	unshareNumberSQL = `DELETE FROM shared_number WHERE tenant_id = @tenant AND norm = @norm`
	strengthenSQL    = `UPDATE customer_key SET strong = TRUE WHERE tenant_id = @tenant AND kind = 'mobile' AND norm = @norm AND customer_id = @id`
	shareNumberSQL   = `INSERT INTO shared_number (tenant_id, norm, reason, created_by, created_at) VALUES (@tenant, @norm, @reason, @me, @now)
		ON CONFLICT (tenant_id, norm) DO UPDATE SET reason = excluded.reason`
	weakenSQL = `UPDATE customer_key SET strong = FALSE WHERE tenant_id = @tenant AND kind = 'mobile' AND norm = @norm AND strong`
)

// Saved views: the actor's own, and those shared with the departments above.
const (
	viewColumns = `SELECT v.id, v.list, v.name, v.owner_id, v.shared, v.department_id, v.filter, v.sort, v.columns, v.position, v.version, v.created_at
		FROM saved_view v WHERE v.tenant_id = @tenant`
	viewSeen = ` AND (v.owner_id = @me OR v.shared AND EXISTS (WITH RECURSIVE up(id) AS (
		SELECT d.id FROM department d WHERE d.tenant_id = @tenant AND d.id = @department
		UNION SELECT d.parent_id FROM department d JOIN up ON d.id = up.id WHERE d.tenant_id = @tenant AND d.parent_id IS NOT NULL)
		SELECT 1 FROM up WHERE up.id = v.department_id))`
	viewsSQL      = viewColumns + ` AND v.list = @list` + viewSeen + ` ORDER BY v.position, v.id`
	viewSQL       = viewColumns + ` AND v.id = @id` + viewSeen
	countViewsSQL = `SELECT COUNT(*) FROM saved_view WHERE tenant_id = @tenant AND list = @list AND owner_id = @me`
	saveViewSQL   = `UPDATE saved_view SET name = @name, filter = @filter, sort = @sort, columns = @columns, shared = @shared,
		version = version + 1 WHERE tenant_id = @tenant AND id = @id AND version = @version`
	dropViewSQL = `DELETE FROM saved_view WHERE tenant_id = @tenant AND id = @id`
)
