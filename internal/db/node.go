package db

import (
	"context"
	"fmt"
	"os"
	"sync"
	"time"

	"laidan/internal/crm"
)

// lease is this process's node number. Processes on one database keep their ids
// apart by it; a process that dies gives it up after leaseTime.
type lease struct {
	mu     sync.Mutex
	node   int64
	holder string
}

const (
	leaseTime  = 10 * time.Minute
	leaseRenew = 10 * time.Second
	// deadAfter is how long a process may miss its renewals before its jobs are
	// given to others. Its number stays taken for leaseTime: a process that was
	// only paused may still make ids with it.
	deadAfter = 25 * time.Second
	nodes     = 1024
)

const takeNode = `INSERT INTO node (id, holder, leased_until) VALUES (@id, @holder, @until)
	ON CONFLICT (id) DO UPDATE SET holder = excluded.holder, leased_until = excluded.leased_until
	WHERE node.leased_until < @clock OR node.holder = excluded.holder`

func (d *DB) leaseNode(ctx context.Context) error {
	d.lease.mu.Lock()
	if d.lease.holder != "" {
		d.lease.mu.Unlock()
		return nil
	}
	host, _ := os.Hostname()
	d.lease.holder = fmt.Sprintf("%s/%d/%d", host, os.Getpid(), time.Now().UnixNano())
	d.lease.mu.Unlock()
	if err := d.renewNode(ctx, -1); err != nil {
		return err
	}
	d.background(func() {
		t := time.NewTicker(leaseRenew)
		defer t.Stop()
		for {
			select {
			case <-d.closing:
				return
			case <-t.C:
				// A failure is tried again; the lease outlives many of them. A
				// lease lost while this process slept is replaced by another number.
				_ = d.renewNode(context.Background(), d.lease.node)
			}
		}
	})
	return nil
}

// renewNode keeps the number, or takes the lowest free one.
func (d *DB) renewNode(ctx context.Context, keep int64) error {
	got := int64(-1)
	err := d.Update(ctx, crm.Actor{}, func(tx *Tx) error {
		try := func(id int64) (bool, error) {
			// The wall clock, not the database's settable one: leases are between processes.
			clock := time.Now()
			n, err := GlobalExec(tx, takeNode, Args{"id": id, "holder": d.lease.holder,
				"until": clock.Add(leaseTime).UnixMilli(), "clock": clock.UnixMilli()})
			return n == 1, err
		}
		if keep >= 0 {
			if ok, err := try(keep); err != nil || ok {
				got = keep
				return err
			}
		}
		taken, err := GlobalAll[int64](tx, "SELECT id FROM node WHERE leased_until >= @clock", Args{"clock": time.Now().UnixMilli()})
		if err != nil {
			return err
		}
		busy := map[int64]bool{}
		for _, id := range taken {
			busy[id] = true
		}
		for id := range int64(nodes) {
			if busy[id] {
				continue
			}
			if ok, err := try(id); err != nil || ok {
				got = id
				return err
			}
		}
		return fmt.Errorf("all %d node numbers are taken", nodes)
	})
	if err == nil && got != keep {
		d.lease.node = got
		d.ids.Store(crm.NewIDs(int(got)))
	}
	return err
}

func (d *DB) releaseNode() {
	if d.lease.holder == "" {
		return
	}
	_ = d.Update(context.Background(), crm.Actor{}, func(tx *Tx) error {
		_, err := GlobalExec(tx, "UPDATE node SET leased_until = 0 WHERE holder = @holder", Args{"holder": d.lease.holder})
		return err
	})
}

// Holder names this process among those that share the database.
func (d *DB) Holder() string {
	d.lease.mu.Lock()
	defer d.lease.mu.Unlock()
	return d.lease.holder
}

// LiveHolders are the processes that renewed their number lately.
func (d *DB) LiveHolders(ctx context.Context) ([]string, error) {
	var list []string
	err := d.View(ctx, crm.Actor{}, func(tx *Tx) (err error) {
		list, err = GlobalAll[string](tx, "SELECT holder FROM node WHERE leased_until >= @alive",
			Args{"alive": time.Now().Add(leaseTime - deadAfter).UnixMilli()})
		return err
	})
	return list, err
}
