package privacy

import (
	"archive/zip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"laidan/internal/blob"
	"laidan/internal/bulk"
	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/event"
	"laidan/internal/room"
	"laidan/internal/sheet"
)

// row is a row of any table.
type row map[string]any

// happened is one line of the timeline.
type happened struct {
	At   time.Time `json:"at"`
	What string    `json:"what"`
	Row  row       `json:"record"`
}

// Export writes everything kept about a person as a ZIP: data.json, the same as
// data.xlsx with one sheet per table, timeline.json, and the files.
func Export(ctx context.Context, d *db.DB, files blob.Store, a crm.Actor, s Subject, w io.Writer) error {
	var all map[string][]row
	var blobs []crm.BlobID
	var tables []room.Table
	err := d.Update(ctx, a, func(tx *db.Tx) error {
		_, ids, err := s.find(tx)
		if err != nil {
			return err
		}
		if err := bulk.TakeOut(tx, len(ids)); err != nil { // numbers in full: an export like any other
			return err
		}
		tables = room.Tables(tx)
		if all, err = s.rows(tx, ids); err != nil {
			return err
		}
		if s.Contact.IsZero() {
			if blobs, err = db.All[crm.BlobID](tx, blobsSQL, db.Args{"ids": ids}); err != nil {
				return err
			}
		}
		return event.Record(tx, event.Fact{Kind: "privacy.Exported", Subject: s.Customer.Int64(), Customer: s.Customer,
			Data: map[string]any{"contact": !s.Contact.IsZero(), "files": len(blobs)}})
	})
	if err != nil {
		return err
	}
	z := zip.NewWriter(w)
	err = errors.Join(putJSON(z, "data.json", all), putJSON(z, "timeline.json", timeline(tables, all)), putSheets(z, all))
	for _, b := range all["blob"] {
		id, perr := crm.ParseID[crm.Blob](fmt.Sprint(b["id"]))
		if perr == nil && err == nil && slices.Contains(blobs, id) {
			err = putFile(z, files, a.Tenant, id, fmt.Sprint(b["name"]))
		}
	}
	return errors.Join(err, z.Close())
}

// rows reads every table that points at the customer; of one contact only what
// is his or hers.
func (s Subject) rows(tx *db.Tx, ids []crm.CustomerID) (map[string][]row, error) {
	all := map[string][]row{}
	for _, t := range tables() {
		columns := db.Columns()[t]
		by := "customer_id"
		if t == "customer" {
			by = "id"
		}
		if !has(columns, by) {
			continue
		}
		where, args := by+" IN (@ids)", db.Args{"ids": ids, "contact": s.Contact.Int64()}
		if !s.Contact.IsZero() {
			switch {
			case t == "contact":
				where += " AND id = @contact"
			case has(columns, "contact_id"):
				where += " AND contact_id = @contact"
			default:
				continue
			}
		}
		err := db.EachRow(tx, "SELECT * FROM "+t+" WHERE tenant_id = @tenant AND "+where+" ORDER BY "+orderOf(columns), func(names []string, values []any) error {
			all[t] = append(all[t], rowOf(names, values))
			return nil
		}, args)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", t, err)
		}
	}
	return all, nil
}

// orderOf makes the file the same each time it is asked for: rows come in the
// order of their ids, those without one in that of all they hold.
func orderOf(columns []db.Column) string {
	if has(columns, "id") {
		return "id"
	}
	names := make([]string, len(columns))
	for i, c := range columns {
		names[i] = c.Name
	}
	return strings.Join(names, ", ")
}

// hidden columns are the program's own: keys for search and proof.
var hidden = []string{"tenant_id", "salt", "commitment", "chain", "seq", "search", "name_key"}

func rowOf(names []string, values []any) row {
	r := row{}
	for i, n := range names {
		if slices.Contains(hidden, n) {
			continue
		}
		v := values[i]
		if b, ok := v.([]byte); ok {
			v = string(b)
		}
		if id, ok := v.(int64); ok {
			switch {
			case n == "at" || strings.HasSuffix(n, "_at") || strings.HasSuffix(n, "_since") || n == "until":
				v = time.UnixMilli(id).UTC()
			case n == "id" || strings.HasSuffix(n, "_id"):
				v = fmt.Sprint(id)
			}
		}
		r[n] = v
	}
	return r
}

func timeline(tables []room.Table, all map[string][]row) []happened {
	list := []happened{}
	for _, t := range tables {
		for _, r := range all[t.Name] {
			if at, ok := r[t.Told].(time.Time); ok {
				list = append(list, happened{at, t.Name, r})
			}
		}
	}
	slices.SortStableFunc(list, func(a, b happened) int { return a.At.Compare(b.At) })
	return list
}

func putJSON(z *zip.Writer, name string, v any) error {
	w, err := z.Create(name)
	if err != nil {
		return err
	}
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

func putSheets(z *zip.Writer, all map[string][]row) error {
	f := excelize.NewFile()
	defer func() { _ = f.Close() }()
	names := make([]string, 0, len(all))
	for t := range all {
		names = append(names, t)
	}
	slices.Sort(names)
	for i, t := range names {
		if i == 0 {
			if err := f.SetSheetName("Sheet1", t); err != nil {
				return err
			}
		} else if _, err := f.NewSheet(t); err != nil {
			return err
		}
		if err := putSheet(f, t, all[t]); err != nil {
			return err
		}
	}
	w, err := z.Create("data.xlsx")
	if err != nil {
		return err
	}
	_, err = f.WriteTo(w)
	return err
}

func putSheet(f *excelize.File, t string, rows []row) error {
	var columns []string
	for c := range rows[0] {
		columns = append(columns, c)
	}
	slices.Sort(columns)
	s, err := f.NewStreamWriter(t)
	if err != nil {
		return err
	}
	line := make([]any, len(columns))
	for i, c := range columns {
		line[i] = c
	}
	if err := s.SetRow("A1", line); err != nil {
		return err
	}
	for n, r := range rows {
		for i, c := range columns {
			line[i] = r[c]
			if text, ok := r[c].(string); ok {
				line[i] = sheet.Neutral(text)
			}
		}
		if err := s.SetRow(fmt.Sprintf("A%d", n+2), line); err != nil {
			return err
		}
	}
	return s.Flush()
}

func putFile(z *zip.Writer, files blob.Store, tenant crm.TenantID, id crm.BlobID, name string) error {
	f, err := files.Open(tenant, id)
	if errors.Is(err, os.ErrNotExist) {
		return nil // doctor names it
	}
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	w, err := z.Create("files/" + id.String() + "-" + strings.Map(func(r rune) rune {
		if r == '/' || r == '\\' || r < ' ' {
			return '_'
		}
		return r
	}, name))
	if err != nil {
		return err
	}
	_, err = io.Copy(w, f)
	return err
}
