// Package httpapi turns acts into REST routes: one request is one transaction,
// opened here with the actor in it; errors become RFC 9457 problems; every route
// names the permission it needs and appears in the OpenAPI document.
package httpapi

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/netip"
	"reflect"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"laidan/internal/crm"
	"laidan/internal/db"
)

// Options make a server.
type Options struct {
	DB  *db.DB
	Log *slog.Logger
	// Resolve finds who a session or API token belongs to; crm.Unauthorized when
	// it is unknown, expired or revoked, or its person is disabled. One statement.
	Resolve func(tx *db.Tx, token string) (crm.Actor, error)
	// NeedsSetup reports whether the installation has no organisation yet: then
	// only routes under /setup answer.
	NeedsSetup func(ctx context.Context) bool
	// MayShow tells whether the actor sees a customer; nil answers yes.
	MayShow func(tx *db.Tx, id crm.CustomerID) error
	Version string
	Secure  bool // browsers come over https, through a proxy or not
	// TrustedProxies are believed when they say whom they forward for.
	TrustedProxies []netip.Prefix
	Temp           string // folder of temporary files
}

// Prefix stands before every path given to Get, Post, ….
const Prefix = "/api/v1"

// Router collects routes.
type Router struct {
	o      Options
	api    huma.API
	mux    *http.ServeMux
	routes []Route
	// What the contract says beside the router's own document.
	inputs   map[string]reflect.Type // by method and path
	raws     map[string]*RawDoc      // by operation
	told     map[member]reflect.Type
	variants map[reflect.Type][]variant
	states   []reflect.Type
}

// New makes an empty router.
func New(o Options) *Router {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	mux := http.NewServeMux()
	cfg := huma.DefaultConfig("Laidan", o.Version)
	cfg.OpenAPIPath = "" // the contract stands there
	cfg.DocsPath = ""
	cfg.SchemasPath = ""
	cfg.CreateHooks = nil // no $schema links in answers
	cfg.Formats = map[string]huma.Format{"application/json": format, "json": format}
	cfg.Components.Schemas = huma.NewMapRegistry("#/components/schemas/", schemaName)
	cfg.Components.SecuritySchemes = map[string]*huma.SecurityScheme{
		"token":  {Type: "http", Scheme: "bearer"},
		"cookie": {Type: "apiKey", In: "cookie", Name: SessionCookie},
	}
	cfg.Components.Schemas.RegisterTypeAlias(reflect.TypeFor[crm.Millis](), reflect.TypeFor[time.Time]())
	cfg.Components.Schemas.RegisterTypeAlias(reflect.TypeFor[crm.Day](), reflect.TypeFor[string]())
	r := &Router{o: o, api: humago.New(mux, cfg), mux: mux, inputs: map[string]reflect.Type{}, raws: map[string]*RawDoc{}, told: map[member]reflect.Type{}, variants: map[reflect.Type][]variant{}}
	mux.HandleFunc("/api", r.unknown)
	mux.HandleFunc("/api/", r.unknown)
	r.publish()
	return r
}

// OpenAPI is what requests are validated by; Document is what answers hold, too.
func (r *Router) OpenAPI() *huma.OpenAPI { return r.api.OpenAPI() }

// DB is the database behind the routes.
func (r *Router) DB() *db.DB { return r.o.DB }

// Mount adds a plain handler outside the API (health, the web UI).
func (r *Router) Mount(pattern string, h http.Handler) { r.mux.Handle(pattern, h) }

// Handler is the whole server: security headers, cross-origin protection,
// request context, recovery, routes.
func (r *Router) Handler() http.Handler {
	guard := http.NewCrossOriginProtection()
	return patient(r.recovered(r.secured(guard.Handler(r.contextual(r.mux)))))
}

// hsts keeps browsers on https for a year once they came by it.
const hsts = "max-age=31536000"

func (r *Router) secured(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		h := w.Header()
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		if r.o.Secure {
			h.Set("Strict-Transport-Security", hsts)
		}
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(self), microphone=(self), geolocation=(self)")
		h.Set("Content-Security-Policy", "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; "+
			"worker-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'")
		next.ServeHTTP(w, req)
	})
}

// recovered turns a panic into a 500 with a reference and a logged stack.
func (r *Router) recovered(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		defer func() {
			if v := recover(); v != nil {
				if err, ok := v.(error); ok && errors.Is(err, http.ErrAbortHandler) {
					panic(v)
				}
				id := w.Header().Get(requestIDHeader)
				r.o.Log.Error("panic", "request", id, "method", req.Method, "path", req.URL.Path, "panic", v, "stack", stack())
				writeProblem(w, internal(req, id))
			}
		}()
		next.ServeHTTP(w, req)
	})
}
