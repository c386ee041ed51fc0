package app

import (
	"testing"
	"time"

	"laidan/internal/assign"
	"laidan/internal/crm"
	"laidan/internal/customer"
	"laidan/internal/db"
	"laidan/internal/db/dbtest"
	"laidan/internal/deal"
	"laidan/internal/followup"
	"laidan/internal/funnel"
	"laidan/internal/words"
)

// journey is one customer's way through all modules, joined as in the program.
type journey struct {
	t  *testing.T
	w  dbtest.World
	id crm.CustomerID
}

// do runs an act as somebody and refuses more statements than its budget.
func (j *journey) do(who string, budget int, act func(tx *db.Tx) error) {
	j.t.Helper()
	j.w.Update(j.t, who, func(tx *db.Tx) error {
		err := act(tx)
		if tx.Statements() > budget {
			j.t.Errorf("%d statements, budget %d", tx.Statements(), budget)
		}
		return err
	})
}

func (j *journey) move(who string, to int) {
	j.t.Helper()
	j.do(who, 12, func(tx *db.Tx) error {
		_, err := funnel.Move(tx, j.id, funnel.Request{To: to})
		return err
	})
}

func (j *journey) upload(who string) (file crm.BlobID) {
	j.t.Helper()
	j.do(who, 1, func(tx *db.Tx) error {
		file = db.NewID[crm.Blob](tx)
		_, err := db.Exec(tx, `INSERT INTO blob (tenant_id, id, kind, name, mime, size, sha256, created_by, created_at)
			VALUES (@tenant, @id, 'attachment', '合同.pdf', 'application/pdf', 9, '', @me, @now)`, db.Args{"id": file})
		return err
	})
	return file
}

// From the pool to implemented and into the hands of a colleague: each layer is
// entered with what its standard asks for and nothing overridden, every act
// stays in its budget, and the figures follow.
func TestJourney(t *testing.T) {
	bare(t, func(t *testing.T, d *db.DB) {
		j := &journey{t: t, w: dbtest.Tenant(t, d)}
		w, price := j.w, crm.Money{Amount: 8600000, Currency: "CNY"}
		j.do("support", 12, func(tx *db.Tx) error {
			c, err := customer.Create(tx, customer.New{Name: "澜禾精密机械（苏州）有限公司", Kind: "company", PoolID: w.Pool})
			j.id = c.ID
			return err
		})
		j.do("rep1", 10, func(tx *db.Tx) error {
			_, err := assign.Claim(tx, j.id)
			return err
		})
		j.do("rep1", 12, func(tx *db.Tx) error {
			c, err := customer.ForUpdate(tx, j.id)
			if err != nil {
				return err
			}
			grade, goal := "A", "10 月签约"
			_, err = customer.Update(tx, c, customer.Changes{Grade: &grade, TextChanges: customer.TextChanges{Goal: &goal}, ProductID: &w.Product})
			return err
		})
		j.move("rep1", words.Graded)
		j.do("rep1", 9, func(tx *db.Tx) error {
			_, _, err := followup.LogTouch(tx, j.id, followup.TouchRequest{Channel: "call", Result: "connected", Feedback: "价格说得清就批",
				Next: &followup.NextStep{At: crm.At(tx.Now.Add(10 * 24 * time.Hour)), Channel: "visit", Content: "演示"}})
			return err
		})
		j.move("rep1", words.Contacted)
		j.move("rep1", words.Lead)
		var offer deal.Deal
		j.do("rep1", 12, func(tx *db.Tx) (err error) {
			offer, err = deal.Create(tx, j.id, deal.Terms{Name: "标准版", Amount: price})
			return err
		})
		j.move("rep1", words.Opportunity)
		j.do("manager1", 14, func(tx *db.Tx) error {
			_, err := assign.Assign(tx, j.id, assign.Give{To: w.As("rep2").Person})
			return err
		})
		file := j.upload("rep2")
		var contract deal.Contract
		j.do("rep2", 12, func(tx *db.Tx) (err error) {
			contract, err = deal.Sign(tx, offer.ID, deal.Paper{Number: "HT-1", Amount: price, SignedOn: tx.Today(), FileID: file})
			return err
		})
		j.move("rep2", words.Signed)
		j.do("finance", 12, func(tx *db.Tx) error {
			_, err := deal.Pay(tx, contract.ID, deal.Incoming{Amount: price, PaidOn: tx.Today()})
			return err
		})
		j.do("rep2", 12, func(tx *db.Tx) error {
			_, err := deal.Accept(tx, contract.ID, tx.Today(), file)
			return err
		})
		j.move("rep2", words.Implemented)
		j.do("admin", 14, func(tx *db.Tx) error {
			n, err := assign.HandOutAll(tx, w.As("rep2").Person, w.As("rep3").Person, crm.PoolID{})
			if n != 1 {
				t.Errorf("%d customers handed out", n)
			}
			return err
		})
		j.figures()
	})
}

// figures: the signing is credited to who made it, the customer stands with who
// has it now.
func (j *journey) figures() {
	j.t.Helper()
	for who, want := range map[string][3]int64{"rep1": {0, 1, 0}, "rep2": {1, 1, 0}, "rep3": {0, 0, 1}} {
		j.w.View(j.t, "director", func(tx *db.Tx) error {
			r, err := funnel.Get(tx, funnel.Query{Owner: j.w.As(who).Person})
			if err == nil && [3]int64{r.Signed, r.Slots.Received, r.Layers[words.Implemented-1].Count} != want {
				j.t.Errorf("%s: %+v, want signed, received, implemented %v", who, r, want)
			}
			used, rerr := customer.Recount(tx, j.w.As(who).Person)
			if rerr == nil && used != 0 {
				j.t.Errorf("%s holds %d", who, used)
			}
			return err
		})
	}
	j.w.View(j.t, "rep3", func(tx *db.Tx) error {
		of, err := deal.Of(tx, j.id)
		if err == nil && (len(of.Contracts) != 1 || of.Contracts[0].Owner.Name != "施溪卓" || of.Contracts[0].Paid.Amount != 8600000) {
			j.t.Errorf("%+v", of)
		}
		return err
	})
}
