package customer

import (
	"slices"

	"laidan/internal/authz"
	"laidan/internal/crm"
	"laidan/internal/db"
)

// Timeline is a page of what happened with a customer, newest first.
type Timeline struct {
	Items  []Item      `json:"items"`
	Next   string      `json:"next"`
	Counts *TimeCounts `json:"counts,omitempty" doc:"With the first page"`
}

// TimeCounts are the numbers on the tabs of a timeline.
type TimeCounts struct {
	All    int64 `json:"all"`
	Touch  int64 `json:"touch"`
	Deal   int64 `json:"deal"`
	File   int64 `json:"file"`
	Change int64 `json:"change"`
}

// The tabs of a timeline.
const (
	TabAll    = ""
	TabTouch  = "touch"
	TabMove   = "move"
	TabDeal   = "deal"
	TabFile   = "file"
	TabChange = "change"
)

// armsOf are the tables of a tab that the actor may read.
func armsOf(tx *db.Tx, tab string) []string {
	var arms []string
	add := func(arm string, on bool, tabs ...string) {
		if on && slices.Contains(tabs, tab) {
			arms = append(arms, arm)
		}
	}
	deals := tx.Actor.System() || authz.May(tx.Actor, authz.DealRead)
	contracts := tx.Actor.System() || authz.May(tx.Actor, authz.ContractRead)
	add(touchArm, true, TabAll, TabTouch)
	add(moveArm, true, TabAll, TabMove)
	add(receiptArm, true, TabAll, TabMove)
	add(dealArm, deals, TabAll, TabDeal)
	add(contractArm, contracts, TabAll, TabDeal)
	add(paymentArm, contracts, TabAll, TabDeal)
	add(fileArm+looseFile, true, TabAll)
	add(fileArm, true, TabFile)
	add(changeArm, true, TabChange)
	return arms
}

// ReadTimeline reads a page of one tab in at most three statements, the
// customer's own included.
func ReadTimeline(tx *db.Tx, id crm.CustomerID, tab, cursor string, limit int) (Timeline, error) {
	out := Timeline{Items: []Item{}}
	c, err := Get(tx, id)
	if err != nil {
		return out, err
	}
	at, err := decodePlace(cursor)
	if err != nil {
		return out, err
	}
	arms := armsOf(tx, tab)
	args := db.Args{"id": id, "at": at.At, "before": at.ID, "limit": limit + 1, "kinds": kindsFor(tx.Actor.System() || authz.May(tx.Actor, authz.DealRead))}
	rows, err := db.All[happening](tx, timelineSQL(arms), args)
	if err != nil {
		return out, err
	}
	if len(rows) > limit {
		rows = rows[:limit]
		out.Next = timePlace{rows[limit-1].At, rows[limit-1].ID}.encode()
	}
	r := readerOf(tx, c)
	touches := []int64{}
	for _, h := range rows {
		out.Items = append(out.Items, h.item(r))
		if h.Type == "touch" {
			touches = append(touches, h.ID)
		}
	}
	args["touches"] = touches
	return out, out.addSides(tx, r, args, cursor == "")
}

func readerOf(tx *db.Tx, c Customer) reader {
	f := fieldsOf(tx.Actor)
	return reader{me: tx.Me(), now: tx.NowMillis(), mask: func(s string) string { return f.text(s, c.Numbers) },
		ideal: func(layer int) float64 { return needs(tx).IdealDays(tx, layer) }}
}

// addSides reads comments and files of the touches and, with the first page,
// the counts, in one statement.
func (t *Timeline) addSides(tx *db.Tx, r reader, args db.Args, first bool) error {
	text := sidesSQL
	if first {
		text = allSidesSQL
	}
	sides, err := db.All[side](tx, text, args)
	if err != nil {
		return err
	}
	slices.SortStableFunc(sides, func(a, b side) int { return int(min(1, max(-1, a.ID-b.ID))) })
	attach(t.Items, sides, r)
	if first {
		t.Counts = countsOf(sides, authz.May(tx.Actor, authz.DealRead), authz.May(tx.Actor, authz.ContractRead))
	}
	return nil
}

func countsOf(sides []side, deals, contracts bool) *TimeCounts {
	n := map[string]int64{}
	for _, s := range sides {
		if s.Touch == 0 {
			n[s.Part] = s.N1
		}
	}
	c := &TimeCounts{Touch: n["touch count"], File: n["file count"], Change: n["change count"]}
	if deals {
		c.Deal += n["deal count"]
	}
	if contracts {
		c.Deal += n["contract count"] + n["payment count"]
	}
	c.All = c.Touch + n["move count"] + n["receipt count"] + n["loose count"] + c.Deal
	return c
}
