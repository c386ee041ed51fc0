package httpapi

import (
	"encoding/json"
	"errors"
	"net/http"
	"os"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/validation"

	"laidan/internal/crm"
	"laidan/internal/i18n"
)

// Problem is an RFC 9457 answer. Detail is a sentence in the reader's language;
// programs go by Code.
type Problem struct {
	Type      string         `json:"type"`
	Title     string         `json:"title"`
	Status    int            `json:"status"`
	Code      string         `json:"code" doc:"Stable name of the error; its sentence is error.<code> in the catalogues"`
	Detail    string         `json:"detail"`
	Params    map[string]any `json:"params,omitempty"`
	Errors    []FieldProblem `json:"errors,omitempty"`
	State     any            `json:"state,omitempty" doc:"The newer record of a conflict, or what a refused act lacks"`
	RequestID string         `json:"requestId,omitempty"`
}

// FieldProblem is one wrong input.
type FieldProblem struct {
	Pointer string `json:"pointer" doc:"JSON pointer into the body, or ?name of a query parameter"`
	Code    string `json:"code"`
	Detail  string `json:"detail"`
}

func (p *Problem) Error() string             { return p.Code + ": " + p.Detail }
func (p *Problem) GetStatus() int            { return p.Status }
func (p *Problem) ContentType(string) string { return "application/problem+json" }

var statusOf = map[crm.Kind]int{
	crm.Invalid: http.StatusUnprocessableEntity, crm.Unauthorized: http.StatusUnauthorized, crm.Forbidden: http.StatusForbidden,
	crm.NotFound: http.StatusNotFound, crm.Conflict: http.StatusConflict, crm.Refused: http.StatusUnprocessableEntity,
	crm.TooMany: http.StatusTooManyRequests, crm.TooLarge: http.StatusRequestEntityTooLarge,
	crm.Unavailable: http.StatusServiceUnavailable, crm.Full: http.StatusInsufficientStorage,
}

// problemOf turns an act's error into its answer; anything that is no crm.Error
// is a 500 without detail.
func problemOf(lang string, err error) *Problem {
	var p *Problem
	if errors.As(err, &p) {
		return p
	}
	var e *crm.Error
	if !errors.As(err, &e) {
		if errors.Is(err, os.ErrDeadlineExceeded) { // the client sent too slowly
			return newProblem(lang, http.StatusRequestTimeout, "body.timeout", nil)
		}
		return newProblem(lang, http.StatusInternalServerError, "internal", nil)
	}
	p = newProblem(lang, statusOf[e.Kind], e.Code, e.Params)
	p.State = filled(e.State)
	for _, f := range e.Fields {
		p.Errors = append(p.Errors, FieldProblem{Pointer: f.Pointer, Code: f.Code, Detail: i18n.Say(lang, "error."+f.Code, f.Params)})
	}
	return p
}

func newProblem(lang string, status int, code string, params crm.Params) *Problem {
	return &Problem{Type: "about:blank", Title: http.StatusText(status), Status: status, Code: code,
		Detail: i18n.Say(lang, "error."+code, params), Params: params}
}

func internal(req *http.Request, id string) *Problem {
	p := newProblem(CallOf(req.Context()).Language, http.StatusInternalServerError, "internal", crm.Params{"reference": id})
	p.RequestID = id
	return p
}

func writeProblem(w http.ResponseWriter, p *Problem) {
	h := w.Header()
	h.Set("Content-Type", "application/problem+json")
	if p.Status == http.StatusServiceUnavailable {
		h.Set("Retry-After", "2")
	}
	w.WriteHeader(p.Status)
	_ = json.NewEncoder(w).Encode(p)
}

// The router's own validation speaks English sentences; they are replaced by
// "code|parameter" so that the answer can be said in the reader's language.
func init() {
	validation.MsgUnexpectedProperty = "field.unknown|"
	validation.MsgExpectedRequiredProperty = "field.required|%s"
	validation.MsgExpectedMinLength = "field.too_short|%d"
	validation.MsgExpectedMaxLength = "field.too_long|%d"
	validation.MsgExpectedOneOf = "field.choice|%s"
	validation.MsgExpectedMinimumNumber = "field.too_small|%v"
	validation.MsgExpectedExclusiveMinimumNumber = "field.too_small|%v"
	validation.MsgExpectedMaximumNumber = "field.too_large|%v"
	validation.MsgExpectedExclusiveMaximumNumber = "field.too_large|%v"
	validation.MsgExpectedMinItems = "field.too_few|%d"
	validation.MsgExpectedMaxItems = "field.too_many|%d"
	validation.MsgExpectedString = "field.text|"
	validation.MsgExpectedBoolean = "field.yes_no|"
	validation.MsgExpectedNumber = "field.number|"
	validation.MsgExpectedInteger = "field.number|"
	validation.MsgExpectedArray = "field.list|"
	validation.MsgExpectedObject = "field.object|"
	validation.MsgExpectedRFC3339DateTime = "field.instant|"
	validation.MsgExpectedRFC3339Date = "field.day|"
	validation.MsgExpectedRFC5322Email = "field.email|%v"
	huma.NewErrorWithContext = func(ctx huma.Context, status int, msg string, errs ...error) huma.StatusError {
		if ctx == nil {
			return routerProblem("zh-CN", status, errs)
		}
		call := CallOf(ctx.Context())
		if call.gate != nil {
			if err := call.gate(ctx.Context()); err != nil {
				return problemOf(call.Language, err)
			}
		}
		return routerProblem(call.Language, status, errs)
	}
	huma.NewError = func(status int, _ string, errs ...error) huma.StatusError {
		return routerProblem("zh-CN", status, errs)
	}
}

var routerCodes = map[int]string{
	http.StatusBadRequest: "body.unreadable", http.StatusNotFound: "not_found", http.StatusRequestEntityTooLarge: "body.too_large",
	http.StatusUnsupportedMediaType: "body.media_type", http.StatusRequestTimeout: "body.timeout", http.StatusNotAcceptable: "body.media_type",
	http.StatusUnprocessableEntity: "invalid",
}

func routerProblem(lang string, status int, errs []error) *Problem {
	code, ok := routerCodes[status]
	if !ok {
		code = "internal"
	}
	p := newProblem(lang, status, code, nil)
	for _, err := range errs {
		var d *huma.ErrorDetail
		if !errors.As(err, &d) {
			continue
		}
		code, param, ok := strings.Cut(d.Message, "|")
		if !ok {
			code, param = "field.invalid", ""
		}
		pointer := pointerOf(d.Location)
		if code == "field.required" {
			pointer += "/" + param
		}
		p.Errors = append(p.Errors, FieldProblem{Pointer: pointer, Code: code,
			Detail: i18n.Say(lang, "error."+code, crm.Params{"value": param, "max": param, "min": param, "options": param})})
	}
	return p
}

// pointerOf turns "body.contacts[0].name" into "/contacts/0/name", "query.q"
// into "?q".
func pointerOf(location string) string {
	if name, ok := strings.CutPrefix(location, "query."); ok {
		return "?" + name
	}
	if name, ok := strings.CutPrefix(location, "path."); ok {
		return "{" + name + "}"
	}
	rest, ok := strings.CutPrefix(location, "body")
	if !ok {
		return location
	}
	var b strings.Builder
	for part := range strings.FieldsFuncSeq(rest, func(r rune) bool { return r == '.' || r == '[' || r == ']' }) {
		b.WriteString("/" + part)
	}
	return b.String()
}

// retryAfter gives clients of a 429 or 503 a hint in seconds.
func (p *Problem) GetHeaders() http.Header {
	h := http.Header{}
	if p.Status == http.StatusServiceUnavailable {
		h.Set("Retry-After", strconv.Itoa(2))
	}
	return h
}
