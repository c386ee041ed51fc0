package customer

import (
	"context"
	"encoding/json"
	"time"

	"laidan/internal/authz"
	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/event"
	"laidan/internal/i18n"
	"laidan/internal/job"
	"laidan/internal/list"
)

// The states of an act in the background.
const (
	bulkRunning = "running"
	bulkDone    = "done"
	bulkFailed  = "failed"
)

// BulkAct is an act on very many customers: it runs in the background and can be
// looked after.
type BulkAct struct {
	ID      crm.ID[BulkAct] `db:"id" json:"id"`
	Request string          `db:"request" json:"-"`
	Action  string          `db:"-" json:"action"`
	State   string          `db:"state" json:"state" enum:"running,done,failed"`
	Total   int             `db:"total" json:"total"`
	Done    int             `db:"done" json:"done"`
	Refused int             `db:"refused" json:"refused"`
	Message string          `db:"message" json:"message,omitempty" doc:"Why it stopped"`
	By      crm.PersonID    `db:"created_by" json:"-"`
	At      crm.Millis      `db:"created_at" json:"createdAt" format:"date-time"`
	DoneAt  crm.Millis      `db:"done_at" json:"doneAt" nullable:"true" format:"date-time"`
}

// bulkRow is one customer of such an act.
type bulkRow struct {
	Act      crm.ID[BulkAct] `db:"act_id"`
	Customer crm.CustomerID  `db:"customer_id"`
	Code     string          `db:"code"`
	Params   string          `db:"params"`
}

// The most customers of an act in the background, how many one transaction
// takes, how long a run works before it makes way, and how many refusals are
// listed.
const (
	mostInBackground = 50_000
	bulkPage         = 200
	bulkPortion      = 40 * time.Second
	refusedListed    = 500
)

const bulkJob = "customer.bulk"

type bulkPayload struct {
	Act crm.ID[BulkAct] `json:"act"`
}

// StartBulk notes whom a filter finds now and begins the act on them.
func StartBulk(tx *db.Tx, b Bulk) (BulkAct, error) {
	if err := b.check(tx.NowMillis()); err != nil {
		return BulkAct{}, err
	}
	if b.Filter == nil || b.DryRun {
		return BulkAct{}, crm.Bad("/filter", "field.required")
	}
	if _, err := b.prepare(tx); err != nil { // what would refuse all of them
		return BulkAct{}, err
	}
	ids, more, err := IDs(tx, Query{In: b.In, Pool: b.PoolID, Params: list.Params{Filter: *b.Filter, Q: b.Q}}, mostInBackground)
	if err == nil && more {
		err = crm.Fail(crm.Refused, "bulk.too_many", "max", mostInBackground)
	}
	if err != nil {
		return BulkAct{}, err
	}
	request, err := json.Marshal(b)
	if err != nil {
		return BulkAct{}, err
	}
	a := BulkAct{ID: db.NewID[BulkAct](tx), Request: string(request), Action: b.Action, State: bulkRunning, Total: len(ids), By: tx.Me(), At: tx.NowMillis()}
	rows := make([]bulkRow, len(ids))
	for i, id := range ids {
		rows[i] = bulkRow{Act: a.ID, Customer: id}
	}
	if err := db.Write(tx, insertBulkSQL, a); err != nil {
		return a, err
	}
	if err := db.InsertMany(tx, "bulk_act_row", rows); err != nil {
		return a, err
	}
	err = event.Record(tx, event.Fact{Kind: "customer.BulkStarted", Subject: a.ID.Int64(), Data: bulkFact{b.Action, a.Total, 0, 0}})
	if err != nil {
		return a, err
	}
	return a, job.Insert(tx, bulkJob, bulkPayload{a.ID})
}

// bulkFact is what the log keeps of an act on many; each customer has its own
// facts.
type bulkFact struct {
	Action  string `json:"action"`
	Total   int    `json:"total"`
	Done    int    `json:"done"`
	Refused int    `json:"refused"`
}

// GetBulk reads an act that the actor began, and whom it left as they were. Who
// went out of the actor's sight since is counted and no longer named.
func GetBulk(tx *db.Tx, id crm.ID[BulkAct]) (BulkAct, []BulkRefused, error) {
	a, err := db.One[BulkAct](tx, getBulkSQL, db.Args{"id": id})
	if err != nil {
		return a, nil, err
	}
	if a.By != tx.Me() {
		return a, nil, crm.Missing()
	}
	var b Bulk
	_ = json.Unmarshal([]byte(a.Request), &b) // written by StartBulk
	a.Action = b.Action
	if a.Message != "" {
		a.Message = i18n.Say(tx.Actor.Language, "error."+a.Message, nil)
	}
	rows, err := db.All[bulkRow](tx, refusedRowsSQL, db.Args{"id": id, "limit": refusedListed})
	if err != nil {
		return a, nil, err
	}
	ids, by := make([]crm.CustomerID, len(rows)), map[crm.CustomerID]bulkRow{}
	for i, r := range rows {
		ids[i], by[r.Customer] = r.Customer, r
	}
	seen, err := Many(tx, ids)
	out := make([]BulkRefused, len(seen))
	for i, c := range seen {
		r := by[c.ID]
		var params crm.Params
		_ = json.Unmarshal([]byte(r.Params), &params) // written by bulkChunk
		out[i] = BulkRefused{c.ID.String(), fieldsOf(tx.Actor).text(c.Name, c.Numbers), r.Code, i18n.Say(tx.Actor.Language, "error."+r.Code, params)}
	}
	return a, out, err
}

// ContinueBulk works on an act in the background until its end or for one
// portion; more says that customers are left. Every page is one transaction that
// also notes what became of its customers, so a killed run goes on behind it.
func ContinueBulk(ctx context.Context, d *db.DB, tenant crm.TenantID, id crm.ID[BulkAct]) (more bool, err error) {
	var a BulkAct
	err = d.View(ctx, crm.Actor{Tenant: tenant}, func(tx *db.Tx) error {
		a, err = db.One[BulkAct](tx, getBulkSQL, db.Args{"id": id})
		return err
	})
	if err != nil || a.State != bulkRunning {
		return false, err
	}
	var b Bulk
	if err := json.Unmarshal([]byte(a.Request), &b); err != nil {
		return false, err
	}
	actor, active, err := authz.Person(ctx, d, tenant, a.By)
	if err != nil {
		return false, err
	}
	if !active || !authz.May(actor, authz.CustomerBulk) { // they left, or lost the right, meanwhile
		return false, endBulk(ctx, d, crm.Actor{Tenant: tenant}, id, bulkFailed, "forbidden")
	}
	for end := time.Now().Add(bulkPortion); ; { // how long this run works, not what it writes
		left := false
		err := d.Update(ctx, actor, func(tx *db.Tx) error {
			left, err = bulkChunk(tx, id, b)
			return err
		})
		switch {
		case err != nil && refusal(err): // the receiver was disabled meanwhile: that concerns all
			return false, endBulk(ctx, d, actor, id, bulkFailed, crm.CodeOf(err))
		case err != nil:
			return false, err
		case !left:
			return false, endBulk(ctx, d, actor, id, bulkDone, "")
		case time.Now().After(end):
			return true, nil
		}
	}
}

// bulkChunk does the act on the next customers.
func bulkChunk(tx *db.Tx, id crm.ID[BulkAct], b Bulk) (bool, error) {
	if err := authz.Stays(tx); err != nil {
		return false, err
	}
	ids, err := db.All[crm.CustomerID](tx, nextRowsSQL, db.Args{"id": id, "limit": bulkPage})
	if err != nil || len(ids) == 0 {
		return false, err
	}
	var done []crm.CustomerID
	var refused []bulkRow
	err = b.each(tx, ids, func(c Customer, err error) {
		if err == nil {
			done = append(done, c.ID)
			return
		}
		code, params := reasonOf(err)
		said, _ := json.Marshal(params) // texts and numbers
		refused = append(refused, bulkRow{id, c.ID, code, string(said)})
	})
	if err != nil {
		return false, err
	}
	changed, err := db.Exec(tx, doneRowsSQL, db.Args{"id": id, "ids": done})
	if err != nil {
		return false, err
	}
	for _, r := range refused {
		n, err := db.Exec(tx, refuseRowSQL, r)
		if err != nil {
			return false, err
		}
		changed += n
	}
	if err := db.Progress(changed); err != nil {
		return false, err
	}
	err = db.Write(tx, countBulkSQL, db.Args{"id": id, "done": len(done), "refused": len(refused)})
	tx.Announce("bulk", crm.CustomerID{}, tx.Me())
	return true, err
}

// endBulk ends an act, once.
func endBulk(ctx context.Context, d *db.DB, actor crm.Actor, id crm.ID[BulkAct], state, message string) error {
	return d.Update(ctx, actor, func(tx *db.Tx) error {
		n, err := db.Exec(tx, endBulkSQL, db.Args{"id": id, "state": state, "message": message})
		if err != nil || n == 0 {
			return err
		}
		a, err := db.One[BulkAct](tx, getBulkSQL, db.Args{"id": id})
		if err != nil {
			return err
		}
		var b Bulk
		_ = json.Unmarshal([]byte(a.Request), &b) // written by StartBulk
		tx.Announce("bulk", crm.CustomerID{}, a.By)
		return event.Record(tx, event.Fact{Kind: "customer.BulkEnded", Subject: id.Int64(), Data: bulkFact{b.Action, a.Total, a.Done, a.Refused}})
	})
}
