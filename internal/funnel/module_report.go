package funnel

import (
	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/org"
)

// Query asks for the funnel of one person, or of a department and everything
// under it; without either, of all the reader may see. Without days it is this
// month so far.
type Query struct {
	Owner      crm.PersonID
	Department crm.DepartmentID
	Period     Period
}

// reach is whose figures a question is about, once the reader's right is known.
type reach struct {
	owner  bool // scopes is one person, not departments
	all    bool // every department there is
	scopes []int64
}

// Get reports the funnel from the roll-ups.
func Get(tx *db.Tx, q Query) (Report, error) {
	r, err := reachOf(tx, q.Owner, q.Department)
	if err != nil {
		return Report{}, err
	}
	p := q.Period.or(tx.Today())
	if p.From > p.To {
		return Report{}, crm.Bad("?from", "funnel.period")
	}
	t, err := TemplateOf(tx)
	if err != nil {
		return Report{}, err
	}
	args := db.Args{"scopes": r.scopes, "from": p.From, "to": p.To}
	text, people := againTeamSQL, int64(1)
	if r.owner {
		text = againOwnerSQL
	}
	asked, askedAgain := db.Ask[Tally](tx, tallySQL, args), db.Ask[Again](tx, text, args)
	if !r.owner {
		if people, err = db.One[int64](tx, repsSQL, args); err != nil {
			return Report{}, err
		}
	}
	tallies, err := asked.All()
	if err != nil {
		return Report{}, err
	}
	again, err := askedAgain.All()
	if err != nil {
		return Report{}, err
	}
	return Assemble(t, p, people, tallies, again), nil
}

func (p Period) or(today crm.Day) Period {
	if p.To == 0 {
		p.To = max(today, p.From)
	}
	if p.From == 0 {
		p.From = p.To/100*100 + 1
	}
	return p
}

// reachOf turns a question into scopes the reader has a right to; anything else
// is as if it did not exist.
func reachOf(tx *db.Tx, owner crm.PersonID, department crm.DepartmentID) (reach, error) {
	if owner.IsZero() && department.IsZero() && narrow(tx.Actor) {
		owner = tx.Me()
	}
	if !owner.IsZero() {
		seen, err := org.SeesPerson(tx, owner)
		if err == nil && !seen {
			err = crm.Missing()
		}
		return reach{owner: true, scopes: []int64{owner.Int64()}}, err
	}
	var r reach
	var departments []crm.DepartmentID
	var err error
	if department.IsZero() {
		departments, r.all, err = org.DepartmentsSeen(tx)
	} else {
		departments, err = org.DepartmentsUnder(tx, department)
	}
	for _, d := range departments {
		r.scopes = append(r.scopes, d.Int64())
	}
	return r, err
}

// narrow reports whether the actor sees nobody's customers but their own.
func narrow(a crm.Actor) bool { return a.Scope == crm.ScopeOwn || a.Scope == crm.ScopeNone }

// Earning is what one person gave and took over some days.
type Earning struct {
	Person    crm.PersonID `db:"scope_id"`
	Signed    int64        `db:"signed"`
	Abandoned int64        `db:"abandoned"`
	Received  int64        `db:"received"`
}

// Earned is the slots earned: each signing and each abandonment earns one.
func (e Earning) Earned() int64 { return e.Signed + e.Abandoned }

// Earnings are people's signings, abandonments and received customers in a
// period; those without any are absent. They equal the figures of each one's
// report.
func Earnings(tx *db.Tx, people []crm.PersonID, p Period) (map[crm.PersonID]Earning, error) {
	args := db.Args{"people": people, "from": p.From, "to": p.To}
	rows, err := db.All[Earning](tx, earningsSQL, args)
	if err != nil {
		return nil, err
	}
	again, err := db.All[Earning](tx, earnedAgainSQL, args)
	out := map[crm.PersonID]Earning{}
	for _, e := range rows {
		out[e.Person] = e
	}
	for _, a := range again {
		e := out[a.Person]
		e.Signed -= a.Signed
		e.Abandoned -= a.Abandoned
		out[a.Person] = e
	}
	return out, err
}
