package followup

import (
	"laidan/internal/authz"
	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/words"
)

// Summary is a day of a person or of a team (今日小结).
type Summary struct {
	Name    string
	Day     crm.Day
	Figures Figures
	People  []PersonFigures // of a team
	Text    string          // copyable, in the reader's language
}

// SummaryOf counts one person's day.
func SummaryOf(tx *db.Tx, person crm.PersonID, day crm.Day) (Summary, error) {
	name, err := watched(tx, person)
	if err != nil {
		return Summary{}, err
	}
	by, err := figuresOf(tx, []crm.PersonID{person}, day)
	if err != nil {
		return Summary{}, err
	}
	s := Summary{Name: name, Day: day, Figures: by[person], People: []PersonFigures{}}
	s.Text = reader(tx).Lines(Digest(s.Name, day, s.Figures, nil))
	return s, nil
}

// SummaryOfTeam counts the day of everybody in a department and below whom the
// reader sees.
func SummaryOfTeam(tx *db.Tx, department crm.DepartmentID, day crm.Day) (Summary, error) {
	args := db.Args{"department": department, "all": authz.SeesEverybody(tx.Actor)}
	name, err := db.One[string](tx, departmentSQL, args)
	if err != nil {
		return Summary{}, err
	}
	people, err := db.All[member](tx, membersSQL, args)
	if err != nil {
		return Summary{}, err
	}
	if len(people) == 0 {
		return Summary{}, crm.Missing()
	}
	ids := make([]crm.PersonID, len(people))
	for i, p := range people {
		ids[i] = p.ID
	}
	by, err := figuresOf(tx, ids, day)
	if err != nil {
		return Summary{}, err
	}
	s := Summary{Name: name, Day: day, People: []PersonFigures{}}
	for _, p := range people {
		f := by[p.ID]
		s.Figures = s.Figures.Add(f)
		if f != (Figures{}) {
			s.People = append(s.People, PersonFigures{p.ID, p.Name, f})
		}
	}
	s.Text = reader(tx).Lines(Digest(s.Name, day, s.Figures, s.People))
	return s, nil
}

// figuresOf counts from the rows, with one statement per table.
func figuresOf(tx *db.Tx, people []crm.PersonID, day crm.Day) (map[crm.PersonID]Figures, error) {
	from, to := day.Time(tx.Zone()), day.Add(1).Time(tx.Zone())
	args := db.Args{"people": people, "day": day, "from": crm.At(from), "to": crm.At(to),
		"spoken": words.SpokenResults}
	by := map[crm.PersonID]Figures{}
	for _, text := range []string{touchTallySQL, moveTallySQL, planTallySQL} {
		rows, err := db.All[tally](tx, text, args)
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			by[r.Person] = by[r.Person].Add(Figures{r.Touches, r.Connected, r.Customers, r.Moves, r.Back, r.Signed, r.Abandoned, r.DueDone, r.DueOpen})
		}
	}
	return by, nil
}
