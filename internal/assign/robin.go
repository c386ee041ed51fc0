package assign

import (
	"cmp"
	"slices"

	"laidan/internal/crm"
)

// Why somebody was no candidate; the sentences are in the catalogues under
// "excluded.<code>".
const (
	ExcludedInactive      = "inactive"
	ExcludedNotRep        = "not_rep"
	ExcludedFull          = "full"
	ExcludedOwner         = "owner"
	ExcludedPreviousOwner = "previous_owner"
)

// Person is somebody in a receipt, by the name of that time.
type Person struct {
	ID   crm.PersonID `json:"id"`
	Name string       `json:"name"`
}

// Candidate is somebody a customer may go to, as known at that moment.
type Candidate struct {
	Person
	Active bool
	Rep    bool
	Quota  int64
	Used   int64
	// LastAssigned orders the turns: who waited longest is next.
	LastAssigned int64
}

// Slots is how many more customers the candidate may take.
func (c Candidate) Slots() int64 { return max(0, c.Quota-c.Used) }

// Barred are who may not be chosen for one customer: who has it, and who just
// lost it.
type Barred struct{ Owner, Previous crm.PersonID }

// Unfit is why a candidate may not be given a customer, "" when they may.
func (c Candidate) Unfit(b Barred) string {
	switch {
	case !c.Active:
		return ExcludedInactive
	case !c.Rep:
		return ExcludedNotRep
	case c.ID == b.Owner:
		return ExcludedOwner
	case c.ID == b.Previous:
		return ExcludedPreviousOwner
	case c.Slots() == 0:
		return ExcludedFull
	}
	return ""
}

// Trace is the stored explanation of one assignment: who could have been
// chosen with which load, who could not and why.
type Trace struct {
	// Rule names how the choice was made: round_robin; empty where a person chose.
	Rule       string         `json:"rule,omitempty"`
	Chosen     crm.PersonID   `json:"chosen,omitzero"`
	Candidates []Seat         `json:"candidates,omitempty"`
	Excluded   []Excluded     `json:"excluded,omitempty"`
	Facts      map[string]any `json:"facts,omitempty"`
}

// Seat is one candidate of a trace.
type Seat struct {
	Person       Person `json:"person"`
	Load         int64  `json:"load"`
	Slots        int64  `json:"slots"`
	LastAssigned int64  `json:"lastAssigned,omitempty"`
}

// Excluded is somebody who was left out, and why.
type Excluded struct {
	Person Person `json:"person"`
	Code   string `json:"code"`
}

// RoundRobin picks who is next among the fit: the longest without a customer,
// then the lightest load, then the older id. It returns the index in people, -1
// when nobody is fit, and the trace either way.
func RoundRobin(people []Candidate, b Barred) (int, Trace) {
	t := Trace{Rule: "round_robin"}
	best := -1
	for i, p := range people {
		if code := p.Unfit(b); code != "" {
			t.Excluded = append(t.Excluded, Excluded{Person: p.Person, Code: code})
			continue
		}
		s := Seat{Person: p.Person, Load: p.Used, Slots: p.Slots(), LastAssigned: p.LastAssigned}
		t.Candidates = append(t.Candidates, s)
		if best < 0 || bySeat(s, t.seat(people[best].ID)) < 0 {
			best = i
		}
	}
	slices.SortFunc(t.Candidates, bySeat)
	if best >= 0 {
		t.Chosen = people[best].ID
	}
	return best, t
}

func (t Trace) seat(id crm.PersonID) Seat {
	i := slices.IndexFunc(t.Candidates, func(s Seat) bool { return s.Person.ID == id })
	return t.Candidates[i]
}

// bySeat is the order of turns.
func bySeat(a, b Seat) int {
	return cmp.Or(cmp.Compare(a.LastAssigned, b.LastAssigned), cmp.Compare(a.Load, b.Load),
		cmp.Compare(a.Person.ID.Int64(), b.Person.ID.Int64()))
}

// Replay chooses again from a stored trace. A receipt must replay to the same
// person.
func (t Trace) Replay() crm.PersonID {
	if t.Rule != "round_robin" {
		return t.Chosen
	}
	fit := slices.DeleteFunc(slices.Clone(t.Candidates), func(s Seat) bool { return s.Slots <= 0 })
	if len(fit) == 0 {
		return crm.PersonID{}
	}
	return slices.MinFunc(fit, bySeat).Person.ID
}
