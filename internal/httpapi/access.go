package httpapi

import (
	"fmt"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"laidan/internal/authz"
	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/rights"
)

// Route is one entry of the access list.
type Route struct {
	Method string
	Path   string
	Perm   authz.Perm
	// Scope is what an API token needs; it follows from method and permission
	// unless the route is marked.
	Scope authz.Scope
}

// Mark says about a route what its method and permission do not.
type Mark func(*Route)

// BrowserOnly marks a route that no API token opens: whoever finds a token must
// not get from it a log-in, a password or another token.
func BrowserOnly(r *Route) { r.Scope = authz.ScopeBrowser }

// route enters a route into the access list. One without a scope is a mistake of
// programming.
func (r *Router) route(method, path string, perm authz.Perm, marks []Mark) Route {
	scope, ok := authz.ScopeOf(method, perm)
	if !ok {
		panic(fmt.Sprintf("httpapi: %s %s: the permission %q has no scope", method, path, perm))
	}
	route := Route{method, Prefix + path, perm, scope}
	for _, mark := range marks {
		mark(&route)
	}
	r.routes = append(r.routes, route)
	return route
}

// Routes lists every route with the permission and the scope it needs.
func (r *Router) Routes() []Route { return r.routes }

func operation(route Route) huma.Operation {
	path := strings.TrimPrefix(route.Path, Prefix)
	parts := strings.FieldsFunc(path, func(c rune) bool { return c == '/' || c == '{' || c == '}' || c == '-' })
	op := huma.Operation{
		OperationID: strings.ToLower(route.Method) + "-" + strings.Join(parts, "-"),
		Method:      route.Method, Path: route.Path, Tags: []string{parts[0]},
		Description: "Needs the permission `" + string(route.Perm) + "`; a token needs the scope `" + string(route.Scope) + "`.",
		Security:    []map[string][]string{{"token": {}}, {"cookie": {}}},
	}
	switch route.Scope {
	case authz.ScopeNone:
		op.Security = nil
		op.Description = "Open to everybody."
	case authz.ScopeBrowser:
		op.Security = []map[string][]string{{"cookie": {}}}
		op.Description = "Needs the permission `" + string(route.Perm) + "` and a browser's session; no token opens it."
	}
	return op
}

// authorize finds the actor and checks the route's permission and, for a token,
// its scope.
func (r *Router) authorize(tx *db.Tx, call *Call, route Route) error {
	if route.Perm == authz.Public {
		return nil
	}
	if r.o.NeedsSetup != nil && r.o.NeedsSetup(tx.Ctx) {
		return crm.Fail(crm.Unavailable, "setup.needed")
	}
	if call.Token == "" {
		return crm.Fail(crm.Unauthorized, "auth.none")
	}
	a, err := r.o.Resolve(tx, call.Token)
	if err != nil {
		return err
	}
	if a.Language != "" {
		call.Language = a.Language
	}
	a.Foreign = call.foreign
	tx.Become(a)
	if a.Token {
		if err := mayToken(a, route.Scope); err != nil {
			return err
		}
	}
	if route.Perm != authz.Self && !rights.MayOf("route", string(route.Perm), authz.May(a, route.Perm)) {
		return crm.Fail(crm.Forbidden, "forbidden")
	}
	return nil
}

func mayToken(a crm.Actor, need authz.Scope) error {
	switch {
	case need == authz.ScopeBrowser:
		return crm.Fail(crm.Forbidden, "auth.browser_only")
	case !slices.Contains(a.Scopes, string(need)):
		return crm.Fail(crm.Forbidden, "auth.scope", "scope", string(need))
	}
	return nil
}
