package deal

import (
	"laidan/internal/crm"
	"laidan/internal/customer"
	"laidan/internal/phone"
	"laidan/internal/words"
)

// dealRow is the table deal with the names it refers to.
type dealRow struct {
	ID              crm.DealID     `db:"id"`
	CustomerID      crm.CustomerID `db:"customer_id"`
	Name            string         `db:"name"`
	ProductID       crm.ProductID  `db:"product_id"`
	Amount          int64          `db:"amount"`
	Currency        string         `db:"currency"`
	ExpectedOn      crm.Day        `db:"expected_on"`
	Probability     int64          `db:"probability"`
	Competitor      string         `db:"competitor"`
	State           string         `db:"state"`
	LossReason      string         `db:"loss_reason"`
	OwnerID         crm.PersonID   `db:"owner_id"`
	Version         int64          `db:"version"`
	CreatedBy       crm.PersonID   `db:"created_by"`
	CreatedAt       crm.Millis     `db:"created_at"`
	ClosedAt        crm.Millis     `db:"closed_at"`
	CustomerName    string         `db:"customer_name"`
	CustomerNumbers phone.Numbers  `db:"customer_numbers"`
	OwnerName       string         `db:"owner_name"`
	ProductName     string         `db:"product_name"`
}

// Deal is one sale in progress, won or lost.
type Deal struct {
	ID          crm.DealID      `json:"id"`
	Customer    customer.Ref    `json:"customer"`
	Name        string          `json:"name"`
	Product     *customer.Ref   `json:"product"`
	Amount      crm.Money       `json:"amount"`
	ExpectedOn  crm.Day         `json:"expectedOn" nullable:"true" doc:"2026-10-31, or null"`
	Probability int64           `json:"probability"`
	Competitor  string          `json:"competitor"`
	State       words.DealState `json:"state"`
	LossReason  string          `json:"lossReason"`
	Owner       *customer.Ref   `json:"owner"`
	Version     int64           `json:"version"`
	CreatedAt   crm.Millis      `json:"createdAt" format:"date-time"`
	ClosedAt    crm.Millis      `json:"closedAt" nullable:"true" format:"date-time"`
}

// mask hides the numbers in a text that belongs to a customer.
type mask func(text string, own phone.Numbers) string

func (r dealRow) deal(m mask) Deal {
	text := func(s string) string { return m(s, r.CustomerNumbers) }
	return Deal{ID: r.ID, Customer: customer.Ref{ID: r.CustomerID.String(), Name: text(r.CustomerName)}, Name: text(r.Name),
		Product: ref(r.ProductID, r.ProductName), Amount: crm.Money{Amount: r.Amount, Currency: r.Currency}, ExpectedOn: r.ExpectedOn,
		Probability: r.Probability, Competitor: text(r.Competitor), State: words.DealState(r.State), LossReason: text(r.LossReason), Owner: ref(r.OwnerID, r.OwnerName),
		Version: r.Version, CreatedAt: r.CreatedAt, ClosedAt: r.ClosedAt}
}

// terms are the words of a stored deal.
func (r dealRow) terms() Terms {
	return Terms{Name: r.Name, ProductID: r.ProductID, Amount: crm.Money{Amount: r.Amount, Currency: r.Currency}, ExpectedOn: r.ExpectedOn,
		Probability: r.Probability, Competitor: r.Competitor}
}

func (r *dealRow) set(t Terms) {
	r.Name, r.ProductID, r.Amount, r.Currency = t.Name, t.ProductID, t.Amount.Amount, t.Amount.Currency
	r.ExpectedOn, r.Probability, r.Competitor = t.ExpectedOn, t.Probability, t.Competitor
}

// contractRow is the table contract with the names it refers to.
type contractRow struct {
	ID              crm.ContractID `db:"id"`
	CustomerID      crm.CustomerID `db:"customer_id"`
	DealID          crm.DealID     `db:"deal_id"`
	Number          string         `db:"number"`
	Amount          int64          `db:"amount"`
	Currency        string         `db:"currency"`
	Paid            int64          `db:"paid"`
	SignedOn        crm.Day        `db:"signed_on"`
	BlobID          crm.BlobID     `db:"blob_id"`
	AcceptedOn      crm.Day        `db:"accepted_on"`
	AcceptanceID    crm.BlobID     `db:"acceptance_blob_id"`
	OwnerID         crm.PersonID   `db:"owner_id"`
	Version         int64          `db:"version"`
	CreatedBy       crm.PersonID   `db:"created_by"`
	CreatedAt       crm.Millis     `db:"created_at"`
	CustomerName    string         `db:"customer_name"`
	CustomerNumbers phone.Numbers  `db:"customer_numbers"`
	OwnerName       string         `db:"owner_name"`
	FileName        string         `db:"file_name"`
	AcceptanceName  string         `db:"acceptance_name"`
}

// Contract is what was signed, how much of it was paid, and its acceptance.
type Contract struct {
	ID             crm.ContractID `json:"id"`
	Customer       customer.Ref   `json:"customer"`
	DealID         crm.DealID     `json:"dealId"`
	Number         string         `json:"number"`
	Amount         crm.Money      `json:"amount"`
	Paid           crm.Money      `json:"paid"`
	SignedOn       crm.Day        `json:"signedOn"`
	File           *customer.Ref  `json:"file"`
	AcceptedOn     crm.Day        `json:"acceptedOn" nullable:"true"`
	AcceptanceFile *customer.Ref  `json:"acceptanceFile"`
	Owner          *customer.Ref  `json:"owner"`
	Version        int64          `json:"version"`
	CreatedAt      crm.Millis     `json:"createdAt" format:"date-time"`
	Payments       []Payment      `json:"payments,omitempty"`
}

func (r contractRow) contract(m mask) Contract {
	text := func(s string) string { return m(s, r.CustomerNumbers) }
	return Contract{ID: r.ID, Customer: customer.Ref{ID: r.CustomerID.String(), Name: text(r.CustomerName)}, DealID: r.DealID, Number: text(r.Number),
		Amount: crm.Money{Amount: r.Amount, Currency: r.Currency}, Paid: crm.Money{Amount: r.Paid, Currency: r.Currency}, SignedOn: r.SignedOn,
		File: ref(r.BlobID, text(r.FileName)), AcceptedOn: r.AcceptedOn, AcceptanceFile: ref(r.AcceptanceID, text(r.AcceptanceName)),
		Owner: ref(r.OwnerID, r.OwnerName), Version: r.Version, CreatedAt: r.CreatedAt}
}

// paymentRow is the table payment with who recorded it.
type paymentRow struct {
	ID         crm.ID[crm.Payment] `db:"id"`
	ContractID crm.ContractID      `db:"contract_id"`
	CustomerID crm.CustomerID      `db:"customer_id"`
	Amount     int64               `db:"amount"`
	PaidOn     crm.Day             `db:"paid_on"`
	Method     string              `db:"method"`
	Remark     string              `db:"remark"`
	BlobID     crm.BlobID          `db:"blob_id"`
	CreatedBy  crm.PersonID        `db:"created_by"`
	CreatedAt  crm.Millis          `db:"created_at"`
	ByName     string              `db:"by_name"`
}

// Payment is money that came in. It is never changed.
type Payment struct {
	ID        crm.ID[crm.Payment] `json:"id"`
	Amount    crm.Money           `json:"amount"`
	PaidOn    crm.Day             `json:"paidOn"`
	Method    string              `json:"method"`
	Remark    string              `json:"remark"`
	FileID    crm.BlobID          `json:"fileId"`
	By        *customer.Ref       `json:"by"`
	CreatedAt crm.Millis          `json:"createdAt" format:"date-time"`
}

func (r paymentRow) payment(m mask, own phone.Numbers, currency string) Payment {
	return Payment{ID: r.ID, Amount: crm.Money{Amount: r.Amount, Currency: currency}, PaidOn: r.PaidOn, Method: m(r.Method, own), Remark: m(r.Remark, own),
		FileID: r.BlobID, By: ref(r.CreatedBy, r.ByName), CreatedAt: r.CreatedAt}
}

func ref[T any](id crm.ID[T], name string) *customer.Ref {
	if id.IsZero() {
		return nil
	}
	return &customer.Ref{ID: id.String(), Name: name}
}
