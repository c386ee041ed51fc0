package funnel

import (
	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/words"
)

// FindExceptions tells what stands out in a funnel, for those whose figures the
// question is about.
func FindExceptions(tx *db.Tx, q Query) ([]Exception, error) {
	report, err := Get(tx, q)
	if err != nil {
		return nil, err
	}
	t, err := TemplateOf(tx)
	if err != nil {
		return nil, err
	}
	r, err := reachOf(tx, q.Owner, q.Department)
	if err != nil {
		return nil, err
	}
	f := Findings{}
	if f.Stocks, err = lastStocks(tx, r, report.Period.To); err != nil {
		return nil, err
	}
	late, skipped := lateTeamSQL, skippedTeamSQL
	if r.owner {
		late, skipped = lateOwnerSQL, skippedOwnerSQL
	}
	args := db.Args{"scopes": r.scopes, "from": report.Period.From, "to": report.Period.To, "of": skipOf}
	if f.Late, err = db.One[int64](tx, late, args); err != nil {
		return nil, err
	}
	layers, err := db.All[int](tx, skipped, args)
	if err != nil {
		return nil, err
	}
	f.Signed = int64(len(layers))
	for _, from := range layers {
		if from < words.Opportunity {
			f.Skipped++
		}
	}
	return Exceptions(t, report, f), nil
}

// lastStocks are the stocks at the end of the last working days up to a day,
// told from the running stock and what changed since.
func lastStocks(tx *db.Tx, r reach, last crm.Day) ([][words.Implemented + 1]int64, error) {
	cal := calendarOf(tx)
	days := make([]crm.Day, 0, holdDays)
	day := min(last, tx.Today())
	if !cal.WorkingDay(day) {
		day = cal.AddWorkingDays(day, -1)
	}
	for len(days) < holdDays {
		days = append(days, day)
		day = cal.AddWorkingDays(day, -1)
	}
	rows, err := db.All[struct {
		Day   crm.Day `db:"day"`
		Layer int     `db:"layer"`
		Stock int64   `db:"stock"`
	}](tx, stockDaysSQL, db.Args{"scopes": r.scopes, "after": days[len(days)-1]})
	if err != nil {
		return nil, err
	}
	out := make([][words.Implemented + 1]int64, len(days))
	for i, d := range days {
		for _, row := range rows {
			switch {
			case row.Day == 0:
				out[i][row.Layer] += row.Stock
			case row.Day > d:
				out[i][row.Layer] -= row.Stock
			}
		}
	}
	return out, nil
}
