package followup

import "laidan/internal/crm"

// Figures are what a person or a team did on a day.
type Figures struct {
	Touches   int `json:"touches"`
	Connected int `json:"connected" doc:"Touches in which somebody was spoken to"`
	Customers int `json:"customers" doc:"Different customers touched"`
	Moves     int `json:"moves" doc:"Moves forward"`
	Back      int `json:"back" doc:"Moves back"`
	Signed    int `json:"signed"`
	Abandoned int `json:"abandoned"`
	DueDone   int `json:"dueDone" doc:"Plans of the day that are done"`
	DueOpen   int `json:"dueOpen" doc:"Plans due by the end of the day that are still open"`
}

// Add sums the figures of a team.
func (f Figures) Add(o Figures) Figures {
	f.Touches += o.Touches
	f.Connected += o.Connected
	f.Customers += o.Customers
	f.Moves += o.Moves
	f.Back += o.Back
	f.Signed += o.Signed
	f.Abandoned += o.Abandoned
	f.DueDone += o.DueDone
	f.DueOpen += o.DueOpen
	return f
}

// PersonFigures are the figures of one person of a team.
type PersonFigures struct {
	Person crm.PersonID
	Name   string
	Figures
}

// Digest is the summary as lines of phrases: a title, the figures, and for a
// team one line per person. Figures that are zero and say nothing are left out.
func Digest(name string, day crm.Day, f Figures, people []PersonFigures) []Phrase {
	lines := []Phrase{phrase("summary.title", "name", name, "date", Date{day})}
	lines = append(lines, phrase("summary.touches", "touches", f.Touches, "connected", f.Connected, "customers", f.Customers))
	lines = append(lines, phrase("summary.moves", "moves", f.Moves))
	if f.Back > 0 {
		lines = append(lines, phrase("summary.back", "moves", f.Back))
	}
	if f.Signed > 0 {
		lines = append(lines, phrase("summary.signed", "count", f.Signed))
	}
	if f.Abandoned > 0 {
		lines = append(lines, phrase("summary.abandoned", "count", f.Abandoned))
	}
	lines = append(lines, phrase("summary.due", "done", f.DueDone, "open", f.DueOpen))
	for _, p := range people {
		lines = append(lines, phrase("summary.person", "name", p.Name, "touches", p.Touches,
			"connected", p.Connected, "moves", p.Moves, "signed", p.Signed, "done", p.DueDone, "total", p.DueDone+p.DueOpen))
	}
	return lines
}
