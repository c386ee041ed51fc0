package app

import (
	"context"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"laidan/internal/authz"
	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/httpapi"
)

// health mounts what operators ask: /healthz says the process lives, /readyz
// that it can answer, /metrics in Prometheus' text form to the machine itself or
// to an administrator's token.
func (a *App) health(r *httpapi.Router) {
	r.Mount("GET /healthz", http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { say(w, http.StatusOK, "ok") }))
	r.Mount("GET /readyz", http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		ctx, cancel := context.WithTimeout(q.Context(), 2*time.Second)
		defer cancel()
		err := a.DB.View(ctx, crm.Actor{}, func(tx *db.Tx) error {
			_, err := db.GlobalOne[int](tx, "SELECT 1 AS one")
			return err
		})
		if err != nil {
			say(w, http.StatusServiceUnavailable, "database unavailable")
			return
		}
		say(w, http.StatusOK, "ready"+a.lostFacts()+a.tightDisk())
	}))
	// For browsers that ask whether the server can be reached and what time it is
	// there; and the least that a request of somebody logged in can cost.
	httpapi.Get(r, "/ping", authz.Self, func(tx *db.Tx, _ *struct{}) (pong, error) { return pong{tx.NowMillis()}, nil })
	reg := prometheus.NewRegistry()
	reg.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	r.MountLocal("GET /metrics", authz.SettingsWrite, promhttp.HandlerFor(reg, promhttp.HandlerOpts{}))
}

type pong struct {
	At crm.Millis `json:"at" doc:"The server's clock"`
}

func say(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write([]byte(text + "\n"))
}
