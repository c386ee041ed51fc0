package httpapi

import (
	"errors"
	"net/http"

	"laidan/internal/authz"
	"laidan/internal/crm"
	"laidan/internal/db"
)

// MountLocal adds a plain handler for the machine itself, that is for requests
// from loopback that no proxy forwards, and for tokens with the scope read whose
// person has the permission.
func (r *Router) MountLocal(pattern string, perm authz.Perm, h http.Handler) {
	route := Route{Path: pattern, Perm: perm, Scope: authz.ScopeRead}
	r.Mount(pattern, http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		peer, ok := hop(req.RemoteAddr)
		if ok && peer.IsLoopback() && !forwarded(req) {
			h.ServeHTTP(w, req)
			return
		}
		call := CallOf(req.Context())
		err := r.o.DB.View(req.Context(), crm.Actor{}, func(tx *db.Tx) error { return r.authorize(tx, call, route) })
		if err != nil {
			p, _ := errors.AsType[*Problem](r.fail(req.Context(), err))
			writeProblem(w, p)
			return
		}
		h.ServeHTTP(w, req)
	}))
}
