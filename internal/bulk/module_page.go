package bulk

import (
	"encoding/json"
	"errors"
	"slices"

	"laidan/internal/authz"
	"laidan/internal/crm"
	"laidan/internal/customer"
	"laidan/internal/db"
	"laidan/internal/followup"
)

// counts are what became of rows.
type counts struct {
	Created    int `db:"created" json:"create"`
	Updated    int `db:"updated" json:"update"`
	Duplicates int `db:"duplicates" json:"duplicate"`
	Rejected   int `db:"rejected" json:"reject"`
}

func (n *counts) add(o Outcome) {
	switch o {
	case Created:
		n.Created++
	case Updated:
		n.Updated++
	case Duplicate:
		n.Duplicates++
	default:
		n.Rejected++
	}
}

// line is one row with its verdict and what an update will need.
type line struct {
	*Item
	verdict
	touch  *TouchIn // the contact to write; of an update only if it is news
	before string   // of an update, for undo
	quiet  bool     // it means a customer of whom only the sum is told
}

// errMoved: another run wrote these rows already.
var errMoved = errors.New("the import went on elsewhere")

// page decides about rows against the database. It ends before a row that
// builds on an earlier one of them: one that updates a customer which that one
// makes, or has a number or address which that one may give to another
// customer. The earlier ones must be written first.
func (s *session) page(tx *db.Tx, items []*Item) ([]*line, error) {
	known := newKeyBook()
	if err := knownKeys(tx, items, known); err != nil {
		return nil, err
	}
	lines := make([]*line, 0, len(items))
	given := map[string]bool{} // keys that updates of this page may write
	for _, it := range items {
		if it.Draft != nil && slices.ContainsFunc(it.Draft.Keys, func(k customer.Key) bool { return given[keyName(k)] }) {
			return lines, nil
		}
		quiet := s.asking.keepsQuiet(it, known)
		l := &line{Item: it, verdict: decide(it, known, s.o), touch: it.Touch, quiet: quiet}
		if quiet && l.Outcome == Rejected { // that two customers match is told of neither
			l.Outcome = Duplicate
		}
		if l.Outcome == Updated {
			if l.Match.pending() {
				return lines, nil
			}
			for _, k := range it.Draft.Keys {
				if h, ok := known.get(keyName(k)); !ok || h.who() != l.Match.who() {
					given[keyName(k)] = true
				}
			}
		}
		lines = append(lines, l)
	}
	return lines, nil
}

// writePage writes as many of the rows as one transaction may hold and moves
// the import on by them, all or nothing. It answers how many rows that were.
func (s *session) writePage(tx *db.Tx, imp Import, items []*Item) (int, error) {
	if err := authz.Stays(tx); err != nil {
		return 0, err
	}
	lines, err := s.page(tx, items)
	if err != nil {
		return 0, err
	}
	if err := s.create(tx, lines); err != nil {
		return 0, err
	}
	if err := s.update(tx, lines); err != nil {
		return 0, err
	}
	var n counts
	var rows []importRow
	for _, l := range lines {
		n.add(l.Outcome)
		if l.Outcome != Created && !(l.quiet && l.Outcome == Duplicate) {
			rows = append(rows, l.row(imp.ID))
		}
	}
	if err := db.InsertMany(tx, "import_row", rows); err != nil {
		return 0, err
	}
	moved, err := db.Exec(tx, pageSQL, n, db.Args{"id": imp.ID, "from": imp.RowsRead, "to": imp.RowsRead + len(lines)})
	if err == nil && moved == 0 {
		err = errMoved
	}
	tx.Announce("import", crm.CustomerID{}, imp.CreatedBy)
	return len(lines), err
}

// create writes the new customers with their history and next step.
func (s *session) create(tx *db.Tx, lines []*line) error {
	var drafts []*customer.Draft
	var made []*Item
	for _, l := range lines {
		if l.Outcome == Created {
			drafts, made = append(drafts, l.Draft), append(made, l.Item)
		}
	}
	if len(drafts) == 0 {
		return nil
	}
	if err := s.keepOwners(tx, made); err != nil {
		return err
	}
	for _, it := range made {
		s.settle(tx, it)
	}
	if err := customer.CreateMany(tx, drafts); err != nil {
		return err
	}
	s.asking.brought(drafts)
	var touches []followup.Imported
	var plans []followup.Plan
	for _, it := range made {
		r := it.Draft.Row
		if it.Touch != nil {
			touches = append(touches, s.touchOf(tx, it.Touch, r))
		}
		if !r.NextAt.IsZero() {
			plans = append(plans, followup.NewPlan(tx, r.ID, r.OwnerID, r.NextAt, r.NextChannel))
		}
	}
	return followup.BringIn(tx, touches, plans)
}

// touchOf is a row's contact as history: by the owner, else by who imports.
func (s *session) touchOf(tx *db.Tx, t *TouchIn, r customer.Row) followup.Imported {
	by := r.OwnerID
	if by.IsZero() {
		by = s.actor.Person
	}
	return followup.Imported{Import: s.own, Touch: followup.Touch{Customer: r.ID, ID: db.NewID[crm.Touch](tx), Channel: t.Channel, Direction: "out",
		Result: t.Result, At: t.At, Day: crm.DayOf(t.At.Time(), tx.Zone()), Seconds: t.Seconds, Content: cut(t.Content, 20_000),
		Feedback: cut(t.Feedback, 4000), By: by, Layer: r.Layer, CreatedAt: tx.NowMillis()}}
}

// row is what is kept of a row that did not simply make a customer.
func (l *line) row(id crm.ImportID) importRow {
	r := importRow{ImportID: id, RowNo: l.Row.No, Outcome: l.Outcome, Customer: l.Match.ID, Before: l.before, Errors: "[]"}
	if l.Outcome == Updated {
		return r
	}
	r.Cells, r.Errors = asJSON(l.original()), asJSON(l.reasons())
	return r
}

// original are the cells as the file has them.
func (l *line) original() []string {
	if l.Row.Raw != nil {
		return l.Row.Raw
	}
	return l.Row.Cells
}

// reasons say why a row made no customer.
func (l *line) reasons() []CellError {
	if l.Code == "" {
		return l.Errors
	}
	e := CellError{Column: -1, Code: l.Code}
	if l.Match.pending() && l.Match.Row > 0 {
		e.Params = crm.Params{"row": l.Match.Row}
	}
	return append([]CellError{e}, l.Errors...)
}

func asJSON(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		return "[]"
	}
	return string(b)
}
