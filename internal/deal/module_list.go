package deal

import (
	"laidan/internal/authz"
	"laidan/internal/crm"
	"laidan/internal/customer"
	"laidan/internal/db"
	"laidan/internal/expr"
	"laidan/internal/list"
)

// dealFields and contractFields are what lists may be filtered by.
var (
	dealFields = expr.Fields{
		{Name: "name", Type: expr.Text, SQL: "d.name"},
		{Name: "amount", Type: expr.Money, SQL: "d.amount"},
		{Name: "expectedOn", Type: expr.Date, SQL: "d.expected_on", Nullable: true},
		{Name: "probability", Type: expr.Integer, SQL: "d.probability"},
		{Name: "competitor", Type: expr.Text, SQL: "d.competitor"},
		{Name: "state", Type: expr.Choice, Options: expr.Keys(Open, Won, Lost), SQL: "d.state"},
		{Name: "owner", Type: expr.Ref, To: "person", SQL: "d.owner_id", Nullable: true},
		{Name: "product", Type: expr.Ref, To: "product", SQL: "d.product_id", Nullable: true},
		{Name: "createdAt", Type: expr.Instant, SQL: "d.created_at"},
	}
	contractFields = expr.Fields{
		{Name: "number", Type: expr.Text, SQL: "ct.number"},
		{Name: "amount", Type: expr.Money, SQL: "ct.amount"},
		{Name: "paid", Type: expr.Money, SQL: "ct.paid"},
		{Name: "open", Type: expr.Money, SQL: "(ct.amount - ct.paid)"},
		{Name: "signedOn", Type: expr.Date, SQL: "ct.signed_on"},
		{Name: "acceptedOn", Type: expr.Date, SQL: "ct.accepted_on", Nullable: true},
		{Name: "owner", Type: expr.Ref, To: "person", SQL: "ct.owner_id", Nullable: true},
	}
)

// Deals lists the deals of those whose customers the actor sees.
func Deals(tx *db.Tx, state string, p list.Params) (crm.Page[Deal], error) {
	page, err := list.Run[dealRow](tx, dealSpec(tx, state), p)
	m := masking(tx)
	return shape(page, func(r dealRow) Deal { return r.deal(m) }), err
}

func dealSpec(tx *db.Tx, state string) list.Spec {
	where := list.Owners(tx, "d.owner_id")
	if everyContract(tx.Actor) {
		where = "TRUE"
	}
	s := list.Spec{Name: "deals" + state, Table: "deal", Alias: "d", Columns: dealColumns + ", " + dealNames, Joins: dealJoins, Where: where,
		Args: db.Args{}, Fields: customer.Comparable(tx.Actor, dealFields), Default: "-createdAt", Sorts: []list.Sort{
			list.By("createdAt", list.Column{SQL: "d.created_at"}),
			list.By("amount", list.Column{SQL: "d.amount"}),
			list.By("expectedOn", list.Column{SQL: "d.expected_on", Nulls: list.Last}),
		}}
	if state != "" {
		s.Where += " AND d.state = @state"
		s.Args["state"] = state
		s.Default = "expectedOn"
	}
	return s
}

// Contracts lists the contracts of those whose customers the actor sees, all of
// them for finance.
func Contracts(tx *db.Tx, p list.Params) (crm.Page[Contract], error) {
	page, err := list.Run[contractRow](tx, contractSpec(tx), p)
	m := masking(tx)
	return shape(page, func(r contractRow) Contract { return r.contract(m) }), err
}

func contractSpec(tx *db.Tx) list.Spec {
	where := list.Owners(tx, "ct.owner_id")
	if everyContract(tx.Actor) {
		where = "TRUE"
	}
	return list.Spec{Name: "contracts", Table: "contract", Alias: "ct", Columns: contractColumns + ", " + contractNames, Joins: contractJoins, Where: where,
		Fields: customer.Comparable(tx.Actor, contractFields), Default: "-signedOn", Sorts: []list.Sort{
			list.By("signedOn", list.Column{SQL: "ct.signed_on"}),
			list.By("amount", list.Column{SQL: "ct.amount"}),
			list.By("number", list.Column{SQL: "ct.number", Text: true}),
		}}
}

// Sum is what a whole list comes to in one currency.
type Sum struct {
	Currency string `db:"currency" json:"currency"`
	Count    int64  `db:"n" json:"count"`
	Amount   int64  `db:"amount" json:"amount" doc:"Minor units"`
	Open     int64  `db:"open" json:"open" doc:"Of contracts: not paid yet"`
}

// SumDeals adds up what Deals lists, over all its pages.
func SumDeals(tx *db.Tx, state string, p list.Params) ([]Sum, error) {
	return list.Sums[Sum](tx, dealSpec(tx, state), p, "COUNT(*) AS n, CAST(SUM(d.amount) AS BIGINT) AS amount, 0 AS open", "d.currency")
}

// SumContracts adds up what Contracts lists, over all its pages. Money paid in
// advance of one contract pays for no other.
func SumContracts(tx *db.Tx, p list.Params) ([]Sum, error) {
	return list.Sums[Sum](tx, contractSpec(tx), p, `COUNT(*) AS n, CAST(SUM(ct.amount) AS BIGINT) AS amount,
	CAST(SUM(CASE WHEN ct.amount > ct.paid THEN ct.amount - ct.paid ELSE 0 END) AS BIGINT) AS open`, "ct.currency")
}

func shape[A, B any](p crm.Page[A], fn func(A) B) crm.Page[B] {
	out := crm.Page[B]{Items: make([]B, len(p.Items)), Next: p.Next, Total: p.Total}
	for i, v := range p.Items {
		out.Items[i] = fn(v)
	}
	return out
}

// OfCustomer are a customer's deals and contracts with their payments.
type OfCustomer struct {
	Deals     []Deal     `json:"deals"`
	Contracts []Contract `json:"contracts"`
}

// Of reads what a customer was offered and sold.
func Of(tx *db.Tx, id crm.CustomerID) (OfCustomer, error) {
	out := OfCustomer{Deals: []Deal{}, Contracts: []Contract{}}
	_, err := customer.Get(tx, id)
	seen := err == nil
	if !seen && !everyContract(tx.Actor) {
		return out, err
	}
	args, m := db.Args{"customer": id}, masking(tx)
	if authz.May(tx.Actor, authz.DealRead) {
		rows, err := db.All[dealRow](tx, dealsOfSQL, args)
		if err != nil {
			return out, err
		}
		for _, r := range rows {
			out.Deals = append(out.Deals, r.deal(m))
		}
	}
	contracts, err := db.All[contractRow](tx, contractsOfSQL, args)
	if err != nil {
		return out, err
	}
	if len(contracts) == 0 && !seen {
		return out, crm.Missing() // finance knows customers by their contracts only
	}
	payments, err := db.All[paymentRow](tx, paymentsOfSQL, args)
	for _, r := range contracts {
		ct := r.contract(m)
		for _, y := range payments {
			if y.ContractID == r.ID {
				ct.Payments = append(ct.Payments, y.payment(m, r.CustomerNumbers, r.Currency))
			}
		}
		out.Contracts = append(out.Contracts, ct)
	}
	return out, err
}

// OneContract reads a contract the actor sees.
func OneContract(tx *db.Tx, id crm.ContractID) (Contract, error) {
	ct, err := getContract(tx, id)
	if err != nil || everyContract(tx.Actor) {
		return ct, err
	}
	of, err := crm.ParseID[crm.Customer](ct.Customer.ID)
	if err != nil {
		return Contract{}, err
	}
	if _, err := customer.Get(tx, of); err != nil {
		return Contract{}, err
	}
	return ct, nil
}
