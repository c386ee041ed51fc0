package bulk

import (
	"laidan/internal/crm"
	"laidan/internal/customer"
	"laidan/internal/sheet"
)

// CellError is what is wrong with one cell, or with the row when Column is -1.
type CellError struct {
	Column int        `json:"column"`
	Target string     `json:"target,omitempty"`
	Code   string     `json:"code"`
	Params crm.Params `json:"params,omitempty"`
	Text   string     `json:"text,omitempty"` // the cell
}

// Item is one row on its way: what the file says, read by the options.
type Item struct {
	Row   sheet.Row
	New   customer.New
	Draft *customer.Draft // nil when the row is refused

	Named   bool   // the name stands in a column of its own
	Owner   string // the name the file gives
	Layer   int
	Custom  map[string]any // by field key
	Product string         // as written, when no product has the name
	Touch   *TouchIn
	Next    crm.Millis

	Errors []CellError // refuse the row
	Notes  []CellError // what was left out or assumed
}

// TouchIn is the one contact a row tells of.
type TouchIn struct {
	Channel  string
	Result   string
	Word     string // the file's word for the result, when it is none of ours
	At       crm.Millis
	Seconds  int64
	Content  string
	Feedback string
}

func (it *Item) fail(col int, target, code, text string, pairs ...any) {
	it.Errors = append(it.Errors, CellError{col, target, code, crm.Fail(crm.Invalid, code, pairs...).Params, text})
}

func (it *Item) note(col int, target, code, text string, pairs ...any) {
	it.Notes = append(it.Notes, CellError{col, target, code, crm.Fail(crm.Invalid, code, pairs...).Params, text})
}
