package db

import (
	"context"
	"encoding/json"
	"sync"
	"time"

	"laidan/internal/crm"
)

// Change tells browsers that something they may show is new. It names the
// record and whom it concerned, never its content: who may see it reads again.
type Change struct {
	Tenant   crm.TenantID   `json:"t"`
	Topic    string         `json:"k"`
	Customer crm.CustomerID `json:"c"`
	People   []crm.PersonID `json:"p,omitempty"` // owners before and after, or the receiver of a notice
	Pool     crm.PoolID     `json:"o"`
}

// Announce sends a change after commit to everyone who may see it, on every node.
func (tx *Tx) Announce(topic string, customer crm.CustomerID, people ...crm.PersonID) {
	tx.changes = append(tx.changes, Change{Tenant: tx.Actor.Tenant, Topic: topic, Customer: customer, People: people})
}

type hub struct {
	mu    sync.RWMutex
	subs  map[int]func(Change)
	next  int
	relay chan Change
}

const liveChannel = "laidan_live"

// init starts the relay to other nodes on PostgreSQL. Live updates are a
// courtesy: a lost one costs a stale list until the next reload, never data.
func (h *hub) init(d *DB) {
	h.subs = map[int]func(Change){}
	e, ok := d.engine.(*pgEngine)
	if !ok {
		return
	}
	h.relay = make(chan Change, 1024)
	d.background(func() {
		for {
			select {
			case <-d.closing:
				return
			case c := <-h.relay:
				b, err := json.Marshal(c)
				if err == nil && len(b) < 7900 {
					ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
					_, _ = e.pool.Exec(ctx, "SELECT pg_notify($1, $2)", liveChannel, string(b))
					cancel()
				}
			}
		}
	})
	d.background(func() {
		for {
			select {
			case <-d.closing:
				return
			default:
			}
			h.listen(d, e)
			select {
			case <-d.closing:
				return
			case <-time.After(time.Second):
			}
		}
	})
}

// listen delivers other nodes' changes until the connection breaks.
func (h *hub) listen(d *DB, e *pgEngine) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	stop := context.AfterFunc(ctx, func() {})
	defer stop()
	d.background(func() {
		select {
		case <-d.closing:
			cancel()
		case <-ctx.Done():
		}
	})
	c, err := e.pool.Acquire(ctx)
	if err != nil {
		return
	}
	defer c.Release()
	if _, err := c.Exec(ctx, "LISTEN "+liveChannel); err != nil {
		return
	}
	for {
		n, err := c.Conn().WaitForNotification(ctx)
		if err != nil {
			_ = c.Conn().Close(context.Background())
			return
		}
		var change Change
		if json.Unmarshal([]byte(n.Payload), &change) == nil {
			h.deliver(change)
		}
	}
}

func (h *hub) publish(changes []Change) {
	for _, c := range changes {
		if h.relay != nil { // comes back to this node through LISTEN as well
			select {
			case h.relay <- c:
			default:
			}
			continue
		}
		h.deliver(c)
	}
}

func (h *hub) deliver(c Change) {
	h.mu.RLock()
	defer h.mu.RUnlock()
	for _, fn := range h.subs {
		fn(c)
	}
}

// Subscribe calls fn for every change until the returned function is called. fn
// must not block.
func (d *DB) Subscribe(fn func(Change)) (cancel func()) {
	h := &d.live
	h.mu.Lock()
	defer h.mu.Unlock()
	id := h.next
	h.next++
	h.subs[id] = fn
	return func() {
		h.mu.Lock()
		defer h.mu.Unlock()
		delete(h.subs, id)
	}
}
