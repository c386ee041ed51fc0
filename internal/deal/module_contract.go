package deal

import (
	"maps"
	"slices"
	"strings"

	"laidan/internal/authz"
	"laidan/internal/blob"
	"laidan/internal/crm"
	"laidan/internal/customer"
	"laidan/internal/db"
	"laidan/internal/event"
	"laidan/internal/rights"
)

// Sign records the contract of an open deal; the deal is won by it. The
// customer's move to signed is an act of its own and then passes.
func Sign(tx *db.Tx, id crm.DealID, p Paper) (Contract, error) {
	r, c, err := lock(tx, id)
	if err != nil {
		return Contract{}, err
	}
	if err := MayChange(r.State); err != nil {
		return Contract{}, err
	}
	p.Number = strings.TrimSpace(p.Number)
	if err := p.Check(tx.Today()); err != nil {
		return Contract{}, err
	}
	if err := attach(tx, p.FileID, c.ID, ContractFile); err != nil {
		return Contract{}, err
	}
	ct := contractRow{ID: db.NewID[crm.Contract](tx), CustomerID: c.ID, DealID: id, Number: p.Number, Amount: p.Amount.Amount,
		Currency: p.Amount.Currency, SignedOn: p.SignedOn, BlobID: p.FileID, OwnerID: c.OwnerID}
	if _, err := db.Exec(tx, insertContractSQL, ct); err != nil {
		return Contract{}, taken(err, p.Number)
	}
	r.State, r.Probability, r.ClosedAt = Won, 100, tx.NowMillis()
	if err := save(tx, r); err != nil {
		return Contract{}, err
	}
	if err := shown(tx, c); err != nil {
		return Contract{}, err
	}
	if err := ct.record(tx, "deal.Signed", nil); err != nil {
		return Contract{}, err
	}
	return getContract(tx, ct.ID)
}

// taken says which number another contract has. On PostgreSQL the transaction
// is lost by then, which is fine: the act ends here.
func taken(err error, number string) error {
	if name, ok := db.IsUnique(err); ok && name == "contract_number" {
		return crm.Bad("/number", "contract.number_taken", "number", number)
	}
	return err
}

// attach gives an uploaded file to the customer. A file the customer has
// already may serve again.
func attach(tx *db.Tx, file crm.BlobID, c crm.CustomerID, kind string) error {
	if file.IsZero() {
		return nil
	}
	err := blob.Attach(tx, file, c, kind)
	if crm.KindOf(err) != crm.Invalid {
		return err
	}
	// Not one the actor could not open: its name would show on the contract.
	if b, gerr := blob.Get(tx, file); gerr == nil && b.Customer == c && maySee(tx, b) {
		return nil
	}
	return err
}

func maySee(tx *db.Tx, b blob.Blob) bool {
	if MaySeePaper(tx, b.Kind) {
		return true
	}
	_, err := customer.Get(tx, b.Customer)
	return err == nil
}

// The kinds of the files that belong to contracts.
const (
	ContractFile   = "contract"
	PaymentFile    = "payment"
	AcceptanceFile = "acceptance"
)

// MaySeePaper reports whether the actor sees files of a kind by working on
// everybody's contracts. What else hangs on a customer is not theirs to see.
func MaySeePaper(tx *db.Tx, kind string) bool {
	return everyContract(tx.Actor) && authz.May(tx.Actor, authz.ContractRead) && rights.May("file.paper", kind == ContractFile || kind == PaymentFile || kind == AcceptanceFile)
}

// everyContract reports whether the actor works on the contracts of all
// customers, without seeing the customers.
func everyContract(a crm.Actor) bool {
	return a.System() || rights.May("deal.every", a.Is(authz.Finance))
}

// lockContract finds a contract the actor may work on: of an own or the team's
// customer, or any for finance.
func lockContract(tx *db.Tx, id crm.ContractID) (contractRow, error) {
	if !everyContract(tx.Actor) {
		place, err := db.One[crm.CustomerID](tx, contractPlaceSQL, db.Args{"id": id})
		if err != nil {
			return contractRow{}, err
		}
		if _, err := mine(tx, place); err != nil {
			return contractRow{}, err
		}
	}
	return db.One[contractRow](tx, lockContractSQL, db.Args{"id": id})
}

// PaperChange corrects a contract; absent parts stay.
type PaperChange struct {
	Number   *string     `json:"number,omitempty" minLength:"1" maxLength:"60"`
	Amount   *crm.Money  `json:"amount,omitempty"`
	SignedOn *crm.Day    `json:"signedOn,omitempty"`
	FileID   *crm.BlobID `json:"fileId,omitempty"`
	Version  int64       `json:"version"`
}

// Correct changes the words of a contract or adds its file.
func Correct(tx *db.Tx, id crm.ContractID, ch PaperChange) (Contract, error) {
	r, err := lockContract(tx, id)
	if err != nil {
		return Contract{}, err
	}
	if ch.Number != nil && strings.Contains(*ch.Number, "*") {
		if shown, err := getContract(tx, id); err != nil {
			return Contract{}, err
		} else if shown.Number == *ch.Number {
			ch.Number = nil // saved as it was shown
		}
	}
	before := r
	p := Paper{Number: r.Number, Amount: crm.Money{Amount: r.Amount, Currency: r.Currency}, SignedOn: r.SignedOn, FileID: r.BlobID}
	set(&p.Number, ch.Number)
	set(&p.Amount, ch.Amount)
	set(&p.SignedOn, ch.SignedOn)
	set(&p.FileID, ch.FileID)
	p.Number = strings.TrimSpace(p.Number)
	if err := p.Check(tx.Today()); err != nil {
		return Contract{}, err
	}
	if p.Amount.Currency != r.Currency {
		return Contract{}, crm.Bad("/amount/currency", "payment.currency", "currency", r.Currency)
	}
	if p.FileID != r.BlobID {
		if err := attach(tx, p.FileID, r.CustomerID, ContractFile); err != nil {
			return Contract{}, err
		}
	}
	r.Number, r.Amount, r.SignedOn, r.BlobID, r.Version = p.Number, p.Amount.Amount, p.SignedOn, p.FileID, ch.Version
	if err := saveContract(tx, r); err != nil {
		return Contract{}, taken(err, p.Number)
	}
	if err := r.record(tx, "deal.ContractChanged", map[string]any{"number": before.Number, "amount": before.Amount, "signedOn": before.SignedOn}); err != nil {
		return Contract{}, err
	}
	return getContract(tx, id)
}

// Pay records money that came in.
func Pay(tx *db.Tx, id crm.ContractID, in Incoming) (Contract, error) {
	r, err := lockContract(tx, id)
	if err != nil {
		return Contract{}, err
	}
	if err := in.Check(r.Currency, tx.Today()); err != nil {
		return Contract{}, err
	}
	if err := attach(tx, in.FileID, r.CustomerID, PaymentFile); err != nil {
		return Contract{}, err
	}
	y := paymentRow{ID: db.NewID[crm.Payment](tx), ContractID: id, CustomerID: r.CustomerID, Amount: in.Amount.Amount, PaidOn: in.PaidOn,
		Method: in.Method, Remark: in.Remark, BlobID: in.FileID}
	if err := db.Write(tx, insertPaymentSQL, y); err != nil {
		return Contract{}, err
	}
	r.Paid += y.Amount
	if err := saveContract(tx, r); err != nil {
		return Contract{}, err
	}
	if err := r.record(tx, "deal.Paid", map[string]any{"payment": y.ID, "amount": in.Amount, "paidOn": in.PaidOn}); err != nil {
		return Contract{}, err
	}
	return getContract(tx, id)
}

// Accept records that the customer accepted the delivery.
func Accept(tx *db.Tx, id crm.ContractID, on crm.Day, file crm.BlobID) (Contract, error) {
	r, err := lockContract(tx, id)
	if err != nil {
		return Contract{}, err
	}
	if err := CheckAcceptance(on, file, r.SignedOn, tx.Today()); err != nil {
		return Contract{}, err
	}
	if err := attach(tx, file, r.CustomerID, AcceptanceFile); err != nil {
		return Contract{}, err
	}
	r.AcceptedOn, r.AcceptanceID = on, file
	if err := saveContract(tx, r); err != nil {
		return Contract{}, err
	}
	if err := r.record(tx, "deal.Accepted", map[string]any{"acceptedOn": on}); err != nil {
		return Contract{}, err
	}
	return getContract(tx, id)
}

func saveContract(tx *db.Tx, r contractRow) error {
	n, err := db.Exec(tx, updateContractSQL, r)
	if err != nil || n > 0 {
		tx.Announce("deal", r.CustomerID, r.OwnerID)
		return err
	}
	e := crm.Fail(crm.Conflict, "conflict")
	if e.State, err = getContract(tx, r.ID); err != nil {
		return err
	}
	return e
}

// record writes a fact about a contract with what is special to it.
func (r contractRow) record(tx *db.Tx, kind string, more map[string]any) error {
	data := map[string]any{"number": r.Number, "contractAmount": crm.Money{Amount: r.Amount, Currency: r.Currency}, "paid": r.Paid, "deal": r.DealID, "owner": r.OwnerID}
	if kind == "deal.ContractChanged" {
		data["before"] = more
		more = nil
	}
	maps.Copy(data, more)
	return event.Record(tx, event.Fact{Kind: kind, Subject: r.ID.Int64(), Customer: r.CustomerID, Data: data})
}

func getContract(tx *db.Tx, id crm.ContractID) (Contract, error) {
	r, err := db.One[contractRow](tx, getContractSQL, db.Args{"id": id})
	if err != nil {
		return Contract{}, err
	}
	out := r.contract(masking(tx))
	payments, err := db.All[paymentRow](tx, contractPaymentSQL, db.Args{"id": id})
	for _, y := range payments {
		out.Payments = append(out.Payments, y.payment(masking(tx), r.CustomerNumbers, r.Currency))
	}
	return out, err
}

// OwnersChanged lets open deals and contracts follow their customers; app calls
// it beside the funnel whenever stock moves.
func OwnersChanged(tx *db.Tx, steps ...customer.Step) error {
	given := map[crm.PersonID][]crm.CustomerID{}
	var owners []crm.PersonID // in the order of the steps: maps have none
	for _, s := range steps {
		to := s.After.OwnerID
		if s.Before.ID.IsZero() || s.Before.OwnerID == to || s.After.DealAmount == nil {
			continue // new, or nothing was ever sold to it
		}
		if len(given[to]) == 0 {
			owners = append(owners, to)
		}
		given[to] = append(given[to], s.After.ID)
	}
	for _, to := range owners {
		for part := range slices.Chunk(given[to], followAtOnce) {
			for _, text := range []string{followDealsSQL, followContractsSQL} {
				if err := db.Write(tx, text, db.Args{"owner": to, "customers": part}); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// followAtOnce keeps a statement below the databases' limit on parameters.
const followAtOnce = 5000
