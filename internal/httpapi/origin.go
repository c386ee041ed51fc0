package httpapi

import (
	"net/http"
	"net/url"
)

// elsewhere tells whether a request may come by a link on another site, which
// carries a browser's session too. Writes never do (Handler refuses them). For
// reads browsers say so in Sec-Fetch-Site; where they do not, as over http in a
// local network, in Referer, which our pages send to nobody else.
func (r *Router) elsewhere(req *http.Request) bool {
	if req.Method != http.MethodGet && req.Method != http.MethodHead {
		return false
	}
	if site := req.Header.Get("Sec-Fetch-Site"); site != "" {
		return site != "same-origin"
	}
	from, err := url.Parse(req.Referer())
	return err != nil || from.Host == "" || from.Host != req.Host
}
