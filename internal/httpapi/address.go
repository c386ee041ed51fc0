package httpapi

import (
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
)

// address is the client's: the last address that no trusted proxy added, or the
// peer's own when the peer is no trusted proxy. X-Forwarded-For is read before
// Forwarded, as nearly every proxy writes it; a proxy that writes Forwarded has to
// drop the other, which is anybody's word then.
func (r *Router) address(req *http.Request) string {
	peer, ok := hop(req.RemoteAddr)
	if !ok {
		return req.RemoteAddr
	}
	hops := elements(req.Header.Values("X-Forwarded-For"), ",")
	if len(hops) == 0 {
		hops = forwardedFor(req.Header.Values("Forwarded"))
	}
	for i := len(hops) - 1; i >= 0 && r.trusted(peer); i-- {
		next, ok := hop(hops[i])
		if !ok { // unknown, hidden or no address: who came before is not told
			break
		}
		peer = next
	}
	return peer.String()
}

func (r *Router) trusted(a netip.Addr) bool {
	for _, p := range r.o.TrustedProxies {
		if p.Contains(a) {
			return true
		}
	}
	return false
}

// proxied are the headers by which a proxy says that it handed a request on.
var proxied = []string{"X-Forwarded-For", "Forwarded", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-Ip", "Via", "Cf-Connecting-Ip"}

// forwarded tells whether a request went through a proxy that says so.
func forwarded(req *http.Request) bool {
	return slices.ContainsFunc(proxied, func(name string) bool { return req.Header.Get(name) != "" })
}

// hop reads an address with or without a port, as RemoteAddr and proxies write
// it: 192.0.2.7, 192.0.2.7:443, 2001:db8::7, [2001:db8::7]:443.
func hop(s string) (netip.Addr, bool) {
	if host, _, err := net.SplitHostPort(s); err == nil {
		s = host
	}
	a, err := netip.ParseAddr(strings.Trim(s, "[]"))
	return a.Unmap().WithZone(""), err == nil
}

// forwardedFor are the addresses in Forwarded (RFC 7239), which may be quoted. An
// element without one stands for somebody who is not told.
func forwardedFor(lines []string) []string {
	var hops []string
	for _, element := range elements(lines, ",") {
		address := ""
		for _, pair := range elements([]string{element}, ";") {
			name, value, _ := strings.Cut(pair, "=")
			if strings.EqualFold(strings.TrimSpace(name), "for") {
				address = strings.Trim(strings.TrimSpace(value), `"`)
			}
		}
		hops = append(hops, address)
	}
	return hops
}

// elements are the parts of a list that stands in one or several header lines.
func elements(lines []string, separator string) []string {
	var list []string
	for _, line := range lines {
		for part := range strings.SplitSeq(line, separator) {
			if part = strings.TrimSpace(part); part != "" {
				list = append(list, part)
			}
		}
	}
	return list
}
