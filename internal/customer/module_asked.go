package customer

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"slices"
	"strings"

	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/event"
	"laidan/internal/phone"
)

// Asked collects the full numbers that a file asks about: its dry run tells
// which of them are known. A real list has its numbers from the people on it; a
// list made to fill the hidden digits of a masked number has many that differ
// in these digits only. So a file costs as many probes as it has numbers in its
// largest group with the same shown digits, and at least one.
type Asked struct {
	groups map[string]map[string]bool
}

// Add notes the numbers among the keys of one row.
func (a *Asked) Add(keys []Key) {
	for _, k := range keys {
		shown := ""
		switch k.Kind {
		case KeyMobile, KeyPhone:
			shown = phone.Mask(k.Norm)
		case KeyWeChat, KeyEmail:
			if shown = phone.MaskText(k.Norm); shown == k.Norm {
				continue // no number in it
			}
		default:
			continue
		}
		if a.groups == nil {
			a.groups = map[string]map[string]bool{}
		}
		if a.groups[shown] == nil {
			a.groups[shown] = map[string]bool{}
		}
		a.groups[shown][strings.TrimPrefix(k.Norm, "+86")] = true
	}
}

// largest is the largest group; of equal ones the first by its shown digits.
func (a *Asked) largest() (shown string, n int) {
	for _, s := range slices.Sorted(maps.Keys(a.groups)) {
		if len(a.groups[s]) > n {
			shown, n = s, len(a.groups[s])
		}
	}
	return shown, n
}

// Digest names the set of numbers: what was paid for once may be asked again.
func (a *Asked) Digest() string {
	h := sha256.New()
	for _, s := range slices.Sorted(maps.Keys(a.groups)) {
		for _, n := range slices.Sorted(maps.Keys(a.groups[s])) {
			_, _ = h.Write([]byte(n + "\n"))
		}
	}
	return hex.EncodeToString(h.Sum(nil)[:12])
}

// Pay counts the probes and audits them. Before it succeeded nothing of the dry
// run may be told.
func (a *Asked) Pay(ctx context.Context, d *db.DB, actor crm.Actor) error {
	shown, n := a.largest()
	if n == 0 || actor.System() {
		return nil
	}
	audit := func(tx *db.Tx, how string) error {
		return event.Record(tx, event.Fact{Kind: "customer.Probed", Subject: tx.Me().Int64(), Data: Probed{How: how, Number: shown, Count: n}})
	}
	err := d.Update(ctx, actor, func(tx *db.Tx) error {
		if _, err := spend(tx, "probe", n, probeLimit); err != nil {
			return err
		}
		return audit(tx, "import")
	})
	if crm.CodeOf(err) != "probe.limit" {
		return err
	}
	if err := d.Update(ctx, actor, func(tx *db.Tx) error { return audit(tx, "refused") }); err != nil {
		return err
	}
	if n > 1 {
		return crm.Fail(crm.TooMany, "import.guessing", "count", n, "shown", shown, "limit", probeLimit)
	}
	return err
}
