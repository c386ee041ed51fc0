package httpapi

import (
	"net/http"
	"strings"
)

var methods = []string{http.MethodGet, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete}

// unknown answers addresses under /api/ that are none, or not with this method:
// programs are told so in their own language and not with a page.
func (r *Router) unknown(w http.ResponseWriter, req *http.Request) {
	status, code := http.StatusNotFound, "not_found"
	if allowed := r.methodsOf(req); len(allowed) > 0 {
		w.Header().Set("Allow", strings.Join(allowed, ", "))
		status, code = http.StatusMethodNotAllowed, "method_not_allowed"
	}
	writeProblem(w, newProblem(CallOf(req.Context()).Language, status, code, nil))
}

// methodsOf are the methods with which there is something at an address.
func (r *Router) methodsOf(req *http.Request) []string {
	var allowed []string
	for _, m := range methods {
		other := &http.Request{Method: m, URL: req.URL, Host: req.Host}
		if _, pattern := r.mux.Handler(other); strings.HasPrefix(pattern, m+" ") {
			allowed = append(allowed, m)
		}
	}
	return allowed
}
