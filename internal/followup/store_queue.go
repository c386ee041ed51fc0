package followup

import (
	"laidan/internal/crm"
	"laidan/internal/phone"
	"laidan/internal/words"
)

// work is one open customer as the queue needs it, with its plan.
type work struct {
	ID           crm.CustomerID `db:"id"`
	Owner        crm.PersonID   `db:"owner_id"`
	OwnerName    string         `db:"owner_name"`
	Layer        int            `db:"layer"`
	LayerSince   crm.Millis     `db:"layer_since"`
	Fast         bool           `db:"fast"`
	Grade        string         `db:"grade"`
	Temperature  string         `db:"temperature"`
	DoNotContact bool           `db:"do_not_contact"`
	SelfFound    bool           `db:"self_found"`
	Numbers      phone.Numbers  `db:"numbers"`
	CreatedAt    crm.Millis     `db:"created_at"`
	AssignedAt   crm.Millis     `db:"assigned_at"`
	FirstDue     crm.Millis     `db:"first_due_at"`
	LastTouch    crm.Millis     `db:"last_touch_at"`
	LastResult   string         `db:"last_result"`
	planned
}

// planned is the open plan beside a customer.
type planned struct {
	PlanAt      crm.Millis `db:"plan_at"`
	PlanChannel string     `db:"plan_channel"`
	PlanContent string     `db:"plan_content"`
	PlanGoal    string     `db:"plan_goal"`
	Promised    bool       `db:"promised"`
	PlanMade    crm.Millis `db:"plan_made"`
}

func (p planned) step() Step {
	return Step{At: p.PlanAt, Channel: p.PlanChannel, Content: p.PlanContent, Goal: p.PlanGoal, Promised: p.Promised, MadeAt: p.PlanMade}
}

const workSQL = `SELECT c.id, c.owner_id, ow.name AS owner_name, c.layer, c.layer_since, c.fast, c.grade, c.temperature, c.do_not_contact,
	c.self_found, c.numbers, c.created_at, c.assigned_at, c.first_due_at, c.last_touch_at, c.last_result, p.at AS plan_at, p.channel AS plan_channel,
	p.content AS plan_content, p.goal AS plan_goal, p.promised, p.created_at AS plan_made
	FROM customer c
	LEFT JOIN plan p ON p.tenant_id = @tenant AND p.customer_id = c.id AND p.state = 'open'
	LEFT JOIN person ow ON ow.tenant_id = @tenant AND ow.id = c.owner_id`

// The same lines for one person, for everybody a viewer sees, and for scopes so
// wide that only what is planned by today is looked at, soonest first.
const (
	ownWorkSQL = workSQL + ` WHERE c.tenant_id = @tenant AND c.owner_id = @owner AND NOT c.archived AND c.layer ` + words.InQueueSQL

	teamWorkSQL = workSQL + ` JOIN visible v ON v.tenant_id = @tenant AND v.viewer_id = @me AND v.owner_id = c.owner_id
		WHERE c.tenant_id = @tenant AND NOT c.archived AND c.layer ` + words.InQueueSQL + ` LIMIT @most`

	wideTeamWorkSQL = workSQL + ` JOIN visible v ON v.tenant_id = @tenant AND v.viewer_id = @me AND v.owner_id = c.owner_id
		WHERE c.tenant_id = @tenant AND NOT c.archived AND c.layer ` + words.InQueueSQL + ` AND c.next_at IS NOT NULL AND c.next_at < @tomorrow
		ORDER BY c.next_at LIMIT @most`

	wideWorkSQL = workSQL + ` WHERE c.tenant_id = @tenant AND NOT c.archived AND c.layer ` + words.InQueueSQL + ` AND c.owner_id IS NOT NULL
		AND c.next_at IS NOT NULL AND c.next_at < @tomorrow ORDER BY c.next_at LIMIT @most`
)

// doneSQL lists the customers somebody touched today, also those who left.
const doneSQL = `SELECT t.customer_id, MIN(t.at) AS first FROM touch t
	WHERE t.tenant_id = @tenant AND t.by_id IN (@people) AND t.day = @today GROUP BY t.customer_id`

type touchedToday struct {
	Customer crm.CustomerID `db:"customer_id"`
	First    crm.Millis     `db:"first"`
}

// stridesSQL reads the moves of fast movers, newest first.
const stridesSQL = `SELECT customer_id, from_layer, to_layer, days FROM move
	WHERE tenant_id = @tenant AND customer_id IN (@customers) ORDER BY customer_id, id DESC`

// watchSQL asks whether the reader sees a person's customers.
const watchSQL = `SELECT p.name, p.department_id, @me = p.id OR @all OR EXISTS (SELECT 1 FROM visible v WHERE v.tenant_id = @tenant
	AND v.viewer_id = @me AND v.owner_id = p.id) AS seen FROM person p WHERE p.tenant_id = @tenant AND p.id = @person`

const plansSQL = `SELECT p.id, p.customer_id, c.name AS customer_name, c.numbers, c.layer, c.grade, p.person_id, ow.name AS person_name, p.at,
	p.channel, p.content, p.goal, p.promised FROM plan p
	JOIN customer c ON c.tenant_id = @tenant AND c.id = p.customer_id
	LEFT JOIN person ow ON ow.tenant_id = @tenant AND ow.id = p.person_id
	WHERE p.tenant_id = @tenant AND p.person_id = @owner AND p.state = 'open' AND p.at >= @from AND p.at < @to ORDER BY p.at, p.id LIMIT 500`

type planRead struct {
	ID           crm.PlanID     `db:"id"`
	Customer     crm.CustomerID `db:"customer_id"`
	CustomerName string         `db:"customer_name"`
	Numbers      phone.Numbers  `db:"numbers"`
	Layer        int            `db:"layer"`
	Grade        string         `db:"grade"`
	Person       crm.PersonID   `db:"person_id"`
	PersonName   string         `db:"person_name"`
	At           crm.Millis     `db:"at"`
	Channel      string         `db:"channel"`
	Content      string         `db:"content"`
	Goal         string         `db:"goal"`
	Promised     bool           `db:"promised"`
}
