package deal

import (
	"laidan/internal/authz"
	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/room"
	"laidan/internal/words"
)

// DealItem is a deal that was begun, as timelines tell it.
type DealItem struct {
	ID         string          `json:"id"`
	Name       string          `json:"name"`
	State      words.DealState `json:"state"`
	Amount     crm.Money       `json:"amount"`
	Product    string          `json:"product"`
	ExpectedOn crm.Day         `json:"expectedOn" nullable:"true"`
	LossReason string          `json:"lossReason"`
	Competitor string          `json:"competitor"`
}

// ContractItem is a contract that was filed.
type ContractItem struct {
	ID         string    `json:"id"`
	Number     string    `json:"number"`
	Amount     crm.Money `json:"amount"`
	Paid       crm.Money `json:"paid"`
	SignedOn   crm.Day   `json:"signedOn"`
	AcceptedOn crm.Day   `json:"acceptedOn" nullable:"true"`
}

// PaymentItem is money that came in.
type PaymentItem struct {
	Contract string    `json:"contract"`
	Amount   crm.Money `json:"amount"`
	PaidOn   crm.Day   `json:"paidOn"`
	Method   string    `json:"method"`
	Remark   string    `json:"remark"`
}

var arms = []room.Arm{
	{Type: "deal", Tabs: tabs, At: "created_at", May: may(authz.DealRead), Part: (*DealItem)(nil), Load: room.Tell(dealToldSQL, tellDeal),
		Rows: "deal x WHERE x.tenant_id = @tenant AND x.customer_id = @id"},
	{Type: "contract", Tabs: tabs, At: "created_at", May: may(authz.ContractRead), Part: (*ContractItem)(nil), Load: room.Tell(contractToldSQL, tellContract),
		Rows: "contract x WHERE x.tenant_id = @tenant AND x.customer_id = @id"},
	{Type: "payment", Tabs: tabs, At: "created_at", May: may(authz.ContractRead), Part: (*PaymentItem)(nil), Load: room.Tell(paymentToldSQL, tellPayment),
		Rows: "payment x WHERE x.tenant_id = @tenant AND x.customer_id = @id"},
}

var tabs = []string{"", "deal"}

func may(p authz.Perm) func(tx *db.Tx) bool {
	return func(tx *db.Tx) bool { return room.May(tx.Actor, p) }
}

const (
	dealToldSQL = `SELECT d.id, d.created_by AS by_id, w.name AS by_name, d.name, d.state, d.currency, d.amount, d.expected_on, d.loss_reason,
		d.competitor, pr.name AS product
		FROM deal d LEFT JOIN product pr ON pr.tenant_id = @tenant AND pr.id = d.product_id
		LEFT JOIN person w ON w.tenant_id = @tenant AND w.id = d.created_by
		WHERE d.tenant_id = @tenant AND d.customer_id = @id AND d.id IN (@ids)`
	contractToldSQL = `SELECT k.id, k.created_by AS by_id, w.name AS by_name, k.number, k.currency, k.amount, k.paid, k.signed_on, k.accepted_on
		FROM contract k LEFT JOIN person w ON w.tenant_id = @tenant AND w.id = k.created_by
		WHERE k.tenant_id = @tenant AND k.customer_id = @id AND k.id IN (@ids)`
	paymentToldSQL = `SELECT y.id, y.created_by AS by_id, w.name AS by_name, y.method, y.remark, y.amount, y.paid_on, k.number, k.currency
		FROM payment y JOIN contract k ON k.tenant_id = @tenant AND k.id = y.contract_id
		LEFT JOIN person w ON w.tenant_id = @tenant AND w.id = y.created_by
		WHERE y.tenant_id = @tenant AND y.customer_id = @id AND y.id IN (@ids)`
)

type dealTold struct {
	room.Row
	Name       string          `db:"name"`
	State      words.DealState `db:"state"`
	Currency   string          `db:"currency"`
	Amount     int64           `db:"amount"`
	ExpectedOn crm.Day         `db:"expected_on"`
	LossReason string          `db:"loss_reason"`
	Competitor string          `db:"competitor"`
	Product    string          `db:"product"`
}

func tellDeal(_ *db.Tx, r room.Reader, d dealTold) room.Told {
	return room.Told{Row: d.Row, Part: &DealItem{ID: crm.IDOf[crm.Deal](d.ID).String(), Name: r.Mask(d.Name), State: d.State,
		Amount: crm.Money{Amount: d.Amount, Currency: d.Currency}, Product: d.Product, ExpectedOn: d.ExpectedOn,
		LossReason: r.Mask(d.LossReason), Competitor: r.Mask(d.Competitor)}}
}

type contractTold struct {
	room.Row
	Number     string  `db:"number"`
	Currency   string  `db:"currency"`
	Amount     int64   `db:"amount"`
	Paid       int64   `db:"paid"`
	SignedOn   crm.Day `db:"signed_on"`
	AcceptedOn crm.Day `db:"accepted_on"`
}

func tellContract(_ *db.Tx, r room.Reader, k contractTold) room.Told {
	return room.Told{Row: k.Row, Part: &ContractItem{ID: crm.IDOf[crm.Contract](k.ID).String(), Number: r.Mask(k.Number),
		Amount: crm.Money{Amount: k.Amount, Currency: k.Currency}, Paid: crm.Money{Amount: k.Paid, Currency: k.Currency},
		SignedOn: k.SignedOn, AcceptedOn: k.AcceptedOn}}
}

type paymentTold struct {
	room.Row
	Method   string  `db:"method"`
	Remark   string  `db:"remark"`
	Amount   int64   `db:"amount"`
	PaidOn   crm.Day `db:"paid_on"`
	Number   string  `db:"number"`
	Currency string  `db:"currency"`
}

func tellPayment(_ *db.Tx, r room.Reader, p paymentTold) room.Told {
	return room.Told{Row: p.Row, Part: &PaymentItem{Contract: r.Mask(p.Number), Amount: crm.Money{Amount: p.Amount, Currency: p.Currency}, PaidOn: p.PaidOn,
		Method: r.Mask(p.Method), Remark: r.Mask(p.Remark)}}
}
