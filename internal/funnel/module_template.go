package funnel

import (
	"sync"
	"time"

	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/event"
)

// Funnel is a stored template with its version.
type Funnel struct {
	ID      int64  `db:"id" json:"-"`
	Name    string `db:"name" json:"name"`
	Text    string `db:"template" json:"-"`
	Version int64  `db:"version" json:"version"`
	Template
}

// GetFunnel reads the organisation's funnel.
func GetFunnel(tx *db.Tx) (Funnel, error) {
	f, err := db.One[Funnel](tx, templateSQL)
	if err != nil {
		return f, err
	}
	f.Template, err = ParseTemplate(f.Text)
	return f, err
}

// PutTemplate replaces the funnel's numbers; version guards against a colleague
// who did so meanwhile.
func PutTemplate(tx *db.Tx, t Template, version int64) (Funnel, error) {
	old, err := GetFunnel(tx)
	if err != nil {
		return old, err
	}
	if err := t.Validate(); err != nil {
		return old, err
	}
	n, err := db.Exec(tx, putTemplateSQL, db.Args{"template": t.JSON(), "id": old.ID, "version": version})
	if err != nil {
		return old, err
	}
	if n == 0 {
		e := crm.Fail(crm.Conflict, "conflict")
		e.State = old
		return old, e
	}
	d, tenant := tx.DB(), tx.Tenant()
	tx.OnCommit(func() { known.Delete(cacheKey{d, tenant}) })
	tx.Announce("funnel", crm.CustomerID{})
	f := old
	f.Template, f.Version = t, version+1
	return f, event.Record(tx, event.Fact{Kind: "funnel.TemplateChanged", Subject: old.ID, Data: map[string]any{
		"before": old.Template, "after": t}})
}

// The template is read by every move and shown beside every customer, and
// changes a few times a year: each process remembers it for a short while. A
// change shows at once where it was made and on other nodes after fresh.
const fresh = 5 * time.Second

type cacheKey struct {
	db     *db.DB
	tenant crm.TenantID
}

type cached struct {
	template Template
	at       time.Time
}

var known sync.Map // cacheKey -> cached

// TemplateOf is the organisation's template, remembered for a short while.
func TemplateOf(tx *db.Tx) (Template, error) {
	key := cacheKey{tx.DB(), tx.Tenant()}
	if v, ok := known.Load(key); ok {
		if age := tx.Now.Sub(v.(cached).at); age >= 0 && age < fresh {
			return v.(cached).template, nil
		}
	}
	f, err := GetFunnel(tx)
	if err == nil {
		known.Store(key, cached{f.Template, tx.Now})
	}
	return f.Template, err
}

// Pace is how many working days a customer has been in its layer and how many
// are ideal.
func Pace(tx *db.Tx, layer int, since crm.Millis) (days, ideal float64) {
	days = WorkDays(tx, since.Time(), tx.Now)
	if t, err := TemplateOf(tx); err == nil {
		ideal = t.IdealDays(layer)
	}
	return days, ideal
}
