package httpapi

import (
	"net/http"
	"time"
)

// The cookies: a browser's session, and the mark of a browser from which
// somebody has logged in before.
const (
	SessionCookie = "laidan_session"
	DeviceCookie  = "laidan_device"
)

// cookieName is a cookie's name as browsers know it. With https it has the prefix
// that keeps neighbours on the same domain from planting one.
func (c *Call) cookieName(name string) string {
	if c.Secure {
		return "__Host-" + name
	}
	return name
}

// NewCookie makes a cookie out of reach of scripts, not sent along from other
// sites, over https only where there is https.
func (c *Call) NewCookie(name, value string, life time.Duration) *http.Cookie {
	return &http.Cookie{Name: c.cookieName(name), Value: value, Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode,
		Secure: c.Secure, MaxAge: int(life / time.Second)}
}

func (c *Call) cookie(req *http.Request, name string) string {
	k, err := req.Cookie(c.cookieName(name))
	if err != nil {
		return ""
	}
	return k.Value
}
