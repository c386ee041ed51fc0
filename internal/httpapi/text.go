package httpapi

import (
	"errors"
	"net/http"
	"net/url"

	"github.com/danielgtaylor/huma/v2"

	"laidan/internal/crm"
)

// read are the headers that the server looks at. Others are no business of ours:
// a proxy may write what it likes into them.
var read = []string{"Accept", "Accept-Encoding", "Accept-Language", "Authorization", "Content-Disposition", "Content-Type", "Cookie", "Forwarded",
	"Idempotency-Key", "If-Match", "If-None-Match", "Origin", "Range", "Referer", "Sec-Fetch-Site", "User-Agent", "X-Forwarded-For"}

// readable reports whether a request line and its headers are text.
func readable(req *http.Request) bool {
	query, err := url.QueryUnescape(req.URL.RawQuery)
	if err != nil || !crm.Readable(query) || !crm.Readable(req.URL.Path) {
		return false
	}
	for _, name := range read {
		for _, value := range req.Header.Values(name) {
			if !crm.Readable(value) {
				return false
			}
		}
	}
	return true
}

// unmarshal refuses a body whose texts nobody could store.
func unmarshal(data []byte, v any) error {
	if !crm.ReadableJSON(data) {
		return errors.New("text.unreadable|")
	}
	return huma.DefaultJSONFormat.Unmarshal(data, v)
}
