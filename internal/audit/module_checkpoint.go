package audit

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

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
	b, err := json.MarshalIndent(list, "", " ")
	if err != nil {
		return err
	}
	tmp := filepath.Join(data, checkpointName+".new")
	if err := os.WriteFile(tmp, b, 0o600); err != nil {
		return err
	}
	return os.Rename(tmp, filepath.Join(data, checkpointName))
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

// Note keeps the present heads, but never steps back behind an earlier
// checkpoint: a log that became shorter stays a finding.
func Note(ctx context.Context, d *db.DB, data string) error {
	before, err := Kept(data)
	if err != nil {
		return err
	}
	heads := map[int64]Link{}
	for _, c := range before {
		heads[c.Tenant] = c.Link
	}
	err = d.View(ctx, crm.Actor{}, func(tx *db.Tx) error {
		all, err := tenants(tx)
		if err != nil {
			return err
		}
		for _, t := range all {
			tx.Become(crm.Actor{Tenant: crm.IDOf[crm.Tenant](t.ID)})
			h, err := Head(tx)
			if err != nil {
				return err
			}
			if h.Seq > heads[t.ID].Seq {
				heads[t.ID] = h
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	list := []Checkpoint{}
	for t, l := range heads {
		list = append(list, Checkpoint{t, l})
	}
	return Keep(data, list...)
}
