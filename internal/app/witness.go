package app

import (
	"context"
	"errors"
	"fmt"
	"time"

	"laidan/internal/audit"
)

// witness compares the fact logs with the checkpoints in the data folder. What
// it finds is said, and stops nobody from working.
func (a *App) witness(ctx context.Context) {
	kept, err := audit.Kept(a.Data)
	if err == nil {
		a.lost, err = audit.Lost(ctx, a.DB, kept)
	}
	for _, l := range a.lost {
		a.Log.Error("acts were lost: the fact log ends before its checkpoint, as after a broken or deleted write-ahead log or with an older copy of the database; run laidan doctor, and restore the last backup if it is newer",
			"tenant", l.Tenant, "facts", l.Has, "checkpoint", l.Had)
	}
	if err == nil {
		err = audit.UseKey(a.DB, a.Data)
	}
	if err != nil {
		a.Log.Warn("the fact log's checkpoint", "error", err)
	}
}

// agreeKey sees to it that this node proves erasures as the others do. A node
// with another key must not work; anything else is said and stops nobody.
func (a *App) agreeKey(ctx context.Context) error {
	made, err := audit.AgreeKey(ctx, a.DB, a.Data)
	switch kept, _ := audit.Kept(a.Data); {
	case errors.Is(err, audit.ErrKey):
		return err
	case err != nil:
		a.Log.Warn("the key of the fact log", "error", err)
	case made && len(kept) > 0:
		a.Log.Warn("a new audit.key was made: erasures up to now are trusted. After the first start of this version it should not be missing")
	}
	return nil
}

// lostFacts tells how many facts the checkpoints know of that are not there.
func (a *App) lostFacts() string {
	n := int64(0)
	for _, l := range a.lost {
		n += l.Had - l.Has
	}
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("; %d facts were lost before the last start, see laidan doctor", n)
}

// checkpointEvery bounds what a loss may take without being noticed.
const checkpointEvery = 5 * time.Second

// keepCheckpoints notes the heads of the fact logs in the data folder, and once
// more at the end.
func (a *App) keepCheckpoints(ctx context.Context) {
	for more := true; more; {
		select {
		case <-ctx.Done():
			more = false
		case <-time.After(checkpointEvery):
		}
		if err := audit.Note(context.WithoutCancel(ctx), a.DB, a.Data); err != nil {
			a.Log.Warn("keep the fact log's checkpoint", "error", err)
		}
	}
}
