package customer

import (
	"slices"

	"laidan/internal/crm"
	"laidan/internal/words"
)

// Bulk is one act on many customers.
type Bulk struct {
	IDs    []crm.CustomerID `json:"ids,omitempty" maxItems:"500"`
	Filter *string          `json:"filter,omitempty" maxLength:"8000" doc:"Instead of ids: all customers it finds, at most 500"`
	Q      string           `json:"q,omitempty" maxLength:"100"`
	In     string           `json:"in,omitempty" enum:"pool,"`
	PoolID crm.PoolID       `json:"poolId,omitempty" doc:"Of in=pool, or where to release to"`

	Action      string       `json:"action" enum:"assign,release,tags,grade,temperature,plan,archive"`
	OwnerID     crm.PersonID `json:"ownerId,omitempty" doc:"Of assign"`
	Reason      string       `json:"reason,omitempty" maxLength:"500"`
	Add         []string     `json:"add,omitempty" doc:"Tags to add"`
	Remove      []string     `json:"remove,omitempty" doc:"Tags to take away"`
	Grade       string       `json:"grade,omitempty" enum:"A,B,C,"`
	Temperature string       `json:"temperature,omitempty" enum:"hot,warm,cold,"`
	Plan        *BulkPlan    `json:"plan,omitempty"`
	DryRun      bool         `json:"dryRun,omitempty" doc:"Change nothing; tell what would happen"`
}

// BulkPlan is the next step given to all.
type BulkPlan struct {
	At      crm.Millis `json:"at"`
	Channel string     `json:"channel" enum:"call,wechat,visit,sms,email,meeting,other"`
	Content string     `json:"content,omitempty" maxLength:"2000"`
	Goal    string     `json:"goal,omitempty" maxLength:"500"`
}

// BulkDone is what a bulk act did, or would do.
type BulkDone struct {
	Done    int           `json:"done"`
	Refused []BulkRefused `json:"refused"`
}

// BulkRefused is a customer left as it was, and why.
type BulkRefused struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	Code   string `json:"code"`
	Detail string `json:"detail"`
}

// maxBulk bounds one bulk act: it is one transaction.
const maxBulk = 500

// bulkActions say which right on the customer each act asks for.
var bulkActions = map[string]Act{"assign": ActAssign, "release": ActRelease, "tags": ActEdit, "grade": ActEdit, "temperature": ActEdit,
	"plan": ActPlan, "archive": ActArchive}

// check says what is wrong with the request itself.
func (b Bulk) check(now crm.Millis) error {
	var c crm.Checks
	c.That((len(b.IDs) > 0) != (b.Filter != nil), "/ids", "bulk.ids_or_filter")
	c.That(len(b.IDs) <= maxBulk, "/ids", "field.too_many", "max", maxBulk)
	switch b.Action {
	case "assign":
		c.That(!b.OwnerID.IsZero(), "/ownerId", "field.required")
	case "tags":
		c.That(len(b.Add)+len(b.Remove) > 0, "/add", "field.required")
	case "temperature":
		c.That(slices.Contains(words.Temperatures, b.Temperature), "/temperature", "field.required")
	case "grade":
		c.That(b.Grade == "" || slices.Contains(words.Grades, b.Grade), "/grade", "field.choice", "options", "A, B, C")
	case "plan":
		c.That(b.Plan != nil && b.Plan.At > now, "/plan/at", "bulk.plan_past")
	default:
		c.That(bulkActions[b.Action] != "", "/action", "field.choice", "options", "assign, release, tags, grade, temperature, plan, archive")
	}
	return c.Err()
}

// edit is the change of a customer's own fields that a bulk act means.
func (b Bulk) edit(c Customer) Changes {
	switch b.Action {
	case "grade":
		return Changes{Grade: &b.Grade}
	case "temperature":
		return Changes{Temperature: &b.Temperature}
	}
	tags := slices.DeleteFunc(append(c.TagList(), b.Add...), func(t string) bool { return slices.Contains(b.Remove, t) })
	return Changes{Tags: &tags}
}
