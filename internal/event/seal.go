package event

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"log/slog"
	"time"

	"laidan/internal/crm"
	"laidan/internal/db"
)

// One sealer per tenant chains committed facts in batches, so that no act waits
// for the chain: chain_n = hex(SHA-256(chain_n-1 ‖ commitment_n)). The order of
// sealing is the order of the chain and has no gaps.

const sealBatch = 1000

type link struct {
	Seq        int64  `db:"seq"`
	Chain      string `db:"chain"`
	ID         int64  `db:"id"`
	Commitment string `db:"commitment"`
}

// Chain gives the next value of a chain.
func Chain(chain, commitment string) string {
	sum := sha256.Sum256([]byte(chain + commitment))
	return hex.EncodeToString(sum[:])
}

const (
	waiting = `SELECT DISTINCT tenant_id FROM fact WHERE seq IS NULL`
	// The tenant's row is the lock between nodes.
	lockTenant = `SELECT id FROM tenant WHERE id = @tenant FOR UPDATE`
	lastLink   = `SELECT seq, chain FROM fact WHERE tenant_id = @tenant AND seq IS NOT NULL ORDER BY seq DESC LIMIT 1`
	unsealed   = `SELECT id, commitment FROM fact WHERE tenant_id = @tenant AND seq IS NULL ORDER BY id LIMIT @limit`
	seal       = `UPDATE fact SET seq = @seq, chain = @chain WHERE tenant_id = @tenant AND id = @id`
)

// Seal chains what is committed and unsealed, one batch per tenant, and tells
// whether more may be waiting.
func Seal(ctx context.Context, d *db.DB) (more bool, err error) {
	var tenants []crm.TenantID
	err = d.View(ctx, crm.Actor{}, func(tx *db.Tx) error {
		tenants, err = db.GlobalAll[crm.TenantID](tx, waiting)
		return err
	})
	if err != nil {
		return false, err
	}
	for _, t := range tenants {
		n := 0
		err := d.Update(ctx, crm.Actor{Tenant: t}, func(tx *db.Tx) error {
			n, err = sealBatchOf(tx)
			return err
		})
		if err != nil {
			return false, err
		}
		more = more || n == sealBatch
	}
	return more, nil
}

func sealBatchOf(tx *db.Tx) (int, error) {
	if _, _, err := db.GlobalMaybe[int64](tx, lockTenant); err != nil {
		return 0, err
	}
	last, _, err := db.Maybe[link](tx, lastLink)
	if err != nil {
		return 0, err
	}
	list, err := db.All[link](tx, unsealed, db.Args{"limit": sealBatch})
	if err != nil {
		return 0, err
	}
	for _, l := range list {
		last = link{Seq: last.Seq + 1, Chain: Chain(last.Chain, l.Commitment), ID: l.ID}
		if err := db.Write(tx, seal, last); err != nil {
			return 0, err
		}
	}
	return len(list), nil
}

// RunSealer seals until the context ends.
func RunSealer(ctx context.Context, d *db.DB, log *slog.Logger) {
	for {
		more, err := Seal(ctx, d)
		if err != nil && ctx.Err() == nil {
			log.Warn("sealing the fact log", "error", err)
		}
		wait := 700 * time.Millisecond
		if more {
			wait = 10 * time.Millisecond
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(wait):
		}
	}
}
