package demo

import (
	"laidan/internal/crm"
)

// The rows of tables whose modules keep theirs to themselves. A column missing
// here has its default.

type contactRow struct {
	Customer crm.CustomerID `db:"customer_id"`
	ID       crm.ContactID  `db:"id"`
	Name     string         `db:"name"`
	Title    string         `db:"title"`
	Primary  bool           `db:"is_primary"`
	Created  crm.Millis     `db:"created_at"`
}

type channelRow struct {
	Customer crm.CustomerID `db:"customer_id"`
	ID       int64          `db:"id"`
	Contact  crm.ContactID  `db:"contact_id"`
	Kind     string         `db:"kind"`
	Value    string         `db:"value"`
	Norm     string         `db:"norm"`
}

type keyRow struct {
	Kind     string         `db:"kind"`
	Norm     string         `db:"norm"`
	Customer crm.CustomerID `db:"customer_id"`
	Strong   bool           `db:"strong"`
}

type tagRow struct {
	Tag      string         `db:"tag"`
	Customer crm.CustomerID `db:"customer_id"`
}

type moveRow struct {
	Customer   crm.CustomerID   `db:"customer_id"`
	ID         int64            `db:"id"`
	From       int              `db:"from_layer"`
	To         int              `db:"to_layer"`
	At         crm.Millis       `db:"at"`
	Day        crm.Day          `db:"day"`
	By         crm.PersonID     `db:"by_id"`
	Owner      crm.PersonID     `db:"owner_id"`
	Department crm.DepartmentID `db:"department_id"`
	Reason     string           `db:"reason"`
	Competitor string           `db:"competitor"`
	Days       float64          `db:"days"`
}

type exitRow struct {
	Customer   crm.CustomerID   `db:"customer_id"`
	Layer      int              `db:"layer"`
	At         crm.Millis       `db:"at"`
	Day        crm.Day          `db:"day"`
	Abandoned  bool             `db:"abandoned"`
	Days       float64          `db:"days"`
	Owner      crm.PersonID     `db:"owner_id"`
	Department crm.DepartmentID `db:"department_id"`
	NextDay    crm.Day          `db:"next_day"`
}

type receiptRow struct {
	Customer crm.CustomerID `db:"customer_id"`
	ID       int64          `db:"id"`
	Kind     string         `db:"kind"`
	From     crm.PersonID   `db:"from_owner"`
	To       crm.PersonID   `db:"to_owner"`
	Pool     crm.PoolID     `db:"pool_id"`
	By       crm.PersonID   `db:"by_id"`
	At       crm.Millis     `db:"at"`
	Day      crm.Day        `db:"day"`
	Reason   string         `db:"reason"`
}

type touchRow struct {
	Customer  crm.CustomerID `db:"customer_id"`
	ID        int64          `db:"id"`
	Contact   crm.ContactID  `db:"contact_id"`
	Channel   string         `db:"channel"`
	Direction string         `db:"direction"`
	Result    string         `db:"result"`
	At        crm.Millis     `db:"at"`
	Day       crm.Day        `db:"day"`
	Seconds   int64          `db:"seconds"`
	Content   string         `db:"content"`
	Feedback  string         `db:"feedback"`
	By        crm.PersonID   `db:"by_id"`
	Layer     int            `db:"layer"`
	Created   crm.Millis     `db:"created_at"`
}

type planRow struct {
	Customer crm.CustomerID `db:"customer_id"`
	ID       int64          `db:"id"`
	Person   crm.PersonID   `db:"person_id"`
	At       crm.Millis     `db:"at"`
	Channel  string         `db:"channel"`
	Content  string         `db:"content"`
	Goal     string         `db:"goal"`
	Promised bool           `db:"promised"`
	Created  crm.Millis     `db:"created_at"`
}

type dealRow struct {
	Customer    crm.CustomerID `db:"customer_id"`
	ID          int64          `db:"id"`
	Name        string         `db:"name"`
	Product     crm.ProductID  `db:"product_id"`
	Amount      int64          `db:"amount"`
	ExpectedOn  crm.Day        `db:"expected_on"`
	Probability int            `db:"probability"`
	State       string         `db:"state"`
	LossReason  string         `db:"loss_reason"`
	Owner       crm.PersonID   `db:"owner_id"`
	CreatedBy   crm.PersonID   `db:"created_by"`
	Created     crm.Millis     `db:"created_at"`
	Closed      crm.Millis     `db:"closed_at"`
}

type contractRow struct {
	Customer   crm.CustomerID `db:"customer_id"`
	ID         int64          `db:"id"`
	Deal       int64          `db:"deal_id"`
	Number     string         `db:"number"`
	Amount     int64          `db:"amount"`
	Paid       int64          `db:"paid"`
	SignedOn   crm.Day        `db:"signed_on"`
	AcceptedOn crm.Day        `db:"accepted_on"`
	Owner      crm.PersonID   `db:"owner_id"`
	CreatedBy  crm.PersonID   `db:"created_by"`
	Created    crm.Millis     `db:"created_at"`
}

type paymentRow struct {
	Contract  int64          `db:"contract_id"`
	ID        int64          `db:"id"`
	Customer  crm.CustomerID `db:"customer_id"`
	Amount    int64          `db:"amount"`
	PaidOn    crm.Day        `db:"paid_on"`
	Method    string         `db:"method"`
	CreatedBy crm.PersonID   `db:"created_by"`
	Created   crm.Millis     `db:"created_at"`
}

type departmentRow struct {
	ID      crm.DepartmentID `db:"id"`
	Parent  crm.DepartmentID `db:"parent_id"`
	Name    string           `db:"name"`
	Key     string           `db:"name_key"`
	Manager crm.PersonID     `db:"manager_id"`
	Created crm.Millis       `db:"created_at"`
}

type personRow struct {
	ID         crm.PersonID     `db:"id"`
	Name       string           `db:"name"`
	Key        string           `db:"name_key"`
	Email      string           `db:"email"`
	Department crm.DepartmentID `db:"department_id"`
	Roles      string           `db:"roles"`
	Scope      crm.Scope        `db:"scope"`
	Level      string           `db:"level"`
	Created    crm.Millis       `db:"created_at"`
}

type holdRow struct {
	Person crm.PersonID `db:"person_id"`
	Quota  int64        `db:"quota"`
	Used   int64        `db:"used"`
}

type productRow struct {
	ID      crm.ProductID `db:"id"`
	Code    string        `db:"code"`
	Name    string        `db:"name"`
	Key     string        `db:"name_key"`
	Price   int64         `db:"price"`
	Created crm.Millis    `db:"created_at"`
}
