package audit

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"laidan/internal/crm"
	"laidan/internal/db"
)

// Checkpoint is the head of one organisation's chain, kept outside the
// database: somebody who can change the database alone can neither cut off the
// end of the log nor write all of it anew without being found.
type Checkpoint struct {
	Tenant int64 `json:"tenant,string"`
	Link
}

const checkpointName = "audit-checkpoint.json"

// Keep writes the checkpoints into the data folder, replacing earlier ones.
func Keep(data string, list ...Checkpoint) error {
	if list == nil {
		list = []Checkpoint{}
	}
	return replace(data, checkpointName, list)
}

// replace writes a file of the data folder whole or not at all.
func replace(data, name string, v any) error {
	b, err := json.MarshalIndent(v, "", " ")
	if err != nil {
		return err
	}
	tmp := filepath.Join(data, name+".new")
	if err := os.WriteFile(tmp, b, 0o600); err != nil {
		return err
	}
	return os.Rename(tmp, filepath.Join(data, name))
}

// Kept reads the checkpoints of a data folder; none when there are none yet.
func Kept(data string) ([]Checkpoint, error) {
	b, err := os.ReadFile(filepath.Join(data, checkpointName))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var list []Checkpoint
	if err := json.Unmarshal(b, &list); err != nil {
		return nil, fmt.Errorf("%s: %w", checkpointName, err)
	}
	return list, nil
}

// eachTenant reads every organisation's log in one transaction.
func eachTenant(ctx context.Context, d *db.DB, fn func(tx *db.Tx, t named) error) error {
	return d.View(ctx, crm.Actor{}, func(tx *db.Tx) error {
		return inEach(tx, func(t named) error { return fn(tx, t) })
	})
}

// inEach goes through all organisations as each of them.
func inEach(tx *db.Tx, fn func(t named) error) error {
	all, err := tenants(tx)
	defer tx.Become(tx.Actor)
	for _, t := range all {
		tx.Become(crm.Actor{Tenant: crm.IDOf[crm.Tenant](t.ID)})
		if err = fn(t); err != nil {
			return err
		}
	}
	return err
}

// Note keeps the present heads, but never steps back behind an earlier
// checkpoint or mark: a log that became shorter stays a finding. The file is
// written before the marks, so that a mark ahead of it means that the file was
// taken away or shortened.
func Note(ctx context.Context, d *db.DB, data string) error {
	before, err := Kept(data)
	if err != nil {
		return err
	}
	kept := map[int64]Link{}
	for _, c := range before {
		kept[c.Tenant] = c.Link
	}
	heads, marks := maps.Clone(kept), map[int64]Link{}
	err = eachTenant(ctx, d, func(tx *db.Tx, t named) error {
		h, err := Head(tx)
		if err != nil {
			return err
		}
		m, err := mark(tx)
		marks[t.ID] = m
		for _, l := range []Link{h, m} {
			if l.Seq > heads[t.ID].Seq {
				heads[t.ID] = l
			}
		}
		return err
	})
	if err != nil {
		return err
	}
	if !maps.Equal(heads, kept) {
		list := []Checkpoint{}
		for _, t := range slices.Sorted(maps.Keys(heads)) {
			list = append(list, Checkpoint{t, heads[t]})
		}
		if err := Keep(data, list...); err != nil {
			return err
		}
	}
	for t, l := range heads {
		if m, there := marks[t]; there && l.Seq > m.Seq {
			err = errors.Join(err, d.Update(ctx, crm.Actor{Tenant: crm.IDOf[crm.Tenant](t)}, func(tx *db.Tx) error { return setMark(tx, l) }))
		}
	}
	return err
}

// Loss is a log that ends before its checkpoint.
type Loss struct {
	Tenant   int64
	Has, Had int64 // places
}

// Lost finds logs that are shorter than their checkpoints, by the last place
// alone: what a broken write-ahead log or an older copy of the file leaves.
func Lost(ctx context.Context, d *db.DB, kept []Checkpoint) ([]Loss, error) {
	heads := map[int64]int64{}
	err := eachTenant(ctx, d, func(tx *db.Tx, t named) error {
		h, err := Head(tx)
		heads[t.ID] = h.Seq
		return err
	})
	var list []Loss
	for _, c := range kept {
		if has := heads[c.Tenant]; has < c.Seq {
			list = append(list, Loss{c.Tenant, has, c.Seq})
		}
	}
	return list, err
}
