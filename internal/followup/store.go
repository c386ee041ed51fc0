package followup

import (
	"laidan/internal/crm"
)

// Touch is the row of one contact that happened.
type Touch struct {
	Customer  crm.CustomerID `db:"customer_id"`
	ID        crm.TouchID    `db:"id"`
	Contact   crm.ContactID  `db:"contact_id"`
	Channel   string         `db:"channel"`
	Direction string         `db:"direction"`
	Result    string         `db:"result"`
	At        crm.Millis     `db:"at"`
	Day       crm.Day        `db:"day"`
	Seconds   int64          `db:"seconds"`
	Content   string         `db:"content"`
	Feedback  string         `db:"feedback"`
	By        crm.PersonID   `db:"by_id"`
	Layer     int            `db:"layer"`
	Corrected bool           `db:"corrected"`
	CreatedAt crm.Millis     `db:"created_at"`
}

const touchColumns = `customer_id, id, contact_id, channel, direction, result, at, day, seconds, content, feedback, by_id, layer,
	corrected, created_at`

const insertTouchSQL = `INSERT INTO touch (tenant_id, ` + touchColumns + `) VALUES (@tenant, @customer_id, @id, @contact_id, @channel,
	@direction, @result, @at, @day, @seconds, @content, @feedback, @by_id, @layer, @corrected, @created_at)`

const getTouchSQL = `SELECT ` + touchColumns + ` FROM touch WHERE tenant_id = @tenant AND customer_id = @customer AND id = @id`

const correctTouchSQL = `UPDATE touch SET channel = @channel, direction = @direction, result = @result, seconds = @seconds,
	content = @content, feedback = @feedback, corrected = TRUE
	WHERE tenant_id = @tenant AND customer_id = @customer_id AND id = @id`

// touchedFactSQL finds what else a touch changed when it was logged.
const touchedFactSQL = `SELECT payload FROM fact WHERE tenant_id = @tenant AND subject_id = @touch AND kind = 'followup.Touched'`

const touchBySQL = `SELECT by_id FROM touch WHERE tenant_id = @tenant AND customer_id = @customer AND id = @id`

// Plan is the row of one contact to come.
type Plan struct {
	Customer  crm.CustomerID `db:"customer_id"`
	ID        crm.PlanID     `db:"id"`
	Person    crm.PersonID   `db:"person_id"`
	At        crm.Millis     `db:"at"`
	Channel   string         `db:"channel"`
	Content   string         `db:"content"`
	Goal      string         `db:"goal"`
	Promised  bool           `db:"promised"`
	State     string         `db:"state"`
	Reason    string         `db:"reason"`
	CreatedAt crm.Millis     `db:"created_at"`
	ClosedAt  crm.Millis     `db:"closed_at"`
}

const planColumns = `customer_id, id, person_id, at, channel, content, goal, promised, state, reason, created_at, closed_at`

const insertPlanSQL = `INSERT INTO plan (tenant_id, ` + planColumns + `) VALUES (@tenant, @customer_id, @id, @person_id, @at, @channel,
	@content, @goal, @promised, @state, @reason, @created_at, @closed_at)`

const (
	openPlanSQL  = `SELECT ` + planColumns + ` FROM plan WHERE tenant_id = @tenant AND customer_id = @customer AND state = 'open'`
	getPlanSQL   = `SELECT ` + planColumns + ` FROM plan WHERE tenant_id = @tenant AND customer_id = @customer AND id = @id`
	closePlanSQL = `UPDATE plan SET state = @state, reason = @reason, closed_at = @now
		WHERE tenant_id = @tenant AND customer_id = @customer AND state = 'open'`
	// endPlanSQL is a merge's: of two open plans one stays.
	endPlanSQL = `UPDATE plan SET state = 'cancelled', reason = 'merge', closed_at = @now
		WHERE tenant_id = @tenant AND customer_id = @from AND state = 'open' AND NOT @plan`
	dropTouchSQL  = `DELETE FROM touch WHERE tenant_id = @tenant AND customer_id = @customer AND id = @touch`
	closePlansSQL = `UPDATE plan SET state = 'cancelled', reason = @reason, closed_at = @now
		WHERE tenant_id = @tenant AND customer_id IN (@customers) AND state = 'open'`
)

// beforeTouchSQL answers in one statement whether a contact belongs to the
// customer and what is planned.
const beforeTouchSQL = `SELECT EXISTS (SELECT 1 FROM contact k WHERE k.tenant_id = @tenant AND k.customer_id = @customer AND k.id = @contact) AS known,
	p.at, p.channel, p.content, p.goal, p.promised, p.created_at AS made_at
	FROM customer c LEFT JOIN plan p ON p.tenant_id = @tenant AND p.customer_id = c.id AND p.state = 'open'
	WHERE c.tenant_id = @tenant AND c.id = @customer`

type touchFile struct {
	Customer crm.CustomerID `db:"customer_id"`
	Touch    crm.TouchID    `db:"touch_id"`
	Blob     crm.BlobID     `db:"blob_id"`
}

const filesOfSQL = `SELECT b.id, b.name, b.mime, b.size FROM touch_file f
	JOIN blob b ON b.tenant_id = @tenant AND b.id = f.blob_id
	WHERE f.tenant_id = @tenant AND f.customer_id = @customer AND f.touch_id = @touch ORDER BY b.id`

const insertCommentSQL = `INSERT INTO touch_comment (tenant_id, customer_id, id, touch_id, by_id, content, mentions, at)
	VALUES (@tenant, @customer, @id, @touch, @me, @content, @mentions, @now)`

// mentionableSQL keeps those of the mentioned who see the customer: its owner,
// whoever has the owner in scope, and collaborators.
const mentionableSQL = `SELECT p.id, p.name, p.active AND (p.id = @owner OR p.scope = 'all'
		OR EXISTS (SELECT 1 FROM visible v WHERE v.tenant_id = @tenant AND v.viewer_id = p.id AND v.owner_id = @owner)
		OR EXISTS (SELECT 1 FROM collaborator k WHERE k.tenant_id = @tenant AND k.customer_id = @customer AND k.person_id = p.id
			AND (k.until IS NULL OR k.until > @now))) AS sees
	FROM person p WHERE p.tenant_id = @tenant AND p.id IN (@people) ORDER BY p.id`

// touchFactsSQL finds what the funnel's entry checks ask for.
const touchFactsSQL = `SELECT
	(SELECT MAX(t.id) FROM touch t WHERE t.tenant_id = @tenant AND t.customer_id = @customer AND t.result IN ('connected', 'met', 'replied')) AS connected,
	(SELECT MAX(t.id) FROM touch t WHERE t.tenant_id = @tenant AND t.customer_id = @customer AND t.feedback <> '') AS feedback,
	(SELECT p.at FROM plan p WHERE p.tenant_id = @tenant AND p.customer_id = @customer AND p.state = 'open' AND p.at >= @from) AS plan_at,
	(SELECT MAX(t.id) FROM touch t WHERE t.tenant_id = @tenant AND t.customer_id = @customer AND t.result = 'met') AS met`
