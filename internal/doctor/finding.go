package doctor

import (
	"laidan/internal/crm"
	"laidan/internal/i18n"
	"laidan/internal/words"
)

// Finding is one fault.
type Finding struct {
	Check  string     `json:"check"`
	Level  string     `json:"level"` // fault: something is wrong; warning: something will be
	Text   string     `json:"text"`
	Remedy string     `json:"remedy"`
	Params crm.Params `json:"params,omitempty"`
}

// The levels of a finding.
const (
	Fault   = "fault"
	Warning = "warning"
)

// Say puts a finding into words.
func (f Finding) say(lang string) Finding {
	f.Text = i18n.Say(lang, "doctor."+f.Check, f.Params)
	f.Remedy = i18n.Say(lang, "doctor."+f.Check+".fix", f.Params)
	return f
}

// count is a fault that SQL finds: the statement answers how many rows have it.
type count struct {
	name, level string
	sql         string
}

// counts are checked one by one; each statement is about all organisations.
var counts = []count{
	{"clock", Fault, `SELECT COUNT(*) FROM fact WHERE at > @soon`},
	{"jobs_failed", Fault, `SELECT COUNT(*) FROM river_job WHERE state = 'discarded'`},
	{"sealing", Fault, `SELECT COUNT(*) FROM fact WHERE seq IS NULL AND at < @lately`},
	{"hold", Fault, `SELECT COUNT(*) FROM hold h WHERE h.used <> (SELECT COUNT(*) FROM customer c WHERE c.tenant_id = h.tenant_id
		AND c.owner_id = h.person_id AND c.layer ` + words.InHoldSQL + ` AND NOT c.self_found AND NOT c.archived)`},
	{"hold_missing", Fault, `SELECT COUNT(*) FROM person p WHERE p.active AND NOT EXISTS (SELECT 1 FROM hold h WHERE h.tenant_id = p.tenant_id AND h.person_id = p.id)
		AND EXISTS (SELECT 1 FROM customer c WHERE c.tenant_id = p.tenant_id AND c.owner_id = p.id AND NOT c.archived)`},
	{"funnel_day", Fault, `SELECT COUNT(*) FROM person p CROSS JOIN (SELECT 1 AS layer UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4
		UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7) l
		WHERE COALESCE((SELECT f.stock FROM funnel_day f WHERE f.tenant_id = p.tenant_id AND f.scope_id = p.id AND f.day = 0 AND f.layer = l.layer), 0)
		<> (SELECT COUNT(*) FROM customer c WHERE c.tenant_id = p.tenant_id AND c.owner_id = p.id AND c.layer = l.layer AND NOT c.archived)`},
	{"owner_left", Fault, `SELECT COUNT(*) FROM customer c JOIN person p ON p.tenant_id = c.tenant_id AND p.id = c.owner_id WHERE NOT p.active AND NOT c.archived`},
	{"owner_unknown", Fault, `SELECT COUNT(*) FROM customer c WHERE c.owner_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM person p
		WHERE p.tenant_id = c.tenant_id AND p.id = c.owner_id)`},
	{"pool_closed", Fault, `SELECT COUNT(*) FROM customer c WHERE c.pool_id IS NOT NULL AND NOT c.archived AND NOT EXISTS (SELECT 1 FROM pool p
		WHERE p.tenant_id = c.tenant_id AND p.id = c.pool_id AND p.active)`},
	{"plan_next", Fault, `SELECT COUNT(*) FROM customer c LEFT JOIN plan p ON p.tenant_id = c.tenant_id AND p.customer_id = c.id AND p.state = 'open'
		WHERE NOT c.archived AND c.merged_into IS NULL AND c.next_at IS DISTINCT FROM p.at`},
	{"paid", Fault, `SELECT COUNT(*) FROM contract k WHERE k.paid <> COALESCE((SELECT SUM(p.amount) FROM payment p WHERE p.tenant_id = k.tenant_id AND p.contract_id = k.id), 0)`},
	{"keys", Fault, `SELECT COUNT(*) FROM customer_key k WHERE NOT EXISTS (SELECT 1 FROM customer c WHERE c.tenant_id = k.tenant_id AND c.id = k.customer_id)`},
	{"import_stuck", Fault, `SELECT COUNT(*) FROM import WHERE state IN ('running', 'undoing') AND started_at < @hourAgo`},
	{"node_dead", Warning, `SELECT COUNT(*) FROM node WHERE leased_until > 0 AND leased_until < @dead`},
	{"housekeeping", Fault, `SELECT COUNT(*) FROM idempotency WHERE created_at < @twoDays`},
	{"no_admin", Fault, `SELECT COUNT(*) FROM tenant t WHERE NOT EXISTS (SELECT 1 FROM person p JOIN login l ON l.tenant_id = p.tenant_id AND l.person_id = p.id
		WHERE p.tenant_id = t.id AND p.active AND ',' || p.roles || ',' LIKE '%,admin,%' AND l.password_hash <> '')`},
	{"login_orphan", Fault, `SELECT COUNT(*) FROM login l WHERE NOT EXISTS (SELECT 1 FROM person p WHERE p.tenant_id = l.tenant_id AND p.id = l.person_id)`},
	{"session_left", Fault, `SELECT COUNT(*) FROM session s JOIN person p ON p.tenant_id = s.tenant_id AND p.id = s.person_id WHERE NOT p.active AND s.expires_at > @now`},
}
