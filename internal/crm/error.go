package crm

import (
	"errors"
	"fmt"
)

// Kind says what went wrong in a way that maps to one HTTP status.
type Kind string

// The kinds and their HTTP status (httpapi maps them).
const (
	Invalid      Kind = "invalid"      // 422 the input is wrong; Fields say where
	Unauthorized Kind = "unauthorized" // 401 nobody is logged in
	Forbidden    Kind = "forbidden"    // 403 seen, but not allowed to act
	NotFound     Kind = "not_found"    // 404 absent or out of scope: the same answer
	Conflict     Kind = "conflict"     // 409 somebody was faster; State holds the newer record
	Refused      Kind = "refused"      // 422 a business rule says no, with the reason
	TooMany      Kind = "too_many"     // 429 a limit per time is used up
	TooLarge     Kind = "too_large"    // 413
	Unavailable  Kind = "unavailable"  // 503 the database cannot be reached; try again
	Full         Kind = "storage_full" // 507 no space or read-only storage
)

// Params fill the placeholders of an error's sentence.
type Params map[string]any

// Error is what an act returns when it says no. Its sentence lives in the
// locale catalogues under "error.<Code>"; Params fill the placeholders.
type Error struct {
	Kind   Kind
	Code   string
	Params Params
	Fields []FieldError
	// State is the newer record of a conflict, or what a refused act lacks.
	// httpapi sends it as "state".
	State any
}

// FieldError points at one wrong input. Pointer is a JSON pointer into the
// request body ("/contacts/0/name") or "?name" for a query parameter.
type FieldError struct {
	Pointer string
	Code    string
	Params  Params
}

func (e *Error) Error() string {
	if len(e.Fields) > 0 {
		return fmt.Sprintf("%s: %s %v", e.Kind, e.Code, e.Fields)
	}
	return fmt.Sprintf("%s: %s %v", e.Kind, e.Code, map[string]any(e.Params))
}

// Fail makes an error of a kind and code; pairs are its params, name by name.
func Fail(kind Kind, code string, pairs ...any) *Error {
	e := &Error{Kind: kind, Code: code}
	if len(pairs) > 0 {
		e.Params = make(Params, len(pairs)/2)
		for i := 0; i+1 < len(pairs); i += 2 {
			e.Params[pairs[i].(string)] = pairs[i+1]
		}
	}
	return e
}

// Missing is the one answer for a record that does not exist or is out of scope.
func Missing() *Error { return &Error{Kind: NotFound, Code: "not_found"} }

// Bad is an input error at one pointer.
func Bad(pointer, code string, pairs ...any) *Error {
	f := FieldError{Pointer: pointer, Code: code, Params: Fail(Invalid, code, pairs...).Params}
	return &Error{Kind: Invalid, Code: "invalid", Fields: []FieldError{f}}
}

// Checks collects input errors, so that a form hears all of them at once.
type Checks struct{ fields []FieldError }

// That records an error at pointer unless ok.
func (c *Checks) That(ok bool, pointer, code string, pairs ...any) {
	if !ok {
		c.fields = append(c.fields, Bad(pointer, code, pairs...).Fields...)
	}
}

// Err is nil when every check passed.
func (c *Checks) Err() error {
	if len(c.fields) == 0 {
		return nil
	}
	return &Error{Kind: Invalid, Code: "invalid", Fields: c.fields}
}

// KindOf is the kind of an error made here, "" for any other.
func KindOf(err error) Kind {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Kind
	}
	return ""
}

// CodeOf is the code of an error made here, "" for any other.
func CodeOf(err error) string {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Code
	}
	return ""
}

// ParamsOf are the params of an error made here.
func ParamsOf(err error) Params {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Params
	}
	return nil
}
