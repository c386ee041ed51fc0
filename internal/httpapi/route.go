package httpapi

import (
	"context"
	"errors"
	"net/http"
	"reflect"

	"github.com/danielgtaylor/huma/v2"

	"laidan/internal/authz"
	"laidan/internal/crm"
	"laidan/internal/db"
)

// None is the answer of a route that has nothing to say: 204.
type None struct{}

// Cookied is an answer that also sets cookies (log-in, log-out).
type Cookied interface{ Cookies() []*http.Cookie }

// Act is what a route does with its input inside the request's transaction.
type Act[In, Out any] func(tx *db.Tx, in *In) (Out, error)

// Get adds a read route: act runs in a read-only transaction.
func Get[In, Out any](r *Router, path string, perm authz.Perm, act Act[In, Out], marks ...Mark) {
	add(r, r.route(http.MethodGet, path, perm, marks), act)
}

// Post adds a write route.
func Post[In, Out any](r *Router, path string, perm authz.Perm, act Act[In, Out], marks ...Mark) {
	add(r, r.route(http.MethodPost, path, perm, marks), act)
}

// Patch adds a write route that changes parts of a record.
func Patch[In, Out any](r *Router, path string, perm authz.Perm, act Act[In, Out], marks ...Mark) {
	add(r, r.route(http.MethodPatch, path, perm, marks), act)
}

// Put adds a write route that replaces a record.
func Put[In, Out any](r *Router, path string, perm authz.Perm, act Act[In, Out], marks ...Mark) {
	add(r, r.route(http.MethodPut, path, perm, marks), act)
}

// Delete adds a write route that takes something away.
func Delete[In, Out any](r *Router, path string, perm authz.Perm, act Act[In, Out], marks ...Mark) {
	add(r, r.route(http.MethodDelete, path, perm, marks), act)
}

// Prepare is implemented by inputs that need slow work before the transaction
// opens: hashing a password must not hold the one writer.
type Prepare interface {
	Prepare(ctx context.Context, d *db.DB) error
}

type reply[Out any] struct {
	Status    int
	SetCookie []*http.Cookie `header:"Set-Cookie"`
	Body      Out
}

type empty struct {
	Status    int
	SetCookie []*http.Cookie `header:"Set-Cookie"`
}

func add[In, Out any](r *Router, route Route, act Act[In, Out]) {
	op := operation(route)
	r.inputs[route.Method+" "+op.Path] = reflect.TypeFor[In]()
	op.Middlewares = huma.Middlewares{r.gated(route)}
	var out Out
	if _, none := any(out).(None); none {
		op.DefaultStatus = http.StatusNoContent
		huma.Register(r.api, op, func(ctx context.Context, in *In) (*empty, error) {
			_, cookies, err := serve(r, ctx, route, act, in)
			if err != nil {
				return nil, err
			}
			return &empty{Status: http.StatusNoContent, SetCookie: cookies}, nil
		})
		return
	}
	op.DefaultStatus = http.StatusOK
	huma.Register(r.api, op, func(ctx context.Context, in *In) (*reply[Out], error) {
		out, cookies, err := serve(r, ctx, route, act, in)
		if err != nil {
			return nil, err
		}
		fill(reflect.ValueOf(&out))
		return &reply[Out]{Status: http.StatusOK, SetCookie: cookies, Body: out}, nil
	})
}

// gated keeps the question who may use the route at hand. It is asked here only
// when the input is wrong, as strangers are told to log in and not which field
// is missing; a right input is followed by the same question in the act's own
// transaction.
func (r *Router) gated(route Route) func(huma.Context, func(huma.Context)) {
	return func(c huma.Context, next func(huma.Context)) {
		call := CallOf(c.Context())
		call.gate = func(ctx context.Context) error {
			return r.o.DB.View(ctx, crm.Actor{}, func(tx *db.Tx) error { return r.authorize(tx, call, route) })
		}
		next(c)
	}
}

// serve runs one act: session, permission, idempotency key, transaction.
func serve[In, Out any](r *Router, ctx context.Context, route Route, act Act[In, Out], in *In) (out Out, cookies []*http.Cookie, err error) {
	call := CallOf(ctx)
	call.bodyRead()
	ctx, cancel := context.WithTimeout(ctx, actTime)
	defer cancel()
	if p, ok := any(in).(Prepare); ok {
		if err := p.Prepare(ctx, r.o.DB); err != nil {
			return out, nil, r.fail(ctx, err)
		}
	}
	run := r.o.DB.Act
	if route.Method == http.MethodGet {
		run = r.o.DB.View
	}
	for try := 0; ; try++ {
		var zero Out
		out = zero
		err = run(ctx, crm.Actor{}, func(tx *db.Tx) error {
			if err := tx.Uncounted(func() error { return r.authorize(tx, call, route) }); err != nil {
				return err
			}
			if call.key == "" || route.Method == http.MethodGet || tx.Me().IsZero() {
				out, err = act(tx, in)
				return err
			}
			return once(tx, call, &out, func() error {
				out, err = act(tx, in)
				return err
			})
		})
		// Two requests with one key at once: the second waits for the first's row
		// and then repeats its answer.
		if name, ok := db.IsUnique(err); ok && name == "idempotency_pkey" && try == 0 {
			continue
		}
		// The connection broke in the commit: the key tells whether it happened.
		if crm.CodeOf(err) == "commit.unknown" && call.key != "" && try < 2 {
			continue
		}
		break
	}
	if err != nil {
		return out, nil, r.fail(ctx, err)
	}
	if c, ok := any(out).(Cookied); ok {
		cookies = c.Cookies()
	}
	return out, cookies, nil
}

// fail logs what is not the caller's fault and makes the problem.
func (r *Router) fail(ctx context.Context, err error) error {
	call := CallOf(ctx)
	p := problemOf(call.Language, err)
	if p.Status >= 500 && !errors.Is(err, context.Canceled) {
		p.RequestID = call.RequestID
		if p.Code == "internal" {
			p = newProblem(call.Language, p.Status, p.Code, crm.Params{"reference": call.RequestID})
			p.RequestID = call.RequestID
		}
		r.o.Log.Error("request failed", "request", call.RequestID, "method", call.method, "path", call.path, "error", err)
	}
	return p
}
