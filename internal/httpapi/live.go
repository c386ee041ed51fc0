package httpapi

import (
	"encoding/json"
	"fmt"
	"net/http"
	"sync"
	"time"

	"laidan/internal/authz"
	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/rights"
)

const (
	liveCheck = 4 * time.Second // how soon a revoked session loses its stream
	livePing  = 20 * time.Second
)

// visiblePeople is whose customers the actor sees through team or subtree.
const visiblePeople = `SELECT owner_id FROM visible WHERE tenant_id = @tenant AND viewer_id = @me`

type liveEvent struct {
	Topic    string         `json:"topic"`
	Customer crm.CustomerID `json:"customerId"`
}

// Live adds GET /live: a stream of "something you may show has changed". It
// names records, never content; browsers read again what they show.
func Live(r *Router) {
	Raw(r, http.MethodGet, "/live", authz.Self, RawDoc{Summary: "Live changes", Produces: "text/event-stream"}, func(q *Request) error {
		flush := http.NewResponseController(q.W)
		h := q.W.Header()
		h.Set("Content-Type", "text/event-stream")
		h.Set("Cache-Control", "no-cache")
		h.Set("X-Accel-Buffering", "no")
		if _, err := fmt.Fprint(q.W, "retry: 3000\n\n"); err != nil {
			return nil // the client is gone
		}
		_ = flush.Flush()
		w := &watcher{actor: q.Actor}
		if err := q.View(w.load); err != nil {
			return nil // the browser reconnects
		}
		changes := make(chan db.Change, 256)
		defer r.o.DB.Subscribe(func(c db.Change) {
			if w.concerns(c) {
				select {
				case changes <- c:
				default: // a slow reader misses one; the next reload shows it
				}
			}
		})()
		return w.stream(q, flush, changes)
	})
}

type watcher struct {
	mu     sync.RWMutex
	actor  crm.Actor
	people map[crm.PersonID]bool
}

func (w *watcher) load(tx *db.Tx) error {
	list, err := db.All[crm.PersonID](tx, visiblePeople)
	if err != nil {
		return err
	}
	people := map[crm.PersonID]bool{tx.Me(): true}
	for _, p := range list {
		people[p] = true
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.actor, w.people = tx.Actor, people
	return nil
}

func (w *watcher) concerns(c db.Change) bool {
	w.mu.RLock()
	defer w.mu.RUnlock()
	if !rights.May("live.tenant", c.Tenant == w.actor.Tenant) {
		return false
	}
	if c.Topic == "notice" { // for its receiver alone
		return len(c.People) == 1 && c.People[0] == w.actor.Person
	}
	if c.Topic == "pool" {
		return authz.May(w.actor, authz.PoolRead)
	}
	for _, p := range c.People {
		if w.people[p] {
			return true
		}
	}
	return w.actor.Scope == crm.ScopeAll && !c.Customer.IsZero()
}

// shows asks about a customer that concerns the reader by the scope "all" only:
// some of those who have it see a part of the customers.
func (w *watcher) shows(q *Request, c db.Change) bool {
	if q.r.o.MayShow == nil || c.Customer.IsZero() || c.Topic == "notice" || w.actor.Scope != crm.ScopeAll {
		return true
	}
	err := q.View(func(tx *db.Tx) error { return q.r.o.MayShow(tx, c.Customer) })
	return err == nil
}

func (w *watcher) stream(q *Request, flush *http.ResponseController, changes <-chan db.Change) error {
	check, ping := time.NewTicker(liveCheck), time.NewTicker(livePing)
	defer check.Stop()
	defer ping.Stop()
	for {
		text := ": ping\n\n"
		select {
		case <-q.R.Context().Done():
			return nil
		case <-check.C:
			err := q.r.o.DB.View(q.R.Context(), crm.Actor{}, func(tx *db.Tx) error {
				if err := q.r.authorize(tx, q.Call, q.route); err != nil {
					return err
				}
				return w.load(tx)
			})
			if crm.KindOf(err) == crm.Unauthorized {
				_, _ = fmt.Fprint(q.W, "event: end\ndata: {}\n\n")
				_ = flush.Flush()
				return nil
			}
			continue
		case <-ping.C:
		case c := <-changes:
			if !w.shows(q, c) {
				continue
			}
			b, err := json.Marshal(liveEvent{c.Topic, c.Customer})
			if err != nil {
				return nil // cannot happen for these two fields
			}
			kind := "change"
			if c.Topic == "notice" {
				kind = "notice"
			}
			text = fmt.Sprintf("event: %s\ndata: %s\n\n", kind, b)
		}
		if _, err := fmt.Fprint(q.W, text); err != nil {
			return nil // the client is gone
		}
		if err := flush.Flush(); err != nil {
			return nil // the client is gone
		}
	}
}
