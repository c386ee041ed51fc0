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
	if err := d.renewNode(ctx, -1); IsFull(err) {
		// Nothing can be written yet. The last number is the one that nobody has
		// when there is room again; the next renewal takes a proper one.
		d.lease.node = -1
		d.ids.Store(crm.NewIDs(nodes - 1))
	} else if err != nil {
		return err
	}
	d.every(leaseRenew, func() {
		// A failure is tried again; the lease outlives many of them. A
		// lease lost while this process slept is replaced by another number.
		_ = d.renewNode(context.Background(), d.lease.node)
	})
	return nil
}

// renewNode keeps the number, or takes the lowest free one.
func (d *DB) renewNode(ctx context.Context, keep int64) error {
	got := int64(-1)
	err := d.Update(ctx, crm.Actor{}, func(tx *Tx) (err error) {
		// The wall clock, not the database's settable one: leases are between processes.
		now := time.Now()
		if keep >= 0 {
			if ok, err := d.takeNode(tx, keep, now, now); err != nil || ok {
				got = keep
				return err
			}
		}
		if got, err = d.freeNode(tx, now, now); err != nil || got >= 0 {
			return err
		}
		// A program that died again and again has used all numbers up. One whose
		// holder has been silent for long enough to be dead is better than none.
		if got, err = d.freeNode(tx, now, now.Add(leaseTime-deadAfter)); err != nil || got >= 0 {
			return err
		}
		return fmt.Errorf("all %d node numbers are taken; wait half a minute", nodes)
	})
	if err == nil && got != keep {
		d.lease.node = got
		d.ids.Store(crm.NewIDs(int(got)))
	}
	return err
}

// takeNode leases a number that nobody has renewed beyond free.
func (d *DB) takeNode(tx *Tx, id int64, now, free time.Time) (bool, error) {
	n, err := GlobalExec(tx, takeNode, Args{"id": id, "holder": d.lease.holder, "until": now.Add(leaseTime).UnixMilli(), "clock": free.UnixMilli()})
	return n == 1, err
}

// freeNode takes the lowest number that nobody has renewed beyond free; -1 when
// there is none.
func (d *DB) freeNode(tx *Tx, now, free time.Time) (int64, error) {
	taken, err := GlobalAll[int64](tx, "SELECT id FROM node WHERE leased_until >= @clock", Args{"clock": free.UnixMilli()})
	if err != nil {
		return -1, err
	}
	busy := map[int64]bool{}
	for _, id := range taken {
		busy[id] = true
	}
	for id := range int64(nodes) {
		if busy[id] {
			continue
		}
		if ok, err := d.takeNode(tx, id, now, free); err != nil || ok {
			return id, err
		}
	}
	return -1, nil
}

// releaseNode leaves the instant behind, so that nobody takes the number while a
// clock that went back could make the same ids again.
func (d *DB) releaseNode() {
	if d.lease.holder == "" {
		return
	}
	_ = d.Update(context.Background(), crm.Actor{}, func(tx *Tx) error {
		_, err := GlobalExec(tx, "UPDATE node SET leased_until = @clock WHERE holder = @holder", Args{"holder": d.lease.holder, "clock": time.Now().UnixMilli()})
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
		list, err = GlobalAll[string](tx, "SELECT holder FROM node WHERE leased_until >= @alive AND leased_until <= @most",
			// A lease from further ahead was taken by a clock that ran wrong; one who lives has renewed it since.
			Args{"alive": time.Now().Add(leaseTime - deadAfter).UnixMilli(), "most": time.Now().Add(2 * leaseTime).UnixMilli()})
		return err
	})
	return list, err
}
