package bulk

import (
	"bufio"
	"context"
	"encoding/csv"
	"io"

	"github.com/xuri/excelize/v2"

	"laidan/internal/authz"
	"laidan/internal/crm"
	"laidan/internal/customer"
	"laidan/internal/db"
	"laidan/internal/event"
	"laidan/internal/field"
	"laidan/internal/list"
	"laidan/internal/phone"
	"laidan/internal/sheet"
)

// ExportRequest says which customers, in which form.
type ExportRequest struct {
	Filter string
	Q      string
	Sort   string
	In     string // "", pool or cold, as in lists
	Pool   crm.PoolID
	// IDs, if given, are the customers instead of a list.
	IDs  []crm.CustomerID
	XLSX bool
}

// mostChosen bounds an export of chosen customers: their ids stand in the address.
const mostChosen = 300

// exported is the payload of the facts about an export: it is written before
// the first row leaves, and again at the end with how many did.
type exported struct {
	Filter string `json:"filter,omitempty"`
	Q      string `json:"q,omitempty"`
	Pool   string `json:"pool,omitempty"`
	Chosen int    `json:"chosen,omitempty"`
	Format string `json:"format"`
	Rows   int    `json:"rows,omitempty"`
}

// exportPage is how many customers one transaction reads.
const exportPage = 200

// Export writes the customers of a list that the actor may see, with numbers
// masked as on screen, and records that it happened.
func Export(ctx context.Context, d *db.DB, a crm.Actor, e ExportRequest, w io.Writer) (int, error) {
	if !authz.May(a, authz.CustomerExport) {
		return 0, crm.Fail(crm.Forbidden, "forbidden")
	}
	fact := exported{Filter: phone.MaskText(e.Filter), Q: phone.MaskText(e.Q), Pool: e.Pool.String(), Chosen: len(e.IDs), Format: "csv"}
	if e.XLSX {
		fact.Format = "xlsx"
	}
	first, fields, err := e.first(ctx, d, a)
	if err != nil {
		return 0, err
	}
	if err := e.start(ctx, d, a, fact); err != nil {
		return 0, err
	}
	cols := exportColumns(a.Language, zoneOf(a), fields)
	out := newRowWriter(e.XLSX, w)
	head := make([]string, len(cols))
	for i, c := range cols {
		head[i] = c.label
	}
	if err := out.row(head); err != nil {
		return 0, err
	}
	for page := first; ; {
		for _, r := range page.Items {
			cells := make([]string, len(cols))
			for i, c := range cols {
				cells[i] = c.of(r)
			}
			if err := out.row(cells); err != nil {
				return fact.Rows, err
			}
			fact.Rows++
		}
		if page.Next == "" {
			break
		}
		if page, err = e.page(ctx, d, a, page.Next); err != nil {
			return fact.Rows, err
		}
	}
	if err := out.close(); err != nil {
		return fact.Rows, err
	}
	return fact.Rows, note(ctx, d, a, "bulk.Exported", fact)
}

// start counts what the export takes out and records that it begins.
func (e ExportRequest) start(ctx context.Context, d *db.DB, a crm.Actor, fact exported) error {
	return d.Update(ctx, a, func(tx *db.Tx) error {
		n := len(e.IDs)
		if n == 0 {
			ids, more, err := customer.IDs(tx, e.query(0, ""), exportLine)
			if err != nil {
				return err
			}
			if n = len(ids); more {
				n++ // above the line, by how much does not matter
			}
		}
		if err := TakeOut(tx, n); err != nil {
			return err
		}
		return event.Record(tx, event.Fact{Kind: "bulk.ExportStarted", Subject: a.Person.Int64(), Data: fact})
	})
}

// query is the list that leaves.
func (e ExportRequest) query(limit int, cursor string) customer.Query {
	return customer.Query{In: e.In, Pool: e.Pool, Params: list.Params{Filter: e.Filter, Q: e.Q, Sort: e.Sort, Limit: limit, Cursor: cursor}}
}

// first reads the first page, so that a wrong filter is refused before a byte
// is sent.
func (e ExportRequest) first(ctx context.Context, d *db.DB, a crm.Actor) (crm.Page[customer.Record], []field.Def, error) {
	page, err := e.page(ctx, d, a, "")
	if err != nil {
		return page, nil, err
	}
	var fields []field.Def
	err = d.View(ctx, a, func(tx *db.Tx) error {
		fields, err = field.Defs(tx)
		return err
	})
	return page, fields, err
}

func (e ExportRequest) page(ctx context.Context, d *db.DB, a crm.Actor, cursor string) (page crm.Page[customer.Record], err error) {
	if len(e.IDs) > mostChosen {
		return page, crm.Bad("?ids", "field.too_many", "max", mostChosen)
	}
	err = d.View(ctx, a, func(tx *db.Tx) error {
		if err := authz.Here(tx); err != nil {
			return err
		}
		if len(e.IDs) > 0 { // those of them that the actor sees
			list, err := customer.Many(tx, e.IDs)
			page.Items = customer.Views(tx, list)
			return err
		}
		page, err = customer.List(tx, e.query(exportPage, cursor))
		return err
	})
	return page, err
}

func note(ctx context.Context, d *db.DB, a crm.Actor, kind string, data exported) error {
	return d.Update(ctx, a, func(tx *db.Tx) error {
		return event.Record(tx, event.Fact{Kind: kind, Subject: a.Person.Int64(), Data: data})
	})
}

// rowWriter writes a table as CSV or XLSX; every cell is text, and none will
// calculate.
type rowWriter struct {
	w      *bufio.Writer
	csv    *csv.Writer
	book   *excelize.File
	stream *excelize.StreamWriter
	n      int
	err    error
}

func newRowWriter(xlsx bool, w io.Writer) *rowWriter {
	r := &rowWriter{w: bufio.NewWriterSize(w, 64<<10)}
	if xlsx {
		r.book = excelize.NewFile()
		r.stream, r.err = r.book.NewStreamWriter("Sheet1")
		return r
	}
	_, r.err = r.w.WriteString("\uFEFF") // or Excel reads it as GBK
	r.csv = csv.NewWriter(r.w)
	r.csv.UseCRLF = true
	return r
}

func (r *rowWriter) row(cells []string) error {
	if r.err != nil {
		return r.err
	}
	r.n++
	if r.csv != nil {
		for i, c := range cells {
			cells[i] = sheet.Neutral(c)
		}
		r.err = r.csv.Write(cells)
		return r.err
	}
	values := make([]any, len(cells))
	for i, c := range cells {
		values[i] = cut(c, 32_000) // what a cell holds
	}
	cell, err := excelize.CoordinatesToCellName(1, r.n)
	if err == nil {
		err = r.stream.SetRow(cell, values)
	}
	r.err = err
	return r.err
}

func (r *rowWriter) close() error {
	if r.err != nil {
		return r.err
	}
	if r.csv != nil {
		r.csv.Flush()
		if err := r.csv.Error(); err != nil {
			return err
		}
		return r.w.Flush()
	}
	defer func() { _ = r.book.Close() }()
	if err := r.stream.Flush(); err != nil {
		return err
	}
	if err := r.book.Write(r.w); err != nil {
		return err
	}
	return r.w.Flush()
}
