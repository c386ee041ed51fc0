package notify

import (
	"laidan/internal/crm"
	"laidan/internal/phone"
	"laidan/internal/words"
)

// row is a stored notice.
type row struct {
	ID       crm.ID[crm.Notice] `db:"id"`
	Person   crm.PersonID       `db:"person_id"`
	Kind     string             `db:"kind"`
	Customer crm.CustomerID     `db:"customer_id"`
	Params   string             `db:"params"`
	Source   int64              `db:"source_id"`
}

// insertSQL sends a notice once per person, kind and source, to people who are
// still here.
const insertSQL = `INSERT INTO notice (tenant_id, id, person_id, kind, customer_id, params, source_id, created_at)
	SELECT @tenant, @id, p.id, @kind, @customer_id, @params, @source_id, @now FROM person p
	WHERE p.tenant_id = @tenant AND p.id = @person_id AND p.active
	ON CONFLICT (tenant_id, person_id, kind, source_id) DO NOTHING`

// gatheredSQL finds the notice of an assignment a moment ago, so that fifty
// customers handed over at once make one notice.
const (
	gatheredSQL = `SELECT id, person_id, kind, customer_id, params, source_id FROM notice
		WHERE tenant_id = @tenant AND person_id = @person_id AND kind = @kind AND source_id = @source_id FOR UPDATE`
	growSQL = `UPDATE notice SET params = @params, created_at = @now, read_at = NULL
		WHERE tenant_id = @tenant AND person_id = @person_id AND id = @id`
)

type read struct {
	ID       crm.ID[crm.Notice] `db:"id"`
	Kind     string             `db:"kind"`
	Customer crm.CustomerID     `db:"customer_id"`
	Params   string             `db:"params"`
	At       crm.Millis         `db:"created_at"`
	ReadAt   crm.Millis         `db:"read_at"`
	Name     string             `db:"name"`
	Numbers  phone.Numbers      `db:"numbers"`
}

const readSQL = `SELECT n.id, n.kind, n.customer_id, n.params, n.created_at, n.read_at, c.name, c.numbers FROM notice n
	LEFT JOIN customer c ON c.tenant_id = @tenant AND c.id = n.customer_id
	WHERE n.tenant_id = @tenant AND n.person_id = @me AND n.id < @before`

const (
	allSQL    = readSQL + ` ORDER BY n.id DESC LIMIT @limit`
	unreadSQL = readSQL + ` AND n.read_at IS NULL ORDER BY n.id DESC LIMIT @limit`

	markSQL    = `UPDATE notice SET read_at = @now WHERE tenant_id = @tenant AND person_id = @me AND id IN (@ids) AND read_at IS NULL`
	markAllSQL = `UPDATE notice SET read_at = @now WHERE tenant_id = @tenant AND person_id = @me AND read_at IS NULL`
	countSQL   = `SELECT COUNT(*) FROM notice WHERE tenant_id = @tenant AND person_id = @me AND read_at IS NULL`
	forgetSQL  = `DELETE FROM notice WHERE tenant_id = @tenant AND id < @before`
)

const nameSQL = `SELECT name FROM person WHERE tenant_id = @tenant AND id = @id`

const importSQL = `SELECT file_name, state, created, updated, rejected, created_by FROM import WHERE tenant_id = @tenant AND id = @id`

// duePlansSQL walks along the next contacts of the minutes around now.
const duePlansSQL = `SELECT c.id, p.id AS plan_id, p.person_id, p.at, p.channel, p.content, p.goal FROM customer c
	JOIN plan p ON p.tenant_id = @tenant AND p.customer_id = c.id AND p.state = 'open'
	WHERE c.tenant_id = @tenant AND c.next_at > @from AND c.next_at <= @to AND c.next_at IS NOT NULL AND NOT c.archived
	AND NOT EXISTS (SELECT 1 FROM notice n WHERE n.tenant_id = @tenant AND n.person_id = p.person_id AND n.kind = 'plan_due' AND n.source_id = p.id)
	ORDER BY c.next_at, c.id LIMIT 500`

type duePlan struct {
	Customer crm.CustomerID `db:"id"`
	Plan     crm.PlanID     `db:"plan_id"`
	Person   crm.PersonID   `db:"person_id"`
	At       crm.Millis     `db:"at"`
	Channel  string         `db:"channel"`
	Content  string         `db:"content"`
	Goal     string         `db:"goal"`
}

// openFirstsSQL walks along the first responses that are due soon or lately
// were, with the manager who has to know.
const openFirstsSQL = `SELECT c.id, c.owner_id, c.assigned_at, c.first_due_at, ow.name AS owner_name, d.manager_id FROM customer c
	JOIN person ow ON ow.tenant_id = @tenant AND ow.id = c.owner_id
	LEFT JOIN department d ON d.tenant_id = @tenant AND d.id = ow.department_id
	WHERE c.tenant_id = @tenant AND c.first_due_at > @from AND c.first_due_at <= @to AND c.first_due_at IS NOT NULL AND NOT c.archived
	AND c.layer ` + words.InQueueSQL + ` ORDER BY c.first_due_at, c.id LIMIT 2000`

type openFirst struct {
	Customer  crm.CustomerID `db:"id"`
	Owner     crm.PersonID   `db:"owner_id"`
	Assigned  crm.Millis     `db:"assigned_at"`
	Due       crm.Millis     `db:"first_due_at"`
	OwnerName string         `db:"owner_name"`
	Manager   crm.PersonID   `db:"manager_id"`
}

// toldSQL tells which of the open first responses were told of already.
const toldSQL = `SELECT person_id, kind, source_id FROM notice WHERE tenant_id = @tenant AND person_id IN (@people)
	AND kind IN ('first_80', 'first_100') AND source_id IN (@sources)`
