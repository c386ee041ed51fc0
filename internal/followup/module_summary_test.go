package followup

import (
	"testing"

	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/words"
)

func (w world) summary(who string, in summaryIn) (SummaryView, error) {
	var v SummaryView
	err := w.as(who, func(tx *db.Tx) error {
		var err error
		v, err = getSummary(tx, &in)
		return err
	})
	return v, err
}

func TestSummary(t *testing.T) {
	each(t, func(w world) {
		a := w.customer(given{name: "甲", plan: Step{At: at("10-14 09:00"), Channel: words.Call}})
		b := w.customer(given{name: "乙", plan: Step{At: at("10-14 17:00"), Channel: words.Call}})
		c := w.customer(given{name: "丙", owner: "rep2"})
		w.customer(given{name: "丁", owner: "rep3"})
		w.log("rep1", a, TouchRequest{Channel: words.Call, Result: words.NoAnswer})
		w.log("rep1", a, TouchRequest{Channel: words.Call, Result: words.Connected})
		w.log("rep1", a, TouchRequest{Channel: words.Call, Result: words.Connected, At: at("10-13 09:00")}) // belongs to yesterday
		w.log("rep2", c, TouchRequest{Channel: words.Visit, Result: words.Met})
		move := func(id crm.CustomerID, owner string, from, to int, day crm.Day, imported bool) {
			w.Update(w.t, "admin", func(tx *db.Tx) error {
				_, err := db.Exec(tx, `INSERT INTO move (tenant_id, customer_id, id, from_layer, to_layer, at, day, owner_id, imported)
					VALUES (@tenant, @customer, @id, @from, @to, @now, @day, @owner, @imported)`, db.Args{"customer": id, "id": db.NewID[crm.Move](tx),
					"from": from, "to": to, "day": day, "owner": w.As(owner).Person, "imported": imported})
				return err
			})
		}
		move(a, "rep1", 3, 4, 20261014, false)
		move(a, "rep1", 4, 3, 20261014, false)
		move(b, "rep1", 5, 6, 20261014, false)
		move(c, "rep2", 3, 0, 20261014, false)
		move(c, "rep2", 1, 3, 20261013, false)
		move(c, "rep2", 1, 3, 20261014, true)
		mine, err := w.summary("rep1", summaryIn{})
		want := Figures{Touches: 2, Connected: 1, Customers: 1, Moves: 2, Back: 1, Signed: 1, DueDone: 1, DueOpen: 1}
		if err != nil || mine.Figures != want || mine.Team {
			w.t.Errorf("%+v %v", mine, err)
		}
		checkGolden(w.t, "summary-rep.golden", mine.Text+"\n")
		team, err := w.summary("manager1", summaryIn{})
		want = want.Add(Figures{Touches: 1, Connected: 1, Customers: 1, Abandoned: 1})
		if err != nil || team.Figures != want || !team.Team || len(team.People) != 2 {
			w.t.Errorf("%+v %v", team, err)
		}
		checkGolden(w.t, "summary-team.golden", team.Text+"\n")
		if yesterday, err := w.summary("rep1", summaryIn{Day: "2026-10-13"}); err != nil || yesterday.Touches != 1 || yesterday.Moves != 0 {
			w.t.Errorf("yesterday: %+v %v", yesterday, err)
		}
		if all, err := w.summary("director", summaryIn{}); err != nil || all.Touches != 3 {
			w.t.Errorf("director: %+v %v", all, err)
		}
		_, err = w.summary("rep1", summaryIn{Owner: w.As("rep2").Person})
		w.refused(err, "not_found")
		_, err = w.summary("manager1", summaryIn{Department: w.East2})
		w.refused(err, "not_found")
		_, err = w.summary("rep1", summaryIn{Day: "2026-13-01"})
		w.field(err, "?day", "field.day")
	})
}
