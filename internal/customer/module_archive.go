package customer

import (
	"slices"

	"laidan/internal/authz"
	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/event"
)

// Archive puts a customer away: out of lists, holds and pools, with all its
// history. Nothing is deleted.
func Archive(tx *db.Tx, c Customer) (Customer, error) {
	if err := Allow(tx, c, ActArchive); err != nil {
		return c, err
	}
	after := c
	after.Archived, after.NextAt, after.NextChannel, after.NextGoal, after.FirstDueAt = true, 0, "", "", 0
	if err := putAway(tx, c, &after); err != nil {
		return c, err
	}
	if c.Holds() {
		if err := lower(tx, c.OwnerID); err != nil {
			return c, err
		}
	}
	if err := needs(tx).OwnerLeft(tx, []crm.CustomerID{c.ID}, "archive"); err != nil {
		return c, err
	}
	return after, putAwayFacts(tx, "archive", "customer.Archived", c, after)
}

// Restore brings an archived customer back to its owner, even above the quota,
// or to the pool when the owner has left.
func Restore(tx *db.Tx, c Customer) (Customer, error) {
	if err := Allow(tx, c, ActRestore); err != nil {
		return c, err
	}
	after := c
	after.Archived = false
	if !c.OwnerID.IsZero() {
		_, err := receiverOf(tx, Handover{To: c.OwnerID})
		switch {
		case crm.CodeOf(err) == "person.inactive" || crm.KindOf(err) == crm.Invalid:
			if after, err = toPool(tx, after); err != nil {
				return c, err
			}
		case err != nil:
			return c, err
		}
	}
	if err := putAway(tx, c, &after); err != nil {
		return c, err
	}
	if after.Holds() {
		if err := raise(tx, after.OwnerID); err != nil {
			return c, err
		}
	}
	return after, putAwayFacts(tx, "restore", "customer.Restored", c, after)
}

func toPool(tx *db.Tx, c Customer) (Customer, error) {
	pool, err := DefaultPool(tx)
	if err != nil {
		return c, err
	}
	r, err := receiverOf(tx, Handover{Pool: pool})
	return r.give(tx, c), err
}

func putAway(tx *db.Tx, before Customer, after *Customer) error {
	after.UpdatedAt = tx.NowMillis()
	n, err := db.Exec(tx, archiveSQL, after.Row)
	if err != nil {
		return err
	}
	if n == 0 {
		return conflictWith(tx, before.ID)
	}
	after.Version++
	return reindexed(tx, Step{before.Row, after.Row})
}

func putAwayFacts(tx *db.Tx, kind, fact string, before, after Customer) error {
	if err := needs(tx).StockMoved(tx, kind, Step{before.Row, after.Row}); err != nil {
		return err
	}
	tx.Announce("customer", after.ID, owners(before.OwnerID, after.OwnerID)...)
	return event.Record(tx, event.Fact{Kind: fact, Subject: after.ID.Int64(), Customer: after.ID, Data: map[string]any{"name": after.Name}})
}

// ShareNumber marks a number as shared by several customers, with the reason:
// it then finds possible duplicates but no longer must be unique.
func ShareNumber(tx *db.Tx, number, reason string) error {
	if err := authz.Need(tx, authz.CustomerMerge); err != nil {
		return err
	}
	region, err := regionOf(tx)
	if err != nil {
		return err
	}
	ch, err := NewChannel{Kind: ChannelPhone, Value: number}.clean(region)
	if err != nil {
		return crm.Bad("/phone", crm.CodeOf(err), pairs(err)...)
	}
	if tidy(reason) == "" {
		return crm.Bad("/reason", "field.required")
	}
	if _, err := probe(tx, "shared", ch.Norm); err != nil {
		return err
	}
	args := db.Args{"norm": ch.Norm, "reason": tidy(reason)}
	if err := db.Write(tx, shareNumberSQL, args); err != nil {
		return err
	}
	if err := db.Write(tx, weakenSQL, args); err != nil {
		return err
	}
	return event.Record(tx, event.Fact{Kind: "customer.NumberShared", Subject: tx.Me().Int64(),
		Data: map[string]string{"number": maskKey(ch.Norm), "reason": tidy(reason)}})
}

// NumberToShare is the full number of a channel for those two acts, by who may
// merge the customer; nobody is shown it.
func NumberToShare(tx *db.Tx, c Customer, channel crm.ID[crm.Channel]) (string, error) {
	if err := Allow(tx, c, ActMerge); err != nil {
		return "", err
	}
	p, err := peopleOf(tx, c.ID)
	if err != nil {
		return "", err
	}
	ch, ok := p.reveal(channel)
	if !ok || ch.Kind != ChannelPhone {
		return "", crm.Missing()
	}
	return ch.Norm, nil
}

// UnshareNumber takes the mark off a number: it is one customer's own again. As
// long as several have it as their main one that cannot be.
func UnshareNumber(tx *db.Tx, number string) error {
	if err := authz.Need(tx, authz.CustomerMerge); err != nil {
		return err
	}
	region, err := regionOf(tx)
	if err != nil {
		return err
	}
	ch, err := NewChannel{Kind: ChannelPhone, Value: number}.clean(region)
	if err != nil {
		return crm.Bad("/phone", crm.CodeOf(err), pairs(err)...)
	}
	if _, err := probe(tx, "shared", ch.Norm); err != nil {
		return err
	}
	args := db.Args{"norm": ch.Norm}
	holders, err := db.All[crm.CustomerID](tx, numberHoldersSQL, args)
	if err != nil {
		return err
	}
	var owners []crm.CustomerID
	for _, id := range holders {
		p, err := peopleOf(tx, id)
		if err != nil {
			return err
		}
		own := func(k Key) bool { return k.Kind == KeyMobile && k.Norm == ch.Norm && k.Strong }
		if slices.ContainsFunc(p.keys(Row{ID: id}, nil), own) {
			owners = append(owners, id)
		}
	}
	if len(owners) > 1 {
		return crm.Fail(crm.Refused, "shared.still_many", "count", len(owners))
	}
	n, err := db.Exec(tx, unshareNumberSQL, args)
	if err != nil {
		return err
	}
	if n == 0 {
		return crm.Fail(crm.Refused, "shared.not_marked")
	}
	for _, id := range owners {
		if err := db.Write(tx, strengthenSQL, db.Args{"norm": ch.Norm, "id": id}); err != nil {
			return err
		}
	}
	return event.Record(tx, event.Fact{Kind: "customer.NumberUnshared", Subject: tx.Me().Int64(), Data: map[string]string{"number": maskKey(ch.Norm)}})
}
