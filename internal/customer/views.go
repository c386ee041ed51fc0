package customer

import (
	"encoding/json"
	"unicode/utf8"

	"laidan/internal/crm"
	"laidan/internal/expr"
	"laidan/internal/phone"
)

// SavedView is a named filter with its sort and columns, a tab above the list.
type SavedView struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	Filter string `json:"filter"`
	// Tree is nil without a filter and when the stored one is no longer read.
	Tree    *expr.Tree `json:"tree" doc:"The filter, read"`
	Sort    string     `json:"sort"`
	Columns []string   `json:"columns"`
	Shared  bool       `json:"shared" doc:"Seen by the owner's whole department"`
	Mine    bool       `json:"mine"`
	System  bool       `json:"system" doc:"Shipped with the product; cannot be changed"`
	Version int64      `json:"version"`
}

// OneTime keeps a filter that spells a number out of the answers that lie a day
// for repetition.
func (v SavedView) OneTime() bool {
	return phone.Masker{}.Holds(v.Filter) || phone.Masker{}.Holds(v.Name)
}

// read is the view with its filter read, in its canonical form.
func (v SavedView) read() SavedView {
	if n, err := expr.Parse(v.Filter); err == nil {
		v.Filter, v.Tree = expr.Print(n), expr.TreeOf(n)
	}
	return v
}

// systemViews ship with the product; their names are view.<id> in the
// catalogues.
var systemViews = []SavedView{
	{ID: "all"},
	{ID: "today", Filter: `nextAt <= today()`, Sort: "nextAt"},
	{ID: "untouched", Filter: `layer between "resource" and "opportunity" and (lastTouchAt < daysAgo(7) or lastTouchAt is empty)`, Sort: "lastTouchAt"},
	{ID: "unplanned", Filter: `nextAt is empty and layer between "contacted" and "opportunity"`},
	{ID: "hot", Filter: `temperature = "hot" and layer between "resource" and "opportunity"`},
}

// ViewChange is a new view or an edit of one; what is absent stays.
type ViewChange struct {
	Version int64     `json:"version,omitempty"`
	Name    *string   `json:"name,omitempty" minLength:"1" maxLength:"60"`
	Filter  *string   `json:"filter,omitempty" maxLength:"8000"`
	Sort    *string   `json:"sort,omitempty" maxLength:"40"`
	Columns *[]string `json:"columns,omitempty" maxItems:"60"`
	Shared  *bool     `json:"shared,omitempty"`
}

// maxViews bounds the views of one person.
const maxViews = 100

// viewRow is the table saved_view.
type viewRow struct {
	ID         crm.ID[crm.View] `db:"id"`
	List       string           `db:"list"`
	Name       string           `db:"name"`
	Owner      crm.PersonID     `db:"owner_id"`
	Shared     bool             `db:"shared"`
	Department crm.DepartmentID `db:"department_id"`
	Filter     string           `db:"filter"`
	Sort       string           `db:"sort"`
	Columns    string           `db:"columns"`
	Position   int64            `db:"position"`
	Version    int64            `db:"version"`
	CreatedAt  crm.Millis       `db:"created_at"`
}

func (r viewRow) view(me crm.PersonID) SavedView {
	columns := []string{}
	_ = json.Unmarshal([]byte(r.Columns), &columns) // written by apply
	v := SavedView{ID: r.ID.String(), Name: phone.MaskText(r.Name), Filter: r.Filter, Sort: r.Sort, Columns: columns, Shared: r.Shared,
		Mine: r.Owner == me, Version: r.Version}
	return v.read()
}

// apply is the view after an edit. Filter and sort are checked by the caller.
func (r viewRow) apply(c ViewChange) (viewRow, error) {
	var checks crm.Checks
	if c.Name != nil {
		r.Name = phone.MaskText(tidy(*c.Name)) // nobody's text: strict
	}
	if c.Filter != nil {
		r.Filter = *c.Filter
	}
	if c.Sort != nil {
		r.Sort = *c.Sort
	}
	if c.Shared != nil {
		r.Shared = *c.Shared
	}
	if c.Columns != nil {
		b, err := json.Marshal(*c.Columns)
		if err != nil {
			return r, err
		}
		r.Columns = string(b)
	}
	checks.That(r.Name != "", "/name", "field.required")
	checks.That(utf8.RuneCountInString(r.Name) <= 60, "/name", "field.too_long", "max", 60)
	checks.That(len(r.Columns) <= 4000, "/columns", "field.too_many", "max", 60)
	return r, checks.Err()
}
