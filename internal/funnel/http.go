package funnel

import (
	"laidan/internal/authz"
	"laidan/internal/crm"
	"laidan/internal/customer"
	"laidan/internal/db"
	"laidan/internal/httpapi"
	"laidan/internal/words"
)

// Routes are the module's paths with the permission each needs.
func Routes(r *httpapi.Router) {
	httpapi.States(r, Lacking{}, Funnel{})
	httpapi.Tell[customer.Full, *Standing](r, "standing")
	httpapi.Post(r, "/customers/{id}/moves", authz.CustomerMove, postMove)
	httpapi.Get(r, "/customers/{id}/moves/check", authz.CustomerMove, getCheck)
	httpapi.Get(r, "/funnel", authz.FunnelRead, getReport)
	httpapi.Get(r, "/funnel/exceptions", authz.FunnelRead, getExceptions)
	httpapi.Get(r, "/funnel/board", authz.FunnelRead, getBoard)
	httpapi.Get(r, "/funnel/template", authz.Self, getTemplate)
	httpapi.Put(r, "/funnel/template", authz.FunnelWrite, putTemplate)
}

type moveIn struct {
	ID   crm.CustomerID `path:"id"`
	Body struct {
		To         words.Layer `json:"to" enum:"resource,graded,contacted,lead,opportunity,signed,implemented,abandoned"`
		Reason     string      `json:"reason,omitempty" maxLength:"400" doc:"When abandoning: refused, unreachable, unfit or bought_elsewhere"`
		Competitor string      `json:"competitor,omitempty" maxLength:"120"`
		Evidence   []Evidence  `json:"evidence,omitempty" maxItems:"20"`
		Override   bool        `json:"override,omitempty" doc:"Move although the entry standard is not met; needs a reason"`
		Version    int64       `json:"version,omitempty"`
	}
}

func postMove(tx *db.Tx, in *moveIn) (customer.Record, error) {
	b := in.Body
	to, _ := words.DepthOf(b.To) // the router knows the names
	c, err := Move(tx, in.ID, Request{To: to, Reason: b.Reason, Competitor: b.Competitor, Evidence: b.Evidence, Override: b.Override, Version: b.Version})
	if err != nil {
		return customer.Record{}, err
	}
	return customer.View(tx, c), nil
}

type checkIn struct {
	ID      crm.CustomerID `path:"id"`
	To      words.Layer    `query:"to" required:"true" enum:"resource,graded,contacted,lead,opportunity,signed,implemented,abandoned"`
	Version int64          `query:"version"`
}

func getCheck(tx *db.Tx, in *checkIn) (Verdict, error) {
	to, _ := words.DepthOf(in.To)
	return CheckMove(tx, in.ID, to, in.Version)
}

type reportIn struct {
	Owner      crm.PersonID     `query:"owner"`
	Department crm.DepartmentID `query:"department"`
	From       string           `query:"from" doc:"First day, 2026-10-01; default: the first of the month"`
	To         string           `query:"to" doc:"Last day; default: today"`
}

func (in *reportIn) query() (Query, error) {
	q := Query{Owner: in.Owner, Department: in.Department}
	var err error
	if q.Period.From, err = dayParam("?from", in.From); err != nil {
		return q, err
	}
	q.Period.To, err = dayParam("?to", in.To)
	return q, err
}

func getReport(tx *db.Tx, in *reportIn) (Report, error) {
	q, err := in.query()
	if err != nil {
		return Report{}, err
	}
	return Get(tx, q)
}

type exceptionsOut struct {
	Items []Exception `json:"items" doc:"The worst first"`
}

func getExceptions(tx *db.Tx, in *reportIn) (exceptionsOut, error) {
	q, err := in.query()
	if err != nil {
		return exceptionsOut{}, err
	}
	list, err := FindExceptions(tx, q)
	return exceptionsOut{list}, err
}

func dayParam(pointer, text string) (crm.Day, error) {
	if text == "" {
		return 0, nil
	}
	d, err := crm.ParseDay(text)
	if err != nil {
		return 0, crm.Bad(pointer, "field.day")
	}
	return d, nil
}

type boardIn struct {
	Owner      crm.PersonID     `query:"owner"`
	Department crm.DepartmentID `query:"department"`
	Layer      words.Layer      `query:"layer" enum:"resource,graded,contacted,lead,opportunity,signed,implemented" doc:"One column only"`
	Cursor     string           `query:"cursor" doc:"With layer: the cards after a page's next"`
}

func getBoard(tx *db.Tx, in *boardIn) (Board, error) {
	layer, _ := words.DepthOf(in.Layer)
	return GetBoard(tx, BoardQuery{Owner: in.Owner, Department: in.Department, Layer: max(layer, 0), Cursor: in.Cursor})
}

type templateOut struct {
	Template
	Name    string `json:"name"`
	Version int64  `json:"version"`
}

func getTemplate(tx *db.Tx, _ *struct{}) (templateOut, error) {
	f, err := GetFunnel(tx)
	return templateOut{f.Template, f.Name, f.Version}, err
}

type templateIn struct {
	Body struct {
		Template
		Version int64 `json:"version"`
	}
}

func putTemplate(tx *db.Tx, in *templateIn) (templateOut, error) {
	f, err := PutTemplate(tx, in.Body.Template, in.Body.Version)
	return templateOut{f.Template, f.Name, f.Version}, err
}
