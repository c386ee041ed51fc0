package assign

import (
	"encoding/json"
	"errors"

	"laidan/internal/crm"
	"laidan/internal/customer"
	"laidan/internal/db"
	"laidan/internal/i18n"
)

// Receipt explains one hand-over.
type Receipt struct {
	ID     crm.ReceiptID `json:"id"`
	Kind   string        `json:"kind" doc:"create, claim, assign, round_robin, release, abandon, reject, thaw, import, disable, merge, undo"`
	At     crm.Millis    `json:"at" format:"date-time"`
	By     *customer.Ref `json:"by" doc:"null: the program itself"`
	From   *customer.Ref `json:"from"`
	To     *customer.Ref `json:"to"`
	Pool   *customer.Ref `json:"pool"`
	Reason string        `json:"reason"`
	Trace  Trace         `json:"trace"`
}

type receiptRow struct {
	ID       crm.ReceiptID `db:"id"`
	Kind     string        `db:"kind"`
	At       crm.Millis    `db:"at"`
	By       crm.PersonID  `db:"by_id"`
	ByName   string        `db:"by_name"`
	From     crm.PersonID  `db:"from_owner"`
	FromName string        `db:"from_name"`
	To       crm.PersonID  `db:"to_owner"`
	ToName   string        `db:"to_name"`
	Pool     crm.PoolID    `db:"pool_id"`
	PoolName string        `db:"pool_name"`
	Reason   string        `db:"reason"`
	Trace    string        `db:"trace"`
}

// Receipts are how a customer came to everybody who had it, newest first.
func Receipts(tx *db.Tx, id crm.CustomerID) ([]Receipt, error) {
	c, err := customer.Get(tx, id)
	if err != nil {
		return nil, err
	}
	rows, err := db.All[receiptRow](tx, receiptsSQL, db.Args{"id": id})
	out := make([]Receipt, len(rows))
	for i, r := range rows {
		out[i] = Receipt{ID: r.ID, Kind: r.Kind, At: r.At, By: ref(r.By, r.ByName), From: ref(r.From, r.FromName), To: ref(r.To, r.ToName),
			Pool: ref(r.Pool, r.PoolName), Reason: customer.MaskText(tx, r.Reason, c.Numbers)}
		// Importers and merges write traces of their own; what is no trace of
		// ours shows as none.
		_ = json.Unmarshal([]byte(r.Trace), &out[i].Trace)
	}
	return out, err
}

func ref[T any](id crm.ID[T], name string) *customer.Ref {
	if id.IsZero() {
		return nil
	}
	return &customer.Ref{ID: id.String(), Name: name}
}

// sentence says a refusal in the reader's language.
func sentence(tx *db.Tx, err error) string {
	var e *crm.Error
	if !errors.As(err, &e) {
		return ""
	}
	return i18n.Say(tx.Actor.Language, "error."+e.Code, e.Params)
}
