package funnel

import (
	"fmt"
	"testing"

	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/db/dbtest"
	"laidan/internal/words"
)

func TestExceptions(t *testing.T) {
	stocks := func(contacted ...int64) (out [][words.Implemented + 1]int64) {
		for _, n := range contacted {
			var day [words.Implemented + 1]int64
			day[words.Resource], day[words.Graded], day[words.Contacted], day[words.Lead], day[words.Opportunity] = 5, 5, n, 7, 2
			out = append(out, day)
		}
		return out
	}
	ten := func(n, then int64) []int64 {
		out := []int64{}
		for range 9 {
			out = append(out, n)
		}
		return append(out, then)
	}
	layer := func(l LayerFigure) Report {
		l.Layer = "contacted"
		return Report{People: 1, Layers: []LayerFigure{l}}
	}
	for name, c := range map[string]struct {
		r    Report
		f    Findings
		want string
	}{
		"29 exits are not judged":            {layer(LayerFigure{Rate: RateOf(3, 26, 50)}), Findings{}, ""},
		"30 exits are":                       {layer(LayerFigure{Rate: RateOf(3, 27, 50)}), Findings{}, "rate 10/50 n=30"},
		"a hair under the ideal is noise":    {layer(LayerFigure{Rate: RateOf(97, 3, 100)}), Findings{}, ""},
		"long stays":                         {layer(LayerFigure{Days: DaysOf(300, 30, 5)}), Findings{}, "days 10/5 n=30"},
		"ten days under half of 13":          {layer(LayerFigure{}), Findings{Stocks: stocks(ten(6, 6)...)}, "under 6/13 n=10"},
		"nine days are too few":              {layer(LayerFigure{}), Findings{Stocks: stocks(ten(6, 7)...)}, ""},
		"below the band but above half":      {layer(LayerFigure{}), Findings{Stocks: stocks(ten(7, 7)...)}, ""},
		"ten days over one and a half of 13": {layer(LayerFigure{}), Findings{Stocks: stocks(ten(20, 20)...)}, "over 20/13 n=10"},
		"first now under, then over":         {layer(LayerFigure{}), Findings{Stocks: stocks(ten(6, 20)...)}, ""},
		"two late responses":                 {layer(LayerFigure{}), Findings{Late: 2}, ""},
		"three late responses":               {layer(LayerFigure{}), Findings{Late: 3}, "late 3/0 n=3"},
		"three of five signings skipped":     {layer(LayerFigure{}), Findings{Signed: 5, Skipped: 3}, "skipped 3/0 n=5"},
		"two of five":                        {layer(LayerFigure{}), Findings{Signed: 5, Skipped: 2}, ""},
		"the worst first":                    {layer(LayerFigure{Rate: RateOf(12, 18, 50), Days: DaysOf(300, 30, 5)}), Findings{}, "days 10/5 n=30; rate 40/50 n=30"},
		"nobody to measure against":          {Report{People: 0}, Findings{Stocks: stocks(ten(0, 0)...)}, ""},
	} {
		got := ""
		for i, e := range Exceptions(Default(), c.r, c.f) {
			if i > 0 {
				got += "; "
			}
			got += fmt.Sprintf("%s %v/%v n=%d", e.Kind, e.Value, e.Ideal, e.N)
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// The stocks of past days are told back from today's; late responses count for
// those who see them only.
func TestFindExceptions(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		rep := w.As("rep1")
		// 26 contacted customers since long ago; six left three days ago, which is
		// within ten working days: 20 today, and always over 19.5.
		exec(t, w, `INSERT INTO funnel_day (tenant_id, scope_id, day, layer, stock) VALUES (@tenant, @rep, 0, 3, 20), (@tenant, @rep, 20260105, 3, 26),
			(@tenant, @rep, @day, 3, -6)`, db.Args{"rep": rep.Person, "day": crm.DayOf(w.At.AddDate(0, 0, -3), rep.Zone)})
		for i := range 3 {
			exec(t, w, `INSERT INTO customer (tenant_id, id, name, name_key, layer, layer_since, owner_id, department_id, first_due_at, created_at, updated_at)
				VALUES (@tenant, @id, 'x', 'x', 1, 1, @rep, @team, 5, 1, 1)`, db.Args{"id": int64(900 + i), "rep": rep.Person, "team": rep.Department})
		}
		kinds := func(who string, q Query) (out string) {
			w.View(t, who, func(tx *db.Tx) error {
				list, err := FindExceptions(tx, q)
				for _, e := range list {
					out += fmt.Sprintf("%s %v%v ", e.Kind, e.Layers, e.Value)
				}
				return err
			})
			return out
		}
		if got := kinds("rep1", Query{}); got != "under [resource graded]0 under [lead]0 under [opportunity]0 late []3 over [contacted]20 " &&
			got != "late []3 under [resource graded]0 under [lead]0 under [opportunity]0 over [contacted]20 " {
			t.Errorf("rep1: %s", got)
		}
		if got := kinds("manager1", Query{Owner: rep.Person}); got != kinds("rep1", Query{}) {
			t.Errorf("the manager sees %s", got)
		}
		err := d.View(t.Context(), w.As("rep2"), func(tx *db.Tx) error { _, err := FindExceptions(tx, Query{Owner: rep.Person}); return err })
		if crm.KindOf(err) != crm.NotFound {
			t.Errorf("a colleague asks: %v", err)
		}
	})
}
