package assign

import (
	"time"

	"laidan/internal/crm"
	"laidan/internal/customer"
	"laidan/internal/db"
	"laidan/internal/org"
	"laidan/internal/words"
)

// MaxHandOut is how many customers one round robin may hand out.
const MaxHandOut = 500

// previousOwnerBan keeps a customer from the person who just lost it.
const previousOwnerBan = 7 * 24 * time.Hour

// HandOut is what a round robin did, or would do.
type HandOut struct {
	Assigned []Assigned `json:"assigned"`
	Left     []Left     `json:"left"`
}

// Assigned is one customer and who got it.
type Assigned struct {
	CustomerID crm.CustomerID `json:"customerId"`
	Name       string         `json:"name"`
	OwnerID    crm.PersonID   `json:"ownerId"`
	OwnerName  string         `json:"ownerName"`
}

// Left is one customer nobody got, and why. Nothing is left silently.
type Left struct {
	ID     crm.CustomerID `json:"id"`
	Name   string         `json:"name"`
	Code   string         `json:"code"`
	Detail string         `json:"detail"`
}

// ByRoundRobin hands customers out over a department in turns. Dry shows what
// would happen.
func ByRoundRobin(tx *db.Tx, ids []crm.CustomerID, department crm.DepartmentID, dry bool) (HandOut, error) {
	out := HandOut{Assigned: []Assigned{}, Left: []Left{}}
	if len(ids) > MaxHandOut {
		return out, crm.Bad("/ids", "field.too_many", "max", MaxHandOut)
	}
	departments, err := org.DepartmentsUnder(tx, department)
	if crm.KindOf(err) == crm.NotFound {
		return out, crm.Bad("/departmentId", "department.unknown")
	}
	if err != nil {
		return out, err
	}
	people, err := candidates(tx, departments)
	if err != nil {
		return out, err
	}
	read := customer.LockMany
	if dry {
		read = customer.Many
	}
	list, err := read(tx, ids)
	if err != nil {
		return out, err
	}
	turn := crm.At(tx.Now)
	for _, c := range list {
		if err := mayAssign(tx, c); err != nil {
			out.leave(tx, c, err)
			continue
		}
		i, trace := RoundRobin(people, barred(tx, c))
		if i < 0 {
			out.leave(tx, c, crm.Fail(crm.Refused, "assign.nobody"))
			continue
		}
		trace.Facts = factsOf(c)
		after := customer.Handover{To: people[i].ID, Kind: KindRoundRobin, EnforceSlot: true, Trace: trace}
		if err := out.give(tx, c, people[i], after, dry); err != nil {
			return out, err
		}
		if counts(c) {
			people[i].Used++
		}
		people[i].LastAssigned = int64(turn)
		turn++
	}
	return out, nil
}

// give hands one customer over; a refusal leaves it where it is.
func (out *HandOut) give(tx *db.Tx, c customer.Customer, to Candidate, h customer.Handover, dry bool) error {
	if !dry {
		_, err := customer.HandOver(tx, c, h)
		switch crm.KindOf(err) {
		case crm.Refused, crm.Forbidden, crm.Conflict:
			out.leave(tx, c, err)
			return nil
		}
		if err != nil {
			return err
		}
	}
	name := customer.View(tx, c).Name
	out.Assigned = append(out.Assigned, Assigned{CustomerID: c.ID, Name: name, OwnerID: to.ID, OwnerName: to.Name})
	return nil
}

func (out *HandOut) leave(tx *db.Tx, c customer.Customer, err error) {
	out.Left = append(out.Left, Left{ID: c.ID, Name: customer.View(tx, c).Name, Code: crm.CodeOf(err), Detail: sentence(tx, err)})
}

// counts reports whether a customer would use a slot of its next owner.
func counts(c customer.Customer) bool { return words.InHold(c.Layer) }

// barred are who may not get a customer: who has it, and who just lost it.
func barred(tx *db.Tx, c customer.Customer) Barred {
	b := Barred{Owner: c.OwnerID}
	if tx.Now.Sub(c.ReleasedAt.Time()) < previousOwnerBan {
		b.Previous = c.ReleasedBy
	}
	return b
}

func candidates(tx *db.Tx, departments []crm.DepartmentID) ([]Candidate, error) {
	rows, err := db.All[candidateRow](tx, candidatesSQL, db.Args{"departments": departments})
	out := make([]Candidate, len(rows))
	for i, r := range rows {
		out[i] = r.candidate()
	}
	return out, err
}
