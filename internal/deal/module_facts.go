package deal

import (
	"cmp"
	"slices"

	"laidan/internal/crm"
	"laidan/internal/db"
)

// Facts are what the funnel's entry checks ask about a customer.
type Facts struct {
	Open, Won *Fact         // the latest open deal, the latest won one
	Contract  *ContractFact // the one that is furthest on
}

// Fact is one deal.
type Fact struct {
	ID     crm.DealID
	Name   string
	Amount crm.Money
}

// ContractFact is one contract.
type ContractFact struct {
	Number        string
	Amount        crm.Money
	Paid          int64
	HasFile       bool
	AcceptedOn    crm.Day
	HasAcceptance bool
}

type factRow struct {
	Kind          string     `db:"kind"`
	ID            crm.DealID `db:"id"`
	Name          string     `db:"name"`
	Amount        int64      `db:"amount"`
	Currency      string     `db:"currency"`
	Paid          int64      `db:"paid"`
	HasFile       bool       `db:"has_file"`
	AcceptedOn    crm.Day    `db:"accepted_on"`
	HasAcceptance bool       `db:"has_acceptance"`
}

// FactsOf reads the facts in one statement. It checks no access: the caller
// holds the customer.
func FactsOf(tx *db.Tx, id crm.CustomerID) (Facts, error) {
	rows, err := db.All[factRow](tx, factsSQL, db.Args{"customer": id})
	return factsOf(rows), err
}

// factsOf chooses among rows in the order of their ids.
func factsOf(rows []factRow) Facts {
	var f Facts
	var contracts []factRow
	for _, r := range rows {
		fact := &Fact{r.ID, r.Name, crm.Money{Amount: r.Amount, Currency: r.Currency}}
		switch r.Kind {
		case Open:
			f.Open = fact
		case Won:
			f.Won = fact
		default:
			contracts = append(contracts, r)
		}
	}
	if len(contracts) > 0 {
		best := slices.MaxFunc(contracts, func(a, b factRow) int {
			return cmp.Or(cmp.Compare(a.stage(), b.stage()), cmp.Compare(a.ID.Int64(), b.ID.Int64()))
		})
		f.Contract = &ContractFact{Number: best.Name, Amount: crm.Money{Amount: best.Amount, Currency: best.Currency}, Paid: best.Paid,
			HasFile: best.HasFile, AcceptedOn: best.AcceptedOn, HasAcceptance: best.HasAcceptance}
	}
	return f
}

// stage is how far on a contract is: signed, paid, accepted.
func (r factRow) stage() (n int) {
	for _, done := range []bool{r.HasFile, r.Paid >= r.Amount, r.AcceptedOn != 0 && r.HasAcceptance} {
		if done {
			n++
		}
	}
	return n
}
