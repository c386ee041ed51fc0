package httpapi

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"net/http"
	"os"
	"runtime/debug"
	"strings"

	"laidan/internal/crm"
	"laidan/internal/i18n"
)

const requestIDHeader = "X-Request-Id"

// maxKeyedBody bounds a body that is hashed for its Idempotency-Key.
const maxKeyedBody = 2 << 20

// Call is what a request brought besides its input.
type Call struct {
	Token     string // session or API token
	Cookie    bool   // the token came as a cookie
	foreign   bool   // it may have come by a link on another site
	Device    string // the mark of a known browser
	Address   string // of the client
	Agent     string
	Language  string // negotiated until the person is known
	Secure    bool   // the client speaks https
	RequestID string
	key       string // Idempotency-Key
	bodyHash  string
	method    string
	path      string
	control   *http.ResponseController
	// gate tells whether the caller may use the route at all; the router asks it
	// before it says what is wrong with the input.
	gate func(ctx context.Context) error
}

type callKey struct{}

// CallOf finds the request's circumstances in a transaction's context.
func CallOf(ctx context.Context) *Call {
	if c, ok := ctx.Value(callKey{}).(*Call); ok {
		return c
	}
	return &Call{}
}

// WithCall makes a context as a request would; acts tested without HTTP use it.
func WithCall(ctx context.Context, c *Call) context.Context {
	return context.WithValue(ctx, callKey{}, c)
}

func (r *Router) contextual(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		c := &Call{
			Address: r.address(req), Agent: clip(req.UserAgent(), 200), method: req.Method, path: req.URL.Path,
			Language: i18n.Negotiate(req.Header.Get("Accept-Language"), ""),
			Secure:   req.TLS != nil || r.o.Secure,
			control:  http.NewResponseController(w),
		}
		c.RequestID = requestID()
		c.bodyStarts(req)
		w.Header().Set(requestIDHeader, c.RequestID)
		if auth, ok := strings.CutPrefix(req.Header.Get("Authorization"), "Bearer "); ok {
			c.Token = auth
		} else if s := c.cookie(req, SessionCookie); s != "" {
			c.Token, c.Cookie, c.foreign = s, true, r.elsewhere(req)
		}
		c.Device = c.cookie(req, DeviceCookie)
		if strings.HasPrefix(req.URL.Path, "/api/") {
			w.Header().Set("Cache-Control", "no-store")
		}
		req = req.WithContext(context.WithValue(req.Context(), callKey{}, c))
		if !readable(req) {
			writeProblem(w, newProblem(c.Language, http.StatusBadRequest, "text.unreadable", nil))
			return
		}
		if key := req.Header.Get("Idempotency-Key"); key != "" && req.Method != http.MethodGet {
			if err := c.keyed(w, req, key); err != nil {
				writeProblem(w, problemOf(c.Language, err))
				return
			}
		}
		next.ServeHTTP(w, req)
	})
}

// keyed hashes the body, so that a key used again with another body is noticed.
// Uploads are kept by the hash of their name and length only: they are large.
func (c *Call) keyed(w http.ResponseWriter, req *http.Request, key string) error {
	if len(key) > 200 {
		return crm.Bad("#Idempotency-Key", "field.too_long", "max", 200)
	}
	c.key = key
	h := sha256.New()
	_, _ = io.WriteString(h, req.Method+" "+req.URL.RequestURI()+"\n")
	if !strings.HasPrefix(req.Header.Get("Content-Type"), "multipart/") {
		b, err := io.ReadAll(http.MaxBytesReader(w, req.Body, maxKeyedBody))
		if err != nil {
			if errors.Is(err, os.ErrDeadlineExceeded) {
				return newProblem(c.Language, http.StatusRequestTimeout, "body.timeout", nil)
			}
			if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
				return crm.Fail(crm.TooLarge, "body.too_large")
			}
			return crm.Fail(crm.Invalid, "body.unreadable")
		}
		_, _ = h.Write(b)
		req.Body = io.NopCloser(bytes.NewReader(b))
	}
	c.bodyHash = hex.EncodeToString(h.Sum(nil))
	return nil
}

func requestID() string {
	b := make([]byte, 8)
	_, _ = rand.Read(b)
	return hex.EncodeToString(b)
}

func clip(s string, n int) string {
	if len(s) > n {
		return strings.ToValidUTF8(s[:n], "")
	}
	return s
}

func stack() string { return string(debug.Stack()) }
