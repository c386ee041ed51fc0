package httpapi

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"reflect"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"laidan/internal/authz"
	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/host"
)

// Request is a request that reads or writes something else than JSON: uploads,
// downloads, streams. The actor is known and may use the route.
type Request struct {
	W     http.ResponseWriter
	R     *http.Request
	Actor crm.Actor
	Call  *Call
	r     *Router
	route Route
}

// View runs fn in a read-only transaction as the actor.
func (q *Request) View(fn func(tx *db.Tx) error) error {
	return q.r.o.DB.View(q.R.Context(), q.Actor, fn)
}

// Update runs fn in a transaction as the actor.
func (q *Request) Update(fn func(tx *db.Tx) error) error {
	return q.r.o.DB.Update(q.R.Context(), q.Actor, fn)
}

// JSON answers with a value.
func (q *Request) JSON(status int, v any) error {
	q.W.Header().Set("Content-Type", "application/json")
	q.W.WriteHeader(status)
	return json.NewEncoder(q.W).Encode(filled(v))
}

// Language is the reader's.
func (q *Request) Language() string { return q.Call.Language }

// RawDoc describes a raw route in the OpenAPI document.
type RawDoc struct {
	Summary   string
	Multipart bool     // the body is multipart/form-data with a part "file"
	Produces  string   // media type of the answer
	Query     []string // names of query parameters
	Members   []string // of the JSON object that is the body
	In        any      // an example of that body; its type is described
	Out       any      // an example of the answer; none: a file
	Status    int      // of the answer; 200 when left out
}

func (d RawDoc) status() string { return strconv.Itoa(cmp.Or(d.Status, http.StatusOK)) }

// describe adds what the route's types do not tell: its parameters and body.
func (d RawDoc) describe(op *huma.Operation) {
	for part := range strings.SplitSeq(op.Path, "/") {
		if name, ok := strings.CutPrefix(part, "{"); ok {
			op.Parameters = append(op.Parameters, &huma.Param{Name: strings.TrimSuffix(name, "}"), In: "path", Required: true, Schema: &huma.Schema{Type: "string"}})
		}
	}
	for _, name := range d.Query {
		op.Parameters = append(op.Parameters, &huma.Param{Name: name, In: "query", Schema: &huma.Schema{Type: "string"}})
	}
	if len(d.Members) > 0 {
		body := &huma.Schema{Type: "object", Properties: map[string]*huma.Schema{}, Required: d.Members}
		for _, name := range d.Members {
			body.Properties[name] = &huma.Schema{Type: "object", AdditionalProperties: true}
		}
		op.RequestBody = &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{"application/json": {Schema: body}}}
	}
}

// Raw adds a route that handles the request itself. An error before the first
// byte of the answer becomes a problem.
func Raw(r *Router, method, path string, perm authz.Perm, doc RawDoc, fn func(q *Request) error, marks ...Mark) {
	route := r.route(method, path, perm, marks)
	op := operation(route)
	op.Summary = doc.Summary
	op.Responses = map[string]*huma.Response{"200": {Description: "OK", Content: map[string]*huma.MediaType{doc.Produces: {}}}}
	if doc.Multipart {
		op.RequestBody = &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{"multipart/form-data": {Schema: &huma.Schema{
			Type: "object", Properties: map[string]*huma.Schema{"file": {Type: "string", Format: "binary"}}}}}}
	}
	doc.describe(&op)
	r.raws[op.OperationID] = &doc
	for _, v := range []any{doc.In, doc.Out} {
		if v != nil {
			r.know(reflect.TypeOf(v))
		}
	}
	r.api.OpenAPI().AddOperation(&op)
	r.mux.HandleFunc(method+" "+Prefix+path, func(w http.ResponseWriter, req *http.Request) {
		call := CallOf(req.Context())
		req.Body = &patientBody{ReadCloser: req.Body, call: call, end: time.Now().Add(uploadTime)}
		q := &Request{W: w, R: req, Call: call, r: r, route: route}
		ctx, cancel := context.WithTimeout(req.Context(), actTime)
		err := r.o.DB.View(ctx, crm.Actor{}, func(tx *db.Tx) error {
			err := r.authorize(tx, call, route)
			q.Actor = tx.Actor
			return err
		})
		cancel()
		if err == nil {
			err = fn(q)
		}
		if err != nil {
			p, _ := errors.AsType[*Problem](r.fail(req.Context(), err))
			writeProblem(w, p)
		}
	})
}

// DB is the database behind the route.
func (q *Request) DB() *db.DB { return q.r.o.DB }

// File finds the part "file" of a multipart upload and streams it; limit bounds
// the whole body.
func (q *Request) File(limit int64) (name string, part io.Reader, err error) {
	q.R.Body = http.MaxBytesReader(q.W, q.R.Body, limit+1<<20)
	m, err := q.R.MultipartReader()
	if err != nil {
		return "", nil, crm.Fail(crm.Invalid, "file.missing")
	}
	for {
		p, err := m.NextPart()
		if err != nil {
			return "", nil, crm.Fail(crm.Invalid, "file.missing")
		}
		if p.FormName() == "file" {
			if !crm.Readable(p.FileName()) {
				return "", nil, crm.Unreadable()
			}
			return p.FileName(), p, nil
		}
	}
}

// Spool is where a download is prepared.
type Spool = io.Writer

// Spooled answers a file that fill writes. It is complete before the first byte
// is sent, so that an error still becomes a problem.
func (q *Request) Spooled(mime, name string, fill func(w Spool) error) error {
	f, err := host.TempFile(q.r.o.Temp, "answer")
	if err != nil {
		return err
	}
	defer host.DropTemp(f)
	if err := fill(f); err != nil {
		return err
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return err
	}
	q.W.Header().Set("Content-Type", mime)
	q.W.Header().Set("Content-Disposition", `attachment; filename="`+name+`"`)
	_, err = io.Copy(q.W, f)
	return err
}

// Body decodes a JSON body of at most 64 KB.
func (q *Request) Body(into any) error {
	b, err := io.ReadAll(http.MaxBytesReader(q.W, q.R.Body, 64<<10))
	if err != nil {
		return crm.Fail(crm.Invalid, "body.unreadable")
	}
	if !crm.ReadableJSON(b) {
		return crm.Unreadable()
	}
	if err := json.Unmarshal(b, into); err != nil {
		return crm.Fail(crm.Invalid, "body.unreadable")
	}
	return nil
}
