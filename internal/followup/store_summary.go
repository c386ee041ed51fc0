package followup

import (
	"laidan/internal/crm"
	"laidan/internal/words"
)

// member is one person of a team's summary.
type member struct {
	ID   crm.PersonID `db:"id"`
	Name string       `db:"name"`
}

// membersSQL lists the active people of a department and below whom the reader
// sees, by name.
const membersSQL = `WITH RECURSIVE sub(id) AS (
		SELECT d.id FROM department d WHERE d.tenant_id = @tenant AND d.id = @department
		UNION SELECT d.id FROM department d JOIN sub ON d.parent_id = sub.id WHERE d.tenant_id = @tenant)
	SELECT p.id, p.name FROM person p JOIN sub ON sub.id = p.department_id
	WHERE p.tenant_id = @tenant AND p.active AND (@all OR p.id = @me OR EXISTS (SELECT 1 FROM visible v
		WHERE v.tenant_id = @tenant AND v.viewer_id = @me AND v.owner_id = p.id))
	ORDER BY p.name_key, p.id LIMIT 500`

const departmentSQL = `SELECT name FROM department WHERE tenant_id = @tenant AND id = @department`

// tally is what one person did on a day, from one of the tables below.
type tally struct {
	Person    crm.PersonID `db:"person_id"`
	Touches   int          `db:"touches"`
	Connected int          `db:"connected"`
	Customers int          `db:"customers"`
	Moves     int          `db:"moves"`
	Back      int          `db:"back"`
	Signed    int          `db:"signed"`
	Abandoned int          `db:"abandoned"`
	DueDone   int          `db:"due_done"`
	DueOpen   int          `db:"due_open"`
}

// Each figure comes from the rows themselves: touches by who wrote them, moves
// by whose customer it was, plans by who had to keep them.
const (
	touchTallySQL = `SELECT by_id AS person_id, COUNT(*) AS touches, COUNT(CASE WHEN result IN (@spoken) THEN 1 END) AS connected,
		COUNT(DISTINCT customer_id) AS customers
		FROM touch WHERE tenant_id = @tenant AND by_id IN (@people) AND day = @day GROUP BY by_id`

	moveTallySQL = `SELECT owner_id AS person_id, COUNT(CASE WHEN to_layer > from_layer AND from_layer ` + words.InFunnelSQL + ` THEN 1 END) AS moves,
		COUNT(CASE WHEN to_layer < from_layer AND to_layer ` + words.InFunnelSQL + ` THEN 1 END) AS back,
		COUNT(CASE WHEN to_layer ` + words.IsSignedSQL + ` AND from_layer ` + words.InHoldSQL + ` THEN 1 END) AS signed, COUNT(CASE WHEN to_layer ` + words.IsAbandonedSQL + ` THEN 1 END) AS abandoned
		FROM move WHERE tenant_id = @tenant AND day = @day AND owner_id IN (@people) AND NOT imported GROUP BY owner_id`

	planTallySQL = `SELECT person_id, COUNT(CASE WHEN state = 'done' THEN 1 END) AS due_done, COUNT(CASE WHEN state = 'open' THEN 1 END) AS due_open
		FROM (SELECT person_id, state FROM plan WHERE tenant_id = @tenant AND person_id IN (@people) AND state = 'open' AND at < @to
			UNION ALL SELECT person_id, state FROM plan WHERE tenant_id = @tenant AND person_id IN (@people) AND state <> 'open'
			AND closed_at >= @from AND closed_at < @to) kept GROUP BY person_id`
)
