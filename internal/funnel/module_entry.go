package funnel

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"laidan/internal/crm"
	"laidan/internal/customer"
	"laidan/internal/db"
	"laidan/internal/i18n"
	"laidan/internal/words"
)

// Lacking is the State of a move that was refused for its entry standard.
type Lacking struct {
	To          words.Layer `json:"to"`
	Missing     []Missing   `json:"missing"`
	Have        []Missing   `json:"have"`
	MayOverride bool        `json:"mayOverride"`
}

// Missing is one item of an entry standard in the reader's words.
type Missing struct {
	Layer  words.Layer `json:"layer"`
	Code   string      `json:"code"`
	Detail string      `json:"detail"`
	Params crm.Params  `json:"params,omitempty"`
	Action string      `json:"action" enum:"edit,touch,plan,deal,contract,payment,acceptance"`
}

// checkEntry compares the customer with the entry standards; a manager's
// override passes what is missing and is remembered.
func checkEntry(tx *db.Tx, c customer.Customer, r Request) (overridden bool, err error) {
	if err := checkEvidence(tx, c.ID, r.Evidence); err != nil {
		return false, err
	}
	facts, err := gather(tx, c, r.To)
	if err != nil {
		return false, err
	}
	facts.Evidence = r.Evidence
	have, missing := Check(facts, c.Layer, r.To)
	if len(missing) == 0 || r.Override {
		return len(missing) > 0, nil
	}
	e := crm.Fail(crm.Refused, "move.missing", "count", len(missing), "layer", nameOf(tx, r.To))
	e.State = Lacking{To: words.LayerAt(r.To), Missing: say(tx, "need.", missing), Have: say(tx, "have.", have),
		MayOverride: customer.Allow(tx, c, customer.ActOverride) == nil}
	return false, e
}

// gather asks the modules that know, and only for what this move is about.
func gather(tx *db.Tx, c customer.Customer, to int) (Facts, error) {
	f := Facts{Grade: c.Grade, Product: !c.ProductID.IsZero(), Goal: c.Goal}
	touches, deals := Asks(c.Layer, to)
	var err error
	if touches {
		if f.Touches, err = needs(tx).TouchFacts(tx, c.ID); err != nil {
			return f, err
		}
	}
	if deals {
		f.Deals, err = needs(tx).DealFacts(tx, c.ID)
		f.Deals.mask(func(s string) string { return customer.MaskText(tx, s, c.Numbers) })
	}
	return f, err
}

// mask hides numbers in the words that a standing shows.
func (d *DealFacts) mask(text func(string) string) {
	d.Open.Name, d.Won.Name = text(d.Open.Name), text(d.Won.Name)
	if d.Contract != nil {
		d.Contract.Number = text(d.Contract.Number)
	}
}

func evidenceJSON(list []Evidence) (string, error) {
	if len(list) == 0 {
		return "[]", nil
	}
	b, err := json.Marshal(list)
	return string(b), err
}

// checkEvidence refuses evidence that does not exist or belongs to another
// customer.
func checkEvidence(tx *db.Tx, id crm.CustomerID, list []Evidence) error {
	if len(list) == 0 {
		return nil
	}
	ids := make([]crm.ID[Evidence], len(list))
	for i, e := range list {
		n, err := crm.ParseID[Evidence](e.ID)
		if err != nil {
			return crm.Bad(fmt.Sprintf("/evidence/%d/id", i), "move.evidence")
		}
		ids[i] = n
	}
	type found struct {
		Kind string           `db:"kind"`
		ID   crm.ID[Evidence] `db:"id"`
	}
	known, err := db.All[found](tx, evidenceSQL, db.Args{"customer": id, "ids": ids})
	if err != nil {
		return err
	}
	var c crm.Checks
	for i, e := range list {
		c.That(slices.Contains(known, found{e.Kind, ids[i]}), fmt.Sprintf("/evidence/%d/id", i), "move.evidence")
	}
	return c.Err()
}

// say puts items into the reader's words.
func say(tx *db.Tx, prefix string, items []Item) []Missing {
	out := make([]Missing, len(items))
	for i, it := range items {
		said := it.words(tx.Actor.Language, tx.Zone())
		out[i] = Missing{Layer: words.LayerAt(it.Layer), Code: it.Code, Action: it.Action, Params: it.Params,
			Detail: strings.TrimSpace(i18n.Say(tx.Actor.Language, prefix+it.Code, said))}
	}
	return out
}

// nameOf is a layer's name in the reader's language.
func nameOf(tx *db.Tx, layer int) string {
	return i18n.Say(tx.Actor.Language, "layer."+string(words.LayerAt(layer)), nil)
}

// Verdict tells what a move would lack.
type Verdict struct {
	To          words.Layer `json:"to"`
	Allowed     bool        `json:"allowed" doc:"The move would pass as it is, its words aside"`
	Missing     []Missing   `json:"missing"`
	Have        []Missing   `json:"have"`
	MayOverride bool        `json:"mayOverride"`
	Newer       bool        `json:"newer" doc:"The customer changed since the version asked about"`
	Version     int64       `json:"version"`
}

// CheckMove tells what a move would lack, without moving.
func CheckMove(tx *db.Tx, id crm.CustomerID, to int, version int64) (Verdict, error) {
	c, err := customer.Get(tx, id)
	if err != nil {
		return Verdict{}, err
	}
	facts, err := gather(tx, c, to)
	if err != nil {
		return Verdict{}, err
	}
	have, missing := Check(facts, c.Layer, to)
	mine := customer.Allow(tx, c, customer.ActMove) == nil
	return Verdict{
		To: words.LayerAt(to), Allowed: mine && to != c.Layer && len(missing) == 0, Missing: say(tx, "need.", missing), Have: say(tx, "have.", have),
		MayOverride: customer.Allow(tx, c, customer.ActOverride) == nil, Newer: version != 0 && version != c.Version, Version: c.Version,
	}, nil
}
