package bulk

import (
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"strings"

	"laidan/internal/authz"
	"laidan/internal/blob"
	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/field"
	"laidan/internal/httpapi"
	"laidan/internal/phone"
	"laidan/internal/sheet"
)

// Routes are the ways in. Reps may import an own list; who may import into
// pools sees everybody's imports.
// adjustment is the body of a change of options.
type adjustment struct {
	Options httpapi.Part[Options] `json:"options"`
}

func Routes(r *httpapi.Router, files blob.Store) {
	httpapi.Tell[Fix, httpapi.Part[Options]](r, "options")
	files.Max = sheet.Standard.Bytes
	httpapi.Raw(r, http.MethodPost, "/imports", authz.ImportOwn, httpapi.RawDoc{Summary: "Upload a file of customers: what it is, and a dry run. Parts: file, options (JSON)",
		Multipart: true, Produces: "application/json", Out: View{}, Status: http.StatusCreated}, func(q *httpapi.Request) error { return postImport(q, files) })
	httpapi.Raw(r, http.MethodPatch, "/imports/{id}", authz.ImportOwn, httpapi.RawDoc{Summary: "Change options; makes the dry run again. Body: {options}",
		Produces: "application/json", Members: []string{"options"}, In: adjustment{}, Out: View{}}, func(q *httpapi.Request) error { return patchImport(q, files) })
	httpapi.Raw(r, http.MethodGet, "/imports/{id}/errors", authz.ImportOwn, httpapi.RawDoc{Summary: "Rows that did not come in, with the reason, as CSV. ?outcome=rejected|duplicate|all",
		Produces: "text/csv", Query: []string{"outcome"}}, func(q *httpapi.Request) error { return getErrors(q, files) })
	httpapi.Get(r, "/imports", authz.ImportOwn, getImports)
	httpapi.Get(r, "/imports/{id}", authz.ImportOwn, getOne)
	httpapi.Delete(r, "/imports/{id}", authz.ImportOwn, func(tx *db.Tx, in *byID) (httpapi.None, error) {
		return httpapi.None{}, Discard(tx, files, in.ID)
	})
	httpapi.Post(r, "/imports/{id}/run", authz.ImportOwn, postRun)
	httpapi.Post(r, "/imports/{id}/undo", authz.ImportOwn, postUndo)
	exportRoutes(r)
}

// postImport reads the parts of the form in whatever order they come.
func postImport(q *httpapi.Request, files blob.Store) error {
	leave, err := uploading.enter(q.R.Context(), q.Actor.Person)
	if err != nil {
		return err
	}
	defer leave()
	q.R.Body = http.MaxBytesReader(q.W, q.R.Body, sheet.Standard.Bytes+1<<20)
	form, err := q.R.MultipartReader()
	if err != nil {
		return crm.Fail(crm.Invalid, "file.missing")
	}
	var options json.RawMessage
	var held *heldFile
	defer func() { held.discard() }()
	for {
		part, err := form.NextPart()
		if err != nil {
			break
		}
		switch part.FormName() {
		case "options":
			if options, err = io.ReadAll(io.LimitReader(part, 1<<20)); err != nil {
				return crm.Fail(crm.Invalid, "import.options")
			}
		case "file":
			if held != nil {
				continue
			}
			if held, err = hold(files, part.FileName(), part); err != nil {
				return err
			}
		}
	}
	if held == nil {
		return crm.Fail(crm.Invalid, "file.missing")
	}
	if !crm.Readable(held.name) || !crm.ReadableJSON(options) {
		return crm.Unreadable()
	}
	imp, err := Upload(q.R.Context(), q.DB(), files, q.Actor, held.name, held.f, options)
	if err != nil {
		return err
	}
	return answer(q, http.StatusCreated, imp)
}

func patchImport(q *httpapi.Request, files blob.Store) error {
	id, err := crm.ParseID[crm.Import](q.R.PathValue("id"))
	if err != nil {
		return crm.Missing()
	}
	var body struct {
		Options json.RawMessage `json:"options"`
	}
	b, err := io.ReadAll(io.LimitReader(q.R.Body, 1<<20))
	if err == nil && !crm.ReadableJSON(b) {
		return crm.Unreadable()
	}
	if err != nil || json.Unmarshal(b, &body) != nil || len(body.Options) == 0 {
		return crm.Fail(crm.Invalid, "import.options")
	}
	imp, err := Adjust(q.R.Context(), q.DB(), files, q.Actor, id, body.Options)
	if err != nil {
		return err
	}
	return answer(q, http.StatusOK, imp)
}

// answer sends an import in full.
func answer(q *httpapi.Request, status int, imp Import) error {
	var v View
	err := q.View(func(tx *db.Tx) error {
		var err error
		v, err = fullOf(tx, imp, q.Language())
		return err
	})
	if err != nil {
		return err
	}
	return q.JSON(status, v)
}

func fullOf(tx *db.Tx, imp Import, lang string) (View, error) {
	fields, err := field.Defs(tx)
	if err != nil {
		return View{}, err
	}
	name, _, err := db.Maybe[string](tx, personNameSQL, db.Args{"id": imp.CreatedBy})
	if err != nil {
		return View{}, err
	}
	return imp.full(lang, name, imp.CreatedBy == tx.Me(), fields)
}

type byID struct {
	ID crm.ImportID `path:"id"`
}

func getOne(tx *db.Tx, in *byID) (View, error) {
	imp, err := Get(tx, in.ID)
	if err != nil {
		return View{}, err
	}
	return fullOf(tx, imp, httpapi.CallOf(tx.Ctx).Language)
}

func postRun(tx *db.Tx, in *byID) (View, error) {
	imp, err := Start(tx, in.ID)
	return imp.brief(tx.Actor.Name), err
}

func postUndo(tx *db.Tx, in *byID) (View, error) {
	imp, err := Undo(tx, in.ID)
	return imp.brief(tx.Actor.Name), err
}

type listing struct {
	Cursor string `query:"cursor"`
	Limit  int    `query:"limit" minimum:"0" maximum:"100"`
}

func getImports(tx *db.Tx, in *listing) (crm.Page[View], error) {
	page := crm.Page[View]{Items: []View{}}
	var before crm.ImportID
	if in.Cursor != "" {
		var err error
		if before, err = crm.ParseID[crm.Import](in.Cursor); err != nil {
			return page, crm.Bad("?cursor", "cursor")
		}
	}
	if in.Limit == 0 {
		in.Limit = 30
	}
	list, err := List(tx, before, in.Limit+1)
	if err != nil {
		return page, err
	}
	var ids []crm.PersonID
	for _, i := range list {
		ids = append(ids, i.CreatedBy)
	}
	people, err := db.All[personRef](tx, namesSQL, db.Args{"ids": ids})
	if err != nil {
		return page, err
	}
	for n, i := range list {
		if n == in.Limit {
			page.Next = list[n-1].ID.String()
			break
		}
		name := ""
		if k := slices.IndexFunc(people, func(p personRef) bool { return p.ID == i.CreatedBy }); k >= 0 {
			name = people[k].Name
		}
		page.Items = append(page.Items, i.brief(name))
	}
	return page, nil
}

func getErrors(q *httpapi.Request, files blob.Store) error {
	id, err := crm.ParseID[crm.Import](q.R.PathValue("id"))
	if err != nil {
		return crm.Missing()
	}
	outcomes := []Outcome{Rejected}
	switch q.R.URL.Query().Get("outcome") {
	case "", "rejected":
	case "duplicate":
		outcomes = []Outcome{Duplicate}
	case "all":
		outcomes = []Outcome{Rejected, Duplicate}
	default:
		return crm.Bad("?outcome", "field.choice", "options", "rejected, duplicate, all")
	}
	var imp Import
	err = q.View(func(tx *db.Tx) error {
		imp, err = Get(tx, id)
		return err
	})
	if err != nil {
		return err
	}
	q.Actor.Language = q.Language()
	out := &lateHeader{w: q.W, name: "rows-" + strings.TrimSuffix(phone.Masker{}.Text(imp.FileName), ".csv") + ".csv", mime: "text/csv; charset=utf-8"}
	return out.end(Errors(q.R.Context(), q.DB(), files, q.Actor, id, outcomes, out))
}

// lateHeader sends the headers of a download with its first byte, so that an
// error before it is answered as an error.
type lateHeader struct {
	w          http.ResponseWriter
	name, mime string
	sent       bool
}

func (l *lateHeader) Write(p []byte) (int, error) {
	if !l.sent {
		l.sent = true
		h := l.w.Header()
		h.Set("Content-Type", l.mime)
		h.Set("Content-Disposition", blob.Disposition(l.name))
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Cache-Control", "no-store")
	}
	return l.w.Write(p)
}

// end breaks a download off that went wrong after its first byte: it must not
// look like a finished one.
func (l *lateHeader) end(err error) error {
	if err != nil && l.sent {
		panic(http.ErrAbortHandler)
	}
	return err
}
