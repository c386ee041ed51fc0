package funnel

import (
	"laidan/internal/customer"
	"laidan/internal/db"
	"laidan/internal/words"
)

// Standing is a customer's way through the funnel: how long it took so far, and
// what the next layer asks for.
type Standing struct {
	Steps []Step `json:"steps"`
	Next  *Next  `json:"next" doc:"null at the end and in the cold store"`
}

// Next is the entry standard of the next layer.
type Next struct {
	To      words.Layer `json:"to"`
	Missing []Missing   `json:"missing"`
	Have    []Missing   `json:"have"`
}

type spent struct {
	Layer int     `db:"from_layer"`
	Days  float64 `db:"days"`
}

// StandingOf tells where a customer stands; the customer's page shows it.
func StandingOf(tx *db.Tx, c customer.Customer) (Standing, error) {
	t, err := TemplateOf(tx)
	if err != nil {
		return Standing{}, err
	}
	rows, err := db.All[spent](tx, spentSQL, db.Args{"id": c.ID})
	if err != nil {
		return Standing{}, err
	}
	days := map[int]float64{}
	for _, r := range rows {
		days[r.Layer] = r.Days
	}
	s := Standing{Steps: Steps(t, c.Layer, days, WorkDays(tx, c.LayerSince.Time(), tx.Now))}
	to := NextOf(c.Layer)
	if to == words.Abandoned {
		return s, nil
	}
	facts, err := gather(tx, c, to)
	if err != nil {
		return s, err
	}
	have, missing := Check(facts, c.Layer, to)
	s.Next = &Next{To: words.LayerAt(to), Missing: say(tx, "need.", missing), Have: say(tx, "have.", have)}
	return s, nil
}
