// Package webui embeds the built web UI and serves it: hashed files for ever,
// compressed ahead, and index.html for every path of the app.
package webui

import (
	"embed"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"
)

//go:embed all:dist
var dist embed.FS

// Built reports whether the UI was built into this binary.
func Built() bool {
	_, err := fs.Stat(dist, "dist/index.html")
	return err == nil
}

// notBuilt is what a binary made without Node says.
const notBuilt = `<!doctype html><meta charset="utf-8"><title>Laidan</title>
<p>The UI was not built into this program. Run <code>make build</code> (needs Node), or use the API at <code>/api/openapi.json</code>.</p>
<p>这个程序里没有带界面。请运行 <code>make build</code>（需要 Node），或直接使用接口 <code>/api/openapi.json</code>。</p>`

// Handler serves the UI.
func Handler() http.Handler {
	if !Built() {
		return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			_, _ = w.Write([]byte(notBuilt))
		})
	}
	files, err := fs.Sub(dist, "dist")
	if err != nil {
		panic(err)
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { serve(files, w, r) })
}

// encodings are the pre-compressed forms, best first.
var encodings = []struct{ token, ext string }{{"br", ".br"}, {"gzip", ".gz"}}

func serve(files fs.FS, w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		http.Error(w, http.StatusText(http.StatusMethodNotAllowed), http.StatusMethodNotAllowed)
		return
	}
	name := strings.TrimPrefix(path.Clean(r.URL.Path), "/")
	if name == "" || !exists(files, name) {
		if strings.HasPrefix(name, "assets/") { // an old tab asks for a file of an old build
			http.NotFound(w, r)
			return
		}
		name = "index.html"
	}
	h := w.Header()
	h.Set("Content-Type", typeOf(name))
	h.Set("Vary", "Accept-Encoding")
	h.Set("Cache-Control", "no-cache")
	if strings.HasPrefix(name, "assets/") {
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	accept := r.Header.Get("Accept-Encoding")
	for _, e := range encodings {
		if strings.Contains(accept, e.token) && exists(files, name+e.ext) {
			h.Set("Content-Encoding", e.token)
			name += e.ext
			break
		}
	}
	b, err := fs.ReadFile(files, name)
	if err != nil {
		http.NotFound(w, r)
		return
	}
	_, _ = w.Write(b)
}

func exists(files fs.FS, name string) bool {
	s, err := fs.Stat(files, name)
	return err == nil && !s.IsDir() && path.Base(name) != ".keep"
}

func typeOf(name string) string {
	switch path.Ext(name) {
	case ".js", ".mjs":
		return "text/javascript; charset=utf-8"
	case ".webmanifest":
		return "application/manifest+json"
	case ".woff2":
		return "font/woff2"
	}
	if t := mime.TypeByExtension(path.Ext(name)); t != "" {
		return t
	}
	return "application/octet-stream"
}
